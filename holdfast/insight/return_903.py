"""The missing part of the SSDA903 return, from what is recorded: two files, and what is to be mended first."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.private import private
from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.missing.models import Episode
from holdfast.records.models import CarePeriod, Child, Identifier, Placement, Relationship
from holdfast.records.types import IdentifierKind, RelationKind, Sex, YesNo
from holdfast.rules import return_903 as rules
from holdfast.rules.missing import Category
from holdfast.rules.return_903 import Away, LookedAfter, Span

from .spreadsheet import words

TOGETHER = 1_000
SEXES = {Sex.MALE.value: "1", Sex.FEMALE.value: "2"}


@dataclass(frozen=True)
class Mend:
    """One thing to put right, and where."""

    rule: str
    child_ref: str
    episode_ref: str
    sentence: str
    link: str


@dataclass(frozen=True)
class Made:
    """How much a return holds."""

    children: int
    rows: int
    mend: tuple[Mend, ...]


@action
def make(*, by: Viewer, year: int, folder: Path) -> Made:
    """Write missing.csv and header.csv of the year that ends on 31 March, and list what the return's own rules find."""
    folder.mkdir(parents=True, exist_ok=True)
    children = rows = 0
    mend: list[Mend] = []
    with (
        _written(folder / "missing.csv") as missing_file,
        _written(folder / "header.csv") as header_file,
    ):
        missing, header = csv.writer(missing_file), csv.writer(header_file)
        missing.writerow(rules.COLUMNS)
        header.writerow(rules.HEADER)
        for child, cells in _children(by, year):
            lines = rules.lines(child, year)
            missing.writerows(map(words, line.cells(child)) for line in lines)
            if lines:
                header.writerow(map(words, cells))
            children, rows = children + bool(lines), rows + len(lines)
            mend += _mend(child, cells, year)
    _keep_faults(folder, mend)
    record(by, "return.ssda903-missing", year=year, children=children, rows=rows, faults=len(mend))
    return Made(children, rows, tuple(mend))


def _keep_faults(folder: Path, mend: list[Mend]) -> None:
    """What is to be mended, as a list beside the two files; it is not part of the return."""
    with _written(folder / "faults.csv") as file:
        rows = csv.writer(file)
        rows.writerow(("RULE", "CHILD", "EPISODE", "FAULT", "LINK"))
        rows.writerows(map(words, (one.rule, one.child_ref, one.episode_ref, one.sentence, one.link)) for one in mend)


def _written(path: Path) -> TextIO:
    """A file of rows about children, for its owner alone."""
    return open(path, "w", newline="", encoding="utf-8", opener=private)


def _children(by: Viewer, year: int) -> Iterator[tuple[_Known, tuple[str, ...]]]:
    """Every child who was ever in care and has an episode, in the order of their references, some at a time."""
    _, last = rules.year_of(year)
    in_care = visible(by, CarePeriod).filter(from_date__lte=last).values("child_id")
    ids = (
        visible(by, Episode).filter(voided_at=None, child_id__in=in_care).order_by().values_list("child_id", flat=True).distinct()
    )
    named = sorted(_references(by, list(ids)).items(), key=lambda pair: (pair[1], pair[0]))
    places = iter(named)
    while several := dict(islice(places, TOGETHER)):
        yield from _known(by, several)


def _references(by: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """What the return calls each child: the sender's reference, else the council's number, else our own id."""
    found = {one: str(one) for one in ids}
    for kind in (IdentifierKind.COUNCIL, IdentifierKind.SENDER):
        rows = visible(by, Identifier).filter(child_id__in=ids, kind=kind, removed_at=None).order_by("-created_at", "-pk")
        found.update(dict(rows.values_list("child_id", "value")))
    return found


@dataclass(frozen=True)
class _Known(LookedAfter):
    """With the ids of the record and of its episodes, for links."""

    child_id: UUID
    episodes: Mapping[str, UUID]


def _known(by: Viewer, refs: dict[UUID, str]) -> Iterator[tuple[_Known, tuple[str, ...]]]:
    ids = list(refs)
    care, placed = _spans(by, CarePeriod, ids), _spans(by, Placement, ids)
    away, episodes = _absences(by, ids)
    upns = dict(
        visible(by, Identifier)
        .filter(child_id__in=ids, kind=IdentifierKind.UPN, removed_at=None)
        .values_list("child_id", "value")
    )
    own = _own_children(by, ids)
    children = {one.pk: one for one in visible(by, Child).filter(pk__in=ids)}
    for child_id, ref in refs.items():
        child = children[child_id]
        known = _Known(
            ref, child.born, care.get(child_id, ()), placed.get(child_id, ()), away.get(child_id, ()), child_id, episodes
        )
        yield known, _header(child, ref, upns.get(child_id, ""), own.get(child_id))


def _header(child: Child, ref: str, upn: str, born_to_her: date | None) -> tuple[str, ...]:
    mother = ""
    if child.sex == Sex.FEMALE:
        mother = "1" if child.is_parent == YesNo.YES else "0"
    own = rules.written(born_to_her) if mother == "1" else ""
    return (ref, SEXES.get(child.sex, ""), rules.written(child.born), child.ethnicity, upn, mother, own)


def _spans(by: Viewer, model: Any, ids: list[UUID]) -> dict[UUID, tuple[Span, ...]]:
    found: dict[UUID, tuple[Span, ...]] = {}
    for child_id, first, last in visible(by, model).filter(child_id__in=ids).values_list("child_id", "from_date", "until"):
        found[child_id] = (*found.get(child_id, ()), (first, last))
    return found


def _absences(by: Viewer, ids: list[UUID]) -> tuple[dict[UUID, tuple[Away, ...]], dict[str, UUID]]:
    """Episodes that stand, by child: neither set aside, nor said to be part of another; and their ids by their refs."""
    rows = visible(by, Episode).filter(child_id__in=ids, voided_at=None, joined_to=None)
    found: dict[UUID, tuple[Away, ...]] = {}
    episodes: dict[str, UUID] = {}
    for pk, child_id, ref, category, started, ended in rows.values_list(
        "pk", "child_id", "episode_ref", "category", "started_at", "ended_at"
    ):
        episodes[ref] = pk
        one = Away(ref, Category(category), london_date(started), london_date(ended) if ended else None)
        found[child_id] = (*found.get(child_id, ()), one)
    return found, episodes


def _own_children(by: Viewer, ids: list[UUID]) -> dict[UUID, date]:
    """When the first child of each mother was born, as far as that child has a record that is related to hers."""
    rows = visible(by, Relationship).filter(
        child_id__in=ids, kind=RelationKind.OWN_CHILD, other_child__born_earliest__isnull=False
    )
    born = rows.order_by("-other_child__born_earliest").values_list("child_id", "other_child__born_earliest")
    return {child_id: day for child_id, day in born if day is not None}


def _mend(child: _Known, cells: tuple[str, ...], year: int) -> Iterator[Mend]:
    here = settings.PUBLIC_URL.rstrip("/")
    link = f"{here}{reverse('child', args=[child.child_id])}"
    for fault in rules.faults(child, year):
        mend = link
        if fault.away and fault.rule in rules.OF_ITS_TIMES:
            mend = f"{here}{reverse('episode', args=[child.episodes[fault.away.ref]])}"
        yield Mend(fault.rule, child.ref, fault.away.ref if fault.away else "", fault.sentence, mend)
    if any(rules.lines(child, year)) and not cells[1]:
        yield Mend("SEX", child.ref, "", "The child's sex is not recorded, and the header cannot be sent without it.", link)

"""What the pages of a copy show: items with how each stands, and one item with what was found in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from holdfast.desk.disclosure.in_place import Piece, Span, Thing, in_place
from holdfast.disclosure.papers import may_keep_as_manager
from holdfast.keeping.actions import copies
from holdfast.keeping.actions.requests import reading
from holdfast.keeping.items import Marked, held_back
from holdfast.keeping.looking import FILE, Decisions, Found, Looking, Said, Waiting, moved, outcome, waiting_in
from holdfast.keeping.models import SubjectRequest
from holdfast.kernel.viewer import Viewer
from holdfast.rules.disclosure import KINDS, Keep

PAGE = 20
LOOKED_AT = 100  # items that one page looks through for what waits
SHOWN = 50
LONGEST = 200_000


@dataclass(frozen=True)
class Row:
    """One item in the list. held: why the whole of it is not given, "" where it is; decides: whether a person may change that."""

    section: str
    number: int
    token: str
    lines: tuple[tuple[str, str], ...]
    held: str
    said: Marked | None
    others: bool
    closed: bool
    waiting: int
    found: int
    is_file: bool


@dataclass(frozen=True)
class Page:
    """One page of the list. older: the item after which the next page begins; "" where this is the last."""

    rows: list[Row]
    older: str
    all: int


def listed(viewer: Viewer, asked: SubjectRequest, *, after: str, everything: bool) -> Page:
    """Items in the order of the copy. Files are looked at one by one, on their own page."""
    placed = copies.placed(copies.sections(viewer, asked))
    marked, said = copies.marked(viewer, asked), copies.decisions(viewer, asked)
    begin = next((place for place, one in enumerate(placed, start=1) if one.token == after), 0)
    rows: list[Row] = []
    with reading(viewer) as job:
        looking = Looking(job, asked.child_id)
        last = begin
        for last, one in enumerate(placed[begin : begin + LOOKED_AT], start=begin + 1):  # noqa: B007
            row = _row(looking, one, marked.get(one.item.key), said)
            if everything or row.waiting or (row.others and row.said is None) or (row.is_file and not row.held):
                rows.append(row)
            if len(rows) == PAGE:
                break
    return Page(rows, placed[last - 1].token if 0 < last < len(placed) else "", len(placed))


def _row(looking: Looking, one: copies.Placed, said: Marked | None, decisions: Decisions) -> Row:
    held = held_back(one.item, said)
    found = [] if held else looking.of_item(replace(one.item, file=None))
    waiting = waiting_in(one.section, one.number, one.item, found, decisions)
    return Row(
        one.section, one.number, one.token, one.item.lines[:6], held, said, one.item.others, bool(one.item.withheld),
        len(waiting), len({each.key for each in found}), one.item.file is not None,
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One item. text: its pieces; unreadable: sentences about a file that nobody can check."""

    row: Row
    pieces: list[Piece]
    things: list[Thing]
    unreadable: list[str]
    left: int


def item(viewer: Viewer, asked: SubjectRequest, token: str, seen: Mapping[str, Mapping[str, str]]) -> Shown:
    one = copies.item_called(copies.sections(viewer, asked), token)
    said, decisions = copies.marked(viewer, asked).get(one.item.key), copies.decisions(viewer, asked)
    with reading(viewer) as job:
        looking = Looking(job, asked.child_id)
        row = _row(looking, one, said, decisions)
        found = [] if row.held else looking.of_item(replace(one.item, file=None))
        text, spans = _text(one.item.lines, found)
        quiet: Sequence[tuple[int, int]] = ()
        unreadable: list[str] = []
        if one.item.file is not None and not row.held:
            looked = looking.file(one.item.file)
            unreadable = [f"{one.where[:1].upper()}{one.where[1:]}: {one.reason}" for one in looked.unreadable]
            in_file = looking.of_findings(FILE, [each for each in looked.findings if each not in looked.unreadable])
            begin = len(text) + 2
            text += f"\n\n{looked.text[:LONGEST]}"
            spans += _spans([(each, moved(each.finding, begin)) for each in in_file])
            quiet = [(first + begin, last + begin) for first, last in looked.quiet]
            found = [*found, *in_file]
    things = _things(viewer, one.item.key, found, decisions, seen)
    labels = {each.key: (each.number, each.label) for each in things}
    waits = waiting_in(one.section, one.number, one.item, found, decisions)
    return Shown(row, in_place(text, spans, labels, quiet), things, unreadable, len(waits))


def _text(lines: Sequence[tuple[str, str]], found: Sequence[Found]) -> tuple[str, list[Span]]:
    """The lines as one text, and where in it each finding stands."""
    text, spans = "", []
    for place, (label, words) in enumerate(lines):
        text += f"{label}: "
        spans += _spans([(one, moved(one.finding, len(text))) for one in found if one.line == place])
        text += f"{words}\n"
    return text.rstrip("\n"), spans


def _spans(found: Sequence[tuple[Found, Any]]) -> list[Span]:
    return [(placed.start, placed.end or 0, one.key) for one, placed in found if placed.start is not None]


def _things(
    viewer: Viewer, item_key: str, found: Sequence[Found], decisions: Decisions, seen: Mapping[str, Mapping[str, str]]
) -> list[Thing]:
    """Each thing once, however often it stands in the item; what the strictest of them allows."""
    by_key: dict[str, list[Found]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    made = []
    for number, (key, several) in enumerate(by_key.items(), start=1):
        thing = _thing(viewer, number, several, decisions.of(item_key, key))
        at = {"seen": str(decisions.number(item_key, key)), "seen_all": str(decisions.number("", key))}
        made.append(replace(thing, seen={**at, **seen.get(key, {})}))
    return made


def _thing(viewer: Viewer, number: int, several: Sequence[Found], said: Said | None) -> Thing:
    one = several[0]
    may = {each.may for each in several}
    why_not = copies.NOBODY if Keep.NOBODY in may else ""
    if not why_not and Keep.MANAGER in may and not may_keep_as_manager(viewer):
        why_not = copies.MANAGER
    standing = ""
    if any(outcome(each, said).waits for each in several):
        standing = "This waits for a decision." if said is None else "This no longer stands: only a manager keeps it now."
    elif said is None:
        standing = "It is removed, unless somebody decides otherwise."
    return Thing(
        key=one.key,
        number=number,
        words=one.shown.text,
        label=KINDS[one.shown.kind].label,
        reason=one.shown.reason,
        where=one.shown.where,
        decision=said,
        may_keep=not why_not,
        why_not=why_not,
        instead=KINDS[one.shown.kind].instead.strip("[]"),
        standing=standing,
        seen={},
    )


def as_marked(said: Marked | None) -> dict[str, Any]:
    """What was decided of an item, as the form asks it."""
    if said is None:
        return {"seen": 0}
    return {"give": "yes" if said.give else "no", "why": said.why, "seen": said.number}


def held_up(still: copies.StillWaiting) -> dict[str, Any]:
    """What holds up the copy, item by item, as far as one page lists it."""
    by_item: dict[str, list[Waiting]] = {}
    for one in still.waiting:
        by_item.setdefault(one.item, []).append(one)
    rows = [(several[0], several) for several in list(by_item.values())[:SHOWN]]
    return {"rows": rows, "items": len(by_item)}

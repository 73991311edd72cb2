"""Takes in up to a thousand rows at once, in one audited action that names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.kernel.writing import New, write
from holdfast.records.models import Child, ChronologyEntry
from holdfast.records.types import Audience

from .. import pattern, policies
from ..actions.opening import SOURCE
from ..history import hold_children, plain
from ..interviews import following
from ..models import Episode, EpisodeChange
from ..types import ChangeKind, Source
from . import children as children_module
from .children import Children
from .reading import RowFaulty, Told

MOST = 1_000
WHY = "The sender's file says otherwise now."
WHO = frozenset({"given", "family", "born"})  # what a row says of the child, and not of the episode


@dataclass
class Taken:
    """What a batch did, by the ids of episodes; faults by line."""

    created: list[UUID] = field(default_factory=list)
    corrected: list[UUID] = field(default_factory=list)
    unchanged: list[UUID] = field(default_factory=list)
    rejected: dict[int, str] = field(default_factory=dict)
    made: list[UUID] = field(default_factory=list)


@dataclass
class _Work:
    """What is to be written, gathered row by row."""

    children: Children
    held: dict[str, Episode]
    at: datetime
    new: list[Episode] = field(default_factory=list)
    changed: list[Episode] = field(default_factory=list)
    changes: list[EpisodeChange] = field(default_factory=list)
    entries: list[ChronologyEntry] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    new_episode: New[Episode] = field(init=False)
    new_entry: New[ChronologyEntry] = field(init=False)

    def __post_init__(self) -> None:
        by = self.children.by
        here = {"partnership_id": by.here, "created_at": self.at}
        self.new_episode = New(Episode, **here, changed_at=self.at, source=Source.IMPORT.value)
        self.new_entry = New(
            ChronologyEntry,
            **here,
            source_kind=SOURCE,
            audience=[Audience.PROFESSIONALS.value],
            recorded_by=by.person_id,
        )


@action
def take_in(*, by: Viewer, rows: Sequence[Told]) -> Taken:
    """Take in these rows. One that cannot be taken stops no other; the pattern of each child is reckoned in the same step."""
    policies.check_can_take_in(by)
    if len(rows) > MOST:
        raise ValueError("A batch is no more than a thousand rows.")
    _one_at_a_time(by)
    known = children_module.known(by, (row.child_ref for row in rows))
    work = _Work(known, _held(by, rows, (child.pk for child in known.known.values())), now())
    taken = Taken()
    for row in rows:
        try:
            _take(by, work, taken, row)
        except RowFaulty as fault:
            taken.rejected[row.line] = str(fault)
    corrected = _corrected(work)
    before = pattern.counts_of(by, corrected) if corrected else {}
    _write(work)
    taken.made = [child.pk for child in work.children.made.values()]
    pattern.look_again(by, work.touched, why=WHY, before=before)
    following.follow_changed(by, work.changed)
    _record(by, rows, taken)
    return taken


def _corrected(work: _Work) -> set[UUID]:
    """The children of whom something known is said otherwise: only of these can a count become less."""
    return {one.child_id for one in work.changes} | {
        UUID(one.before["child_id"]) for one in work.changes if "child_id" in one.before
    }


def _one_at_a_time(by: Viewer) -> None:
    """Two files taken in at once wait for one another, batch by batch: a child new in both is made once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"missing.import:{by.here}"])


def _held(by: Viewer, rows: Sequence[Told], child_ids: Iterable[UUID]) -> dict[str, Episode]:
    """The episodes of these rows that are known, as they stand once nobody else changes them: what a person put right is seen."""
    asked = Episode.objects.filter(partnership_id=by.here, episode_ref__in=[row.episode_ref for row in rows])
    theirs = set(asked.values_list("child_id", flat=True))
    hold_children(theirs | set(child_ids))
    return {one.episode_ref: one for one in asked} if theirs else {}


def _take(by: Viewer, work: _Work, taken: Taken, row: Told) -> None:
    child = work.children.of(row)
    held = work.held.get(row.episode_ref)
    if held is None:
        made = _episode(work, row, child)
        work.new.append(made)
        work.entries.append(_entry(work, made, "missing.started", f"{row.category.label}."))
        work.touched.add(child.pk)
        taken.created.append(made.pk)
    elif moved := _correct(by, work, held, row, child):
        taken.corrected.append(held.pk)
        if moved & WHO:
            work.children.is_called_otherwise(row, child)
    else:
        taken.unchanged.append(held.pk)
        return
    work.children.says_something(row, child)


def _episode(work: _Work, row: Told, child: Child) -> Episode:
    return work.new_episode(
        child_id=child.pk,
        reference=new_reference(),
        episode_ref=row.episode_ref,
        category=row.category.value,
        started_at=row.started,
        ended_at=row.ended,
        reported_at=row.reported,
        police_ref=row.police_ref,
        police_know_at=work.at if row.police_ref else None,
        police_grade=row.level,
        told=_told(row),
    )


def _told(row: Told) -> dict[str, Any]:
    return {**row.kept, "child": row.child_ref}


def _before(held: Episode) -> dict[str, Any]:
    """What the sender last said; of an episode that no file brought, what it says itself."""
    if held.told:
        return {str(key): said for key, said in held.told.items()}
    moments = {"started": held.started_at, "ended": held.ended_at, "reported": held.reported_at}
    said = {name: at.astimezone(UTC).isoformat() if at else "" for name, at in moments.items()}
    return {"category": held.category, "police_ref": held.police_ref, "grade": "", "child": "", **said}


def _correct(by: Viewer, work: _Work, held: Episode, row: Told, child: Child) -> set[str]:
    """Bring an episode up to what the sender says now, where that differs from what they said before. Gives what differs.

    What somebody put right here stands until the sender changes their own words. A name or a date of birth that the sender
    changed is kept in the history of the episode and put to a person: no file renames a child.
    """
    said, before = _told(row), _before(held)
    moved = {key for key, value in said.items() if value != before.get(key, value if key in WHO else "")}
    if not moved:
        return moved
    values = {name: value for key in moved for name, value in _columns(key, row, child, held, work.at).items()}
    values = {name: value for name, value in values.items() if getattr(held, name) != value}
    if "started_at" in values or "ended_at" in values:
        _check_order(held, values)
    work.touched |= {held.child_id, child.pk if "child" in moved else held.child_id}
    words = {key: (before.get(key, ""), said[key]) for key in sorted(moved & (WHO | {"grade"}))}
    work.changes.append(_change(by, held, values, words, work.at))
    for name, value in values.items():
        setattr(held, name, value)
    held.told, held.version, held.changed_at = said, held.version + 1, work.at
    work.changed.append(held)
    text = "The sender of this episode put it right."
    work.entries.append(_entry(work, held, "missing.corrected", text))
    return moved


def _columns(key: str, row: Told, child: Child, held: Episode, at: datetime) -> dict[str, Any]:
    """What of the episode follows from one thing that the sender says otherwise."""
    if key == "started":
        return {"started_at": row.started, "started_words": "", "started_earliest": None, "started_latest": None}
    if key == "ended":
        return {"ended_at": row.ended, "ended_words": ""}
    if key == "police_ref":
        return {"police_ref": row.police_ref, "police_know_at": held.police_know_at or (at if row.police_ref else None)}
    plain_columns: dict[str, dict[str, Any]] = {
        "category": {"category": row.category.value},
        "reported": {"reported_at": row.reported},
        "grade": {"police_grade": row.level},
        "child": {"child_id": child.pk},
    }
    return plain_columns.get(key, {})


def _check_order(held: Episode, values: dict[str, Any]) -> None:
    started, ended = values.get("started_at", held.started_at), values.get("ended_at", held.ended_at)
    if ended is not None and ended < started:
        raise RowFaulty("with what was put right here, it would end before it started. Put the times right on its page.")


def _change(by: Viewer, held: Episode, values: dict[str, Any], words: dict[str, tuple[str, str]], at: datetime) -> EpisodeChange:
    """What it said before, kept under the child it then belonged to. words: what the sender calls the child, and their grade."""
    return EpisodeChange(
        partnership_id=by.here,
        episode_id=held.pk,
        child_id=values.get("child_id", held.child_id),
        kind=ChangeKind.CHILD if "child_id" in values else ChangeKind.CORRECTION,
        before={name: plain(getattr(held, name)) for name in values} | {name: was for name, (was, _) in words.items()},
        after={name: plain(value) for name, value in values.items()} | {name: now_said for name, (_, now_said) in words.items()},
        reason=WHY,
        changed_by_id=by.person_id,
        at=at,
    )


def _entry(work: _Work, episode: Episode, kind: str, text: str) -> ChronologyEntry:
    return work.new_entry(
        child_id=episode.child_id,
        at=episode.started_at,
        kind=kind,
        title=f"{text} Reference {episode.reference}.",
        source_id=episode.pk,
    )


_CHANGED = (
    "child", "category", "started_at", "started_words", "started_earliest", "started_latest", "ended_at", "ended_words",
    "reported_at", "police_ref", "police_know_at", "police_grade", "told", "version", "changed_at",
)  # fmt: skip


def _write(work: _Work) -> None:
    children_module.keep(work.children)
    _fresh_references(work.new)
    write(work.new)
    Episode.objects.bulk_update(work.changed, _CHANGED, batch_size=100)
    EpisodeChange.objects.bulk_create(work.changes, batch_size=500)
    write(work.entries)


def _fresh_references(new: Sequence[Episode]) -> None:
    """A reference that somebody has already is drawn again: among so many it happens."""
    while taken := _taken([one.reference for one in new]):
        for one in new:
            if one.reference in taken:
                one.reference = new_reference()


def _taken(references: Sequence[str]) -> set[str]:
    twice = {one for one in references if references.count(one) > 1} if len(set(references)) < len(references) else set()
    return twice | set(Episode.objects.filter(reference__in=references).values_list("reference", flat=True))


def _record(by: Viewer, rows: Sequence[Told], taken: Taken) -> None:
    """The one audit event of the batch: which lines, and which episode each became."""
    record(
        by,
        "missing.import",
        rows=len(rows),
        lines=[min(row.line for row in rows), max(row.line for row in rows)] if rows else [],
        created=[str(one) for one in taken.created],
        corrected=[str(one) for one in taken.corrected],
        unchanged=[str(one) for one in taken.unchanged],
        rejected=sorted(taken.rejected),
        children=[str(one) for one in taken.made],
    )

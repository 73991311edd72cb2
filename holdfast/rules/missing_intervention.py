"""When a missing intervention meeting is called for, and whether what called for it still holds.

One meeting answers for the absences that had been counted when it was called for, and for those that joined it while it was open.
Another is called for by an absence that none has answered for yet, within a window that is over the threshold. The windows looked
at are those that end today and on the day of each absence of the last window: a fourth absence entered late calls for its meeting
though the first may have left the window since. What lies further back is history, and calls for nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .missing import Absence, Counts, Crossing, in_force


@dataclass(frozen=True)
class Call:
    """A meeting is called for. crossing: the first day that calls for it; absences: all counted; new: those not answered for."""

    crossing: Crossing
    absences: tuple[Absence, ...]
    new: tuple[Absence, ...]


class Lowers(StrEnum):
    """How a change makes a child's pattern look less than it did (H4)."""

    NOTHING = ""
    COUNT = "count"
    TRIGGER = "trigger"


def called(counts: Counts, answered: Collection[str], today: date) -> Call | None:
    """Whether a meeting is called for. answered: the refs of reports that a meeting, open or over, already answers for."""
    first: Crossing | None = None
    found: dict[str, Absence] = {}
    new: dict[str, Absence] = {}
    for looked in _over(counts, today):
        unanswered = {one.ref: one for one in looked.absences if not any(report.ref in answered for report in one.reports)}
        found |= {one.ref: one for one in looked.absences}
        if unanswered and first is None:
            first = looked
        new |= unanswered
    return Call(first, tuple(found.values()), tuple(new.values())) if first else None


def _over(counts: Counts, today: date) -> Iterator[Crossing]:
    begins, _ = in_force(counts.editions, today).window(today)
    for day in sorted({day for day in counts.starts if begins <= day < today} | {today}):
        looked = counts.on(day)
        if looked.over:
            yield looked


def holds(counts: Counts, answers_for: Collection[str], called_on: date) -> bool:
    """Whether what called for a meeting still holds: the day that called for it, or that of a later absence, is over."""
    days = {one.day for one in counts.absences() if any(report.ref in answers_for for report in one.reports)}
    return any(counts.on(day).over for day in {called_on, *(day for day in days if day > called_on)})


def lowers(before: Counts, after: Counts, today: date) -> Lowers:
    """Whether a change takes away an absence, or a day on which the count was crossed."""
    if len(after.crossings()) < len(before.crossings()) or (before.on(today).over and not after.on(today).over):
        return Lowers.TRIGGER
    fewer = after.counted(today) < before.counted(today) or len(after.on(today).absences) < len(before.on(today).absences)
    return Lowers.COUNT if fewer else Lowers.NOTHING

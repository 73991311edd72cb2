"""Why a child is, or is not, over the count of missing episodes: one sentence, and a reason for every report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .local import in_london
from .missing import CATEGORIES, Absence, Edition, Report, Standing, State, absences, inferred, order, standing
from .spoken import counted, long_date


class Why(StrEnum):
    """What became of one report in the count."""

    COUNTED = "counted"
    SAME = "same"
    VOID = "void"
    CATEGORY = "category"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Line:
    """One report and what became of it. absence: the ref under which its absence is counted, "" where it is in none."""

    report: Report
    why: Why
    words: str
    absence: str = ""
    end_inferred: bool = False


@dataclass(frozen=True)
class Explanation:
    """The count in one sentence, and every report with its reason, oldest first."""

    standing: Standing
    sentence: str
    lines: tuple[Line, ...]


def explain(reports: Iterable[Report], editions: Sequence[Edition], day: date) -> Explanation:
    """How a child stands on a day, and why: which reports counted, which did not, by which edition of the rule."""
    listed = sorted(reports, key=order)
    stands = standing(listed, editions, day)
    mend = frozenset(inferred(listed))
    whole = {one.ref: absence for absence in absences(listed, stands.edition.categories) for one in absence.reports}
    lines = tuple(_line(one, stands, whole, one.ref in mend) for one in listed)
    return Explanation(stands, sentence(stands), lines)


def sentence(stands: Standing) -> str:
    """The count, the window and the rule, as one says it."""
    first, last = stands.window
    episodes = counted(stands.count, "missing episode")
    return (
        f"{episodes} started in the {stands.edition.days} days from {long_date(first)} to {long_date(last)}; "
        f"{_limit(stands.edition)}{_so(stands.state)}"
    )


def _limit(rule: Edition) -> str:
    how = f"{rule.threshold} or more" if rule.at_least else f"more than {rule.threshold}"
    return f"{how} calls for a missing intervention meeting"


def _so(state: State) -> str:
    if state is State.TRIGGERED:
        return ", so it is called for."
    return ", so the next calls for it." if state is State.APPROACHING else "."


def _line(one: Report, stands: Standing, whole: Mapping[str, Absence], end_inferred: bool) -> Line:
    why, words = _reason(one, stands, whole)
    absence = whole[one.ref].ref if one.ref in whole else ""
    return Line(one, why, words, absence, end_inferred)


def _reason(one: Report, stands: Standing, whole: Mapping[str, Absence]) -> tuple[Why, str]:
    if one.void:
        return Why.VOID, "Not counted: the report is void."
    if one.ref not in whole:
        return Why.CATEGORY, f"Not counted: the rule does not count “{CATEGORIES[one.category].lower()}”."
    absence, (first, last) = whole[one.ref], stands.window
    if absence.day > last:
        return Why.AFTER, "Not counted: it started after the day looked at."
    if absence.day < first:
        began = "it" if absence.ref == one.ref else f"the absence it is part of, {absence.ref},"
        return Why.BEFORE, f"Not counted: {began} started on {_day(absence.started)}, before the window."
    if absence.ref != one.ref:
        return Why.SAME, f"Part of one absence with {absence.ref}, which is counted once."
    return Why.COUNTED, f"Counted: it started on {_day(one.started)}, inside the window."


def _day(instant: datetime) -> str:
    return long_date(in_london(instant).date())

"""When a child's missing episodes make a pattern: absences from reports, the window, the count and the days it was crossed.

Plain values and passed-in time. A report is what one sender said of one absence; reports whose times overlap are one absence. An
episode counts on the London date on which it started, and times are read to the minute. The rule is a least duty: whatever the
count, any professional may ask for a meeting (H4).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from .config import Settings, setting, value
from .local import in_london

COUNT, COUNT_IN_CARE, DAYS = "missing.trigger_count", "missing.trigger_count_in_care", "missing.trigger_days"
COMPARISON, COUNTS_AWAY = "missing.trigger_comparison", "missing.trigger_counts_away"
KEYS = (COUNT, COUNT_IN_CARE, DAYS, COMPARISON, COUNTS_AWAY)


class Category(StrEnum):
    """What sort of absence it is, by the letters of the national return and one of our own."""

    MISSING = "M"
    AWAY = "A"
    FROM_HOME = "H"


CATEGORIES: Mapping[Category, str] = {
    Category.MISSING: "Missing from care",
    Category.AWAY: "Away from placement without authorisation",
    Category.FROM_HOME: "Missing from home",
}


class State(StrEnum):
    """Where a child stands against the rule."""

    TRIGGERED = "triggered"
    APPROACHING = "approaching"
    BELOW = "below"


@dataclass(frozen=True)
class Report:
    """One report of an absence, as far as counting needs it.

    ended: None where no end is recorded. same_as: the ref of the report that a person said is the same absence, "" for none.
    """

    ref: str
    category: Category
    started: datetime
    ended: datetime | None = None
    void: bool = False
    same_as: str = ""


@dataclass(frozen=True)
class Edition:
    """The rule as it stands for a child from a day on.

    from_date: the first day it stands, None for as long as one looks back. set_from: the day from which the partnership set
    it so, None for the rule as shipped.
    """

    threshold: int
    days: int
    categories: frozenset[Category]
    at_least: bool = False
    from_date: date | None = None
    set_from: date | None = None

    @property
    def most(self) -> int:
        """The highest count that does not yet call for a meeting."""
        return self.threshold - 1 if self.at_least else self.threshold

    def state(self, count: int) -> State:
        if count > self.most:
            return State.TRIGGERED
        return State.APPROACHING if count == self.most and count else State.BELOW

    def window(self, day: date) -> tuple[date, date]:
        """The local dates counted when one looks on a day: so many, ending with and including it."""
        return day - timedelta(days=self.days - 1), day

    def __str__(self) -> str:
        how = f"{self.threshold} or more" if self.at_least else f"More than {self.threshold}"
        letters = ", ".join(category for category in Category if category in self.categories)
        since = f"as set from {self.set_from:%Y-%m-%d}" if self.set_from else str(setting(COUNT).source)
        return f"{how} missing episodes in {self.days} days, categories {letters}: {since}"


@dataclass(frozen=True)
class Absence:
    """One time away: the earliest of its reports first. It counts once, under that report's start and ref."""

    reports: tuple[Report, ...]

    @property
    def ref(self) -> str:
        return self.reports[0].ref

    @property
    def started(self) -> datetime:
        return self.reports[0].started

    @property
    def day(self) -> date:
        return in_london(self.started).date()


@dataclass(frozen=True)
class Standing:
    """What the rule says of one child on one day."""

    state: State
    window: tuple[date, date]
    absences: tuple[Absence, ...]
    edition: Edition

    @property
    def count(self) -> int:
        return len(self.absences)

    @property
    def refs(self) -> list[str]:
        return [absence.ref for absence in self.absences]


@dataclass(frozen=True)
class Crossing:
    """The absences counted on a day: of a crossing, on the first day they were over the threshold."""

    day: date
    absences: tuple[Absence, ...]
    edition: Edition

    @property
    def refs(self) -> list[str]:
        return [absence.ref for absence in self.absences]

    @property
    def over(self) -> bool:
        return self.edition.state(len(self.absences)) is State.TRIGGERED


Times = Sequence[tuple[date, date | None]]  # first day, and last day where it has ended
Changes = Sequence[tuple[date | None, Settings]]  # the settings from a day on, oldest first


def edition(settings: Settings, *, in_care: bool = False) -> Edition:
    """The rule that settings make, for a child in care or for every other."""
    own = value(settings, COUNT_IN_CARE) if in_care else 0
    away = {Category.AWAY} if value(settings, COUNTS_AWAY) == "yes" else set()
    return Edition(
        own or value(settings, COUNT),
        value(settings, DAYS),
        frozenset({Category.MISSING, Category.FROM_HOME} | away),
        value(settings, COMPARISON) == "at_least",
    )


def editions(changes: Changes, care: Times = ()) -> list[Edition]:
    """The rule for one child through time, oldest first: a change of the settings begins one, as does coming into care."""
    own = any(value(settings, COUNT_IN_CARE) for _, settings in changes)
    starts = {day for day, _ in changes if day}
    if own:
        starts |= {first for first, _ in care} | {last + timedelta(days=1) for _, last in care if last}
    return [_from(day, changes, care if own else ()) for day in (None, *sorted(starts))]


def _from(day: date | None, changes: Changes, care: Times) -> Edition:
    begun = [row for row in changes if row[0] is None or (day and row[0] <= day)] or list(changes[:1])
    set_from, settings = begun[-1]
    in_care = day is not None and any(first <= day and (last is None or day <= last) for first, last in care)
    return replace(edition(settings, in_care=in_care), from_date=day, set_from=set_from)


def in_force(editions: Sequence[Edition], day: date) -> Edition:
    """The edition of a day: the last that had begun by then. Editions stand oldest first."""
    begun = [one for one in editions if one.from_date is None or one.from_date <= day]
    return begun[-1] if begun else editions[0]


def minute(instant: datetime) -> datetime:
    """The minute an instant falls in, on the world's clock: what two times are compared by."""
    return in_london(instant).astimezone(UTC).replace(second=0, microsecond=0)


def order(report: Report) -> tuple[datetime, str]:
    """Earliest start first; of the same start, the lower ref."""
    return minute(report.started), report.ref


def ends(reports: Iterable[Report]) -> dict[str, datetime | None]:
    """By ref, the minute at which each report ends for counting alone.

    One without a recorded end ends when the child's next report, of whatever category, starts later; None while there is none.
    That end is inferred: it closes nothing (H5).
    """
    standing = sorted((one for one in reports if not one.void), key=order)
    found: dict[str, datetime | None] = {}
    later: datetime | None = None
    for begun, group in groupby(reversed(standing), key=lambda one: minute(one.started)):
        for one in group:
            found[one.ref] = later if one.ended is None else max(minute(one.ended), begun)
        later = begun
    return found


def inferred(reports: Iterable[Report]) -> list[str]:
    """The refs of reports whose end is inferred: each is to be mended."""
    listed = list(reports)
    found = ends(listed)
    return [one.ref for one in sorted(listed, key=order) if not one.void and one.ended is None and found[one.ref] is not None]


def absences(reports: Iterable[Report], categories: frozenset[Category]) -> list[Absence]:
    """The child's times away, oldest first. Void reports and other categories are set aside before overlaps are judged."""
    listed = list(reports)
    found = ends(listed)
    counted = sorted((one for one in listed if not one.void and one.category in categories), key=order)
    runs = list(_overlapping(counted, found))
    return sorted((Absence(tuple(sorted(run, key=order))) for run in _told_the_same(runs)), key=lambda one: order(one.reports[0]))


def _overlapping(counted: Sequence[Report], found: Mapping[str, datetime | None]) -> Iterator[list[Report]]:
    """Reports in runs whose times overlap, or that start at the same minute. One that ends as the next starts leaves two."""
    run: list[Report] = []
    until: datetime | None = None
    for one in counted:
        begun, end = minute(one.started), found[one.ref]
        if run and (until is None or begun < until or begun == minute(run[-1].started)):
            until = None if until is None or end is None else max(until, end)
            run.append(one)
            continue
        if run:
            yield run
        run, until = [one], end
    if run:
        yield run


def _told_the_same(runs: Sequence[list[Report]]) -> list[list[Report]]:
    """The runs, those that a person said are one absence put together."""
    place = {one.ref: number for number, run in enumerate(runs) for one in run}
    root = list(range(len(runs)))

    def top(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for run in runs:
        for one in run:
            if one.same_as in place:
                root[top(place[one.ref])] = top(place[one.same_as])
    together: dict[int, list[Report]] = {}
    for number, run in enumerate(runs):
        together.setdefault(top(number), []).extend(run)
    return list(together.values())


def standing(reports: Iterable[Report], editions: Sequence[Edition], day: date) -> Standing:
    """What the rule, in its edition of the day, says of a child on that day."""
    rule = in_force(editions, day)
    first, last = rule.window(day)
    counted = tuple(one for one in absences(reports, rule.categories) if first <= one.day <= last)
    return Standing(rule.state(len(counted)), (first, last), counted, rule)


def standing_at(reports: Iterable[Report], editions: Sequence[Edition], moment: datetime) -> Standing:
    """What is known now of how the child stood at a moment: reports that started after it are left out."""
    begun = [one for one in reports if one.started <= moment]
    return standing(begun, editions, in_london(moment).date())


class Counts:
    """A child's count on any day, by the edition of that day. The absences are worked out once for however many days."""

    def __init__(self, reports: Iterable[Report], editions: Sequence[Edition]) -> None:
        listed = list(reports)
        self.editions = editions
        self.starts = {in_london(one.started).date() for one in listed}
        found = {rule.categories: absences(listed, rule.categories) for rule in editions}
        self._away = {categories: (several, [one.day for one in several]) for categories, several in found.items()}

    def on(self, day: date) -> Crossing:
        """The absences counted when one looks on a day."""
        rule = in_force(self.editions, day)
        several, days = self._away[rule.categories]
        first, last = rule.window(day)
        return Crossing(day, tuple(several[bisect_left(days, first) : bisect_right(days, last)]), rule)

    def absences(self) -> Iterator[Absence]:
        """Every absence that any edition counts; one of several editions comes as often."""
        return (one for several, _ in self._away.values() for one in several)

    def counted(self, day: date) -> int:
        """How many absences the rule of a day counts at all, whenever they were."""
        return len(self._away[in_force(self.editions, day).categories][0])

    def crossings(self) -> list[Crossing]:
        """Every day on which the count first went over the threshold, oldest first.

        A count rises only on a day on which an absence starts or another edition begins; no other day need be looked at.
        """
        days = self.starts | {one.from_date for one in self.editions if one.from_date}
        looked = ((self.on(day - timedelta(days=1)), self.on(day)) for day in sorted(days))
        return [today for before, today in looked if today.over and not before.over]


def crossings(reports: Iterable[Report], editions: Sequence[Edition]) -> list[Crossing]:
    """Every day on which the count first went over the threshold, oldest first."""
    return Counts(reports, editions).crossings()

"""When a time limit ends, with the arithmetic in sentences.

Working days end at the close of the nth working day after the London date on which the clock started. Months end at
the close of the same day of the later month, or of its last day, and are not moved. Elapsed hours are real hours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from .calendar import Region, WorkingCalendar, extra_holidays
from .clock_rules import RULES, Measure, Rule
from .config import Settings, value
from .local import LAST_YEAR, TimeUnclear, at, in_london, parse, same_day_months_later, within_reach
from .source import Source
from .spoken import clock_time, counted, long_date, long_time
from .working import mash_hours

__all__ = [
    "RULES",
    "Due",
    "Measure",
    "Rule",
    "TimeUnclear",
    "UnknownRule",
    "due",
    "due_from_text",
    "figures_of",
    "listing",
    "parse",
    "rule",
]

SHIPPED: Settings = MappingProxyType({})
_BY_KEY: Mapping[str, Rule] = {row.key: row for row in RULES}


class UnknownRule(ValueError):
    """There is no clock of that name. Its text is the sentence to show."""


@dataclass(frozen=True)
class Due:
    """When one limit ends: the rule, both instants on a London clock, the source and how it was counted."""

    rule: str
    from_: datetime
    due: datetime
    source: Source
    steps: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The answer of the clock command."""
        return {
            "rule": self.rule,
            "from": self.from_.isoformat(),
            "due": self.due.isoformat(),
            "source": str(self.source),
            "steps": list(self.steps),
        }


def rule(key: str) -> Rule:
    """The rule of that name. UnknownRule when there is none."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise UnknownRule("There is no clock of that name: clock --list shows them all.") from None


def due(rule_key: str, start: datetime, settings: Settings = SHIPPED) -> Due:
    """When the limit ends that started at this instant, under the partnership's settings."""
    row = rule(rule_key)
    begun = within_reach(start)
    ends, steps = COUNTERS[row.measure](row, begun, settings)
    if ends.year > LAST_YEAR:
        raise TimeUnclear(f"The limit would end after {LAST_YEAR}, and bank holidays are not known so far ahead.")
    return Due(row.key, begun, ends, row.source, (f"It started on {long_time(begun)}.", *steps))


def due_from_text(rule_key: str, text: str, settings: Settings = SHIPPED) -> Due:
    """The same, from a time as somebody typed it. The rule is looked at first."""
    rule(rule_key)
    return due(rule_key, parse(text), settings)


def listing(settings: Settings = SHIPPED) -> list[dict[str, Any]]:
    """Every clock with its limit in words, its source and whether a partnership can change it."""
    return [{"rule": row.key, "limit": row.limit(settings), "source": str(row.source), "config": row.is_config} for row in RULES]


CALENDAR_SETTINGS: Mapping[Measure, tuple[str, ...]] = {
    Measure.HOURS: (),
    Measure.MINUTES: (),
    Measure.MASH_HOURS: ("mash.days", "mash.opens", "mash.closes", "calendar.extra_holidays"),
    Measure.WORKING_DAYS: ("calendar.close_of_day", "calendar.extra_holidays"),
    Measure.DAYS: ("calendar.close_of_day",),
    Measure.WEEKS: ("calendar.close_of_day",),
    Measure.MONTHS: ("calendar.close_of_day",),
}


def figures_of(rule_key: str) -> tuple[str, ...]:
    """The keys of the settings that a limit was counted with, to be kept beside it."""
    row = rule(rule_key)
    own = (row.setting,) if row.setting else ()
    return (*own, *CALENDAR_SETTINGS[row.measure])


Counted = tuple[datetime, tuple[str, ...]]


def _close(settings: Settings) -> time:
    """When a working day ends."""
    return time.fromisoformat(value(settings, "calendar.close_of_day"))


def _elapsed(row: Rule, begun: datetime, settings: Settings) -> Counted:
    """Real hours or minutes, through nights, weekends and clock changes."""
    number = row.figure(settings)
    length = timedelta(hours=number) if row.measure is Measure.HOURS else timedelta(minutes=number)
    ends = in_london(begun.astimezone(UTC) + length)
    words = f"{row.limit(settings)} later is {long_time(ends)}. Nights, weekends and bank holidays count."
    return ends, (words, *_clock_change(begun, ends))


def _clock_change(begun: datetime, ends: datetime) -> tuple[str, ...]:
    """A sentence when the clocks change on the way."""
    before, after = begun.utcoffset(), ends.utcoffset()
    if before == after or before is None or after is None:
        return ()
    way = "forward" if after > before else "back"
    return (f"The clocks go {way} on the way; the hours counted are real ones.",)


def _in_mash_hours(row: Rule, begun: datetime, settings: Settings) -> Counted:
    """Hours in which MASH is open."""
    hours = mash_hours(settings)
    steps = []
    if not hours.is_open(begun):
        steps.append(f"MASH is closed then; counting starts on {long_time(hours.next_opening(begun))}.")
    ends = hours.after(begun, row.figure(settings))
    span = f"{hours.opens:%H:%M} to {hours.closes:%H:%M}"
    steps.append(f"Only the hours in which MASH is open count: {span} on its working days.")
    steps.append(f"{row.limit(settings)} later is {long_time(ends)}.")
    return ends, tuple(steps)


def _in_working_days(row: Rule, begun: datetime, settings: Settings) -> Counted:
    """The close of the nth working day after the date it started."""
    calendar = WorkingCalendar(row.region, extra_holidays(value(settings, "calendar.extra_holidays")))
    number = row.figure(settings)
    counting = calendar.count(begun.date(), number)
    ends = at(counting.day, _close(settings))
    first = f"That day does not count: working day 1 is the first working day after {long_date(begun.date())}."
    last = f"Working day {number} is {long_date(counting.day)}, and it closes at {clock_time(ends)}."
    return ends, (first, *_left_out(calendar, counting.skipped), last)


def _left_out(calendar: WorkingCalendar, skipped: tuple[date, ...]) -> tuple[str, ...]:
    """What was left out on the way: weekends together, bank holidays by name."""
    weekend = [day for day in skipped if day.weekday() >= 5]
    named = [day for day in skipped if day.weekday() < 5]
    steps = [f"{long_date(day)} is left out: {calendar.holiday(day)}." for day in named]
    if weekend:
        steps.insert(0, f"Saturdays and Sundays are left out: {counted(len(weekend), 'day')}.")
    if calendar.region is Region.ANY_PART:
        steps.append("Bank holidays of any part of the United Kingdom are left out.")
    return tuple(steps)


def _in_days(row: Rule, begun: datetime, settings: Settings) -> Counted:
    """The close of the day so many days or weeks later."""
    days = row.figure(settings) * (7 if row.measure is Measure.WEEKS else 1)
    return _unmoved(begun.date() + timedelta(days=days), row, settings)


def _in_months(row: Rule, begun: datetime, settings: Settings) -> Counted:
    """The close of the same day of a later month, or of its last day."""
    number = row.figure(settings)
    day = same_day_months_later(begun.date(), number)
    ends, steps = _unmoved(day, row, settings)
    if day.day != begun.day:
        steps = (f"That month has no day {begun.day}, so it is the last day of the month.", *steps)
    return ends, steps


def _unmoved(day: date, row: Rule, settings: Settings) -> Counted:
    """The close of a day that stays where it falls."""
    ends = at(day, _close(settings))
    return ends, (
        f"{row.limit(settings)} later is {long_date(day)}, and it closes at {clock_time(ends)}.",
        "The day is not moved, even when it falls on a weekend or a bank holiday.",
    )


COUNTERS: Mapping[Measure, Callable[[Rule, datetime, Settings], Counted]] = {
    Measure.HOURS: _elapsed,
    Measure.MINUTES: _elapsed,
    Measure.MASH_HOURS: _in_mash_hours,
    Measure.WORKING_DAYS: _in_working_days,
    Measure.DAYS: _in_days,
    Measure.WEEKS: _in_days,
    Measure.MONTHS: _in_months,
}

"""Office hours of the county: what was done some time ago was done by day, from Monday to Friday, on no bank holiday."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from holdfast.rules.calendar import WorkingCalendar
from holdfast.rules.local import at, in_london
from holdfast.rules.working import MashHours

THURSDAY = 3
OFFICE = MashHours(frozenset(range(5)), time(9), time(17), WorkingCalendar())


def sent_on(day: date, random: Random) -> datetime:
    """A moment from nine to two, on that day or the last working day before it that is no Friday."""
    while day.weekday() > THURSDAY or not OFFICE.calendar.is_working(day):
        day -= timedelta(days=1)
    minutes = random.randrange(9 * 60, 14 * 60)
    return at(day, time(minutes // 60, minutes % 60))


def after(start: datetime, hours: float) -> datetime:
    """The moment when so many office hours have passed."""
    return OFFICE.after(start, hours)


def hours_between(start: datetime, end: datetime) -> float:
    """How many office hours lie between two moments."""
    passed = timedelta()
    for opened, closed in OFFICE.spans(in_london(start)):
        if opened >= end:
            break
        passed += min(closed, end).astimezone(UTC) - opened.astimezone(UTC)
    return passed.total_seconds() / 3600

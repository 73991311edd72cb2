"""When MASH is open, and time counted in its working hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from .calendar import WorkingCalendar, extra_holidays, tomorrow
from .config import Settings, Weekday, value
from .local import TimeUnclear, at, in_london

WEEK = tuple(Weekday)


@dataclass(frozen=True)
class MashHours:
    """The days and hours of MASH, in London time. It is closed on bank holidays."""

    days: frozenset[int]
    opens: time
    closes: time
    calendar: WorkingCalendar

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """When MASH opens and closes on a day; None when it stays shut."""
        if day.weekday() not in self.days or self.calendar.holiday(day) or self.opens >= self.closes:
            return None
        return at(day, self.opens), at(day, self.closes)

    def is_open(self, instant: datetime) -> bool:
        """Whether somebody is there at this instant."""
        local = in_london(instant)
        span = self.on(local.date())
        return span is not None and span[0] <= local < span[1]

    def spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches in which MASH is open from an instant on, one a day, without end."""
        if not self.days or self.opens >= self.closes:
            raise TimeUnclear("MASH has no opening hours in the settings, so its hours cannot be counted.")
        day = in_london(start).date()
        while True:
            span = self.on(day)
            if span is not None and span[1] > start:
                yield max(span[0], in_london(start)), span[1]
            day = tomorrow(day)

    def next_opening(self, instant: datetime) -> datetime:
        """When somebody is next there: now, if MASH is open."""
        return next(self.spans(in_london(instant)))[0]

    def after(self, start: datetime, hours: float) -> datetime:
        """The instant when so many working hours have passed."""
        left = timedelta(hours=hours)
        spans = self.spans(in_london(start))
        while True:
            opened, closed = next(spans)
            length = closed.astimezone(UTC) - opened.astimezone(UTC)
            if left <= length:
                return in_london(opened.astimezone(UTC) + left)
            left -= length


def mash_hours(settings: Settings) -> MashHours:
    """The hours of MASH from the partnership's settings."""
    return MashHours(
        frozenset(WEEK.index(Weekday(day)) for day in value(settings, "mash.days")),
        time.fromisoformat(value(settings, "mash.opens")),
        time.fromisoformat(value(settings, "mash.closes")),
        WorkingCalendar(extra=extra_holidays(value(settings, "calendar.extra_holidays"))),
    )


def is_open(instant: datetime, settings: Settings) -> bool:
    """Whether MASH is open at this instant."""
    return mash_hours(settings).is_open(instant)


def next_opening(instant: datetime, settings: Settings) -> datetime:
    """When MASH next has somebody there."""
    return mash_hours(settings).next_opening(instant)

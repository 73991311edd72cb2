"""The one clock. Nothing else in Holdfast asks the machine what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)
_day: ContextVar[date | None] = ContextVar("day_without_a_clock", default=None)


class ClockAsked(RuntimeError):
    """What holds for a whole day asked for the instant."""


def now() -> datetime:
    """This instant, in UTC, to the microsecond."""
    if _day.get() is not None:
        raise ClockAsked("What is put together once for a day cannot ask for the instant.")
    return _frozen.get() or datetime.now(UTC)


def stopped_at() -> datetime | None:
    """The instant at which the clock is stopped; None when it runs, as it does for everybody but tests and demonstrations."""
    return _frozen.get()


def today() -> date:
    """Today's date in England: the day on which a statutory day is counted."""
    return _day.get() or london_date(now())


@contextmanager
def without_a_clock(day: date) -> Iterator[None]:
    """Only the day is known inside; whoever asks for the instant is refused."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def london_date(at: datetime) -> date:
    """The date in England at an instant."""
    return at.astimezone(LONDON).date()


def instant(text: str) -> datetime:
    """The instant that a place in a list names, in UTC. Raises ValueError for anything else, such as one past the end of time."""
    at = datetime.fromisoformat(text.replace(" ", "+"))
    if at.tzinfo is None or not 1900 <= at.year <= 2200:
        raise ValueError("No instant of a list.")
    return at.astimezone(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Stop the clock at an instant. For tests, and for the demonstration county, which is dated relative to today."""
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    token = _frozen.set(at.astimezone(UTC))
    try:
        yield at
    finally:
        _frozen.reset(token)

"""London time: what a typed time means, and which day it falls on."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FIRST_YEAR, LAST_YEAR = 1900, 2100
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]"
    r"([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(Z|z|[+-][0-9]{2}:?[0-9]{2})?"
)
_BARE_DATE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")


class TimeUnclear(ValueError):
    """A time that cannot be read. Its text is the sentence to show."""


def in_london(instant: datetime) -> datetime:
    """The same instant on a London clock.

    A time without a zone is London's own: in the hour that happens twice it is the first, and in the hour that does
    not exist it is read as GMT. Going through UTC settles both.
    """
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=LONDON, fold=0)
    return instant.astimezone(UTC).astimezone(LONDON)


def at(day: date, hour: time) -> datetime:
    """That time of that day in London, by the same reading of the clock changes."""
    return in_london(datetime.combine(day, hour.replace(tzinfo=None)))


def parse(text: str) -> datetime:
    """The instant that an ISO 8601 text names, on a London clock. TimeUnclear says in one sentence what is wrong."""
    text = text.strip()
    if _BARE_DATE.fullmatch(text):
        raise TimeUnclear("Give a time as well as a date, such as 2026-12-24T16:30.")
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise TimeUnclear("Write the time as a date and a time, such as 2026-12-24T16:30.")
    try:
        instant = datetime.fromisoformat("".join(part or "" for part in _parts(found)))
    except ValueError:
        raise TimeUnclear("There is no such date or time.") from None
    return within_reach(instant)


def _parts(found: re.Match[str]) -> tuple[str, str, str]:
    """Date, time and zone in the form that Python reads."""
    day, hour, zone = found.groups()
    return f"{day}T", hour, (zone or "").upper()


def within_reach(instant: datetime) -> datetime:
    """The instant on a London clock, refused outside the years whose bank holidays are known."""
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise TimeUnclear(f"Give a year from {FIRST_YEAR} to {LAST_YEAR}.")
    local = in_london(instant)
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise TimeUnclear(f"Give a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return local


def same_day_months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day. Somebody born on 29 February turns a year older on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

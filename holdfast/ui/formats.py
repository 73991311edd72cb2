"""Dates, durations, ages, numbers and names as people read them.

Every function is pure: `now` is passed in. Instants are shown in London time, however they are stored.

Filters made of these (see `environment.py`), with an example of each:
    {{ at | long_moment }}          Tuesday 24 November 2026, 4:30pm
    {{ at | short_moment(now) }}    24 Nov, 4:30pm          (the year is added when it is not this year's)
    {{ day | long_date }}           Tuesday 24 November 2026
    {{ day | short_date(now) }}     24 Nov
    {{ at | clock_time }}           4:30pm
    {{ due | due_phrase(now) }}     due in 3 hours / 2 days late
    {{ at | ago(now) }}             3 hours ago
    {{ dob | age(now) }}            13 years / 5 months / 2 weeks
    {{ number | phone }}            01432 260 800           (and `| tel` for the link)
    {{ 2 | plural("child", "children") }}   2 children
    {{ names | sentence }}          Ada, Ben and Cy
    {{ at | machine }}              2026-11-24T16:30:00+00:00   (for <time datetime>)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

import phonenumbers

from holdfast.kernel.time import LONDON

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MINUTE, HOUR, DAY = 60, 3600, 86400


def local(value: dt.datetime) -> dt.datetime:
    """The instant as London clocks show it; a time without a zone is taken to be London's already."""
    return value.replace(tzinfo=LONDON) if value.tzinfo is None else value.astimezone(LONDON)


def day_of(value: dt.date | dt.datetime) -> dt.date:
    """The London day of a date or an instant."""
    return local(value).date() if isinstance(value, dt.datetime) else value


def clock_time(value: dt.datetime) -> str:
    """4:30pm, 4pm, midday. Midnight is 12am, because "midnight" leaves the day in doubt."""
    at = local(value)
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    return f"{hour}:{at.minute:02d}{half}" if at.minute else f"{hour}{half}"


def long_date(value: dt.date | dt.datetime | None) -> str:
    """Tuesday 24 November 2026; nothing for nothing."""
    if value is None:
        return ""
    day = day_of(value)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def plain_date(value: dt.date | dt.datetime | None) -> str:
    """24 November 2026, for dates of birth, where the weekday says nothing."""
    if value is None:
        return ""
    day = day_of(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(value: dt.date | dt.datetime | None, now: dt.date | dt.datetime | None = None) -> str:
    """24 Nov, with the year when `now` is not given or is in another year."""
    if value is None:
        return ""
    day = day_of(value)
    words = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return words if now is not None and day_of(now).year == day.year else f"{words} {day.year}"


def long_moment(value: dt.datetime | None) -> str:
    """Tuesday 24 November 2026, 4:30pm."""
    return "" if value is None else f"{long_date(value)}, {clock_time(value)}"


def short_moment(value: dt.datetime | None, now: dt.date | dt.datetime | None = None) -> str:
    """24 Nov, 4:30pm, with the year when `now` is not given or is in another year."""
    return "" if value is None else f"{short_date(value, now)}, {clock_time(value)}"


def machine(value: dt.date | dt.datetime | None) -> str:
    """The date or instant for <time datetime="...">."""
    if value is None:
        return ""
    return local(value).isoformat(timespec="seconds") if isinstance(value, dt.datetime) else value.isoformat()


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 child, 2 children, 1,204 children."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """25 minutes, 1 hour 20 minutes, 3 hours, 4 days. Rounded down, so that time left is never overstated."""
    whole = int(abs(seconds))
    if whole < HOUR:
        return plural(whole // MINUTE, "minute")
    if whole < 2 * HOUR and whole % HOUR >= MINUTE:
        return f"1 hour {plural(whole % HOUR // MINUTE, 'minute')}"
    return plural(whole // HOUR, "hour") if whole < 2 * DAY else plural(whole // DAY, "day")


def due_phrase(due: dt.datetime | None, now: dt.datetime) -> str:
    """due in 3 hours, due now, 2 days late."""
    if due is None:
        return "no time limit"
    left = (local_instant(due) - local_instant(now)).total_seconds()
    if abs(left) < MINUTE:
        return "due now"
    return f"due in {duration(left)}" if left > 0 else f"{duration(left)} late"


def ago(value: dt.datetime | None, now: dt.datetime) -> str:
    """3 hours ago, just now, in 2 days."""
    if value is None:
        return ""
    since = (local_instant(now) - local_instant(value)).total_seconds()
    if abs(since) < MINUTE:
        return "just now"
    return f"{duration(since)} ago" if since > 0 else f"in {duration(since)}"


def local_instant(value: dt.datetime) -> dt.datetime:
    """The same instant in UTC, so that differences count real hours across a clock change."""
    return local(value).astimezone(dt.UTC)


def years_old(born: dt.date, on: dt.date | dt.datetime) -> int:
    """Whole years on a day. Somebody born on 29 February comes of age on 1 March in other years."""
    day = day_of(on)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age(born: dt.date | None, on: dt.date | dt.datetime) -> str:
    """13 years; months under two years and weeks under two months; "not born yet" before birth."""
    if born is None:
        return "age not known"
    day = day_of(on)
    if day < born:
        return "not born yet"
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    if months < 2:
        return plural((day - born).days // 7, "week")
    return plural(months, "month") if months < 24 else plural(years_old(born, day), "year")


@lru_cache(maxsize=500)
def phone(number: str | None) -> str:
    """The number grouped as people read it; 999, 101 and anything unreadable stay as typed."""
    read = _read_phone(number)
    if read is None:
        return (number or "").strip()
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(read, style.NATIONAL if read.country_code == 44 else style.INTERNATIONAL)


@lru_cache(maxsize=500)
def tel(number: str | None) -> str:
    """The link that rings the number."""
    read = _read_phone(number)
    if read is None:
        return "tel:" + "".join(sign for sign in number or "" if sign.isdigit())
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.RFC3966)


def _read_phone(number: str | None) -> phonenumbers.PhoneNumber | None:
    """The number, British unless it says otherwise; short and impossible ones are not read."""
    try:
        read = phonenumbers.parse(number or "", "GB")
    except phonenumbers.NumberParseException:
        return None
    return read if phonenumbers.is_possible_number(read) else None


def sentence(words: Iterable[object], joined_by: str = "and") -> str:
    """Ada, Ben and Cy."""
    listed = [str(word) for word in words]
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {joined_by} {listed[-1]}"


def first_upper(words: str) -> str:
    """The words with a capital to begin with and nothing else changed (Jinja's `capitalize` lowers names)."""
    return words[:1].upper() + words[1:]

"""Dates and times as people say them."""

from datetime import date, datetime

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


def long_date(day: date) -> str:
    """Tuesday 24 November 2026."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """24 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_time(instant: datetime) -> str:
    """4:30pm; seconds are left out."""
    hour = instant.hour % 12 or 12
    return f"{hour}:{instant.minute:02}{'am' if instant.hour < 12 else 'pm'}"


def long_time(instant: datetime) -> str:
    """Tuesday 24 November 2026, 4:30pm."""
    return f"{long_date(instant.date())}, {clock_time(instant)}"


def counted(number: int, thing: str) -> str:
    """1 day, 2 days."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(things: list[str]) -> str:
    """One, two and three."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"

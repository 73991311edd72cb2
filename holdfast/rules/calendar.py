"""Which days are working days: weekends and bank holidays left out, one-off holidays added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays

from .local import LAST_YEAR, TimeUnclear
from .source import Source, Status

BANK_HOLIDAYS = Source("Banking and Financial Dealings Act 1971", "and proclamations", Status.KNOWN)


class Region(StrEnum):
    """Whose bank holidays count."""

    ENGLAND = "england"
    ANY_PART = "any_part"


PARTS: dict[Region, tuple[tuple[str, str], ...]] = {
    Region.ENGLAND: (("ENG", "England"),),
    Region.ANY_PART: (
        ("ENG", "England"),
        ("WLS", "Wales"),
        ("SCT", "Scotland"),
        ("NIR", "Northern Ireland"),
    ),
}


@cache
def _of_year(region: Region, year: int) -> Mapping[date, str]:
    """The bank holidays of a year, each with its name and, outside England, where it is one."""
    found: dict[date, str] = {}
    for code, part in PARTS[region]:
        for day, name in holidays.country_holidays("GB", subdiv=code, years=year).items():
            found.setdefault(day, name if code == "ENG" else f"{name} ({part})")
    return found


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of a region, with the partnership's own one-off holidays."""

    region: Region = Region.ENGLAND
    extra: Mapping[date, str] = field(default_factory=dict)

    def holiday(self, day: date) -> str | None:
        """The name of the bank holiday on a day; None when there is none."""
        return self.extra.get(day) or _of_year(self.region, day.year).get(day)

    def is_working(self, day: date) -> bool:
        """Whether it is a working day: no Saturday, no Sunday, no bank holiday."""
        return day.weekday() < 5 and self.holiday(day) is None

    def count(self, start: date, days: int) -> "Counting":
        """The nth working day after a date, and what was left out on the way."""
        day, left, skipped = start, days, []
        while left > 0:
            day = tomorrow(day)
            if self.is_working(day):
                left -= 1
            else:
                skipped.append(day)
        return Counting(day, tuple(skipped))


@dataclass(frozen=True)
class Counting:
    """Where a count of working days ends, and the days that did not count."""

    day: date
    skipped: tuple[date, ...]


def tomorrow(day: date) -> date:
    """The next day, refused beyond the last year whose bank holidays are known."""
    if day >= date(LAST_YEAR, 12, 31):
        raise TimeUnclear(f"The limit would end after {LAST_YEAR}, and bank holidays are not known so far ahead.")
    return day + timedelta(days=1)


def extra_holidays(lines: Iterable[str]) -> dict[date, str]:
    """One-off holidays from their setting: a date on each line, with what the day is if somebody said."""
    return {date.fromisoformat(line[:10]): line[10:].strip() or "One-off bank holiday" for line in lines}

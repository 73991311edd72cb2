"""Reading dates and times as people type them."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from holdfast.ui.formats import MONTHS, plain_date

MONTH_BY_NAME = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
TIME = re.compile(r"(?P<hour>\d{1,2})(?:\s*[:.h]?\s*(?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?")
TIME_BY_NAME = {"midday": dt.time(12), "noon": dt.time(12), "midnight": dt.time(0)}
FIRST_YEAR, LAST_YEAR = 1880, 2200


class NotADate(Exception):
    """What was typed is no date. `words` follow the name of the question: "must include a month"."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words

    def sentence(self, label: str) -> str:
        """The fault as a sentence about that question."""
        return f"For “{label}”, the date {self.words}" if label.endswith("?") else f"{label} {self.words}"


@dataclass(frozen=True)
class RoughDate:
    """A date as far as it is known: between two days where that could be read, and the words."""

    earliest: dt.date | None
    latest: dt.date | None
    words: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is one known day."""
        return self.earliest is not None and self.earliest == self.latest

    def parts(self) -> list[str]:
        """Day, month, year and words, as they go back into the boxes."""
        if self.earliest is None or self.latest is None:
            return ["", "", "", self.words]
        day = str(self.earliest.day) if self.exact else ""
        one_month = (self.earliest.year, self.earliest.month) == (self.latest.year, self.latest.month)
        one_year = self.earliest.year == self.latest.year
        month = str(self.earliest.month) if one_month else ""
        return [day, month, str(self.earliest.year) if one_year else "", self.words]

    def __str__(self) -> str:
        if self.earliest is None or self.latest is None:
            return self.words
        day, month, year, words = self.parts()
        named = f"{MONTHS[int(month) - 1]} {year}" if month else year
        dated = plain_date(self.earliest) if day else named
        return f"{dated} ({words})" if words and dated else dated or words


def read_date(day: str, month: str, year: str) -> dt.date:
    """The day meant by three boxes; raises NotADate naming what is missing or wrong."""
    parts = {"day": day, "month": month, "year": year}
    empty = [name for name, typed in parts.items() if not typed]
    if empty:
        raise NotADate(f"must include a {' and a '.join(empty)}")
    try:
        return dt.date(read_year(year), read_month(month), _number(day))
    except ValueError as fault:
        raise NotADate("must be a real date, like 27 3 2026") from fault


def read_month(typed: str) -> int:
    """The month from its number or name: 3, 03, Mar, March."""
    name = typed.strip(" .").lower()
    if len(name) >= 3 and name.isalpha():
        for full, number in MONTH_BY_NAME.items():
            if full.startswith(name) or (full == "september" and name == "sept"):
                return number
    number = _number(typed)
    if not 1 <= number <= 12:
        raise NotADate("must have a month from 1 to 12, or its name")
    return number


def read_year(typed: str) -> int:
    """The year in four numbers; two are refused, because '09' could be a child or a grandparent."""
    year = _number(typed)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate("must have a year of 4 numbers, like 2012")
    return year


def _number(typed: str) -> int:
    """A plain whole number; anything else is not part of a date."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
        raise NotADate("must be a real date, like 27 3 2026")
    return int(typed)


def read_time(typed: str) -> dt.time:
    """The time from 4:30pm, 4pm, 16:30, 1630 or midday; raises NotADate."""
    words = typed.strip().lower().replace(" ", "")
    if words in TIME_BY_NAME:
        return TIME_BY_NAME[words]
    found = TIME.fullmatch(words)
    if found is None:
        raise NotADate("must have a time, like 4:30pm or 16:30")
    hour, half = int(found["hour"]), (found["half"] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        raise NotADate("must have a time, like 4:30pm or 16:30")
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    try:
        return dt.time(hour, int(found["minute"] or 0))
    except ValueError as fault:
        raise NotADate("must have a time, like 4:30pm or 16:30") from fault


def read_rough_date(day: str, month: str, year: str, words: str = "") -> RoughDate:
    """As much of a date as was given. Words alone are kept and not guessed at."""
    if not (day or month or year):
        return RoughDate(None, None, words)
    if day or not year:
        exact = read_date(day, month, year)
        return RoughDate(exact, exact, words)
    whole_year = read_year(year)
    if not month:
        return RoughDate(dt.date(whole_year, 1, 1), dt.date(whole_year, 12, 31), words)
    number = read_month(month)
    last = monthrange(whole_year, number)[1]
    return RoughDate(dt.date(whole_year, number, 1), dt.date(whole_year, number, last), words)

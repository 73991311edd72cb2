"""What one row says, with its times on the London clock; or what is wrong with it, in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from holdfast.kernel.time import now
from holdfast.rules.local import FIRST_YEAR, LAST_YEAR, TimeUnclear, in_london, parse

from ..types import Category, GradeLevel
from .lines import Row

CLOCK_AHEAD = timedelta(hours=1)
LONGEST_REF = 100
LONGEST_NAME = 200
_BRITISH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]00:00(?::00)?)?")
_SPACES = re.compile(r"\s+")
_WITH_ZONE = re.compile(r"[T ].*(Z|[+-][0-9]{2}:?[0-9]{2})\s*$", re.IGNORECASE)
GRADES = {level.label.lower(): level.value for level in GradeLevel if level.value} | {
    "standard": GradeLevel.MEDIUM.value, "no apparent risk": GradeLevel.VERY_LOW.value, "absent": GradeLevel.VERY_LOW.value,
    "very low": GradeLevel.VERY_LOW.value, "h": GradeLevel.HIGH.value, "m": GradeLevel.MEDIUM.value, "l": GradeLevel.LOW.value,
}  # fmt: skip


class RowFaulty(Exception):
    """The row cannot be taken. The text is the sentence to show."""


@dataclass(frozen=True)
class Told:
    """One row as it is understood. grade: the sender's own word for it."""

    line: int
    episode_ref: str
    child_ref: str
    given: str
    family: str
    born: date | None
    category: Category
    started: datetime
    ended: datetime | None
    reported: datetime | None
    police_ref: str
    grade: str

    @property
    def level(self) -> str:
        """The grade as ours, or "" where the sender's word is none of them: the word itself is kept."""
        return GRADES.get(self.grade.lower(), "")

    @property
    def kept(self) -> dict[str, Any]:
        """What the sender says of the episode, to be compared with what they say the next time."""
        return {
            "category": self.category.value,
            "started": _kept(self.started),
            "ended": _kept(self.ended),
            "reported": _kept(self.reported),
            "police_ref": self.police_ref,
            "grade": self.grade,
            "given": self.given,
            "family": self.family,
            "born": self.born.isoformat() if self.born else "",
        }


def _kept(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def read(row: Row) -> Told:
    """What a row says. Raises RowFaulty with the first thing that is wrong."""
    if row.fault:
        raise RowFaulty(row.fault)
    value = row.values
    started = _moment(value, "started")
    if started is None:
        raise RowFaulty("started is empty.")
    _is_past("started", started)
    return Told(
        row.number,
        _ref(value, "episode_ref"),
        _ref(value, "child_ref"),
        _name(value, "given_name"),
        _name(value, "family_name"),
        _day(value, "date_of_birth"),
        _category(value["category"]),
        started,
        _end(value, started),
        _moment(value, "reported"),
        _name(value, "police_ref"),
        _name(value, "risk_grade"),
    )


def _ref(value: dict[str, str], column: str) -> str:
    if not value[column]:
        raise RowFaulty(f"{column} is empty.")
    if len(value[column]) > LONGEST_REF:
        raise RowFaulty(f"{column} is longer than {LONGEST_REF} letters.")
    return value[column]


def _name(value: dict[str, str], column: str) -> str:
    if len(value[column]) > LONGEST_NAME:
        raise RowFaulty(f"{column} is longer than {LONGEST_NAME} letters.")
    return value[column]


def _category(typed: str) -> Category:
    try:
        return Category(typed.upper())
    except ValueError:
        said = f"“{typed[:20]}” is no category" if typed else "category is empty"
        raise RowFaulty(f"{said}: give M (missing), A (away without authorisation) or H (missing from home).") from None


def _day(value: dict[str, str], column: str) -> date | None:
    """A date of birth, as 2010-05-04 or 04/05/2010; none where it is not known."""
    typed = value[column]
    if not typed:
        return None
    try:
        if found := _BRITISH.fullmatch(typed):
            return _plausible(date(int(found[3]), int(found[2]), int(found[1])))
        if not _ISO_DAY.fullmatch(typed):
            raise ValueError
        return _plausible(date.fromisoformat(typed[:10]))
    except ValueError:
        raise RowFaulty(f"{column} “{typed[:30]}” is not a date like 2010-05-04 or 04/05/2010.") from None


def _plausible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def _moment(value: dict[str, str], column: str) -> datetime | None:
    typed = value[column]
    if not typed:
        return None
    try:
        return _instant(typed)
    except TimeUnclear as fault:
        raise RowFaulty(f"{column} “{typed[:30]}”: {fault}") from None


def _is_past(column: str, at: datetime) -> None:
    """A year mistyped would count nowhere and for nobody, so it is said. Another clock may be a little ahead of ours."""
    if at > now() + CLOCK_AHEAD:
        raise RowFaulty(f"{column} is in the future. Check the date and the time.")


@lru_cache(maxsize=4_096)
def _instant(typed: str) -> datetime:
    """The moment of a local time. Most rows were reported in the minute in which they started, so each is worked out once."""
    return _spoken(typed).astimezone(UTC)


def _spoken(typed: str) -> datetime:
    """A local time as ISO 8601 or as dd/mm/yyyy hh:mm. TimeUnclear for one that no London clock has shown."""
    found = _BRITISH.fullmatch(typed)
    if found is None:
        return _shown(parse(_SPACES.sub(" ", typed)), typed)
    day, month, year, hour, minute, second = (int(part) if part else None for part in found.groups())
    if hour is None or minute is None:
        raise TimeUnclear("Give a time as well as a date, such as 24/12/2026 16:30.")
    written = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second or 0:02}"
    return _shown(parse(written), written)


def _shown(at: datetime, typed: str) -> datetime:
    """The moment, if a London clock shows it: in the night the clocks go forward there is an hour that it does not."""
    if f"{at.hour:02}:{at.minute:02}" in typed or _WITH_ZONE.search(typed):
        return at
    raise TimeUnclear("The clocks went forward that night, and there was no such time.")


def _end(value: dict[str, str], started: datetime) -> datetime | None:
    """The end. In the hour that happens twice it is the second where only that comes after the start."""
    ended = _moment(value, "ended")
    if ended is None:
        return None
    _is_past("ended", ended)
    if ended >= started:
        return ended
    again = in_london(ended).replace(fold=1).astimezone(UTC)
    if started <= again < started + timedelta(hours=2):
        return again
    raise RowFaulty("it ended before it started. Check both times.")

"""The police's grades of risk for a missing child: a dated list of codes, and what calls for a second look at one.

Every report sits on one continuum up to high. The label of the bottom grade has changed, so each list carries its days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .config import Settings, value
from .source import Source, Status

APP = Source("College of Policing, authorised professional practice: missing persons", "wording of the levels", Status.KNOWN)
HMICFRS = Source("HMICFRS, glossary", "levels of risk for missing people")
WITHDRAWN = Source("College of Policing, withdrawal of absent as a category of its own", "about 2016 to 2017", Status.KNOWN)
HIGH, MEDIUM, LOW, VERY_LOW = "high", "medium", "low", "very-low"
BELOW_MEDIUM = frozenset({LOW, VERY_LOW})
HIGHER_RISK_AGE = "missing.higher_risk_age"


@dataclass(frozen=True)
class Level:
    """One grade: its key, its label in this list, and what it means."""

    key: str
    label: str
    means: str


@dataclass(frozen=True)
class GradeList:
    """The grades as they stood from one day until another."""

    key: str
    levels: tuple[Level, ...]
    source: Source
    from_date: date | None = None
    until: date | None = None


_HIGH = Level(HIGH, "High", "Serious harm is very likely.")
_MEDIUM = Level(MEDIUM, "Medium", "Harm is likely, but not serious.")
_LOW = Level(LOW, "Low", "Harm is possible, but minimal.")
LISTS: tuple[GradeList, ...] = (
    GradeList(
        "with-absent",
        (_HIGH, _MEDIUM, _LOW, Level(VERY_LOW, "No apparent risk (absent)", "No risk is apparent.")),
        HMICFRS,
        until=date(2016, 12, 31),
    ),
    GradeList(
        "without-absent",
        (_HIGH, _MEDIUM, _LOW, Level(VERY_LOW, "Very low", "Harm is unlikely; looked at again as time goes on.")),
        WITHDRAWN,
        from_date=date(2017, 1, 1),
    ),
)


def list_on(day: date) -> GradeList:
    """The list in force on a day."""
    for one in LISTS:
        if (one.from_date is None or one.from_date <= day) and (one.until is None or day <= one.until):
            return one
    raise LookupError(f"No list of grades was in force on {day}.")


def label_of(key: str, edition: str) -> str:
    """A grade in the words of the list it was chosen from."""
    levels = next((one.levels for one in LISTS if one.key == edition), ())
    return next((level.label for level in levels if level.key == key), key)


def second_looks(level: str, *, exploitation: bool, age: int | None, settings: Settings) -> list[str]:
    """Why somebody should look at a grade again: advice, never a bar. age: in whole years, None where it is not known."""
    if level not in BELOW_MEDIUM:
        return []
    limit = int(value(settings, HIGHER_RISK_AGE))
    reasons = []
    if exploitation:
        reasons.append("There is a concern about exploitation of this child, and the grade is below medium. Look at it again.")
    if age is not None and age <= limit:
        reasons.append(f"This child is {age}: children of {limit} and younger are treated as at higher risk.")
    return reasons


def by_key(levels: GradeList) -> Mapping[str, Level]:
    return {level.key: level for level in levels.levels}

"""What a partnership setting is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .question import Option
from .source import Source


class Unit(StrEnum):
    """What a setting is counted or written in."""

    COUNT = "count"
    MINUTES = "minutes"
    HOURS = "hours"
    MASH_HOURS = "mash_hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    TEXT = "text"
    LONG_TEXT = "long_text"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    TIME = "time"
    DATES = "dates"
    WEEKDAYS = "weekdays"
    CHOICE = "choice"

    @property
    def is_number(self) -> bool:
        """Whether the value is a whole number."""
        return self in _NUMBERS


_NUMBERS = frozenset(
    {
        Unit.COUNT,
        Unit.MINUTES,
        Unit.HOURS,
        Unit.MASH_HOURS,
        Unit.WORKING_DAYS,
        Unit.DAYS,
        Unit.WEEKS,
        Unit.MONTHS,
        Unit.YEARS,
    }
)


class Group(StrEnum):
    """The pages of the settings."""

    NAMES = "names"
    CONTACTS = "contacts"
    HOURS = "hours"
    MASH = "mash"
    EXPLOITATION = "exploitation"
    MISSING = "missing"
    MEETINGS = "meetings"
    LEVELS = "levels"
    DISAGREEMENT = "disagreement"
    RECORDS = "records"
    SIGNING_IN = "signing_in"
    FAMILY = "family"


GROUPS: dict[Group, str] = {
    Group.NAMES: "Names and pages",
    Group.CONTACTS: "Numbers and support lines",
    Group.HOURS: "Working hours and holidays",
    Group.MASH: "MASH: ratings, checks and ladders",
    Group.EXPLOITATION: "Exploitation",
    Group.MISSING: "Missing",
    Group.MEETINGS: "Meetings and records of them",
    Group.LEVELS: "Levels and their local names",
    Group.DISAGREEMENT: "Professional disagreement",
    Group.RECORDS: "Keeping records",
    Group.SIGNING_IN: "Signing in",
    Group.FAMILY: "The family's pages",
}


@dataclass(frozen=True)
class Setting:
    """One thing a partnership can change: its key never changes, its shipped value comes with a source."""

    key: str
    group: Group
    unit: Unit
    default: Any
    label: str
    source: Source
    help: str = ""
    at_least: int = 1
    at_most: int = 10_000
    options: tuple[Option, ...] = ()
    may_be_blank: bool = False

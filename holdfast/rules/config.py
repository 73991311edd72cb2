"""Every figure, name and number that a partnership can change, with Herefordshire's as shipped.

The settings page is made from this table. Values are kept as plain JSON: whole numbers, text and lists of text.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any

from . import identifiers
from .config_tables import ROWS
from .config_types import GROUPS, Group, Setting, Unit

__all__ = [
    "GROUPS",
    "SETTINGS",
    "Group",
    "Setting",
    "Settings",
    "Unit",
    "Weekday",
    "check_value",
    "defaults",
    "in_group",
    "setting",
    "value",
]

Settings = Mapping[str, Any]
SETTINGS: tuple[Setting, ...] = ROWS
_BY_KEY = {row.key: row for row in SETTINGS}


class Weekday(StrEnum):
    """A day of the week, in the order of the calendar."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def setting(key: str) -> Setting:
    """The setting with that key. KeyError for one that is not in the table."""
    return _BY_KEY[key]


def in_group(group: Group) -> tuple[Setting, ...]:
    """The settings that are edited together."""
    return tuple(row for row in SETTINGS if row.group is group)


def defaults() -> dict[str, Any]:
    """Every setting as shipped."""
    return {row.key: row.default for row in SETTINGS}


def value(settings: Settings, key: str) -> Any:
    """A partnership's value for a setting, or the shipped one where it has not chosen."""
    return settings.get(key, setting(key).default)


def check_value(key: str, given: object) -> str | None:
    """What is wrong with a value for this setting, as a sentence; None when it can be kept."""
    row = setting(key)
    if row.unit.is_number:
        return _number_fault(row, given)
    if row.unit in (Unit.DATES, Unit.WEEKDAYS):
        return _list_fault(row, given)
    if not isinstance(given, str):
        return f"{row.label}: write this as text."
    return _text_fault(row, given.strip())


def _number_fault(row: Setting, given: object) -> str | None:
    """A whole number inside the bounds. A statutory limit may be made stricter, never looser."""
    if not isinstance(given, int) or isinstance(given, bool):
        return f"{row.label}: give a whole number."
    if not row.at_least <= given <= row.at_most:
        return f"{row.label}: give a whole number from {row.at_least} to {row.at_most}."
    return None


def _list_fault(row: Setting, given: object) -> str | None:
    """A list of dates, or of days of the week."""
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        return f"{row.label}: give a list."
    good = _is_dated if row.unit is Unit.DATES else _is_weekday
    if not all(good(item) for item in given):
        shape = "dates such as 2026-12-24 Christmas Eve" if row.unit is Unit.DATES else "days of the week"
        return f"{row.label}: give {shape}."
    return None


def _is_dated(item: str) -> bool:
    """A date, which may be followed by what the day is."""
    try:
        date.fromisoformat(item[:10])
    except ValueError:
        return False
    return len(item) == 10 or item[10] == " "


def _is_weekday(item: str) -> bool:
    """A day of the week in small letters."""
    return item in set(Weekday)


def _text_fault(row: Setting, given: str) -> str | None:
    """Text of the sort the setting asks for."""
    if not given:
        return None if row.may_be_blank else f"{row.label}: say something here."
    if row.unit is Unit.PHONE and identifiers.phone(given) is None:
        return f"{row.label}: write a phone number, such as 01432 260800."
    if row.unit is Unit.EMAIL and identifiers.email(given) is None:
        return f"{row.label}: write an e-mail address such as name@example.org."
    if row.unit is Unit.TIME and not _is_time(given):
        return f"{row.label}: write a time of day, such as 17:00."
    if row.unit is Unit.LINK and not re.fullmatch(r"https://[^\s<>\"]+", given):
        return f"{row.label}: write an address that starts with https://."
    if row.unit is Unit.CHOICE and given not in {option.key for option in row.options}:
        return f"{row.label}: choose one of the answers."
    return None


def _is_time(given: str) -> bool:
    """A time of day in hours and minutes."""
    try:
        return bool(re.fullmatch(r"[0-9]{2}:[0-9]{2}", given)) and time.fromisoformat(given) is not None
    except ValueError:
        return False

"""How long a record is kept, as a table: the class a record belongs to, and the day until which it stays.

Figures are the partnership's settings. A record that belongs to several classes is kept for the longest. The table advises; a
person reviews every record before anything goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .config import Settings, setting, value
from .source import Source


class RecordClass(StrEnum):
    """What sort of record it is, by the most that was ever done for the child."""

    LOOKED_AFTER = "looked_after"
    CHILD_PROTECTION = "child_protection"
    CHILD_IN_NEED = "child_in_need"
    EARLY_HELP = "early_help"
    REFERRAL_ONLY = "referral_only"


class From(StrEnum):
    """What the years are counted from."""

    BIRTH = "birth"
    LAST_CONTACT = "last_contact"


@dataclass(frozen=True)
class RetentionRow:
    """One class of record and the setting that says how many years."""

    record_class: RecordClass
    name: str
    setting: str
    counted_from: From

    @property
    def source(self) -> Source:
        return setting(self.setting).source


CLASSES: tuple[RetentionRow, ...] = (
    RetentionRow(RecordClass.LOOKED_AFTER, "Looked after", "retention.looked_after", From.BIRTH),
    RetentionRow(RecordClass.CHILD_PROTECTION, "Child protection", "retention.child_protection", From.LAST_CONTACT),
    RetentionRow(RecordClass.CHILD_IN_NEED, "Child in need", "retention.child_in_need", From.BIRTH),
    RetentionRow(RecordClass.EARLY_HELP, "Early help", "retention.early_help", From.BIRTH),
    RetentionRow(RecordClass.REFERRAL_ONLY, "Referral without more", "retention.referral_only", From.BIRTH),
)
BY_CLASS = {row.record_class: row for row in CLASSES}
DIED = "retention.looked_after_died"
ADULT = 18


@dataclass(frozen=True)
class Known:
    """What the day is reckoned from.

    born: the latest day on which the child can have been born; None where nobody knows.
    last_contact: the last day on which anything was done. open: somebody still works with the child.
    """

    classes: frozenset[RecordClass]
    born: date | None
    last_contact: date
    died_on: date | None = None
    open: bool = False


@dataclass(frozen=True)
class Kept:
    """The class that keeps the record longest, until when, and why. until is None where no day can be reckoned."""

    record_class: RecordClass
    until: date | None
    reason: str

    def is_due(self, day: date) -> bool:
        """Whether its time is over: then a person looks at it."""
        return self.until is not None and self.until <= day


def years_after(day: date, years: int) -> date:
    """The same day so many years later; from 29 February it is 1 March where there is none, never a day less."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def kept(known: Known, settings: Settings) -> Kept:
    """Until when a record is kept."""
    classes = known.classes or frozenset({RecordClass.REFERRAL_ONLY})
    each = [_by(BY_CLASS[one], known, settings) for one in RecordClass if one in classes]
    if known.open:
        return Kept(each[0].record_class, None, "Somebody still works with this child, so no time has begun to run out.")
    unknown = next((one for one in each if one.until is None), None)
    return unknown or max(each, key=lambda one: one.until or date.max)


def _by(row: RetentionRow, known: Known, settings: Settings) -> Kept:
    years = int(value(settings, row.setting))
    if row.record_class is RecordClass.LOOKED_AFTER and _died_a_child(known):
        return _after_death(known, settings)
    if row.counted_from is From.LAST_CONTACT:
        until = years_after(known.last_contact, years)
        return Kept(row.record_class, until, f"{row.name}: {years} years after the last contact. {row.source}.")
    if known.born is None:
        return Kept(row.record_class, None, f"{row.name}: the date of birth is not known, so no day can be reckoned.")
    until = years_after(known.born, years)
    return Kept(row.record_class, until, f"{row.name}: kept to the {years}th birthday. {row.source}.")


def _died_a_child(known: Known) -> bool:
    return known.died_on is not None and known.born is not None and known.died_on < years_after(known.born, ADULT)


def _after_death(known: Known, settings: Settings) -> Kept:
    years = int(value(settings, DIED))
    died = known.died_on or known.last_contact
    reason = f"Looked after, and died before 18: {years} years after the death. {setting(DIED).source}."
    return Kept(RecordClass.LOOKED_AFTER, years_after(died, years), reason)

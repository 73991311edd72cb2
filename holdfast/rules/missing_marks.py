"""What stands out in a child's absences beside their number: the first of all, a young child, a long one, the same place again.

Words that people wrote are compared as they are, without capitals, stops and small words; nothing is guessed from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from .config import Settings, value
from .spoken import counted

LONG = timedelta(hours=24)
AGE = "missing.higher_risk_age"
_SMALL = frozenset(
    ["a", "an", "the", "at", "in", "on", "by", "of", "near", "with", "and", "his", "her", "their", "from", "to", "was"]
)
_NOBODY = frozenset({"", "alone", "nobody", "no one", "none", "unknown", "not known", "n/a", "na", "-"})


class Key(StrEnum):
    FIRST = "first"
    YOUNG = "young"
    LONG = "long"
    PLACE = "place"
    COMPANION = "companion"
    ADULT = "adult"


@dataclass(frozen=True)
class Away:
    """One absence with what was written of it. found_with: who was with the child when they were found."""

    ref: str
    started: datetime
    ended: datetime | None
    places: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    found_with: str = ""


@dataclass(frozen=True)
class Mark:
    """Something that stands out, in words. refs: of the absences it is read from."""

    key: Key
    words: str
    refs: tuple[str, ...] = ()


def plain(words: str) -> str:
    """Words as they are compared: "At the bus station." and "bus station" are the same. "" where nobody or nowhere is named."""
    letters = re.sub(r"[^\w\s]", " ", words.casefold())
    kept = " ".join(word for word in letters.split() if word not in _SMALL)
    return "" if words.strip().casefold() in _NOBODY or kept in _NOBODY else kept


def marks(aways: Sequence[Away], *, ever: int, born: date | None, at: datetime, day: date, settings: Settings) -> list[Mark]:
    """What stands out. aways: those of the window, oldest first; ever: how many there ever were; day: the one looked on."""
    found = [*_first(aways, ever), *_young(born, day, settings)]
    for one in aways:
        lasted = (one.ended or at) - one.started
        if lasted > LONG:
            hours, still = counted(int(lasted / LONG * 24), "hour"), "" if one.ended else ", and not over"
            found.append(Mark(Key.LONG, f"Away for more than 24 hours: {hours}{still}.", (one.ref,)))
    found += _again(Key.PLACE, "The same place again", ((one.ref, words) for one in aways for words in one.places))
    found += _again(Key.COMPANION, "The same companions again", ((one.ref, words) for one in aways for words in one.companions))
    found += _again(Key.ADULT, "Found with the same person again", ((one.ref, one.found_with) for one in aways))
    return found


def _first(aways: Sequence[Away], ever: int) -> list[Mark]:
    if ever == 1 and len(aways) == 1:
        return [Mark(Key.FIRST, "This is the first time that the child is known to have been missing.", (aways[0].ref,))]
    return []


def _young(born: date | None, day: date, settings: Settings) -> list[Mark]:
    most = int(value(settings, AGE))
    if born is None:
        return []
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    words = f"{counted(age, 'year')} old: a child of {most} or younger is treated as at higher risk."
    return [Mark(Key.YOUNG, words)] if age <= most else []


def _again(key: Key, said: str, rows: Iterable[tuple[str, str]]) -> list[Mark]:
    """What the words of two absences or more have in common."""
    where: dict[str, dict[str, None]] = {}
    first: dict[str, str] = {}
    for ref, words in rows:
        if same := plain(words):
            where.setdefault(same, {})[ref] = None
            first.setdefault(same, words.strip())
    return [
        Mark(key, f"{said}, {counted(len(refs), 'episode')}: “{first[same]}”.", tuple(refs))
        for same, refs in where.items()
        if len(refs) > 1
    ]

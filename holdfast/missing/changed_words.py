"""What a change of an episode moved, in words: what it said before, and what it says since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.rules.missing import CATEGORIES
from holdfast.rules.spoken import long_date, long_time

from .models import EpisodeChange
from .types import GradeLevel

# What a person reads of a change. What is not here has a place of its own on the page: the log, the facts, the notes of police.
LABELS = {
    "category": "Category",
    "started_at": "Missing since",
    "started_words": "Since, as said",
    "ended_at": "Until",
    "ended_words": "Until, as said",
    "found_at": "Found",
    "back_at": "Back",
    "reported_at": "Reported",
    "police_ref": "Police reference",
    "police_grade": "Police grade",
    "grade": "Grade, in the sender's word",
    "given": "First name, by the sender",
    "family": "Family name, by the sender",
    "born": "Date of birth, by the sender",
    "authority_name": "Council responsible",
    "host_name": "Council where the child lives",
}
_CODES: dict[str, dict[str, str]] = {
    "category": {key.value: label for key, label in CATEGORIES.items()},
    "police_grade": {level.value: str(level.label) for level in GradeLevel},
}


@dataclass(frozen=True)
class Moved:
    """One thing that a change moved."""

    what: str
    before: str
    after: str


def moved(change: EpisodeChange) -> Sequence[Moved]:
    """What a change moved, in the order of the page."""
    return [
        Moved(label, _said(key, change.before.get(key)), _said(key, change.after.get(key)))
        for key, label in LABELS.items()
        if key in change.after and change.before.get(key) != change.after[key]
    ]


def _said(key: str, value: Any) -> str:
    if not value:
        return "nothing"
    if key.endswith("_at"):
        return long_time(dt.datetime.fromisoformat(str(value)))
    if key == "born":
        return long_date(dt.date.fromisoformat(str(value)))
    return _CODES.get(key, {}).get(str(value), str(value))

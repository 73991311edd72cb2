"""How a duty climbs while nobody answers it: who is told next, and after how long. One table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from holdfast.rules.config import value


class From(StrEnum):
    """What a ladder's minutes are counted from."""

    OPENED = "opened"
    DUE = "due"


@dataclass(frozen=True)
class Ladder:
    """Who is told, in order, each `figure` minutes after the one before, until somebody answers.

    figure: the partnership's setting. From the top it asks again after as long.
    counted_from: from when the duty was opened, or only once its limit has passed.
    """

    key: str
    name: str
    roles: tuple[str, ...]
    figure: str
    counted_from: From = From.OPENED


LADDERS: dict[str, Ladder] = {
    ladder.key: ladder
    for ladder in (
        Ladder(
            "mash-red", "A red item nobody has acknowledged",
            ("mash-manager", "head-of-service"), "ladder.red",
        ),
        Ladder(
            "mash-new", "A new item nobody has acknowledged",
            ("mash-manager", "head-of-service"), "ladder.new",
        ),
        Ladder(
            "emergency-duty", "A child in danger while MASH is closed",
            ("emergency-duty", "mash-manager", "head-of-service"), "ladder.emergency_duty",
        ),
        Ladder(
            "open-case", "News of an open case that its worker has not acknowledged",
            ("mash-screener", "mash-manager", "head-of-service"), "ladder.new", From.DUE,
        ),
        Ladder(
            "missing", "News of a missing child that the council has not acknowledged",
            ("emergency-duty", "mash-manager", "head-of-service"), "ladder.missing",
        ),
        Ladder(
            "missing-police", "News of a missing child that the police have not acknowledged",
            ("duty-sergeant", "missing-coordinator"), "ladder.missing",
        ),
        Ladder(
            "interview", "A return interview that nobody has arranged or held",
            ("exploitation-manager", "head-of-service"), "ladder.interview",
        ),
        Ladder(
            "lead", "A lead of a return interview that nobody has followed in time",
            ("exploitation-manager", "head-of-service"), "ladder.interview", From.DUE,
        ),
        Ladder(
            "missing-pattern", "A missing intervention meeting that nobody has taken on",
            ("mash-manager", "head-of-service"), "ladder.missing_pattern",
        ),
        Ladder(
            "meeting-action", "An action of a meeting whose day has passed",
            ("exploitation-manager", "head-of-service"), "ladder.meeting_action", From.DUE,
        ),
        Ladder(
            "limit", "A duty whose limit has passed",
            ("mash-manager", "head-of-service"), "ladder.new", From.DUE,
        ),
    )
}  # fmt: skip


def role_at(key: str, climbed: int) -> str:
    """Who is told next when `climbed` rungs have been; past the top it is the top again."""
    roles = LADDERS[key].roles
    return roles[min(climbed, len(roles) - 1)]


def first_climb(key: str, *, opened: datetime, due: datetime, figures: Mapping[str, Any]) -> datetime:
    """When the first rung is told."""
    ladder = LADDERS[key]
    return due if ladder.counted_from is From.DUE else opened + _wait(ladder, figures)


def next_climb(key: str, *, after: datetime, figures: Mapping[str, Any]) -> datetime:
    """When the next rung is told, after one has just been."""
    return after + _wait(LADDERS[key], figures)


def _wait(ladder: Ladder, figures: Mapping[str, Any]) -> timedelta:
    return timedelta(minutes=int(value(figures, ladder.figure)))

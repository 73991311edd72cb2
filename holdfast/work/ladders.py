"""How a duty climbs while nobody answers it: who is told next, and after how long. One table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class From(StrEnum):
    """What a rung's minutes are counted from."""

    OPENED = "opened"
    DUE = "due"


@dataclass(frozen=True)
class Rung:
    """Who is told, and how many minutes after the duty was opened, or after its limit passed.

    figure: the partnership's setting for the minutes; `minutes` where it has none.
    """

    role: str
    figure: str
    minutes: int
    counted_from: From = From.OPENED


@dataclass(frozen=True)
class Ladder:
    """The rungs in order. From the top it asks again every `again` minutes until somebody answers."""

    key: str
    name: str
    rungs: tuple[Rung, ...]
    again_figure: str
    again: int


LADDERS: dict[str, Ladder] = {
    ladder.key: ladder
    for ladder in (
        Ladder(
            "mash-red",
            "A red item nobody has acknowledged",
            (
                Rung("mash-manager", "ladder.red.manager_minutes", 15),
                Rung("head-of-service", "ladder.red.head_of_service_minutes", 30),
            ),
            "ladder.red.again_minutes",
            30,
        ),
        Ladder(
            "mash-new",
            "A new item nobody has acknowledged",
            (
                Rung("mash-manager", "ladder.new.manager_minutes", 60),
                Rung("head-of-service", "ladder.new.head_of_service_minutes", 120),
            ),
            "ladder.new.again_minutes",
            120,
        ),
        Ladder(
            "emergency-duty",
            "A child in danger while MASH is closed",
            (
                Rung("emergency-duty", "ladder.edt.again_minutes", 10),
                Rung("mash-manager", "ladder.edt.manager_minutes", 15),
                Rung("head-of-service", "ladder.edt.head_of_service_minutes", 30),
            ),
            "ladder.edt.again_minutes",
            10,
        ),
        Ladder(
            "limit",
            "A duty whose limit has passed",
            (
                Rung("mash-manager", "ladder.limit.manager_minutes", 0, From.DUE),
                Rung("head-of-service", "ladder.limit.head_of_service_minutes", 480, From.DUE),
            ),
            "ladder.limit.again_minutes",
            1440,
        ),
        Ladder(
            "open-case",
            "News of an open case that its worker has not acknowledged",
            (
                Rung("mash-screener", "ladder.open_case.mash_minutes", 60),
                Rung("mash-manager", "ladder.open_case.manager_minutes", 120),
                Rung("head-of-service", "ladder.open_case.head_of_service_minutes", 240),
            ),
            "ladder.open_case.again_minutes",
            240,
        ),
    )
}


def rung_at(key: str, position: int) -> Rung:
    """The rung at a position; past the top it is the top again."""
    rungs = LADDERS[key].rungs
    return rungs[min(position, len(rungs) - 1)]


def next_climb(
    key: str, climbed: int, *, opened: datetime, due: datetime, at: datetime, figures: Mapping[str, Any]
) -> datetime:
    """When the next rung is told, after `climbed` rungs have been; past the top, again after a while."""
    ladder = LADDERS[key]
    if climbed >= len(ladder.rungs):
        return at + timedelta(minutes=_minutes(figures, ladder.again_figure, ladder.again))
    rung = ladder.rungs[climbed]
    start = opened if rung.counted_from is From.OPENED else due
    return start + timedelta(minutes=_minutes(figures, rung.figure, rung.minutes))


def _minutes(figures: Mapping[str, Any], key: str, otherwise: int) -> int:
    """The partnership's figure where it has set a sensible one."""
    value = figures.get(key, otherwise)
    return value if isinstance(value, int) and value >= 0 else otherwise

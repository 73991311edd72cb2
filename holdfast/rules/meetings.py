"""The types of meeting: who must be called, who may chair, what is on the agenda, which clocks run, and who may know of it.

A type advises: who convenes may call more people and add to the agenda. It never lets a family be told of a meeting whose type
does not allow it (H12).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from .calendar import WorkingCalendar, extra_holidays
from .config import Settings, setting, value
from .config_types import Unit
from .local import at, in_london
from .meeting_table import TYPES
from .meeting_types import SEATS, Known, MeetingType, OwnWorker, Seat, Type

__all__ = [
    "NEXT", "SEATS", "TYPES", "Count", "Known", "MeetingType", "OwnWorker", "Seat", "Type", "not_called", "of", "papers_by",
    "quorum",
]  # fmt: skip


# The limit inside which another meeting is held, and which that is.
NEXT: dict[str, Type] = {
    "exploitation.meeting-review": Type.RISK_MANAGEMENT,
    "s47.icpc": Type.INITIAL_CONFERENCE,
    "icpc.core-group": Type.CORE_GROUP,
    "icpc.first-review": Type.REVIEW_CONFERENCE,
    "cp.next-review": Type.REVIEW_CONFERENCE,
    "lac.next-review": Type.LOOKED_AFTER_REVIEW,
}


def of(key: str) -> MeetingType:
    """The type of a meeting. A key that is none is a fault of ours."""
    return TYPES[Type(key)]


def not_called(kind: MeetingType, seats: Iterable[str]) -> tuple[Seat, ...]:
    """Those who must be called and are not."""
    called = set(seats)
    return tuple(seat for seat in kind.must if seat.value not in called)


@dataclass(frozen=True)
class Count:
    """Whether those who must be there were. missing: seats that nobody took. agencies, needed: how many there were, and how many
    there must be; needed is 0 where no number is asked."""

    missing: tuple[Seat, ...]
    agencies: int
    needed: int

    @property
    def enough(self) -> bool:
        return not self.missing and self.agencies >= self.needed


def quorum(kind: MeetingType, seats: Iterable[str], agencies: int, settings: Settings) -> Count:
    """The count of those who were there: by the seats they took, and from how many agencies they came."""
    there = set(seats)
    missing = tuple(seat for seat in kind.quorum.seats if seat.value not in there)
    needed = int(value(settings, kind.quorum.agencies)) if kind.quorum.agencies else 0
    return Count(missing, agencies, needed)


def papers_by(kind: MeetingType, starts: datetime, settings: Settings) -> datetime | None:
    """The last moment at which the papers of a meeting are shared. None where its type has none."""
    if not kind.papers:
        return None
    amount, unit = int(value(settings, kind.papers)), setting(kind.papers).unit
    if unit is Unit.HOURS:
        return starts - timedelta(hours=amount)
    return _working_days_before(starts, amount, settings)


def _working_days_before(starts: datetime, days: int, settings: Settings) -> datetime:
    """The close of the day that lies so many working days before."""
    calendar = WorkingCalendar(extra=extra_holidays(value(settings, "calendar.extra_holidays")))
    day = in_london(starts).date()
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working(day)
    return at(day, time.fromisoformat(value(settings, "calendar.close_of_day")))

"""The one calendar of a child: what else is held, what clashes, and times that suit.

Nobody is told of a meeting that they may not know of: it is in no clash, and no time is left out because of it (H12).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from holdfast.access.models import Absence
from holdfast.access.visibility import visible
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.calendar import WorkingCalendar, extra_holidays
from holdfast.rules.config import value
from holdfast.rules.local import at, in_london

from .models import Meeting
from .types import IS_AHEAD

NEAR = timedelta(days=7)
HOURS = (time(10), time(14))
OFFERED = 6
FARTHEST = 40  # days looked through


@dataclass(frozen=True)
class Clash:
    """Another meeting about the same child that is near in time. overlaps: at the same time, and not merely in the same week."""

    meeting: Meeting
    overlaps: bool


def near(viewer: Viewer, child_id: UUID, starts: datetime, ends: datetime, *, but: UUID | None = None) -> list[Clash]:
    """The child's other meetings within a week, of those that the viewer may know of: they may be held together."""
    rows = visible(viewer, Meeting).filter(IS_AHEAD, child_id=child_id, starts_at__gt=starts - NEAR, starts_at__lt=ends + NEAR)
    found = rows.select_related("chair").order_by("starts_at", "pk")
    found = found.exclude(pk=but) if but else found
    return [Clash(row, _overlap(row, starts, ends)) for row in found]


def _overlap(row: Meeting, starts: datetime, ends: datetime) -> bool:
    return bool(row.starts_at and row.ends_at and row.starts_at < ends and starts < row.ends_at)


def that_suit(
    viewer: Viewer, child_id: UUID | None, people: Collection[UUID], minutes: int, *, after: datetime | None = None
) -> list[datetime]:
    """Times on coming working days at which nobody called is away or, as far as the viewer may know, elsewhere."""
    first = in_london(after or now())
    taken = _taken(viewer, child_id, people, first)
    away = list(visible(viewer, Absence).filter(user_id__in=people, until__gte=first.date()).values_list("from_date", "until"))
    calendar = WorkingCalendar(extra=extra_holidays(value(figures(viewer.here), "calendar.extra_holidays")))
    found: list[datetime] = []
    for days in range(1, FARTHEST):
        day = first.date() + timedelta(days=days)
        if not calendar.is_working(day) or any(begin <= day <= until for begin, until in away):
            continue
        for hour in HOURS:
            starts = at(day, hour)
            ends = starts + timedelta(minutes=minutes)
            if not any(begin < ends and starts < end for begin, end in taken):
                found.append(starts)
                break
        if len(found) >= OFFERED:
            break
    return found


def _taken(viewer: Viewer, child_id: UUID | None, people: Collection[UUID], first: datetime) -> list[tuple[datetime, datetime]]:
    called = Q(invitees__user_id__in=people, invitees__withdrawn_at=None) | Q(chair_id__in=people)
    wanted = called | Q(child_id=child_id) if child_id else called
    rows = visible(viewer, Meeting).filter(IS_AHEAD, wanted, starts_at__gte=first, ends_at__isnull=False)
    last = first + timedelta(days=FARTHEST)
    spans = rows.filter(starts_at__lt=last).values_list("starts_at", "ends_at").distinct()
    return [(begin, end) for begin, end in spans if begin and end]

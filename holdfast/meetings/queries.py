"""Reading meetings. Each takes the viewer first, and starts from what the viewer may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer

from .models import AgencyReport, AgendaItem, Invitee, Meeting, ReportLine, View
from .types import IS_AHEAD, State


def meeting(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """One meeting, with the people who run it. Raises NotHere where it does not open."""
    found = visible(viewer, Meeting).select_related("chair", "minute_taker", "convened_by").filter(pk=meeting_id).first()
    if found is None:
        raise NotHere
    return found


def of_child(viewer: Viewer, child_id: UUID) -> QuerySet[Meeting]:
    """Every meeting about a child that the viewer may know of, the newest first; those without a time stand first."""
    rows = visible(viewer, Meeting).filter(child_id=child_id).select_related("chair")
    return rows.order_by("-starts_at", "-pk")


def between(viewer: Viewer, first: datetime, last: datetime) -> QuerySet[Meeting]:
    """Meetings that start in a stretch of time, in their order; none that was cancelled."""
    rows = visible(viewer, Meeting).filter(starts_at__gte=first, starts_at__lt=last).exclude(state=State.CANCELLED)
    return rows.select_related("chair").order_by("starts_at", "pk")


def without_a_time(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings that were called for and have no time yet, the longest waiting first."""
    return visible(viewer, Meeting).filter(IS_AHEAD, starts_at=None).select_related("chair").order_by("created_at", "pk")


def invitees(viewer: Viewer, meeting_id: UUID) -> list[Invitee]:
    """Who is called, in the order in which they were added; those no longer called last."""
    rows = visible(viewer, Invitee).filter(meeting_id=meeting_id).select_related("user", "agency")
    return sorted(rows.order_by("created_at", "pk"), key=lambda row: not row.comes)


def agenda(viewer: Viewer, meeting_id: UUID) -> list[AgendaItem]:
    return list(visible(viewer, AgendaItem).filter(meeting_id=meeting_id, removed_at=None).order_by("position", "pk"))


@dataclass(frozen=True)
class Told:
    """An agency's report, with the lines that one reader may have."""

    report: AgencyReport
    lines: tuple[ReportLine, ...]


def reports(viewer: Viewer, meeting_id: UUID) -> list[Told]:
    """What agencies gave; one's own draft too."""
    lines: dict[UUID, list[ReportLine]] = {}
    for line in visible(viewer, ReportLine).filter(report__meeting_id=meeting_id).order_by("position", "pk"):
        lines.setdefault(line.report_id, []).append(line)
    rows = visible(viewer, AgencyReport).filter(meeting_id=meeting_id).order_by("created_at", "pk")
    return [Told(row, tuple(lines.get(row.pk, ()))) for row in rows]


def views(viewer: Viewer, meeting_id: UUID) -> list[View]:
    return list(visible(viewer, View).filter(meeting_id=meeting_id).order_by("created_at", "pk"))


def belongs(viewer: Viewer) -> Q:
    """The meetings this viewer is called to or runs, among those that open."""
    me = viewer.person_id
    return Q(chair_id=me) | Q(minute_taker_id=me) | Q(convened_by_id=me) | Q(invitees__user_id=me)

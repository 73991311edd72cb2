"""Reading meetings. Each takes the viewer first, and starts from what the viewer may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.comms import queries as comms
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.rules import meetings as rules
from holdfast.work.models import Clock

from .models import AgencyReport, AgendaItem, Invitee, KeptOut, Meeting, Reach, ReportLine, View, Withheld
from .types import IS_AHEAD, State

JOB = "meetings.run"


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
    rows = visible(viewer, AgendaItem).filter(meeting_id=meeting_id, removed_at=None).select_related("presenter")
    return list(rows.order_by("position", "pk"))


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
    me = viewer.me
    called = Exists(Invitee.objects.filter(meeting_id=OuterRef("pk"), user_id=me, withdrawn_at=None))
    return Q(chair_id=me) | Q(minute_taker_id=me) | Q(convened_by_id=me) | Q(called)


# -- pages ------------------------------------------------------------------------------------------------------------

NAMES = "meetings.names"
MOST = 200


@dataclass(frozen=True)
class Row:
    """A meeting in a list. name: of the child, "" where it is about none. mine: the viewer is called to it, or runs it."""

    meeting: Meeting
    name: str
    label: str
    mine: bool


def rows(viewer: Viewer, meetings: QuerySet[Meeting], *, only_mine: bool = False) -> list[Row]:
    """A list with the names of the children, in the same few statements however long it is."""
    own = set(visible(viewer, Meeting).filter(belongs(viewer)).values_list("pk", flat=True)) if viewer.is_person else set()
    found = list(meetings.filter(pk__in=own)[:MOST] if only_mine else meetings[:MOST])
    names = names_of(viewer, {row.child_id for row in found if row.child_id})
    return [Row(one, names.get(one.child_id, "") if one.child_id else "", label(one), one.pk in own) for one in found]


def label(one: Meeting) -> str:
    return rules.of(one.kind).label


def names_of(viewer: Viewer, children: Collection[UUID]) -> dict[UUID, str]:
    """The names of children whose meetings open to the viewer: whoever is called to a meeting knows whom it is about."""
    if not children:
        return {}
    with acting_as(Viewer.job(NAMES, viewer.here)):
        return {child.pk: child.name for child in Child.objects.filter(partnership_id=viewer.here, pk__in=children)}


def reaches(viewer: Viewer, meeting_id: UUID) -> dict[UUID, Reach]:
    """How each is told, by their invitation; for those who run the meeting."""
    return {row.invitee_id: row for row in visible(viewer, Reach).filter(meeting_id=meeting_id)}


def undelivered(viewer: Viewer, reaches: Iterable[Reach]) -> set[UUID]:
    """Whose newest message could not be sent, whoever sent it. For those who run the meeting."""
    told = [row.pk for row in reaches]
    if not told:
        return set()
    with acting_as(Viewer.job(JOB, viewer.here)) as job:
        return comms.undelivered(job, told)


def kept_out(viewer: Viewer, meeting_id: UUID) -> list[KeptOut]:
    found = visible(viewer, KeptOut).filter(meeting_id=meeting_id).select_related("invitee", "decided_by")
    return list(found.order_by("created_at", "pk"))


def withheld(viewer: Viewer, meeting_id: UUID) -> list[Withheld]:
    """What the chair asked each, and the answers that this reader may have."""
    found = visible(viewer, Withheld).filter(meeting_id=meeting_id).select_related("asked_of")
    return list(found.order_by("created_at", "pk"))


def withheld_row(viewer: Viewer, withheld_id: UUID) -> Withheld:
    found = visible(viewer, Withheld).select_related("meeting").filter(pk=withheld_id, asked_of_id=viewer.person_id).first()
    if found is None:
        raise NotHere
    return found


def invitee(viewer: Viewer, invitee_id: UUID) -> Invitee:
    found = visible(viewer, Invitee).select_related("meeting", "user").filter(pk=invitee_id).first()
    if found is None:
        raise NotHere
    return found


def own_reach(viewer: Viewer, own: Invitee) -> Reach | None:
    """Whether I wait and was let in. Asked by the system: how others are reached is nobody's."""
    with acting_as(Viewer.job(NAMES, viewer.here)):
        return Reach.objects.filter(partnership_id=viewer.here, invitee=own).first()


def clocks(viewer: Viewer, one: Meeting) -> list[Clock]:
    """The limits that run on the meeting or on what it was called for."""
    subjects = [one.pk, *([one.origin_id] if one.origin_id else [])]
    found = visible(viewer, Clock).filter(subject_id__in=subjects)
    return list(found.order_by("stopped_at", "due_at", "pk")[:10])

"""Who may read of a meeting, and who may convene, run and change one."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from holdfast.access import asking
from holdfast.access.policies import about_children_i_may_read
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records.policies import POLICE_ROLES
from holdfast.rules.audience import Key, Reader

from .models import AgencyReport, AgendaItem, Hearing, Invitee, KeptOut, Meeting, Reach, ReportLine, View, Withheld
from .types import Known, ReportState

MINE = "{child} IN (SELECT holdfast_my_meetings(%s, %s))"
RUN = "{child} IN (SELECT holdfast_run_meetings(%s, %s))"
HEARD = "{child} IN (SELECT holdfast_heard_items(%s, %s))"
NOT_BARRED = "({child} IN (SELECT holdfast_barred_meetings(%s, %s))) IS NOT TRUE"


def open_to(viewer: Viewer, prefix: str = "") -> Q | None:
    """The meetings somebody belongs to; those about children whose record opens to them, where the type says so (H12).

    prefix: how a row leads to its meeting, such as "meeting__". Nobody reads of a meeting that they are kept out of.
    """
    if viewer.system:
        return Q() if viewer.reach == "system" else None
    if not viewer.is_person:
        return None
    key, child = f"{prefix}id" if prefix else "id", f"{prefix}child_id"
    opens = _asked(viewer, key, MINE)
    if (about := about_children_i_may_read(viewer, child)) is not None:
        known = [Known.CIRCLE, Known.PROTECTING] if viewer.reach == "whole" else [Known.CIRCLE]
        opens |= about & Q(**{f"{child}__isnull": False, f"{prefix}known__in": known})
    return opens & asking.not_shut_out(viewer, child) & _asked(viewer, key, NOT_BARRED)


def _asked(viewer: Viewer, field: str, question: str) -> Q:
    return Q(asking.Asked(field, question, (viewer.here, viewer.me)))


@readable(Meeting)
def meetings(viewer: Viewer) -> Q | None:
    return open_to(viewer)


def heard(viewer: Viewer, prefix: str = "") -> Q:
    """Rows of an item that is about no child of many, or whose circle the viewer is in.

    prefix: how a row leads to its item, such as "item__".
    """
    if viewer.system:
        return Q()
    return Q(**{f"{prefix}child_id__isnull": True}) | _asked(viewer, f"{prefix}id" if prefix else "id", HEARD)


@readable(AgendaItem)
def items(viewer: Viewer) -> Q | None:
    """With the meeting; one about a child of many, its circle alone."""
    opens = open_to(viewer, "meeting__")
    return opens if opens is None else opens & heard(viewer)


@readable(Hearing)
def hearings(viewer: Viewer) -> Q | None:
    """Who hears an item: those who run the meeting and hear it themselves."""
    opens = _run_by(viewer)
    return opens if opens is None else opens & heard(viewer, "item__")


@readable(Invitee)
@readable(View)
def of_a_meeting(viewer: Viewer) -> Q | None:
    """With the meeting."""
    return open_to(viewer, "meeting__")


@readable(Reach)
@readable(KeptOut)
def of_the_chair(viewer: Viewer) -> Q | None:
    """Addresses, and why somebody is kept out: those who run the meeting alone."""
    return _run_by(viewer)


def _run_by(viewer: Viewer) -> Q | None:
    opens = open_to(viewer, "meeting__")
    if opens is None or viewer.system:
        return opens
    return opens & _asked(viewer, "meeting_id", RUN)


@readable(AgencyReport)
def reports(viewer: Viewer) -> Q | None:
    """Given, with the meeting; a draft is its writer's."""
    opens = open_to(viewer, "meeting__")
    if opens is None or viewer.system:
        return opens
    return opens & (Q(state=ReportState.GIVEN) | Q(writer_id=viewer.person_id))


@readable(ReportLine)
def report_lines(viewer: Viewer) -> Q | None:
    """Of reports that open, the lines for somebody this viewer is. Their writer, and those who run the meeting, read all."""
    opens = reports(viewer)
    if opens is None:
        return None
    rows = Q(Exists(AgencyReport.objects.filter(opens, partnership_id=viewer.here, pk=OuterRef("report_id"))))
    if viewer.system:
        return rows
    own = Q(report__writer_id=viewer.person_id) | _asked(viewer, "report__meeting_id", RUN)
    return rows & (own | of_my_audience(viewer)) & (Q(item__isnull=True) | heard(viewer, "item__"))


def of_my_audience(viewer: Viewer) -> Q:
    """Items whose audience a professional stands in. Whoever an item is not for does not read it."""
    keys = [Key.PROFESSIONALS.value]
    if is_police(viewer):
        keys.append(Key.POLICE.value)
    named = Q(audience__contains=[Key.NAMED.value], named__contains=[viewer.person_id])
    return (Q(audience__overlap=keys) | named) & ~Q(not_for__contains=[viewer.person_id])


@readable(Withheld)
def withheld(viewer: Viewer) -> Q | None:
    """Whoever was asked or answered, and those who run the meeting."""
    opens = open_to(viewer, "meeting__")
    if opens is None or viewer.system:
        return opens
    own = Q(asked_of_id=viewer.person_id) | Q(said_by_id=viewer.person_id)
    return opens & (own | _asked(viewer, "meeting_id", RUN))


def is_police(viewer: Viewer) -> bool:
    return bool(viewer.roles & POLICE_ROLES)


def reader_of(viewer: Viewer) -> Reader:
    """A professional as a reader of items."""
    return Reader(Key.PROFESSIONALS, frozenset({viewer.me}), is_police(viewer))


# -- who may do what --------------------------------------------------------------------------------------------------


def check_can_convene(viewer: Viewer, child_id: UUID | None = None) -> None:
    """Whoever arranges meetings, about a child whose record opens to them."""
    if not (viewer.system or viewer.may(Grant.CONVENE)):
        raise Refused("Your role does not arrange meetings here. Ask the child's worker or an exploitation manager.")
    if child_id is not None:
        from holdfast.records.policies import check_can_read as check_can_read_child

        check_can_read_child(viewer, child_id)


def check_can_read(viewer: Viewer, meeting_id: UUID) -> None:
    """Hidden and absent are the same."""
    if not visible(viewer, Meeting).filter(pk=meeting_id).exists():
        raise NotHere


def runs(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether somebody chairs, minutes or convened it."""
    return viewer.is_person and viewer.person_id in (meeting.chair_id, meeting.minute_taker_id, meeting.convened_by_id)


def chairs(viewer: Viewer, meeting: Meeting) -> bool:
    return viewer.is_person and viewer.person_id == meeting.chair_id


def check_can_run(viewer: Viewer, meeting_id: UUID) -> None:
    """Its chair, its minute taker, and whoever convened it."""
    meeting = visible(viewer, Meeting).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotHere
    if not (viewer.system or runs(viewer, meeting)):
        raise Refused("Those who run this meeting change it: its chair, its minute taker, and whoever convened it.")


def check_can_chair(viewer: Viewer, meeting_id: UUID) -> None:
    """Its chair alone."""
    meeting = visible(viewer, Meeting).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotHere
    if not (viewer.system or chairs(viewer, meeting)):
        raise Refused("Only the chair of this meeting may do this.")


can_convene = asks(check_can_convene)
can_read = asks(check_can_read)
can_run = asks(check_can_run)
can_chair = asks(check_can_chair)

from . import minute_lines as minute_lines  # noqa: E402  (its lines are declared when the app is loaded)
from . import minute_policies as minute_policies  # noqa: E402  (rules of the same app, in a file of their own)

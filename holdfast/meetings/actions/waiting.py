"""The waiting room: everybody who joins from elsewhere waits until somebody who runs the meeting lets them in (H15)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.work.actions import open_duty
from holdfast.work.types import Responsible

from ..models import Meeting, Reach
from ..types import Check
from .convening import JOB, held_for_change
from .people import invitee_of

OPENS = timedelta(minutes=30)  # so long before it starts, one may begin to wait
UNSAFE = "meeting.unsafe"
UNSAFE_WORDS = (
    "Somebody who is to join a meeting from elsewhere says that they are not alone, or cannot talk. Ring them, and do not let"
    " them in before you know that it is safe."
)


def may_wait(meeting: Meeting) -> bool:
    """From half an hour before it starts, until it is over."""
    return bool(meeting.ahead and meeting.starts_at and now() >= meeting.starts_at - OPENS)


@action
def wait(*, by: Viewer, reach_id: UUID, safe: bool) -> Reach:
    """I am here. The family is asked first whether somebody is with them and whether they can talk; an answer that is not safe
    tells whoever runs the meeting at once, and opens nothing."""
    # How somebody is reached is read by those who run the meeting alone, so it is the system that writes that they are here.
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)):
        held = Reach.objects.select_for_update(of=("self",)).select_related("meeting", "invitee")
        reach = held.get(pk=reach_id, partnership_id=by.here)
        if not (by.system or reach.invitee.user_id == by.person_id):
            raise NotHere
        if not may_wait(reach.meeting):
            raise Refused("This meeting does not begin yet, or is over.")
        reach.change(seen=None, safety=Check.SAFE if safe else Check.UNSAFE, waiting_at=reach.waiting_at or now())
    if not safe:
        _tell_of_unsafe(by, reach)
    record(by, "meeting.wait", reach.invitee, child_id=reach.meeting.child_id, safe=safe)
    return reach


def _tell_of_unsafe(by: Viewer, reach: Reach) -> None:
    holder = reach.meeting.chair_id or reach.meeting.convened_by_id
    if holder is None:
        return
    with acting_as(Viewer.job(JOB, by.here)) as job:
        open_duty(
            by=job,
            kind=UNSAFE,
            subject=reach.meeting,
            what=UNSAFE_WORDS,
            responsible=Responsible(user_id=holder),
            due_at=now(),
            child_id=reach.meeting.child_id,
            reference=reach.meeting.reference,
            urgent=True,
            needs_ack=True,
        )


@action
def admit(*, by: Viewer, invitee_id: UUID) -> Reach:
    """Whoever runs the meeting lets somebody in who waits."""
    invitee = invitee_of(by, invitee_id)
    meeting = held_for_change(by, invitee.meeting_id)
    reach = Reach.objects.filter(partnership_id=by.here, invitee=invitee).first()
    if reach is None or reach.waiting_at is None:
        raise NotHere
    if not invitee.comes:
        raise Refused("They are no longer called to this meeting.")
    reach.change(seen=None, let_in_at=now())
    record(by, "meeting.admit", invitee, child_id=meeting.child_id)
    return reach

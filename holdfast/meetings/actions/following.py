"""What a meeting that was held calls for: the next one, on its clock, without a time until somebody agrees one."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules import meetings as rules
from holdfast.rules.meetings import NEXT, Type
from holdfast.work import clocks
from holdfast.work.actions import open_duty
from holdfast.work.types import Responsible

from ..models import Meeting
from ..policies import check_can_run
from ..types import State
from .children import bring_unfinished
from .convening import JOB, put_agenda

TIME = "meeting.time"
TIME_WORDS = "Agree a time for a meeting that is to be held by now, and call people to it."


def after_it_was_held(by: Viewer, meeting: Meeting) -> None:
    """The limit inside which it was to be held has been kept, or not; the next one is called for on its own limit.

    A strategy discussion calls for a conference only where enquiries are begun, which is for those at it to say.
    """
    for rule in NEXT:
        clocks.stop(by=by, subject=meeting, rule=rule, at=meeting.began_at)
    _to_the_next(by, meeting)
    if meeting.child_id is None or meeting.kind == Type.STRATEGY:
        return
    for rule in rules.of(meeting.kind).next_by:
        call_for_next(by, meeting, rule)


def _to_the_next(by: Viewer, meeting: Meeting) -> None:
    """Of a meeting about many children: what is left of each comes to the next of its kind, where that one is planned already."""
    if not rules.of(meeting.kind).by_child or meeting.starts_at is None:
        return
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        rows = Meeting.objects.filter(partnership_id=by.here, kind=meeting.kind, state=State.PLANNED)
        following = rows.filter(starts_at__gt=meeting.starts_at).order_by("starts_at", "pk").first()
        if following is not None:
            bring_unfinished(job, following)


def call_for_next(by: Viewer, meeting: Meeting, rule: str) -> Meeting | None:
    """The meeting that a limit calls for, planned without a time. Where one of its kind is planned already, that one stands."""
    child_id, kind = meeting.child_id, rules.of(NEXT[rule])
    if child_id is None:
        return None
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        standing = Meeting.objects.filter(
            partnership_id=by.here, child_id=child_id, kind=kind.key.value, state=State.PLANNED
        ).exclude(pk=meeting.pk)
        if standing.exists():
            return None
        made = Meeting.objects.create(
            partnership_id=by.here,
            kind=kind.key.value,
            reference=new_reference(),
            child_id=child_id,
            known=kind.known.value,
            convened_by_id=meeting.convened_by_id or meeting.chair_id,
            follows=meeting,
        )
        put_agenda(job, made, kind)
        clock = clocks.start(by=job, rule=rule, subject=made, at=meeting.began_at or now(), child_id=made.told_child_id)
        if made.convened_by_id is not None:
            open_duty(
                by=job, kind=TIME, subject=made, what=TIME_WORDS, responsible=Responsible(user_id=made.convened_by_id),
                clock=clock, child_id=made.told_child_id, reference=made.reference, ladder="limit",
            )  # fmt: skip
    return made


@action
def begin_enquiries(*, by: Viewer, meeting_id: UUID) -> Meeting | None:
    """Those at a strategy discussion decided on section 47 enquiries: the conference is called for, inside its limit."""
    check_can_run(by, meeting_id)
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id, partnership_id=by.here)
    if meeting.kind != Type.STRATEGY or meeting.state not in (State.RUNNING, State.HELD):
        raise Refused("Enquiries are begun by a strategy discussion that is being held, or has been.")
    made = call_for_next(by, meeting, "s47.icpc")
    record(by, "meeting.begin-enquiries", meeting, child_id=meeting.child_id, made=made is not None)
    return made

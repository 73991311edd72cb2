"""A plan is reviewed at every risk management meeting; where it was not, the chair sees why and by when it will be."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies as records
from holdfast.records.queries import allocated_worker
from holdfast.rules.local import at
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from ..around_models import PlanAtMeeting
from ..models import SafetyPlan
from ..types import AtMeeting
from .reviewing import JOB, put_review

PUT_OFF, TO_SEE, TO_SAY = "safety-plan.put-off", "safety-plan.to-see", "safety-plan.to-say"
CLOSE = dt.time(17)


@action
def review_at_meeting(*, by: Viewer, child_id: UUID, meeting_id: UUID, chair_id: UUID | None) -> PlanAtMeeting:
    """Put the plan before a meeting. Once for each meeting and child."""
    records.check_can_read(by, child_id)
    row = visible(by, PlanAtMeeting).filter(child_id=child_id, meeting_id=meeting_id).first()
    if row is None:
        row = PlanAtMeeting.objects.create(partnership_id=by.here, child_id=child_id, meeting_id=meeting_id, chair_id=chair_id)
    elif row.chair_id != chair_id and row.outcome == AtMeeting.DUE:
        row.change(seen=None, chair_id=chair_id)
    record(by, "safety-plan.at-meeting", row, child_id=child_id)
    return row


@action
def record_review(
    *, by: Viewer, child_id: UUID, meeting_id: UUID, reviewed: bool, words: str, by_date: dt.date | None = None
) -> PlanAtMeeting:
    """What the meeting did: looked at the plan and what it found; or did not, why, and by what day it will be looked at."""
    records.check_can_read(by, child_id)
    row = _held(by, child_id, meeting_id)
    if row.outcome == AtMeeting.REVIEWED:
        raise Refused("It is written down already that this meeting reviewed the plan.")
    _check(reviewed, words, by_date)
    plan = visible(by, SafetyPlan).filter(child_id=child_id, closed_at=None).first()
    row.change(
        seen=None,
        outcome=AtMeeting.REVIEWED if reviewed else AtMeeting.NOT_REVIEWED,
        number=plan.approved if plan else 0,
        words=words.strip(),
        by_date=None if reviewed else by_date,
        recorded_by_id=by.person_id,
        seen_by_id=None,
        seen_at=None,
    )
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=row, kind=PUT_OFF)
        finish(by=job, subject=row, kind=TO_SEE)
        finish(by=job, subject=row, kind=TO_SAY)
        if not reviewed:
            _put_off(job, row)
    if reviewed and plan is not None and plan.approved:
        put_review(by, plan)
    record(by, "safety-plan.meeting-review", row, child_id=child_id, reviewed=reviewed)
    return row


def _held(by: Viewer, child_id: UUID, meeting_id: UUID) -> PlanAtMeeting:
    rows = visible(by, PlanAtMeeting).filter(child_id=child_id, meeting_id=meeting_id)
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise NotHere
    return row


def _check(reviewed: bool, words: str, by_date: dt.date | None) -> None:
    faults = []
    if not words.strip():
        faults.append(Fault("words", "Say what the meeting found" if reviewed else "Say why the plan was not reviewed"))
    if not reviewed and by_date is None:
        faults.append(Fault("by_date", "Give the day by which it will be reviewed"))
    elif not reviewed and by_date is not None and by_date < today():
        faults.append(Fault("by_date", "The day must not be in the past"))
    if faults:
        raise Faulty(faults)


def _put_off(job: Viewer, row: PlanAtMeeting) -> None:
    """The review rests on whoever has the child; that there was none is put before the chair."""
    worker = allocated_worker(row.child_id, job.here)
    due = at(row.by_date or today(), CLOSE)
    holder = worker.user_id if worker else row.chair_id
    if holder is not None:
        on = Responsible(user_id=holder)
        what = "Review the safety plan that the meeting did not"
        open_duty(by=job, kind=PUT_OFF, subject=row, what=what, responsible=on, due_at=due, child_id=row.child_id)
    if row.chair_id is not None:
        on = Responsible(user_id=row.chair_id)
        what = "See why your meeting did not review a safety plan"
        open_duty(by=job, kind=TO_SEE, subject=row, what=what, responsible=on, due_at=due, child_id=row.child_id)


@action
def ask_chair(*, by: Viewer, row: PlanAtMeeting) -> PlanAtMeeting:
    """The chair says what their meeting did with the plan, by the end of the next day."""
    if row.chair_id is not None:
        open_duty(
            by=by,
            kind=TO_SAY,
            subject=row,
            what="Say whether your meeting reviewed the safety plan",
            responsible=Responsible(user_id=row.chair_id),
            due_at=at(today() + dt.timedelta(days=1), CLOSE),
            child_id=row.child_id,
        )
    record(by, "safety-plan.ask-chair", row, child_id=row.child_id)
    return row


@action
def see_review(*, by: Viewer, child_id: UUID, meeting_id: UUID) -> PlanAtMeeting:
    """The chair saw what became of the plan at their meeting."""
    row = _held(by, child_id, meeting_id)
    if row.chair_id != by.person_id:
        raise Refused("Only whoever chairs that meeting says that they have seen it.")
    if row.seen_at is None:
        row.change(seen=None, seen_by_id=by.person_id, seen_at=now())
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=row, kind=TO_SEE)
    record(by, "safety-plan.meeting-seen", row, child_id=child_id)
    return row

"""A safety plan is reviewed at every risk management meeting: the meeting and the plan, joined by the meeting's id."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import london_date, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import policies as meetings
from holdfast.meetings.models import Meeting
from holdfast.meetings.queries import of_child
from holdfast.meetings.types import State
from holdfast.plans import actions as plans
from holdfast.plans.models import PlanAtMeeting, SafetyPlan
from holdfast.plans.policies import can_write
from holdfast.plans.together import Entry, Together, at_meeting, together
from holdfast.plans.types import AtMeeting
from holdfast.rules.meetings import Type

KIND = Type.RISK_MANAGEMENT.value
MOST = 12
LOOKED_BACK, MANY = 90, 500


@dataclass(frozen=True)
class Reviewed:
    """A risk management meeting, and what it did with the plan; none where nobody has said yet."""

    meeting: Meeting
    row: PlanAtMeeting | None
    may_see: bool

    @property
    def owed(self) -> bool:
        """Whether the meeting was held and nobody has said what it did with the plan."""
        return self.meeting.state == State.HELD and (self.row is None or self.row.outcome == AtMeeting.DUE)


def plans_of(viewer: Viewer, child_id: UUID) -> tuple[Together, list[Reviewed]]:
    """Every plan of a child with the meetings in its calendar, and what each risk management meeting did with the plan."""
    day = today()
    known = list(of_child(viewer, child_id)[:40])
    coming = [
        Entry(london_date(one.starts_at), "Meeting", "Meetings", kind="meeting")
        for one in known
        if one.starts_at and one.state != State.CANCELLED and day <= london_date(one.starts_at) <= day + dt.timedelta(weeks=6)
    ]
    page = together(viewer, child_id, more=coming)
    rows = {row.meeting_id: row for row in page.reviews}
    wanted = [one for one in known if one.kind == KIND and one.state != State.CANCELLED][:MOST]
    return page, [Reviewed(one, rows.get(one.pk), _may_see(viewer, rows.get(one.pk))) for one in wanted]


def _may_see(viewer: Viewer, row: PlanAtMeeting | None) -> bool:
    return bool(row and row.outcome == AtMeeting.NOT_REVIEWED and row.seen_at is None and row.chair_id == viewer.person_id)


def meeting_of(viewer: Viewer, child_id: UUID, meeting_id: UUID) -> Meeting:
    """A risk management meeting about this child that the viewer may know of."""
    found = visible(viewer, Meeting).filter(pk=meeting_id, child_id=child_id, kind=KIND).exclude(state=State.CANCELLED).first()
    if found is None:
        raise NotHere
    return found


@action
def record_plan_review(
    *, by: Viewer, child_id: UUID, meeting_id: UUID, reviewed: bool, words: str, by_date: dt.date | None = None
) -> PlanAtMeeting:
    """Say what a meeting did with the plan: whoever ran it, or writes the plan. The chair sees where it was not reviewed."""
    meeting = meeting_of(by, child_id, meeting_id)
    if not (meetings.runs(by, meeting) or can_write(by, child_id)):
        raise Refused("Those who ran the meeting, or write the plan, say what became of it.")
    plans.review_at_meeting(by=by, child_id=child_id, meeting_id=meeting_id, chair_id=meeting.chair_id)
    row = plans.record_review(by=by, child_id=child_id, meeting_id=meeting_id, reviewed=reviewed, words=words, by_date=by_date)
    record(by, "plan-review.record", row, child_id=child_id, reviewed=reviewed)
    return row


@action
def put_plan_before(*, by: Viewer, meeting: Meeting) -> PlanAtMeeting | None:
    """A risk management meeting is convened: the child's plan stands before it. None for any other meeting, or without a plan."""
    if meeting.kind != KIND or meeting.child_id is None:
        record(by, "plan-review.none")
        return None
    if not visible(by, SafetyPlan).filter(child_id=meeting.child_id, closed_at=None).exists():
        record(by, "plan-review.none", child_id=meeting.child_id)
        return None
    row = plans.review_at_meeting(by=by, child_id=meeting.child_id, meeting_id=meeting.pk, chair_id=meeting.chair_id)
    record(by, "plan-review.put", row, child_id=meeting.child_id)
    return row


@action
def chase_plan_reviews(*, by: Viewer) -> int:
    """Each risk management meeting that was held and has not said what it did with the plan: its chair is asked."""
    since = now() - dt.timedelta(days=LOOKED_BACK)
    rows = Meeting.objects.filter(partnership_id=by.here, kind=KIND, state=State.HELD, starts_at__gte=since, chair__isnull=False)
    planned = SafetyPlan.objects.filter(partnership_id=by.here, closed_at=None, approved__gt=0).values("child_id")
    asked = 0
    for meeting in rows.filter(child_id__in=planned).order_by("starts_at")[:MANY]:
        if meeting.child_id is None or meeting.chair_id is None:
            continue
        row = plans.review_at_meeting(by=by, child_id=meeting.child_id, meeting_id=meeting.pk, chair_id=meeting.chair_id)
        if row.outcome == AtMeeting.DUE:
            plans.ask_chair(by=by, row=row)
            asked += 1
    record(by, "plan-review.chase", asked=asked)
    return asked


@dataclass(frozen=True)
class PlanAt:
    """How a child's plan stands at one meeting. to_be_said: the meeting is on or over, and what it did can be written down."""

    words: str
    to_be_said: bool


def plan_at(viewer: Viewer, meeting: Meeting) -> PlanAt | None:
    """The plan before a risk management meeting, for its page; None where there is none, or the record does not open."""
    if meeting.kind != KIND or meeting.child_id is None or meeting.state == State.CANCELLED:
        return None
    row = at_meeting(viewer, meeting.child_id, meeting.pk)
    if row is None and not visible(viewer, SafetyPlan).filter(child_id=meeting.child_id, closed_at=None).exists():
        return None
    outcome = AtMeeting(row.outcome) if row else AtMeeting.DUE
    begun = meeting.state in (State.RUNNING, State.HELD)
    return PlanAt(outcome.label, begun and outcome != AtMeeting.REVIEWED)


def still_owed(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether a risk management meeting has not said yet what it did with the child's plan."""
    if meeting.kind != KIND or meeting.child_id is None:
        return False
    row = at_meeting(viewer, meeting.child_id, meeting.pk)
    if row is None:
        return visible(viewer, SafetyPlan).filter(child_id=meeting.child_id, closed_at=None).exists()
    return row.outcome == AtMeeting.DUE

"""A plan is looked at again by the limit of its level, and at every risk management meeting."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology
from holdfast.records.queries import allocated_worker
from holdfast.rules.plans import review_rule
from holdfast.work import clocks
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from ..models import SafetyPlan
from ..policies import check_can_write
from .writing import held_plan

JOB = "plans.review"
REVIEW = "safety-plan.review"


@action
def look_at_plan(*, by: Viewer, child_id: UUID, found: str) -> SafetyPlan:
    """Somebody looked whether the plan still keeps the child safe, and it does: the time until the next look begins anew."""
    check_can_write(by, child_id)
    plan = held_plan(by, child_id)
    if not plan.approved:
        raise Refused("No version of this plan has been approved yet, so there is nothing to look at again.")
    if not found.strip():
        raise Faulty([Fault("found", "Say what you looked at and with whom, and what you found")])
    put_review(by, plan)
    chronology.add(
        by=by,
        child_id=child_id,
        at=now(),
        kind="plan.review",
        title="The safety plan was looked at again.",
        text=found.strip(),
    )
    record(by, "safety-plan.look", plan, child_id=child_id)
    return plan


def put_review(by: Viewer, plan: SafetyPlan) -> None:
    """One running limit by the level, and one duty that rests on whoever has the child now."""
    worker = allocated_worker(plan.child_id, by.here)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        stop_review(job, plan)
        clock = clocks.start(by=job, rule=review_rule(plan.level), subject=plan, at=now(), child_id=plan.child_id)
        SafetyPlan.objects.filter(pk=plan.pk, partnership_id=by.here).update(review_at=clock.due_at)
        plan.review_at = clock.due_at
        holder = worker.user_id if worker else by.person_id
        if holder is not None:
            open_duty(
                by=job,
                kind=REVIEW,
                subject=plan,
                what="Look at the safety plan again with the child and the network",
                responsible=Responsible(user_id=holder),
                clock=clock,
                child_id=plan.child_id,
            )


def stop_review(job: Viewer, plan: SafetyPlan) -> None:
    clocks.stop_all(by=job, subject=plan)
    finish(by=job, subject=plan, kind=REVIEW)

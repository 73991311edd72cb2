"""A plan ends with what became of it and what the child and family say. It never ends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology
from holdfast.rules.plans import LEVELS, evidence_missing
from holdfast.work.actions import withdraw

from ..models import PlanClosing, SafetyPlan
from ..policies import check_can_close
from ..types import LevelFrom, Reached, WhyClosed
from .approving import waiting_version
from .levels import give_level, level_now
from .reviewing import JOB, stop_review
from .writing import held_plan


@action
def close_plan(
    *,
    by: Viewer,
    child_id: UUID,
    why: str,
    reached: str,
    level: str,
    what_changed: str,
    child_said: str,
    family_said: str,
    carries_on: str,
    professionals_said: str = "",
    evidence: Mapping[str, str] | None = None,
) -> PlanClosing:
    """End the plan. The level at the end comes down on evidence alone, and somebody is named who has the child in mind now."""
    check_can_close(by, child_id)
    plan = held_plan(by, child_id)
    if waiting_version(by, plan) is not None:
        raise Refused("A version of this plan is waiting to be approved. It is approved or sent back before the plan ends.")
    said = {"what_changed": what_changed, "child_said": child_said, "family_said": family_said, "carries_on": carries_on}
    _check(by, child_id, why, reached, level, said, evidence or {})
    closing = PlanClosing.objects.create(
        partnership_id=by.here,
        plan=plan,
        child_id=child_id,
        why=WhyClosed(why),
        reached=Reached(reached),
        professionals_said=professionals_said.strip(),
        evidence=dict(evidence or {}),
        closed_by_id=by.me,
        **{name: words.strip() for name, words in said.items()},
    )
    give_level(
        by=by,
        child_id=child_id,
        level=level,
        given_in=LevelFrom.CLOSING,
        source_id=closing.pk,
        why=what_changed,
        evidence=evidence,
    )
    _end(by, plan)
    record(by, "safety-plan.close", closing, child_id=child_id, why=why)
    return closing


def _end(by: Viewer, plan: SafetyPlan) -> None:
    with acting_as(Viewer.job(JOB, by.here)) as job:
        stop_review(job, plan)
        withdraw(by=job, subject=plan)
    plan.change(seen=None, closed_at=now(), review_at=None)
    chronology.add(
        by=by,
        child_id=plan.child_id,
        at=now(),
        kind="plan.closed",
        text="The safety plan was ended.",
        source_kind="safety-plan",
        source_id=plan.pk,
    )


NEEDED = {
    "what_changed": "Say what has changed for the child",
    "child_said": "Write what the child says of the plan, or why they were not asked",
    "family_said": "Write what parents and carers say of it, or why they were not asked",
    "carries_on": "Say who has the child in mind from now on, and what would bring the plan back",
}


def _check(
    by: Viewer, child_id: UUID, why: str, reached: str, level: str, said: Mapping[str, str], evidence: Mapping[str, str]
) -> None:
    faults = [Fault(name, NEEDED[name]) for name, words in said.items() if not words.strip()]
    if why not in WhyClosed.values:
        faults.append(Fault("why", "Choose why the plan ends"))
    if reached not in Reached.values:
        faults.append(Fault("reached", "Say whether the plan reached what it was for"))
    if level not in LEVELS:
        faults.append(Fault("level", "Choose the level of risk as the plan ends"))
    elif missing := evidence_missing(level_now(by, child_id), level, evidence):
        faults.append(Fault("evidence", missing))
    if faults:
        raise Faulty(faults)

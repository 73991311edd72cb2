"""What was written becomes a version for good; somebody who wrote none of it approves it, or sends it back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records import chronology
from holdfast.records.queries import manager_of_worker
from holdfast.rules.config import value
from holdfast.rules.plans import ORDER, evidence_missing
from holdfast.work.actions import finish, open_duty, withdraw
from holdfast.work.types import Responsible

from ..models import PlanItem, SafetyPlan, SafetyVersion, VersionAnswer, VersionItem
from ..policies import check_can_approve, check_can_write
from ..types import LevelFrom
from .levels import give_level, level_now
from .reviewing import put_review
from .writing import held_plan

JOB = "plans.put-forward"
APPROVE, SENT_BACK = "safety-plan.approve", "safety-plan.sent-back"
APPROVER_ROLE = "exploitation-manager"
MOST = 400


@action
def put_forward(*, by: Viewer, child_id: UUID, holds: str = "") -> SafetyVersion:
    """Freeze what is written as the next version, and ask somebody else to approve it.

    Answers that whoever puts it forward may not read stand in it as they were written.
    holds: the level that was last given anywhere, such as by an assessment; "" asks plans and meetings alone.
    """
    check_can_write(by, child_id)
    plan = held_plan(by, child_id)
    _check_ready(by, plan, holds or level_now(by, child_id))
    waiting = waiting_version(by, plan)
    if waiting is not None:
        raise Refused("A version of this plan is waiting to be approved. It is approved or sent back first.")
    version = SafetyVersion.objects.create(
        partnership_id=by.here,
        plan=plan,
        child_id=child_id,
        number=_next_number(plan),
        before=plan.approved,
        level=plan.level,
        why_level=plan.why_level,
        evidence=plan.evidence,
        took_part=plan.took_part,
        writers=plan.writers,
        put_forward_by_id=by.person_id,
    )
    count = _freeze(by, plan, version)
    _ask(by, version)
    record(by, "safety-plan.put-forward", version, child_id=child_id, number=version.number, items=count)
    return version


def _check_ready(by: Viewer, plan: SafetyPlan, holds: str) -> None:
    faults = []
    if not plan.level:
        faults.append(Fault("level", "Give the level of risk before you put the plan forward"))
    elif not plan.why_level:
        faults.append(Fault("why_level", "Say why this is the level"))
    elif missing := evidence_missing(holds, plan.level, plan.evidence):
        faults.append(Fault("evidence", missing))
    if not PlanItem.objects.filter(partnership_id=by.here, plan=plan).exclude(words="").exists():
        faults.append(Fault("", "Nothing is written yet"))
    if faults:
        raise Faulty(faults)


def waiting_version(by: Viewer, plan: SafetyPlan) -> SafetyVersion | None:
    """The version that nobody has answered yet."""
    return SafetyVersion.objects.filter(partnership_id=by.here, plan=plan, answer__isnull=True).order_by("-number").first()


def _next_number(plan: SafetyPlan) -> int:
    last = SafetyVersion.objects.filter(plan=plan).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _freeze(by: Viewer, plan: SafetyPlan, version: SafetyVersion) -> int:
    rows = list(PlanItem.objects.filter(partnership_id=by.here, plan=plan).exclude(words="").order_by("created_at", "pk")[:MOST])
    rows.sort(key=lambda row: ORDER.get(row.key, MOST))
    frozen = [
        VersionItem(
            partnership_id=by.here,
            version_of=version,
            child_id=plan.child_id,
            item_id=row.pk,
            place=place,
            key=row.key,
            words=row.words,
            whose=row.whose,
            audience=row.audience,
            relatives=row.relatives,
            named=row.named,
            not_for=row.not_for,
            recorded_by=row.recorded_by,
        )
        for place, row in enumerate(rows)
    ]
    VersionItem.objects.bulk_create(frozen)
    return len(rows)


def _ask(by: Viewer, version: SafetyVersion) -> None:
    """The manager of whoever put it forward; where that manager wrote in it too, whoever holds the role."""
    manager = manager_of_worker(by.here, by.me) if by.is_person else None
    on = Responsible(user_id=manager) if manager and manager not in version.writers else Responsible(role=APPROVER_ROLE)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=version.plan, kind=SENT_BACK)
        open_duty(
            by=job,
            kind=APPROVE,
            subject=version.plan,
            what="Read a safety plan, and approve it or send it back",
            responsible=on,
            due_at=_answered_by(by),
            child_id=version.child_id,
        )


def _answered_by(by: Viewer) -> datetime:
    return now() + timedelta(hours=int(value(figures(by.here), "plans.approve")))


@action
def answer_version(*, by: Viewer, child_id: UUID, number: int, approved: bool, why: str = "") -> VersionAnswer:
    """Approve a version, so that it holds from now on, or send it back with the reason."""
    version = visible(by, SafetyVersion).filter(child_id=child_id, number=number, plan__closed_at=None).first()
    if version is None:
        raise NotHere
    check_can_approve(by, version)
    plan = SafetyPlan.objects.select_for_update(of=("self",)).get(pk=version.plan_id, partnership_id=by.here)
    if VersionAnswer.objects.filter(partnership_id=by.here, version_of=version).exists():
        raise Refused("Somebody has answered this version already.")
    if not approved and not why.strip():
        raise Faulty([Fault("why", "Say what should be changed")])
    answer = VersionAnswer.objects.create(
        partnership_id=by.here,
        version_of=version,
        child_id=child_id,
        approved=approved,
        why=why.strip(),
        answered_by_id=by.me,
    )
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=plan, kind=APPROVE)
    if approved:
        _holds(by, plan, version)
    else:
        _sent_back(by, version)
    record(by, "safety-plan.answer", version, child_id=child_id, approved=approved, number=version.number)
    return answer


def _holds(by: Viewer, plan: SafetyPlan, version: SafetyVersion) -> None:
    # Whoever has written since it was put forward has written in the next one.
    since = [one for one in plan.writers if one not in version.writers]
    plan.change(seen=None, approved=version.number, writers=since)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        withdraw(by=job, subject=plan, kind=SENT_BACK)
    give_level(
        by=by,
        child_id=plan.child_id,
        level=version.level,
        given_in=LevelFrom.PLAN,
        source_id=version.pk,
        why=version.why_level,
        evidence=version.evidence,
    )
    put_review(by, plan)
    chronology.add(
        by=by,
        child_id=plan.child_id,
        at=now(),
        kind="plan.safety",
        text=f"The safety plan was approved, version {version.number}.",
        source_kind="safety-plan",
        source_id=version.pk,
    )


def _sent_back(by: Viewer, version: SafetyVersion) -> None:
    if version.put_forward_by_id is None:
        return
    with acting_as(Viewer.job(JOB, by.here)) as job:
        open_duty(
            by=job,
            kind=SENT_BACK,
            subject=version.plan,
            what="A safety plan you put forward was sent back: read why",
            responsible=Responsible(user_id=version.put_forward_by_id),
            due_at=_answered_by(by),
            child_id=version.child_id,
        )

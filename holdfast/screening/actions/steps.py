"""What an outcome sets going: each step a duty on somebody, with its clock, until meetings and plans have their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from holdfast.access.models import Agency, Membership
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.outcomes import From, Step
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..allocated import allocated_worker
from ..models import Decision, OutcomeStep, ProtectiveStep, Screening
from ..policies import check_can_finish_step
from ..types import StepState

KIND = "outcome.step"
AGENCIES = ("police", "health")


@action
def open_steps(
    *,
    by: Viewer,
    screening: Screening,
    rows: Iterable[Step],
    decision: Decision | None = None,
    protective: ProtectiveStep | None = None,
) -> list[OutcomeStep]:
    """Open the steps that are not open or done already: what was called at once is not called a second time."""
    there = set(
        OutcomeStep.objects.filter(partnership_id=by.here, screening=screening, withdrawn_at=None).values_list("key", flat=True)
    )
    opened = [_open(by, screening, row, decision, protective) for row in rows if row.key not in there]
    record(by, "outcome.open-steps", screening, child_id=screening.child_record, steps=[step.key for step in opened])
    return opened


def _open(
    by: Viewer, screening: Screening, row: Step, decision: Decision | None, protective: ProtectiveStep | None
) -> OutcomeStep:
    step = OutcomeStep(
        id=new_id(),
        partnership_id=by.here,
        screening=screening,
        decision=decision,
        protective=protective,
        key=row.key,
        what=row.what,
        who=row.who,
    )
    start = screening.received_at if row.starts is From.RECEIPT else _decided(decision, protective)
    clock = clocks.start(by=by, rule=row.clock, subject=step, at=start, child_id=screening.child_record)
    step.clock, step.due_at = clock, clock.due_at
    step.save(force_insert=True)
    on = responsible_for(by, screening, row.who)
    work.open_duty(
        by=by, kind=KIND, subject=step, what=row.what, responsible=on, clock=clock, child_id=screening.child_record,
        reference=screening.reference, needs_ack=on.agency_id is not None, ladder="limit",
        urgent=row.clock == "strategy.discussion",
    )  # fmt: skip
    return step


def _decided(decision: Decision | None, protective: ProtectiveStep | None) -> datetime:
    if decision is not None:
        return decision.created_at
    return protective.taken_at if protective is not None else now()


def responsible_for(by: Viewer, screening: Screening, who: str) -> Responsible:
    """Whoever a step of the table rests on here. Another agency's part is that agency's own to acknowledge (H6)."""
    if who in AGENCIES:
        agency = _agency(by, who)
        return Responsible(agency_id=agency.pk, role="agency-checker") if agency else Responsible(role="mash-manager")
    if who == "social_worker":
        worker = allocated_worker(by, screening.child_record)
        return Responsible(user_id=worker) if worker else Responsible(role="social-worker")
    if who == "screener" and screening.assigned_to_id:
        return Responsible(user_id=screening.assigned_to_id)
    return Responsible(role={"early_help": "early-help", "screener": "mash-screener"}.get(who, "mash-manager"))


def _agency(by: Viewer, kind: str) -> Agency | None:
    """The agency of a kind that answers for it here: one with somebody who answers checks."""
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, role="agency-checker")
    rows = Agency.objects.filter(partnership_id=by.here, kind=kind, closed_on=None, pk__in=posts.values("agency_id"))
    return rows.order_by("created_at", "pk").first()


@action
def finish_step(*, by: Viewer, step: OutcomeStep, note: str) -> OutcomeStep:
    """Say that a step is done, and what came of it. Its clock stops."""
    # An agency says so of its own part and reads nothing else of the screening, so the step is read and written by the system.
    with acting_as(Viewer.job("screening.step", by.here)):
        held = OutcomeStep.objects.select_for_update(of=("self",)).select_related("screening")
        step = held.get(pk=step.pk, partnership_id=by.here)
        check_can_finish_step(by, step)
        if step.state == StepState.DONE:
            raise Refused("This step has been done already.")
        if not note.strip():
            raise Faulty([Fault("note", "Say what was done")])
        step.change(seen=None, state=StepState.DONE, note=note.strip(), done_by_id=by.person_id, done_at=now())
        clocks.stop_all(by=by, subject=step)
        work.finish(by=by, subject=step, kind=KIND)
        record(by, "outcome.finish-step", step, child_id=step.screening.child_record, key=step.key)
    return step


@action
def withdraw_steps(*, by: Viewer, decision: Decision) -> int:
    """A corrected decision no longer asks for these steps. What was done stays; what was not is withdrawn."""
    rows = OutcomeStep.objects.filter(partnership_id=by.here, decision=decision, state=StepState.TO_DO, withdrawn_at=None)
    withdrawn = 0
    for step in rows:
        step.change(seen=None, withdrawn_at=now())
        clocks.stop_all(by=by, subject=step)
        work.withdraw(by=by, subject=step)
        withdrawn += 1
    record(by, "outcome.withdraw-steps", decision, steps=withdrawn)
    return withdrawn

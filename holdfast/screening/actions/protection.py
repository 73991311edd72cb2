"""What is done at once to keep a child safe. It waits for nothing, and is looked at afterwards (H3)."""

from __future__ import annotations

from datetime import datetime

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.outcomes import DISCUSSION
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..limits import LOOK_BACK
from ..models import ProtectiveStep, Screening
from ..policies import check_can_look, check_can_protect
from ..types import Protection
from . import chronicle
from .intake import EMERGENCY_DUTY
from .queue import locked
from .steps import open_steps

LOOK = "protective.look"
PASSED_ON = "protective.emergency-duty"
MANAGERS = Responsible(role="mash-manager")


@action
def protect(*, by: Viewer, screening: Screening, step: Protection, reason: str, at: datetime | None = None) -> ProtectiveStep:
    """Record a step taken at once, with its reason, and set going what it needs. Asks for no check, consent or approval.

    at: when it was taken, if not now.
    """
    screening = locked(by, screening)
    check_can_protect(by)
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why, in a few words: you can add to it later")])
    taken = ProtectiveStep(
        id=new_id(),
        partnership_id=by.here,
        screening=screening,
        step=step,
        reason=reason.strip(),
        taken_by_id=by.me,
        taken_at=at or now(),
    )
    clock = clocks.start(by=by, rule=LOOK_BACK, subject=taken, at=taken.taken_at, child_id=screening.child_record)
    taken.look_due_at = clock.due_at
    taken.save(force_insert=True)
    work.open_duty(
        by=by, kind=LOOK, subject=taken, what="Look at a protective step that could not wait", responsible=MANAGERS,
        clock=clock, child_id=screening.child_record, reference=screening.reference, ladder="limit",
    )  # fmt: skip
    _set_going(by, screening, taken)
    screening.change(seen=None)
    chronicle.protected(by, screening, taken)
    record(by, "screening.protect", taken, child_id=screening.child_record, step=str(step))
    return taken


def _set_going(by: Viewer, screening: Screening, taken: ProtectiveStep) -> None:
    """A strategy discussion, or section 47, calls its people now; passing on rings the emergency duty team."""
    if taken.step in (Protection.STRATEGY, Protection.SECTION_47):
        open_steps(by=by, screening=screening, rows=DISCUSSION, protective=taken)
    elif taken.step == Protection.EMERGENCY_DUTY:
        work.open_duty(
            by=by, kind=PASSED_ON, subject=screening, what="Passed to you by MASH: acknowledge and act",
            responsible=EMERGENCY_DUTY, due_at=screening.runs_out_at, child_id=screening.child_record,
            reference=screening.reference, urgent=True, needs_ack=True, ladder="emergency-duty",
        )  # fmt: skip


@action
def look_at(*, by: Viewer, step: ProtectiveStep, view: str) -> ProtectiveStep:
    """A manager who did not take the step looks at it afterwards, and says what they make of it."""
    held = ProtectiveStep.objects.select_for_update(of=("self",)).select_related("screening")
    step = held.get(pk=step.pk, partnership_id=by.here)
    check_can_look(by, step)
    if not view.strip():
        raise Faulty([Fault("view", "Say what you make of it")])
    step.change(seen=None, looked_by_id=by.me, looked_at=now(), view=view.strip())
    clocks.stop(by=by, subject=step, rule=LOOK_BACK)
    work.finish(by=by, subject=step, kind=LOOK)
    step.screening.change(seen=None)
    record(by, "screening.look-at-step", step, child_id=step.screening.child_record)
    return step

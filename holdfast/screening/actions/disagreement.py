"""When somebody disagrees with MASH's decision: stages, each with a limit, until it is settled."""

from __future__ import annotations

from datetime import datetime

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..limits import LAST_STAGE, disagreement_rule
from ..models import Disagreement, DisagreementStage, Screening
from ..policies import check_can_answer_disagreement, check_can_disagree, check_can_pursue
from ..types import DisagreementState
from .queue import locked

KIND = "disagreement.answer"
# Who answers at each stage; at the first it is the screener, where one has the child. The head of service brings the last
# stage to the partnership.
ANSWERS = {1: "mash-screener", 2: "mash-manager", 3: "head-of-service", 4: "head-of-service"}


@action
def disagree(*, by: Viewer, screening: Screening, text: str, raised_for: str = "") -> Disagreement:
    """Say that one disagrees, and why. raised_for: whose disagreement it is, when it was told to MASH."""
    check_can_disagree(by, screening)
    screening = locked(by, screening)
    if not text.strip():
        raise Faulty([Fault("text", "Say what you disagree with, and what you think should happen")])
    if Disagreement.objects.filter(partnership_id=by.here, screening=screening, settled_at=None).exists():
        raise Refused("A disagreement about this child is open already. Add to that one.")
    made = Disagreement(
        id=new_id(), partnership_id=by.here, screening=screening, raised_by_id=by.me, raised_for=raised_for.strip()
    )
    made.due_at = _start(by, made, screening)
    made.save(force_insert=True)
    _say(by, made, "raised", text)
    _ask(by, made, screening)
    screening.change(seen=None)
    record(by, "disagreement.raise", made, child_id=screening.child_record)
    return made


@action
def answer_disagreement(*, by: Viewer, disagreement: Disagreement, text: str) -> Disagreement:
    """Answer at this stage. The one who disagrees then says that it is settled, or takes it a stage up."""
    disagreement = _held(by, disagreement)
    check_can_answer_disagreement(by, disagreement)
    if not text.strip():
        raise Faulty([Fault("text", "Write the answer")])
    _say(by, disagreement, "answered", text)
    work.finish(by=by, subject=disagreement, kind=KIND)
    record(by, "disagreement.answer", disagreement, child_id=disagreement.screening.child_record)
    return disagreement


@action
def escalate(*, by: Viewer, disagreement: Disagreement, text: str) -> Disagreement:
    """Take it a stage up, because it is not settled or its limit has passed."""
    disagreement = _held(by, disagreement)
    check_can_pursue(by, disagreement)
    if disagreement.stage >= LAST_STAGE:
        raise Refused("This is the last stage: the partnership settles it.")
    if not text.strip():
        raise Faulty([Fault("text", "Say what is not settled")])
    clocks.stop_all(by=by, subject=disagreement)
    work.withdraw(by=by, subject=disagreement, kind=KIND)
    disagreement.stage += 1
    due_at = _start(by, disagreement, disagreement.screening)
    disagreement.change(seen=None, stage=disagreement.stage, due_at=due_at)
    _say(by, disagreement, "raised", text)
    _ask(by, disagreement, disagreement.screening)
    record(by, "disagreement.escalate", disagreement, child_id=disagreement.screening.child_record, stage=disagreement.stage)
    return disagreement


@action
def settle(*, by: Viewer, disagreement: Disagreement, text: str) -> Disagreement:
    """Say how it was settled."""
    disagreement = _held(by, disagreement)
    check_can_pursue(by, disagreement)
    if not text.strip():
        raise Faulty([Fault("text", "Say how it was settled")])
    _say(by, disagreement, "settled", text)
    disagreement.change(seen=None, state=DisagreementState.SETTLED, settled_at=now())
    clocks.stop_all(by=by, subject=disagreement)
    work.withdraw(by=by, subject=disagreement, kind=KIND)
    record(by, "disagreement.settle", disagreement, child_id=disagreement.screening.child_record)
    return disagreement


def _held(by: Viewer, disagreement: Disagreement) -> Disagreement:
    rows = Disagreement.objects.select_for_update(of=("self",)).select_related("screening__referral")
    held = rows.filter(pk=disagreement.pk, partnership_id=by.here).first()
    if held is None:
        raise NotHere
    if held.settled_at is not None:
        raise Refused("This disagreement has been settled.")
    return held


def _start(by: Viewer, disagreement: Disagreement, screening: Screening) -> datetime:
    rule = disagreement_rule(disagreement.stage)
    return clocks.start(by=by, rule=rule, subject=disagreement, at=now(), child_id=screening.child_record).due_at


def _say(by: Viewer, disagreement: Disagreement, kind: str, text: str) -> None:
    DisagreementStage.objects.create(
        partnership_id=by.here,
        disagreement=disagreement,
        stage=disagreement.stage,
        kind=kind,
        text=text.strip(),
        said_by_id=by.me,
    )


def _ask(by: Viewer, disagreement: Disagreement, screening: Screening) -> None:
    own = disagreement.stage == 1 and screening.assigned_to_id
    on = Responsible(user_id=screening.assigned_to_id) if own else Responsible(role=ANSWERS[disagreement.stage])
    work.open_duty(
        by=by, kind=KIND, subject=disagreement, what="Answer a professional disagreement", responsible=on,
        due_at=disagreement.due_at, child_id=screening.child_record, reference=screening.reference, ladder="limit",
    )  # fmt: skip

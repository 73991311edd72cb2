"""What the manager, or the standing procedure, tells the social worker to check; each done, or not done and why."""

from __future__ import annotations

from datetime import datetime

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.work import actions as work
from holdfast.work.types import Responsible

from ..models import Instruction, Screening
from ..policies import check_can_manage, check_can_screen
from ..standing import STANDING
from ..types import GivenBy, InstructionState
from .intake import SCREENERS
from .queue import locked

KIND = "screening.instruction"


@action
def instruct(*, by: Viewer, screening: Screening, what: str, with_whom: str, due_at: datetime) -> Instruction:
    """The manager says what is to be checked, with whom and how fast."""
    screening = locked(by, screening)
    check_can_manage(by)
    check_can_screen(by, screening)
    faults = []
    if not what.strip():
        faults.append(Fault("what", "Say what is to be checked"))
    if due_at <= now():
        faults.append(Fault("due_at", "Choose a time that is still to come"))
    if faults:
        raise Faulty(faults)
    return _give(by, screening, what.strip(), with_whom.strip(), due_at, GivenBy.MANAGER)


@action
def instruct_by_procedure(*, by: Viewer, screening: Screening) -> list[Instruction]:
    """Give the instructions of the standing procedure, those that are not there yet. Each runs out with the screening."""
    screening = locked(by, screening)
    check_can_screen(by, screening)
    there = set(
        Instruction.objects.filter(partnership_id=by.here, screening=screening, given=GivenBy.STANDING).values_list(
            "what", flat=True
        )
    )
    given = [
        _give(by, screening, row.what, row.with_whom, screening.runs_out_at, GivenBy.STANDING)
        for row in STANDING
        if row.what not in there
    ]
    record(by, "screening.standing-instructions", screening, child_id=screening.child_record, given=len(given))
    return given


def _give(by: Viewer, screening: Screening, what: str, whom: str, due_at: datetime, given: GivenBy) -> Instruction:
    made = Instruction.objects.create(
        partnership_id=by.here,
        screening=screening,
        what=what,
        with_whom=whom,
        due_at=due_at,
        given=given,
        given_by_id=by.person_id if given == GivenBy.MANAGER else None,
    )
    if given == GivenBy.MANAGER:
        _duty(by, screening, made)
    record(by, "screening.instruct", made, child_id=screening.child_record, given=str(given))
    return made


def _duty(by: Viewer, screening: Screening, made: Instruction) -> None:
    """A manager's instruction stands on the screener's own list; standing ones are on the screening's page."""
    work.open_duty(
        by=by,
        kind=KIND,
        subject=made,
        what="Do what the manager instructed",
        responsible=Responsible(user_id=screening.assigned_to_id) if screening.assigned_to_id else SCREENERS,
        due_at=made.due_at,
        child_id=screening.child_record,
        reference=screening.reference,
        ladder="limit",
    )


@action
def answer_instruction(*, by: Viewer, instruction: Instruction, done: bool, outcome: str, seen: int | None = None) -> Instruction:
    """Mark an instruction done, with what was found, or not done, with the reason."""
    check_can_screen(by, instruction.screening)
    if instruction.state != InstructionState.TO_DO:
        raise Refused("This instruction has been answered already.")
    if not outcome.strip():
        words = "Say what was found" if done else "Say why this was not done"
        raise Faulty([Fault("outcome", words)])
    instruction.change(
        seen=seen,
        state=InstructionState.DONE if done else InstructionState.NOT_DONE,
        outcome=outcome.strip(),
        answered_by_id=by.me,
        answered_at=now(),
    )
    work.finish(by=by, subject=instruction, kind=KIND)
    record(by, "screening.answer-instruction", instruction, child_id=instruction.screening.child_record, done=done)
    return instruction

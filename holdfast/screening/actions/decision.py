"""The decision for one child: proposed by the screener, ratified by a manager who is not the screener, never changed."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.agreements import check_may_share
from holdfast.rules.outcomes import DECIDING, Outcome
from holdfast.rules.thresholds import LEVELS, level_name
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..limits import DECISION
from ..models import AgencyCheck, ConsentWeighing, Decision, Proposal, Screening
from ..policies import check_can_correct, check_can_ratify, check_can_screen
from ..suggesting import suggestion_for
from ..types import CheckState, Consent, ProposalState, State
from .queue import DECIDE, locked, open_decide

RATIFY = "screening.ratify"
MANAGERS = Responsible(role="mash-manager")


@dataclass(frozen=True)
class Choice:
    """What a screener proposes for one child."""

    level: int
    outcome: str
    rationale: str


@action
def propose(
    *,
    by: Viewer,
    screening: Screening,
    choice: Choice,
    seen: int | None = None,
    corrects: Decision | None = None,
    correction_reason: str = "",
) -> Proposal:
    """Propose a decision. It waits for a manager; what protects a child now does not, and is taken apart from it.

    corrects: the decision this one would supersede, with the reason why that was wrong.
    """
    screening = locked(by, screening)
    _check_can_propose(by, screening, corrects, correction_reason)
    _check_choice(by, screening, choice)
    standing = Proposal.objects.filter(partnership_id=by.here, screening=screening, state=ProposalState.WAITING)
    for earlier in standing:
        earlier.change(seen=None, state=ProposalState.REPLACED)
    screening.change(seen=seen, state=State.PROPOSED, returned_at=None)
    proposal = Proposal.objects.create(
        partnership_id=by.here,
        screening=screening,
        level=choice.level,
        outcome=choice.outcome,
        rationale=choice.rationale.strip(),
        suggestion=suggestion_for(screening),
        proposed_by_id=by.me,
        corrects=corrects,
        correction_reason=correction_reason.strip(),
    )
    _rest_on_managers(by, screening)
    record(by, "decision.propose", proposal, child_id=screening.child_record, outcome=choice.outcome, level=choice.level)
    return proposal


def _check_can_propose(by: Viewer, screening: Screening, corrects: Decision | None, reason: str) -> None:
    if corrects is None:
        check_can_screen(by, screening)
        if screening.state == State.NEW:
            raise Refused("Acknowledge this referral first, so that everybody can see who has it.")
        return
    check_can_correct(by, screening, corrects)
    if not reason.strip():
        raise Faulty([Fault("correction_reason", "Say what was wrong with the decision")])


def _check_choice(by: Viewer, screening: Screening, choice: Choice) -> None:
    faults = []
    if choice.level not in LEVELS:
        faults.append(Fault("level", "Choose the level of need"))
    if choice.outcome not in {outcome.value for outcome in DECIDING}:
        faults.append(Fault("outcome", "Choose the outcome"))
    if not choice.rationale.strip():
        faults.append(Fault("rationale", "Write the rationale: what you weighed, and why this outcome"))
    weighed = _weighed(by, screening)
    if weighed is None:
        faults.append(Fault("", "Weigh consent first, and write down the lawful basis."))
    elif choice.outcome == Outcome.EARLY_HELP and weighed.outcome != Consent.AGREED:
        faults.append(Fault("outcome", "Early help needs the family's agreement: record it under consent, or choose otherwise"))
    if faults:
        raise Faulty(faults)
    _check_agreed(by, screening, choice.outcome)


def _check_agreed(by: Viewer, screening: Screening, outcome: str) -> None:
    """Early help rests on agreement that holds today: at the proposal, and again when it is ratified."""
    if outcome == Outcome.EARLY_HELP and screening.child_record is not None:
        check_may_share(by, screening.child_record, "early_help")


def _weighed(by: Viewer, screening: Screening) -> ConsentWeighing | None:
    rows = ConsentWeighing.objects.filter(partnership_id=by.here, screening=screening)
    return rows.order_by("-created_at", "-pk").first()


def _rest_on_managers(by: Viewer, screening: Screening) -> None:
    work.finish(by=by, subject=screening, kind=DECIDE)
    work.open_duty(
        by=by, kind=RATIFY, subject=screening, what="Ratify a proposed decision", responsible=MANAGERS,
        clock=screening.decision_clock, due_at=screening.runs_out_at, child_id=screening.child_record,
        reference=screening.reference, urgent=screening.rating == "red", ladder="limit",
    )  # fmt: skip


def _held(by: Viewer, proposal: Proposal) -> Proposal:
    """The proposal as it is now, held until the change is made. The screening first, always in this order."""
    locked(by, Screening(pk=proposal.screening_id))
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "screening__referral", "screening__child", "screening__decision_clock", "corrects"
    )
    return rows.get(pk=proposal.pk, partnership_id=by.here)


@action
def ratify(*, by: Viewer, proposal: Proposal, note: str = "") -> Decision:
    """A manager who is not the screener makes the proposal the decision. The decision clock stops at this moment."""
    proposal = _held(by, proposal)
    check_can_ratify(by, proposal)
    screening = proposal.screening
    _check_agreed(by, screening, proposal.outcome)
    decision = Decision.objects.create(
        partnership_id=by.here,
        screening=screening,
        proposal=proposal,
        referral_id=screening.referral_id,
        child_record=screening.child_record,
        level=proposal.level,
        level_name=level_name(proposal.level, figures(by.here)),
        outcome=proposal.outcome,
        rationale=proposal.rationale,
        proposed_by_id=proposal.proposed_by_id,
        ratified_by_id=by.me,
        note=note.strip(),
        supersedes=proposal.corrects,
    )
    proposal.change(seen=None, state=ProposalState.RATIFIED, answered_by_id=by.me, answered_at=now(), answer=note.strip())
    screening.change(seen=None, state=State.DECIDED, ended_at=screening.ended_at or now())
    _end_work(by, screening)
    record(by, "decision.ratify", decision, child_id=screening.child_record, outcome=decision.outcome)
    return decision


def _end_work(by: Viewer, screening: Screening) -> None:
    """Nothing of the screening is left to do: its clock stops, its duties end, unanswered checks are no longer needed."""
    clocks.stop(by=by, subject=screening, rule=DECISION)
    work.finish(by=by, subject=screening, kind=RATIFY)
    work.withdraw(by=by, subject=screening)
    waiting = AgencyCheck.objects.filter(partnership_id=by.here, screening=screening, state=CheckState.ASKED)
    for check in waiting:
        check.change(seen=None, state=CheckState.WITHDRAWN)
        clocks.stop_all(by=by, subject=check)
        work.withdraw(by=by, subject=check)
    Screening.objects.filter(pk=screening.pk, partnership_id=by.here).update(checks_waiting=0)


@action
def send_back(*, by: Viewer, proposal: Proposal, reason: str) -> Proposal:
    """The manager does not ratify, and says what is missing. The clock runs on."""
    proposal = _held(by, proposal)
    check_can_ratify(by, proposal)
    if not reason.strip():
        raise Faulty([Fault("note", "Say what is missing, so that the screener can go on")])
    proposal.change(seen=None, state=ProposalState.SENT_BACK, answered_by_id=by.me, answered_at=now(), answer=reason.strip())
    screening = proposal.screening
    work.finish(by=by, subject=screening, kind=RATIFY)
    if proposal.corrects_id is None:
        screening.change(seen=None, state=State.SCREENING)
        open_decide(by, screening)
    else:
        screening.change(seen=None, state=State.DECIDED)
    record(by, "decision.send-back", proposal, child_id=screening.child_record)
    return proposal

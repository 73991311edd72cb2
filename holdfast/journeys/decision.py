"""From a manager's ratification to everything that follows it: steps, the child's chronology, word to the referrer."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms.actions import send
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import Recipient
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.actions.afterwards import feed_back, move
from holdfast.referrals.models import Referral
from holdfast.referrals.types import ReferralState
from holdfast.rules.outcomes import OUTCOMES, Outcome, outcome_steps
from holdfast.screening import actions as screening
from holdfast.screening.actions import chronicle
from holdfast.screening.models import Decision, OutcomeStep, Proposal, Screening
from holdfast.screening.types import StepState

from .referral import link

TOLD = ("tell_referrer", "give_advice", "ask_family")


@action
def ratify(*, by: Viewer, proposal: Proposal, note: str = "") -> Decision:
    """Ratify, and set going what the outcome asks for: its steps as duties on their clocks, and word to the referrer."""
    decision = screening.ratify(by=by, proposal=proposal, note=note)
    if decision.supersedes is not None:
        screening.withdraw_steps(by=by, decision=decision.supersedes)
    child = decision.screening
    screening.open_steps(by=by, screening=child, rows=outcome_steps(Outcome(decision.outcome)), decision=decision)
    chronicle.decided(by, child, decision)
    _move_referral(by, child.referral)
    return decision


def _move_referral(by: Viewer, referral: Referral) -> None:
    """The referrer's status says "decided" once every child on the referral has been."""
    waiting = Screening.objects.filter(partnership_id=by.here, referral_id=referral.pk, ended_at__isnull=True)
    if not waiting.exists():
        move(by=by, referral=referral, state=ReferralState.DECIDED)


@action
def tell_referrer(*, by: Viewer, child: Screening, words: str) -> None:
    """Tell the referrer what came of it, for one child. They read it after signing in; the message carries nothing."""
    feed_back(by=by, referral=child.referral, words=words, referred_child=child.child)
    _send_word(by, child.referral)
    steps = OutcomeStep.objects.filter(
        partnership_id=by.here, screening=child, key__in=TOLD, state=StepState.TO_DO, withdrawn_at=None
    )
    for step in steps:
        screening.finish_step(by=by, step=step, note="The referrer was told.")
    record(by, "decision.tell-referrer", child, child_id=child.child_record)


def _send_word(by: Viewer, referral: Referral) -> None:
    """An address that cannot be written to gets no message; the answer stands on the status page all the same."""
    if not referral.referrer_email:
        return
    own = f"/referrals/{referral.pk}/" if referral.sender_id else "/refer/status/"
    try:
        cleared = clear(
            by=by,
            template="referral.feedback",
            recipient=Recipient("referrer", referral.referrer_email, referral.sender_id),
            reference=referral.reference,
            facts={"link": link(own)},
        )
    except Refused:
        record(by, "decision.no-message", referral)
        return
    send(by=by, cleared=cleared)


def suggested_words(outcome: str, *, limited: bool) -> str:
    """Words to begin from when telling the referrer. A member of the public is told only that it was looked at."""
    if limited:
        return "Thank you for telling us. We have looked at what you told us and have done what is needed."
    return f"MASH has looked at your referral and decided: {OUTCOMES[Outcome(outcome)].label.lower()}."


def has_been_told(by: Viewer, screening_id: UUID) -> bool:
    """Whether the referrer has been told about this child."""
    steps = OutcomeStep.objects.filter(partnership_id=by.here, screening_id=screening_id, key="tell_referrer")
    return steps.filter(state=StepState.DONE).exists()

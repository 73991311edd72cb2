"""Consent is weighed, and the lawful basis is written down apart from it."""

from __future__ import annotations

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.actions.afterwards import move
from holdfast.referrals.types import ReferralState
from holdfast.rules.lawful_basis import LAWFUL_BASES

from .. import fed
from ..models import ConsentWeighing, Screening
from ..policies import check_can_screen
from ..returning import why_not_returned
from ..types import Consent, State
from .queue import locked

_BASES = {option.key for option in LAWFUL_BASES}


@action
def weigh_consent(
    *, by: Viewer, screening: Screening, outcome: Consent, reason: str, lawful_basis: str, basis_note: str = ""
) -> ConsentWeighing:
    """Write down how agreement was weighed, and on what basis information is shared. Each weighing is kept."""
    screening = locked(by, screening)
    check_can_screen(by, screening)
    if outcome == Consent.RETURNED:
        raise Refused("Return the referral for agreement by its own form: it has conditions.")
    return _weigh(by, screening, outcome, reason, lawful_basis, basis_note)


@action
def return_for_consent(*, by: Viewer, screening: Screening, reason: str) -> Screening:
    """Ask the referrer to seek the family's agreement. The clock runs on and the child stays on the queue (H4).

    Refused for anything but a request for support without a worry about safety.
    """
    screening = locked(by, screening)
    check_can_screen(by, screening)
    refusal = why_not_returned(screening)
    if refusal:
        raise Refused(refusal)
    _weigh(by, screening, Consent.RETURNED, reason, "public_task", "")
    screening.change(seen=None, state=State.RETURNED, returned_at=now())
    move(by=by, referral=screening.referral, state=ReferralState.RETURNED)
    return screening


@action
def take_up_again(*, by: Viewer, screening: Screening) -> Screening:
    """The family's answer has come, or is waited for no longer: screening goes on."""
    screening = locked(by, screening)
    check_can_screen(by, screening)
    if screening.state != State.RETURNED:
        raise Refused("This referral is not with the referrer for agreement.")
    screening.change(seen=None, state=State.SCREENING)
    move(by=by, referral=screening.referral, state=ReferralState.SCREENING)
    record(by, "screening.take-up-again", screening, child_id=screening.child_record)
    return screening


def _weigh(by: Viewer, screening: Screening, outcome: Consent, reason: str, lawful_basis: str, note: str) -> ConsentWeighing:
    faults = []
    if not reason.strip():
        faults.append(Fault("reason", "Give the reason"))
    if lawful_basis not in _BASES:
        faults.append(Fault("lawful_basis", "Choose the lawful basis: it is not the same as agreement"))
    if faults:
        raise Faulty(faults)
    weighed = ConsentWeighing.objects.create(
        partnership_id=by.here,
        screening=screening,
        outcome=outcome,
        reason=reason.strip(),
        lawful_basis=lawful_basis,
        basis_note=note.strip(),
        weighed_by_id=by.me,
    )
    screening.change(seen=None)
    fed.from_weighing(by, weighed, screening)
    record(by, "screening.weigh-consent", weighed, child_id=screening.child_record, outcome=str(outcome))
    return weighed

"""MASH lets a referral go that its referrer has withdrawn; or goes on with it, because a worry once known stays known."""

from __future__ import annotations

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.actions.afterwards import move
from holdfast.referrals.types import ReferralState
from holdfast.work import actions as work
from holdfast.work import clocks

from ..models import Screening
from ..policies import check_can_manage, check_can_screen
from ..types import State
from .queue import locked


@action
def withdraw(*, by: Viewer, screening: Screening, reason: str) -> Screening:
    """A manager agrees that nothing more is to be done, because the referrer has withdrawn."""
    screening = locked(by, screening)
    check_can_manage(by)
    check_can_screen(by, screening)
    if screening.referral.withdrawn_at is None:
        raise Refused("The referrer has not withdrawn this.")
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why MASH does not go on")])
    screening.change(seen=None, state=State.WITHDRAWN, ended_at=now())
    clocks.stop_all(by=by, subject=screening)
    work.withdraw(by=by, subject=screening)
    _tell_referrer(by, screening)
    record(by, "screening.withdraw", screening, child_id=screening.child_record)
    return screening


def _tell_referrer(by: Viewer, screening: Screening) -> None:
    """Once every child has ended: "withdrawn", unless something was decided for a brother or sister."""
    together = Screening.objects.filter(partnership_id=by.here, referral_id=screening.referral_id)
    if together.filter(ended_at__isnull=True).exists():
        return
    decided = together.filter(state__in=[State.DECIDED, State.PASSED]).exists()
    move(by=by, referral=screening.referral, state=ReferralState.DECIDED if decided else ReferralState.WITHDRAWN)

"""Who has what on the queue: acknowledging, assigning, and handing over when a shift ends."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.models import Membership
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.actions.afterwards import move
from holdfast.referrals.types import ReferralState
from holdfast.work import actions as work
from holdfast.work.types import Responsible

from ..models import IS_OPEN, HandOver, Screening
from ..policies import check_can_screen
from ..types import State
from .intake import ACKNOWLEDGE, SCREENERS

DECIDE = "screening.decide"
RED = "screening.red"
SCREENING_ROLES = ("mash-screener", "mash-manager", "emergency-duty", "head-of-service")


def locked(by: Viewer, screening: Screening) -> Screening:
    """The row as it is now, held until the change is made."""
    rows = Screening.objects.select_for_update(of=("self",)).select_related("referral", "child", "decision_clock")
    return rows.get(pk=screening.pk, partnership_id=by.here)


@action
def acknowledge(*, by: Viewer, screening: Screening) -> Screening:
    """A named person says that they have this child's referral. It is theirs until they pass it on.

    When somebody else was a moment faster, nothing changes and it stays with them.
    """
    screening = locked(by, screening)
    check_can_screen(by, screening)
    work.finish(by=by, subject=screening, kind=RED)
    if screening.acknowledged_at is None:
        screening.change(seen=None, acknowledged_by_id=by.person_id, acknowledged_at=now(), state=State.SCREENING)
        work.finish(by=by, subject=screening, kind=ACKNOWLEDGE)
        _give(by, screening, screening.assigned_to_id or by.person_id, note="")
        _tell_referrer_it_is_looked_at(by, screening)
    record(by, "screening.acknowledge", screening, child_id=screening.child_record)
    return screening


def _tell_referrer_it_is_looked_at(by: Viewer, screening: Screening) -> None:
    """The referrer's status page says so from the first acknowledgement, and never goes back to "received"."""
    if screening.referral.state == ReferralState.RECEIVED:
        move(by=by, referral=screening.referral, state=ReferralState.SCREENING)


@action
def assign(*, by: Viewer, screening: Screening, to: UUID | None, note: str = "") -> Screening:
    """Give a screening to a screener, or back to everybody (`to` None)."""
    screening = locked(by, screening)
    check_can_screen(by, screening)
    if to is not None:
        _check_screens(by, to)
    _give(by, screening, to, note)
    record(by, "screening.assign", screening, child_id=screening.child_record, to=to)
    return screening


@action
def hand_over(*, by: Viewer, to: UUID | None, note: str) -> list[Screening]:
    """Pass on everything that is mine, at the end of a shift, with a note. None left behind, none passed twice."""
    check_can_screen(by)
    if to is not None:
        _check_screens(by, to)
    if to == by.person_id:
        raise Faulty([Fault("to", "Choose somebody else: these are yours already.")])
    rows = Screening.objects.select_for_update(of=("self",)).select_related("referral", "child", "decision_clock")
    mine = list(rows.filter(IS_OPEN, partnership_id=by.here, assigned_to_id=by.person_id).order_by("runs_out_at"))
    if not mine:
        raise Refused("You have nothing to hand over.")
    for screening in mine:
        _give(by, screening, to, note)
    record(by, "screening.hand-over", screenings=len(mine), to=to)
    return mine


def _check_screens(by: Viewer, user_id: UUID) -> None:
    """Only somebody who screens now can be given a screening."""
    posts = Membership.objects.filter(
        in_force(), partnership_id=by.here, user_id=user_id, role__in=SCREENING_ROLES, user__is_active=True
    )
    if not posts.exists():
        raise Faulty([Fault("to", "Choose somebody who screens for MASH or the emergency duty team.")])


def _give(by: Viewer, screening: Screening, to: UUID | None, note: str) -> None:
    """Write the hand-over, and rest the duty to decide on whoever has it now."""
    before = screening.assigned_to_id
    HandOver.objects.create(
        partnership_id=by.here, screening=screening, given_by_id=by.me, from_user_id=before, to_user_id=to, note=note
    )
    screening.change(seen=None, assigned_to_id=to)
    work.withdraw(by=by, subject=screening, kind=DECIDE)
    if screening.acknowledged_at is not None and screening.state == State.SCREENING:
        open_decide(by, screening)


def open_decide(by: Viewer, screening: Screening) -> None:
    """The duty to screen this child and propose a decision."""
    work.open_duty(
        by=by,
        kind=DECIDE,
        subject=screening,
        what="Screen and propose a decision",
        responsible=Responsible(user_id=screening.assigned_to_id) if screening.assigned_to_id else SCREENERS,
        clock=screening.decision_clock,
        due_at=screening.runs_out_at,
        child_id=screening.child_record,
        reference=screening.reference,
        urgent=screening.rating == "red" or screening.in_danger,
        ladder="limit",
    )

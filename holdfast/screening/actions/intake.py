"""A referral reaches MASH: every child on it is screened, on a clock, and somebody must say that they have it."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.referrals.models import Referral, ReferredChild
from holdfast.referrals.walls import who_deals_with_worries_about_workers
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..limits import DECISION, Figures, mash_is_open, rating_limit, somebody_is_there
from ..models import Screening
from ..types import Rating

SCREENERS = Responsible(role="mash-screener")
EMERGENCY_DUTY = Responsible(role="emergency-duty")
ACKNOWLEDGE = "screening.acknowledge"


@dataclass(frozen=True)
class Watch:
    """Who must acknowledge a new item, and how it climbs until they do."""

    responsible: tuple[Responsible, ...]
    ladder: str
    what: str


@action
def receive(*, by: Viewer, referral: Referral) -> list[Screening]:
    """Put every child of a referral on MASH's queue. Doing so twice changes nothing.

    A child in danger while MASH is closed goes to the emergency duty team, on a ladder of its own (H2).
    """
    known = set(Screening.objects.filter(partnership_id=by.here, referral_id=referral.pk).values_list("child_id", flat=True))
    children = ReferredChild.objects.filter(partnership_id=by.here, referral_id=referral.pk).order_by("position")
    edition = figures(by.here)
    made = [_one(by, referral, child, edition) for child in children if child.pk not in known]
    record(by, "screening.receive", referral, children=len(made))
    return made


def _one(by: Viewer, referral: Referral, child: ReferredChild, edition: Figures) -> Screening:
    received = referral.received_at
    in_danger = referral.urgent or child.safe_now == "no"
    screening = Screening(
        partnership_id=by.here,
        referral=referral,
        child=child,
        reference=referral.reference,
        received_at=received,
        in_danger=in_danger,
        out_of_hours=not mash_is_open(received, edition),
    )
    clock = clocks.start(by=by, rule=DECISION, subject=screening, at=received, using=edition)
    screening.decision_clock, screening.decision_due_at = clock, clock.due_at
    red = rating_limit(Rating.RED, received, edition).due
    screening.runs_out_at = min(clock.due_at, red) if in_danger else clock.due_at
    screening.save(force_insert=True)
    _ask_for_acknowledgement(by, screening, edition)
    return screening


def _ask_for_acknowledgement(by: Viewer, screening: Screening, edition: Figures) -> None:
    watch = watch_for(screening, edition)
    for responsible in watch.responsible:
        work.open_duty(
            by=by,
            kind=ACKNOWLEDGE,
            subject=screening,
            what=watch.what,
            responsible=responsible,
            due_at=screening.runs_out_at,
            reference=screening.reference,
            urgent=screening.in_danger,
            needs_ack=True,
            ladder=watch.ladder,
            climbs_from=None if screening.in_danger else somebody_is_there(screening.created_at, edition),
            using=edition,
        )


def watch_for(screening: Screening, edition: Figures) -> Watch:
    """Who answers for a new item: MASH; the emergency duty team for a child in danger while MASH is closed.

    A worry about a worker rests on those who deal with such worries, by name: a role would show it to the very person.
    """
    if screening.referral.about_worker:
        return Watch(_readers(screening), "", "Acknowledge a new referral")
    if not screening.in_danger:
        return Watch((SCREENERS,), "mash-new", "Acknowledge a new referral")
    if mash_is_open(screening.created_at, edition):
        return Watch((SCREENERS,), "mash-red", "Acknowledge: a child may be in danger now")
    return Watch((EMERGENCY_DUTY,), "emergency-duty", "MASH is closed and a child may be in danger now: acknowledge and act")


def _readers(screening: Screening) -> tuple[Responsible, ...]:
    referral = screening.referral
    named = list(referral.chosen) or who_deals_with_worries_about_workers(
        screening.partnership_id, outside=referral.worker_agency_id, but=referral.kept_from
    )
    return tuple(Responsible(user_id=user_id) for user_id in named[:20]) or (Responsible(role="head-of-service"),)

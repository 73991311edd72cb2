"""Assessments that went to no MASH, and levels that the exploitation manager looks at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from holdfast.journeys import referral as journeys
from holdfast.referrals.models import FloorReview
from holdfast.referrals.types import ReviewState

from ..cast.plan import Planned
from ..cast.worries import BY_KEY
from . import office
from .sending import assess_alone
from .telling import Teller

MANAGER = "Siobhan Walsh"
DAY = 24.0
EARLY_HELP = 5


def tell(teller: Teller, plans: list[Planned]) -> None:
    """Early signs with early help; a level below the floor; a MODERATE that was not referred."""
    worked = [plan for plan in plans if plan.referrer.worker and plan.stage in ("early_help", "no_further_action")]
    drift = BY_KEY["drift"]
    for place, plan in enumerate(worked[:EARLY_HELP]):
        assess_alone(teller, replace(plan, worry=drift, children=plan.children[:1]), teller.ago((70 + 9 * place) * DAY))
    known = {plan.family.key: plan for plan in plans}
    below = replace(known["yapp"], worry=drift)
    assess_alone(
        teller, below, teller.ago(2 * DAY),
        below_floor_reason="The signs are few and old, and her parents have acted. I ask you to look.",
    )  # fmt: skip
    unreferred = replace(known["marlow-lee"], stage="alone", worry=BY_KEY["online-game"])
    asked = teller.ago(9 * DAY)
    assess_alone(
        teller, unreferred, asked,
        no_referral_reason="The police have the case and her mother asked us to wait for them until Friday.",
    )  # fmt: skip
    _confirm_oldest(teller, office.after(asked, 9))


def _confirm_oldest(teller: Teller, at: datetime) -> None:
    """The manager has looked at the older of the two, and agrees."""
    with teller.acting(MANAGER, at) as by:
        rows = FloorReview.objects.filter(partnership_id=by.here, state=ReviewState.OPEN, created_at__lt=at)
        for row in rows.select_related("assessment").order_by("created_at", "pk")[:1]:
            reason = "Rang the writer and the officer. The level stands, and MASH has been told by the police."
            journeys.review_level(by=by, review=row, level=row.assessment.level, reason=reason, seen=row.version)

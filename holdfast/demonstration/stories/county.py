"""The whole story of the county, in the order in which it happened."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from holdfast.kernel.time import LONDON

from ..cast.families import SEED
from ..cast.plan import Planned, planned
from . import levels
from .paths import follow_path
from .sending import ask_advice, leave_drafts, send
from .telling import Teller

LATE_EVENING = time(21, 40)
DRAFTS, CALLS = 5, 8


def tell(teller: Teller) -> int:
    """Send every planned referral and do what was done with it. Gives how many there are."""
    plans = list(planned(teller.families, seed=SEED))
    moments = sorted(((_sent(teller, plan), plan.number, plan) for plan in plans), key=lambda row: row[:2])
    levels.tell(teller, plans)
    for place, (at, _, plan) in enumerate(moments):
        follow_path(teller, plan, send(teller, plan, at), at, place)
    staffed = [plan for plan in plans if plan.referrer.worker and plan.stage not in ("lado", "adult")]
    leave_drafts(teller, staffed[-DRAFTS:])
    ask_advice(teller, staffed[20 : 20 + CALLS])
    return len(plans)


def _sent(teller: Teller, plan: Planned) -> datetime:
    """When it was sent; what came out of hours came late in the last evening there was."""
    if plan.stage != "out-of-hours":
        return teller.ago(plan.hours_ago)
    evening = datetime.combine(teller.until.astimezone(LONDON).date(), LATE_EVENING, LONDON)
    return evening if evening < teller.until - timedelta(minutes=30) else evening - timedelta(days=1)

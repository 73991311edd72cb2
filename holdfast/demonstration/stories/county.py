"""The whole story of the county, in the order in which it happened."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from holdfast.kernel.time import london_date
from holdfast.rules.local import at

from ..cast.families import SEED
from ..cast.plan import Planned, planned
from . import (
    closed,
    desks,
    files,
    interviews,
    keeping,
    letters,
    levels,
    meetings,
    minutes,
    missing,
    namesakes,
    panels,
    parents,
    patterns,
    plans_beside,
    record_copies,
    safety_plans,
    summaries,
    trigger_plans,
    unrelated,
)
from .paths import follow_path
from .sending import ask_advice, leave_drafts, send
from .telling import Teller

LATE_EVENING = time(21, 40)
DRAFTS, CALLS = 5, 8


def tell(teller: Teller) -> int:
    """Send every planned referral and do what was done with it. Gives how many there are."""
    plans = list(planned(teller.families, seed=SEED))
    levels.tell(teller, plans)
    summaries.tell(teller, plans)
    sent: list[files.Sent] = []
    for moment, plan in in_order(teller, plans):
        referral = send(teller, plan, moment)
        follow_path(teller, plan, referral, moment)
        sent.append((plan, referral, moment))
    staffed = [plan for plan in plans if plan.referrer.worker and plan.stage not in ("lado", "adult")]
    leave_drafts(teller, staffed[-DRAFTS:])
    ask_advice(teller, staffed[20 : 20 + CALLS])
    files.attach(teller, sorted(sent, key=lambda one: one[0].number))
    keeping.tell(teller)
    namesakes.tell(teller)
    closed.tell(teller)
    missing.tell(teller)
    patterns.tell(teller)
    unrelated.tell(teller)
    trigger_plans.tell(teller)
    parents.tell(teller)
    safety_plans.tell(teller)
    meetings.tell(teller)
    plans_beside.at_meetings(teller)
    minutes.tell(teller)
    panels.tell(teller)
    interviews.tell(teller)
    letters.tell(teller)
    desks.tell(teller)
    record_copies.tell(teller)
    return len(plans)


def in_order(teller: Teller, plans: list[Planned]) -> list[tuple[datetime, Planned]]:
    """When each was sent, the oldest first."""
    moments = [(_sent(teller, plan), plan) for plan in plans]
    return sorted(moments, key=lambda row: (row[0], row[1].place))


def _sent(teller: Teller, plan: Planned) -> datetime:
    """When it was sent; what came out of hours came late in the last evening there was."""
    if plan.stage != "out-of-hours":
        return teller.ago(plan.hours_ago)
    today = london_date(teller.until)
    evening = at(today, LATE_EVENING)
    return evening if evening < teller.until - timedelta(minutes=30) else at(today - timedelta(days=1), LATE_EVENING)

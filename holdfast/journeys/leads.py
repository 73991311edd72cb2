"""A lead of a return interview becomes something elsewhere: an action of the safety plan, or a referral that there is."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.missing.interview_types import LeadKind
from holdfast.missing.interviews.leading import Became, check_open, follow_lead, lead_of
from holdfast.missing.lead_models import Lead
from holdfast.plans.actions.writing import ItemGiven, open_plan, save_items
from holdfast.referrals.queries import referral_by_reference

ACTIONS = "agencies_do"
IN_PLAN = "What agencies do, in the safety plan"


@action
def follow(*, by: Viewer, lead_id: UUID, came_of: str, became: Became) -> Lead:
    """It is done. A reference that the viewer can open no referral by is a fault."""
    lead = lead_of(by, lead_id)
    check_open(lead)
    if reference := became.reference.strip():
        try:
            referral_by_reference(by, reference)
        except NotHere:
            words = "There is no referral of this reference that you can open. Check it."
            raise Faulty([Fault("reference", words)]) from None
    if lead.kind == LeadKind.PLAN and became.into_plan.strip():
        open_plan(by=by, child_id=lead.child_id)
        save_items(by=by, child_id=lead.child_id, given=[ItemGiven("into_plan", ACTIONS, became.into_plan)])
        became = replace(became, turned=IN_PLAN)
    made = follow_lead(by=by, lead_id=lead_id, came_of=came_of, became=became)
    record(by, "interview.lead-done", made, child_id=made.child_id)
    return made

"""A lead of a return interview becomes something elsewhere: a referral that was made is one that there is."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.missing.interview_models import Lead
from holdfast.missing.interviews.leading import Became, follow_lead
from holdfast.referrals.queries import referral_by_reference


@action
def follow(*, by: Viewer, lead_id: UUID, came_of: str, became: Became) -> Lead:
    """It is done. A reference that the viewer can open no referral by is a fault."""
    if reference := became.reference.strip():
        try:
            referral_by_reference(by, reference)
        except NotHere:
            words = "There is no referral of this reference that you can open. Check it."
            raise Faulty([Fault("reference", words)]) from None
    made = follow_lead(by=by, lead_id=lead_id, came_of=came_of, became=became)
    record(by, "interview.lead-done", made, child_id=made.child_id)
    return made

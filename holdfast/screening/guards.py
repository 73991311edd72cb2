"""What the database itself asks before it gives anything of a child's screening."""

from __future__ import annotations

from holdfast.access.walls import not_shut_out, reads
from holdfast.kernel.guard import AGENCY, OWN_PARTNERSHIP, Writes, has_grant
from holdfast.referrals.guards import NEEDED, guarded, sees_referral, sees_screening

OF_THE_QUEUE = guarded(f"{sees_referral(asked=True)} AND ({NEEDED} OR {not_shut_out('child_record')})")
OF_SCREENING = guarded(sees_screening())
FACT_OF_SCREENING = guarded(sees_screening(), writes=Writes.APPEND)
# What was asked of one agency is that agency's and MASH's, and no other agency's.
OF_A_CHECK = guarded(f"({NEEDED} OR {has_grant('screen')} OR agency_id = {AGENCY}) AND {sees_screening(asked=True)}")
OF_AN_ANSWER = guarded(
    f"{NEEDED} OR EXISTS (SELECT FROM screening_agencycheck held WHERE held.id = check_asked_id)", writes=Writes.APPEND
)
OF_A_STAGE = guarded(
    f"{NEEDED} OR EXISTS (SELECT FROM screening_disagreement held WHERE held.id = disagreement_id)", writes=Writes.APPEND
)
# A decision is read with its screening, and by those to whom the child's record opens.
OF_A_DECISION = f"{OWN_PARTNERSHIP} AND ({sees_screening()} OR {reads('child_record')})"

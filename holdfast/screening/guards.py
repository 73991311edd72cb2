"""What the database itself asks before it gives anything of a child's screening.

MASH reads a screening with its referral. Outside MASH: the referrer, and the child's own worker to whom it was passed, see how it
stands; an agency sees what it was asked itself; those in the child's circle what was decided. MASH's own work is MASH's.
"""

from __future__ import annotations

from holdfast.access.walls import ME_HERE, MINE, not_shut_out
from holdfast.kernel.guard import AGENCY, OWN_PARTNERSHIP, PERSON, REACH, TOKEN, Writes, declare_function, has_grant
from holdfast.referrals.guards import ALWAYS, DEALS_WITH_WORKERS, NEEDED, WHOLE, guarded, sees_referral

# Screenings of the referrals kept from somebody, or closed to them.
declare_function(
    "holdfast_kept_screenings(here uuid, me uuid, mine uuid)",
    returns="SETOF uuid",
    rows=10,
    body="""
    RETURN QUERY SELECT k.id FROM screening_screening k
    WHERE k.partnership_id = here AND k.referral_id IN (SELECT holdfast_kept_from(here, me, mine, false));
""",
)
declare_function(
    "holdfast_closed_screenings(here uuid, me uuid, mine uuid, deals_with_workers boolean, always boolean)",
    returns="SETOF uuid",
    rows=20,
    body="""
    RETURN QUERY SELECT k.id FROM screening_screening k
    WHERE k.partnership_id = here
    AND k.referral_id IN (SELECT holdfast_closed_referrals(here, me, mine, deals_with_workers, always));
""",
)
# Screenings of the referrals somebody sent or was given, or of children in whose circle they are.
declare_function(
    "holdfast_given_screenings(here uuid, me uuid, mine uuid, token text)",
    returns="SETOF uuid",
    rows=50,
    body="""
    RETURN QUERY SELECT k.id FROM screening_screening k
    WHERE k.partnership_id = here AND k.referral_id IN (SELECT holdfast_given(here, me, mine, token));
""",
)

_CLOSED = f"(SELECT holdfast_closed_screenings({ME_HERE}, {AGENCY}, {DEALS_WITH_WORKERS}, {ALWAYS}))"
_KEPT = f"(SELECT holdfast_kept_screenings({ME_HERE}, {AGENCY}))"
_GIVEN = f"(SELECT holdfast_given_screenings({ME_HERE}, {AGENCY}, {TOKEN}))"


def sees_screening(column: str = "screening_id", *, otherwise: str = "false") -> str:
    """The condition that a screening's work is open to the viewer: to MASH; to others by the condition `otherwise`."""
    return f"CASE WHEN {NEEDED} THEN true WHEN {WHOLE} THEN {column} NOT IN {_CLOSED} ELSE {otherwise} END"


WITH_ITS_SCREENING = f"screening_id IN {_GIVEN}"

OF_THE_QUEUE = guarded(f"{sees_referral()} AND ({NEEDED} OR {not_shut_out('child_record')})")
OF_MASH = guarded(sees_screening())
FACT_OF_MASH = guarded(sees_screening(), writes=Writes.APPEND)
OF_SCREENING = guarded(sees_screening(otherwise=WITH_ITS_SCREENING))
OF_A_ROUTE = guarded(sees_screening(otherwise=f"{PERSON} IN (worker_id, cover_id, manager_id)"))
# What was asked of one agency is that agency's and MASH's, and no other agency's.
OF_A_CHECK = guarded(
    sees_screening(otherwise=f"{has_grant('answer-checks')} AND agency_id = {AGENCY} AND screening_id NOT IN {_KEPT}")
)
OF_AN_ANSWER = guarded(
    f"{NEEDED} OR EXISTS (SELECT FROM screening_agencycheck held WHERE held.id = check_asked_id)", writes=Writes.APPEND
)
OF_A_STAGE = guarded(
    f"{NEEDED} OR EXISTS (SELECT FROM screening_disagreement held WHERE held.id = disagreement_id)", writes=Writes.APPEND
)
# A decision is read by MASH, and by those in whose circle the child is.
_IN_MY_CIRCLE = f"{REACH} = 'circle' AND child_record IN {MINE}"
OF_A_DECISION = f"{OWN_PARTNERSHIP} AND ({sees_screening(otherwise=_IN_MY_CIRCLE)})"

"""What the database itself asks before it gives a referral, or anything that belongs to one.

MASH reads every referral but those kept from the reader (H10). Everybody else reads those they sent or were given, those passed
to them as the child's own worker, and those of a child whose record opens to them; of one that their agency was asked about, who
it is. A visitor reads what their own cookie sent.
"""

from __future__ import annotations

from holdfast.access.walls import ME_HERE, reads
from holdfast.kernel.guard import AGENCY, OWN_PARTNERSHIP, PERSON, TOKEN, Guard, Writes, declare_function, has_grant

# Referrals walled off from somebody: they are, or seem to be, in the case, or it is about a worker of their own agency.
declare_function(
    "holdfast_kept_from(here uuid, me uuid, mine uuid)",
    returns="SETOF uuid",
    rows=5,
    body="""
    RETURN QUERY
    SELECT r.id FROM referrals_referral r
    WHERE r.partnership_id = here AND r.kept_from <> '{}' AND r.kept_from @> ARRAY[me]
    UNION
    SELECT r.id FROM referrals_referral r
    WHERE r.partnership_id = here AND r.about_worker AND r.worker_agency_id = mine
    AND NOT (r.chosen @> ARRAY[me]) AND r.sender_id IS DISTINCT FROM me
    AND NOT EXISTS (SELECT FROM referrals_share s WHERE s.partnership_id = here AND s.referral_id = r.id
                    AND s.user_id = me AND s.ended_at IS NULL);
""",
)

# Whether one referral is among those somebody outside MASH reads. asked: an agency's question about it counts too.
declare_function(
    "holdfast_given_referral(here uuid, me uuid, mine uuid, token text, wanted uuid, asked boolean)",
    returns="boolean",
    body="""
    IF me IS NULL THEN
        RETURN EXISTS (SELECT FROM referrals_referral r
            WHERE r.partnership_id = here AND r.id = wanted AND r.sender_token = token AND token <> '');
    END IF;
    RETURN wanted NOT IN (SELECT holdfast_kept_from(here, me, mine)) AND (
        EXISTS (SELECT FROM referrals_referral r WHERE r.partnership_id = here AND r.id = wanted AND r.sender_id = me)
        OR EXISTS (SELECT FROM referrals_share s WHERE s.partnership_id = here AND s.referral_id = wanted
            AND s.user_id = me AND s.ended_at IS NULL)
        OR (asked AND EXISTS (SELECT FROM screening_screening s JOIN screening_agencycheck c ON c.screening_id = s.id
            WHERE s.partnership_id = here AND s.referral_id = wanted AND c.agency_id = mine))
        OR EXISTS (SELECT FROM screening_screening s JOIN screening_opencaseroute o ON o.screening_id = s.id
            WHERE s.partnership_id = here AND s.referral_id = wanted AND me IN (o.worker_id, o.cover_id, o.manager_id))
        OR EXISTS (SELECT FROM referrals_consultation k WHERE k.partnership_id = here AND k.referral_id = wanted
            AND (k.caller_id = me OR k.advised_by_id = me))
        OR EXISTS (SELECT FROM referrals_referredchild c WHERE c.partnership_id = here AND c.referral_id = wanted
            AND CASE reach WHEN 'whole' THEN c.child_id NOT IN (SELECT holdfast_closed(here, me))
                WHEN 'circle' THEN c.child_id IN (SELECT holdfast_mine(here, me)) ELSE false END));
""",
)

# Whether one child's screening is read: with its referral, and never by a person of the case.
declare_function(
    "holdfast_sees_screening(here uuid, me uuid, mine uuid, token text, wanted uuid, asked boolean)",
    returns="boolean",
    body="""
    RETURN EXISTS (SELECT FROM screening_screening s
        WHERE s.partnership_id = here AND s.id = wanted
        AND (s.child_record IN (SELECT holdfast_shut_out(here, me))) IS NOT TRUE
        AND CASE WHEN string_to_array(current_setting('holdfast.grants', true), ',') && ARRAY['screen', 'see-lado']
            THEN s.referral_id NOT IN (SELECT holdfast_kept_from(here, me, mine))
            ELSE holdfast_given_referral(here, me, mine, token, s.referral_id, asked) END);
""",
)

NEEDED = has_grant("referrals")  # a job of the system that is named as needing referrals
_MASH = f"({has_grant('screen')} OR {has_grant('see-lado')} OR {has_grant('review-floors')})"
_KEPT = f"(SELECT holdfast_kept_from({ME_HERE}, {AGENCY}))"
_WHO = f"{ME_HERE}, {AGENCY}, {TOKEN}"


def sees_referral(column: str = "referral_id", *, asked: bool = False) -> str:
    """The condition that a referral is one the viewer reads."""
    return (
        f"CASE WHEN {NEEDED} THEN true WHEN {_MASH} THEN {column} NOT IN {_KEPT}"
        f" ELSE holdfast_given_referral({_WHO}, {column}, {str(asked).lower()}) END"
    )


def sees_screening(column: str = "screening_id", *, asked: bool = False) -> str:
    """The condition that a screening is one the viewer reads."""
    return f"CASE WHEN {NEEDED} THEN true ELSE holdfast_sees_screening({_WHO}, {column}, {str(asked).lower()}) END"


def guarded(condition: str, *, writes: Writes = Writes.KEEP, columns: tuple[str, ...] = ()) -> Guard:
    """Rows of one's own partnership for which a condition holds. What is written need not be readable to its writer."""
    return Guard(rows=f"{OWN_PARTNERSHIP} AND ({condition})", insert=OWN_PARTNERSHIP, writes=writes, columns=columns)


OF_REFERRAL = guarded(sees_referral())
FACT_OF_REFERRAL = guarded(sees_referral(), writes=Writes.APPEND)
OF_REFERRED_CHILD = guarded(f"{sees_referral(asked=True)} OR {reads()}")
OF_CONSULTATION = guarded(
    f"{NEEDED} OR {has_grant('screen')} OR {has_grant('log-consultation')} OR caller_id = {PERSON} OR advised_by_id = {PERSON}"
)
# An assessment stands alone, with a referral, or with a child's record.
OF_ASSESSMENT = guarded(
    f"CASE WHEN referral_id IS NULL THEN {NEEDED} OR writer_id = {PERSON} OR {has_grant('review-floors')}"
    f" ELSE {sees_referral()} END OR {reads()}",
    writes=Writes.APPEND,
    columns=("child_id",),
)
WITH_ASSESSMENT = "EXISTS (SELECT FROM referrals_riskassessment held WHERE held.id = assessment_id)"
OF_REVIEW = guarded(f"{NEEDED} OR {WITH_ASSESSMENT}")
OF_ONWARD = guarded(f"{NEEDED} OR {WITH_ASSESSMENT} OR (referral_id IS NOT NULL AND {sees_referral()})")
# A file on a draft is the writer's, whose drafts the database gives to nobody else; then it goes with the referral.
OF_ATTACHMENT = guarded(
    f"CASE WHEN referral_id IS NULL THEN EXISTS (SELECT FROM referrals_draft held WHERE held.id = draft_id)"
    f" ELSE {sees_referral()} END"
)

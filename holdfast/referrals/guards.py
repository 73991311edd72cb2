"""What the database itself asks before it gives a referral, or anything that belongs to one.

Those who read the whole partnership (MASH and its managers) read every referral but those closed to them: kept from them because
they are, or seem to be, in the case (H10), about a worker of their own agency, or about a child restricted to others.
Everybody else reads those they sent or were given, those passed to them as the child's own worker, and those of a child in whose
circle they are. A visitor reads what their own cookie sent.
"""

from __future__ import annotations

from holdfast.access.walls import ME_HERE, not_shut_out, reads
from holdfast.documents.guards import opens_with
from holdfast.kernel.guard import (
    AGENCY,
    OWN_PARTNERSHIP,
    PARTNERSHIP,
    PERSON,
    REACH,
    TOKEN,
    Guard,
    Writes,
    declare_function,
    has_grant,
)

# Worries about somebody who works with children: they are read with their referral alone.
declare_function(
    "holdfast_about_workers(here uuid)",
    returns="SETOF uuid",
    rows=5,
    body="""
    RETURN QUERY SELECT r.id FROM referrals_referral r WHERE r.partnership_id = here AND r.about_worker;
""",
)

# Referrals walled off from somebody: they are, or seem to be, in the case, or it is about a worker of their own agency. Until
# somebody has said which agency that is, only those who deal with such worries read it. The writer is never kept from their own.
declare_function(
    "holdfast_kept_from(here uuid, me uuid, mine uuid, deals_with_workers boolean)",
    returns="SETOF uuid",
    rows=10,
    body="""
    RETURN QUERY
    SELECT r.id FROM referrals_referral r
    WHERE r.partnership_id = here AND r.kept_from <> '{}' AND r.kept_from @> ARRAY[me]
    UNION
    SELECT r.id FROM referrals_referral r
    WHERE r.partnership_id = here AND r.about_worker
    AND (r.worker_agency_id = mine OR (r.worker_agency_id IS NULL AND NOT deals_with_workers))
    AND NOT (r.chosen @> ARRAY[me]) AND r.sender_id IS DISTINCT FROM me
    AND NOT EXISTS (SELECT FROM referrals_share s WHERE s.partnership_id = here AND s.referral_id = r.id
                    AND s.user_id = me AND s.ended_at IS NULL)
    UNION
    SELECT r.id FROM referrals_referredchild c JOIN referrals_referral r ON r.id = c.referral_id
    WHERE c.partnership_id = here AND c.child_id IN (SELECT holdfast_shut_out(here, me)) AND r.sender_id IS DISTINCT FROM me;
""",
)

# What is closed to somebody who reads the whole partnership: the above, and what is about a child whose record is restricted to
# others. While it is still being screened it stays with whoever screens it, and with those who answer for the queue (`always`),
# so that no worry falls out of everybody's sight.
declare_function(
    "holdfast_closed_referrals(here uuid, me uuid, mine uuid, deals_with_workers boolean, always boolean)",
    returns="SETOF uuid",
    rows=20,
    body="""
    RETURN QUERY
    SELECT holdfast_kept_from(here, me, mine, deals_with_workers)
    UNION
    SELECT r.id FROM referrals_referredchild c JOIN referrals_referral r ON r.id = c.referral_id
    WHERE c.partnership_id = here AND c.child_id IN (SELECT holdfast_closed(here, me)) AND r.sender_id IS DISTINCT FROM me
    AND NOT EXISTS (SELECT FROM referrals_share s WHERE s.partnership_id = here AND s.referral_id = r.id
                    AND s.user_id = me AND s.ended_at IS NULL)
    AND NOT EXISTS (SELECT FROM screening_screening k WHERE k.child_id = c.id AND k.ended_at IS NULL
                    AND (always OR k.assigned_to_id = me));
""",
)

# The referrals that somebody outside MASH reads: their own; and, but for what is closed to them, what was given or passed to
# them, what came of their call to the advice line, and what is about a child in whose circle they are.
declare_function(
    "holdfast_given(here uuid, me uuid, mine uuid, token text)",
    returns="SETOF uuid",
    rows=50,
    body="""
    IF me IS NULL THEN
        RETURN QUERY SELECT r.id FROM referrals_referral r
        WHERE r.partnership_id = here AND r.sender_token = token AND r.sender_token <> '' AND r.sender_id IS NULL;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT r.id FROM referrals_referral r WHERE r.partnership_id = here AND r.sender_id = me
    UNION
    ((SELECT s.referral_id FROM referrals_share s WHERE s.partnership_id = here AND s.user_id = me AND s.ended_at IS NULL
      UNION
      SELECT k.referral_id FROM screening_opencaseroute o JOIN screening_screening k ON k.id = o.screening_id
      WHERE o.partnership_id = here AND (o.worker_id = me OR o.cover_id = me OR o.manager_id = me)
      UNION
      SELECT a.referral_id FROM referrals_consultation a
      WHERE a.partnership_id = here AND a.referral_id IS NOT NULL AND (a.caller_id = me OR a.advised_by_id = me)
      UNION
      SELECT c.referral_id FROM referrals_referredchild c
      WHERE reach = 'circle' AND c.partnership_id = here AND c.child_id IN (SELECT holdfast_mine(here, me))
      AND c.referral_id NOT IN (SELECT holdfast_about_workers(here)))
     EXCEPT
     SELECT holdfast_closed_referrals(here, me, mine, false, false));
""",
)

# Whether a referral is one of those the viewer reads, for other functions to ask.
declare_function(
    "holdfast_sees_referral(here uuid, me uuid, mine uuid, token text, wanted uuid, deals_with_workers boolean, always boolean)",
    returns="boolean",
    body="""
    RETURN CASE WHEN reach = 'whole' THEN wanted NOT IN (
            SELECT holdfast_closed_referrals(here, me, mine, deals_with_workers, always))
        ELSE wanted IN (SELECT holdfast_given(here, me, mine, token)) END;
""",
)

NEEDED = has_grant("referrals")  # a job of the system that is named as needing referrals
DEALS_WITH_WORKERS = has_grant("see-lado")
ALWAYS = f"({has_grant('ratify')} OR {has_grant('emergency-duty')})"
CLOSED_REFERRALS = f"(SELECT holdfast_closed_referrals({ME_HERE}, {AGENCY}, {DEALS_WITH_WORKERS}, {ALWAYS}))"
GIVEN = f"(SELECT holdfast_given({ME_HERE}, {AGENCY}, {TOKEN}))"
WHOLE = f"{REACH} = 'whole'"
_KEPT = f"(SELECT holdfast_kept_from({ME_HERE}, {AGENCY}, {DEALS_WITH_WORKERS}))"
# What is joined to a record is read by those to whom the record opens; not where its referral is walled off from them.
_JOINED = (
    f"child_id IS NOT NULL AND {reads()} AND (referral_id IN (SELECT holdfast_about_workers({PARTNERSHIP}))) IS NOT TRUE"
    f" AND (referral_id IN {_KEPT}) IS NOT TRUE"
)


def sees_referral(column: str = "referral_id") -> str:
    """The condition that a referral is one the viewer reads. Both lists are asked for once a statement."""
    return f"CASE WHEN {NEEDED} THEN true WHEN {WHOLE} THEN {column} NOT IN {CLOSED_REFERRALS} ELSE {column} IN {GIVEN} END"


def guarded(condition: str, *, writes: Writes = Writes.KEEP, columns: tuple[str, ...] = ()) -> Guard:
    """Rows of one's own partnership for which a condition holds. What is written need not be readable to its writer."""
    return Guard(rows=f"{OWN_PARTNERSHIP} AND ({condition})", insert=OWN_PARTNERSHIP, writes=writes, columns=columns)


OF_REFERRAL = guarded(sees_referral())
FACT_OF_REFERRAL = guarded(sees_referral(), writes=Writes.APPEND)
# With the referral; once MASH has joined the child to a record, by those to whom that record opens.
OF_REFERRED_CHILD = guarded(f"{sees_referral()} OR ({_JOINED})")
# Those who answer the advice line, but for calls that became a referral closed to them; the caller; and whoever advised.
OF_CONSULTATION = guarded(
    f"{NEEDED} OR caller_id = {PERSON} OR advised_by_id = {PERSON} OR (({has_grant('screen')} OR {has_grant('log-consultation')})"
    f" AND (referral_id IN {CLOSED_REFERRALS}) IS NOT TRUE)"
)
# An assessment stands alone, with a referral, or with a child's record; whoever is a person in the case reads none.
OF_ASSESSMENT = guarded(
    f"{NEEDED} OR ({not_shut_out()} AND CASE WHEN referral_id IS NULL"
    f" THEN writer_id = {PERSON} OR (child_id IS NULL AND {has_grant('review-floors')}) ELSE {sees_referral()} END)"
    f" OR ({_JOINED})",
    writes=Writes.APPEND,
    columns=("child_id",),
)
WITH_ASSESSMENT = "EXISTS (SELECT FROM referrals_riskassessment held WHERE held.id = assessment_id)"
OF_REVIEW = guarded(f"{NEEDED} OR {WITH_ASSESSMENT}")
OF_ONWARD = guarded(f"{NEEDED} OR {WITH_ASSESSMENT} OR (referral_id IS NOT NULL AND {sees_referral()})")
# A file on a draft is the writer's, whose drafts the database gives to nobody else; then it goes with the referral.
OF_ATTACHMENT = guarded(
    f"{NEEDED} OR CASE WHEN referral_id IS NULL THEN EXISTS (SELECT FROM referrals_draft held WHERE held.id = draft_id)"
    f" ELSE {sees_referral()} END"
)

# A file is on a draft, which is its writer's alone, or goes with its referral. Between the two it is whoever gave it.
_FILE_OPENS = """CASE WHEN EXISTS (SELECT FROM referrals_attachment a WHERE a.partnership_id = here AND a.file_id = wanted)
            THEN EXISTS (SELECT FROM referrals_attachment a WHERE a.partnership_id = here AND a.file_id = wanted
                AND CASE WHEN a.referral_id IS NULL
                    THEN EXISTS (SELECT FROM referrals_draft d WHERE d.id = a.draft_id
                        AND (d.owner_id = me OR (d.token_hash = token AND token <> '')))
                    ELSE holdfast_sees_referral(here, me, mine, token, a.referral_id, deals_with_workers, always) END)
            ELSE giver = me OR (given_token = token AND token <> '') END"""
_FILES_KEPT = """SELECT a.file_id FROM referrals_attachment a WHERE a.partnership_id = here
        AND a.referral_id IN (SELECT holdfast_kept_from(here, me, mine, deals_with_workers))"""
for _kind in ("referrals.draft", "referrals.referral"):
    opens_with(_kind, opens=_FILE_OPENS, kept=_FILES_KEPT)

"""The guards of what belongs to a child's record without naming one child: people, households, search keys."""

from __future__ import annotations

from holdfast.access.walls import CLOSED, ME_HERE, MINE, NAME_ONLY, reads
from holdfast.kernel.guard import OWN_PARTNERSHIP, REACH, Guard, Writes, declare_function

# Keys made of names alone: by these, a record of which only the name may be known is found.
NAME_KEYS = ("n:", "m:", "k:", "x:", "y:", "g:", "f:", "s:", "j:")

# Whether a household is, or was, that of a child whose record opens to the viewer. Asked as the owner: a time of an adult
# is read by the times of the children beside it, in the same table.
declare_function(
    "holdfast_sees_household(here uuid, me uuid, house uuid)",
    returns="boolean",
    body="""
    RETURN EXISTS (
        SELECT FROM records_householdmember m
        WHERE m.partnership_id = here AND m.household_id = house AND m.child_id IS NOT NULL
        AND CASE reach WHEN 'system' THEN true
            WHEN 'whole' THEN m.child_id NOT IN (SELECT holdfast_closed(here, me))
            WHEN 'circle' THEN m.child_id IN (SELECT holdfast_mine(here, me)) ELSE false END);
""",
)

# Whether somebody stands in a case that opens to the viewer, or lives, or lived, with such a child.
declare_function(
    "holdfast_sees_person(here uuid, me uuid, whom uuid)",
    returns="boolean",
    body="""
    RETURN EXISTS (
        SELECT FROM records_relationship r
        WHERE r.partnership_id = here AND r.person_id = whom
        AND CASE reach WHEN 'system' THEN true
            WHEN 'whole' THEN r.child_id NOT IN (SELECT holdfast_closed(here, me))
            WHEN 'circle' THEN r.child_id IN (SELECT holdfast_mine(here, me)) ELSE false END)
    OR EXISTS (
        SELECT FROM records_householdmember m
        WHERE m.partnership_id = here AND m.person_id = whom AND holdfast_sees_household(here, me, m.household_id));
""",
)

# The names of restricted records that others may find, among the records given. One that opens to the viewer is not among them.
declare_function(
    "holdfast_names(here uuid, me uuid, wanted uuid[])",
    returns="TABLE (child uuid, given_name text, family_name text)",
    body="""
    IF reach = 'whole' THEN
        RETURN QUERY SELECT c.id, c.given, c.family FROM records_child c
        WHERE c.partnership_id = here AND c.id = ANY(wanted) AND c.set_aside_at IS NULL
        AND c.id IN (SELECT holdfast_closed(here, me)) AND c.id IN (SELECT holdfast_name_only(here, me));
    END IF;
""",
)


def _asked(question: str) -> str:
    return f"{OWN_PARTNERSHIP} AND CASE {REACH} WHEN 'system' THEN true WHEN '' THEN false ELSE {question} END"


OF_A_PERSON = Guard(rows=_asked(f"holdfast_sees_person({ME_HERE}, id)"), insert=OWN_PARTNERSHIP)
OF_A_HOUSEHOLD = Guard(rows=_asked(f"holdfast_sees_household({ME_HERE}, id)"), insert=OWN_PARTNERSHIP)
OF_A_TIME = Guard(
    rows=f"{OWN_PARTNERSHIP} AND CASE WHEN child_id IS NULL THEN {REACH} = 'system'"
    f" OR holdfast_sees_household({ME_HERE}, household_id) ELSE {reads()} END",
    insert=OWN_PARTNERSHIP,
)
OF_A_KEY = Guard(
    rows=(
        f"{OWN_PARTNERSHIP} AND CASE {REACH} WHEN 'system' THEN true"
        f" WHEN 'whole' THEN child_id NOT IN {CLOSED} OR"
        f" (left(key, 2) = ANY('{{{','.join(NAME_KEYS)}}}'::text[]) AND child_id IN {NAME_ONLY})"
        f" WHEN 'circle' THEN child_id IN {MINE} ELSE false END"
    ),
    insert=OWN_PARTNERSHIP,
    writes=Writes.FULL,
)

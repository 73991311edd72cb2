"""The database's own answer to who reads a trigger plan: the child's circle always, the police while the child is missing."""

from __future__ import annotations

from holdfast.access.walls import ME_HERE, not_shut_out, reads
from holdfast.documents.guards import opens_with
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes, declare_function, has_grant

# The children who are missing at this moment, but those closed to the viewer. An end that was only reckoned ends nothing (H5).
declare_function(
    "holdfast_missing_now(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=20,
    body="""
    RETURN QUERY
    SELECT e.child_id FROM missing_episode e
    WHERE e.partnership_id = here AND e.ended_at IS NULL AND e.voided_at IS NULL AND e.joined_to_id IS NULL
    EXCEPT SELECT * FROM holdfast_closed(here, me);
""",
)

TONIGHT = f"({has_grant('look-for-missing')} AND child_id IN (SELECT holdfast_missing_now({ME_HERE})))"
OPENS = f"({reads()} OR {TONIGHT})"
# A picture may be kept to those who keep the plan and the police.
PICTURE = f"({OPENS} AND (readers = 'plan' OR {has_grant('edit-children')} OR {REACH} = 'system'))"
# Those who act on a file that was locked unseen find which picture it was, and nothing of the child, unless it is their own case.
LOCKED = f"({has_grant('sealed-evidence')} AND {not_shut_out()})"

OF_PLAN = Guard(rows=f"{OWN_PARTNERSHIP} AND {OPENS}", insert=OWN_PARTNERSHIP, writes=Writes.KEEP)
FACT_OF_PLAN = Guard(rows=f"{OWN_PARTNERSHIP} AND {OPENS}", insert=OWN_PARTNERSHIP, writes=Writes.APPEND)
OF_PICTURE = Guard(rows=f"{OWN_PARTNERSHIP} AND ({PICTURE} OR {LOCKED})", insert=OWN_PARTNERSHIP, writes=Writes.KEEP)
OF_WRITER = Guard(rows=f"{OWN_PARTNERSHIP} AND (owner_id = {PERSON} OR {REACH} = 'system')", writes=Writes.FULL)

# The file of a picture goes with the picture; until there is one, it is whoever gave it.
_OF_FILE = "SELECT FROM missing_planpicture p WHERE p.partnership_id = here AND p.file_id = wanted"
_TONIGHT = f"({has_grant('look-for-missing')} AND p.child_id IN (SELECT holdfast_missing_now(here, me)))"
_READERS = f"(p.readers = 'plan' OR {has_grant('edit-children')} OR {REACH} = 'system')"
opens_with(
    "missing.planpicture",
    opens=f"""CASE WHEN EXISTS ({_OF_FILE})
            THEN EXISTS ({_OF_FILE} AND {_READERS} AND ({reads("p.child_id")} OR {_TONIGHT}))
            ELSE giver = me END""",
    kept="""SELECT p.file_id FROM missing_planpicture p WHERE p.partnership_id = here
        AND p.child_id IN (SELECT holdfast_shut_out(here, me))""",
)

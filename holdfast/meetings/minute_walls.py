"""The database's own answer to who reads a line of a minute, and whose a copy is."""

from __future__ import annotations

from holdfast.access.walls import ME_HERE
from holdfast.kernel.guard import AGENCY, OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes, declare_function

from .walls import HEARD, RUN, RUNS_MEETING, WITH_ITEM, WITH_MEETING, of_a_meeting

# Police, by the agency of the post that is active.
declare_function(
    "holdfast_is_police(agency uuid)",
    returns="boolean",
    body="""
    RETURN EXISTS (SELECT FROM access_agency a WHERE a.id = agency AND a.kind = 'police');
""",
)
# The invitations that are somebody's own, to meetings they are not kept out of.
declare_function(
    "holdfast_my_seats(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=40,
    body="""
    RETURN QUERY SELECT i.id FROM meetings_invitee i
    WHERE i.partnership_id = here AND i.user_id = me AND i.kept_out_at IS NULL AND i.withdrawn_at IS NULL;
""",
)
IS_POLICE = f"(SELECT holdfast_is_police({AGENCY}))"
MY_SEATS = f"(SELECT holdfast_my_seats({ME_HERE}))"
# Whose the line is among professionals. Until the chair has released it, nobody's but those who write it.
_MINE = (
    f"(open_at IS NOT NULL AND removed_at IS NULL AND NOT ({PERSON} = ANY(not_for))"
    f" AND ('professionals' = ANY(audience) OR ('police' = ANY(audience) AND {IS_POLICE})"
    f" OR ('named' = ANY(audience) AND {PERSON} = ANY(named))))"
)
RUNS = f"meeting_id IN {RUN}"
# What somebody took on is theirs to read from the moment it was written.
_MY_ACTION = f"(kind = 'action' AND removed_at IS NULL AND owner_id IN {MY_SEATS})"
OF_A_LINE = Guard(
    rows=(
        f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR (({RUNS} OR {_MY_ACTION} OR {_MINE}) AND {WITH_MEETING} AND {WITH_ITEM}))"
    ),
    insert=OWN_PARTNERSHIP,
)
# What hangs on a line opens with the line, to those who run the meeting.
WITH_LINE = "EXISTS (SELECT FROM meetings_minuteline told WHERE told.id = line_id)"
FACT_OF_A_LINE = of_a_meeting(f"{RUNS_MEETING} AND {WITH_LINE}", Writes.APPEND)
FACT_OF_A_RULING = of_a_meeting(f"{RUNS_MEETING} AND (line_id IS NULL OR {WITH_LINE})", Writes.APPEND)
# A copy is its reader's once it is released, and theirs alone beside those who run the meeting.
OWN_COPY = f"(state = 'released' AND means = 'here' AND invitee_id IN {MY_SEATS})"
# A copy that tells of a child's item opens to those who hear that item today, whoever's it is.
HEARS_ALL = f"NOT EXISTS (SELECT FROM unnest(items) told WHERE told IS NOT NULL AND told NOT IN {HEARD})"
OF_A_COPY = Guard(
    rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR (({RUNS} OR {OWN_COPY}) AND {WITH_MEETING} AND {HEARS_ALL}))",
    insert=OWN_PARTNERSHIP,
)
# What was done with a copy, and the code of its page, open with the copy.
WITH_COPY = "EXISTS (SELECT FROM meetings_minutecopy told WHERE told.id = copy_id)"
FACT_OF_A_COPY = of_a_meeting(f"{RUNS_MEETING} AND {WITH_COPY}", Writes.APPEND)

"""The database's own answer to who reads a line of a minute, and whose a copy is."""

from __future__ import annotations

from holdfast.access.walls import ME_HERE
from holdfast.kernel.guard import AGENCY, OWN_PARTNERSHIP, PERSON, REACH, Guard, declare_function

from .walls import RUN, WITH_MEETING

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
    rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR (({RUNS} OR {_MY_ACTION} OR {_MINE}) AND {WITH_MEETING}))",
    insert=OWN_PARTNERSHIP,
)
# A copy is its reader's once it is released, and theirs alone beside those who run the meeting.
OWN_COPY = f"(state = 'released' AND means = 'here' AND invitee_id IN {MY_SEATS})"
OF_A_COPY = Guard(
    rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR (({RUNS} OR {OWN_COPY}) AND {WITH_MEETING}))",
    insert=OWN_PARTNERSHIP,
)

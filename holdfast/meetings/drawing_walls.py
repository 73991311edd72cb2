"""The database's own answer to who sees a drawing: with the meeting, or those who run it alone."""

from __future__ import annotations

from holdfast.access.walls import not_shut_out, reads
from holdfast.documents.guards import opens_with
from holdfast.kernel.guard import PERSON, REACH

from .walls import BARRED, MINE, RUN, WITH_MEETING, of_a_meeting

THEIRS = f"({REACH} = 'system' OR readers = 'meeting' OR given_by_id = {PERSON} OR meeting_id IN {RUN})"
OF_A_DRAWING = of_a_meeting(f"{WITH_MEETING} AND {THEIRS}")

# The file of a drawing goes with the drawing; until there is one, it is whoever gave it.
_OF_FILE = "SELECT FROM meetings_drawing d JOIN meetings_meeting m ON m.id = d.meeting_id WHERE d.partnership_id = here"
_MEETING = (
    f"(m.id IN {MINE} OR (m.child_id IS NOT NULL AND {reads('m.child_id')}"
    f" AND (m.known = 'circle' OR (m.known = 'protecting' AND {REACH} = 'whole'))))"
    f" AND {not_shut_out('m.child_id')} AND m.id NOT IN {BARRED}"
)
_READERS = f"(d.readers = 'meeting' OR d.given_by_id = me OR m.id IN {RUN})"
opens_with(
    "meetings.drawing",
    opens=f"""CASE WHEN EXISTS ({_OF_FILE} AND d.file_id = wanted)
            THEN EXISTS ({_OF_FILE} AND d.file_id = wanted AND ({REACH} = 'system' OR ({_READERS} AND {_MEETING})))
            ELSE giver = me END""",
    kept="""SELECT d.file_id FROM meetings_drawing d JOIN meetings_meeting m ON m.id = d.meeting_id
        WHERE d.partnership_id = here AND m.child_id IN (SELECT holdfast_shut_out(here, me))""",
)

"""The database's own answer to who reads of a meeting: its people, those who may know of it, and nobody who was kept out."""

from __future__ import annotations

from holdfast.access.walls import ME_HERE, not_shut_out, reads
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes, declare_function

# The meetings somebody belongs to: invited and not kept out, or running it.
declare_function(
    "holdfast_my_meetings(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=40,
    body="""
    RETURN QUERY
    SELECT i.meeting_id FROM meetings_invitee i
    WHERE i.partnership_id = here AND i.user_id = me AND i.kept_out_at IS NULL AND i.withdrawn_at IS NULL
    UNION
    SELECT m.id FROM meetings_meeting m
    WHERE m.partnership_id = here AND me IN (m.chair_id, m.minute_taker_id, m.convened_by_id);
""",
)
# The meetings somebody runs: they reach the people of it, and read what is kept to the chair.
declare_function(
    "holdfast_run_meetings(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=20,
    body="""
    RETURN QUERY
    SELECT m.id FROM meetings_meeting m
    WHERE m.partnership_id = here AND me IN (m.chair_id, m.minute_taker_id, m.convened_by_id);
""",
)
# The meetings somebody is kept out of by the chair. They are not told by any row that this is so.
declare_function(
    "holdfast_barred_meetings(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=5,
    body="""
    RETURN QUERY
    SELECT i.meeting_id FROM meetings_invitee i
    WHERE i.partnership_id = here AND i.user_id = me AND i.kept_out_at IS NOT NULL;
""",
)
# The items about one child of many that somebody hears: by the circle that was decided, or because they run the meeting; in
# either case only while the child's record is not closed to them.
declare_function(
    "holdfast_heard_items(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=60,
    body="""
    RETURN QUERY
    SELECT a.id FROM meetings_agendaitem a
    WHERE a.id IN (
        SELECT h.item_id FROM meetings_invitee i JOIN meetings_hearing h ON h.invitee_id = i.id
        JOIN meetings_agendaitem c ON c.id = h.item_id AND c.meeting_id = i.meeting_id AND h.meeting_id = i.meeting_id
        WHERE i.partnership_id = here AND h.partnership_id = here AND h.hears
          AND i.user_id = me AND i.kept_out_at IS NULL AND i.withdrawn_at IS NULL
        UNION ALL
        SELECT b.id FROM meetings_meeting m JOIN meetings_agendaitem b ON b.partnership_id = here AND b.meeting_id = m.id
        WHERE m.partnership_id = here AND me IN (m.chair_id, m.minute_taker_id, m.convened_by_id) AND b.child_id IS NOT NULL)
      AND a.child_id NOT IN (SELECT holdfast_closed(here, me));
""",
)

MINE = f"(SELECT holdfast_my_meetings({ME_HERE}))"
RUN = f"(SELECT holdfast_run_meetings({ME_HERE}))"
BARRED = f"(SELECT holdfast_barred_meetings({ME_HERE}))"
HEARD = f"(SELECT holdfast_heard_items({ME_HERE}))"

_OPENS = (
    f"id IN {MINE} OR (child_id IS NOT NULL AND {reads()} AND (known = 'circle' OR (known = 'protecting' AND {REACH} = 'whole')))"
)
OF_MEETING = Guard(
    rows=(
        f"{OWN_PARTNERSHIP} AND CASE WHEN {REACH} = 'system' THEN true"
        f" ELSE ({_OPENS}) AND {not_shut_out()} AND id NOT IN {BARRED} END"
    ),
    insert=OWN_PARTNERSHIP,
)
# A row of a meeting opens with the meeting.
WITH_MEETING = "EXISTS (SELECT FROM meetings_meeting held WHERE held.id = meeting_id)"
# What is kept to those who run the meeting: addresses, reasons, what a family must not hear.
RUNS_MEETING = f"({REACH} = 'system' OR (meeting_id IN {RUN} AND {WITH_MEETING}))"


def of_a_meeting(rows: str = WITH_MEETING, writes: Writes = Writes.KEEP) -> Guard:
    """Rows of one meeting. They may be written by somebody to whom they are not read back: a reply by a personal link."""
    return Guard(rows=f"{OWN_PARTNERSHIP} AND {rows}", insert=OWN_PARTNERSHIP, writes=writes)


OF_A_MEETING = of_a_meeting()
FACT_OF_A_MEETING = of_a_meeting(writes=Writes.APPEND)
DRAFT_OF_A_MEETING = of_a_meeting(writes=Writes.FULL)
OF_THE_CHAIR = of_a_meeting(RUNS_MEETING)
FACT_OF_THE_CHAIR = of_a_meeting(RUNS_MEETING, Writes.APPEND)
# An item about one child of many opens to its circle and to nobody else.
OF_AN_ITEM = of_a_meeting(f"{WITH_MEETING} AND ({REACH} = 'system' OR child_id IS NULL OR id IN {HEARD})")
# A row of an item opens with the item.
WITH_ITEM = "EXISTS (SELECT FROM meetings_agendaitem told WHERE told.id = item_id)"
# Who hears an item is read, and written, by those who run the meeting.
OF_A_HEARING = Guard(
    rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR (meeting_id IN {RUN} AND {WITH_MEETING} AND {WITH_ITEM}))",
    insert=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR meeting_id IN {RUN})",
)
# What somebody is still writing is theirs; once given, it opens with the meeting.
OF_A_REPORT = of_a_meeting(f"{WITH_MEETING} AND (state = 'given' OR writer_id = {PERSON} OR {REACH} = 'system')")
OF_A_REPORT_LINE = Guard(
    rows=(
        f"{OWN_PARTNERSHIP} AND EXISTS (SELECT FROM meetings_agencyreport told WHERE told.id = report_id)"
        f" AND (item_id IS NULL OR {WITH_ITEM})"
    ),
    insert=OWN_PARTNERSHIP,
    writes=Writes.FULL,
)
# What an agency says the family must not hear: its writer, and those who run the meeting.
OF_WITHHELD = of_a_meeting(
    f"({REACH} = 'system' OR (({PERSON} IN (asked_of_id, said_by_id) OR meeting_id IN {RUN}) AND {WITH_MEETING}))"
)

"""The database's own answer to who reads what was said after a child came back: the circle, as far as it was meant for them.

What a child says and what parents say stand in tables of their own, each with its own readers (H23). Lines for police are read by
the police and by whoever wrote them.
"""

from __future__ import annotations

from holdfast.access.walls import CLOSED, not_shut_out, of_child, reads
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes, has_grant

_MEANT = (
    f"({REACH} = 'system' OR (('professionals' = ANY(audience) OR coalesce({PERSON} = ANY(named), false)"
    f" OR coalesce(written_by_id = {PERSON}, false)) AND NOT coalesce({PERSON} = ANY(not_for), false)))"
)
LOOKS = f"({has_grant('look-for-missing')} AND child_id NOT IN {CLOSED})"
FACT_OF_CHILD = of_child(writes=Writes.APPEND)
OF_ACCOUNT = Guard(rows=f"{OWN_PARTNERSHIP} AND {reads()} AND {_MEANT}", insert=OWN_PARTNERSHIP)
# Whoever a lead was given to follows it, also where nothing else of the record opens to them.
OF_LEAD = Guard(
    rows=(
        f"{OWN_PARTNERSHIP} AND (({reads()} AND {_MEANT}) OR (owner_id = {PERSON} AND {not_shut_out()})"
        f" OR (line_id IS NOT NULL AND {LOOKS}))"
    ),
    insert=OWN_PARTNERSHIP,
)
OF_LINE = Guard(
    rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR {LOOKS} OR (written_by_id = {PERSON} AND {reads()}))",
    insert=OWN_PARTNERSHIP,
)


def _with(table: str, column: str) -> Guard:
    """A row that goes with another: whoever reads that one reads it."""
    rows = f"{OWN_PARTNERSHIP} AND EXISTS (SELECT FROM {table} w WHERE w.id = {column})"
    return Guard(rows=rows, insert=OWN_PARTNERSHIP, writes=Writes.APPEND)


WITH_CONVERSATION = _with("missing_conversation", "conversation_id")
WITH_ACCOUNT = _with("missing_careraccount", "account_id")

"""The database's own answer to who reads about a missing child: the child's circle, and the police who look for them."""

from __future__ import annotations

from holdfast.access.walls import CLOSED, reads
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, Writes, has_grant

# Those who look for children read the episodes of every child but those closed to them, and nothing else of the record.
LOOKING = f"({reads()} OR ({has_grant('look-for-missing')} AND child_id NOT IN {CLOSED}))"


def of_episode(writes: Writes = Writes.KEEP) -> Guard:
    """Rows of one missing child. They may be written by somebody to whom they are not read back: a carer reports, and is told
    no more than they said."""
    return Guard(rows=f"{OWN_PARTNERSHIP} AND {LOOKING}", insert=OWN_PARTNERSHIP, writes=writes)


OF_EPISODE = of_episode()
FACT_OF_EPISODE = of_episode(Writes.APPEND)
# A report is read back by whoever made it, whatever else opens to them.
OF_REPORT = Guard(
    rows=f"{OWN_PARTNERSHIP} AND (reporter_id = {PERSON} OR {LOOKING})", insert=OWN_PARTNERSHIP, writes=Writes.APPEND
)

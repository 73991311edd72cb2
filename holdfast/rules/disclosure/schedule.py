"""What the schedule of a copy says to whoever asked to see their record: a table, with no trace of whom or what is behind it.

The reason that a person who decides is shown may name a relation, or say that there is intelligence. None of that may stand here:
so kinds that tell by their name alone share one row.
"""

from __future__ import annotations

from dataclasses import dataclass

from .keeping import KINDS, Keep


@dataclass(frozen=True)
class Told:
    """kind: what was taken out. reason: why, for the requester. source: where the reason comes from."""

    kind: str
    reason: str
    source: str


OTHERS = Told(
    "Something about somebody else",
    "It is about somebody else, and it is not reasonable to give it to you without their agreement.",
    "Data Protection Act 2018, Schedule 2 Part 3 paragraph 16 [known]",
)
LIMITED = Told(
    "Something that the law lets us withhold",
    "The law lets us withhold it. You may ask for it to be looked at again.",
    "Data Protection Act 2018, Schedules 2 and 3 [known]",
)
# Nobody decided that it may be given, so it is not.
UNSURE = "It may be about somebody else, so it was taken out."
WHOLE = "The whole item"
TABLE = (OTHERS, LIMITED)


def told(kind: str, *, never: bool, decided: bool, known: bool) -> Told:
    """The row for one thing that was taken out. never: nobody may keep it. decided: a person said so; known: the record does."""
    if never or KINDS[kind].known is Keep.NOBODY:
        return LIMITED
    label = OTHERS.kind if kind in ("relation", "location") else KINDS[kind].label
    return Told(label, OTHERS.reason if decided or known else UNSURE, OTHERS.source)

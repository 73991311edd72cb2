"""The standing procedure: what is checked for every child, before any manager has said so. One table."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.rules.source import Source, Status

PROCEDURE = Source("Herefordshire MASH practice", "as described by the partnership", Status.PRACTICE)


@dataclass(frozen=True)
class StandingInstruction:
    """What to check, and with whom."""

    what: str
    with_whom: str
    source: Source = PROCEDURE


STANDING: tuple[StandingInstruction, ...] = (
    StandingInstruction("Speak to the referrer", "The referrer"),
    StandingInstruction("Find out whether the child is safe now, and who is with them", "The referrer, school or carer"),
    StandingInstruction("Read the child's record, and those of brothers and sisters", "Social care"),
    StandingInstruction("Weigh consent, and write down the lawful basis", "The referrer, or the family where that is safe"),
    StandingInstruction("Hear what the child says and wants", "Whoever the child trusts"),
)

"""Who of those called to a meeting about many children hears the item of one: what the rule suggests, and a person decides.

The rule gives an item to nobody whom the child's record does not open to. A person may let in more, with the reason, and never
somebody to whom the record is closed. Whoever runs the meeting hears every item, because it is theirs to keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .meeting_types import MeetingType, Seat
from .source import Source, Status

SOURCE = Source("Lincolnshire and North Yorkshire MACE procedures", "children are spoken of one by one", Status.KNOWN)
ARRANGEMENT = "meetings.panel_circle"
RECORD_ALONE, CORE = "record", "core"


class Ground(StrEnum):
    """Why somebody hears an item, or does not."""

    RUNS = "runs"
    CASE = "case"
    ROLE = "role"
    ARRANGED = "arranged"
    NONE = "none"
    CLOSED = "closed"


GROUND_WORDS: Mapping[Ground, str] = {
    Ground.RUNS: "Runs the meeting",
    Ground.CASE: "Works with the child",
    Ground.ROLE: "Their role opens the child's record",
    Ground.ARRANGED: "Hears every item, by the arrangement of the partnership",
    Ground.NONE: "The child's record does not open to them: only with a reason",
    Ground.CLOSED: "Not possible: the record's own limits",
}


@dataclass(frozen=True)
class Standing:
    """How one person stands to one child. in_case: in the child's circle today, themself, by their team or as a cover.

    closed: the record is restricted to others, or they are a person in the case.
    """

    runs: bool = False
    in_case: bool = False
    by_role: bool = False
    seat: str = ""
    closed: bool = False


def ground(kind: MeetingType, standing: Standing, arrangement: str) -> Ground:
    """Why somebody would hear an item by the rule. What is closed stays closed, whatever else holds."""
    if standing.closed:
        return Ground.CLOSED
    if standing.runs:
        return Ground.RUNS
    if standing.in_case:
        return Ground.CASE
    if standing.by_role:
        return Ground.ROLE
    if arrangement == CORE and standing.seat and Seat(standing.seat) in kind.must:
        return Ground.ARRANGED
    return Ground.NONE


def suggested(found: Ground) -> bool:
    """Whether somebody is suggested for the circle."""
    return found not in (Ground.NONE, Ground.CLOSED)

"""Why an opening of a record is put before a reviewer, and what they may make of it (H10). They advise; a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .source import Source, Status

SOURCE = Source("Holdfast's hazard log", "H10", Status.PRACTICE)


class Ground(StrEnum):
    """One reason for which an opening is listed."""

    NO_TASK = "no-task"
    SURNAME = "surname"
    ADDRESS = "address"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Listed:
    """words: as the reviewer reads them. alone: whether it is enough to list an opening by somebody who has a task."""

    words: str
    alone: bool


GROUNDS: dict[Ground, Listed] = {
    Ground.ADDRESS: Listed("They live at an address of this record", alone=True),
    Ground.POSTCODE: Listed("They live in the same postcode as an address of this record", alone=True),
    Ground.SURNAME: Listed("They have the family name of the child or of somebody in the case", alone=False),
    Ground.NO_TASK: Listed("No task, referral, screening or case of theirs brought them to this record", alone=True),
}


class Finding(StrEnum):
    """What a reviewer makes of an opening."""

    IN_ORDER = "in-order"
    TALK = "talk"
    BREACH = "breach"


FINDINGS: dict[Finding, str] = {
    Finding.IN_ORDER: "In order: the work needed it",
    Finding.TALK: "Talk to them: I ask them, and come back to this",
    Finding.BREACH: "A breach: it goes into the breach log, and its 72 hours run from now",
}


def is_listed(grounds: Iterable[Ground]) -> bool:
    """Whether an opening is put before a reviewer: nobody's surname alone is a reason while their work brought them."""
    return any(GROUNDS[ground].alone for ground in grounds)


def in_order(grounds: Iterable[str]) -> list[str]:
    """The grounds in words, what weighs most first. A key that is no longer in the table says nothing."""
    held = set(grounds)
    return [listed.words for ground, listed in GROUNDS.items() if ground.value in held]

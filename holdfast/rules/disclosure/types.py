"""What the check is told, and what it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum


class Verdict(Enum):
    """clear: nothing found. review: a person may keep all of it. blocked: some may not be kept, or nobody can read it."""

    CLEAR = "clear"
    REVIEW = "review"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Somebody:
    """Somebody the record knows. withheld: this reader may not have them. private: only their details are, their name is not.

    source: told us something and is protected. never: why nobody may keep word of them for this reader, "" where somebody may.
    """

    ref: str
    role: str = ""
    given: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()
    born: dt.date | None = None
    withheld: bool = True
    private: bool = False
    source: bool = False
    never: str = ""

    @property
    def own(self) -> bool:
        """Whether the name may be written to this reader."""
        return not self.withheld or self.private


@dataclass(frozen=True)
class Held:
    """A detail the record knows: phone, email, address, vehicle, place, account, reference. of: whose, "" for a place's own."""

    kind: str
    value: str
    of: str = ""
    postcode: str = ""
    withheld: bool = True
    never: str = ""


@dataclass(frozen=True)
class HeldLine:
    """Words of the record, and whether this reader may have them."""

    text: str
    withheld: bool = True
    about: str = ""


@dataclass(frozen=True)
class HeldTie:
    """What one person is to another."""

    whom: str
    to: str
    kind: str


@dataclass(frozen=True)
class Known:
    """The network of one case for one reader. groups: which readers they are, of child, family, professionals and police.

    public: numbers and addresses that anybody may have, such as those of the partnership itself.
    """

    child: str = ""
    reader: str = ""
    groups: frozenset[str] = frozenset()
    people: tuple[Somebody, ...] = ()
    details: tuple[Held, ...] = ()
    lines: tuple[HeldLine, ...] = ()
    ties: tuple[HeldTie, ...] = ()
    public: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """A stretch of a document. where: what the reader would call it. located: whether it stands in the extracted text.

    quiet: words that programs wrote; only what the record knows is looked for in them.
    """

    where: str
    text: str
    located: bool = True
    quiet: bool = False
    start: int = 0


@dataclass(frozen=True)
class Finding:
    """Something this reader may not have, or that somebody must look at. start, end: code points of the extracted text."""

    start: int | None
    end: int | None
    text: str
    kind: str
    known: bool
    about: str | None
    reason: str
    where: str
    never: bool = False  # nobody may keep it for this reader

    def as_json(self) -> dict[str, object]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "known": self.known,
            "about": self.about,
            "reason": self.reason,
            "where": self.where,
        }


@dataclass(frozen=True)
class Hit:
    """A finding inside one part. allowed: this reader may have it, so nothing else is found in the same place."""

    start: int
    end: int
    kind: str
    known: bool = False
    about: str | None = None
    reason: str = ""
    allowed: bool = False
    beside: bool = field(default=False, compare=False)  # stands beside other findings in the same place

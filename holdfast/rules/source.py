"""Where a rule comes from, and how sure we are of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How a fact was come by. Only a found one may be called law; the rest is confirmed locally."""

    FOUND = "found"
    KNOWN = "known"
    PRACTICE = "practice"


@dataclass(frozen=True)
class Source:
    """The paper a rule stands on: its title and edition, and the dates between which it was in force."""

    title: str
    edition: str = ""
    status: Status = Status.FOUND
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""

    def __str__(self) -> str:
        """One line a worker can read beside the rule, saying so when it still has to be confirmed."""
        name = f"{self.title}, {self.edition}" if self.edition else self.title
        if self.status is Status.KNOWN:
            return f"{name} (general knowledge of the field: confirm locally)"
        if self.status is Status.PRACTICE:
            return f"{name} (the partnership's own practice)"
        return name

    def in_force(self, day: date) -> bool:
        """Whether this edition applied on that day. A missing date is an open end."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

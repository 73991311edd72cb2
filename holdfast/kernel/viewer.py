"""Who is looking or acting. Every read and every write takes one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from .systems import NEEDS

# How far somebody's role lets them read about children, before any one child is asked about. The database is told the same.
READS_EVERY_CHILD = "read-children"
READS_OWN_CIRCLE = "read-circle"


@dataclass(frozen=True)
class Viewer:
    """A person in one of their posts, a job of the system, or somebody without an account.

    partnership_id: the one partnership whose rows can be seen; None before it is known.
    person_id: the account; None for the public and for the system.
    agency_id, team_ids: where the person works in the post that is active now.
    roles, grants: stable keys from the GRANTS table.
    token: what proves that an unsigned draft is this visitor's own (a hash of a cookie), "" otherwise.
    system: the name of the job that acts, "" for people.
    """

    partnership_id: UUID | None = None
    person_id: UUID | None = None
    agency_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()
    roles: frozenset[str] = frozenset()
    grants: frozenset[str] = frozenset()
    token: str = ""
    system: str = ""
    request_id: str = field(default="", compare=False)

    def may(self, grant: str) -> bool:
        """Whether one of this viewer's roles carries the grant."""
        return str(grant) in self.grants

    @property
    def reach(self) -> str:
        """How far this viewer reads about children: `system`, `whole` partnership, own `circle`, or "" for not at all."""
        if self.system:
            return "system" if "children" in self.needs else ""
        if self.person_id is None:
            return ""
        return "whole" if self.may(READS_EVERY_CHILD) else "circle" if self.may(READS_OWN_CIRCLE) else ""

    @property
    def needs(self) -> frozenset[str]:
        """What a job of the system reads, from the table of named jobs; a job that is not named reads nothing."""
        return NEEDS.get(self.system, frozenset()) if self.system else frozenset()

    @property
    def here(self) -> UUID:
        """The partnership whose rows are read or written. To act without one is a fault of ours, not the person's."""
        if self.partnership_id is None:
            raise RuntimeError("This viewer has no partnership.")
        return self.partnership_id

    @property
    def me(self) -> UUID:
        """The person who acts. To reach here without one is a fault of ours: policies ask first."""
        if self.person_id is None:
            raise RuntimeError("This viewer is not a person.")
        return self.person_id

    @property
    def is_person(self) -> bool:
        return self.person_id is not None

    @property
    def is_public(self) -> bool:
        return self.person_id is None and not self.system

    def with_(self, **changes: Any) -> Viewer:
        return replace(self, **changes)

    @classmethod
    def nobody(cls, request_id: str = "") -> Viewer:
        return cls(request_id=request_id)

    @classmethod
    def job(cls, name: str, partnership_id: UUID | None) -> Viewer:
        """The system itself, acting as a named job in one partnership."""
        return cls(partnership_id=partnership_id, system=name)

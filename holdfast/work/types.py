"""Who is responsible, and how a duty stands. Others may import this."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import models

from holdfast.kernel.literal import among


class State(models.TextChoices):
    """How a duty stands."""

    OPEN = "open", "To do"
    ACKNOWLEDGED = "acknowledged", "Taken on"
    DONE = "done", "Done"
    WITHDRAWN = "withdrawn", "No longer needed"


LIVE = (State.OPEN, State.ACKNOWLEDGED)
IS_LIVE = among("state", LIVE)


@dataclass(frozen=True)
class Responsible:
    """Who a duty rests on: one person, or whoever holds a role, in one team or agency where named.

    A named person's cover sees the duty while the person is away.
    """

    user_id: UUID | None = None
    team_id: UUID | None = None
    agency_id: UUID | None = None
    role: str = ""

    def __post_init__(self) -> None:
        if not (self.user_id or self.team_id or self.agency_id or self.role):
            raise ValueError("A duty rests on somebody.")

    @property
    def holder(self) -> str:
        """The seat the duty is found under."""
        if self.user_id:
            return person_holder(self.user_id)
        if self.team_id:
            return team_holder(self.team_id)
        return agency_holder(self.agency_id, self.role) if self.agency_id else role_holder(self.role)


def person_holder(user_id: UUID) -> str:
    return f"person:{user_id}"


def team_holder(team_id: UUID) -> str:
    return f"team:{team_id}"


def agency_holder(agency_id: UUID, role: str = "") -> str:
    return f"agency:{agency_id}:{role}"


def role_holder(role: str) -> str:
    return f"role:{role}"

"""Where a message stands, and what it carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models


class State(models.TextChoices):
    """From written to gone. A message that waits or failed is tried again; one that was stopped never leaves."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    HELD = "held", "Kept here: this way of sending is not set up"
    FAILED = "failed", "Could not be sent"
    STOPPED = "stopped", "Stopped before it left"


@dataclass(frozen=True)
class Carried:
    """What a message is to bring about: what of it counts as told, until it is stopped.

    kind: the label of the row, such as "meetings.reach". before, after: what of the row the message changed, as it was, as it is.
    """

    kind: str
    pk: UUID
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

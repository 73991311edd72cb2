"""Who must know of something that happened to an episode, and who has answered for their own agency (H6)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .types import AlertKind
from .walls import FACT_OF_EPISODE


class Alert(Fact):
    """Something about an episode that those responsible must know. Raised once for what happened, however often it is tried.

    occasion: what makes it this alert and no other, such as the id of the grade; one alert an occasion.
    """

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="kind occasion")

    episode = models.ForeignKey("missing.Episode", on_delete=models.PROTECT, related_name="alerts")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=AlertKind.choices)
    occasion = models.TextField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    episode_id: UUID
    child_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "episode", "kind", "occasion"], name="one_alert_an_occasion"),
        ]
        indexes = [models.Index(fields=["partnership", "child"], name="alert_by_child")]


class AlertTo(Fact):
    """One agency, or one part of it, that an alert goes to: each answers for itself (H6). The duty climbs until it does.

    seat: who is asked, as a stable key such as "worker", "duty", "police", "placing" or "host".
    """

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="seat")

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="recipients")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    seat = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    duty_id = models.UUIDField()

    alert_id: UUID
    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "alert", "seat"], name="one_answer_a_seat")]
        indexes = [
            models.Index(fields=["partnership", "child"], name="alert_to_by_child"),
            models.Index(fields=["partnership", "duty_id"], name="alert_to_by_duty"),
        ]


class Acknowledgement(Fact):
    """Somebody answered an alert for their own agency, and named who has it."""

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, personal="held_by", special="note")

    recipient = models.OneToOneField(AlertTo, on_delete=models.PROTECT, related_name="acknowledgement")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_by = models.TextField()
    note = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    recipient_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="acknowledgement_by_child")]

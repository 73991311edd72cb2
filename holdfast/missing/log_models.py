"""How great the risk was judged to be, and what was seen, asked and done while the child was missing."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .types import GradeKind, GradeLevel, LogKind
from .walls import FACT_OF_EPISODE


class Grade(Fact):
    """How great somebody judged the risk to be, and why. Only police set the police grade (H6).

    edition: of the list of grades it was chosen from.
    """

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="kind level edition", special="reason")

    episode = models.ForeignKey("missing.Episode", on_delete=models.PROTECT, related_name="grades")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=GradeKind.choices)
    level = models.TextField(choices=GradeLevel.choices)
    reason = models.TextField()
    edition = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    graded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    episode_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="grade_by_child")]


class LogEntry(Fact):
    """A sighting, an enquiry or an action of an episode: when, where, in whose words. Never changed: another one corrects it."""

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="kind", special="words place")

    episode = models.ForeignKey("missing.Episode", on_delete=models.PROTECT, related_name="log")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=LogKind.choices)
    at = models.DateTimeField()
    words = models.TextField()
    place = models.TextField(blank=True, default="")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    episode_id: UUID
    child_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "episode", "-at", "id"], name="log_of_episode"),
            models.Index(fields=["partnership", "child"], name="log_by_child"),
        ]

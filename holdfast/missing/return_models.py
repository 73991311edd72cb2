"""How a child came back, and the first questions."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .walls import OF_EPISODE


class Return(Record):
    """How the child came back: where they were found, by whom, how they were, who was with them, and the first questions (H20).

    answers: by the keys of `questions`; what was not asked is not there, which is never no.
    prevention_*: the police's own conversation, which never stands for the return interview.
    """

    guard: ClassVar[Guard] = OF_EPISODE
    register = Register(
        Keeps.CHILD,
        working="prevention_done",
        special="found_where found_by found_with condition injuries brought_back_by answers prevention_notes prevention_why_not",
    )

    episode = models.OneToOneField("missing.Episode", on_delete=models.PROTECT, related_name="return_home")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    found_where = models.TextField(blank=True, default="")
    found_by = models.TextField(blank=True, default="")
    found_with = models.TextField(blank=True, default="")
    condition = models.TextField(blank=True, default="")
    injuries = models.TextField(blank=True, default="")
    brought_back_by = models.TextField(blank=True, default="")
    answers = models.JSONField(default=dict, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    prevention_done = models.BooleanField(null=True, blank=True)
    prevention_at = models.DateTimeField(null=True, blank=True)
    prevention_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    prevention_notes = models.TextField(blank=True, default="")
    prevention_why_not = models.TextField(blank=True, default="")

    episode_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="return_by_child")]

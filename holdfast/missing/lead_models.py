"""Where what was said goes: leads, each with somebody who follows it, and lines that are the police's alone."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child
from holdfast.records.types import Audience

from .conversation_models import for_professionals
from .interview_models import Interview
from .interview_types import LeadKind, LeadState
from .interview_walls import OF_LEAD, OF_LINE


def for_police() -> list[str]:
    return [Audience.POLICE.value]


class PoliceLine(Record):
    """A line for police: a draft of intelligence, read by the police and by whoever wrote it, and never part of any copy.

    taken_at: when somebody of the police took it on.
    """

    guard: ClassVar[Guard] = OF_LINE
    register = Register(Keeps.CHILD, working="audience", special="words")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="police_lines", db_index=False)
    words = models.TextField()
    audience = ArrayField(models.TextField(choices=Audience.choices), default=for_police)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    child_id: UUID
    written_by_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="police_line_by_child")]


class Lead(Record):
    """Something that was said and must go somewhere. "So what" stands beside it until it is done, and then what came of it.

    words: what there is to follow; for a line for police nothing stands here, and the words are the line's alone. owner: who
    follows it; without one, whoever holds `role`. became: what it turned into, such as the words put into the trigger plan.
    """

    guard: ClassVar[Guard] = OF_LEAD
    register = Register(Keeps.CHILD, working="kind state role audience", special="words came_of became")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="leads", db_index=False)
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="leads", db_index=False)
    kind = models.TextField(choices=LeadKind.choices)
    words = models.TextField(blank=True, default="")
    line = models.ForeignKey(PoliceLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    role = models.TextField(blank=True, default="")
    due_at = models.DateTimeField()
    state = models.TextField(choices=LeadState.choices, default=LeadState.OPEN)
    became = models.TextField(blank=True, default="")
    came_of = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    audience = ArrayField(models.TextField(choices=Audience.choices), default=for_professionals)
    named = ArrayField(models.UUIDField(), default=list, blank=True)
    not_for = ArrayField(models.UUIDField(), default=list, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    child_id: UUID
    interview_id: UUID
    line_id: UUID | None
    owner_id: UUID | None
    written_by_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="lead_by_child"),
            models.Index(fields=["partnership", "interview"], name="lead_of_interview"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == LeadState.OPEN

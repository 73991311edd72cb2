"""The one chronology of a child, which every part of Holdfast feeds."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.walls import FACT_OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register

from ..types import Audience
from .child import Child
from .identity import IdentityLink


class ChronologyEntry(Fact):
    """Something that happened to or about the child, with those who may read it. Never changed; a correction follows it.

    at: when it happened. kind: a stable key of the part that wrote it ("referral.received").
    link: the joining of typed words to this record under which it came here; undone, the entry is no longer shown here.
    corrects: the entry that this one puts right.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="kind source_kind audience", special="title text")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="chronology", db_index=False)
    at = models.DateTimeField()
    kind = models.TextField()
    title = models.TextField()
    text = models.TextField(blank=True, default="")
    source_kind = models.TextField(blank=True, default="")
    source_id = models.UUIDField(null=True, blank=True)
    audience = ArrayField(models.TextField(choices=Audience.choices))
    named = ArrayField(models.UUIDField(), default=list)
    not_for = ArrayField(models.UUIDField(), default=list)
    link = models.ForeignKey(IdentityLink, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recorded_by = models.UUIDField(null=True)

    child_id: UUID
    corrects_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child", "-at", "-id"], name="chronology_newest"),
            models.Index(fields=["partnership", "source_id"], name="chronology_by_source"),
        ]

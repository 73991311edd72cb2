"""What an edit replaced, so that whoever made it can take it back."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from holdfast.access.models import User
from holdfast.access.walls import reads
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, SYSTEM, Guard, Writes
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from .child import Child


class Edit(Record):
    """One ordinary edit of the record: the words it replaced. Its editor alone reads it, and for a day may take it back.

    kind: which part of the record. row_id: the row. after: the row's version once it was saved.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND {reads()} AND (editor_id = {PERSON} OR {SYSTEM} IS NOT NULL)",
        insert=OWN_PARTNERSHIP,
        writes=Writes.FULL,
    )
    register = Register(Keeps.PASSING, working="kind after", special="replaced")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    editor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    row_id = models.UUIDField()
    replaced = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.PositiveIntegerField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID
    editor_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "editor", "created_at"], name="edit_by_editor")]

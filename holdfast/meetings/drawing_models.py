"""What a child, or a relative, drew for a meeting: the picture itself is a sealed file, and its words stand beside it."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from .drawing_walls import OF_A_DRAWING
from .models import Meeting, View
from .types import DrawingReaders


class Drawing(Record):
    """One drawing, with the view it belongs to. It stands in nobody else's copy, and goes to nobody by a message (H23).

    file_id: the sealed file. says: what whoever drew it says it shows, in words for those who cannot see it. readers: whom they
    let see it. given_by: whose account it came with; none where it came by the personal link. taken_off_at: its file was
    destroyed then; that there was one, what it showed and why it went stays.
    """

    guard: ClassVar[Guard] = OF_A_DRAWING
    register = Register(Keeps.CHILD, working="readers", special="says why_off", family="says")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    view = models.OneToOneField(View, on_delete=models.PROTECT, related_name="drawing")
    file_id = models.UUIDField()
    says = models.TextField()
    readers = models.TextField(choices=DrawingReaders.choices)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    taken_off_at = models.DateTimeField(null=True, blank=True)
    taken_off_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    why_off = models.TextField(blank=True, default="")

    meeting_id: UUID
    view_id: UUID
    given_by_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "meeting"], name="drawing_by_meeting")]

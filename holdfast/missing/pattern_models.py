"""The pattern of a child's missing episodes as it was seen: the days on which the count was crossed, and when that was known."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from .walls import OF_EPISODE


class Crossing(Record):
    """A day on which the count of a child's episodes first went over the threshold. One that was undone stays, and says so (H4).

    crossed_on: the day in London. known_at: when Holdfast first knew, which may be later than the day. refs, counted, rule: as
    last reckoned while it held. undone_at: when a change left the count lower on that day, with why and by whom; empty while it
    still holds. late_why: why it was known only after the day.
    """

    guard: ClassVar[Guard] = OF_EPISODE
    register = Register(Keeps.CHILD, working="crossed_on counted refs rule", special="undone_why late_why")

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="+", db_index=False)
    crossed_on = models.DateField()
    known_at = models.DateTimeField()
    counted = models.PositiveSmallIntegerField()
    refs = ArrayField(models.TextField())
    rule = models.TextField()
    late_why = models.TextField(blank=True, default="")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_why = models.TextField(blank=True, default="")
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "child", "crossed_on"], name="crossed_once_a_day")]

    @property
    def still_true(self) -> bool:
        return self.undone_at is None

"""Two records that are one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import OWN_PARTNERSHIP, Guard, has_grant
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from .walls import GOVERNS


class Merge(Record):
    """Two records turned out to be of one child, or of one person: the merged record's rows were moved to the survivor.

    moved: ids of the rows that moved, by "app.Model.column"; undone, each goes back to where it was.
    name_id: the other name that the merge left on the survivor, so that it is found by both.
    """

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND ({GOVERNS} OR {has_grant('screen')})")
    register = Register(Keeps.CHILD, working="kind moved", special="why undone_why")

    kind = models.TextField(choices=[("child", "Children"), ("person", "People")])
    survivor_id = models.UUIDField()
    merged_id = models.UUIDField()
    name_id = models.UUIDField(null=True, blank=True)
    why = models.TextField()
    moved = models.JSONField(default=dict)
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_why = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "survivor_id"], name="merge_by_survivor"),
            models.Index(fields=["partnership", "-created_at", "-id"], name="merge_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "merged_id"],
                condition=models.Q(undone_at__isnull=True),
                name="merged_into_one_record",
            ),
            models.CheckConstraint(condition=~models.Q(survivor_id=models.F("merged_id")), name="merged_into_another"),
        ]

    @property
    def rows(self) -> int:
        return sum(len(ids) for ids in self.moved.values())

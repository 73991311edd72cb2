"""Two records that turned out to be of one child, or of one person, and how to part them again."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register


class Merge(Record):
    """The merged record's rows were moved to the survivor. Undone, each goes back to where it was.

    moved: ids of the rows that moved, by "app.Model.column".
    """

    register = Register(Keeps.CHILD, working="kind moved", special="why undone_why")

    kind = models.TextField(choices=[("child", "Children"), ("person", "People")])
    survivor_id = models.UUIDField()
    merged_id = models.UUIDField()
    why = models.TextField()
    moved = models.JSONField(default=dict)
    merged_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)
    undone_why = models.TextField(default="", blank=True)

    partnership_id: UUID

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

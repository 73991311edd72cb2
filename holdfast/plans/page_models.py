"""The private page of a copy: behind a link that opens once, and a code that reaches its reader another way."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.walls import OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .around_models import CopyGiven


class CopyPage(Record):
    """Who opened the page of a copy, when and how often. What it says is kept nowhere else than in the version of the plan.

    right_at: when the code was typed right, in the browser that holds the link. closed_at: taken back, or another was given.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="tries_left opened_times", locked="code_hash")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="plan_pages", db_index=False)
    given = models.OneToOneField(CopyGiven, on_delete=models.PROTECT, related_name="page")
    link_id = models.UUIDField()
    code_hash = models.TextField()
    tries_left = models.PositiveSmallIntegerField()
    right_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_times = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID
    given_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "link_id"], name="one_plan_page_a_link")]
        indexes = [models.Index(fields=["partnership", "child", "-created_at"], name="plan_page_by_child")]


def whose(field: str, person_id: UUID | None) -> dict[str, Any]:
    """The rows of one relative; of the child, who has no record of a person, where there is none."""
    return {field: person_id} if person_id else {f"{field}__isnull": True}

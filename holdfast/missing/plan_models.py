"""A child's trigger plan: what is kept ready, each version of it, drafts nobody else reads, and the pictures."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .plan_walls import FACT_OF_PLAN, OF_PICTURE, OF_PLAN, OF_WRITER


class PictureKind(models.TextChoices):
    """What a picture shows."""

    FACE = "face", "Face"
    WHOLE = "whole", "Whole person"
    MARK = "mark", "A mark, such as a tattoo"


class PictureReaders(models.TextChoices):
    """Who sees a picture. Police looking for the child always do (H18)."""

    PLAN = "plan", "Everybody who reads the plan"
    KEEPERS = "keepers", "Those who keep the plan, and the police while the child is missing"


class TriggerPlan(Record):
    """Part 1 of a child's trigger plan. answers: by the keys of `rules.trigger_plan`. review_at: when it is looked at again."""

    guard: ClassVar[Guard] = OF_PLAN
    register = Register(Keeps.CHILD, special="answers")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="trigger_plans", db_index=False)
    answers = models.JSONField(default=dict, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    looked_at = models.DateTimeField()
    review_at = models.DateTimeField()

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "child"], name="one_trigger_plan_a_child")]


class PlanVersion(Fact):
    """What a plan said from one save on, and who saved it."""

    guard: ClassVar[Guard] = FACT_OF_PLAN
    register = Register(Keeps.CHILD, working="number", special="answers")

    plan = models.ForeignKey(TriggerPlan, on_delete=models.PROTECT, related_name="versions", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]
        indexes = [models.Index(fields=["partnership", "child"], name="plan_version_by_child")]


class PlanDraft(Record):
    """A plan that somebody is writing and has not saved. Nobody else reads it. seen: the version they began from."""

    guard: ClassVar[Guard] = OF_WRITER
    register = Register(Keeps.PASSING, working="seen", special="answers")

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    child_id = models.UUIDField()
    seen = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict, blank=True)
    expires_at = models.DateTimeField()

    owner_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "owner", "child_id"], name="one_plan_draft_a_writer")]
        indexes = [models.Index(fields=["partnership", "expires_at"], name="plan_draft_expiring")]


class PlanPicture(Record):
    """A picture of the child, for their plan alone: never on boards, lists, messages or in a comparison of faces (H18).

    file_id: the sealed file. taken_on: the day, where it is known. given_by: whose account it came with. taken_off_at: when it
    was replaced or taken off; its file is destroyed then.
    """

    guard: ClassVar[Guard] = OF_PICTURE
    register = Register(Keeps.CHILD, working="kind readers taken_on")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    file_id = models.UUIDField()
    kind = models.TextField(choices=PictureKind.choices, default=PictureKind.FACE)
    readers = models.TextField(choices=PictureReaders.choices, default=PictureReaders.PLAN)
    taken_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    taken_off_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "taken_off_at"], name="plan_picture_by_child")]

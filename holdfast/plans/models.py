"""A child's multi-agency safety plan: what is being written, each version of it for good, and who approved and signed it."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import User
from holdfast.access.walls import FACT_OF_CHILD, OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child, Person
from holdfast.records.types import Audience
from holdfast.rules.plans import QUESTIONS, WHOSE

from .around_models import CopyGiven as CopyGiven
from .around_models import OtherPlan as OtherPlan
from .around_models import PlanAtMeeting as PlanAtMeeting
from .around_models import RegularContact as RegularContact
from .around_models import SupportPlan as SupportPlan
from .around_models import SupportVersion as SupportVersion
from .around_models import Transition as Transition
from .types import LevelFrom, Reached, Signed, SignedHow, Signer, WhyClosed

KEYS = [(one.key, one.label) for one in QUESTIONS]
WORDS_OF = [(one.key, one.label) for one in WHOSE]


class SafetyPlan(Record):
    """The one plan of a child that stands open, as it is being written.

    approved: the number of the version that holds; 0 before the first. level, why_level, evidence: as they will be proposed.
    took_part: who made it and how. writers: whoever has written in it since the version that holds. review_at: when it is looked
    at again.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="approved writers", special="level why_level evidence took_part")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="safety_plans", db_index=False)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    approved = models.PositiveIntegerField(default=0)
    level = models.TextField(blank=True, default="")
    why_level = models.TextField(blank=True, default="")
    evidence = models.JSONField(default=dict, blank=True)
    took_part = models.JSONField(default=list, blank=True)
    writers = ArrayField(models.UUIDField(), default=list)
    review_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "child"], condition=models.Q(closed_at__isnull=True), name="one_open_safety_plan"
            )
        ]
        indexes = [models.Index(fields=["partnership", "child", "-created_at"], name="safety_plan_by_child")]


class Readers(models.Model):
    """Who reads an answer. relatives: those chosen, by their ids in the record. named, not_for: colleagues, by their accounts."""

    audience = ArrayField(models.TextField(choices=Audience.choices))
    relatives = ArrayField(models.UUIDField(), default=list)
    named = ArrayField(models.UUIDField(), default=list)
    not_for = ArrayField(models.UUIDField(), default=list)
    recorded_by = models.UUIDField(null=True)

    class Meta:
        abstract = True


class PlanItem(Readers, Record):
    """One answer of the plan that is being written, with its own readers. Without words it is taken out. whose: whose words."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(
        Keeps.CHILD, working="key whose audience relatives named not_for recorded_by", special="words", family="words"
    )

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="items", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.TextField(choices=KEYS)
    words = models.TextField(blank=True, default="")
    whose = models.TextField(choices=WORDS_OF, default="worker")

    plan_id: UUID
    child_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["plan", "key"], name="plan_item_by_plan"),
            models.Index(fields=["partnership", "child"], name="plan_item_by_child"),
        ]


class SafetyVersion(Fact):
    """What a plan said when it was put forward for approval: never changed, whatever became of it."""

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="number writers before", special="level why_level evidence took_part")

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="versions", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="safety_plan_versions", db_index=False)
    number = models.PositiveIntegerField()
    before = models.PositiveIntegerField(default=0)
    level = models.TextField()
    why_level = models.TextField(blank=True, default="")
    evidence = models.JSONField(default=dict, blank=True)
    took_part = models.JSONField(default=list, blank=True)
    writers = ArrayField(models.UUIDField(), default=list)
    put_forward_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    plan_id: UUID
    child_id: UUID
    put_forward_by_id: UUID | None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="safety_version_once")]
        indexes = [models.Index(fields=["partnership", "child", "-created_at"], name="safety_version_by_child")]


class VersionItem(Readers, Fact):
    """One answer of a version, with the readers it had then."""

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(
        Keeps.CHILD, working="key whose place audience relatives named not_for recorded_by", special="words", family="words"
    )

    version_of = models.ForeignKey(SafetyVersion, on_delete=models.PROTECT, related_name="items", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="safety_plan_items", db_index=False)
    item_id = models.UUIDField()
    place = models.PositiveIntegerField()
    key = models.TextField(choices=KEYS)
    words = models.TextField()
    whose = models.TextField(choices=WORDS_OF)

    child_id: UUID
    version_of_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["version_of", "place"], name="version_item_by_version"),
            models.Index(fields=["partnership", "child"], name="version_item_by_child"),
        ]


class VersionAnswer(Fact):
    """Somebody else approved a version, or sent it back with the reason."""

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="approved", special="why")

    version_of = models.OneToOneField(SafetyVersion, on_delete=models.PROTECT, related_name="answer")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    approved = models.BooleanField()
    why = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="version_answer_by_child")]


class Signing(Fact):
    """What somebody said of a version: whether they agree, how and when they said so. What they say later is another row."""

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="signer answer how on_date", personal="name", special="words")

    version_of = models.ForeignKey(SafetyVersion, on_delete=models.PROTECT, related_name="signings", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="safety_plan_signings", db_index=False)
    signer = models.TextField(choices=Signer.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.TextField(blank=True, default="")
    answer = models.TextField(choices=Signed.choices)
    how = models.TextField(choices=SignedHow.choices, blank=True, default="")
    words = models.TextField(blank=True, default="")
    on_date = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID
    version_of_id: UUID
    person_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["version_of", "created_at"], name="signing_by_version"),
            models.Index(fields=["partnership", "child"], name="signing_by_child"),
        ]


class LevelGiven(Fact):
    """A level of risk given by a plan, a meeting or the end of a plan, from a moment on. evidence: what shows that it fell."""

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="given_in source_id", special="level why evidence")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="levels_given", db_index=False)
    level = models.TextField()
    at = models.DateTimeField()
    given_in = models.TextField(choices=LevelFrom.choices)
    source_id = models.UUIDField()
    why = models.TextField(blank=True, default="")
    evidence = models.JSONField(default=dict, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "-at"], name="level_given_by_child")]


class PlanClosing(Fact):
    """A plan was ended: why, what became of what it was for, what each said of it, and who has the child in mind now."""

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(
        Keeps.CHILD, working="why reached", special="what_changed evidence child_said family_said professionals_said carries_on"
    )

    plan = models.OneToOneField(SafetyPlan, on_delete=models.PROTECT, related_name="closing")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="safety_plan_closings", db_index=False)
    why = models.TextField(choices=WhyClosed.choices)
    reached = models.TextField(choices=Reached.choices)
    what_changed = models.TextField()
    evidence = models.JSONField(default=dict, blank=True)
    child_said = models.TextField()
    family_said = models.TextField()
    professionals_said = models.TextField(blank=True, default="")
    carries_on = models.TextField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="plan_closing_by_child")]

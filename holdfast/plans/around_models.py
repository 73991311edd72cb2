"""What stands beside a safety plan: how the work is done now, the child's other plans, growing up, meetings, and copies given."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.access.walls import FACT_OF_CHILD, OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child, Person
from holdfast.rules.plan_together import KINDS, MODES

from .types import AtMeeting, CopyMeans, Edition


class SupportPlan(Record):
    """How the work with a child is done now, and how the child may safely be reached. says: by the subjects of `rules`.

    reach: how and when to reach the child. never: what is never done. answers: what to do where somebody else answers.
    cut_off: what if a call breaks off. review_on: when this is agreed again.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(
        Keeps.CHILD, working="review_on", special="aims reach never answers cut_off child_chose says", family="aims"
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="support_plans", db_index=False)
    aims = models.TextField(blank=True, default="")
    child_chose = models.TextField(blank=True, default="")
    reach = models.TextField(blank=True, default="")
    never = models.TextField(blank=True, default="")
    answers = models.TextField(blank=True, default="")
    cut_off = models.TextField(blank=True, default="")
    says = models.JSONField(default=dict, blank=True)
    review_on = models.DateField(null=True, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "child"], name="one_support_plan_a_child")]


class SupportVersion(Fact):
    """What a support plan said from one save on, and who saved it. values: by the names of its fields."""

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="number", special="values")

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="versions", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="support_version_once")]
        indexes = [models.Index(fields=["partnership", "child"], name="support_version_by_child")]


class OtherPlan(Record):
    """Another plan of the child, as a fact: whose it is, when it is reviewed, and what it says on what plans may differ about."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="kind agency review_on from_date until", personal="lead", special="purpose says")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="other_plans", db_index=False)
    kind = models.TextField(choices=[(one.key, one.label) for one in KINDS])
    lead = models.TextField()
    agency = models.TextField(blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    says = models.JSONField(default=dict, blank=True)
    review_on = models.DateField(null=True, blank=True)
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "until"], name="other_plan_by_child")]


class RegularContact(Record):
    """Somebody sees, rings or writes to the child again and again. other: the plan it belongs to; none is the support plan."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="mode agency every_days first_on until", personal="who", special="at purpose")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="regular_contacts", db_index=False)
    other = models.ForeignKey(OtherPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    who = models.TextField()
    agency = models.TextField()
    mode = models.TextField(choices=[(one.key, one.label) for one in MODES])
    every_days = models.PositiveIntegerField()
    first_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    at = models.TextField(blank=True, default="")
    purpose = models.TextField(blank=True, default="")

    child_id: UUID
    other_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "until"], name="regular_contact_by_child")]


class Transition(Record):
    """Growing up: who leads on the adult side, what was thought of, and how things stand at eighteen. It never ends by itself.

    answers: by the prompts of `rules.transition`, each with a state and words. asked_at_18: when the young person was asked anew
    what they agree to.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(
        Keeps.CHILD, working="lead_agency named_on asked_at_18", personal="lead lead_telephone",
        special="young_person_says after_18 answers",
    )  # fmt: skip

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="transitions", db_index=False)
    lead = models.TextField(blank=True, default="")
    lead_agency = models.TextField(blank=True, default="")
    lead_telephone = models.TextField(blank=True, default="")
    named_on = models.DateField(null=True, blank=True)
    young_person_says = models.TextField(blank=True, default="")
    answers = models.JSONField(default=dict, blank=True)
    after_18 = models.TextField(blank=True, default="")
    asked_at_18 = models.DateField(null=True, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "child"], name="one_transition_a_child")]


class PlanAtMeeting(Record):
    """A risk management meeting looks at the plan: reviewed, or why not and by what day, which the chair sees.

    meeting_id: of the meeting. chair: who sees it. number: the version that was looked at.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="outcome number by_date", special="words")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="plan_reviews", db_index=False)
    meeting_id = models.UUIDField()
    chair = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    outcome = models.TextField(choices=AtMeeting.choices, default=AtMeeting.DUE)
    number = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True, default="")
    by_date = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    seen_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID
    chair_id: UUID | None
    seen_by_id: UUID | None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "meeting_id", "child"], name="plan_once_a_meeting")]
        indexes = [models.Index(fields=["partnership", "child", "-created_at"], name="plan_at_meeting_by_child")]


class CopyGiven(Fact):
    """A copy was given, or the plan was talked through without one: to whom, where it is kept and who might find it.

    release_id: its line in the register of what left; none where nothing left.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="number edition means release_id", special="kept_where found_by words")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="plan_copies", db_index=False)
    number = models.PositiveIntegerField()
    edition = models.TextField(choices=Edition.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    means = models.TextField(choices=CopyMeans.choices)
    kept_where = models.TextField(blank=True, default="")
    found_by = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    release_id = models.UUIDField(null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    child_id: UUID
    person_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "-created_at"], name="copy_given_by_child")]

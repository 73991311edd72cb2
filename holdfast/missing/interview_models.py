"""The return home interview about each episode: its offer, its clock, its result, and each step on the way.

What the child said stands in `conversation_models`, and where it led in `lead_models`.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .interview_types import OPEN_STATES, CarerAsked, InterviewState, Mode, Outcome, StepKind
from .interview_walls import FACT_OF_CHILD
from .walls import OF_EPISODE


class Interview(Record):
    """The return home interview about one episode: offered, answered, and what came of it. It says nothing of what was said.

    counted_from: the earlier of found and back; none while the child is missing. due_at: when the hours run out. provider: the
    agency of the interviewer. independent: false where the interviewer works with the child and somebody said why it is they.
    accepted: none while the child has not answered. police_first: it waits for the police's interview. outcome_at: when it was
    held, declined or given up; by this it was in time or late. conversation_id: in which the child talked of it.
    """

    guard: ClassVar[Guard] = OF_EPISODE
    register = Register(Keeps.CHILD, working="state accepted independent police_first held_mode carer_asked")

    episode = models.OneToOneField("missing.Episode", on_delete=models.PROTECT, related_name="interview")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.TextField(choices=InterviewState.choices, default=InterviewState.WAITING)
    counted_from = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    interviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    independent = models.BooleanField(null=True, blank=True)
    allocated_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    police_first = models.BooleanField(default=False)
    police_done_at = models.DateTimeField(null=True, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    held_mode = models.TextField(choices=Mode.choices, blank=True, default="")
    conversation_id = models.UUIDField(null=True, blank=True)
    carer_asked = models.TextField(choices=CarerAsked.choices, blank=True, default=CarerAsked.NOT_YET)
    carer_asked_at = models.DateTimeField(null=True, blank=True)

    episode_id: UUID
    child_id: UUID
    interviewer_id: UUID | None
    provider_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="interview_by_child"),
            models.Index(
                fields=["partnership", "due_at", "id"],
                condition=models.Q(state__in=OPEN_STATES),
                name="interview_open",
            ),
        ]

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def in_time(self) -> bool | None:
        """Whether it was held, or declined by the child, within its hours; None where it was neither."""
        if self.state not in (InterviewState.HELD, InterviewState.DECLINED) or self.outcome_at is None or self.due_at is None:
            return None
        return self.outcome_at <= self.due_at


class InterviewStep(Fact):
    """One thing that happened with an interview, in somebody's words: an offer, an attempt, a no. Never changed.

    about: the person it was allocated to.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="kind mode outcome", special="words")

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="steps", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=StepKind.choices)
    at = models.DateTimeField()
    mode = models.TextField(choices=Mode.choices, blank=True, default="")
    outcome = models.TextField(choices=Outcome.choices, blank=True, default="")
    words = models.TextField(blank=True, default="")
    about = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    interview_id: UUID
    child_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "interview", "-at", "id"], name="step_of_interview"),
            models.Index(fields=["partnership", "child"], name="step_by_child"),
        ]

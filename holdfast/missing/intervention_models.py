"""The missing intervention meeting that a child's pattern calls for, or that somebody asks for: one open at a time."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard, Writes
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register

from .walls import FACT_OF_EPISODE, OF_EPISODE, of_episode


class InterventionState(models.TextChoices):
    """How the meeting stands. One that is open waits for a person: nothing but a person holds, declines or cancels it."""

    OPEN = "open", "Called for"
    HELD = "held", "Held"
    DECLINED = "declined", "Declined"
    CANCELLED = "cancelled", "Cancelled"


class Asked(models.TextChoices):
    """What a professional asks for, whatever the count (H4)."""

    MEETING = "meeting", "A missing intervention meeting"
    STRATEGY = "strategy", "A strategy discussion"


class Intervention(Record):
    """A meeting about one child's missing episodes, from the moment it is called for until it is held, declined or cancelled.

    called_on: the day in London whose count called for it; empty where a person asked. rule, counted: as reckoned on that day.
    late_why: why it was called for only after that day. due_at: when it is to have been held.
    meeting_at, meeting_reference, meeting_id: the meeting that answers it, one already booked or one convened for it; it takes
    the pattern as an item. late_reason: why that meeting is after the limit. flagged_at: a change has undone what called for it;
    the meeting stands until a person decides. joined_to: the meeting of the record that this child's was merged into.
    """

    guard: ClassVar[Guard] = OF_EPISODE
    register = Register(
        Keeps.CHILD,
        working="reference called_on counted rule state",
        special="late_why flagged_why meeting_reference late_reason ended_why",
    )

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="+", db_index=False)
    reference = models.TextField()
    state = models.TextField(choices=InterventionState.choices, default=InterventionState.OPEN)
    called_on = models.DateField(null=True, blank=True)
    counted = models.PositiveSmallIntegerField(default=0)
    rule = models.TextField(blank=True, default="")
    late_why = models.TextField(blank=True, default="")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    meeting_at = models.DateTimeField(null=True, blank=True)
    meeting_reference = models.TextField(blank=True, default="")
    meeting_id = models.UUIDField(null=True, blank=True)
    late_reason = models.TextField(blank=True, default="")
    booked_at = models.DateTimeField(null=True, blank=True)
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    flagged_at = models.DateTimeField(null=True, blank=True)
    flagged_why = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    ended_why = models.TextField(blank=True, default="")
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    child_id: UUID
    joined_to_id: UUID | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "reference"], name="intervention_reference_once"),
            models.UniqueConstraint(
                fields=["partnership", "child"],
                condition=models.Q(state=InterventionState.OPEN, joined_to=None),
                name="one_open_intervention_a_child",
            ),
            models.CheckConstraint(
                condition=models.Q(state=InterventionState.OPEN, ended_at=None)
                | ~models.Q(state=InterventionState.OPEN) & models.Q(ended_at__isnull=False),
                name="intervention_ended_when_not_open",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "child", "-raised_at"], name="intervention_by_child"),
            models.Index(
                fields=["partnership", "due_at", "id"],
                condition=models.Q(state=InterventionState.OPEN, joined_to=None),
                name="intervention_open",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def open(self) -> bool:
        return self.state == InterventionState.OPEN and self.joined_to_id is None

    @property
    def called_late(self) -> bool:
        """It should have been called for on an earlier day than it was."""
        return bool(self.late_why)


class InterventionEpisode(Fact):
    """An episode that a meeting answers for: counted when it was called for, or joined to it while it was open.

    Never changed: an episode that is set aside later was still one of those for which the meeting was called.
    """

    guard: ClassVar[Guard] = of_episode(Writes.APPEND)
    register = Register(Keeps.CHILD)

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="episodes")
    episode = models.ForeignKey("missing.Episode", on_delete=models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    intervention_id: UUID
    episode_id: UUID
    child_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "intervention", "episode"], name="intervention_episode_once"),
        ]
        indexes = [models.Index(fields=["partnership", "child"], name="intervention_eps_by_child")]


class InterventionAsk(Fact):
    """A professional asked for the meeting, or for a strategy discussion, and why. The count has no say in it (H4)."""

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="reference what", special="why")

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="+", db_index=False)
    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, null=True, blank=True, related_name="asks", db_index=False
    )
    reference = models.TextField()
    what = models.TextField(choices=Asked.choices)
    why = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "-at"], name="intervention_ask_by_child")]

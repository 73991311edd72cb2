"""Clocks that run, duties that rest on somebody, where each duty is found, and who was told."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import Agency, Team, User
from holdfast.access.walls import not_shut_out
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, TOKEN, Guard, Writes, has_grant
from holdfast.kernel.models import Fact, Record, Row
from holdfast.kernel.register import Keeps, Register

from .types import LIVE, Responsible, State

# Somebody at work or sending, and never of a case they are a person in. Who finds a duty is decided by its seats; its words name
# no child, and neither does a clock.
OF_WORK = Guard(
    rows=(f"{OWN_PARTNERSHIP} AND ({has_grant('work')} OR (({PERSON} IS NOT NULL OR {TOKEN} IS NOT NULL) AND {not_shut_out()}))"),
    insert=OWN_PARTNERSHIP,
)
NAMES_NOBODY = "Which person, team or role a duty rests on, by id: nothing of what it is about."


class Clock(Record):
    """A time limit that runs: the rule, when it started, when it is due, and the arithmetic that says so.

    edition: the figures it was reckoned with, kept so that a later change of settings moves no running clock.
    """

    guard: ClassVar[Guard] = OF_WORK

    register = Register(Keeps.SUBJECT, working="rule subject_kind source steps edition")

    rule = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    source = models.TextField()
    steps = ArrayField(models.TextField(), default=list)
    edition = models.JSONField(default=dict)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "subject_id", "rule"],
                condition=models.Q(stopped_at__isnull=True),
                name="one_running_clock_a_rule",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "subject_id", "rule"], name="clock_by_subject"),
            models.Index(fields=["partnership", "child_id", "due_at"], name="clock_by_child"),
            models.Index(
                fields=["partnership", "rule", "due_at"],
                condition=models.Q(stopped_at__isnull=True),
                name="clock_running",
            ),
        ]

    @property
    def running(self) -> bool:
        return self.stopped_at is None

    @property
    def kept(self) -> bool | None:
        """Whether it was stopped in time; None while it runs."""
        return None if self.stopped_at is None else self.stopped_at <= self.due_at


class Duty(Record):
    """One thing somebody must do, about one subject. It stays until it is done or withdrawn.

    kind: stable key; the surface knows from it which page to open.
    what: the duty as a sentence, without a child's name.
    ladder: how it climbs when nobody answers; rung: how far it has climbed.
    """

    guard: ClassVar[Guard] = OF_WORK

    register = Register(Keeps.SUBJECT, working="kind subject_kind reference what role state urgent needs_ack ladder rung")

    kind = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    reference = models.TextField(default="")
    what = models.TextField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.TextField(default="")
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, null=True, related_name="duties")
    due_at = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.OPEN)
    urgent = models.BooleanField(default=False)
    needs_ack = models.BooleanField(default=False)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    ladder = models.TextField(default="")
    rung = models.PositiveSmallIntegerField(default=0)
    next_climb_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    user_id: UUID | None
    team_id: UUID | None
    agency_id: UUID | None

    class Meta:
        verbose_name_plural = "duties"
        indexes = [
            models.Index(fields=["partnership", "subject_id", "kind"], name="duty_by_subject"),
            # What brought somebody to a child's record, also when it is done.
            models.Index(
                fields=["partnership", "child_id", "ended_at"],
                condition=models.Q(child_id__isnull=False),
                name="duty_by_child_ever",
            ),
            models.Index(
                fields=["partnership", "child_id", "due_at"],
                condition=models.Q(state__in=[state.value for state in LIVE]),
                name="duty_by_child",
            ),
            models.Index(
                fields=["partnership", "next_climb_at"],
                condition=models.Q(next_climb_at__isnull=False),
                name="duty_to_climb",
            ),
            models.Index(
                fields=["partnership", "opened_by", "due_at"],
                condition=models.Q(state__in=[state.value for state in LIVE])
                & (models.Q(user__isnull=False) | models.Q(agency__isnull=False)),
                name="duty_of_others",
            ),
        ]

    @property
    def responsible(self) -> Responsible:
        return Responsible(self.user_id, self.team_id, self.agency_id, self.role)

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def unanswered(self) -> bool:
        """Waiting for somebody to say they have it."""
        return self.needs_ack and self.acknowledged_at is None and self.live


class Seat(Row):
    """Where a live duty is found: under each person, team, agency or role it rests on or has climbed to.

    One flat indexed row each, so that My work is read in the order it runs out however many duties there are.
    Gone when the duty ends.
    """

    guard: ClassVar[Guard] = Guard(rows=OWN_PARTNERSHIP, writes=Writes.FULL, why=NAMES_NOBODY)
    register = Register(Keeps.SUBJECT, working="holder rung")

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="seats")
    holder = models.TextField()
    due_at = models.DateTimeField()
    rung = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "duty", "holder"], name="one_seat_a_holder"),
        ]
        indexes = [models.Index(fields=["partnership", "holder", "due_at", "duty"], name="seat_in_order")]


class Told(Fact):
    """Somebody was told of a duty, at one rung of its ladder."""

    guard: ClassVar[Guard] = Guard(rows=OWN_PARTNERSHIP, writes=Writes.APPEND, why=NAMES_NOBODY)
    register = Register(Keeps.SUBJECT, working="rung role")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="told")
    rung = models.PositiveSmallIntegerField()
    role = models.TextField(default="")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    covering = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "duty", "rung"], name="told_by_duty")]

"""Who is around a child, and who is kept out."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, has_grant
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from ..types import GlassState, PlaceKind, RestrictionLevel
from ..walls import MINE, not_shut_out, of_child, reads
from .accounts import User
from .agencies import Agency, Team


class Circle(Record):
    """A child's circle: who may open this record, why, and until when. One flat row per reason.

    expires_at: for a place by break-glass or by request, the instant at which it lapses by itself.
    """

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND (user_id = {PERSON} OR {reads()})", insert=OWN_PARTNERSHIP)

    register = Register(Keeps.CHILD, working="reason kind allocated from_date until")

    child_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    kind = models.TextField(choices=PlaceKind.choices, default=PlaceKind.AGENCY)
    allocated = models.BooleanField(default=False)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    user_id: UUID
    agency_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "user", "child_id"], name="circle_by_user"),
            models.Index(fields=["partnership", "child_id"], name="circle_by_child"),
        ]


class TeamPlace(Record):
    """A whole team's place in a child's circle: whoever is in the team that day opens the record, and nobody who has left it.

    A record restricted to people named opens to no team.
    """

    guard: ClassVar[Guard] = of_child()
    register = Register(Keeps.CHILD, working="reason from_date until why_ended")

    child_id = models.UUIDField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="places")
    reason = models.TextField()
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    why_ended = models.TextField(default="", blank=True)

    team_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "team", "child_id"], name="team_place_by_team"),
            models.Index(fields=["partnership", "child_id"], name="team_place_by_child"),
        ]


class Exclusion(Record):
    """Somebody with an account who is, or seems to be, a person in a child's case: shut out of it, without being told why.

    certain: False where only the name or an address is alike; a named manager may then lift it, with a reason.
    """

    # A manager's, and never the manager's own; jobs that shut out.
    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR ({has_grant('ratify')} AND user_id <> {PERSON}))",
        insert=OWN_PARTNERSHIP,
    )
    register = Register(Keeps.CHILD, working="certain", special="why lifted_why")

    child_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    about_id = models.UUIDField()
    why = models.TextField()
    certain = models.BooleanField(default=False)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.UUIDField(null=True, blank=True)
    lifted_why = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "user", "child_id"], name="exclusion_by_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "child_id", "user", "about_id"],
                name="one_exclusion_per_person_in_the_case",
            )
        ]


class Restriction(Record):
    """A child whose record only the circle may open, from one day until another.

    level: whether others may find its name and nothing else, or find nothing at all.
    """

    guard: ClassVar[Guard] = of_child()

    register = Register(Keeps.CHILD, working="level from_date until", special="reason")

    child_id = models.UUIDField()
    level = models.TextField(choices=RestrictionLevel.choices, default=RestrictionLevel.INVISIBLE)
    reason = models.TextField()
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "child_id"], name="restriction_by_child")]


class BreakGlass(Record):
    """Somebody needed a record closed to them: opened at once for a few hours, or asked for; why, and what was made of it.

    state: opened at once, asked for, granted or refused. expires_at: when an opening lapses by itself.
    answered_*: of a request. reviewed_*: what a manager made of an opening. `fitting` is the manager's answer.
    """

    guard: ClassVar[Guard] = Guard(
        rows=(
            f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR user_id = {PERSON} OR child_id IN {MINE}"
            f" OR ({has_grant('ratify')} AND {not_shut_out()}))"
        ),
        insert=OWN_PARTNERSHIP,
    )
    register = Register(Keeps.CHILD, working="state fitting", special="reason answer review")

    child_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    state = models.TextField(choices=GlassState.choices)
    circle_id = models.UUIDField(null=True)
    expires_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    fitting = models.BooleanField(null=True)
    review = models.TextField(default="", blank=True)

    user_id: UUID
    agency_id: UUID

    class Meta:
        verbose_name_plural = "break-glass"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("user")),
                name="break_glass_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("user")),
                name="break_glass_answered_by_another",
            ),
            models.UniqueConstraint(
                fields=["partnership", "child_id", "user"],
                condition=models.Q(state=GlassState.ASKED.value),
                name="asked_for_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "created_at", "id"],
                condition=models.Q(reviewed_at__isnull=True),
                name="break_glass_to_look_at",
            ),
            models.Index(fields=["partnership", "child_id", "-created_at"], name="break_glass_by_child"),
        ]

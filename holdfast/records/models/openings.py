"""Who opened a record without a task, what they said why, and what a reviewer made of it (H10)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import Agency, User
from holdfast.access.walls import not_shut_out
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes, has_grant
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.rules.openings import FINDINGS

REVIEWS = has_grant("review-openings")
LISTS = Guard(rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR {REVIEWS})", insert=OWN_PARTNERSHIP)


class ReasonGiven(Fact):
    """Why somebody without a task opened a record, in their own words."""

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR user_id = {PERSON} OR ({REVIEWS} AND {not_shut_out()}))",
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
    )
    register = Register(Keeps.CHILD, special="words")

    child_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    user_id: UUID

    class Meta:
        verbose_name_plural = "reasons given"
        indexes = [models.Index(fields=["partnership", "user", "child_id", "-created_at"], name="reason_given_by_user")]


class OpeningList(Record):
    """The openings that were found on one day and rest on one kind of reviewer."""

    guard: ClassVar[Guard] = LISTS
    register = Register(Keeps.INVESTIGATION, working="day role")

    day = models.DateField()
    role = models.TextField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "day", "role"], name="one_opening_list_a_day")]


class UnrelatedOpening(Record):
    """Somebody opened a child's record on a day, and nothing Holdfast knows of brought them there.

    grounds: keys of `rules.openings.GROUNDS`. finding: what the reviewer last made of it, "" until somebody has.
    Read by reviewers, and never by whoever it is about, or by a person of the case.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR ({REVIEWS} AND user_id <> {PERSON} AND {not_shut_out()}))",
        insert=OWN_PARTNERSHIP,
    )
    register = Register(Keeps.CHILD, working="day times grounds finding")

    listed = models.ForeignKey(OpeningList, on_delete=models.PROTECT, related_name="openings")
    child_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField()
    grounds = ArrayField(models.TextField())
    due_at = models.DateTimeField()
    finding = models.TextField(choices=[(key.value, words) for key, words in FINDINGS.items()], default="", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    user_id: UUID
    agency_id: UUID
    listed_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "user", "child_id", "day"], name="opening_listed_once_a_day")
        ]
        indexes = [
            models.Index(
                fields=["partnership", "due_at", "id"],
                condition=models.Q(settled_at__isnull=True),
                name="opening_to_look_at",
            ),
            models.Index(fields=["partnership", "child_id", "-created_at"], name="unrelated_by_child"),
        ]


class OpeningReview(Fact):
    """A reviewer's words about one opening. A second look is another row."""

    # Read with the opening, which the database gives neither to whoever it is about nor to a person of the case.
    guard: ClassVar[Guard] = Guard(
        rows=(
            f"{OWN_PARTNERSHIP} AND ({REACH} = 'system' OR"
            f" ({REVIEWS} AND EXISTS (SELECT FROM records_unrelatedopening held WHERE held.id = opening_id)))"
        ),
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
    )
    register = Register(Keeps.SUBJECT, working="finding", special="words")

    opening = models.ForeignKey(UnrelatedOpening, on_delete=models.CASCADE, related_name="reviews")
    finding = models.TextField(choices=[(key.value, words) for key, words in FINDINGS.items()])
    words = models.TextField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    breach_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "opening", "created_at"], name="review_by_opening")]

"""The child: who they are, as far as it is known."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.walls import OF_CHILD, of_child
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from ..types import Audience, IdentifierKind, NameKind, Send, SensitiveKind, Sex, YesNo


class Child(Record):
    """A child, born or not yet. Names and dates are kept as far as they are known."""

    guard: ClassVar[Guard] = of_child("id")
    register = Register(
        Keeps.CHILD,
        working="unborn",
        personal="given family known_as born_earliest born_latest born_words due_on died_on sex language interpreter",
        special="ethnicity nationality communication access_needs send send_needs learning_disability is_parent staff_safety",
        family="given known_as language interpreter communication access_needs",
    )

    given = models.TextField(blank=True, default="")
    family = models.TextField(blank=True, default="")
    known_as = models.TextField(blank=True, default="")
    born_earliest = models.DateField(null=True, blank=True)
    born_latest = models.DateField(null=True, blank=True)
    born_words = models.TextField(blank=True, default="")
    unborn = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.TextField(choices=Sex.choices, default=Sex.NOT_KNOWN)
    ethnicity = models.TextField(blank=True, default="")
    nationality = models.TextField(blank=True, default="")
    language = models.TextField(blank=True, default="")
    interpreter = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    communication = models.TextField(blank=True, default="")
    access_needs = models.TextField(blank=True, default="")
    send = models.TextField(choices=Send.choices, default=Send.NOT_KNOWN)
    send_needs = models.TextField(blank=True, default="")
    learning_disability = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    is_parent = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    staff_safety = models.TextField(blank=True, default="")
    # A record made in error from a referral is set aside, never destroyed: it can be taken up again.
    set_aside_at = models.DateTimeField(null=True, blank=True)

    partnership_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "born_earliest"], name="child_by_birth"),
            models.Index(fields=["partnership", "-id"], name="child_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(born_earliest__isnull=True) | models.Q(born_latest__gte=models.F("born_earliest")),
                name="child_born_between_two_days",
            )
        ]

    @property
    def name(self) -> str:
        """The name of the record; "Unborn child" or "Name not known" where there is none."""
        words = f"{self.given} {self.family}".strip()
        if words and not (self.unborn and not self.given):
            return words
        return f"Unborn child {self.family}".strip() if self.unborn else "Name not known"

    @property
    def born(self) -> dt.date | None:
        """The day of birth where it is known exactly."""
        return self.born_earliest if self.born_earliest == self.born_latest else None


class ChildName(Record):
    """Another name of the child: at birth, a nickname, an alias, another spelling; with dates where known."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="kind from_date until", personal="given family note")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="names", db_index=False)
    kind = models.TextField(choices=NameKind.choices)
    given = models.TextField(blank=True, default="")
    family = models.TextField(blank=True, default="")
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="child_name_by_child")]


class Identifier(Record):
    """A number by which an agency knows the child."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="kind", personal="value note")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="identifiers", db_index=False)
    kind = models.TextField(choices=IdentifierKind.choices)
    value = models.TextField()
    note = models.TextField(blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="identifier_by_child")]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "value"],
                condition=models.Q(kind=IdentifierKind.SENDER.value, removed_at__isnull=True),
                name="a_sender_means_one_child",
            )
        ]


class SensitiveFact(Record):
    """Something a child may be harmed by if the wrong person reads it. It carries its own readers (H17).

    audience: keys of Audience. named: the accounts that may read it when `named` is among them; not_for: accounts that
    may not, whatever else holds. ask: whom the lead worker is told to ask, "" to stay silent.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="kind audience", special="words source agreed ask")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="sensitive_facts", db_index=False)
    kind = models.TextField(choices=SensitiveKind.choices)
    words = models.TextField()
    source = models.TextField(blank=True, default="")
    agreed = models.TextField(blank=True, default="")
    audience = ArrayField(models.TextField(choices=Audience.choices))
    named = ArrayField(models.UUIDField(), default=list)
    not_for = ArrayField(models.UUIDField(), default=list)
    ask = models.TextField(blank=True, default="")
    recorded_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="sensitive_by_child")]


class Summary(Record):
    """What worries us, what is working well, what needs to happen: the three answers at the top of the record."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, special="worried working_well needs", family="worried working_well needs")

    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="summary")
    worried = models.TextField(blank=True, default="")
    working_well = models.TextField(blank=True, default="")
    needs = models.TextField(blank=True, default="")
    changed_by = models.UUIDField(null=True)

    child_id: UUID

"""Where and with whom a child lives, learns and is cared for in health."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.walls import OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from ..types import AddressKind, HealthKind, SchoolKind
from ..walls import OF_A_HOUSEHOLD, OF_A_TIME
from .child import Child
from .people import Person


class Address(Record):
    """Where a child lives or stays, from one day until another. A confidential one is read by the entitled alone."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="kind confidential from_date until", special="lines town postcode kept_from note")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="addresses", db_index=False)
    kind = models.TextField(choices=AddressKind.choices, default=AddressKind.HOME)
    lines = models.TextField()
    town = models.TextField(blank=True, default="")
    postcode = models.TextField(blank=True, default="")
    confidential = models.BooleanField(default=False)
    kept_from = models.TextField(blank=True, default="")
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="address_by_child")]

    @property
    def in_one_line(self) -> str:
        parts = [*self.lines.splitlines(), self.town, self.postcode]
        return ", ".join(part.strip() for part in parts if part.strip())


class Household(Record):
    """People who live together. A child may belong to two, or to one after another."""

    guard: ClassVar[Guard] = OF_A_HOUSEHOLD
    register = Register(Keeps.CHILD, special="name note")

    name = models.TextField()
    note = models.TextField(blank=True, default="")


class HouseholdMember(Record):
    """Somebody's time in a household."""

    guard: ClassVar[Guard] = OF_A_TIME
    register = Register(Keeps.CHILD, working="from_date until")

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members", db_index=False)
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, blank=True, related_name="household_times", db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="household_times", db_index=False
    )
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    child_id: UUID | None
    person_id: UUID | None
    household_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="household_time_by_child"),
            models.Index(fields=["partnership", "person"], name="household_time_by_person"),
            models.Index(fields=["partnership", "household"], name="household_time_by_house"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(child__isnull=False),
                name="household_time_of_one_person_or_child",
            )
        ]


class Schooling(Record):
    """Where a child learns, from one day until another."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(
        Keeps.CHILD,
        working="kind from_date until",
        personal="name year_group contact",
        special="attendance",
        family="name year_group contact",
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="schooling", db_index=False)
    kind = models.TextField(choices=SchoolKind.choices, default=SchoolKind.SCHOOL)
    name = models.TextField(blank=True, default="")
    year_group = models.TextField(blank=True, default="")
    attendance = models.TextField(blank=True, default="")
    contact = models.TextField(blank=True, default="")
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="schooling_by_child")]


class Health(Record):
    """A GP practice or another health service that knows the child."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(
        Keeps.CHILD,
        working="kind from_date until",
        personal="name telephone",
        special="note",
        family="name telephone",
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="health", db_index=False)
    kind = models.TextField(choices=HealthKind.choices, default=HealthKind.GP)
    name = models.TextField()
    telephone = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="health_by_child")]

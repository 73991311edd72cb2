"""A child's legal status, times in care and placements, each with its days."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.walls import OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from ..types import LegalKind, PlacementKind
from .child import Child
from .living import Address


class LegalStatus(Record):
    """An order or status in law, from one day until another. Several may hold at once."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="from_date until", special="kind note")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="legal_statuses", db_index=False)
    kind = models.TextField(choices=LegalKind.choices)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="legal_status_by_child")]


class CarePeriod(Record):
    """A time during which the child is looked after."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="from_date until", special="why_started why_ended")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="care_periods", db_index=False)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    why_started = models.TextField(blank=True, default="")
    why_ended = models.TextField(blank=True, default="")

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="care_period_by_child")]


class Placement(Record):
    """Where a looked-after child is placed."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="out_of_area from_date until", special="kind provider contact why_ended")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="placements", db_index=False)
    kind = models.TextField(choices=PlacementKind.choices)
    provider = models.TextField(blank=True, default="")
    contact = models.TextField(blank=True, default="")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    out_of_area = models.BooleanField(default=False)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    why_ended = models.TextField(blank=True, default="")

    child_id: UUID
    address_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="placement_by_child")]

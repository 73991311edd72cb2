"""Breaches, and agreements with partners about sharing."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from ..types import BreachRisk, Controller
from .walls import GOVERNED


class Breach(Record):
    """Personal data lost, sent to the wrong place or seen by the wrong person. First: who is in danger, and who warns them.

    people: how many it is about. told_regulator_at: when the regulator was told, with their reference.
    """

    guard: ClassVar[Guard] = GOVERNED
    register = Register(
        Keeps.PARTNERSHIP,
        working="reference people risk regulator_reference",
        special="happened kinds in_danger holder done risk_why told_people",
    )

    reference = models.TextField()
    aware_at = models.DateTimeField()
    happened = models.TextField()
    kinds = models.TextField()
    people = models.PositiveIntegerField(null=True)
    in_danger = models.TextField()
    holder = models.TextField(default="", blank=True)
    done = models.TextField(default="", blank=True)
    risk = models.TextField(choices=BreachRisk.choices, default=BreachRisk.NOT_JUDGED, blank=True)
    risk_why = models.TextField(default="", blank=True)
    told_regulator_at = models.DateTimeField(null=True)
    regulator_reference = models.TextField(default="", blank=True)
    told_people = models.TextField(default="", blank=True)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "reference"], name="breach_numbered_once")]
        indexes = [models.Index(fields=["partnership", "-aware_at", "-id"], name="breach_newest")]


class SharingAgreement(Record):
    """What was agreed with one partner about sharing: who is controller, what for, on what basis, until it is looked at again."""

    guard: ClassVar[Guard] = GOVERNED
    register = Register(
        Keeps.PARTNERSHIP, working="title controller purpose basis signed_on review_on ended_on", personal="contact"
    )

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    controller = models.TextField(choices=Controller.choices)
    purpose = models.TextField()
    basis = models.TextField()
    contact = models.TextField(default="", blank=True)
    signed_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    agency_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "agency", "review_on"], name="agreement_by_agency")]

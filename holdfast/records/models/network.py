"""A case as another system sends it: its people, their details, how they are tied, and lines that not everybody may read."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.walls import OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from ..types import DetailKind
from .child import Child
from .people import Person


class CasePerson(Record):
    """Somebody in the case by the sender's reference, and who may be told that they are in it.

    role: the sender's words. audience: keys of Audience or the sender's references; empty means the professionals of the circle.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="audience position", personal="ref", special="role")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="case_people", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_places", db_index=False)
    ref = models.TextField()
    role = models.TextField(blank=True, default="")
    audience = ArrayField(models.TextField(), default=list)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID
    person_id: UUID

    class Meta:
        verbose_name_plural = "case people"
        indexes = [
            models.Index(fields=["partnership", "child"], name="case_person_by_child"),
            models.Index(fields=["partnership", "ref"], name="case_person_by_ref"),
            models.Index(fields=["partnership", "person"], name="case_person_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "child", "ref"],
                condition=models.Q(removed_at__isnull=True),
                name="case_reference_means_one_person",
            )
        ]


class PersonName(Record):
    """Another name of somebody in the case."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="position", personal="words")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="names_of_people", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names", db_index=False)
    words = models.TextField()
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID
    person_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="person_name_by_child"),
            models.Index(fields=["partnership", "person"], name="person_name_by_person"),
        ]


class Tie(Record):
    """What one person of the case is to another, by the sender's references and in the sender's words."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="position", personal="from_ref to_ref", special="kind")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="ties", db_index=False)
    from_ref = models.TextField()
    to_ref = models.TextField()
    kind = models.TextField(blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="tie_by_child")]


class Detail(Record):
    """Where or how somebody of the case is reached, what they drive, or a place of the case, with who may read it.

    of: the sender's reference of the person or of the child; "" for a place of its own, whose reference is `ref`.
    by_line: whether the sender gave an address as a list of lines.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="kind by_line audience position", personal="of ref", special="value postcode")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="details", db_index=False)
    kind = models.TextField(choices=DetailKind.choices)
    of = models.TextField(blank=True, default="")
    ref = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    postcode = models.TextField(blank=True, default="")
    by_line = models.BooleanField(default=False)
    audience = ArrayField(models.TextField(), default=list)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="detail_by_child")]


class CaseLine(Record):
    """Words of the case that only their audience may read."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="audience position", special="text")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="case_lines", db_index=False)
    text = models.TextField()
    audience = ArrayField(models.TextField(), default=list)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="case_line_by_child")]

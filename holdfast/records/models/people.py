"""The people round a child: relatives, people of concern, professionals; and what each may be told."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from holdfast.access.walls import FACT_OF_CHILD, OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register

from ..types import RelationKind, Tell, TellSubject, YesNo
from ..walls import OF_A_PERSON
from .child import Child


class Person(Record):
    """Somebody in a child's life who is not a child with a record of their own."""

    guard: ClassVar[Guard] = OF_A_PERSON
    register = Register(
        Keeps.CHILD,
        personal="given family known_as born_earliest born_latest born_words telephone email language interpreter died_on",
        special="works_with_children note",
        family="given family known_as",
    )

    given = models.TextField(blank=True, default="")
    family = models.TextField(blank=True, default="")
    known_as = models.TextField(blank=True, default="")
    born_earliest = models.DateField(null=True, blank=True)
    born_latest = models.DateField(null=True, blank=True)
    born_words = models.TextField(blank=True, default="")
    telephone = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    language = models.TextField(blank=True, default="")
    interpreter = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    works_with_children = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    died_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    user_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "email"], name="person_by_email"),
            models.Index(fields=["partnership", "family"], name="person_by_family_name"),
            models.Index(fields=["partnership", "user"], name="person_by_account"),
        ]

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip() or self.known_as or "Name not known"


class Relationship(Record):
    """What somebody is to the child: a person, or another child with a record."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(
        Keeps.CHILD,
        working="kind from_date until contact_since",
        special="parental_responsibility in_household of_concern note contact contact_why",
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="relationships", db_index=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="relationships", db_index=False
    )
    other_child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    kind = models.TextField(choices=RelationKind.choices)
    parental_responsibility = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    in_household = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    of_concern = models.BooleanField(default=False)
    contact = models.TextField(choices=YesNo.choices, default=YesNo.NOT_KNOWN)
    contact_why = models.TextField(blank=True, default="")
    contact_since = models.DateField(null=True, blank=True)
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    child_id: UUID
    person_id: UUID | None
    other_child_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="relationship_by_child"),
            models.Index(fields=["partnership", "person"], name="relationship_by_person"),
            models.Index(fields=["partnership", "other_child"], name="relationship_by_other"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(other_child__isnull=False),
                name="relationship_to_one_person_or_one_child",
            )
        ]


class SafeToTell(Fact):
    """Whether somebody may be told about a subject: yes, not yet or never; by whom, why and until when (H8).

    person: the adult who may be told; none means the child themself. The newest row for a person and subject holds.
    Where none holds, the answer is "not yet".
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="subject until", special="answer why")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="safe_to_tell", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    subject = models.TextField(choices=TellSubject.choices, default=TellSubject.EVERYTHING)
    answer = models.TextField(choices=Tell.choices)
    why = models.TextField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True)

    child_id: UUID
    person_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "-created_at"], name="safe_to_tell_by_child")]


class Involvement(Record):
    """A professional who works with the child, and from when until when. With an account, it opens the record to them.

    lead: leads the work. contact: the single point of contact. allocated: the case is theirs.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(
        Keeps.CHILD,
        working="role lead contact allocated from_date until",
        personal="name telephone",
        special="why_ended",
        family="name role telephone",
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="involvements", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.TextField()
    role = models.TextField()
    telephone = models.TextField(blank=True, default="")
    lead = models.BooleanField(default=False)
    contact = models.BooleanField(default=False)
    allocated = models.BooleanField(default=False)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    why_ended = models.TextField(blank=True, default="")
    circle_id = models.UUIDField(null=True, editable=False)

    child_id: UUID
    user_id: UUID | None
    agency_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child", "until"], name="involvement_by_child"),
            models.Index(fields=["partnership", "user", "until"], name="involvement_by_user"),
        ]

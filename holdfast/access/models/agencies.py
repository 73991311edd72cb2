"""Agencies, their teams, and the dated posts that join people to them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes, has_grant
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register

from ..roles import GRANTS
from .accounts import User


class Agency(Record):
    """An organisation of the partnership: the council, the police, a school, a practice, a charity."""

    guard: ClassVar[Guard] = Guard(
        rows="",
        insert=OWN_PARTNERSHIP,
        writes=Writes.KEEP,
        why="Names of organisations, read to choose a post at sign-in; no personal data.",
    )
    register = Register(Keeps.PARTNERSHIP, working="name kind telephone closed_on", family="name telephone")

    name = models.TextField()
    kind = models.TextField()
    telephone = models.TextField(default="", blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="agency_named_once")]

    def __str__(self) -> str:
        return self.name


class EmailDomain(Record):
    """A domain whose addresses belong to an agency. It speeds a referral and proves nothing about who wrote it.

    shared_with_pupils: children of the school have addresses here too.
    """

    guard: ClassVar[Guard] = Guard(
        rows=OWN_PARTNERSHIP, writes=Writes.FULL, why="The end of organisations' e-mail addresses; nothing about a child."
    )
    register = Register(Keeps.PARTNERSHIP, working="domain shared_with_pupils")

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="domains")
    domain = models.TextField()
    shared_with_pupils = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "domain"], name="domain_named_once")]


class Team(Record):
    """A team within an agency."""

    guard: ClassVar[Guard] = Guard(rows=OWN_PARTNERSHIP, why="Names of teams, for lists to choose from; nothing about a child.")
    register = Register(Keeps.PARTNERSHIP, working="name", family="name")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "agency", "name"], name="team_named_once")]

    def __str__(self) -> str:
        return self.name


class Membership(Record):
    """A post: this person, in this agency and team, in this role, from one day until another."""

    # A person finds their own posts before a partnership is known.
    guard: ClassVar[Guard] = Guard(
        rows=f"({OWN_PARTNERSHIP} OR user_id = {PERSON})",
        insert=OWN_PARTNERSHIP,
        why="Professionals' posts, which everybody at work here may know; nothing about a child.",
    )
    register = Register(Keeps.STAFF, working="role from_date until")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.TextField(choices=[(role.key, role.name) for role in GRANTS.values()])
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    supervisor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    user_id: UUID
    agency_id: UUID
    team_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["user", "from_date"], name="membership_by_user"),
            models.Index(fields=["partnership", "role"], name="membership_by_role"),
            models.Index(fields=["partnership", "agency"], name="membership_by_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("from_date")),
                name="membership_ends_after_it_starts",
            ),
        ]


class Absence(Record):
    """Somebody is away from one day to another, and who covers meanwhile: until then the cover's reach is theirs too."""

    guard: ClassVar[Guard] = Guard(
        rows=OWN_PARTNERSHIP, why="When colleagues are away and who covers; read by everybody who routes work."
    )

    register = Register(Keeps.STAFF, working="from_date until", personal="note")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    from_date = models.DateField()
    until = models.DateField()
    cover = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="covering")
    note = models.TextField(default="", blank=True)

    user_id: UUID
    cover_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "user", "until"], name="absence_by_user"),
            models.Index(fields=["partnership", "cover", "until"], name="absence_by_cover"),
        ]


class StaffHome(Record):
    """Where somebody who works here lives, as a fingerprint alone: it says whether two addresses are one, and not which.

    keys: keyed hashes of the postcode, and of the house and street, as the administrator gave them. declared: as they themself
    did. Both are compared, and neither takes the place of the other.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND (user_id = {PERSON} OR {has_grant('administer')} OR {REACH} = 'system')",
        insert=OWN_PARTNERSHIP,
    )
    register = Register(Keeps.STAFF, locked="keys declared")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    keys = ArrayField(models.TextField())
    declared = ArrayField(models.TextField(), default=list)

    user_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "user"], name="one_home_of_a_person")]

    @property
    def all_keys(self) -> frozenset[str]:
        return frozenset([*self.keys, *self.declared])


class Invitation(Record):
    """A one-time link by which somebody sets their first password. Only a hash of it is kept."""

    guard: ClassVar[Guard] = Guard(
        rows="",
        writes=Writes.KEEP,
        why="Found before sign-in, by the hash of a single-use key; holds ids only.",
    )
    register = Register(Keeps.PASSING, locked="key_hash")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    key_hash = models.TextField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

"""Accounts, agencies, teams and the dated posts that join them."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, Writes
from holdfast.kernel.ids import new_id
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now

from .roles import GRANTS


class Accounts(BaseUserManager["User"]):
    """Finds accounts by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. The name and e-mail address of a professional at work."""

    guard: ClassVar[Guard] = Guard(
        rows="",
        writes=Writes.KEEP,
        why="Read before anybody is signed in. Professionals' names and work addresses only; nothing about a child.",
    )
    register = Register(
        Keeps.STAFF,
        working="job_title is_active sessions_ended",
        personal="email name telephone",
        locked="password",
        family="name telephone job_title",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.TextField()
    telephone = models.TextField(default="", blank=True)
    job_title = models.TextField(default="", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)
    # Counts the times all of this person's sessions were ended at once; a session carries the count it began with.
    sessions_ended = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "holdfast.session", f"{self.sessions_ended}:{self.password}", secret=secret, algorithm="sha256"
        ).hexdigest()


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

    guard: ClassVar[Guard] = Guard(rows=OWN_PARTNERSHIP, writes=Writes.FULL)
    register = Register(Keeps.PARTNERSHIP, working="domain shared_with_pupils")

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="domains")
    domain = models.TextField()
    shared_with_pupils = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "domain"], name="domain_named_once")]


class Team(Record):
    """A team within an agency."""

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
    guard: ClassVar[Guard] = Guard(rows=f"({OWN_PARTNERSHIP} OR user_id = {PERSON})", insert=OWN_PARTNERSHIP)
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
    """Somebody is away from one day to another, and who covers meanwhile."""

    register = Register(Keeps.STAFF, working="from_date until", personal="note")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    from_date = models.DateField()
    until = models.DateField()
    cover = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="covering")
    note = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "user", "until"], name="absence_by_user")]


class Circle(Record):
    """A child's circle: who may open this record, why, and until when. One flat row per reason."""

    register = Register(Keeps.CHILD, working="reason allocated from_date until")

    child_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    allocated = models.BooleanField(default=False)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "user", "child_id"], name="circle_by_user"),
            models.Index(fields=["partnership", "child_id"], name="circle_by_child"),
        ]


class Exclusion(Record):
    """Somebody with an account who is, or seems to be, a person in a child's case: shut out of it, without being told why.

    certain: False where only the name or an address is alike; a named manager may then lift it, with a reason.
    """

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
    """A child whose record only the circle may open, from one day until another."""

    register = Register(Keeps.CHILD, working="from_date until", special="reason")

    child_id = models.UUIDField()
    reason = models.TextField()
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "child_id"], name="restriction_by_child")]


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


class Suspension(Fact):
    """An account was suspended, or let back in: when, by whom and why. The account itself says which holds now."""

    register = Register(Keeps.STAFF, working="lifted", personal="reason")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="suspensions")
    lifted = models.BooleanField(default=False)
    reason = models.TextField()
    recorded_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "user", "-created_at"], name="suspension_by_user")]

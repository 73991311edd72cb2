"""Accounts, agencies, teams and the dated posts that join them."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, SYSTEM, Guard, Writes, has_grant
from holdfast.kernel.ids import new_id
from holdfast.kernel.models import Fact, Record, Row
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now

from .roles import GRANTS
from .types import GlassState, PlaceKind, RestrictionLevel
from .walls import MINE, not_shut_out, of_child, reads


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
    """A person who signs in. The name and e-mail address of a professional at work.

    mobile: their mobile telephone at work, as networks write it, for texts; "" where there is none.
    """

    guard: ClassVar[Guard] = Guard(
        rows="",
        writes=Writes.KEEP,
        why="Read before anybody is signed in. Professionals' names and work addresses only; nothing about a child.",
    )
    register = Register(
        Keeps.STAFF,
        working="job_title is_active sessions_ended",
        personal="email name telephone mobile",
        locked="password",
        family="name telephone job_title",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.TextField()
    telephone = models.TextField(default="", blank=True)
    mobile = models.TextField(default="", blank=True)
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


class AccessReview(Fact):
    """Somebody looked whether a post is still needed: when, who, and what they decided."""

    # Posts are read by everybody of the partnership; what was decided about them by those who decide.
    guard: ClassVar[Guard] = Guard(rows=OWN_PARTNERSHIP, writes=Writes.APPEND)
    register: ClassVar[Register] = Register(Keeps.STAFF, working="post kept", personal="reason recorded_by")

    post = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reviews")
    kept = models.BooleanField()
    reason = models.TextField(default="", blank=True)
    recorded_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "post", "-created_at"], name="access_review_by_post")]


class Session(AbstractBaseSession):
    """A browser that is signed in, or on its way to it.

    name: what its owner ends it by; the key itself is never shown. device: in a few words, such as "Chrome on Windows".
    """

    guard: ClassVar[Guard] = Guard(
        rows="", writes=Writes.FULL, why="Read before anybody is signed in; the key is 32 random characters."
    )
    register: ClassVar[Register] = Register(
        Keeps.PASSING, working="name user_id", personal="device", locked="session_key session_data"
    )

    name = models.UUIDField(default=new_id)
    user_id = models.UUIDField(null=True, blank=True)
    device = models.TextField(default="", blank=True)
    signed_in_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user_id"], name="session_by_user")]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from .sessions import SessionStore

        return SessionStore


class KeptWords(Row):
    """What somebody sent after they had been signed out. It is theirs alone, waits a day for them, and is then forgotten.

    words: the form's boxes in their order, as pairs of name and value; passwords are never among them.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"({OWN_PARTNERSHIP} AND user_id = {PERSON}) OR {SYSTEM} = 'sessions.tidy'", writes=Writes.FULL
    )
    register: ClassVar[Register] = Register(Keeps.PASSING, working="user path had_files", special="words")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.TextField()
    words = models.JSONField()
    had_files = models.BooleanField(default=False)
    shown_at = models.DateTimeField(null=True, blank=True)

    user_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "user", "-created_at"], name="kept_words_by_user")]


class Suspension(Fact):
    """An account was suspended or let back in, or a lost second step was taken from it: when, by whom and why.

    The account itself says which holds now.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({has_grant('administer')} OR user_id = {PERSON} OR {SYSTEM} IS NOT NULL)",
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
    )
    register = Register(Keeps.STAFF, working="lifted second_step", personal="reason")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="suspensions")
    lifted = models.BooleanField(default=False)
    second_step = models.BooleanField(default=False)
    reason = models.TextField()
    recorded_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "user", "-created_at"], name="suspension_by_user")]

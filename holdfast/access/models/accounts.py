"""A person's account, the browsers it is signed in on, and what waits for them."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, SYSTEM, Guard, Writes
from holdfast.kernel.ids import new_id
from holdfast.kernel.models import Row
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now


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
        from ..sessions import SessionStore

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

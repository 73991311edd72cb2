"""Files and what is known of each. The bytes themselves are sealed in the store."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record, Row
from holdfast.kernel.register import Keeps, Register

from .guards import OF_FILE, OF_LOCK_DECISION, OF_ORIGINAL, OF_RELEASE


class State(models.TextChoices):
    """Whether a file may be opened."""

    READY = "ready", "Can be opened"
    WAITING = "waiting", "Waiting to be checked for viruses"
    INFECTED = "infected", "A virus was found in it"
    LOCKED = "locked", "Locked unseen"
    REMOVED = "removed", "Taken back before it was sent"
    DESTROYED = "destroyed", "Destroyed because the police said so"


GONE = (State.REMOVED, State.DESTROYED)


class Sealed(Row):
    """Bytes in the store, sealed with a key of their own.

    sealed_key: that key, itself sealed with the system's key of the name `sealed_with`.
    """

    sealed_key = models.BinaryField()
    sealed_with = models.TextField(default="")

    class Meta:
        abstract = True


class StoredFile(Sealed, Record):
    """One file that somebody gave, sealed with a key of its own.

    digest: of the content as served, to show that it is whole.
    stripped: whether what the file said about itself (place, camera, writer) was taken out of the copy we serve.
    evidence: whether whoever gave it said that it may be evidence; then the original is kept sealed beside it.
    subject_kind, subject_id: what it belongs to; whoever may open that may open the file.
    token_hash: a visitor without an account, known by a cookie.
    checks: how often the virus scanner was asked and gave no answer. found: what it called the virus.
    locked: nobody opens it, exports it or destroys it, whoever they are (safety H19).
    """

    guard: ClassVar[Guard] = OF_FILE
    register = Register(
        Keeps.SUBJECT,
        working="media_type size stripped evidence purpose subject_kind state checks found sealed_with",
        personal="name",
        locked="digest sealed_key token_hash",
    )

    name = models.TextField()
    media_type = models.TextField()
    size = models.PositiveIntegerField()
    digest = models.TextField()
    stripped = models.BooleanField(default=False)
    evidence = models.BooleanField(default=False)
    purpose = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    token_hash = models.TextField(default="")
    state = models.TextField(choices=State.choices, default=State.READY)
    checked_at = models.DateTimeField(null=True)
    checks = models.PositiveIntegerField(default=0)
    found = models.TextField(default="")
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    given_by_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "subject_id", "created_at"], name="file_by_subject"),
            models.Index(fields=["created_at"], name="file_to_check", condition=models.Q(state="waiting")),
        ]

    @property
    def ready(self) -> bool:
        return self.state == State.READY

    @property
    def waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def infected(self) -> bool:
        return self.state == State.INFECTED

    @property
    def locked(self) -> bool:
        return self.state == State.LOCKED

    @property
    def removed(self) -> bool:
        return self.state in GONE

    @property
    def state_words(self) -> str:
        return State(self.state).label


class Original(Sealed):
    """A file exactly as it was given, kept sealed for the police (safety H20). Nobody opens it in the ordinary course."""

    guard: ClassVar[Guard] = OF_ORIGINAL
    register = Register(Keeps.SUBJECT, working="media_type size sealed_with", locked="digest sealed_key")

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="original")
    media_type = models.TextField()
    size = models.PositiveIntegerField()
    digest = models.TextField()

    file_id: UUID


class Release(Fact):
    """An original that left: to whom, when, and the reason they gave."""

    guard: ClassVar[Guard] = OF_RELEASE
    register = Register(Keeps.SUBJECT, special="reason")

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="releases")
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()


class LockDecision(Fact):
    """What the police said about a locked file: who, when, and their reference."""

    guard: ClassVar[Guard] = OF_LOCK_DECISION
    register = Register(Keeps.SUBJECT, working="outcome police_reference", special="reason")

    class Outcome(models.TextChoices):
        UNLOCK = "unlock", "It is not what it might have been: it can be opened again"
        DESTROY = "destroy", "The police have what they need: destroy it"

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="lock_decisions")
    outcome = models.TextField(choices=Outcome.choices)
    reason = models.TextField()
    police_reference = models.TextField(default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    @property
    def outcome_words(self) -> str:
        return self.Outcome(self.outcome).label

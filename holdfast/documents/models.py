"""Files and what is known of each. The bytes themselves are sealed in the store."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register


class State(models.TextChoices):
    """Whether a file may be opened."""

    READY = "ready", "Can be opened"
    LOCKED = "locked", "Locked unseen"
    REMOVED = "removed", "Taken back before it was sent"


class StoredFile(Record):
    """One file that somebody gave, sealed with a key of its own.

    sealed_key: the file's key, itself sealed with the system's. digest: of the content as served, to show that it is whole.
    stripped: whether what the file said about itself (place, camera, writer) was taken out of the copy we serve.
    subject_kind, subject_id: what it belongs to; whoever may open that may open the file.
    token_hash: a visitor without an account, known by a cookie.
    locked: nobody opens it, exports it or destroys it, whoever they are (safety H19).
    """

    register = Register(
        Keeps.SUBJECT,
        working="media_type size stripped purpose subject_kind state",
        personal="name",
        locked="digest sealed_key token_hash",
    )

    name = models.TextField()
    media_type = models.TextField()
    size = models.PositiveIntegerField()
    digest = models.TextField()
    sealed_key = models.BinaryField()
    stripped = models.BooleanField(default=False)
    purpose = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    token_hash = models.TextField(default="")
    state = models.TextField(choices=State.choices, default=State.READY)
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    given_by_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "subject_id", "created_at"], name="file_by_subject")]

    @property
    def locked(self) -> bool:
        return self.state == State.LOCKED

    @property
    def removed(self) -> bool:
        return self.state == State.REMOVED

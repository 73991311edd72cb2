"""The register of everything that left Holdfast, and the links by which a relative opens what is for them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.walls import OF_CHILD
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, SYSTEM, Guard, Writes, has_grant
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register


class Release(Fact):
    """One release: what went, to whom, where, by whom, and a fingerprint of its words. Never changed or removed."""

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({has_grant('govern-information')} OR released_by = {PERSON} OR {SYSTEM} IS NOT NULL)",
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
    )
    register = Register(
        Keeps.INVESTIGATION,
        working="template channel reference released_by_system fingerprint",
        personal="recipient address",
    )

    template = models.TextField()
    channel = models.TextField()
    recipient = models.TextField()
    recipient_user_id = models.UUIDField(null=True, blank=True)
    address = models.TextField()
    reference = models.TextField(default="", blank=True)
    child_id = models.UUIDField(null=True, blank=True)
    released_by = models.UUIDField(null=True, blank=True)
    released_by_system = models.TextField(default="", blank=True)
    fingerprint = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "-created_at", "-id"], name="release_newest"),
            models.Index(fields=["partnership", "reference", "-created_at"], name="release_by_reference"),
        ]


class FamilyLink(Record):
    """A way for one named reader to one thing without an account. It opens once, in one browser, and for a time.

    person_id: the relative's record; none for the child, and for a professional who was called to a meeting without an account.
    purpose, subject_id: what stands behind it, by a key of whoever made it, and which. Only hashes are kept: of its key, and of
    the cookie of the browser that opened it. held_until: how long that browser may read on. closed_at: taken back, or finished.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="purpose", locked="key_hash browser_hash")

    child_id = models.UUIDField()
    person_id = models.UUIDField(null=True, blank=True)
    purpose = models.TextField()
    subject_id = models.UUIDField()
    key_hash = models.TextField(unique=True)
    browser_hash = models.TextField(blank=True, default="")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    partnership_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child_id", "-created_at"], name="family_link_by_child"),
            models.Index(fields=["partnership", "subject_id"], name="family_link_by_subject"),
            models.Index(fields=["partnership", "browser_hash"], name="family_link_by_browser"),
        ]

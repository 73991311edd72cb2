"""The register of everything that left Holdfast, links for relatives, and documents that are checked before they leave."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.walls import FACT_OF_CHILD, OF_CHILD
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, SYSTEM, Guard, Writes, has_grant
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register


class Release(Fact):
    """One release: what went, to whom, where, by whom, and a fingerprint of its words. Never changed or removed.

    reason: what whoever took it said it was for, of what leaves as it is.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({has_grant('govern-information')} OR released_by = {PERSON} OR {SYSTEM} IS NOT NULL)",
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
    )
    register = Register(
        Keeps.INVESTIGATION,
        working="template channel reference released_by_system fingerprint",
        personal="recipient address",
        special="reason",
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
    reason = models.TextField(default="", blank=True)

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


class DocumentCheck(Record):
    """A letter or a file that somebody checks before it leaves, for one reader; and its clean copy once it was let go.

    reader: `child`, `person`, `professionals`, `police` or `outside`; person_id: the relative. content, copy: a file, as base64.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="reader", special="name words content copy_words copy")

    child_id = models.UUIDField()
    person_id = models.UUIDField(null=True, blank=True)
    reader = models.TextField()
    name = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    content = models.TextField(blank=True, default="")
    copy_words = models.TextField(blank=True, default="")
    copy = models.TextField(blank=True, default="")
    made_by = models.UUIDField()
    release_id = models.UUIDField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    partnership_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child_id", "-created_at"], name="document_check_by_child")]


class CheckDecision(Fact):
    """What somebody decided about one thing that was found in a document. The newest for a thing holds.

    finding: the key of what was found. choice: `remove`, `replace` or `keep`. words: what stands instead.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="finding kind choice", special="words reason")

    child_id = models.UUIDField()
    checked = models.ForeignKey(DocumentCheck, on_delete=models.PROTECT, related_name="decisions", db_index=False)
    finding = models.TextField()
    kind = models.TextField()
    choice = models.TextField()
    words = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    decided_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "checked", "created_at"], name="decision_by_check")]

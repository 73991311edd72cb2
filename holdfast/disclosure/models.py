"""The register of everything that left Holdfast."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, SYSTEM, Guard, Writes, has_grant
from holdfast.kernel.models import Fact
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

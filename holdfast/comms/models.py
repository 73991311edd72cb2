"""Messages that leave Holdfast, or wait to."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, has_grant
from holdfast.kernel.models import Record
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now

from .types import State

DEMONSTRATION = "(SELECT bool_or(demonstration) FROM partnership_system)"


class Message(Record):
    """One message to one reader, exactly as the disclosure gate cleared it.

    calendar: an entry for the reader's calendar, "" for none.
    carries, carries_id: the row that counts as told through it. undo: what of that row it changed, as it was and as it is.
    leaves_at: it may be stopped until then. next_try_at: when it is tried again. problem: a key, never a server's words.
    """

    # In a demonstration nothing is really sent, and everybody may look at the outbox.
    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({has_grant('messages')} OR {PERSON} IN (recipient_user_id, sent_by) OR {DEMONSTRATION})",
        insert=OWN_PARTNERSHIP,
    )
    register = Register(
        Keeps.SUBJECT,
        working="channel template reference state tries problem carries",
        personal="recipient address",
        locked="undo",
        special="subject body calendar",
        family="subject body reference calendar",
    )

    release_id = models.UUIDField()
    channel = models.TextField()
    recipient = models.TextField()
    recipient_user_id = models.UUIDField(null=True, blank=True)
    address = models.TextField()
    template = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    calendar = models.TextField(default="", blank=True)
    reference = models.TextField(default="", blank=True)
    carries = models.TextField(default="", blank=True)
    carries_id = models.UUIDField(null=True, blank=True)
    undo = models.JSONField(default=dict, blank=True)
    sent_by = models.UUIDField(null=True, blank=True)
    state = models.TextField(choices=State.choices, default=State.QUEUED)
    leaves_at = models.DateTimeField(default=now)
    next_try_at = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    problem = models.TextField(default="", blank=True)

    partnership_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "state", "next_try_at"], name="message_to_try"),
            models.Index(fields=["partnership", "-created_at", "-id"], name="message_newest"),
            models.Index(fields=["partnership", "recipient_user_id", "-created_at"], name="message_by_reader"),
            models.Index(fields=["partnership", "sent_by", "-created_at", "-id"], name="message_by_sender"),
            models.Index(
                fields=["partnership", "carries_id", "-created_at"],
                condition=models.Q(carries_id__isnull=False),
                name="message_by_carried",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["partnership", "release_id"], name="one_message_a_release")]

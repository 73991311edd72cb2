"""How a record is found, how what was typed is joined to it, and who opened it last."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.db import models

from holdfast.access.walls import OF_CHILD
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, Writes
from holdfast.kernel.models import Record, Row
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now

from ..walls import OF_A_KEY
from .child import Child


class SearchKey(models.Model):
    """One word by which a child is found. Only equality reaches an index under row-level security, so every way of
    looking (by sound, with one letter wrong, by number) is its own key, made by `records.keys`.
    """

    guard: ClassVar[Guard] = OF_A_KEY
    register = Register(Keeps.CHILD, personal="key")

    pk = models.CompositePrimaryKey("partnership_id", "key", "child_id")
    partnership_id = models.UUIDField()
    key = models.TextField(db_collation="C")
    child_id = models.UUIDField()

    class Meta:
        # For rewriting a child's keys. A hash serves nothing else, so a look-up always reads the primary key.
        indexes = [HashIndex(fields=["child_id"], name="search_key_by_child")]


class IdentityLink(Record):
    """What was typed somewhere is this child. Undone, it stays as history and joins nothing."""

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="source_kind made", special="why undone_why")

    source_kind = models.TextField()
    source_id = models.UUIDField()
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="identity_links", db_index=False)
    made = models.BooleanField(default=False)
    why = models.TextField(blank=True, default="")
    linked_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)
    undone_why = models.TextField(blank=True, default="")

    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="identity_link_by_child")]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "source_kind", "source_id"],
                condition=models.Q(undone_at__isnull=True),
                name="typed_child_is_one_record",
            )
        ]


class Opened(Row):
    """The records a person opened last, for their own list. Nobody else reads it."""

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND user_id = {PERSON}", writes=Writes.FULL)
    register = Register(Keeps.PASSING)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    child_id = models.UUIDField()
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["partnership", "user", "-at"], name="opened_by_user")]
        constraints = [models.UniqueConstraint(fields=["partnership", "user", "child_id"], name="opened_once_in_the_list")]

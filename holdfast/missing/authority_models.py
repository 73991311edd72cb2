"""An address book of other councils: whom to ring there, by day and by night, when a child of theirs or ours is missing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import OWN_PARTNERSHIP, Guard, Writes
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register


class AuthorityNumber(Fact):
    """How one council is reached, from one moment on; the newest row of a name holds, and older ones stay. out: taken out.

    checked_on: the day on which somebody last made sure of it.
    """

    guard: ClassVar[Guard] = Guard(
        rows=OWN_PARTNERSHIP, writes=Writes.APPEND, why="Numbers of other councils' duty teams; nothing about a child."
    )
    register = Register(Keeps.PARTNERSHIP, working="name by_day by_night email note checked_on out")

    name = models.TextField()
    by_day = models.TextField(blank=True, default="")
    by_night = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    checked_on = models.DateField()
    out = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["partnership", "name", "-created_at"], name="authority_number_latest")]

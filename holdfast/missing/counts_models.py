"""Which counts of missing episodes were given out, to whom and for what: figures without a name, and never a child's row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import BY_PARTNERSHIP, Guard, Writes
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register


class CountsGiven(Fact):
    """A file of counts that somebody took: for which days, in which form, whether small numbers were hidden, and for whom."""

    guard: ClassVar[Guard] = Guard(rows=BY_PARTNERSHIP.rows, writes=Writes.APPEND)
    register = Register(Keeps.PARTNERSHIP, working="first last form whole sha256", personal="purpose")

    first = models.DateField()
    last = models.DateField()
    form = models.TextField(choices=[("csv", "CSV"), ("xlsx", "Excel")])
    whole = models.BooleanField(default=False)
    purpose = models.TextField()
    sha256 = models.TextField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "-at", "id"], name="counts_given_newest")]

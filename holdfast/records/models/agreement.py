"""What somebody agreed to about a child, and on what basis information is shared without them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.walls import FACT_OF_CHILD
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register
from holdfast.rules.agreement import PURPOSES

from ..types import Agreed, Capacity
from .child import Child
from .people import Person


class Agreement(Fact):
    """One line of the ledger: what was asked of whom, in which words, what they said, until when; or why it goes on without them.

    person: the adult who was asked; none means the child, unless `giver` names somebody typed elsewhere. Never changed: a
    withdrawal, or a line that should not stand, is another line. The newest of each giver holds.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(
        Keeps.CHILD,
        working="purpose answer capacity words_version lawful_basis source_kind on_date until",
        personal="giver",
        special="capacity_note covers reason",
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="agreements", db_index=False)
    purpose = models.TextField(choices=[(one.key, one.label) for one in PURPOSES.values()])
    answer = models.TextField(choices=Agreed.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    giver = models.TextField(blank=True, default="")
    capacity = models.TextField(choices=Capacity.choices, default=Capacity.NOT_WEIGHED)
    capacity_note = models.TextField(blank=True, default="")
    covers = models.TextField(blank=True, default="")
    words_version = models.TextField(blank=True, default="")
    on_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    lawful_basis = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    source_kind = models.TextField(blank=True, default="")
    source_id = models.UUIDField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True)

    child_id: UUID
    person_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "-created_at"], name="agreement_by_child")]

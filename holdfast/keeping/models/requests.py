"""Requests to see a record: what was checked, and what was decided about items and about what was found in them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import User
from holdfast.access.walls import reads
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, Writes
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register

from ..types import RequestedBy, RequestState, StepKind
from .walls import GOVERNS, KEEPS_AS_MANAGER


class SubjectRequest(Record):
    """Somebody asks to see what is kept about a child. On the statutory clock from the day it came.

    understands: whether the child understands what is asked; then the child decides, whoever asked.
    """

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND ({GOVERNS} OR {reads()})")
    register = Register(
        Keeps.CHILD, working="reference made_by complex state", personal="name reach", special="wants complex_why"
    )

    reference = models.TextField()
    child_id = models.UUIDField()
    made_by = models.TextField(choices=RequestedBy.choices)
    name = models.TextField()
    reach = models.TextField()
    wants = models.TextField(default="", blank=True)
    complex = models.BooleanField(default=False)
    complex_why = models.TextField(default="", blank=True)
    received_at = models.DateTimeField()
    state = models.TextField(choices=RequestState.choices, default=RequestState.OPEN)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "reference"], name="request_numbered_once")]
        indexes = [
            models.Index(fields=["partnership", "state", "received_at"], name="request_by_state"),
            models.Index(fields=["partnership", "child_id"], name="request_by_child"),
        ]


class RequestStep(Fact):
    """One thing checked and recorded about a request. A later one of its kind holds."""

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({GOVERNS} OR recorded_by_id = {PERSON})",
        insert=f"{OWN_PARTNERSHIP} AND recorded_by_id = {PERSON}",
        writes=Writes.APPEND,
    )
    register = Register(Keeps.CHILD, working="kind answer", special="words")

    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="steps")
    kind = models.TextField(choices=StepKind.choices)
    answer = models.TextField()
    words = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    recorded_by_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "request", "-created_at"], name="step_by_request")]


class Marking(Fact):
    """Whether one item about somebody else may be given, decided by a person, with the reason. The latest holds."""

    register = Register(Keeps.CHILD, working="item give", special="why")

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND {GOVERNS}", insert=f"{OWN_PARTNERSHIP} AND decided_by_id = {PERSON}", writes=Writes.APPEND
    )

    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="markings")
    item = models.TextField()
    give = models.BooleanField()
    why = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    decided_by_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "request", "item"], name="marking_by_request")]


class RequestDecision(Fact):
    """What a person decided about one thing that was found in the copy that a request asked for. The newest of a thing holds.

    item: the key of the item it stands in; "" for wherever the same words stand. finding: the key of the words.
    choice: `remove`, `replace` or `keep`. words: what stands instead. number: how often the thing was decided on, so that two
    people never overwrite one another unseen. as_manager: whether somebody decided who may keep what only a manager keeps.
    """

    register = Register(Keeps.CHILD, working="item finding kind choice number as_manager", special="words reason")

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({GOVERNS} OR {KEEPS_AS_MANAGER})",
        insert=f"{OWN_PARTNERSHIP} AND decided_by_id = {PERSON}",
        writes=Writes.APPEND,
    )

    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="decisions")
    item = models.TextField(default="", blank=True)
    finding = models.TextField()
    kind = models.TextField()
    choice = models.TextField()
    words = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    number = models.PositiveIntegerField(default=1)
    as_manager = models.BooleanField(default=False)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    decided_by_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "request", "item", "finding", "number"], name="decided_one_by_one")
        ]

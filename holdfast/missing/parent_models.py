"""What parents are given about a child who goes missing, or may: the words of the papers, each giving, and what a parent wrote.

The papers themselves name nobody. That a parent was given them, and what a parent wrote, belongs to the child's record.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import User
from holdfast.access.walls import FACT_OF_CHILD, OF_CHILD
from holdfast.kernel.guard import OWN_PARTNERSHIP, Guard, Writes
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child, Person


class Means(models.TextChoices):
    """How a pack is given."""

    EMAIL = "email", "E-mail with a link"
    TEXT = "sms", "Text message with a link"
    PICTURE = "picture", "Pictures of the pages, from a work telephone"
    PAPER = "paper", "On paper, in their hand"


class PackWording(Fact):
    """The words of one paper from one moment on, or a draft of them. The newest that is published is given to parents."""

    guard: ClassVar[Guard] = Guard(
        rows=OWN_PARTNERSHIP, writes=Writes.APPEND, why="Papers for every parent; nothing about a child."
    )
    register = Register(Keeps.PARTNERSHIP, working="key title body published", family="title body")

    key = models.TextField()
    title = models.TextField()
    body = models.TextField()
    published = models.BooleanField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["partnership", "key", "-created_at"], name="pack_wording_latest")]


class PackGiven(Fact):
    """A pack was given to one relative: which papers, in which words, how, and by whom.

    wordings: by the key of each paper, the id of its words; "" for the words as shipped. message_id: the message that carried a
    link. reference: what the message says.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="reference papers means", personal="address", special="wordings")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="packs_given", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    reference = models.TextField()
    papers = ArrayField(models.TextField())
    wordings = models.JSONField(default=dict, blank=True)
    means = models.TextField(choices=Means.choices)
    address = models.TextField(blank=True, default="")
    message_id = models.UUIDField(null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID
    person_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child", "-created_at"], name="pack_given_by_child"),
            models.Index(fields=["partnership", "person"], name="pack_given_by_person"),
        ]


class ProposalState(models.TextChoices):
    WRITING = "writing", "Being written"
    SENT = "sent", "Waits to be looked at"
    DONE = "done", "Looked at"


class PlanProposal(Record):
    """What a parent wrote ahead: a proposed part 1 of the trigger plan. A worker takes it into the plan line by line.

    answers: by keys of `rules.parent_pack`. taken: what the worker did with each. Until it is sent, nobody else reads it.
    """

    guard: ClassVar[Guard] = OF_CHILD
    register = Register(Keeps.CHILD, working="state taken", special="answers")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    given = models.OneToOneField(PackGiven, on_delete=models.PROTECT, related_name="proposal")
    answers = models.JSONField(default=dict, blank=True)
    state = models.TextField(choices=ProposalState.choices, default=ProposalState.WRITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    taken = models.JSONField(default=dict, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    child_id: UUID
    person_id: UUID
    given_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child", "-sent_at"], name="plan_proposal_by_child"),
            models.Index(fields=["partnership", "person"], name="plan_proposal_by_person"),
        ]

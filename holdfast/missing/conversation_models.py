"""What was said after a child came back: by the child, once, about one or more episodes; and apart, by parents or carers.

What parents or carers say is a `CarerAccount`, a table of its own that no copy of the child's ever reads (H23).
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child
from holdfast.records.types import Audience
from holdfast.rules.remote_contact import Found

from .interview_models import Interview
from .interview_types import Mode
from .interview_walls import FACT_OF_CHILD, OF_ACCOUNT, WITH_ACCOUNT, WITH_CONVERSATION
from .walls import FACT_OF_EPISODE

FOUND = [(one.value, one.value) for one in Found]


def for_professionals() -> list[str]:
    return [Audience.PROFESSIONALS.value]


class Conversation(Record):
    """What one child said when they came back. answers: by the keys of `rules.return_interview`.

    written_by: who talked with the child. audience, named, not_for: who may read it, decided with the child. summary: what may
    be told, in words the child has heard; nobody is given it before the child said so (H23). completed_at: none for a draft.
    """

    guard: ClassVar[Guard] = OF_ACCOUNT
    register = Register(Keeps.CHILD, working="mode audience", special="place answers summary")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="conversations", db_index=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    mode = models.TextField(choices=Mode.choices)
    held_at = models.DateTimeField()
    place = models.TextField(blank=True, default="")
    answers = models.JSONField(default=dict, blank=True)
    summary = models.TextField(blank=True, default="")
    audience = ArrayField(models.TextField(choices=Audience.choices), default=for_professionals)
    named = ArrayField(models.UUIDField(), default=list, blank=True)
    not_for = ArrayField(models.UUIDField(), default=list, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID
    written_by_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child", "-held_at"], name="conversation_by_child")]


class ConversationVersion(Fact):
    """What a conversation said from one save on, and who saved it."""

    guard: ClassVar[Guard] = WITH_CONVERSATION
    register = Register(Keeps.CHILD, working="number", special="answers summary")

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="versions", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict, blank=True)
    summary = models.TextField(blank=True, default="")
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "number"], name="conversation_version_once")]
        indexes = [models.Index(fields=["partnership", "child"], name="conversation_version_by_child")]


class Covered(Fact):
    """That a conversation is about an episode: each episode keeps its own offer, clock and result."""

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD)

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="covers", db_index=False)
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="covered", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)

    conversation_id: UUID
    interview_id: UUID
    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "interview"], name="covered_once")]
        indexes = [
            models.Index(fields=["partnership", "interview"], name="covered_by_interview"),
            models.Index(fields=["partnership", "child"], name="covered_by_child"),
        ]


class RemoteCheck(Fact):
    """Whether it was safe to talk at a distance, as asked before each such conversation (H15). cut_off: what was agreed then.

    The agreed word is never written.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="found", special="answers cut_off words")

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="checks", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    answers = models.JSONField(default=dict)
    found = models.TextField(choices=FOUND)
    cut_off = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    conversation_id: UUID
    child_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "conversation", "-at"], name="check_of_conversation"),
            models.Index(fields=["partnership", "child"], name="remote_check_by_child"),
        ]


class CarerAccount(Record):
    """What a parent or carer says about an episode: kept apart from what the child says, with readers of its own (H23).

    person_id: who it is on the child's record, where they stand there.
    """

    guard: ClassVar[Guard] = OF_ACCOUNT
    register = Register(Keeps.CHILD, working="mode audience", personal="name", special="relation answers")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="carer_accounts", db_index=False)
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="carer_accounts", db_index=False)
    person_id = models.UUIDField(null=True, blank=True)
    name = models.TextField()
    relation = models.TextField()
    mode = models.TextField(choices=Mode.choices)
    held_at = models.DateTimeField()
    answers = models.JSONField(default=dict, blank=True)
    audience = ArrayField(models.TextField(choices=Audience.choices), default=for_professionals)
    named = ArrayField(models.UUIDField(), default=list, blank=True)
    not_for = ArrayField(models.UUIDField(), default=list, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    completed_at = models.DateTimeField(null=True, blank=True)

    child_id: UUID
    interview_id: UUID
    written_by_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="carer_account_by_child"),
            models.Index(fields=["partnership", "interview"], name="carer_account_of_interview"),
        ]


class AccountVersion(Fact):
    """What a parent's or carer's account said from one save on, and who saved it."""

    guard: ClassVar[Guard] = WITH_ACCOUNT
    register = Register(Keeps.CHILD, working="number", special="answers")

    account = models.ForeignKey(CarerAccount, on_delete=models.PROTECT, related_name="versions", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="account_version_once")]
        indexes = [models.Index(fields=["partnership", "child"], name="account_version_by_child")]


class ShareSaid(Fact):
    """What the child said about one relative being told the summary. The newest holds: a later no takes back a yes (H23).

    summary: the very words the child was asked about: a yes to other words is none.
    """

    guard: ClassVar[Guard] = WITH_CONVERSATION
    register = Register(Keeps.CHILD, working="may", personal="reader_name", special="summary words")

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="said", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField()
    reader_name = models.TextField()
    may = models.BooleanField()
    summary = models.TextField()
    words = models.TextField(blank=True, default="")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    conversation_id: UUID
    child_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "conversation", "person_id", "-at"], name="said_of_conversation"),
            models.Index(fields=["partnership", "child"], name="said_by_child"),
        ]


class SummaryGiven(Fact):
    """That a relative was told the summary: which words, how, by whom. It is a release, and stands in the audit as one."""

    guard: ClassVar[Guard] = WITH_CONVERSATION
    register = Register(Keeps.CHILD, personal="reader_name", special="summary how")

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="given", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField()
    reader_name = models.TextField()
    summary = models.TextField()
    how = models.TextField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    conversation_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="given_by_child")]

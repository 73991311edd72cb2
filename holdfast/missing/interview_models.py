"""Return home interviews: one about each episode, the conversations that may cover several, and where each lead goes.

An `Interview` is the offer about one episode, with its own clock and result. A `Conversation` is what the child said, once, about
one or more of them. What parents or carers say is a `CarerAccount`, a table of its own that no copy of the child's ever reads.
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

from .interview_types import OPEN_STATES, CarerAsked, InterviewState, LeadKind, LeadState, Mode, Outcome, StepKind
from .interview_walls import FACT_OF_CHILD, OF_ACCOUNT, OF_LEAD, OF_LINE, WITH_ACCOUNT, WITH_CONVERSATION
from .walls import FACT_OF_EPISODE, OF_EPISODE

FOUND = [(one.value, one.value) for one in Found]


def for_professionals() -> list[str]:
    return [Audience.PROFESSIONALS.value]


def for_police() -> list[str]:
    return [Audience.POLICE.value]


class Interview(Record):
    """The return home interview about one episode: offered, answered, and what came of it. It says nothing of what was said.

    counted_from: the earlier of found and back; none while the child is missing. due_at: when the hours run out. provider: the
    agency of the interviewer. independent: false where the interviewer works with the child and somebody said why it is they.
    accepted: none while the child has not answered. police_first: it waits for the police's interview. outcome_at: when it was
    held, declined or given up; by this it was in time or late. conversation_id: in which the child talked of it.
    """

    guard: ClassVar[Guard] = OF_EPISODE
    register = Register(Keeps.CHILD, working="state accepted independent police_first held_mode carer_asked")

    episode = models.OneToOneField("missing.Episode", on_delete=models.PROTECT, related_name="interview")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.TextField(choices=InterviewState.choices, default=InterviewState.WAITING)
    counted_from = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    interviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    independent = models.BooleanField(null=True, blank=True)
    allocated_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    police_first = models.BooleanField(default=False)
    police_done_at = models.DateTimeField(null=True, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    held_mode = models.TextField(choices=Mode.choices, blank=True, default="")
    conversation_id = models.UUIDField(null=True, blank=True)
    carer_asked = models.TextField(choices=CarerAsked.choices, blank=True, default=CarerAsked.NOT_YET)
    carer_asked_at = models.DateTimeField(null=True, blank=True)

    episode_id: UUID
    child_id: UUID
    interviewer_id: UUID | None
    provider_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="interview_by_child"),
            models.Index(
                fields=["partnership", "due_at", "id"],
                condition=models.Q(state__in=OPEN_STATES),
                name="interview_open",
            ),
        ]

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def in_time(self) -> bool | None:
        """Whether it came to its result within its hours; None while it has none."""
        if self.outcome_at is None or self.due_at is None:
            return None
        return self.outcome_at <= self.due_at


class InterviewStep(Fact):
    """One thing that happened with an interview, in somebody's words: an offer, an attempt, a no. Never changed.

    about: the person it was allocated to.
    """

    guard: ClassVar[Guard] = FACT_OF_CHILD
    register = Register(Keeps.CHILD, working="kind mode outcome", special="words")

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="steps", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=StepKind.choices)
    at = models.DateTimeField()
    mode = models.TextField(choices=Mode.choices, blank=True, default="")
    outcome = models.TextField(choices=Outcome.choices, blank=True, default="")
    words = models.TextField(blank=True, default="")
    about = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    interview_id: UUID
    child_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "interview", "-at", "id"], name="step_of_interview"),
            models.Index(fields=["partnership", "child"], name="step_by_child"),
        ]


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


class PoliceLine(Record):
    """A line for police: a draft of intelligence, read by the police and by whoever wrote it, and never part of any copy.

    taken_at: when somebody of the police took it on.
    """

    guard: ClassVar[Guard] = OF_LINE
    register = Register(Keeps.CHILD, working="audience", special="words")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="police_lines", db_index=False)
    words = models.TextField()
    audience = ArrayField(models.TextField(choices=Audience.choices), default=for_police)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    child_id: UUID
    written_by_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="police_line_by_child")]


class Lead(Record):
    """Something that was said and must go somewhere. "So what" stands beside it until it is done, and then what came of it.

    words: what there is to follow; for a line for police nothing stands here, and the words are the line's alone. owner: who
    follows it; without one, whoever holds `role`. became: what it turned into, such as the words put into the trigger plan.
    """

    guard: ClassVar[Guard] = OF_LEAD
    register = Register(Keeps.CHILD, working="kind state role audience", special="words came_of became")

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="leads", db_index=False)
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="leads", db_index=False)
    kind = models.TextField(choices=LeadKind.choices)
    words = models.TextField(blank=True, default="")
    line = models.ForeignKey(PoliceLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    role = models.TextField(blank=True, default="")
    due_at = models.DateTimeField()
    state = models.TextField(choices=LeadState.choices, default=LeadState.OPEN)
    became = models.TextField(blank=True, default="")
    came_of = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    audience = ArrayField(models.TextField(choices=Audience.choices), default=for_professionals)
    named = ArrayField(models.UUIDField(), default=list, blank=True)
    not_for = ArrayField(models.UUIDField(), default=list, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    child_id: UUID
    interview_id: UUID
    line_id: UUID | None
    owner_id: UUID | None
    written_by_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child"], name="lead_by_child"),
            models.Index(fields=["partnership", "interview"], name="lead_of_interview"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == LeadState.OPEN

"""A child's missing episodes: what was reported, how it was graded, what was done, who was told, and how the child came back.

One `Episode` is one report of one absence, as one sender gave it: a row of an imported file is one episode, and so is a report
made here that no open episode holds yet. Another report of the same absence made here is another `EpisodeReport` of that episode.
Whether two episodes of one child are one absence is reckoned by `rules.missing` from their times and never written down, unless a
person says so: then the later one is `joined_to` the first, and stays. An episode is never deleted: one that was no absence is
void, with the reason. Whatever changes is kept as it was before, in `EpisodeChange`.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .authority_models import AuthorityNumber as AuthorityNumber

# The tables of what was said after a return, of interviews and of leads stand in files of their own, and belong to this app.
from .conversation_models import AccountVersion as AccountVersion
from .conversation_models import CarerAccount as CarerAccount
from .conversation_models import Conversation as Conversation
from .conversation_models import ConversationVersion as ConversationVersion
from .conversation_models import Covered as Covered
from .conversation_models import RemoteCheck as RemoteCheck
from .conversation_models import ShareSaid as ShareSaid
from .conversation_models import SummaryGiven as SummaryGiven

# The tables of the pattern and of what it calls for stand in files of their own, and belong to this app.
from .counts_models import CountsGiven as CountsGiven
from .intervention_models import Intervention as Intervention
from .intervention_models import InterventionAsk as InterventionAsk
from .intervention_models import InterventionEpisode as InterventionEpisode
from .interview_models import Interview as Interview
from .interview_models import InterviewStep as InterviewStep
from .lead_models import Lead as Lead
from .lead_models import PoliceLine as PoliceLine
from .pack_opened import PackOpened as PackOpened
from .parent_models import PackGiven as PackGiven
from .parent_models import PackWording as PackWording
from .parent_models import PlanProposal as PlanProposal
from .pattern_models import Crossing
from .plan_models import PlanDraft as PlanDraft
from .plan_models import PlanPicture as PlanPicture
from .plan_models import PlanVersion as PlanVersion
from .plan_models import TriggerPlan as TriggerPlan
from .types import (
    AlertKind,
    Category,
    ChangeKind,
    GradeKind,
    GradeLevel,
    LogKind,
    PoliceCalled,
    ReporterKind,
    Source,
    When,
)
from .walls import FACT_OF_EPISODE, OF_EPISODE, OF_REPORT

__all__ = [
    "Acknowledgement", "Alert", "AlertTo", "Crossing", "Episode", "EpisodeChange", "EpisodeReport", "Grade", "LogEntry",
    "ReportDraft", "Return",
]  # fmt: skip


class Episode(Record):
    """One absence of one child, as reported. The child is missing until somebody says that they are found or back (H5).

    reference: what people say on the telephone. episode_ref: the sender's own; ours again where it was reported here.
    started_at: the moment reckoned with: left the placement, or last seen by a responsible adult, whichever is later; with the
    words said and the bounds where it is uncertain. ended_at: the moment reckoned with, of being found or back (`found_at` and
    `back_at` are kept apart). facts: the MISPER record, by the keys of `questions`. police_grade: the newest grade of the police.
    police_know_at: when a police user acknowledged it, or a police reference was entered; until then everybody is told that the
    police have not confirmed that they know (H1). authority, host: the council responsible for the child, and the one where the
    child lives, if it is another. joined_to: another episode that a person said is the same absence.
    """

    guard: ClassVar[Guard] = OF_EPISODE
    register = Register(
        Keeps.CHILD,
        working="reference episode_ref source category police_grade out_of_area",
        personal="police_ref",
        special=(
            "started_words ended_words found_words back_words facts told void_reason joined_reason authority_name host_name"
            " review_why"
        ),
        family="reference",
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="episodes", db_index=False)
    reference = models.TextField()
    episode_ref = models.TextField()
    source = models.TextField(choices=Source.choices, default=Source.FORM)
    category = models.TextField(choices=Category.choices)
    started_at = models.DateTimeField()
    started_earliest = models.DateTimeField(null=True, blank=True)
    started_latest = models.DateTimeField(null=True, blank=True)
    started_words = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.TextField(blank=True, default="")
    found_at = models.DateTimeField(null=True, blank=True)
    found_words = models.TextField(blank=True, default="")
    back_at = models.DateTimeField(null=True, blank=True)
    back_words = models.TextField(blank=True, default="")
    reported_at = models.DateTimeField(null=True, blank=True)
    police_ref = models.TextField(blank=True, default="")
    police_know_at = models.DateTimeField(null=True, blank=True)
    police_know_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    police_grade = models.TextField(choices=GradeLevel.choices, blank=True, default=GradeLevel.NONE)
    facts = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=dict, blank=True)
    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    authority_name = models.TextField(blank=True, default="")
    host = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    host_name = models.TextField(blank=True, default="")
    out_of_area = models.BooleanField(default=False)
    review_at = models.DateTimeField(null=True, blank=True)
    review_why = models.TextField(blank=True, default="")
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined", db_index=False)
    joined_at = models.DateTimeField(null=True, blank=True)
    joined_reason = models.TextField(blank=True, default="")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    void_reason = models.TextField(blank=True, default="")

    child_id: UUID
    authority_id: UUID | None
    host_id: UUID | None
    joined_to_id: UUID | None
    voided_by_id: UUID | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "episode_ref"], name="episode_taken_in_once"),
            models.UniqueConstraint(fields=["partnership", "reference"], name="episode_reference_once"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="episode_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~models.Q(joined_to=models.F("id")), name="episode_not_joined_to_itself"),
        ]
        indexes = [
            models.Index(fields=["partnership", "child", "started_at"], name="episode_by_child"),
            models.Index(fields=["partnership", "-started_at", "id"], name="episode_latest"),
            models.Index(
                fields=["partnership", "-started_at", "id"],
                condition=models.Q(ended_at__isnull=True, voided_at__isnull=True, joined_to__isnull=True),
                name="episode_missing_now",
            ),
            models.Index(fields=["joined_to"], condition=models.Q(joined_to__isnull=False), name="episode_joined"),
            models.Index(
                fields=["partnership", "ended_at"],
                condition=models.Q(ended_at__isnull=False, voided_at__isnull=True, joined_to__isnull=True),
                name="episode_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def started(self) -> When:
        return When(self.started_at, self.started_words, self.started_earliest, self.started_latest)

    @property
    def void(self) -> bool:
        return self.voided_at is not None

    @property
    def missing_now(self) -> bool:
        """Nobody has said that the child is found or back."""
        return self.ended_at is None and self.voided_at is None and self.joined_to_id is None

    @property
    def police_know(self) -> bool:
        return self.police_know_at is not None


class EpisodeReport(Fact):
    """What one person said when they reported the absence: never changed. Several may be of one episode.

    reporter: whose account it was written with; `told_by` is who said it, where that is somebody else, such as a parent on the
    telephone. given_name and the rest: the child as typed. facts: what was known then, by the keys of `questions`.
    """

    guard: ClassVar[Guard] = OF_REPORT
    register = Register(
        Keeps.CHILD,
        working="reporter_kind police_called",
        personal="told_by telephone given_name family_name date_of_birth",
        special="police_ref facts last_seen_words",
    )

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="reports")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    reporter = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reporter_kind = models.TextField(choices=ReporterKind.choices)
    told_by = models.TextField(blank=True, default="")
    telephone = models.TextField(blank=True, default="")
    reported_at = models.DateTimeField()
    police_called = models.TextField(choices=PoliceCalled.choices)
    police_ref = models.TextField(blank=True, default="")
    given_name = models.TextField(blank=True, default="")
    family_name = models.TextField(blank=True, default="")
    date_of_birth = models.DateField(null=True, blank=True)
    last_seen_at = models.DateTimeField()
    last_seen_words = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)

    episode_id: UUID
    child_id: UUID
    reporter_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "reporter", "-reported_at", "id"], name="report_by_reporter"),
            models.Index(fields=["partnership", "child"], name="report_by_child"),
        ]


class EpisodeChange(Fact):
    """What an episode said before, what it says now, why, and who changed it. before, after: by the names of its columns."""

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="kind", special="before after reason")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="changes")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=ChangeKind.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    episode_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="change_by_child")]


class Grade(Fact):
    """How great somebody judged the risk to be, and why. Only police set the police grade (H6).

    edition: of the list of grades it was chosen from.
    """

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="kind level edition", special="reason")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="grades")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=GradeKind.choices)
    level = models.TextField(choices=GradeLevel.choices)
    reason = models.TextField()
    edition = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    graded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    episode_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="grade_by_child")]


class LogEntry(Fact):
    """A sighting, an enquiry or an action of an episode: when, where, in whose words. Never changed: another one corrects it."""

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="kind", special="words place")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="log")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=LogKind.choices)
    at = models.DateTimeField()
    words = models.TextField()
    place = models.TextField(blank=True, default="")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    episode_id: UUID
    child_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "episode", "-at", "id"], name="log_of_episode"),
            models.Index(fields=["partnership", "child"], name="log_by_child"),
        ]


class Alert(Fact):
    """Something about an episode that those responsible must know. Raised once for what happened, however often it is tried.

    occasion: what makes it this alert and no other, such as the id of the grade; one alert an occasion.
    """

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="kind occasion")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="alerts")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField(choices=AlertKind.choices)
    occasion = models.TextField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    episode_id: UUID
    child_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "episode", "kind", "occasion"], name="one_alert_an_occasion"),
        ]
        indexes = [models.Index(fields=["partnership", "child"], name="alert_by_child")]


class AlertTo(Fact):
    """One agency, or one part of it, that an alert goes to: each answers for itself (H6). The duty climbs until it does.

    seat: who is asked, as a stable key such as "worker", "duty", "police", "placing" or "host".
    """

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, working="seat")

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="recipients")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    seat = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    duty_id = models.UUIDField()

    alert_id: UUID
    child_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "alert", "seat"], name="one_answer_a_seat")]
        indexes = [
            models.Index(fields=["partnership", "child"], name="alert_to_by_child"),
            models.Index(fields=["partnership", "duty_id"], name="alert_to_by_duty"),
        ]


class Acknowledgement(Fact):
    """Somebody answered an alert for their own agency, and named who has it."""

    guard: ClassVar[Guard] = FACT_OF_EPISODE
    register = Register(Keeps.CHILD, personal="held_by", special="note")

    recipient = models.OneToOneField(AlertTo, on_delete=models.PROTECT, related_name="acknowledgement")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_by = models.TextField()
    note = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    recipient_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="acknowledgement_by_child")]


class Return(Record):
    """How the child came back: where they were found, by whom, how they were, who was with them, and the first questions (H20).

    answers: by the keys of `questions`; what was not asked is not there, which is never no.
    prevention_*: the police's own conversation, which never stands for the return interview.
    """

    guard: ClassVar[Guard] = OF_EPISODE
    register = Register(
        Keeps.CHILD,
        working="prevention_done",
        special="found_where found_by found_with condition injuries brought_back_by answers prevention_notes prevention_why_not",
    )

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="return_home")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    found_where = models.TextField(blank=True, default="")
    found_by = models.TextField(blank=True, default="")
    found_with = models.TextField(blank=True, default="")
    condition = models.TextField(blank=True, default="")
    injuries = models.TextField(blank=True, default="")
    brought_back_by = models.TextField(blank=True, default="")
    answers = models.JSONField(default=dict, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    prevention_done = models.BooleanField(null=True, blank=True)
    prevention_at = models.DateTimeField(null=True, blank=True)
    prevention_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    prevention_notes = models.TextField(blank=True, default="")
    prevention_why_not = models.TextField(blank=True, default="")

    episode_id: UUID
    child_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "child"], name="return_by_child")]


class ReportDraft(Record):
    """A report that somebody is writing and has not sent. Nobody else reads it, whatever their role.

    child_id: the record it is about, where the writer chose one that opens to them. answers: by the keys of `questions`.
    """

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND (owner_id = {PERSON} OR {REACH} = 'system')", writes=Writes.FULL)
    register = Register(Keeps.PASSING, special="answers")

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    child_id = models.UUIDField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    expires_at = models.DateTimeField()

    owner_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "owner", "-changed_at"], name="missing_draft_by_owner"),
            models.Index(fields=["partnership", "expires_at"], name="missing_draft_expiring"),
        ]

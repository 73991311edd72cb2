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
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

# The other tables of this app stand in files of their own, by what they are about.
from .alert_models import Acknowledgement as Acknowledgement
from .alert_models import Alert as Alert
from .alert_models import AlertTo as AlertTo
from .authority_models import AuthorityNumber as AuthorityNumber
from .conversation_models import AccountVersion as AccountVersion
from .conversation_models import CarerAccount as CarerAccount
from .conversation_models import Conversation as Conversation
from .conversation_models import ConversationVersion as ConversationVersion
from .conversation_models import Covered as Covered
from .conversation_models import RemoteCheck as RemoteCheck
from .conversation_models import ShareSaid as ShareSaid
from .conversation_models import SummaryGiven as SummaryGiven
from .counts_models import CountsGiven as CountsGiven
from .intervention_models import Intervention as Intervention
from .intervention_models import InterventionAsk as InterventionAsk
from .intervention_models import InterventionEpisode as InterventionEpisode
from .interview_models import Interview as Interview
from .interview_models import InterviewStep as InterviewStep
from .lead_models import Lead as Lead
from .lead_models import PoliceLine as PoliceLine
from .log_models import Grade as Grade
from .log_models import LogEntry as LogEntry
from .pack_opened import PackOpened as PackOpened
from .parent_models import PackGiven as PackGiven
from .parent_models import PackWording as PackWording
from .parent_models import PlanProposal as PlanProposal
from .pattern_models import Crossing
from .plan_models import PlanDraft as PlanDraft
from .plan_models import PlanPicture as PlanPicture
from .plan_models import PlanVersion as PlanVersion
from .plan_models import TriggerPlan as TriggerPlan
from .report_models import EpisodeReport as EpisodeReport
from .report_models import ReportDraft as ReportDraft
from .return_models import Return as Return
from .types import Category, ChangeKind, GradeLevel, Source, When
from .walls import FACT_OF_EPISODE, OF_EPISODE

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

"""What somebody said when they reported a child missing, and what somebody is still writing."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, REACH, Guard, Writes
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.records.models import Child

from .types import PoliceCalled, ReporterKind
from .walls import OF_REPORT


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

    episode = models.ForeignKey("missing.Episode", on_delete=models.PROTECT, related_name="reports")
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

"""What is kept and let go: holds, disposals and their certificates, requests to see a record, breaches, sharing agreements."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import Agency, User
from holdfast.access.walls import reads
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, Writes, has_grant
from holdfast.kernel.ids import new_id
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register

from .types import BreachRisk, Controller, DisposalState, RequestedBy, RequestState, StepKind

# Information governance, and the jobs of the system that read about children.
GOVERNS = f"({has_grant('govern-information')} OR {has_grant('children')})"
GOVERNED = Guard(rows=f"{OWN_PARTNERSHIP} AND {GOVERNS}")
REVIEWED = f"{OWN_PARTNERSHIP} AND ({GOVERNS} OR {has_grant('ratify')})"


class LegalHold(Record):
    """Nothing of this record goes while the hold stands: a court, an inquiry or the police need it.

    child_id or referral_id: the record that is held. asked_by: who asked, with their reference.
    """

    guard: ClassVar[Guard] = GOVERNED
    register = Register(Keeps.CHILD, special="why asked_by lifted_why")

    child_id = models.UUIDField(null=True)
    referral_id = models.UUIDField(null=True)
    why = models.TextField()
    asked_by = models.TextField()
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_why = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child_id"], name="hold_by_child"),
            models.Index(fields=["partnership", "lifted_at", "-created_at"], name="hold_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(child_id__isnull=False) ^ models.Q(referral_id__isnull=False),
                name="hold_on_one_child_or_referral",
            )
        ]


class Disposal(Record):
    """One review of a record whose time is over: what a person decided, and what a second person said.

    children: every record that goes together, because a referral names them all; referral_id: a referral of no record.
    keep_until: the day that was over. why: the reviewer's words; emptied when the record has gone.
    """

    guard: ClassVar[Guard] = Guard(rows=REVIEWED)
    register = Register(Keeps.INVESTIGATION, working="record_class reason state look_again_on", special="keep_until why")

    children = ArrayField(models.UUIDField(), default=list)
    referral_id = models.UUIDField(null=True)
    record_class = models.TextField()
    reason = models.TextField()
    keep_until = models.DateField(null=True)
    why = models.TextField(default="", blank=True)
    look_again_on = models.DateField(null=True)
    state = models.TextField(choices=DisposalState.choices, default=DisposalState.PROPOSED)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    files_gone_at = models.DateTimeField(null=True)

    reviewed_by_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "state", "-reviewed_at"], name="disposal_by_state")]


class DisposalAnswer(Fact):
    """What the second person said. The database holds it to the person who signed in, and to somebody else than the reviewer."""

    register = Register(Keeps.INVESTIGATION, working="agreed", special="why")

    guard: ClassVar[Guard] = Guard(rows=REVIEWED, insert=f"{OWN_PARTNERSHIP} AND decided_by_id = {PERSON}", writes=Writes.APPEND)

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="answers")
    agreed = models.BooleanField()
    why = models.TextField(default="", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    decided_by_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "disposal"], name="answer_by_disposal")]


class Certificate(Fact):
    """That a record was removed: how many rows of what, their ids, and until when a backup may hold them. Names nobody.

    removed: ids by table. Written by the database's own function alone.
    """

    register = Register(Keeps.INVESTIGATION, working="removed backups_until")

    guard: ClassVar[Guard] = Guard(rows=REVIEWED, writes=Writes.READ)

    disposal = models.OneToOneField(Disposal, on_delete=models.PROTECT, related_name="certificate")
    removed = models.JSONField(default=dict)
    backups_until = models.DateField()

    @property
    def rows(self) -> int:
        return sum(len(ids) for ids in self.removed.values())


class Backup(models.Model):
    """One backup of the whole system, which holds every record of its day until it is destroyed or its time is over.

    file_name: without the folder. key_name: what tells the key that opens it from others. finished_at: empty where it was cut
    short, and only a part of a file was left. keep_until: the longest it is kept, by the setting of its day.
    destroyed_at: when somebody said that the file and every copy of it are gone.
    """

    guard: ClassVar[Guard] = Guard(rows="", writes=Writes.READ, why="Files of the whole system: nothing of what is in them.")
    register = Register(Keeps.INVESTIGATION, working="begun_at file_name key_name finished_at keep_until destroyed_at")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    begun_at = models.DateTimeField()
    file_name = models.TextField()
    key_name = models.TextField()
    finished_at = models.DateTimeField(null=True)
    keep_until = models.DateField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-begun_at", "-id"], name="backup_newest")]


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


class Breach(Record):
    """Personal data lost, sent to the wrong place or seen by the wrong person. First: who is in danger, and who warns them.

    people: how many it is about. told_regulator_at: when the regulator was told, with their reference.
    """

    guard: ClassVar[Guard] = GOVERNED
    register = Register(
        Keeps.PARTNERSHIP,
        working="reference people risk regulator_reference",
        special="happened kinds in_danger holder done risk_why told_people",
    )

    reference = models.TextField()
    aware_at = models.DateTimeField()
    happened = models.TextField()
    kinds = models.TextField()
    people = models.PositiveIntegerField(null=True)
    in_danger = models.TextField()
    holder = models.TextField(default="", blank=True)
    done = models.TextField(default="", blank=True)
    risk = models.TextField(choices=BreachRisk.choices, default=BreachRisk.NOT_JUDGED, blank=True)
    risk_why = models.TextField(default="", blank=True)
    told_regulator_at = models.DateTimeField(null=True)
    regulator_reference = models.TextField(default="", blank=True)
    told_people = models.TextField(default="", blank=True)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "reference"], name="breach_numbered_once")]
        indexes = [models.Index(fields=["partnership", "-aware_at", "-id"], name="breach_newest")]


class SharingAgreement(Record):
    """What was agreed with one partner about sharing: who is controller, what for, on what basis, until it is looked at again."""

    guard: ClassVar[Guard] = GOVERNED
    register = Register(
        Keeps.PARTNERSHIP, working="title controller purpose basis signed_on review_on ended_on", personal="contact"
    )

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    controller = models.TextField(choices=Controller.choices)
    purpose = models.TextField()
    basis = models.TextField()
    contact = models.TextField(default="", blank=True)
    signed_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    agency_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "agency", "review_on"], name="agreement_by_agency")]


class Merge(Record):
    """Two records turned out to be of one child, or of one person: the merged record's rows were moved to the survivor.

    moved: ids of the rows that moved, by "app.Model.column"; undone, each goes back to where it was.
    name_id: the other name that the merge left on the survivor, so that it is found by both.
    """

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND ({GOVERNS} OR {has_grant('screen')})")
    register = Register(Keeps.CHILD, working="kind moved", special="why undone_why")

    kind = models.TextField(choices=[("child", "Children"), ("person", "People")])
    survivor_id = models.UUIDField()
    merged_id = models.UUIDField()
    name_id = models.UUIDField(null=True, blank=True)
    why = models.TextField()
    moved = models.JSONField(default=dict)
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_why = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "survivor_id"], name="merge_by_survivor"),
            models.Index(fields=["partnership", "-created_at", "-id"], name="merge_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "merged_id"],
                condition=models.Q(undone_at__isnull=True),
                name="merged_into_one_record",
            ),
            models.CheckConstraint(condition=~models.Q(survivor_id=models.F("merged_id")), name="merged_into_another"),
        ]

    @property
    def rows(self) -> int:
        return sum(len(ids) for ids in self.moved.values())

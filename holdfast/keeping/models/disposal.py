"""Holds, reviews of records whose time is over, what the second person said, certificates, backups."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, Writes
from holdfast.kernel.ids import new_id
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register

from ..types import DisposalState
from .walls import GOVERNED, REVIEWED


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

"""The record for investigators: who did, read or released what. Not the history a practitioner sees."""

from django.db import models

from holdfast.kernel.guard import PARTNERSHIP, Guard, Writes
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now


class Kind(models.TextChoices):
    WRITE = "write", "Change"
    READ = "read", "Read"
    RELEASE = "release", "Release"
    REFUSAL = "refusal", "Refusal"
    SIGN_IN = "sign-in", "Sign-in"
    SETTING = "setting", "Setting"


class Event(models.Model):
    """One thing that was done. Holds ids only, never personal data; has no foreign keys, so nothing can cascade into it."""

    # Written by everybody, including before a partnership is known (a sign-in); read within one partnership.
    guard = Guard(
        rows=f"partnership_id = {PARTNERSHIP}",
        insert=f"partnership_id IS NOT DISTINCT FROM {PARTNERSHIP}",
        writes=Writes.APPEND,
        why="Ids only, of who did what: every process writes it, and it is read by auditors and by those who ask who looked.",
    )
    register = Register(Keeps.INVESTIGATION, working="kind verb system subject_kind detail request_id")

    position = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=now)
    kind = models.TextField(choices=Kind.choices)
    verb = models.TextField()
    partnership_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    system = models.TextField(default="")
    subject_kind = models.TextField(default="")
    subject_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    request_id = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["partnership_id", "child_id", "-position"], name="audit_by_child"),
            models.Index(fields=["partnership_id", "subject_id", "-position"], name="audit_by_subject"),
            models.Index(fields=["partnership_id", "person_id", "-position"], name="audit_by_person"),
        ]


class Seal(models.Model):
    """One link of the chain that events are sealed into, in the order in which they were committed.

    Written by the database's own function alone: the application may read the chain and never writes it.
    """

    guard = Guard(rows="", writes=Writes.READ, why="Positions and hashes of events: nothing of what they say.")
    register = Register(Keeps.INVESTIGATION, working="event_position settled hash")

    number = models.BigIntegerField(primary_key=True)
    # Null where only `settled` moves on, because positions were drawn and given up.
    event_position = models.BigIntegerField(null=True, unique=True)
    # No event at or below this position can still arrive.
    settled = models.BigIntegerField()
    hash = models.BinaryField()

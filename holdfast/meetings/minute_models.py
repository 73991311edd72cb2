"""The minute of a meeting: its lines, who was there when, what the chair ruled, and each reader's copy.

A line is a row, so that two people who write at once lose nothing. A copy is what one reader was given, word for word, and is
never written anew: a corrected one is another.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import User
from holdfast.kernel.guard import Guard
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.rules.audience import Key
from holdfast.rules.minutes import LineKind

from .minute_types import LINE_KINDS, READER_KINDS, CodeWay, CopyDone, CopyMeans, CopyOf, CopyState, MinuteState
from .minute_walls import FACT_OF_A_COPY, FACT_OF_A_LINE, FACT_OF_A_RULING, OF_A_COPY, OF_A_LINE
from .models import AgendaItem, ForReaders, Invitee, Meeting
from .walls import OF_A_MEETING, OF_THE_CHAIR


def to_everybody() -> list[str]:
    return [Key.CHILD.value, Key.FAMILY.value, Key.PROFESSIONALS.value]


class Minute(Record):
    """The one minute of a meeting. edition: how often the chair has approved it. current: the item spoken of now.

    sent_back: what the chair asked to be put right, or found after it was approved.
    """

    guard: ClassVar[Guard] = OF_A_MEETING
    register = Register(Keeps.CHILD, working="state edition", special="sent_back")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minute")
    state = models.TextField(choices=MinuteState.choices, default=MinuteState.WRITING)
    edition = models.PositiveSmallIntegerField(default=0)
    sent_back = models.TextField(blank=True, default="")
    current = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True, blank=True)

    meeting_id: UUID
    current_id: UUID | None


class MinuteLine(Record, ForReaders):
    """One line of a minute, with who may have it.

    exception: its audience is its own, and not the section's. asked: what was asked for in the closed part, where that was wider
    than the part may give: the chair sees it. closed: said in the closed part. key: made in the page that wrote it, so that a
    line sent again is the same line. open_at: when professionals could first read it here. level: the level of risk, if it
    says one.
    """

    guard: ClassVar[Guard] = OF_A_LINE
    register = Register(
        Keeps.CHILD,
        working="kind exception asked closed level audience due_on",
        special="text for_child done_words",
        family="text for_child due_on",
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="lines", db_index=False)
    key = models.UUIDField()
    kind = models.TextField(choices=LINE_KINDS, default=LineKind.SAID)
    text = models.TextField()
    for_child = models.TextField(blank=True, default="")
    exception = models.BooleanField(default=False)
    asked = ArrayField(models.TextField(), default=list, blank=True)
    closed = models.BooleanField(default=False)
    speaker = models.ForeignKey(Invitee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    owner = models.ForeignKey(Invitee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    due_on = models.DateField(null=True, blank=True)
    level = models.TextField(blank=True, default="")
    said_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    open_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_words = models.TextField(blank=True, default="")
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    meeting_id: UUID
    item_id: UUID
    speaker_id: UUID | None
    owner_id: UUID | None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "meeting", "key"], name="minute_line_once")]
        indexes = [models.Index(fields=["partnership", "meeting", "said_at", "id"], name="minute_lines_in_order")]


class LineWords(Fact):
    """What a line said from one save on, and who saved it."""

    guard: ClassVar[Guard] = FACT_OF_A_LINE
    register = Register(Keeps.CHILD, working="number audience", special="text for_child")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(MinuteLine, on_delete=models.PROTECT, related_name="words", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField()
    for_child = models.TextField(blank=True, default="")
    audience = ArrayField(models.TextField(), default=list)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    meeting_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "line", "number"], name="line_words_by_line")]


class Attendance(Record):
    """How somebody was at the meeting. known_to: who may know that they were. apologies: they said that they could not come."""

    guard: ClassVar[Guard] = OF_THE_CHAIR
    register = Register(Keeps.CHILD, working="apologies remote known_to")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    invitee = models.OneToOneField(Invitee, on_delete=models.PROTECT, related_name="attendance")
    apologies = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    known_to = ArrayField(models.TextField(), default=to_everybody)

    meeting_id: UUID
    invitee_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "meeting"], name="attendance_by_meeting")]


class Presence(Record):
    """One time for which somebody was in the meeting: they may go and come back. until: none while they are there."""

    guard: ClassVar[Guard] = OF_THE_CHAIR
    register = Register(Keeps.CHILD)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="presences", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    meeting_id: UUID
    invitee_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "invitee"], condition=models.Q(until__isnull=True), name="there_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["partnership", "meeting"], name="presence_by_meeting")]


class ChairRuling(Fact):
    """The chair's word on what one reader has: of one line, or, without one, of what was said while they were away."""

    guard: ClassVar[Guard] = FACT_OF_A_RULING
    register = Register(Keeps.CHILD, working="gives", special="reason")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(MinuteLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+", db_index=False)
    gives = models.BooleanField()
    reason = models.TextField()
    ruled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    meeting_id: UUID
    line_id: UUID | None
    invitee_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "meeting"], name="ruling_by_meeting")]


class MinuteCopy(Record):
    """One reader's copy: what it says, how it is given, and how it stands.

    what: of the minute, of what was decided, or of the papers. minute: none of papers, which come before it.
    content: the version, as `rules.minutes` made it. items: of each of its parts, the child's item that it tells of; none where
    it tells of no child of many. kept_where, found_by: what was said before it was given (H14). why: of a
    copy that was talked through, dropped or recalled. decided: the check's findings, each with what somebody decided.
    """

    guard: ClassVar[Guard] = OF_A_COPY
    register = Register(
        Keeps.CHILD,
        working="what reader edition state means code_way fingerprint opened_times",
        special="content kept_where found_by why decided",
        family="content",
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.TextField(choices=CopyOf.choices, default=CopyOf.MINUTE)
    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, null=True, blank=True, related_name="copies", db_index=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="copies", db_index=False)
    reader = models.TextField(choices=READER_KINDS)
    edition = models.PositiveSmallIntegerField()
    state = models.TextField(choices=CopyState.choices, default=CopyState.READY)
    means = models.TextField(choices=CopyMeans.choices, blank=True, default="")
    code_way = models.TextField(choices=CodeWay.choices, blank=True, default="")
    content = models.JSONField()
    items = ArrayField(models.UUIDField(null=True), default=list, blank=True)
    fingerprint = models.TextField()
    decided = models.JSONField(default=list, blank=True)
    kept_where = models.TextField(blank=True, default="")
    found_by = models.TextField(blank=True, default="")
    why = models.TextField(blank=True, default="")
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    released_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_times = models.PositiveIntegerField(default=0)
    recalled_at = models.DateTimeField(null=True, blank=True)
    release_id = models.UUIDField(null=True, blank=True)
    breach_id = models.UUIDField(null=True, blank=True)

    meeting_id: UUID
    minute_id: UUID | None
    invitee_id: UUID

    class Meta:
        verbose_name_plural = "minute copies"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "invitee", "what"],
                condition=models.Q(state="ready"),
                name="one_copy_ready_a_reader",
            ),
            models.UniqueConstraint(
                fields=["partnership", "invitee", "what"],
                condition=models.Q(state__in=["released", "talked"]),
                name="one_copy_given_a_reader",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "meeting", "-created_at"], name="copies_by_meeting")]


class CopyEvent(Fact):
    """What was done with a copy: the register of who has which version, since when, and how."""

    guard: ClassVar[Guard] = FACT_OF_A_COPY
    register = Register(Keeps.CHILD, working="done means", special="words")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    copy = models.ForeignKey(MinuteCopy, on_delete=models.PROTECT, related_name="events", db_index=False)
    done = models.TextField(choices=CopyDone.choices)
    means = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    meeting_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "meeting", "created_at"], name="copy_events_by_meeting")]


class CopyCode(Record):
    """The code of a private page, which reaches its reader another way than the link (`disclosure.links`): five tries, once.

    right_at: when it was typed right, in the browser that holds the link.
    """

    guard: ClassVar[Guard] = OF_THE_CHAIR
    register = Register(Keeps.PASSING, working="tries_left", locked="code_hash")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    copy = models.ForeignKey(MinuteCopy, on_delete=models.PROTECT, related_name="codes", db_index=False)
    link_id = models.UUIDField()
    code_hash = models.TextField()
    tries_left = models.PositiveSmallIntegerField()
    right_at = models.DateTimeField(null=True, blank=True)

    meeting_id: UUID
    copy_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "link_id"], name="one_code_a_link")]
        indexes = [models.Index(fields=["partnership", "copy"], name="copy_code_by_copy")]

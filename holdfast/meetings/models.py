"""A meeting as a thing: of what kind, about whom, when and where, who is called, the agenda, and what was gathered before.

The type of a meeting (`rules.meetings`) says who must come, who may chair, what is on the agenda and who may know of it. Minutes,
decisions, versions and releases stand in files of their own.
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
from holdfast.rules import audience as rules_audience
from holdfast.rules.meeting_circles import GROUND_WORDS, Ground

from .types import AHEAD, Attended, Check, Kind, Known, Means, Offer, Reply, ReportState, State, Video, ViewHow
from .walls import (
    FACT_OF_THE_CHAIR,
    OF_A_HEARING,
    OF_A_MEETING,
    OF_A_REPORT,
    OF_A_REPORT_LINE,
    OF_AN_ITEM,
    OF_MEETING,
    OF_THE_CHAIR,
    OF_WITHHELD,
)

AHEAD_VALUES = [state.value for state in AHEAD]
LIVE = models.Q(state__in=AHEAD_VALUES)


class ForReaders(models.Model):
    """Columns of an item that says who may have it.

    audience: keys of Audience. family: the relatives named, by their records. named: the accounts named. not_for: accounts and
    records of whoever never reads it.
    """

    audience = ArrayField(models.TextField(choices=Audience.choices))
    family = ArrayField(models.UUIDField(), default=list)
    named = ArrayField(models.UUIDField(), default=list)
    not_for = ArrayField(models.UUIDField(), default=list)

    class Meta:
        abstract = True

    @property
    def readers(self) -> rules_audience.Audience:
        return rules_audience.audience(self.audience, family=self.family, named=self.named, not_for=self.not_for)


class Meeting(Record):
    """One meeting, of one type, about one child, or about none where it is a panel, a briefing or a team's.

    kind: a key of `rules.meetings`. known: who may know of it (H12). starts_at, ends_at: none while no time is agreed.
    video: how it is reached; video_ref: the vendor's own id of it; video_link: where everybody would go, never sent as it is;
    video_sequence, video_problem: for which time it was made, and why it could not be.
    closed: whether a part without the family is planned. origin: what it was called for, where another part of Holdfast did.
    chair_reason: why a chair who is the child's own worker, or supervises them, chairs all the same. sequence: how often what the
    invitations say was changed. follows: the meeting before it. with_meeting: the other meeting it is held together with.
    quorate, quorum_words: whether those who must be there were, and what was decided where they were not.
    """

    guard: ClassVar[Guard] = OF_MEETING
    register = Register(
        Keeps.CHILD,
        working="kind reference known state place video video_sequence video_problem closed sequence origin_kind quorate",
        personal="video_ref video_link",
        special="purpose chair_reason cancelled_why quorum_words",
        family="kind place",
    )

    kind = models.TextField()
    reference = models.TextField()
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", db_index=False)
    known = models.TextField(choices=Known.choices)
    state = models.TextField(choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    place = models.TextField(blank=True, default="")
    video = models.TextField(choices=Video.choices, blank=True, default=Video.NONE)
    video_ref = models.TextField(blank=True, default="")
    video_link = models.TextField(blank=True, default="")
    video_sequence = models.PositiveIntegerField(default=0)
    video_problem = models.TextField(blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    closed = models.BooleanField(default=False)
    chair = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    chair_reason = models.TextField(blank=True, default="")
    minute_taker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    convened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    sequence = models.PositiveIntegerField(default=0)
    invited_at = models.DateTimeField(null=True, blank=True)
    papers_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.TextField(blank=True, default="")
    origin_kind = models.TextField(blank=True, default="")
    origin_id = models.UUIDField(null=True, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next", db_index=False)
    with_meeting = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    quorate = models.BooleanField(null=True, blank=True)
    quorum_words = models.TextField(blank=True, default="")

    child_id: UUID | None
    chair_id: UUID | None
    minute_taker_id: UUID | None
    convened_by_id: UUID | None
    follows_id: UUID | None
    with_meeting_id: UUID | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "reference"], name="meeting_reference_once"),
            models.UniqueConstraint(
                fields=["partnership", "origin_kind", "origin_id"],
                condition=models.Q(origin_id__isnull=False),
                name="one_meeting_an_origin",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "starts_at", "id"], name="meeting_by_time"),
            models.Index(fields=["partnership", "child", "starts_at"], name="meeting_by_child"),
            models.Index(fields=["partnership", "kind", "starts_at"], condition=LIVE, name="meeting_ahead_by_kind"),
            models.Index(fields=["partnership", "chair", "starts_at"], name="meeting_by_chair"),
            models.Index(fields=["partnership", "minute_taker", "starts_at"], name="meeting_by_minute_taker"),
            models.Index(fields=["partnership", "convened_by", "starts_at"], name="meeting_by_convener"),
        ]

    @property
    def ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def told_child_id(self) -> UUID | None:
        """The child on whose record its duties and clocks stand: none, where not everybody who reads it may know (H12)."""
        return self.child_id if self.known == Known.CIRCLE else None


class Invitee(Record):
    """Somebody who is called to a meeting, and how much of it they were at. How they are reached is kept apart, from everybody
    but those who run the meeting.

    person_id: the record of the relative; the child themself has none. name, role: as everybody at the meeting reads them.
    seat: which of those who must be called they are (`rules.meetings`), "" for anybody else. withdrawn_at: no longer called.
    kept_out_at: the chair keeps them out of all of it; the reason is kept apart. came_at, left_at: where it was part of it.
    remote: they came by video or telephone. sent_sequence: of the newest invitation sent to them.
    """

    guard: ClassVar[Guard] = OF_A_MEETING
    register = Register(
        Keeps.CHILD,
        working="kind seat needed reply attended remote sent_sequence",
        personal="name role",
        special="reply_words",
        family="name role",
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitees", db_index=False)
    kind = models.TextField(choices=Kind.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    person_id = models.UUIDField(null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.TextField()
    role = models.TextField(blank=True, default="")
    seat = models.TextField(blank=True, default="")
    needed = models.BooleanField(default=False)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    sent_sequence = models.IntegerField(default=-1)
    reply = models.TextField(choices=Reply.choices, blank=True, default=Reply.NONE)
    reply_words = models.TextField(blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    papers_at = models.DateTimeField(null=True, blank=True)
    attended = models.TextField(choices=Attended.choices, blank=True, default=Attended.UNKNOWN)
    remote = models.BooleanField(default=False)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    kept_out_at = models.DateTimeField(null=True, blank=True)

    meeting_id: UUID
    user_id: UUID | None
    agency_id: UUID | None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "meeting", "user"],
                condition=models.Q(user__isnull=False),
                name="one_invitation_an_account",
            ),
            models.UniqueConstraint(
                fields=["partnership", "meeting", "person_id"],
                condition=models.Q(person_id__isnull=False),
                name="one_invitation_a_relative",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "meeting"], name="invitee_by_meeting"),
            models.Index(fields=["partnership", "user"], name="invitee_by_account"),
        ]

    @property
    def comes(self) -> bool:
        """Still called, and not kept out."""
        return self.withdrawn_at is None and self.kept_out_at is None

    @property
    def is_family(self) -> bool:
        return self.kind in (Kind.CHILD, Kind.RELATIVE)


class Reach(Record):
    """How one invitee is told, and their own link. Nobody at the meeting reads another's address.

    link_hash: of the key in their personal link; the link opens a waiting page, never the meeting itself (H15). safety: what they
    answered when asked whether they are alone and can talk; waiting_at: since when they wait; let_in_at: the chair let them in.
    """

    guard: ClassVar[Guard] = OF_THE_CHAIR
    register = Register(Keeps.CHILD, working="means safety", personal="email telephone address", locked="link_hash")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    invitee = models.OneToOneField(Invitee, on_delete=models.PROTECT, related_name="reach")
    means = models.TextField(choices=Means.choices)
    email = models.TextField(blank=True, default="")
    telephone = models.TextField(blank=True, default="")
    address = models.TextField(blank=True, default="")
    link_hash = models.TextField(blank=True, default="")
    link_until = models.DateTimeField(null=True, blank=True)
    safety = models.TextField(choices=Check.choices, blank=True, default=Check.NOT_ASKED)
    waiting_at = models.DateTimeField(null=True, blank=True)
    let_in_at = models.DateTimeField(null=True, blank=True)

    meeting_id: UUID
    invitee_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "meeting"], name="reach_by_meeting"),
            models.Index(fields=["link_hash"], name="reach_by_link"),
        ]


class KeptOut(Fact):
    """Why the chair keeps somebody out, or lets them in again. part: the closed part alone, or the whole meeting."""

    guard: ClassVar[Guard] = FACT_OF_THE_CHAIR
    register = Register(Keeps.CHILD, working="out part", special="reason")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+", db_index=False)
    out = models.BooleanField()
    part = models.TextField(choices=[("whole", "The whole meeting"), ("closed", "The closed part")])
    reason = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    meeting_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "meeting"], name="kept_out_by_meeting")]


class AgendaItem(Record, ForReaders):
    """One section of the agenda, with the readers that whatever is said in it has unless somebody says otherwise.

    key: of the type's table, "" for one added. closed: it is spoken of without the family, and nothing in it widens without the
    chair. minutes: how long it may take.
    child: whom the item is about, where many children are spoken of: it opens to its circle alone (`Hearing`). Then the title is
    the child's name, the prompt the worry in a sentence, presenter who begins, and removed_why says why it was taken off.
    """

    guard: ClassVar[Guard] = OF_AN_ITEM
    register = Register(
        Keeps.CHILD, working="key position closed minutes audience", special="title prompt removed_why", family="title"
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda", db_index=False)
    key = models.TextField(blank=True, default="")
    title = models.TextField()
    prompt = models.TextField(blank=True, default="")
    position = models.PositiveSmallIntegerField()
    closed = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    presenter = models.ForeignKey(Invitee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.TextField(blank=True, default="")

    meeting_id: UUID
    child_id: UUID | None
    presenter_id: UUID | None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "meeting", "child"],
                condition=models.Q(child__isnull=False, removed_at__isnull=True),
                name="one_item_a_child",
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "meeting", "position"], name="agenda_in_order"),
            models.Index(fields=["partnership", "child"], condition=models.Q(child__isnull=False), name="agenda_by_child"),
        ]


class Hearing(Record):
    """Whether one of those called hears the item of one child, and on what ground. Read by those who run the meeting.

    ground: what the rule said when it was decided (`rules.meeting_circles`). why: of whoever is let in wider than the rule.
    """

    guard: ClassVar[Guard] = OF_A_HEARING
    register = Register(Keeps.CHILD, working="hears ground", special="why")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="circle", db_index=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+", db_index=False)
    hears = models.BooleanField()
    ground = models.TextField(choices=[(one.value, GROUND_WORDS[one]) for one in Ground])
    why = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    meeting_id: UUID
    item_id: UUID
    invitee_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "item", "invitee"], name="one_hearing_an_invitation"),
        ]
        indexes = [
            models.Index(fields=["partnership", "meeting"], name="hearing_by_meeting"),
            models.Index(fields=["partnership", "invitee"], condition=models.Q(hears=True), name="hearing_by_invitee"),
        ]


class AgencyReport(Record):
    """What one agency gives the meeting beforehand. A draft is its writer's alone."""

    guard: ClassVar[Guard] = OF_A_REPORT
    register = Register(Keeps.CHILD, working="state agency_name")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reports", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    agency_name = models.TextField()
    writer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.TextField(choices=ReportState.choices, default=ReportState.DRAFT)
    given_at = models.DateTimeField(null=True, blank=True)

    meeting_id: UUID
    agency_id: UUID | None
    writer_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "meeting", "writer"], name="one_report_a_writer")]
        indexes = [models.Index(fields=["partnership", "meeting"], name="report_by_meeting")]


class ReportLine(Record, ForReaders):
    """A paragraph of an agency's report under one section, with who may have it. item: the child it is about, of many."""

    guard: ClassVar[Guard] = OF_A_REPORT_LINE
    register = Register(Keeps.CHILD, working="section position audience", special="words", family="words")

    report = models.ForeignKey(AgencyReport, on_delete=models.CASCADE, related_name="lines", db_index=False)
    section = models.TextField()
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    words = models.TextField()

    report_id: UUID
    item_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "report", "position"], name="report_in_order")]


class Withheld(Record):
    """What an agency answers the chair: what must the family not hear? Read by its writer and those who run the meeting.

    nothing: they say that there is nothing. asked_of: whom the chair asked.
    """

    guard: ClassVar[Guard] = OF_WITHHELD
    register = Register(Keeps.CHILD, working="nothing", special="words")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", db_index=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    asked_of = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    nothing = models.BooleanField(default=False)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    said_at = models.DateTimeField(null=True, blank=True)

    meeting_id: UUID
    asked_of_id: UUID | None
    said_by_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "meeting"], name="withheld_by_meeting")]


class View(Record, ForReaders):
    """What the child, or one relative, thinks before the meeting. It never stands in another's copy (H23).

    invitee: whose it is, where they are called; person_id: the relative's record, none for the child. answers: by the keys of
    `rules.meetings`. faces: 1 to 5 by the keys of the scales. advocate, interpreter: whether offered, and the answer.
    """

    guard: ClassVar[Guard] = OF_A_MEETING
    register = Register(
        Keeps.CHILD, working="whose how faces audience advocate interpreter", special="answers note", family="answers note faces"
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="views", db_index=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    whose = models.TextField(choices=[("child", "The child"), ("relative", "A relative")])
    person_id = models.UUIDField(null=True, blank=True)
    how = models.TextField(choices=ViewHow.choices)
    answers = models.JSONField(default=dict, blank=True)
    faces = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, default="")
    advocate = models.TextField(choices=Offer.choices, blank=True, default=Offer.NOT_OFFERED)
    interpreter = models.TextField(choices=Offer.choices, blank=True, default=Offer.NOT_OFFERED)
    gathered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    given_at = models.DateTimeField()

    meeting_id: UUID
    invitee_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "meeting"], name="view_by_meeting")]


from . import drawing_models as drawing_models  # noqa: E402  (tables of the same app, in files of their own)
from . import minute_models as minute_models  # noqa: E402  (tables of the same app, in a file of their own)

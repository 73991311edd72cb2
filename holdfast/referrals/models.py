"""Referrals as they were sent, the children on them, their risk assessments, and what came after."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import Agency, User
from holdfast.documents.models import StoredFile
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, TOKEN, Guard, Writes
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register

from .guards import (
    FACT_OF_REFERRAL,
    NEEDED,
    OF_ASSESSMENT,
    OF_ATTACHMENT,
    OF_CONSULTATION,
    OF_ONWARD,
    OF_REFERRAL,
    OF_REFERRED_CHILD,
    OF_REVIEW,
    sees_referral,
)
from .types import (
    AdditionKind,
    CodePurpose,
    ConsultationState,
    DraftKind,
    Identity,
    OnwardKind,
    ReferralState,
    ReviewReason,
    ReviewState,
    ShareKind,
)


class Draft(Record):
    """What somebody is writing and has not sent. Nobody else can read it, whatever their role.

    document: as it will be sent, as far as it is written. extras: what belongs to sending it and is not part of the referral.
    token_hash: a visitor without an account, known by a cookie; an empty one matches nobody.
    email: theirs, once a code has confirmed it.
    follows: the referral that was taken by telephone and that this is the written form of.
    earlier: the assessment this one starts from.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND (owner_id = {PERSON} OR token_hash = {TOKEN} OR {NEEDED})",
        writes=Writes.FULL,
    )
    register = Register(Keeps.PASSING, working="kind", personal="email", special="document extras", locked="token_hash")

    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    token_hash = models.TextField(default="")
    kind = models.TextField(choices=DraftKind.choices, default=DraftKind.REFERRAL)
    document = models.JSONField(default=dict)
    extras = models.JSONField(default=dict)
    email = models.TextField(default="")
    consultation = models.ForeignKey("Consultation", on_delete=models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("Referral", on_delete=models.PROTECT, null=True, related_name="+")
    earlier = models.ForeignKey("RiskAssessment", on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True)

    owner_id: UUID | None
    agency_id: UUID | None
    follows_id: UUID | None
    consultation_id: UUID | None
    earlier_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "owner", "-changed_at"], name="draft_by_owner"),
            models.Index(fields=["partnership", "token_hash"], name="draft_by_token"),
            models.Index(fields=["partnership", "expires_at"], name="draft_expiring"),
        ]


class Consultation(Record):
    """A call to the advice line: who rang, what about, what was advised and by whom. The child need not be named.

    document: what was said, in the shape of a referral, so that turning it into one types nothing twice.
    """

    guard: ClassVar[Guard] = OF_CONSULTATION
    register = Register(
        Keeps.REFERRAL,
        working="child_named state",
        personal="caller_name caller_role caller_agency caller_phone caller_email",
        special="document advice",
    )

    called_at = models.DateTimeField()
    caller_name = models.TextField(default="")
    caller_role = models.TextField(default="")
    caller_agency = models.TextField(default="")
    caller_phone = models.TextField(default="")
    caller_email = models.TextField(default="")
    caller = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    child_named = models.BooleanField(default=False)
    document = models.JSONField(default=dict)
    advice = models.TextField(default="")
    advised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.TextField(choices=ConsultationState.choices, default=ConsultationState.ADVICE)
    referral = models.ForeignKey("Referral", on_delete=models.PROTECT, null=True, related_name="+")

    referral_id: UUID | None

    class Meta:
        indexes = [models.Index(fields=["partnership", "-called_at", "id"], name="consultation_latest")]


class Referral(Record):
    """One worry about one or more children, as it was sent. The document never changes: what comes later is added to it.

    reference: what people say on the telephone. content_hash: tells whether the same import came twice.
    received_at: when MASH's clocks start; for a telephone referral, the call.
    urgent: a child is not safe now, or somebody is in danger.
    about_worker: about somebody who works with children; then `worker_agency`, `kept_from` and `chosen` wall it off (H10).
    kept_from: accounts that are, or seem to be, a person of the case; they cannot see it and are not told.
    chosen: people of the worker's own agency whom the referrer chose.
    written_at: when the written form of a telephone referral came.
    """

    guard: ClassVar[Guard] = Guard(
        rows=f"{OWN_PARTNERSHIP} AND ({sees_referral('id')})",
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
        columns=(
            "state", "identity", "withdrawn_at", "written_at", "about_worker", "worker_agency_id", "kept_from", "chosen",
            "version", "changed_at",
        ),
    )  # fmt: skip
    register = Register(
        Keeps.REFERRAL,
        working=(
            "reference source source_ref content_hash state urgent telephone referrer_kind anonymous "
            "protect_identity identity domain_shared about_worker"
        ),
        personal="referrer_name referrer_role referrer_agency referrer_phone referrer_email",
        special="document",
        locked="sender_token",
        family="reference",
    )

    reference = models.TextField()
    source = models.TextField()
    source_ref = models.TextField()
    content_hash = models.TextField()
    document = models.JSONField()
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.TextField(choices=ReferralState.choices, default=ReferralState.RECEIVED)
    urgent = models.BooleanField(default=False)
    telephone = models.BooleanField(default=False)
    written_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    # The referrer, copied for lists and for reaching them.
    referrer_kind = models.TextField(default="")
    referrer_name = models.TextField(default="")
    referrer_role = models.TextField(default="")
    referrer_agency = models.TextField(default="")
    referrer_phone = models.TextField(default="")
    referrer_email = models.TextField(default="")
    anonymous = models.BooleanField(default=False)
    protect_identity = models.BooleanField(default=False)
    identity = models.TextField(choices=Identity.choices)
    sender = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sender_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    sender_token = models.TextField(default="")
    domain_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    domain_shared = models.BooleanField(default=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, null=True, related_name="+")
    about_worker = models.BooleanField(default=False)
    worker_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    kept_from = ArrayField(models.UUIDField(), default=list)
    chosen = ArrayField(models.UUIDField(), default=list)

    sender_id: UUID | None
    sender_agency_id: UUID | None
    worker_agency_id: UUID | None
    consultation_id: UUID | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "reference"], name="referral_reference_once"),
            models.UniqueConstraint(fields=["partnership", "source", "source_ref"], name="referral_taken_in_once"),
        ]
        indexes = [
            models.Index(fields=["partnership", "sender", "-received_at", "id"], name="referral_by_sender"),
            models.Index(fields=["partnership", "-received_at", "id"], name="referral_latest"),
            models.Index(fields=["partnership", "consultation"], name="referral_by_consultation"),
            models.Index(fields=["partnership", "sender_token"], condition=~models.Q(sender_token=""), name="referral_by_token"),
            # The few that are walled off from somebody: the database asks for them at every read.
            models.Index(fields=["partnership"], condition=~models.Q(kept_from=[]), name="referral_kept_from"),
            models.Index(fields=["partnership"], condition=models.Q(about_worker=True), name="referral_about_worker"),
        ]

    def __str__(self) -> str:
        return self.reference


def name_as_typed(given_name: str, family_name: str, unborn: bool) -> str:
    """The name the referrer gave; words for a child nobody could name."""
    given = " ".join(part for part in (given_name, family_name) if part)
    return given or ("Unborn child" if unborn else "Name not known")


class ReferredChild(Record):
    """One child on a referral, as typed. Only MASH links it to a record, and can undo that.

    level: the exploitation level the referrer gave, "" without an assessment.
    """

    guard: ClassVar[Guard] = OF_REFERRED_CHILD
    register = Register(
        Keeps.REFERRAL,
        working="position unborn",
        personal="given_name family_name date_of_birth estimated_age expected_date social_worker",
        special="safe_now level",
    )

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveSmallIntegerField()
    given_name = models.TextField(default="")
    family_name = models.TextField(default="")
    date_of_birth = models.DateField(null=True)
    estimated_age = models.PositiveSmallIntegerField(null=True)
    unborn = models.BooleanField(default=False)
    expected_date = models.DateField(null=True)
    safe_now = models.TextField(default="")
    social_worker = models.TextField(default="")
    level = models.TextField(default="")
    child_id = models.UUIDField(null=True)

    referral_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "referral", "position"], name="one_row_a_referred_child")]
        indexes = [models.Index(fields=["partnership", "child_id", "-created_at"], name="referred_by_child")]

    @property
    def name_as_typed(self) -> str:
        return name_as_typed(self.given_name, self.family_name, self.unborn)

    @property
    def typed(self) -> dict[str, Any]:
        """Everything the referrer wrote of this child."""
        return self.referral.document["children"][self.position]


class RiskAssessment(Fact):
    """One version of an exploitation risk assessment. Never changed: a re-assessment is a new version.

    document: the whole paper it was part of, when it was sent alone; `answers` is the assessment itself.
    suggested, floor: what the rules said when it was written, kept beside the writer's own level.
    """

    guard: ClassVar[Guard] = OF_ASSESSMENT
    register = Register(
        Keeps.REFERRAL,
        working="number",
        personal="child assessor",
        special="answers level suggested floor types",
    )

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="assessments")
    referred_child = models.ForeignKey(ReferredChild, on_delete=models.PROTECT, null=True, related_name="assessments")
    child_id = models.UUIDField(null=True)
    child = models.JSONField(default=dict)
    answers = models.JSONField()
    level = models.TextField()
    suggested = models.TextField()
    floor = models.TextField(default="")
    types = ArrayField(models.TextField(), default=list)
    assessed_at = models.DateTimeField()
    assessor = models.TextField(default="")
    writer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    number = models.PositiveSmallIntegerField(default=1)

    referral_id: UUID | None
    referred_child_id: UUID | None
    writer_id: UUID | None
    earlier_id: UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "child_id", "-assessed_at"], name="assessment_by_child"),
            models.Index(fields=["partnership", "referral"], name="assessment_by_referral"),
            models.Index(fields=["partnership", "writer", "-assessed_at", "id"], name="assessment_by_writer"),
        ]


class FloorReview(Record):
    """The exploitation manager looks at a level below a safety floor, or one that was not referred; on a clock."""

    guard: ClassVar[Guard] = OF_REVIEW
    register = Register(Keeps.REFERRAL, working="reason state", special="writer_reason level decision_reason")

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="reviews")
    reason = models.TextField(choices=ReviewReason.choices)
    writer_reason = models.TextField(default="")
    state = models.TextField(choices=ReviewState.choices, default=ReviewState.OPEN)
    level = models.TextField(default="")
    decision_reason = models.TextField(default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    assessment_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "assessment", "reason"], name="one_review_a_reason")]
        indexes = [models.Index(fields=["partnership", "state", "-created_at", "id"], name="review_by_state")]


class Addition(Fact):
    """Something the referrer added after sending. The referral itself stays as it was sent."""

    guard: ClassVar[Guard] = FACT_OF_REFERRAL
    register = Register(Keeps.REFERRAL, working="kind", special="words document")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="additions")
    kind = models.TextField(choices=AdditionKind.choices, default=AdditionKind.INFORMATION)
    words = models.TextField(default="")
    document = models.JSONField(null=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "referral", "created_at"], name="addition_by_referral")]


class Attachment(Record):
    """A file on a draft or on a referral."""

    guard: ClassVar[Guard] = OF_ATTACHMENT
    register = Register(Keeps.REFERRAL, special="what")

    draft_id = models.UUIDField(null=True)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="attachments")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    what = models.TextField(default="")
    removed_at = models.DateTimeField(null=True)

    referral_id: UUID | None
    file_id: UUID

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "draft_id"], name="attachment_by_draft"),
            models.Index(fields=["partnership", "referral"], name="attachment_by_referral"),
        ]


class Share(Record):
    """Somebody besides the sender and MASH who may read a referral, and why, until it is ended."""

    guard: ClassVar[Guard] = OF_REFERRAL
    register = Register(Keeps.REFERRAL, working="kind")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="shares")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField(choices=ShareKind.choices)
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    user_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "user", "referral", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="shared_once",
            )
        ]


class CallBack(Fact):
    """MASH rang the referrer on a number it found itself. Only then is an unverified identity taken as known."""

    guard: ClassVar[Guard] = FACT_OF_REFERRAL
    register = Register(Keeps.REFERRAL, working="number_from confirmed", personal="number spoke_to", special="note")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="call_backs")
    number = models.TextField()
    number_from = models.TextField()
    spoke_to = models.TextField()
    called_at = models.DateTimeField()
    confirmed = models.BooleanField()
    note = models.TextField(default="")
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "referral"], name="call_back_by_referral")]


class Feedback(Fact):
    """What the referrer was told, for one child or for all. Members of the public are told less."""

    guard: ClassVar[Guard] = FACT_OF_REFERRAL
    register = Register(Keeps.REFERRAL, working="limited", special="words")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="feedback")
    referred_child = models.ForeignKey(ReferredChild, on_delete=models.PROTECT, null=True, related_name="feedback")
    words = models.TextField()
    limited = models.BooleanField(default=False)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "referral", "created_at"], name="feedback_by_referral")]


class Onward(Record):
    """Another way the worry goes, beside or instead of MASH, with the agreement it needs or the reason without it.

    sent_at, sent_to: when the service was asked to ring, and where; empty where the settings hold no address.
    """

    guard: ClassVar[Guard] = OF_ONWARD
    register = Register(Keeps.REFERRAL, working="kind wanted sent_to", special="agreed reason")

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, null=True, related_name="onward")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="onward")
    kind = models.TextField(choices=OnwardKind.choices)
    wanted = models.BooleanField(default=True)
    agreed = models.TextField(default="")
    reason = models.TextField(default="")
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.TextField(default="", blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    message_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(assessment__isnull=False) | models.Q(referral__isnull=False),
                name="onward_from_somewhere",
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "referral"], name="onward_by_referral"),
            models.Index(fields=["partnership", "assessment"], name="onward_by_assessment"),
        ]


class EmailCode(Record):
    """A code sent to an address, kept as a hash: ten minutes, five tries, once."""

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND (token_hash = {TOKEN} OR {NEEDED})", writes=Writes.FULL)
    register = Register(Keeps.PASSING, working="purpose tries_left", locked="token_hash address_hash code_hash")

    purpose = models.TextField(choices=CodePurpose.choices)
    token_hash = models.TextField()
    address_hash = models.TextField()
    referral_id = models.UUIDField(null=True)
    code_hash = models.TextField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "token_hash", "purpose"], name="code_by_token"),
            models.Index(fields=["partnership", "address_hash", "-created_at"], name="code_by_address"),
        ]


class StatusKey(Record):
    """A visitor who proved that the referral's address is theirs, and until when they may read what became of it."""

    guard: ClassVar[Guard] = Guard(rows=f"{OWN_PARTNERSHIP} AND (token_hash = {TOKEN} OR {NEEDED})", writes=Writes.FULL)
    register = Register(Keeps.PASSING, locked="token_hash")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="+")
    token_hash = models.TextField()
    until = models.DateTimeField()

    referral_id: UUID

    class Meta:
        indexes = [models.Index(fields=["partnership", "token_hash"], name="status_key_by_token")]

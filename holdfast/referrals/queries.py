"""Reading referrals, drafts, assessments and calls, each through its viewer's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from holdfast.access.models import Agency, Membership, User
from holdfast.access.policies import in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.reference import as_written
from holdfast.kernel.time import instant, now
from holdfast.kernel.viewer import Viewer

from .models import (
    Addition,
    Attachment,
    CallBack,
    Consultation,
    Draft,
    Feedback,
    FloorReview,
    Onward,
    Referral,
    ReferredChild,
    RiskAssessment,
    Share,
    StatusKey,
)
from .types import ReviewState

PAGE = 25
SCREENING_ROLES = tuple(key for key, role in GRANTS.items() if Grant.SCREEN in role.grants)


@dataclass(frozen=True)
class Place:
    """Where a page of a list begins: after this row."""

    at: datetime
    pk: UUID

    @property
    def key(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"

    @classmethod
    def from_key(cls, key: str) -> Place | None:
        """The place a key names; None for anything else, which begins at the top."""
        at, _, pk = key.partition("_")
        try:
            return cls(instant(at), UUID(pk)) if pk else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Page:
    """One page of a list, and where the next begins; "" on the last."""

    rows: list[Any]
    older: str


def _page(rows: QuerySet[Any], by: str, after: Place | None) -> Page:
    """The newest first, from a place on. Never an offset."""
    if after is not None:
        rows = rows.filter(Q(**{f"{by}__lt": after.at}) | Q(**{by: after.at, "pk__gt": after.pk}))
    found = list(rows.order_by(f"-{by}", "pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], Place(getattr(last, by), last.pk).key if last is not None else "")


def draft(viewer: Viewer, draft_id: UUID) -> Draft:
    """One's own draft. Somebody else's is not there."""
    found = _draft(viewer, draft_id)
    if not found:
        raise NotHere()
    return found[0]


@question
def _draft(viewer: Viewer, draft_id: UUID) -> QuerySet[Draft]:
    return visible(viewer, Draft).filter(pk=draft_id).select_related("consultation", "follows", "earlier")


def drafts(viewer: Viewer) -> list[Draft]:
    """One's own drafts, the latest touched first."""
    return list(visible(viewer, Draft).order_by("-changed_at", "pk")[:100])


def draft_files(viewer: Viewer, draft: Draft) -> list[Attachment]:
    rows = visible(viewer, Attachment).filter(draft_id=draft.pk, removed_at=None, referral=None)
    return list(rows.select_related("file").defer("file__sealed_key").order_by("created_at", "pk")[:20])


def referral(viewer: Viewer, referral_id: UUID) -> Referral:
    found = visible(viewer, Referral).filter(pk=referral_id).select_related("sender_agency", "domain_agency").first()
    if found is None:
        raise NotHere()
    return found


def referral_by_reference(viewer: Viewer, reference: str) -> Referral:
    found = visible(viewer, Referral).filter(reference=as_written(reference)).first()
    if found is None:
        raise NotHere()
    return found


def sent_from(viewer: Viewer, draft_id: UUID) -> Referral | None:
    """What became of a draft that was sent."""
    return visible(viewer, Referral).filter(source_ref=str(draft_id)).first()


def eyes_for_status(viewer: Viewer, referral_id: UUID) -> Viewer:
    """Whose eyes a visitor reads a referral's progress through: their own for what they sent from this browser, or those
    of the system, for half an hour, once a code has shown that the address is theirs. Raises NotHere otherwise.
    """
    if visible(viewer, Referral).filter(pk=referral_id).exists():
        return viewer
    if visible(viewer, StatusKey).filter(referral_id=referral_id, until__gt=now()).exists():
        return Viewer.job("referral.status", viewer.here).with_(request_id=viewer.request_id)
    raise NotHere()


def my_referrals(viewer: Viewer, after: Place | None = None) -> Page:
    """What this person sent, the latest first, with the children as they typed them."""
    children = Prefetch("children", queryset=ReferredChild.objects.filter(partnership_id=viewer.here).order_by("position"))
    rows = visible(viewer, Referral).filter(sender_id=viewer.person_id).prefetch_related(children).defer("document")
    return _page(rows, "received_at", after)


def shared_with_me(viewer: Viewer) -> list[Referral]:
    """What others of the agency shared, or MASH passed on."""
    mine = Share.objects.filter(partnership_id=viewer.here, user_id=viewer.me, ended_at=None)
    rows = visible(viewer, Referral).filter(pk__in=mine.values("referral_id")).defer("document")
    return list(rows.order_by("-received_at", "pk")[:PAGE])


def children_of(viewer: Viewer, referral: Referral) -> list[ReferredChild]:
    rows = visible(viewer, ReferredChild).filter(referral_id=referral.pk).order_by("position")
    found = list(rows)
    for child in found:
        child.referral = referral
    return found


def assessments_of(viewer: Viewer, referral: Referral) -> list[RiskAssessment]:
    rows = visible(viewer, RiskAssessment).filter(referral_id=referral.pk).select_related("referred_child")
    return list(rows.order_by("referred_child__position", "pk"))


def assessment(viewer: Viewer, assessment_id: UUID) -> RiskAssessment:
    found = visible(viewer, RiskAssessment).filter(pk=assessment_id).select_related("writer", "agency", "referral").first()
    if found is None:
        raise NotHere()
    return found


def versions_of(viewer: Viewer, assessment: RiskAssessment) -> list[RiskAssessment]:
    """Every version of this child's assessment that the viewer may read, the first first.

    By the child's record where MASH has linked one; otherwise by the chain of versions.
    """
    if assessment.child_id is not None:
        rows = visible(viewer, RiskAssessment).filter(child_id=assessment.child_id).order_by("assessed_at", "pk")
        return list(rows[:100])
    chain, ids = [assessment], {assessment.pk}
    while chain[0].earlier_id is not None and chain[0].earlier_id not in ids and len(chain) < 50:
        earlier = visible(viewer, RiskAssessment).filter(pk=chain[0].earlier_id).first()
        if earlier is None:
            break
        ids.add(earlier.pk)
        chain.insert(0, earlier)
    return chain


def my_assessments(viewer: Viewer, after: Place | None = None) -> Page:
    """What this person assessed, the latest first."""
    rows = visible(viewer, RiskAssessment).filter(writer_id=viewer.person_id).select_related("referral")
    return _page(rows, "assessed_at", after)


def assessments_of_child(viewer: Viewer, child_id: UUID) -> list[RiskAssessment]:
    """For a child's page: every version, the latest first."""
    return list(visible(viewer, RiskAssessment).filter(child_id=child_id).order_by("-assessed_at", "pk")[:100])


def levels_of_child(viewer: Viewer, child_id: UUID) -> list[tuple[str, datetime]]:
    """For the head of a child's record and its year: each level that was given and when, the latest first."""
    return levels_assessed(viewer, child_id)


@question
def levels_assessed(viewer: Viewer, child_id: UUID) -> QuerySet[RiskAssessment, tuple[str, datetime]]:
    rows = visible(viewer, RiskAssessment).filter(child_id=child_id).order_by("-assessed_at", "pk")
    return rows.values_list("level", "assessed_at")[:50]


def referred_children_of_child(viewer: Viewer, child_id: UUID) -> list[ReferredChild]:
    """For a child's page: where this child was referred, the latest first."""
    rows = visible(viewer, ReferredChild).filter(child_id=child_id).select_related("referral").defer("referral__document")
    return list(rows.order_by("-created_at", "pk")[:100])


def additions(viewer: Viewer, referral: Referral) -> list[Addition]:
    rows = visible(viewer, Addition).filter(referral_id=referral.pk).select_related("added_by")
    return list(rows.order_by("created_at", "pk")[:200])


def feedback(viewer: Viewer, referral: Referral) -> list[Feedback]:
    rows = visible(viewer, Feedback).filter(referral_id=referral.pk).select_related("told_by", "referred_child")
    return list(rows.order_by("created_at", "pk")[:200])


def files(viewer: Viewer, referral: Referral) -> list[Attachment]:
    rows = visible(viewer, Attachment).filter(referral_id=referral.pk, removed_at=None).select_related("file")
    return list(rows.defer("file__sealed_key").order_by("created_at", "pk")[:200])


def call_backs(viewer: Viewer, referral: Referral) -> list[CallBack]:
    rows = visible(viewer, CallBack).filter(referral_id=referral.pk).select_related("called_by")
    return list(rows.order_by("called_at", "pk")[:100])


def shares(viewer: Viewer, referral: Referral) -> list[Share]:
    rows = visible(viewer, Share).filter(referral_id=referral.pk, ended_at=None).select_related("user")
    return list(rows.order_by("created_at", "pk")[:100])


def onward(viewer: Viewer, referral: Referral) -> list[Onward]:
    return list(
        visible(viewer, Onward).select_related("chosen_by").filter(referral_id=referral.pk).order_by("created_at", "pk")[:50]
    )


def onward_of_assessment(viewer: Viewer, assessment: RiskAssessment) -> list[Onward]:
    return list(
        visible(viewer, Onward).select_related("chosen_by").filter(assessment_id=assessment.pk).order_by("created_at", "pk")[:50]
    )


def reviews(viewer: Viewer, *, done: bool = False, after: Place | None = None) -> Page:
    """Levels that the exploitation manager looks at: the open ones, or those done."""
    rows = visible(viewer, FloorReview).select_related("assessment", "assessment__referral", "decided_by")
    rows = rows.exclude(state=ReviewState.OPEN) if done else rows.filter(state=ReviewState.OPEN)
    return _page(rows, "created_at", after)


def review(viewer: Viewer, review_id: UUID) -> FloorReview:
    rows = visible(viewer, FloorReview).filter(pk=review_id)
    found = rows.select_related("assessment", "assessment__referral", "assessment__writer", "decided_by").first()
    if found is None:
        raise NotHere()
    return found


def reviews_of(viewer: Viewer, assessments: list[RiskAssessment]) -> list[FloorReview]:
    """What the exploitation manager made of these levels."""
    rows = visible(viewer, FloorReview).filter(assessment_id__in=[row.pk for row in assessments])
    return list(rows.select_related("decided_by").order_by("created_at", "pk")[:100])


def consultations(viewer: Viewer, after: Place | None = None) -> Page:
    """Calls to the advice line, the latest first."""
    rows = visible(viewer, Consultation).select_related("advised_by", "referral").defer("document", "referral__document")
    return _page(rows, "called_at", after)


def consultation(viewer: Viewer, consultation_id: UUID) -> Consultation:
    rows = visible(viewer, Consultation).filter(pk=consultation_id).select_related("advised_by", "referral", "caller")
    found = rows.first()
    if found is None:
        raise NotHere()
    return found


def screeners(viewer: Viewer, referral: Referral) -> list[User]:
    """Those who screen and decide, without anybody the referral is kept from."""
    posts = Membership.objects.filter(in_force(), partnership_id=viewer.here, role__in=SCREENING_ROLES)
    users = User.objects.filter(pk__in=posts.values("user_id"), is_active=True).exclude(pk__in=referral.kept_from)
    return list(users.order_by("name", "pk")[:200])


def agencies(viewer: Viewer) -> list[Agency]:
    """The partnership's agencies, to say where a worker works."""
    return list(Agency.objects.filter(partnership_id=viewer.here, closed_on=None).order_by("name", "pk")[:500])

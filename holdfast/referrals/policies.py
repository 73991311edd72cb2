"""Who may read a referral and what belongs to it, and who may do what with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.models import User
from holdfast.access.policies import about_children_i_may_read, not_shut_out
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.documents.policies import kept_from, opens_with
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .asking import file_kept, not_closed, not_walled
from .models import (
    Addition,
    Attachment,
    CallBack,
    Consultation,
    Draft,
    EmailCode,
    Feedback,
    FloorReview,
    Onward,
    Referral,
    ReferredChild,
    RiskAssessment,
    Share,
    StatusKey,
)
from .types import ReferralState, ReviewState

if TYPE_CHECKING:
    from django.db.models import Model


# -- what may be read -------------------------------------------------------------------------------------------------


@readable(Draft)
def drafts(viewer: Viewer) -> Q | None:
    """One's own, and nobody else's: not a colleague's, not a manager's."""
    if viewer.system:
        return Q()
    if viewer.is_person:
        return Q(owner_id=viewer.person_id)
    return Q(token_hash=viewer.token, owner=None) if viewer.token else None


@readable(Referral)
def referrals(viewer: Viewer) -> Q | None:
    """The sender, whom it is shared with or passed to, and MASH; never a person of the case (H10).

    One about a child whose record is restricted to others is closed like the record; while it is being screened, those who
    screen it and answer for the queue read it.
    """
    if viewer.system:
        return Q()
    if not viewer.is_person:
        return Q(sender_token=viewer.token, sender=None) if viewer.token else None
    allowed = Q(sender_id=viewer.person_id) | Q(Exists(_shared_with(viewer)))
    if viewer.may(Grant.SCREEN) or viewer.may(Grant.SEE_LADO):
        allowed |= _open_to_mash(viewer)
    return allowed & ~Q(kept_from__contains=[viewer.person_id]) & not_closed(viewer)


def _shared_with(viewer: Viewer) -> QuerySet[Share]:
    return Share.objects.filter(partnership_id=viewer.here, user_id=viewer.me, referral_id=OuterRef("pk"), ended_at=None)


def _open_to_mash(viewer: Viewer) -> Q:
    """What this role in MASH sees: everything but worries about a worker, which stay away from the worker's agency.

    Until somebody has said which agency that is, only those who deal with such worries see it.
    """
    chosen = Q(chosen__contains=[viewer.person_id])
    elsewhere = Q(worker_agency__isnull=False) & ~Q(worker_agency_id=viewer.agency_id)
    if viewer.may(Grant.SEE_LADO):
        elsewhere |= Q(worker_agency=None)
    ordinary = Q(about_worker=False) if viewer.may(Grant.SCREEN) else Q(pk__in=())
    return ordinary | Q(about_worker=True) & (elsewhere | chosen)


def with_its_referral(viewer: Viewer) -> Q:
    """Rows whose referral the viewer may read."""
    return Q(Exists(visible(viewer, Referral).filter(pk=OuterRef("referral_id"))))


def _belongs_to_referral(model: type[Model]) -> None:
    @readable(model)
    def rule(viewer: Viewer) -> Q | None:
        return Q() if viewer.system else with_its_referral(viewer)


for _model in (Addition, CallBack, Feedback, Share):
    _belongs_to_referral(_model)


@readable(ReferredChild)
def referred_children(viewer: Viewer) -> Q | None:
    """With the referral; and, once MASH has linked the child, by those who may open the child's record."""
    if viewer.system:
        return Q()
    linked = about_children_i_may_read(viewer)
    mine = with_its_referral(viewer)
    return mine if linked is None else mine | Q(child_id__isnull=False) & linked & not_walled(viewer)


@readable(RiskAssessment)
def assessments(viewer: Viewer) -> Q | None:
    """The writer's own; with the referral; by those who may open the child; and, on a review, by who reviews levels."""
    if viewer.system:
        return Q()
    if not viewer.is_person:
        return with_its_referral(viewer)
    allowed = Q(writer_id=viewer.person_id, referral=None) | with_its_referral(viewer)
    linked = about_children_i_may_read(viewer)
    if linked is not None:
        allowed |= Q(child_id__isnull=False) & linked & not_walled(viewer)
    if viewer.may(Grant.REVIEW_FLOORS):
        on_review = FloorReview.objects.filter(partnership_id=viewer.here, assessment_id=OuterRef("pk"))
        allowed |= Q(Exists(on_review)) & not_walled(viewer)
    return allowed & not_shut_out(viewer)


@readable(FloorReview)
def reviews(viewer: Viewer) -> Q | None:
    if viewer.system:
        return Q()
    return Q(Exists(visible(viewer, RiskAssessment).filter(pk=OuterRef("assessment_id"))))


@readable(Onward)
def onward(viewer: Viewer) -> Q | None:
    if viewer.system:
        return Q()
    with_assessment = visible(viewer, RiskAssessment).filter(pk=OuterRef("assessment_id"))
    return with_its_referral(viewer) | Q(Exists(with_assessment))


@readable(Attachment)
def attachments(viewer: Viewer) -> Q | None:
    """With the referral; on a draft, the writer's alone."""
    if viewer.system:
        return Q()
    on_draft = Q(referral=None) & Q(Exists(visible(viewer, Draft).filter(pk=OuterRef("draft_id"))))
    return with_its_referral(viewer) | on_draft


def attached(viewer: Viewer) -> Q | None:
    """The files of whatever the viewer may read."""
    return Q(Exists(visible(viewer, Attachment).filter(file_id=OuterRef("pk"), removed_at=None)))


def attached_to_what_is_kept_from(viewer: Viewer) -> Q | None:
    """The files of referrals that this viewer must not know of: as a person of the case, or in the agency a worry is about."""
    return file_kept(viewer)


for _kind in ("referrals.draft", "referrals.referral"):
    opens_with(_kind)(attached)
    kept_from(_kind)(attached_to_what_is_kept_from)


@readable(Consultation)
def consultations(viewer: Viewer) -> Q | None:
    """Those who answer the advice line and MASH; the caller sees what was advised."""
    if viewer.system or viewer.may(Grant.LOG_CONSULTATION) or viewer.may(Grant.SCREEN):
        return Q()
    return Q(caller_id=viewer.person_id) if viewer.is_person else None


@readable(EmailCode)
def codes(viewer: Viewer) -> Q | None:
    return Q() if viewer.system else None


@readable(StatusKey)
def status_keys(viewer: Viewer) -> Q | None:
    if viewer.system:
        return Q()
    return Q(token_hash=viewer.token) if viewer.token else None


# -- what may be done -------------------------------------------------------------------------------------------------


def check_can_refer(viewer: Viewer) -> None:
    """Anyone may refer: a signed-in professional, a partner's system, and a visitor who has begun a draft."""
    if viewer.partnership_id is None:
        raise Refused("There is no partnership here to refer to. Ask whoever runs this system.")
    if viewer.system or not viewer.is_person:
        return
    if not viewer.may(Grant.REFER):
        raise Refused("Your role does not send referrals. Ask your administrator for a post that does.")


def check_can_write(viewer: Viewer, draft: Draft) -> None:
    """Only whoever began a draft writes in it."""
    own = draft.owner_id is not None and draft.owner_id == viewer.person_id
    visitors = bool(viewer.token) and not viewer.is_person and draft.token_hash == viewer.token
    if not (own or visitors or viewer.system):
        raise Refused("This draft is somebody else's.")


def is_sender(viewer: Viewer, referral: Referral) -> bool:
    """Whether this is the person who sent it, with or without an account."""
    if viewer.is_person:
        return referral.sender_id == viewer.person_id
    return bool(viewer.token) and referral.sender_token == viewer.token


def check_can_add(viewer: Viewer, referral: Referral) -> None:
    """The sender, their supervisor and MASH add to a referral, whatever has become of it."""
    if not (viewer.system or visible(viewer, Referral).filter(pk=referral.pk).exists()):
        raise Refused("You cannot add to this referral.")


def check_can_withdraw(viewer: Viewer, referral: Referral) -> None:
    if not is_sender(viewer, referral):
        raise Refused("Only the person who sent a referral withdraws it.")
    if referral.withdrawn_at is not None:
        raise Refused("This referral has been withdrawn already.")


def check_can_share(viewer: Viewer, referral: Referral) -> None:
    if not (viewer.is_person and referral.sender_id == viewer.person_id):
        raise Refused("Only the person who sent a referral shares it.")


def check_can_call_back(viewer: Viewer, referral: Referral) -> None:
    if not viewer.may(Grant.SCREEN):
        raise Refused("Calls back to referrers are recorded by MASH.")


def check_can_log_consultation(viewer: Viewer) -> None:
    if not (viewer.may(Grant.LOG_CONSULTATION) or viewer.may(Grant.SCREEN)):
        raise Refused("Calls to the advice line are recorded by those who answer it.")


def check_can_assess(viewer: Viewer) -> None:
    if not (viewer.system or viewer.may(Grant.ASSESS)):
        raise Refused("Your role does not write risk assessments.")


def check_can_review(viewer: Viewer, review: FloorReview) -> None:
    """The exploitation manager, who is not the writer, once."""
    if not viewer.may(Grant.REVIEW_FLOORS):
        raise Refused("Levels below a safety floor are looked at by the exploitation manager.")
    if review.assessment.writer_id == viewer.person_id:
        raise Refused("Somebody else must look at this level: you gave it.")
    if review.state != ReviewState.OPEN:
        raise Refused("This level has been looked at already.")


def check_can_feed_back(viewer: Viewer, referral: Referral) -> None:
    if not (viewer.system or viewer.may(Grant.SCREEN)):
        raise Refused("MASH tells referrers what was decided.")


def check_can_move(viewer: Viewer, referral: Referral) -> None:
    if not (viewer.system or viewer.may(Grant.SCREEN)):
        raise Refused("MASH says how far a referral has come.")
    if referral.state == ReferralState.DECIDED and not viewer.system and not viewer.may(Grant.RATIFY):
        raise Refused("This referral has been decided. A manager corrects a decision.")


def check_can_link(viewer: Viewer) -> None:
    if not (viewer.system or viewer.may(Grant.SCREEN)):
        raise Refused("Only MASH links what a referrer typed to a record.")


def check_can_let_in(viewer: Viewer, referral: Referral, user: User | None) -> None:
    """Those who deal with worries about workers, for a referral they can read themselves."""
    if not (viewer.system or (viewer.may(Grant.SEE_LADO) and visible(viewer, Referral).filter(pk=referral.pk).exists())):
        raise Refused("Those who deal with worries about workers say who may read this.")
    if user is not None and user.pk in referral.kept_from:
        raise Refused("This person cannot be let in.")


can_refer = asks(check_can_refer)
can_write = asks(check_can_write)
can_add = asks(check_can_add)
can_withdraw = asks(check_can_withdraw)
can_share = asks(check_can_share)
can_review = asks(check_can_review)
can_let_in = asks(check_can_let_in)
can_call_back = asks(check_can_call_back)
can_log_consultation = asks(check_can_log_consultation)

"""Who keeps and lets go: information governance; a manager as the second person; a social worker for the serious-harm test."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from holdfast.access.roles import Grant
from holdfast.access.visibility import readable
from holdfast.disclosure.papers import may_keep_as_manager
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.work.models import Seat
from holdfast.work.seats import holders_of

from .models import (
    Breach,
    Certificate,
    Disposal,
    DisposalAnswer,
    LegalHold,
    Marking,
    Merge,
    RequestDecision,
    RequestStep,
    SharingAgreement,
    SubjectRequest,
)


@readable(LegalHold)
@readable(Breach)
@readable(SharingAgreement)
@readable(Marking)
def governed(viewer: Viewer) -> Q | None:
    return Q() if viewer.system or viewer.may(Grant.GOVERN_INFORMATION) else None


@readable(Disposal)
@readable(DisposalAnswer)
@readable(Certificate)
def disposals(viewer: Viewer) -> Q | None:
    """Those who review, and managers, one of whom must agree."""
    return Q() if viewer.system or can_answer(viewer) else None


@readable(SubjectRequest)
def requests(viewer: Viewer) -> Q | None:
    """Information governance; and the social worker who was asked for the serious-harm test."""
    if viewer.system or viewer.may(Grant.GOVERN_INFORMATION):
        return Q()
    if not viewer.is_person:
        return None
    return Q(
        Exists(Seat.objects.filter(partnership_id=viewer.here, duty__subject_id=OuterRef("pk"), holder__in=holders_of(viewer)))
    )


@readable(RequestDecision)
def decided(viewer: Viewer) -> Q | None:
    """Information governance; and whoever decided, their own."""
    if viewer.system or viewer.may(Grant.GOVERN_INFORMATION):
        return Q()
    return Q(decided_by_id=viewer.person_id) if viewer.is_person else None


@readable(RequestStep)
def steps(viewer: Viewer) -> Q | None:
    if viewer.system or viewer.may(Grant.GOVERN_INFORMATION):
        return Q()
    return Q(recorded_by_id=viewer.person_id) if viewer.is_person else None


@readable(Merge)
def merges(viewer: Viewer) -> Q | None:
    """MASH and information governance, who make and undo them."""
    return Q() if viewer.system or can_merge(viewer) else None


def check_can_merge(by: Viewer) -> None:
    """Two records become one at the hands of MASH or information governance alone."""
    if not (by.system or by.may(Grant.SCREEN) or by.may(Grant.GOVERN_INFORMATION)):
        raise Refused("Only MASH or the information-governance officer merges records, or parts them again.")


can_merge = asks(check_can_merge)


def check_can_decide(by: Viewer, request: SubjectRequest) -> None:
    """Information governance decides what a copy keeps; and a manager whom they asked, while they are asked."""
    if by.system or by.may(Grant.GOVERN_INFORMATION):
        return
    if not (may_keep_as_manager(by) and _is_asked(by, request)):
        raise Refused("This belongs to the information-governance officer, and to a manager whom they asked.")


def manager_is_asked(by: Viewer, request: SubjectRequest) -> bool:
    """Whether a manager has been asked, and has not yet said that they are done."""
    return Seat.objects.filter(partnership_id=by.here, duty__subject_id=request.pk, duty__kind="request.keep").exists()


def _is_asked(by: Viewer, request: SubjectRequest) -> bool:
    rows = Seat.objects.filter(partnership_id=by.here, duty__subject_id=request.pk, duty__kind="request.keep")
    return rows.filter(holder__in=holders_of(by)).exists()


def check_can_govern(by: Viewer) -> None:
    if not (by.system or by.may(Grant.GOVERN_INFORMATION)):
        raise Refused("This belongs to the information-governance officer.")


def check_can_answer(by: Viewer) -> None:
    """The second person: information governance, or a manager who ratifies."""
    if not (by.system or by.may(Grant.GOVERN_INFORMATION) or by.may(Grant.RATIFY)):
        raise Refused("Only the information-governance officer or a manager agrees to a disposal.")


def check_is_second(by: Viewer, disposal: Disposal) -> None:
    check_can_answer(by)
    if disposal.reviewed_by_id == by.person_id:
        raise Refused("Someone else must agree: you reviewed this record.")


SOCIAL_WORK = frozenset({"social-worker", "mash-manager", "mash-screener", "exploitation-manager", "head-of-service"})


def check_can_test_harm(by: Viewer) -> None:
    """Whether serious harm is likely is judged by somebody in social work, never by the desk itself."""
    if not by.roles & SOCIAL_WORK:
        raise Refused("A social-work professional records the serious-harm test. Ask the allocated worker or a manager.")


can_decide = asks(check_can_decide)
can_govern = asks(check_can_govern)
can_answer = asks(check_can_answer)
can_test_harm = asks(check_can_test_harm)

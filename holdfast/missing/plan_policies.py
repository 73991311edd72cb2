"""Who reads a trigger plan and its pictures, and who keeps it ready."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from holdfast.access import asking
from holdfast.access.policies import about_children_i_may_read
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.documents.policies import kept_from, opens_with
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records.policies import can_read as can_read_record
from holdfast.records.policies import check_can_read as check_can_read_record

from .models import Episode
from .plan_models import PictureReaders, PlanDraft, PlanPicture, PlanVersion, TriggerPlan

MISSING_NOW = "{child} IN (SELECT holdfast_missing_now(%s, %s))"
NOW = Q(ended_at=None, voided_at=None, joined_to=None)


@readable(TriggerPlan)
@readable(PlanVersion)
def plans(viewer: Viewer) -> Q | None:
    """The child's circle; and, while the child is missing, the police who look for them, unless the record is closed to them."""
    own = about_children_i_may_read(viewer)
    if viewer.is_person and viewer.may(Grant.LOOK_FOR_MISSING):
        tonight = Q(asking.Asked("child_id", MISSING_NOW, (viewer.here, viewer.me)))
        return tonight if own is None else own | tonight
    return own


@readable(PlanPicture)
def pictures(viewer: Viewer) -> Q | None:
    """As the plan; some are kept to those who keep plans, of whom the police are."""
    every = plans(viewer)
    if every is None or viewer.system or viewer.may(Grant.EDIT_CHILDREN):
        return every
    return every & Q(readers=PictureReaders.PLAN)


@readable(PlanDraft)
def drafts(viewer: Viewer) -> Q | None:
    """Their writer alone; jobs that tidy them away."""
    if viewer.system:
        return Q()
    return Q(owner_id=viewer.person_id) if viewer.is_person else None


@opens_with("missing.planpicture")
def files_of_pictures(viewer: Viewer) -> Q | None:
    """The file of a picture, with the picture."""
    standing = visible(viewer, PlanPicture).filter(pk=OuterRef("subject_id"), file_id=OuterRef("pk"), taken_off_at=None)
    return Q(Exists(standing))


@kept_from("missing.planpicture")
def files_kept_from(viewer: Viewer) -> Q | None:
    """Also when it is locked, a picture is kept from whoever is a person of the child's case."""
    theirs = PlanPicture.objects.filter(asking.not_shut_out(viewer, "child_id"), partnership_id=viewer.here)
    return ~Q(Exists(theirs.filter(pk=OuterRef("subject_id"))))


def check_can_read(viewer: Viewer, child_id: UUID) -> None:
    """Whoever opens the child's record, or looks for the child while they are missing. Hidden and absent are the same."""
    if can_read_record(viewer, child_id):
        return
    if not visible(viewer, Episode).filter(NOW, child_id=child_id).exists():
        raise NotHere


def check_can_keep(viewer: Viewer, child_id: UUID) -> None:
    """Whoever changes the child's record keeps the plan ready. The police read it, and write of the night in the episode."""
    check_can_read_record(viewer, child_id)
    if not (viewer.system or viewer.may(Grant.EDIT_CHILDREN)):
        raise Refused("Your role may read this plan and not change it. Tell the child's worker what should be in it.")


can_keep = asks(check_can_keep)

"""Who reads what was said after a child came back, and who may offer, hold and follow a return home interview."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from holdfast.access import asking
from holdfast.access.policies import about_children_i_may_read, not_shut_out
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.records.types import Audience

from .conversation_models import (
    AccountVersion,
    CarerAccount,
    Conversation,
    ConversationVersion,
    Covered,
    RemoteCheck,
    ShareSaid,
    SummaryGiven,
)
from .interview_models import Interview, InterviewStep
from .lead_models import Lead, PoliceLine
from .policies import looking

for _model in (Interview, Covered):
    readable(_model)(looking)


@readable(InterviewStep)
@readable(RemoteCheck)
def of_the_circle(viewer: Viewer) -> Q | None:
    """The child's circle: police who look for the child see that an interview is due or held, and not what was said of it."""
    return about_children_i_may_read(viewer)


def meant_for(viewer: Viewer) -> Q:
    """What was meant for this viewer: as one of the circle, by name, or as its writer; never for whom it is kept from."""
    if viewer.system:
        return Q()
    me = viewer.person_id
    said = Q(audience__contains=[Audience.PROFESSIONALS.value]) | Q(named__contains=[me]) | Q(written_by_id=me)
    return said & ~Q(not_for__contains=[me])


@readable(Conversation)
@readable(CarerAccount)
def accounts(viewer: Viewer) -> Q | None:
    """The circle, as far as the account was meant for them."""
    own = about_children_i_may_read(viewer)
    return own if own is None else own & meant_for(viewer)


@readable(ConversationVersion)
@readable(ShareSaid)
@readable(SummaryGiven)
def with_conversation(viewer: Viewer) -> Q | None:
    """Whoever reads the conversation."""
    return Q(Exists(visible(viewer, Conversation).filter(pk=OuterRef("conversation_id"))))


@readable(AccountVersion)
def with_account(viewer: Viewer) -> Q | None:
    return Q(Exists(visible(viewer, CarerAccount).filter(pk=OuterRef("account_id"))))


@readable(Lead)
def leads(viewer: Viewer) -> Q | None:
    """As what it came from; whoever it was given to, unless a person of the case; police, where it is a line for them."""
    own = accounts(viewer)
    if not viewer.is_person:
        return own
    mine = Q(owner_id=viewer.person_id) & not_shut_out(viewer)
    if viewer.may(Grant.LOOK_FOR_MISSING):
        mine |= Q(line_id__isnull=False) & asking.not_closed(viewer, "child_id")
    return mine if own is None else own | mine


@readable(PoliceLine)
def police_lines(viewer: Viewer) -> Q | None:
    """The police who look for missing children, of all but those closed to them; and whoever wrote it."""
    if viewer.system:
        return about_children_i_may_read(viewer)
    own = about_children_i_may_read(viewer)
    written = None if own is None else own & Q(written_by_id=viewer.person_id)
    if viewer.is_person and viewer.may(Grant.LOOK_FOR_MISSING):
        every = asking.not_closed(viewer, "child_id")
        return every if written is None else written | every
    return written


def check_can_read(viewer: Viewer, interview_id: UUID) -> None:
    """Hidden and absent are the same."""
    if not visible(viewer, Interview).filter(pk=interview_id).exists():
        raise NotHere


def check_can_arrange(viewer: Viewer, child_id: UUID) -> None:
    """Whoever works on cases and opens the child's record arranges the interview: offers, allocates, tries."""
    if not visible(viewer, Child).filter(pk=child_id).exists():
        raise NotHere
    if not (viewer.system or viewer.may(Grant.EDIT_CHILDREN)):
        raise Refused("Your role may read that an interview is due, and not arrange it. Tell the child's worker.")


can_arrange = asks(check_can_arrange)


def check_can_take_line(viewer: Viewer, line_id: UUID) -> None:
    """Police take on a line for police; nobody else says that they have it (H6)."""
    if not visible(viewer, PoliceLine).filter(pk=line_id).exists():
        raise NotHere
    if not viewer.may(Grant.LOOK_FOR_MISSING):
        raise Refused("Only the police say that they have taken this on.")


can_take_line = asks(check_can_take_line)

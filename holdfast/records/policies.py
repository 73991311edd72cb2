"""Who may read and who may change a child's record, part by part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from holdfast.access.models import BreakGlass, Circle
from holdfast.access.policies import about_children_i_may_read, circle_of, not_shut_out, place_in_force
from holdfast.access.roles import Grant
from holdfast.access.types import GlassState
from holdfast.access.visibility import readable, visible
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.questions import question
from holdfast.kernel.viewer import Viewer

from .models import (
    Address,
    Agreement,
    CarePeriod,
    CaseLine,
    CasePerson,
    Child,
    ChildName,
    ChronologyEntry,
    Detail,
    Edit,
    Health,
    Household,
    HouseholdMember,
    Identifier,
    IdentityLink,
    Involvement,
    LegalStatus,
    Opened,
    OpeningList,
    OpeningReview,
    Person,
    PersonName,
    Placement,
    ReasonGiven,
    Relationship,
    SafeToTell,
    Schooling,
    SearchKey,
    SensitiveFact,
    Summary,
    Tie,
    UnrelatedOpening,
)
from .types import Audience

OF_ONE_CHILD: tuple[type[Model], ...] = (
    Agreement,
    CarePeriod,
    CasePerson,
    ChildName,
    Health,
    Identifier,
    IdentityLink,
    Involvement,
    LegalStatus,
    PersonName,
    Relationship,
    SafeToTell,
    Schooling,
    SearchKey,
    Summary,
    Tie,
)
POLICE_ROLES = frozenset({"police-officer", "missing-coordinator", "duty-sergeant", "intelligence-officer"})

for _model in OF_ONE_CHILD:
    readable(_model)(about_children_i_may_read)


@readable(Child)
def children(viewer: Viewer) -> Q | None:
    return about_children_i_may_read(viewer, "pk")


@readable(Opened)
def opened(viewer: Viewer) -> Q | None:
    return Q(user_id=viewer.person_id) if viewer.is_person else None


@readable(OpeningList)
@readable(OpeningReview)
def opening_lists(viewer: Viewer) -> Q | None:
    return Q() if viewer.system or viewer.may(Grant.REVIEW_OPENINGS) else None


@readable(UnrelatedOpening)
def unrelated_openings(viewer: Viewer) -> Q | None:
    """Reviewers, never of their own opening, nor of a case they are a person in."""
    if viewer.system:
        return Q()
    return ~Q(user_id=viewer.person_id) & not_shut_out(viewer) if viewer.may(Grant.REVIEW_OPENINGS) else None


@readable(ReasonGiven)
def reasons_given(viewer: Viewer) -> Q | None:
    """One's own; and reviewers."""
    if viewer.system:
        return Q()
    if not viewer.is_person:
        return None
    own = Q(user_id=viewer.person_id)
    return own | not_shut_out(viewer) if viewer.may(Grant.REVIEW_OPENINGS) else own


@readable(Person)
def people(viewer: Viewer) -> Q | None:
    """Whoever stands in a case the viewer may open."""
    related = _in_a_case_of_mine(viewer, Relationship.objects.filter(person_id=OuterRef("pk")))
    return related if related is None else related | Q(_lives_with_a_child(viewer))


def _in_a_case_of_mine(viewer: Viewer, rows: Any) -> Q | None:
    condition = about_children_i_may_read(viewer)
    if condition is None:
        return None
    return Q(Exists(rows.filter(condition, partnership_id=viewer.here)))


def _lives_with_a_child(viewer: Viewer) -> Exists:
    """A person without a relationship who shares a household with a child the viewer may open."""
    homes = HouseholdMember.objects.filter(
        about_children_i_may_read(viewer) or Q(pk=None),
        partnership_id=viewer.here,
        child_id__isnull=False,
        household_id=OuterRef("household_id"),
    )
    return Exists(HouseholdMember.objects.filter(Exists(homes), partnership_id=viewer.here, person_id=OuterRef("pk")))


@readable(Household)
def households(viewer: Viewer) -> Q | None:
    return _in_a_case_of_mine(viewer, HouseholdMember.objects.filter(household_id=OuterRef("pk")))


@readable(HouseholdMember)
def household_members(viewer: Viewer) -> Q | None:
    """The child's own times, and those of adults who shared the house. Another child's only where that record opens."""
    own = about_children_i_may_read(viewer)
    if own is None:
        return None
    beside = HouseholdMember.objects.filter(
        own, partnership_id=viewer.here, child_id__isnull=False, household_id=OuterRef("household_id")
    )
    return (Q(child_id__isnull=False) & own) | (Q(child_id__isnull=True) & Q(Exists(beside)))


def confidential_places(viewer: Viewer, child_field: str = "child_id") -> Q:
    """Children whose confidential addresses the viewer may read: MASH, and those the case is allocated to."""
    if viewer.system or viewer.may(Grant.SCREEN):
        return Q()
    return Q(Exists(circle_of(viewer, child_field).filter(allocated=True)))


@readable(Address)
def addresses(viewer: Viewer) -> Q | None:
    own = about_children_i_may_read(viewer)
    return own if own is None else own & (Q(confidential=False) | confidential_places(viewer))


@readable(Placement)
def placements(viewer: Viewer) -> Q | None:
    """A placement at a confidential address is read by those who may read the address."""
    own = about_children_i_may_read(viewer)
    if own is None:
        return None
    open_to_all = Q(address_id__isnull=True) | Q(address__confidential=False)
    return own & (open_to_all | confidential_places(viewer))


def of_my_audience(viewer: Viewer) -> Q:
    """Items written for somebody this viewer is. Whoever wrote an item, and whoever it names, reads it (H21)."""
    if viewer.system:
        return Q()
    me = viewer.person_id
    keys = [Audience.PROFESSIONALS.value]
    if viewer.roles & POLICE_ROLES:
        keys.append(Audience.POLICE.value)
    named = Q(audience__contains=[Audience.NAMED.value], named__contains=[me])
    return (Q(audience__overlap=keys) | named | Q(recorded_by=me)) & ~Q(not_for__contains=[me])


@readable(Edit)
def edits(viewer: Viewer) -> Q | None:
    """One's own, on records one may still open."""
    if viewer.person_id is None:
        return Q() if viewer.system else None
    own = about_children_i_may_read(viewer)
    return own if own is None else own & Q(editor_id=viewer.person_id)


@readable(SensitiveFact)
def sensitive_facts(viewer: Viewer) -> Q | None:
    own = about_children_i_may_read(viewer)
    return own if own is None else own & of_my_audience(viewer)


@readable(CaseLine)
@readable(Detail)
def case_details(viewer: Viewer) -> Q | None:
    """What another system sent of a case, for the viewer's kind of reader. What names somebody by the sender's reference is read
    by the professionals of the circle, as is what says nothing."""
    own = about_children_i_may_read(viewer)
    if own is None or viewer.system:
        return own
    narrow = Q(audience=[Audience.POLICE.value]) | Q(audience=[Audience.NAMED.value])
    narrow |= Q(audience=[Audience.POLICE.value, Audience.NAMED.value]) | Q(
        audience=[Audience.NAMED.value, Audience.POLICE.value]
    )
    if viewer.roles & POLICE_ROLES:
        narrow = Q(audience=[Audience.NAMED.value])
    return own & ~narrow


@readable(ChronologyEntry)
def chronology(viewer: Viewer) -> Q | None:
    """Entries for this viewer. What came here by a joining since undone is not this child's."""
    own = about_children_i_may_read(viewer)
    if own is None:
        return None
    still_joined = Q(link_id__isnull=True) | Q(link__undone_at__isnull=True)
    return own & of_my_audience(viewer) & still_joined


# -- who may change ---------------------------------------------------------------------------------------------------


@question
def that_opens(viewer: Viewer, child_id: UUID) -> QuerySet[Child, Any]:
    """The record's id, once, if the viewer may read it."""
    return visible(viewer, Child).filter(pk=child_id).values_list("pk")[:1]


def check_can_read(viewer: Viewer, child_id: UUID) -> None:
    """Hidden and absent are the same."""
    if not that_opens(viewer, child_id):
        raise NotHere


def check_can_edit(viewer: Viewer, child_id: UUID) -> None:
    check_can_read(viewer, child_id)
    if not (viewer.system or viewer.may(Grant.EDIT_CHILDREN)):
        raise Refused("Your role may read this record and not change it. Ask the lead worker to make the change.")


def check_can_identify(viewer: Viewer) -> None:
    """Only MASH joins what was typed to a record, or makes one of it (H11)."""
    if not (viewer.system or viewer.may(Grant.SCREEN)):
        raise Refused("Only MASH joins a referral to a child's record.")


def check_can_make(viewer: Viewer) -> None:
    if not (viewer.system or viewer.may(Grant.SCREEN)):
        raise Refused("Only MASH makes a new record. Send a referral and MASH will make one where it is needed.")


def check_can_take_in(viewer: Viewer) -> None:
    """A case from another system is taken in, and given back, by the system from its own console."""
    if not viewer.system:
        raise Refused("A case is taken in with bin/holdfast case import.")


def check_can_involve(viewer: Viewer, child_id: UUID) -> None:
    """Who opens a record to somebody else: MASH, managers, and those to whom the case is allocated."""
    check_can_edit(viewer, child_id)
    if viewer.system or viewer.may(Grant.SCREEN) or viewer.may(Grant.RATIFY) or viewer.may(Grant.REVIEW_FLOORS):
        return
    if not is_allocated(viewer, child_id):
        raise Refused("Only MASH, a manager or the allocated worker opens this record to somebody else.")


def check_can_restrict(viewer: Viewer, child_id: UUID) -> None:
    check_can_read(viewer, child_id)
    if not (viewer.system or viewer.may(Grant.RATIFY) or viewer.may(Grant.REVIEW_FLOORS)):
        raise Refused("Only a manager restricts a record or opens it again.")


def check_can_hand_over(viewer: Viewer) -> None:
    if not viewer.may(Grant.RATIFY):
        raise Refused("Only a manager hands cases from one worker to another.")


def check_can_break_glass(viewer: Viewer) -> None:
    """Those who work on cases, in a post. What is then opened at once is decided by the record."""
    if not (viewer.is_person and viewer.may(Grant.BREAK_GLASS)):
        raise Refused("Your role does not open records in an emergency. Ring MASH, or the emergency duty team at night.")


def opens_restricted(viewer: Viewer) -> bool:
    """Police and the emergency duty team, who cannot wait for an answer."""
    return viewer.may(Grant.OPENS_RESTRICTED)


def check_can_answer(viewer: Viewer, opening: BreakGlass) -> None:
    """A manager to whom the record opens, and never for themself."""
    if not viewer.may(Grant.RATIFY) or opening.user_id == viewer.person_id:
        raise Refused("Another manager answers this request.")
    if opening.state != GlassState.ASKED:
        raise Refused("This request has been answered.")
    if not visible(viewer, Child).filter(pk=opening.child_id).exists():
        raise Refused("This record is restricted, and you are not among those named in it. Its own manager answers.")


def check_can_review(viewer: Viewer, opening: BreakGlass) -> None:
    """A manager, never one's own; whoever stands in the case does not find it."""
    if not viewer.may(Grant.RATIFY) or opening.user_id == viewer.person_id:
        raise Refused("Another manager looks at this opening.")
    if opening.state != GlassState.OPENED or opening.reviewed_at is not None:
        raise Refused("Somebody has looked at this already.")


def check_can_review_openings(viewer: Viewer) -> None:
    if not (viewer.system or viewer.may(Grant.REVIEW_OPENINGS)):
        raise Refused("Only a manager or the information-governance officer looks at openings without a task.")


def check_can_find(viewer: Viewer, opening: UnrelatedOpening) -> None:
    """A reviewer, and never of their own; one that is settled stays as it is."""
    check_can_review_openings(viewer)
    if opening.user_id == viewer.person_id:
        raise Refused("Somebody else looks at your own openings.")
    if opening.settled_at is not None:
        raise Refused("Somebody has settled this already.")


def check_can_lift(viewer: Viewer) -> None:
    if not viewer.may(Grant.RATIFY):
        raise Refused("Only a manager decides that a worker is not the person in the case.")


def is_allocated(viewer: Viewer, child_id: UUID) -> bool:
    if viewer.person_id is None:
        return False
    return Circle.objects.filter(
        place_in_force(), partnership_id=viewer.here, user_id=viewer.person_id, child_id=child_id, allocated=True
    ).exists()


can_read = asks(check_can_read)
can_edit = asks(check_can_edit)
can_identify = asks(check_can_identify)
can_involve = asks(check_can_involve)
can_restrict = asks(check_can_restrict)
can_lift = asks(check_can_lift)
can_break_glass = asks(check_can_break_glass)
can_answer = asks(check_can_answer)
can_find = asks(check_can_find)
can_review = asks(check_can_review)

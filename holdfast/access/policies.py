"""Who may read the directory, and who is in a child's circle."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Setting, SitePage

from . import asking
from .models import (
    Absence,
    AccessReview,
    Agency,
    BreakGlass,
    Circle,
    EmailDomain,
    Exclusion,
    Invitation,
    KeptWords,
    Membership,
    Restriction,
    StaffHome,
    Suspension,
    Team,
    TeamPlace,
)
from .roles import Grant
from .visibility import everyone_in_partnership, readable

for _model in (Agency, Team, EmailDomain, Membership, Absence):
    readable(_model)(everyone_in_partnership)


@readable(Setting)
@readable(SitePage)
def everybody(viewer: Viewer) -> Q | None:
    """Numbers, hours and statements: for visitors without an account too."""
    return Q()


@readable(Invitation)
def invitations(_viewer: Viewer) -> Q | None:
    """Nobody lists them: an invitation is found by its key alone, before anybody is signed in."""
    return None


@readable(AccessReview)
def access_reviews(viewer: Viewer) -> Q | None:
    return Q() if viewer.system or viewer.may(Grant.REVIEW_ACCESS) else None


@readable(KeptWords)
def kept_words(viewer: Viewer) -> Q | None:
    """Their writer alone."""
    return Q(user_id=viewer.person_id) if viewer.is_person else None


@readable(StaffHome)
def homes(viewer: Viewer) -> Q | None:
    """That one is kept, by the administrator; one's own; the addresses themselves are nowhere."""
    if viewer.system or viewer.may(Grant.ADMINISTER):
        return Q()
    return Q(user_id=viewer.person_id) if viewer.is_person else None


@readable(Circle)
def circles(viewer: Viewer) -> Q | None:
    """Of the children whose record opens to the viewer; and one's own places everywhere."""
    about = about_children_i_may_read(viewer)
    own = Q(user_id=viewer.person_id)
    if about is None:
        return own if viewer.is_person else None
    return about if viewer.system else own | about


@readable(Exclusion)
def exclusions(viewer: Viewer) -> Q | None:
    """Managers, who may lift them; never the person shut out."""
    if viewer.system:
        return Q()
    return ~Q(user_id=viewer.person_id) if viewer.may(Grant.RATIFY) else None


@readable(TeamPlace)
@readable(Restriction)
def restricted(viewer: Viewer) -> Q | None:
    return about_children_i_may_read(viewer)


def in_force(prefix: str = "") -> Q:
    """Posts, absences and circles that hold today."""
    day = today()
    return Q(**{f"{prefix}from_date__lte": day}) & (Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day}))


def place_in_force(prefix: str = "") -> Q:
    """Places in a circle that hold now: today, and, where they lapse at an instant, before it."""
    lapses = f"{prefix}expires_at"
    return in_force(prefix) & (Q(**{f"{lapses}__isnull": True}) | Q(**{f"{lapses}__gt": now()}))


def about_children_i_may_read(viewer: Viewer, child_field: str = "child_id") -> Q | None:
    """The condition for rows that belong to a child: whole partnership by role, or the viewer's own circle.

    A restricted child is open to the circle alone; whoever is a person in the case is shut out of it, circle or not.
    """
    if viewer.system:
        return Q() if viewer.reach == "system" else None
    if viewer.reach == "whole":
        return asking.not_closed(viewer, child_field)
    return asking.mine(viewer, child_field) if viewer.reach == "circle" else None


def not_shut_out(viewer: Viewer, child_field: str = "child_id") -> Q:
    """Rows of cases in which the viewer is not a person themself. Rows without a child pass."""
    if viewer.person_id is None:
        return Q()
    return asking.not_shut_out(viewer, child_field)


def circle_of(viewer: Viewer, child_field: str = "child_id") -> QuerySet[Circle]:
    """The viewer's own places in the circle of an outer row's child."""
    if viewer.person_id is None:
        return Circle.objects.none()
    return Circle.objects.filter(place_in_force(), partnership_id=viewer.here, user_id=viewer.me, child_id=OuterRef(child_field))


@readable(BreakGlass)
def openings(viewer: Viewer) -> Q | None:
    """Managers, who look at each; those who work with the child; and whoever opened or asked, their own."""
    if viewer.system:
        return Q()
    if not viewer.is_person:
        return None
    own = Q(user_id=viewer.person_id) | asking.mine(viewer, "child_id")
    return own | not_shut_out(viewer) if viewer.may(Grant.RATIFY) else own


@readable(Suspension)
def suspensions(viewer: Viewer) -> Q | None:
    return Q() if viewer.system or viewer.may(Grant.ADMINISTER) else None


def check_can_administer(by: Viewer) -> None:
    """Accounts, posts, agencies and settings belong to the administrator."""
    if not by.system and not by.may(Grant.ADMINISTER):
        raise Refused("Only an administrator can change this.")


can_administer = asks(check_can_administer)


def check_can_record_absence(by: Viewer, user_id: UUID) -> None:
    """One's own; and anybody's for a manager or an administrator, because somebody ill cannot do it."""
    if not (by.system or by.person_id == user_id or by.may(Grant.RATIFY) or by.may(Grant.ADMINISTER)):
        raise Refused("You can record your own absence. For somebody else's, ask their manager or an administrator.")


can_record_absence = asks(check_can_record_absence)


def check_can_review_access(by: Viewer) -> None:
    """The administrator and the information-governance officer look whether everybody still needs what they have."""
    if not by.system and not by.may(Grant.REVIEW_ACCESS):
        raise Refused("Only an administrator or the information-governance officer can review access.")


can_review_access = asks(check_can_review_access)

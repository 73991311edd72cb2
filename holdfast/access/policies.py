"""Who may read the directory, and who is in a child's circle."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Setting, SitePage

from . import asking
from .models import Absence, Agency, Circle, EmailDomain, Exclusion, Invitation, Membership, Restriction, Suspension, Team
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


@readable(Circle)
def circles(viewer: Viewer) -> Q | None:
    if viewer.system or viewer.may(Grant.READ_CHILDREN):
        return Q()
    return Q(user_id=viewer.person_id) if viewer.is_person else None


@readable(Exclusion)
def exclusions(viewer: Viewer) -> Q | None:
    """Managers, who may lift them; never the person shut out."""
    if viewer.system:
        return Q()
    return ~Q(user_id=viewer.person_id) if viewer.may(Grant.RATIFY) else None


@readable(Restriction)
def restricted(viewer: Viewer) -> Q | None:
    return about_children_i_may_read(viewer)


def in_force(prefix: str = "") -> Q:
    """Posts, absences and circles that hold today."""
    day = today()
    return Q(**{f"{prefix}from_date__lte": day}) & (Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day}))


def about_children_i_may_read(viewer: Viewer, child_field: str = "child_id") -> Q | None:
    """The condition for rows that belong to a child: whole partnership by role, or the viewer's own circle.

    A restricted child is open to the circle alone; whoever is a person in the case is shut out of it, circle or not.
    """
    if viewer.system:
        return Q()
    if viewer.person_id is None:
        return None
    mine = asking.in_circle(viewer, child_field)
    if viewer.may(Grant.READ_CHILDREN):
        return not_shut_out(viewer, child_field) & (~asking.is_restricted(viewer, child_field) | mine)
    if viewer.may(Grant.READ_CIRCLE):
        return not_shut_out(viewer, child_field) & mine
    return None


def not_shut_out(viewer: Viewer, child_field: str = "child_id") -> Q:
    """Rows of cases in which the viewer is not a person themself. Rows without a child pass."""
    if viewer.person_id is None:
        return Q()
    return ~asking.shut_out(viewer, child_field)


def circle_of(viewer: Viewer, child_field: str = "child_id") -> QuerySet[Circle]:
    """The viewer's own places in the circle of an outer row's child."""
    if viewer.person_id is None:
        return Circle.objects.none()
    return Circle.objects.filter(in_force(), partnership_id=viewer.here, user_id=viewer.me, child_id=OuterRef(child_field))


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

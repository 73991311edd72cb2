"""Who may read the directory, and who is in a child's circle."""

from django.db.models import Exists, OuterRef, Q

from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .models import Absence, Agency, Circle, EmailDomain, Membership, Team
from .roles import Grant
from .visibility import everyone_in_partnership, readable

for _model in (Agency, Team, EmailDomain, Membership, Absence):
    readable(_model)(everyone_in_partnership)


@readable(Circle)
def circles(viewer: Viewer) -> Q | None:
    if viewer.system or viewer.may(Grant.READ_CHILDREN):
        return Q()
    return Q(user_id=viewer.person_id) if viewer.is_person else None


def in_force(prefix: str = "") -> Q:
    """Posts, absences and circles that hold today."""
    day = today()
    return Q(**{f"{prefix}from_date__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
    )


def about_children_i_may_read(viewer: Viewer, child_field: str = "child_id") -> Q | None:
    """The condition for rows that belong to a child: whole partnership by role, or the viewer's own circle."""
    if viewer.system or viewer.may(Grant.READ_CHILDREN):
        return Q()
    if not viewer.may(Grant.READ_CIRCLE) or viewer.person_id is None:
        return None
    circle = Circle.objects.filter(
        in_force(), partnership_id=viewer.partnership_id, user_id=viewer.person_id, child_id=OuterRef(child_field)
    )
    return Q(Exists(circle))

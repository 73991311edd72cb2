"""An interviewer's place beside a child: whether they are independent, and how long the record opens to them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.models import Circle, Exclusion, Membership, User
from holdfast.access.policies import in_force, place_in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.access.types import PlaceKind
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Involvement
from holdfast.rules.agencies import AgencyKind
from holdfast.rules.config import value

from .following import JOB

REASON = "Return home interview"
_READING = [
    key
    for key, role in GRANTS.items()
    if role.grants & {Grant.READ_CIRCLE, Grant.READ_CHILDREN} and Grant.EDIT_CHILDREN in role.grants
]


def interviewers(viewer: Viewer) -> list[tuple[UUID, str, str]]:
    """Everybody at work here who could hold an interview: id, name, agency. Those whose work it is come first."""
    rows = Membership.objects.filter(
        in_force(), partnership_id=viewer.here, role__in=_READING, user__is_active=True
    ).select_related("user", "agency")
    posts = sorted(rows, key=lambda post: (post.role != "return-interviewer", post.user.name, str(post.pk)))[:300]
    found: dict[UUID, tuple[UUID, str, str]] = {}
    for post in posts:
        found.setdefault(post.user_id, (post.user_id, post.user.name, post.agency.name))
    return list(found.values())


def post_of(by: Viewer, user_id: UUID) -> Membership:
    """The post in which somebody would hold it. Somebody who cannot open a record holds none."""
    rows = Membership.objects.filter(
        in_force(), partnership_id=by.here, user_id=user_id, role__in=_READING, user__is_active=True
    ).select_related("user", "agency")
    posts = sorted(rows, key=lambda post: (post.role != "return-interviewer", str(post.pk)))
    if not posts:
        raise Faulty([Fault("user", "Choose somebody who works here now and may open a record.")])
    return posts[0]


def not_independent(here: UUID, child_id: UUID, post: Membership) -> list[str]:
    """Why somebody is not independent of the child's care, in sentences; nothing where they are."""
    user: User = post.user
    with acting_as(Viewer.job(JOB, here)):
        works = Involvement.objects.filter(in_force(), partnership_id=here, child_id=child_id, user_id=user.pk)
        roles = list(works.order_by("-allocated", "-lead", "pk").values_list("role", "allocated", "lead"))
        places = Circle.objects.filter(
            place_in_force(),
            partnership_id=here,
            child_id=child_id,
            user_id=user.pk,
            kind__in=(PlaceKind.ALLOCATED, PlaceKind.HANDED_OVER),
        ).exists()
    said = [f"{user.name} has this child's case: {role.lower()}." for role, allocated, lead in roles if allocated or lead]
    said += [f"{user.name} works with this child: {role.lower()}." for role, allocated, lead in roles if not (allocated or lead)]
    if not roles and places:
        said.append(f"{user.name} has this child's case.")
    if post.role == "placement-carer" or post.agency.kind == AgencyKind.PLACEMENT:
        said.append(f"{user.name} works for a placement.")
    return said


def check_not_shut_out(here: UUID, child_id: UUID, user_id: UUID) -> None:
    """Whoever is a person of the case holds no interview. Nobody is told why (H10)."""
    with acting_as(Viewer.job("records.shut-out", here)):
        # The rows that say so are read by nobody but the system and managers.
        closed = Exclusion.objects.filter(partnership_id=here, child_id=child_id, user_id=user_id, lifted_at=None).exists()
    if closed:
        raise Refused("This person cannot be named here. Choose somebody else.")


def let_in(by: Viewer, child_id: UUID, post: Membership) -> None:
    """The record opens to the interviewer for a time; again, and the time begins anew."""
    until = today() + dt.timedelta(days=int(value(figures(by.here), "missing.interview_access")))
    with acting_as(Viewer.job(JOB, by.here)):
        rows = _own(by.here, child_id, post.user_id)
        if not rows.update(until=until):
            Circle.objects.create(
                partnership_id=by.here,
                child_id=child_id,
                user_id=post.user_id,
                agency_id=post.agency_id,
                reason=REASON,
                kind=PlaceKind.INVITED,
                from_date=today(),
                until=until,
            )


def let_out(by: Viewer, child_id: UUID, user_id: UUID) -> None:
    """It closes to somebody who holds the interview no more; what else opens it to them stays."""
    with acting_as(Viewer.job(JOB, by.here)):
        _own(by.here, child_id, user_id).update(expires_at=now())


def _own(here: UUID, child_id: UUID, user_id: UUID) -> QuerySet[Circle]:
    """The places that were given for an interview and hold now."""
    return Circle.objects.filter(
        place_in_force(), partnership_id=here, child_id=child_id, user_id=user_id, kind=PlaceKind.INVITED, reason=REASON
    )

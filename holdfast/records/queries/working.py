"""Who works with the child, and who is kept out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.models import Circle, Exclusion, Membership, Team, TeamPlace, User
from holdfast.access.policies import in_force, place_in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from ..models import (
    Child,
    Involvement,
)
from .child import MANY, holds_today


@dataclass(frozen=True)
class Worker:
    """Who has a child's case, as another part of Holdfast needs it."""

    user_id: UUID
    agency_id: UUID | None
    name: str
    role: str


@question
def involvements(viewer: Viewer, child_id: UUID, *, current: bool = False) -> QuerySet[Involvement]:
    """Who works, or worked, with the child."""
    rows = visible(viewer, Involvement).filter(child_id=child_id).select_related("agency")
    if current:
        rows = rows.filter(holds_today())
    return rows.order_by("until", "-lead", "-allocated", "from_date", "pk")[:MANY]


def allocated_worker(child_id: UUID, partnership: UUID) -> Worker | None:
    """Who has this child's case now. For routing, where whoever asks need not be able to open the record."""
    rows = Involvement.objects.filter(
        holds_today(), partnership_id=partnership, child_id=child_id, allocated=True, user__is_active=True
    ).order_by("-lead", "-from_date")
    with acting_as(Viewer.job("records.routing", partnership), alone=False):
        row = rows.first()
    if row is None or row.user_id is None:
        return None
    return Worker(row.user_id, row.agency_id, row.name, row.role)


def allocated_workers(child_ids: Collection[UUID], partnership: UUID) -> dict[UUID, UUID]:
    """Who has the case of each of these children now, by child; one who has no worker is not there. For routing, as for one."""
    rows = Involvement.objects.filter(
        holds_today(), partnership_id=partnership, child_id__in=child_ids, allocated=True, user__is_active=True
    ).order_by("lead", "from_date")
    with acting_as(Viewer.job("records.routing", partnership), alone=False):
        return {child_id: user_id for child_id, user_id in rows.values_list("child_id", "user_id") if user_id is not None}


def manager_of_worker(partnership: UUID, user_id: UUID) -> UUID | None:
    """The supervisor in the post that a worker holds today."""
    posts = Membership.objects.filter(
        in_force(), partnership_id=partnership, user_id=user_id, supervisor__isnull=False, supervisor__is_active=True
    )
    return posts.order_by("-from_date").values_list("supervisor_id", flat=True).first()


def manager_in_circle(partnership: UUID, child_id: UUID, *, but: UUID) -> UUID | None:
    """A manager who stands in the child's circle and so opens a restricted record. For routing, as for the worker."""
    managers = [key for key, role in GRANTS.items() if Grant.RATIFY in role.grants]
    posts = Membership.objects.filter(in_force(), partnership_id=partnership, role__in=managers, user__is_active=True)
    with acting_as(Viewer.job("records.routing", partnership)):
        places = Circle.objects.filter(
            place_in_force(), partnership_id=partnership, child_id=child_id, expires_at=None, user_id__in=posts.values("user_id")
        )
        return places.exclude(user_id=but).order_by("-allocated", "from_date").values_list("user_id", flat=True).first()


# -- who may see, joined referrals, recent records -----------------------------------------------------------------


def circle(viewer: Viewer, child_id: UUID) -> list[Circle]:
    """Who may open the record because they work with the child."""
    if not visible(viewer, Child).filter(pk=child_id).exists():
        return []
    rows = Circle.objects.filter(place_in_force(), partnership_id=viewer.here, child_id=child_id)
    return list(rows.select_related("user", "agency").order_by("-allocated", "from_date")[:MANY])


def team_places(viewer: Viewer, child_id: UUID) -> list[TeamPlace]:
    """The whole teams that have a place in the child's circle, now or from a later day."""
    rows = visible(viewer, TeamPlace).filter(Q(until__isnull=True) | Q(until__gte=today()), child_id=child_id)
    return list(rows.select_related("team__agency").order_by("from_date", "pk")[:MANY])


def team_place(viewer: Viewer, child_id: UUID, place_id: UUID) -> TeamPlace:
    row = visible(viewer, TeamPlace).select_related("team__agency").filter(child_id=child_id, pk=place_id).first()
    if row is None:
        raise NotHere
    return row


def teams_to_choose(viewer: Viewer) -> list[Team]:
    """Teams with somebody in them today, to give a place to."""
    posts = visible(viewer, Membership).filter(in_force(), user__is_active=True, team__isnull=False)
    rows = visible(viewer, Team).filter(pk__in=posts.values("team_id")).select_related("agency")
    return list(rows.order_by("agency__name", "name", "pk")[:200])


def exclusions(viewer: Viewer, child_id: UUID) -> list[Exclusion]:
    """Who is shut out of this case. For managers alone."""
    if not viewer.may(Grant.RATIFY):
        return []
    rows = visible(viewer, Exclusion).filter(child_id=child_id).select_related("user")
    return list(rows.order_by("lifted_at", "-created_at")[:MANY])


def exclusion(viewer: Viewer, child_id: UUID, exclusion_id: UUID) -> Exclusion:
    row = visible(viewer, Exclusion).select_related("user").filter(child_id=child_id, pk=exclusion_id).first()
    if row is None:
        raise NotHere
    return row


def colleague(viewer: Viewer, email: str) -> User | None:
    """Somebody with a post in this partnership today, by their work e-mail address."""
    posts = Membership.objects.filter(in_force(), partnership_id=viewer.here, user_id=OuterRef("pk"))
    return User.objects.filter(Exists(posts), email=email.strip().lower(), is_active=True).first()


def involvement(viewer: Viewer, child_id: UUID, involvement_id: UUID) -> Involvement:
    row = visible(viewer, Involvement).filter(child_id=child_id, pk=involvement_id).first()
    if row is None:
        raise NotHere
    return row


def case(viewer: Viewer, involvement_id: UUID) -> Involvement:
    """What somebody does for a child, by its own id."""
    row = visible(viewer, Involvement).filter(pk=involvement_id).first()
    if row is None:
        raise NotHere
    return row

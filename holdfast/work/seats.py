"""Where a person finds their duties, and who covers for somebody who is away."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.models import Absence, Membership
from holdfast.access.policies import in_force
from holdfast.access.visibility import visible
from holdfast.kernel.questions import question
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .types import agency_holder, person_holder, role_holder, team_holder


def away_on() -> Q:
    """Absences that hold today."""
    day = today()
    return Q(from_date__lte=day, until__gte=day)


def covered_by(viewer: Viewer) -> list[UUID]:
    """The people this viewer covers for today."""
    return [] if viewer.person_id is None else _covered_by(viewer)


@question
def _covered_by(viewer: Viewer) -> QuerySet[Absence, UUID]:
    return visible(viewer, Absence).filter(away_on(), cover_id=viewer.me).values_list("user_id", flat=True).distinct()[:50]


def is_away(viewer: Viewer, user_id: UUID) -> bool:
    """Whether somebody is away today."""
    return visible(viewer, Absence).filter(away_on(), user_id=user_id).exists()


def cover_of(viewer: Viewer, user_id: UUID) -> UUID | None:
    """Who covers for somebody who is away today; None when they are at work, or nobody does.

    Follows one cover who is away too to theirs, and then stops: three away is a matter for their manager.
    """
    cover = _cover(viewer, user_id)
    if cover is not None and is_away(viewer, cover):
        return _cover(viewer, cover)
    return cover


def _cover(viewer: Viewer, user_id: UUID) -> UUID | None:
    rows = visible(viewer, Absence).filter(away_on(), user_id=user_id, cover__isnull=False)
    return rows.order_by("-created_at").values_list("cover_id", flat=True).first()


def on_duty(viewer: Viewer, role: str) -> list[tuple[UUID, UUID | None]]:
    """Everyone in a role who is at work, or whoever covers them: (person, the one they cover for)."""
    holders = list(
        visible(viewer, Membership)
        .filter(in_force(), role=role, user__is_active=True)
        .values_list("user_id", flat=True)
        .distinct()[:200]
    )
    away: dict[UUID, UUID | None] = {}
    absences = visible(viewer, Absence).filter(away_on(), user_id__in=holders).order_by("created_at")
    for user_id, cover_id in absences.values_list("user_id", "cover_id"):
        away[user_id] = cover_id
    told: list[tuple[UUID, UUID | None]] = [(user_id, None) for user_id in holders if user_id not in away]
    at_work = {user_id for user_id, _ in told}
    for absent, cover in away.items():
        if cover is not None and cover not in at_work and cover not in away:
            told.append((cover, absent))
            at_work.add(cover)
    return told


def holders_of(viewer: Viewer) -> list[str]:
    """Every seat this viewer sits in: their own, those they cover, their team's, agency's and roles'."""
    if viewer.person_id is None:
        return []
    people = [viewer.person_id, *covered_by(viewer)]
    holders = [person_holder(user_id) for user_id in people]
    holders += [team_holder(team_id) for team_id in sorted(viewer.team_ids)]
    if viewer.agency_id:
        holders += [agency_holder(viewer.agency_id)]
        holders += [agency_holder(viewer.agency_id, role) for role in sorted(viewer.roles)]
    return holders + [role_holder(role) for role in sorted(viewer.roles)]

"""Where a person finds their duties, and who covers for somebody who is away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    return on_duty_in(viewer, [role])[role]


def on_duty_in(viewer: Viewer, roles: Sequence[str]) -> dict[str, list[tuple[UUID, UUID | None]]]:
    """The same for several roles at once."""
    rows = visible(viewer, Membership).filter(in_force(), role__in=roles, user__is_active=True)
    holders: dict[str, list[UUID]] = {role: [] for role in roles}
    for role, user_id in rows.values_list("role", "user_id").distinct()[: 200 * len(roles)]:
        holders[role].append(user_id)
    away = _covers(viewer, {user_id for several in holders.values() for user_id in several})
    return {role: _at_work(several, away) for role, several in holders.items()}


def at_work_in(viewer: Viewer, agency_id: UUID) -> list[tuple[UUID, UUID | None]]:
    """Everyone of an agency who is at work, or whoever covers them."""
    rows = visible(viewer, Membership).filter(in_force(), agency_id=agency_id, user__is_active=True)
    holders = list(rows.values_list("user_id", flat=True).distinct()[:200])
    return _at_work(holders, _covers(viewer, holders))


def _covers(viewer: Viewer, holders: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Who of these is away today, and who covers for them."""
    absences = visible(viewer, Absence).filter(away_on(), user_id__in=holders).order_by("created_at")
    return dict(absences.values_list("user_id", "cover_id"))


def _at_work(holders: Sequence[UUID], every_away: Mapping[UUID, UUID | None]) -> list[tuple[UUID, UUID | None]]:
    away = {user_id: every_away[user_id] for user_id in holders if user_id in every_away}
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

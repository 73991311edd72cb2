"""Who can open a child's record, and why: the rule of `about_children_i_may_read`, told the other way round.

That rule answers for one person and every child; this answers for one child and everybody. A test holds the two together, person
by person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet

from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .models import Absence, Circle, Exclusion, Membership, Restriction, TeamPlace
from .policies import in_force, place_in_force
from .roles import GRANTS, Grant
from .visibility import M

WHOLE_PARTNERSHIP = tuple(role.key for role in GRANTS.values() if Grant.READ_CHILDREN in role.grants)
OWN_CIRCLE = tuple(role.key for role in GRANTS.values() if Grant.READ_CIRCLE in role.grants)
MOST = 500  # people named on the page of one child


class Place(NamedTuple):
    """One reason for which somebody stands in the circle of a child. team: its name, where the place is the whole team's."""

    why: str
    allocated: bool
    since: date
    until: date | None
    team: str = ""


@dataclass(frozen=True)
class Reader:
    """Somebody named: their post, their places in the circle, and whether they open the record.

    shut_out: said to managers alone. no_role: none of their posts opens records, so the places open nothing.
    """

    user_id: UUID
    name: str
    role: str
    agency: str
    places: tuple[Place, ...]
    shut_out: bool = False
    no_role: bool = False

    @property
    def opens(self) -> bool:
        return not (self.shut_out or self.no_role)


class Reach(NamedTuple):
    """A role that opens every record that is not restricted, and how many people hold it."""

    role: str
    people: int


@dataclass(frozen=True)
class Explanation:
    """Everybody who opens the record: by name where it is for this child, by role and number where it is for every child."""

    restrictions: tuple[Restriction, ...]
    readers: tuple[Reader, ...]
    reach: tuple[Reach, ...]
    more: bool

    @property
    def restricted(self) -> bool:
        return bool(self.restrictions)


def explain(viewer: Viewer, child_id: UUID) -> Explanation:
    """Who opens this child's record today. Whether the viewer may ask is for the caller to decide: first open the record.

    Read by the system: who is shut out closes the record to them, also where whoever asks may not be told that they are.
    """
    with acting_as(Viewer.job("access.explain", viewer.here)):
        return _explained(viewer, child_id)


def _explained(viewer: Viewer, child_id: UUID) -> Explanation:
    restrictions = tuple(_of_child(Restriction, viewer, child_id).filter(in_force()).order_by("from_date", "pk"))
    shut = _shut_out(viewer, child_id)
    places = _places(viewer, child_id)
    # A restricted record opens to those named, and neither to whoever covers for them nor to a team.
    covers = {} if restrictions else _covers(viewer, places)
    teams = {} if restrictions else _teams(viewer, child_id)
    named = _readers(viewer, places, covers, teams, shut)
    reach = () if restrictions else _reach(viewer, shut)
    return Explanation(restrictions, named[:MOST], reach, len(named) > MOST)


def everybody(viewer: Viewer, child_id: UUID) -> set[UUID]:
    """The account of everybody who opens the record, in one of their posts of today."""
    with acting_as(Viewer.job("access.explain", viewer.here)):
        return _everybody(viewer, child_id)


def _everybody(viewer: Viewer, child_id: UUID) -> set[UUID]:
    told = _explained(viewer, child_id)
    named = {reader.user_id for reader in told.readers if reader.opens}
    if told.restricted:
        return named
    by_role = _posts(viewer).filter(role__in=WHOLE_PARTNERSHIP).values_list("user_id", flat=True)
    return named | (set(by_role) - _shut_out(viewer, child_id))


def _of_child(model: type[M], viewer: Viewer, child_id: UUID) -> QuerySet[M]:
    return model._default_manager.filter(partnership_id=viewer.here, child_id=child_id)


def _shut_out(viewer: Viewer, child_id: UUID) -> set[UUID]:
    rows = _of_child(Exclusion, viewer, child_id).filter(lifted_at=None)
    return set(rows.values_list("user_id", flat=True))


def _posts(viewer: Viewer) -> QuerySet[Membership]:
    """The posts that people hold today and can sign in to."""
    return Membership.objects.filter(in_force(), partnership_id=viewer.here, user__is_active=True)


def _places(viewer: Viewer, child_id: UUID) -> dict[UUID, list[Circle]]:
    """Places in the circle in force today, by person, those allocated first."""
    found: dict[UUID, list[Circle]] = {}
    rows = _of_child(Circle, viewer, child_id).filter(place_in_force()).select_related("user", "agency")
    for row in rows.order_by("-allocated", "from_date", "pk")[: MOST * 2]:
        found.setdefault(row.user_id, []).append(row)
    return found


def _covers(viewer: Viewer, places: dict[UUID, list[Circle]]) -> dict[UUID, list[Absence]]:
    """Who covers today for somebody in the circle, by person. What was opened for a few hours is not covered."""
    lasting = [user_id for user_id, rows in places.items() if any(row.expires_at is None for row in rows)]
    day = today()
    rows = Absence.objects.filter(
        partnership_id=viewer.here, user_id__in=lasting, cover_id__isnull=False, from_date__lte=day, until__gte=day
    )
    found: dict[UUID, list[Absence]] = {}
    for row in rows.select_related("user", "cover").order_by("until", "pk")[:MOST]:
        if row.cover_id:
            found.setdefault(row.cover_id, []).append(row)
    return found


def _teams(viewer: Viewer, child_id: UUID) -> dict[UUID, list[Place]]:
    """The places of whole teams in force today, by each person who is in the team today."""
    held = {row.team_id: row for row in _of_child(TeamPlace, viewer, child_id).filter(in_force()).select_related("team")[:MOST]}
    found: dict[UUID, list[Place]] = {}
    posts = _posts(viewer).filter(team_id__in=held).order_by("from_date", "pk")[:MOST]
    for user_id, team_id in dict.fromkeys((post.user_id, post.team_id) for post in posts if post.team_id):
        row = held[team_id]
        found.setdefault(user_id, []).append(Place(row.reason, False, row.from_date, row.until, row.team.name))
    return found


def _readers(
    viewer: Viewer,
    places: dict[UUID, list[Circle]],
    covers: dict[UUID, list[Absence]],
    teams: dict[UUID, list[Place]],
    shut: set[UUID],
) -> tuple[Reader, ...]:
    people = list(dict.fromkeys([*places, *covers, *teams]))
    posts: dict[UUID, list[Membership]] = {}
    for post in _posts(viewer).filter(user_id__in=people).select_related("user", "agency").order_by("from_date", "pk"):
        posts.setdefault(post.user_id, []).append(post)
    return tuple(
        _reader(
            user_id,
            places.get(user_id, []),
            covers.get(user_id, []),
            teams.get(user_id, []),
            posts.get(user_id, []),
            user_id in shut,
        )
        for user_id in people
    )


def _reader(
    user_id: UUID, own: list[Circle], covered: list[Absence], team: list[Place], posts: list[Membership], shut_out: bool
) -> Reader:
    held = [post.role for post in posts]
    instead = [Place(f"covering for {row.user.name}", allocated=False, since=row.from_date, until=row.until) for row in covered]
    return Reader(
        user_id=user_id,
        name=own[0].user.name if own else str(covered[0].cover) if covered else posts[0].user.name,
        role=GRANTS[held[0]].name if held else "no post at present",
        agency=own[0].agency.name if own else posts[0].agency.name if posts else "",
        places=(*(Place(row.reason, row.allocated, row.from_date, row.until) for row in own), *team, *instead),
        shut_out=shut_out,
        no_role=not set(held) & {*WHOLE_PARTNERSHIP, *OWN_CIRCLE},
    )


def _reach(viewer: Viewer, shut: set[UUID]) -> tuple[Reach, ...]:
    rows = _posts(viewer).filter(role__in=WHOLE_PARTNERSHIP).exclude(user_id__in=shut).values("role")
    counted = {row["role"]: row["people"] for row in rows.annotate(people=Count("user_id", distinct=True))}
    return tuple(Reach(GRANTS[role].name, counted[role]) for role in WHOLE_PARTNERSHIP if role in counted)

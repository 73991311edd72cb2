"""Who can see a child's record and why, in sentences, with who looked beside it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from holdfast.access.explanation import Explanation, Place, Reach, Reader, explain
from holdfast.access.looking import Look, may_read_who_looked, who_looked
from holdfast.access.models import Exclusion, Restriction, TeamPlace
from holdfast.access.roles import Grant
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies, queries
from holdfast.records.queries import Header
from holdfast.ui.formats import plain_date, plural


@dataclass(frozen=True)
class Said:
    """One person, and why the record opens to them or does not."""

    user_id: UUID
    name: str
    words: str


@dataclass(frozen=True)
class Seen:
    """The page. `looks`: none where the viewer may not ask who looked. `why_restricted`, `exclusions`: for managers alone."""

    header: Header
    restricted: bool
    open_to: list[Said]
    not_open_to: list[Said]
    more: bool
    reach: list[str]
    may_ask_who_looked: bool
    looks: list[Look]
    why_restricted: list[Restriction]
    exclusions: list[Exclusion]
    teams: list[TeamPlace]
    may_place_teams: bool
    may_restrict: bool
    may_preview: bool


def access(viewer: Viewer, child_id: UUID) -> Seen:
    """Who may open this record, and why."""
    header = queries.header(viewer, child_id)
    told = explain(viewer, child_id)
    manages = viewer.may(Grant.RATIFY) or viewer.may(Grant.REVIEW_FLOORS)
    return Seen(
        header=header,
        restricted=told.restricted,
        open_to=[_said(reader) for reader in told.readers if reader.opens],
        not_open_to=[_said(reader) for reader in told.readers if reader.no_role and not reader.shut_out],
        more=told.more,
        reach=_reach(told),
        may_ask_who_looked=may_read_who_looked(viewer, child_id),
        looks=who_looked(viewer, child_id),
        why_restricted=list(told.restrictions) if manages else [],
        exclusions=queries.exclusions(viewer, child_id),
        teams=queries.team_places(viewer, child_id),
        may_place_teams=policies.can_involve(viewer, child_id),
        may_restrict=policies.can_restrict(viewer, child_id),
        may_preview=viewer.may(Grant.RATIFY),
    )


def _said(reader: Reader) -> Said:
    post = f", {reader.role[:1].lower()}{reader.role[1:]}, {reader.agency}"
    because = " and ".join(_because(place) for place in reader.places)
    if reader.no_role:
        return Said(reader.user_id, reader.name, f"{post}: stands in the circle, {because}; no post of theirs opens records.")
    return Said(reader.user_id, reader.name, f"{post}, {because}.")


def _because(place: Place) -> str:
    """Why one place opens the record: "because the case is allocated to them since 3 March 2026 (lead social worker)"."""
    since = f"since {plain_date(place.since)}"
    until = f", until {plain_date(place.until)}" if place.until else ""
    if place.team:
        return f"because the whole of {place.team} works with this child {since}{until} ({place.why}), and they are in it today"
    if place.allocated:
        return f"because the case is allocated to them {since}{until} ({place.why})"
    return f"because they work with this child {since}{until} ({place.why})"


def _reach(told: Explanation) -> list[str]:
    return [_role(one) for one in told.reach]


def _role(one: Reach) -> str:
    return f"{one.role}: {plural(one.people, 'person', 'people')}"

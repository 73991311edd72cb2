"""A whole team's place in a child's circle: given from a day on, and ended."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from holdfast.access.models import Restriction, Team, TeamPlace
from holdfast.access.policies import in_force
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .. import chronology, policies
from ..chronology import at_noon

SOURCE = "access.teamplace"


@action
def give_team_place(*, by: Viewer, child_id: UUID, team_id: UUID, reason: str, until: dt.date | None = None) -> TeamPlace:
    """From today whoever is in the team opens the record, as long as they are in it. A restricted record opens to no team."""
    policies.check_can_involve(by, child_id)
    if Restriction.objects.filter(in_force(), partnership_id=by.here, child_id=child_id).exists():
        raise Refused("This record is restricted to people named, so it opens to no whole team. Add each of them by name.")
    team = visible(by, Team).filter(pk=team_id).first()
    if team is None:
        raise Faulty([Fault("team", "Choose one of the teams.")])
    if not reason.strip():
        raise Faulty([Fault("reason", "Say what the team does for this child.")])
    if until is not None and until < today():
        raise Faulty([Fault("until", "The last day must not be before today.")])
    held = TeamPlace.objects.filter(in_force(), partnership_id=by.here, child_id=child_id, team=team)
    if held.exists():
        raise Faulty([Fault("team", "This team has a place already. Choose another, or end the place first.")])
    row = TeamPlace.objects.create(
        partnership_id=by.here, child_id=child_id, team=team, reason=reason.strip(), from_date=today(), until=until
    )
    _say(by, row, "team.began", f"{team.name} began to work with the child: {row.reason}.")
    record(by, "child.team.place", row, child_id=child_id, team=str(team.pk))
    return row


@action
def end_team_place(*, by: Viewer, child_id: UUID, place_id: UUID, why: str) -> TeamPlace:
    """The team's place ends now: the record closes at once to whoever had it by the team alone."""
    policies.check_can_involve(by, child_id)
    row = visible(by, TeamPlace).select_related("team").filter(child_id=child_id, pk=place_id).first()
    if row is None:
        raise NotHere
    if row.until is not None and row.until < today():
        raise Refused("This has ended already.")
    if not why.strip():
        raise Faulty([Fault("why", "Say why it ends, and who takes over.")])
    # Through yesterday: the record closes now, not tomorrow.
    row.change(seen=None, until=today() - dt.timedelta(days=1), why_ended=why.strip())
    _say(by, row, "team.ended", f"{row.team.name} no longer works with the child.")
    record(by, "child.team.end", row, child_id=child_id)
    return row


def _say(by: Viewer, row: TeamPlace, kind: str, words: str) -> None:
    chronology.add(by=by, child_id=row.child_id, at=at_noon(today()), kind=kind, text=words, source_kind=SOURCE, source_id=row.pk)

"""Meetings for tests: a child with a team, relatives, and a meeting convened as people convene one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions
from holdfast.meetings.models import Meeting
from holdfast.meetings.suggesting import suggested
from holdfast.records import actions as records
from holdfast.rules import meetings as rules

MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
WHEN = MONDAY + dt.timedelta(days=9, hours=1)


def relative_of(
    by: Viewer, child_id: Any, kind: str = "mother", given: str = "Marion", *, safe: bool = True, **values: Any
) -> Any:
    """A relative with an address; safe: recorded that they may be told."""
    said = {"email": f"{given.lower()}@home.example", "telephone": "07700 900301"} | values
    row = records.relate(by=by, child_id=child_id, kind=kind, person={"given": given, "family": "Fell", **said})
    if safe:
        records.tell(by=by, child_id=child_id, person_id=row.person_id, answer="yes", why="Asked, at home.")
    return row.person


def convened(by: Viewer, child_id: Any, kind: str = "risk_management", *, only: Any = None, **values: Any) -> Meeting:
    """A meeting with the team and the family, or with those of whom `only` is true."""
    said = {"starts_at": WHEN, "chair_id": by.person_id, "chair_reason": ""} | values
    wanted = only or (lambda one: one.ticked or one.safe is not None)
    people = [one for one in suggested(by, child_id, rules.of(kind)) if wanted(one)]
    return actions.convene(by=by, child_id=child_id, said=actions.Convened(kind, **said), people=people)

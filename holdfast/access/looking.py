"""Who looked at a child's record: read from the audit, newest first, and never more of it than a page needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from holdfast.kernel.viewer import Viewer

from .models import Agency, Circle, User
from .policies import place_in_force
from .roles import Grant

MOST = 50  # people of one page
# Openings that are counted: the newest. A record opened more often than this says "at least".
READ_BACK = 5000

# The openings of one child by its index, then whoever they were, the last to look on top.
LOOKED = (
    "SELECT person_id, agency_id, system, count(*), max(at) FROM"
    " (SELECT person_id, agency_id, system, at FROM audit_event"
    "  WHERE partnership_id = %s AND child_id = %s AND kind = 'read' ORDER BY position DESC LIMIT %s) newest"
    " GROUP BY person_id, agency_id, system ORDER BY max(at) DESC LIMIT %s"
)


@dataclass(frozen=True)
class Look:
    """Somebody who opened the record: how often of late, and when last. `system`: a named job, where nobody did."""

    user_id: UUID | None
    name: str
    agency: str
    times: int
    last: datetime
    system: str = ""


def may_read_who_looked(viewer: Viewer, child_id: UUID) -> bool:
    """Auditors, managers, and whoever the case is allocated to. The child's record itself must open first."""
    if any(viewer.may(grant) for grant in (Grant.READ_AUDIT, Grant.RATIFY, Grant.REVIEW_FLOORS)):
        return True
    if not viewer.is_person:
        return False
    mine = Circle.objects.filter(place_in_force(), partnership_id=viewer.here, user_id=viewer.me, child_id=child_id)
    return mine.filter(allocated=True).exists()


def who_looked(viewer: Viewer, child_id: UUID) -> list[Look]:
    """Everybody who opened the record of late, the last first; nobody where the viewer may not ask."""
    if not may_read_who_looked(viewer, child_id):
        return []
    with connection.cursor() as cursor:
        cursor.execute(LOOKED, [viewer.here, child_id, READ_BACK, MOST])
        rows = cursor.fetchall()
    people = dict(User.objects.filter(pk__in={row[0] for row in rows if row[0]}).values_list("pk", "name"))
    agencies = dict(Agency.objects.filter(partnership_id=viewer.here).values_list("pk", "name")) if rows else {}
    return [
        Look(person, people.get(person, ""), agencies.get(agency, ""), times, last, system)
        for person, agency, system, times, last in rows
    ]

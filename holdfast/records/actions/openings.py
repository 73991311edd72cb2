"""A record is opened without a task: why, as its reader says; the list of such openings; and what a reviewer makes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import read, record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.time import london_date, now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.config import value
from holdfast.rules.openings import Finding, Ground

from .. import policies
from ..models import OpeningList, OpeningReview, ReasonGiven, UnrelatedOpening

SHORTEST = 12


@dataclass(frozen=True)
class Found:
    """Somebody opened a record on a day: how often, from when to when, and on which grounds it is listed."""

    user_id: UUID
    agency_id: UUID
    child_id: UUID
    day: date
    first_at: datetime
    last_at: datetime
    times: int
    grounds: tuple[Ground, ...] = ()


@action
def say_why(*, by: Viewer, child_id: UUID, words: str) -> ReasonGiven:
    """Keep why somebody opens a record that no task brought them to."""
    policies.check_can_read(by, child_id)
    if len(words.strip()) < SHORTEST:
        raise Faulty([Fault("words", "Say in a sentence why you open this record. Whoever looks at openings reads it.")])
    made = ReasonGiven.objects.create(partnership_id=by.here, child_id=child_id, user_id=by.me, words=words.strip())
    record(by, "child.say-why", made, child_id=child_id)
    return made


@action
def list_opening(*, by: Viewer, found: Found, role: str) -> UnrelatedOpening | None:
    """Put one opening on the list of today, unless that day's opening is on a list. None where it was."""
    same = {"partnership_id": by.here, "user_id": found.user_id, "child_id": found.child_id, "day": found.day}
    standing = UnrelatedOpening.objects.filter(**same).first()
    if standing is not None:
        if standing.settled_at is None:
            standing.change(seen=None, last_at=found.last_at, times=found.times)
        record(by, "opening.list-again", standing, child_id=found.child_id)
        return None
    day = list_of_today(by, role)
    made = UnrelatedOpening.objects.create(
        **same, listed=day, agency_id=found.agency_id, first_at=found.first_at, last_at=found.last_at, times=found.times,
        grounds=[ground.value for ground in found.grounds], due_at=day.due_at,
    )  # fmt: skip
    if day.settled_at is not None:
        day.change(seen=None, settled_at=None)
    record(by, "opening.list", made, child_id=found.child_id, user=str(found.user_id), grounds=made.grounds)
    return made


def list_of_today(by: Viewer, role: str) -> OpeningList:
    at = now()
    hours = int(value(figures(by.here), "openings.review_hours"))
    made, _new = OpeningList.objects.get_or_create(
        partnership_id=by.here, day=london_date(at), role=role, defaults={"due_at": at + timedelta(hours=hours)}
    )
    return made


@action
def review_unrelated(
    *, by: Viewer, opening: UnrelatedOpening, finding: Finding, words: str, breach_id: UUID | None = None
) -> UnrelatedOpening:
    """Keep what a reviewer makes of it. "Talk to them" leaves it open until somebody says what came of that."""
    opening = UnrelatedOpening.objects.select_for_update().get(pk=opening.pk, partnership_id=by.here)
    policies.check_can_find(by, opening)
    if not words.strip():
        raise Faulty([Fault("words", "Say what you found, or whom you will ask and when.")])
    OpeningReview.objects.create(
        partnership_id=by.here, opening=opening, finding=finding, words=words.strip(), reviewed_by_id=by.me, breach_id=breach_id
    )
    opening.change(seen=None, finding=finding.value, settled_at=None if finding is Finding.TALK else now())
    record(by, "opening.review", opening, child_id=opening.child_id, finding=finding.value)
    return opening


@action
def note_listed(*, by: Viewer, openings: Sequence[UnrelatedOpening]) -> None:
    """Say that somebody read which records were opened without a task."""
    for opening in openings[:1]:
        read(by, "opening.read", opening, child_id=opening.child_id if len(openings) == 1 else None,
             children=sorted({str(one.child_id) for one in openings}))  # fmt: skip
    if not openings:
        record(by, "opening.read-none", None)

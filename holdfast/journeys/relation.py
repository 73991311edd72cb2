"""Whether anything that Holdfast knows of brought somebody to a child's record: a case, a task, a screening, a referral (H10).

Asked when somebody who reads every child of the partnership opens a record, and again by the daily look. Whoever reads their own
circle alone is in it, or the record would not have opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from holdfast.access.models import Absence, Circle, Membership
from holdfast.access.roles import GRANTS, Grant
from holdfast.kernel.questions import question
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import READS_EVERY_CHILD, Viewer
from holdfast.partnership.queries import figures
from holdfast.records.models import Child, ReasonGiven, Relationship
from holdfast.referrals.models import ReferredChild, Share
from holdfast.rules.config import value
from holdfast.screening.models import OPEN_VALUES, Screening
from holdfast.work.models import Duty
from holdfast.work.types import LIVE

JOB = "records.openings"
SCREENERS = frozenset(key for key, role in GRANTS.items() if Grant.SCREEN in role.grants)
FAMILY = 50  # brothers, sisters and other children of the case that are asked about with it


@dataclass(frozen=True)
class Opener:
    """Somebody at work, as far as their work can explain an opening."""

    user_id: UUID
    agency_ids: tuple[UUID, ...]
    team_ids: tuple[UUID, ...]
    roles: frozenset[str]

    @classmethod
    def of(cls, viewer: Viewer) -> Opener:
        agencies = (viewer.agency_id,) if viewer.agency_id else ()
        return cls(viewer.me, agencies, tuple(sorted(viewer.team_ids)), viewer.roles)


def asks_why(viewer: Viewer, child_id: UUID) -> bool:
    """Whether this reader is asked why they open the record: no task brought them, and they have not said so yet.

    Read as they read themselves: what is closed to them brought them nowhere.
    """
    if not (viewer.is_person and viewer.may(READS_EVERY_CHILD)):
        return False
    edition = figures(viewer.here)
    since = now() - timedelta(hours=int(value(edition, "openings.reason_hours")))
    brought = _brought(viewer, Opener.of(viewer), child_id, today(), edition)
    return not any(tied or (said is not None and said >= since) for tied, said in brought)


def is_related(job: Viewer, opener: Opener, child_id: UUID, day: date) -> bool:
    """Whether anything brought this person to this record on this day. Read as a job of the system."""
    return any(tied for tied, _said in _brought(job, opener, child_id, day, figures(job.here)))


Brought = list[tuple[bool, datetime | None]]


def _brought(viewer: Viewer, opener: Opener, child_id: UUID, day: date, edition: Mapping[str, Any]) -> Brought:
    """Whether anything ties this person to the child, and when they last said why they opened the record."""
    near = (child_id, *(one for pair in _pairs(viewer, child_id) for one in pair if one is not None and one != child_id))
    since = datetime.combine(day - timedelta(days=int(value(edition, "openings.task_days"))), time.min, UTC)
    return _ties(viewer, child_id, near, opener.user_id, opener.agency_ids, opener.team_ids, opener.roles, day, since)


@question
def _ties(
    viewer: Viewer,
    child_id: UUID,
    near: tuple[UUID, ...],
    user_id: UUID,
    agency_ids: tuple[UUID, ...],
    team_ids: tuple[UUID, ...],
    roles: frozenset[str],
    day: date,
    since: datetime,
) -> QuerySet[Child, tuple[bool, datetime | None]]:
    opener = Opener(user_id, agency_ids, team_ids, roles)
    ties = Q(Exists(_places(viewer, opener, near, day))) | Q(Exists(_duties(viewer, opener, near, since)))
    ties |= Q(Exists(_referrals(viewer, opener, near)))
    if opener.roles & SCREENERS:
        ties |= Q(Exists(_screenings(viewer, near, since)))
    said = ReasonGiven.objects.filter(partnership_id=viewer.here, user_id=user_id, child_id=OuterRef("pk"))
    last = Subquery(said.order_by("-created_at").values("created_at")[:1])
    return Child.objects.filter(partnership_id=viewer.here, pk=child_id).values_list(
        ExpressionWrapper(ties, BooleanField()), last
    )


@question
def _pairs(job: Viewer, child_id: UUID) -> QuerySet[Relationship, tuple[UUID, UUID | None]]:
    """Children who stand in this case, and in whose case this child stands: whoever works with one reads the other."""
    rows = Relationship.objects.filter(partnership_id=job.here, other_child_id__isnull=False)
    pairs = rows.filter(Q(child_id=child_id) | Q(other_child_id=child_id)).values_list("child_id", "other_child_id")
    return pairs[:FAMILY]


def _places(job: Viewer, opener: Opener, near: Sequence[UUID], day: date) -> QuerySet[Circle]:
    """A place in the circle that day: their own, of somebody they cover for, or of somebody they supervise."""
    here = {"partnership_id": job.here}
    covered = Absence.objects.filter(
        **here, cover_id=opener.user_id, user_id=OuterRef("user_id"), from_date__lte=day, until__gte=day
    )
    supervised = Membership.objects.filter(_on(day), **here, supervisor_id=opener.user_id, user_id=OuterRef("user_id"))
    whose = Q(user_id=opener.user_id) | Q(Exists(covered)) | Q(Exists(supervised))
    return Circle.objects.filter(_on(day), whose, **here, child_id__in=near)


def _on(day: date) -> Q:
    return Q(from_date__lte=day) & (Q(until=None) | Q(until__gte=day))


def _duties(job: Viewer, opener: Opener, near: Sequence[UUID], since: datetime) -> QuerySet[Duty]:
    """Something to do for the child that rests on them, their team or their role; or that they did not long ago."""
    me = opener.user_id
    own = Q(user_id=me) | Q(opened_by_id=me) | Q(acknowledged_by_id=me) | Q(ended_by_id=me)
    role = Q(role__in=opener.roles, agency_id=None) | Q(agency_id__in=opener.agency_ids, role__in=[*opener.roles, ""])
    live = Q(state__in=[state.value for state in LIVE])
    mine = live & (own | role | Q(team_id__in=opener.team_ids)) | Q(ended_at__gte=since) & own
    return Duty.objects.filter(mine, partnership_id=job.here, child_id__in=near)


def _screenings(job: Viewer, near: Sequence[UUID], since: datetime) -> QuerySet[Screening]:
    """MASH screens the child, or did not long ago: nobody who works the queue is asked why."""
    lately = Q(state__in=OPEN_VALUES) | Q(ended_at__gte=since) | Q(changed_at__gte=since)
    return Screening.objects.filter(lately, partnership_id=job.here, child_record__in=near)


def _referrals(job: Viewer, opener: Opener, near: Sequence[UUID]) -> QuerySet[ReferredChild]:
    """They referred the child, or the referral was shared with them."""
    shared = Share.objects.filter(
        partnership_id=job.here, user_id=opener.user_id, referral_id=OuterRef("referral_id"), ended_at=None
    )
    whose = Q(referral__sender_id=opener.user_id) | Q(Exists(shared))
    return ReferredChild.objects.filter(whose, partnership_id=job.here, child_id__in=near)

"""The queue of MASH, what of it has changed, and the same in numbers without names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from holdfast.access.models import Membership, User
from holdfast.access.policies import in_force
from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.questions import question
from holdfast.kernel.time import instant, now
from holdfast.kernel.viewer import Viewer

from .models import IS_OPEN, ProtectiveStep, Screening
from .types import Rating, State

PAGE = 30


@dataclass(frozen=True)
class Filters:
    """What of the queue is shown. An empty one shows all."""

    rating: str = ""
    whose: str = ""  # mine, nobody
    show: str = ""  # new, manager, late, closed-hours, with-worker

    @property
    def any(self) -> bool:
        return bool(self.rating or self.whose or self.show)


@dataclass(frozen=True)
class Row:
    """One child on the queue, with what its row says."""

    screening: Screening
    late: bool
    protected: bool

    @property
    def unanswered(self) -> bool:
        return self.screening.acknowledged_at is None


@dataclass(frozen=True)
class Queue:
    """One page of the queue, and where the next begins."""

    rows: list[Row]
    after: str = ""


def waiting(viewer: Viewer, filters: Filters | None = None, *, after: str = "", limit: int = PAGE) -> Queue:
    """Children waiting for MASH, what runs out first on top."""
    at = now()
    place = _place(after)
    if place is None and not (filters and filters.any):
        found = _top(viewer, limit + 1)
    else:
        found = list(_in_order(_from_place(_filtered(_open(viewer), filters or Filters(), viewer, at), place), limit + 1))
    shown = found[:limit]
    protected = _protected(viewer, shown)
    following = f"{shown[-1].runs_out_at.isoformat()}~{shown[-1].pk}" if len(found) > limit else ""
    return Queue([Row(row, row.runs_out_at < at, row.pk in protected) for row in shown], following)


def _open(viewer: Viewer) -> QuerySet[Screening]:
    return visible(viewer, Screening).filter(IS_OPEN)


@question
def _top(viewer: Viewer, limit: int) -> QuerySet[Screening]:
    return _in_order(_open(viewer), limit)


def _in_order(rows: QuerySet[Screening], limit: int) -> QuerySet[Screening]:
    rows = rows.select_related("referral", "child", "assigned_to", "routed_to").only(*_SHOWN)
    return rows.order_by("runs_out_at", "pk")[:limit]


def _from_place(rows: QuerySet[Screening], place: tuple[datetime, UUID] | None) -> QuerySet[Screening]:
    if place is None:
        return rows
    return rows.filter(Q(runs_out_at__gt=place[0]) | Q(runs_out_at=place[0], pk__gt=place[1]), runs_out_at__gte=place[0])


# What a row of the queue says, and nothing else of the referral, the child or the people.
_SHOWN = (
    "reference", "state", "runs_out_at", "rating", "in_danger", "out_of_hours", "acknowledged_at", "checks_waiting",
    "referral__identity", "referral__withdrawn_at", "assigned_to__name", "routed_to__name",
    "child__given_name", "child__family_name", "child__unborn", "child__date_of_birth", "child__estimated_age", "child__level",
)  # fmt: skip


def _place(after: str) -> tuple[datetime, UUID] | None:
    """Where a page of the queue begins. A place that cannot be read is the beginning."""
    at, _, pk = after.partition("~")
    try:
        return instant(at), UUID(pk)
    except ValueError:
        return None


def _filtered(rows: QuerySet[Screening], filters: Filters, viewer: Viewer, at: datetime) -> QuerySet[Screening]:
    if filters.rating in Rating.values:
        rows = rows.filter(rating=filters.rating)
    elif filters.rating == "none":
        rows = rows.filter(rating="")
    if filters.whose == "mine":
        rows = rows.filter(assigned_to_id=viewer.person_id)
    elif filters.whose == "nobody":
        rows = rows.filter(assigned_to_id=None)
    conditions = {
        "new": Q(acknowledged_at=None),
        "manager": Q(state=State.PROPOSED),
        "late": Q(runs_out_at__lt=at),
        "closed-hours": Q(out_of_hours=True),
        "with-worker": Q(routed_to__isnull=False),
    }
    return rows.filter(conditions.get(filters.show, Q()))


def _protected(viewer: Viewer, screenings: list[Screening]) -> set[UUID]:
    """Which of these children something was done for at once."""
    return set(_protected_among(viewer, tuple(row.pk for row in screenings)))


@question
def _protected_among(viewer: Viewer, screening_ids: tuple[UUID, ...]) -> QuerySet[ProtectiveStep, UUID]:
    return visible(viewer, ProtectiveStep).filter(screening_id__in=screening_ids).values_list("screening_id", flat=True)


def queue_version(viewer: Viewer) -> str:
    """A word that changes whenever the queue does, or a minute has passed. One walk of twenty steps down an index."""
    latest = [f"{pk}.{version}" for pk, version in _changed_last(viewer)]
    minute = now().strftime("%Y%m%d%H%M")
    return hashlib.sha256(f"{minute}|{'|'.join(latest)}".encode()).hexdigest()[:16]


@question
def _changed_last(viewer: Viewer) -> QuerySet[Screening, tuple[UUID, int]]:
    rows = Screening.objects.filter(partnership_id=viewer.here).order_by("-changed_at")
    return rows.values_list("pk", "version")[:20]


@dataclass(frozen=True)
class Figures:
    """The queue in numbers, for those who lead: no names, no children."""

    waiting: int
    late: int
    unanswered: int
    by_rating: dict[str, int]
    by_state: dict[str, int]


def queue_figures(viewer: Viewer) -> Figures:
    """How many wait, how many are late, in what state and rating."""
    if not (viewer.may(Grant.SEE_QUEUE_FIGURES) or viewer.may(Grant.SCREEN)):
        raise Refused("Your role does not see the figures of the queue.")
    # Those who lead read the numbers and no child's screening, so the system counts for them.
    with acting_as(viewer if viewer.reach == "whole" else Viewer.job("screening.figures", viewer.here)):
        rows = _counted(viewer)
    return Figures(
        sum(row["waiting"] for row in rows),
        sum(row["late"] for row in rows),
        sum(row["unanswered"] for row in rows),
        _summed(rows, "rating"),
        _summed(rows, "state"),
    )


def _counted(viewer: Viewer) -> list[Any]:
    return list(
        Screening.objects.filter(IS_OPEN, partnership_id=viewer.here)
        .values("rating", "state")
        .annotate(
            waiting=Count("pk"),
            late=Count("pk", filter=Q(runs_out_at__lt=now())),
            unanswered=Count("pk", filter=Q(acknowledged_at=None)),
        )
        .order_by()
    )


def _summed(rows: Iterable[Any], key: str) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row[key]] = counted.get(row[key], 0) + row["waiting"]
    return counted


def screeners(viewer: Viewer) -> list[User]:
    """Those to whom a screening can be given."""
    if not viewer.may(Grant.SCREEN):
        return []
    roles = ("mash-screener", "mash-manager", "emergency-duty", "head-of-service")
    posts = visible(viewer, Membership).filter(in_force(), role__in=roles)
    return list(User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("name", "pk")[:200])

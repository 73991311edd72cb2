"""What rests on a person, and the limits that run on a subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from holdfast.access.policies import not_shut_out
from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import instant
from holdfast.kernel.viewer import Viewer

from .models import Clock, Duty, Seat, Told
from .seats import holders_of
from .types import IS_LIVE

PAGE = 30
OTHERS = 50


@dataclass(frozen=True)
class Mine:
    """A duty as it stands on My work, with the reason it is there."""

    duty: Duty
    rung: int

    @property
    def climbed(self) -> bool:
        """Whether it reached this person because nobody below answered."""
        return self.rung > 0


def my_work(viewer: Viewer, *, limit: int = PAGE, after: tuple[datetime, UUID] | None = None) -> list[Mine]:
    """Everything that rests on the viewer, in the order in which it runs out.

    after: the due time and id of the last row already seen.
    """
    seats = _my_seats(viewer, limit * 2, after)
    rungs: dict[UUID, int] = {}
    for duty_id, rung in seats:
        rungs[duty_id] = min(rung, rungs.get(duty_id, rung))
    return [Mine(duty, rungs[duty.pk]) for duty in _duties(viewer, tuple(rungs)[:limit])]


@question
def _duties(viewer: Viewer, duty_ids: tuple[UUID, ...]) -> QuerySet[Duty]:
    """The duties that rest on the viewer, as far as they are not a person of the case."""
    rows = Duty.objects.filter(not_shut_out(viewer), partnership_id=viewer.here, pk__in=duty_ids)
    return rows.select_related("clock", "acknowledged_by").only(*_SHOWN, "acknowledged_by__name").order_by("due_at", "pk")


# What a line of My work says of a duty, whoever it rests on.
_SHOWN = (
    "kind", "subject_kind", "subject_id", "child_id", "reference", "what", "due_at", "state", "urgent", "needs_ack",
    "acknowledged_at", "user_id", "agency_id", "clock__source", "clock__steps",
)  # fmt: skip


def place(text: str) -> tuple[datetime, UUID] | None:
    """Where a page of My work begins, from its address. A place that cannot be read is the beginning."""
    at, _, pk = text.partition("~")
    try:
        return instant(at), UUID(pk)
    except ValueError:
        return None


def following(shown: list[Mine], limit: int = PAGE) -> str:
    """Where the next page begins; nothing after the last."""
    if len(shown) < limit:
        return ""
    return f"{shown[-1].duty.due_at.isoformat()}~{shown[-1].duty.pk}"


def _my_seats(viewer: Viewer, limit: int, after: tuple[datetime, UUID] | None) -> list[tuple[UUID, int]]:
    """One walk down the index for each seat the viewer sits in, merged."""
    holders = holders_of(viewer)
    if not holders:
        return []
    later, place = (" AND (due_at, duty_id) > (%s, %s)", after) if after is not None else ("", ())
    with connection.cursor() as cursor:
        cursor.execute(_WALK.format(seats=Seat._meta.db_table, later=later), [holders, viewer.here, *place, limit, limit])
        return list(cursor.fetchall())


_WALK = """SELECT walk.duty_id, walk.rung FROM unnest(%s::text[]) AS mine (holder) CROSS JOIN LATERAL (
    SELECT duty_id, rung, due_at FROM {seats} AS seat
    WHERE seat.partnership_id = %s AND seat.holder = mine.holder{later} ORDER BY due_at, duty_id LIMIT %s
) AS walk ORDER BY walk.due_at, walk.duty_id LIMIT %s"""


def waiting_for_others(viewer: Viewer, *, limit: int = OTHERS) -> list[Duty]:
    """What the viewer asked of others and has not had yet."""
    return [] if viewer.person_id is None else _asked_of_others(viewer, limit)


@question
def _asked_of_others(viewer: Viewer, limit: int) -> QuerySet[Duty]:
    of_others = Q(user__isnull=False) | Q(agency__isnull=False)
    rows = Duty.objects.filter(IS_LIVE, of_others, partnership_id=viewer.here, opened_by_id=viewer.me).exclude(user_id=viewer.me)
    rows = rows.select_related("clock", "user", "agency").only(*_SHOWN, "user__name", "agency__name")
    return rows.order_by("due_at", "pk")[:limit]


def duty(viewer: Viewer, duty_id: UUID) -> Duty:
    """One duty the viewer may see."""
    found = visible(viewer, Duty).select_related("clock", "user", "agency").filter(pk=duty_id).first()
    if found is None:
        raise NotHere()
    return found


def clocks_of(viewer: Viewer, subject_ids: Iterable[UUID]) -> list[Clock]:
    """The limits on these subjects, running ones first. For subjects the viewer has already been given."""
    rows = Clock.objects.filter(partnership_id=viewer.here, subject_id__in=list(subject_ids))
    return list(rows.order_by(F("stopped_at").asc(nulls_first=True), "due_at", "pk")[:200])


@question
def clocks_of_child(viewer: Viewer, child_id: UUID, *, limit: int = 20) -> QuerySet[Clock]:
    """The limits that run for a child."""
    rows = visible(viewer, Clock).filter(child_id=child_id, stopped_at__isnull=True)
    return rows.order_by("due_at", "pk")[:limit]


@question
def duties_of_child(viewer: Viewer, child_id: UUID, *, limit: int = 50) -> QuerySet[Duty]:
    """What is still to be done for a child."""
    rows = visible(viewer, Duty).filter(IS_LIVE, child_id=child_id)
    return rows.select_related("clock", "user", "agency").order_by("due_at", "pk")[:limit]


def duties_of(viewer: Viewer, subject_ids: Iterable[UUID]) -> list[Duty]:
    """Every duty on these subjects, ended ones too. For subjects the viewer has already been given."""
    rows = Duty.objects.filter(partnership_id=viewer.here, subject_id__in=list(subject_ids))
    rows = rows.select_related("clock", "user", "agency", "team", "acknowledged_by")
    return list(rows.order_by("due_at", "pk")[:200])


def told_of(viewer: Viewer, duty_ids: Iterable[UUID]) -> list[Told]:
    """Who was told of these duties, latest first."""
    rows = visible(viewer, Told).filter(duty_id__in=list(duty_ids)).select_related("user", "covering")
    return list(rows.order_by("-created_at")[:100])

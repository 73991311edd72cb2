"""How many episodes were followed by an interview: offered, accepted, held, within the hours, by whom. For a period of days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.time import LONDON
from holdfast.kernel.viewer import Viewer

from ..interview_models import Interview
from ..interview_types import InterviewState
from ..models import Episode


@dataclass(frozen=True)
class Followed:
    """One episode that stands, and what came of the interview about it. in_time: none where it was neither held nor declined.

    by: the agency whose worker held it or was to hold it, "" where nobody was named.
    """

    episode_id: UUID
    child_id: UUID
    category: str
    started_at: dt.datetime
    due: bool
    offered: bool
    accepted: bool | None
    state: str
    in_time: bool | None
    by: str

    @property
    def held(self) -> bool:
        return self.state == InterviewState.HELD

    @property
    def declined(self) -> bool:
        return self.state == InterviewState.DECLINED

    @property
    def held_in_time(self) -> bool:
        return self.held and bool(self.in_time)


@dataclass(frozen=True)
class Counts:
    """The figures of a period. providers: held interviews by agency, most first."""

    individuals: int
    incidents: int
    due: int
    offered: int
    accepted: int
    declined: int
    held: int
    held_in_time: int
    providers: tuple[tuple[str, int], ...]


def between(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The instants from the start of one London day to the end of another."""
    start = dt.datetime.combine(first, dt.time.min, tzinfo=LONDON)
    return start, dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, tzinfo=LONDON)


def episodes_between(viewer: Viewer, first: dt.date, last: dt.date) -> QuerySet[Episode]:
    """Episodes that started in London between two days, both included, and stand: neither set aside nor joined to another."""
    start, end = between(first, last)
    rows = visible(viewer, Episode).filter(started_at__gte=start, started_at__lt=end, voided_at=None, joined_to=None)
    return rows.order_by("started_at", "pk")


def followed(viewer: Viewer, first: dt.date, last: dt.date) -> list[Followed]:
    """Each episode of a period with what came of its interview, oldest first. Two statements, however many there are."""
    episodes = list(episodes_between(viewer, first, last).values_list("pk", "child_id", "category", "started_at"))
    start, end = between(first, last)
    rows = visible(viewer, Interview).filter(episode__started_at__gte=start, episode__started_at__lt=end)
    found = {row.episode_id: row for row in rows.annotate(by=F("provider__name"))}
    return [_followed(found.get(pk), pk, child_id, category, at) for pk, child_id, category, at in episodes]


def _followed(row: Interview | None, pk: UUID, child_id: UUID, category: str, at: dt.datetime) -> Followed:
    if row is None:
        return Followed(pk, child_id, category, at, False, False, None, "", None, "")
    return Followed(
        episode_id=pk,
        child_id=child_id,
        category=category,
        started_at=at,
        due=row.counted_from is not None,
        offered=row.offered_at is not None,
        accepted=row.accepted,
        state=row.state,
        in_time=row.in_time,
        by=getattr(row, "by", None) or "",
    )


def counts(viewer: Viewer, first: dt.date, last: dt.date) -> Counts:
    """The figures of a period, by the day on which each episode started."""
    return counted(followed(viewer, first, last))


def counted(rows: list[Followed]) -> Counts:
    """The figures of some episodes."""
    providers = Counter(one.by for one in rows if one.held and one.by)
    return Counts(
        individuals=len({one.child_id for one in rows}),
        incidents=len(rows),
        due=sum(one.due for one in rows),
        offered=sum(one.offered for one in rows),
        accepted=sum(one.accepted is True for one in rows),
        declined=sum(one.declined for one in rows),
        held=sum(one.held for one in rows),
        held_in_time=sum(one.held_in_time for one in rows),
        providers=tuple(sorted(providers.items(), key=lambda one: (-one[1], one[0]))),
    )

"""What happened, newest first, page by page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.questions import question
from holdfast.kernel.time import instant
from holdfast.kernel.viewer import Viewer

from ..models import (
    ChronologyEntry,
)

PAGE = 30


@dataclass(frozen=True)
class Entries:
    """A page of the chronology, newest first. `older` is where the next page begins, none on the last."""

    entries: tuple[ChronologyEntry, ...]
    older: str


# -- chronology -------------------------------------------------------------------------------------------------------


def chronology(viewer: Viewer, child_id: UUID, *, before: str = "", limit: int = PAGE) -> Entries:
    """A page of the chronology. `before`: what the last page gave as `older`."""
    mark = _mark(before)
    listed = newest_entries(viewer, child_id, limit=limit + 1) if mark is None else _before(viewer, child_id, mark, limit + 1)
    shown = listed[:limit]
    older = f"{shown[-1].at.isoformat()}_{shown[-1].pk}" if len(listed) > limit else ""
    return Entries(tuple(shown), older)


@question
def newest_entries(viewer: Viewer, child_id: UUID, *, limit: int) -> QuerySet[ChronologyEntry]:
    return visible(viewer, ChronologyEntry).filter(child_id=child_id).order_by("-at", "-pk")[:limit]


def _before(viewer: Viewer, child_id: UUID, mark: tuple[dt.datetime, UUID], limit: int) -> list[ChronologyEntry]:
    at, pk = mark
    rows = visible(viewer, ChronologyEntry).filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), child_id=child_id)
    return list(rows.order_by("-at", "-pk")[:limit])


def _mark(text: str) -> tuple[dt.datetime, UUID] | None:
    """Where a page begins. An address somebody mistyped begins at the newest."""
    try:
        at, _, pk = text.rpartition("_")
        return instant(at), UUID(pk)
    except ValueError:
        return None


@question
def since(viewer: Viewer, child_id: UUID, first: dt.datetime) -> QuerySet[ChronologyEntry]:
    """What the year strip draws."""
    rows = visible(viewer, ChronologyEntry).filter(child_id=child_id, at__gte=first).order_by("-at", "-pk")
    return rows.only("pk", "at", "kind", "title", "source_kind", "source_id")[:400]

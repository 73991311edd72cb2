"""Reading the openings that no task explains: for those who review them, and for their own reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.time import instant
from holdfast.kernel.viewer import Viewer
from holdfast.rules.openings import in_order

from . import policies
from .models import OpeningReview, ReasonGiven, UnrelatedOpening
from .queries import headers

PAGE = 50
DONE = 20


@dataclass(frozen=True)
class Line:
    """One opening as a reviewer reads it. child: the name, where that record opens to the reviewer; "" otherwise."""

    row: UnrelatedOpening
    child: str
    grounds: list[str]
    said: list[ReasonGiven]


@dataclass(frozen=True)
class ToReview:
    """waiting: what runs out first on top. older: where the next page begins, "" on the last."""

    waiting: list[Line]
    done: list[Line]
    older: str


def to_review(viewer: Viewer, after: str = "") -> ToReview:
    """A page of what waits, and on the first one the last that were settled."""
    policies.check_can_review_openings(viewer)
    rows = visible(viewer, UnrelatedOpening).select_related("user", "agency")
    waiting = rows.filter(_after(after), settled_at=None).order_by("due_at", "pk")
    found = list(waiting[: PAGE + 1])
    done = [] if after else list(rows.filter(settled_at__isnull=False).order_by("-settled_at", "-pk")[:DONE])
    shown = found[:PAGE]
    older = f"{shown[-1].due_at.isoformat()}~{shown[-1].pk}" if len(found) > PAGE else ""
    lines = _lines(viewer, [*shown, *done])
    return ToReview(lines[: len(shown)], lines[len(shown) :], older)


def one(viewer: Viewer, opening_id: UUID) -> Line:
    row = visible(viewer, UnrelatedOpening).select_related("user", "agency").filter(pk=opening_id).first()
    if row is None:
        raise NotHere
    return _lines(viewer, [row])[0]


def reviews(viewer: Viewer, opening: UnrelatedOpening) -> list[OpeningReview]:
    rows = visible(viewer, OpeningReview).filter(opening=opening).select_related("reviewed_by")
    return list(rows.order_by("created_at", "pk")[:DONE])


def _lines(viewer: Viewer, rows: list[UnrelatedOpening]) -> list[Line]:
    known = headers(viewer, {row.child_id for row in rows})
    said = _said(viewer, rows)
    names = {child_id: child.name for child_id, child in known.items()}
    return [Line(row, names.get(row.child_id, ""), in_order(row.grounds), _of(row, said)) for row in rows]


def _said(viewer: Viewer, rows: list[UnrelatedOpening]) -> list[ReasonGiven]:
    if not rows:
        return []
    given = visible(viewer, ReasonGiven).filter(
        user_id__in={row.user_id for row in rows},
        child_id__in={row.child_id for row in rows},
        created_at__gte=min(row.first_at for row in rows) - timedelta(days=1),
    )
    return list(given.order_by("created_at")[: PAGE * 10])


def _of(row: UnrelatedOpening, said: list[ReasonGiven]) -> list[ReasonGiven]:
    """What its reader said from a day before they opened it until the day after."""
    first, last = row.first_at - timedelta(days=1), row.last_at + timedelta(days=1)
    mine = (one for one in said if one.user_id == row.user_id and one.child_id == row.child_id)
    return [one for one in mine if first <= one.created_at <= last]


def _after(text: str) -> Q:
    at, _, pk = text.partition("~")
    try:
        due, last = instant(at), UUID(pk)
    except ValueError:
        return Q()
    return Q(due_at__gt=due) | Q(due_at=due, pk__gt=last)

"""The record itself, and the children of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from ..models import (
    Child,
    Opened,
)

MANY = 200


# -- the child and the header -----------------------------------------------------------------------------------------


def child(viewer: Viewer, child_id: UUID) -> Child:
    """The record, or the same answer as for none."""
    found = asked_child(viewer, child_id)
    if not found:
        raise NotHere
    return found[0]


@question
def asked_child(viewer: Viewer, child_id: UUID) -> QuerySet[Child]:
    return visible(viewer, Child).filter(pk=child_id, set_aside_at=None)


def opens(viewer: Viewer, child_id: UUID) -> bool:
    """Whether the record opens to the viewer."""
    return bool(kept_open(viewer, child_id))


@question
def kept_open(viewer: Viewer, child_id: UUID) -> QuerySet[Child, Any]:
    """The record's id, once, if it opens to the viewer and was not set aside for another."""
    return visible(viewer, Child).filter(pk=child_id, set_aside_at=None).values_list("pk")[:1]


def headers(viewer: Viewer, child_ids: Iterable[UUID]) -> dict[UUID, Child]:
    """The records of many children at once, for lists; those hidden are left out."""
    return {row.pk: row for row in _children(viewer, tuple(child_ids)[:MANY])}


@question
def _children(viewer: Viewer, child_ids: tuple[UUID, ...]) -> QuerySet[Child]:
    return visible(viewer, Child).filter(pk__in=child_ids)


def holds_today() -> Q:
    """Rows that hold today: without days, or between them."""
    day = today()
    return (Q(from_date=None) | Q(from_date__lte=day)) & (Q(until=None) | Q(until__gte=day))


def recent(viewer: Viewer, limit: int = 12) -> list[Child]:
    """The records this person opened last, as far as they still may."""
    ids = _last_opened(viewer, limit * 2)
    found = {row.pk: row for row in _children(viewer, tuple(ids)) if row.set_aside_at is None}
    return [found[pk] for pk in ids if pk in found][:limit]


@question
def _last_opened(viewer: Viewer, limit: int) -> QuerySet[Opened, UUID]:
    return visible(viewer, Opened).order_by("-at").values_list("child_id", flat=True)[:limit]

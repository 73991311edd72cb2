"""The parts of a record: names, numbers, the summary, what is sensitive, and one part by its id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from ..models import (
    ChildName,
    Edit,
    Identifier,
    IdentityLink,
    SensitiveFact,
    Summary,
)
from .child import MANY

# -- parts ------------------------------------------------------------------------------------------------------------


def summary(viewer: Viewer, child_id: UUID) -> Summary | None:
    return next(iter(asked_summary(viewer, child_id)), None)


@question
def asked_summary(viewer: Viewer, child_id: UUID) -> QuerySet[Summary]:
    return visible(viewer, Summary).filter(child_id=child_id).order_by("pk")[:1]


def rows_of(viewer: Viewer, model: Any, child_id: UUID) -> list[Any]:
    """A list of the record that has days: what holds today first, then what came before."""
    rows = visible(viewer, model).filter(child_id=child_id).order_by("-from_date", "-created_at")[:MANY]
    day = today()
    return sorted(rows, key=lambda row: bool(getattr(row, "until", None) and row.until < day))


def other_names(viewer: Viewer, child_id: UUID) -> list[ChildName]:
    return list(visible(viewer, ChildName).filter(child_id=child_id, removed_at=None).order_by("kind", "pk")[:MANY])


def numbers(viewer: Viewer, child_id: UUID) -> list[Identifier]:
    return list(visible(viewer, Identifier).filter(child_id=child_id, removed_at=None).order_by("kind", "pk")[:MANY])


@question
def sensitive(viewer: Viewer, child_id: UUID) -> QuerySet[SensitiveFact]:
    rows = visible(viewer, SensitiveFact).filter(child_id=child_id, removed_at=None)
    return rows.order_by("kind", "pk")[:MANY]


def held(viewer: Viewer, child_id: UUID, readable: Sequence[SensitiveFact]) -> tuple[str, ...]:
    """For the lead worker: whom to ask about what is held and not theirs to read, where that is itself safe (H21)."""
    seen = {fact.pk for fact in readable}
    rows = SensitiveFact.objects.filter(partnership_id=viewer.here, child_id=child_id, removed_at=None).exclude(ask="")
    return tuple(f"Something is held: ask {row.ask}." for row in rows.only("pk", "ask") if row.pk not in seen)


def links_of(viewer: Viewer, child_id: UUID) -> list[IdentityLink]:
    """What has been joined to this record, undone joinings too."""
    return list(visible(viewer, IdentityLink).filter(child_id=child_id).order_by("-created_at")[:MANY])


def link_of(viewer: Viewer, source_kind: str, source_id: UUID) -> IdentityLink | None:
    """The record that a typed child is joined to now."""
    rows: QuerySet[IdentityLink] = visible(viewer, IdentityLink).select_related("child")
    return rows.filter(source_kind=source_kind, source_id=source_id, undone_at=None).first()


def part(viewer: Viewer, model: Any, child_id: UUID, part_id: UUID) -> Any:
    """One row of a list of the record."""
    row = visible(viewer, model).filter(child_id=child_id, pk=part_id).first()
    if row is None:
        raise NotHere
    return row


def sensitive_fact(viewer: Viewer, child_id: UUID, fact_id: UUID) -> SensitiveFact:
    row = visible(viewer, SensitiveFact).filter(pk=fact_id, child_id=child_id, removed_at=None).first()
    if row is None:
        raise NotHere
    return row


def edit_of(viewer: Viewer, child_id: UUID, edit_id: UUID) -> Edit:
    """An edit the viewer made. Somebody else's is not there."""
    found = visible(viewer, Edit).filter(child_id=child_id, pk=edit_id).first()
    if found is None:
        raise NotHere
    return found

"""Opening a record: audited, and kept for the reader's own list of recent records."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from holdfast.audit.action import action
from holdfast.audit.record import Kind, read, record
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from ..models import Child
from ..types import Results

_KEEP = (
    "INSERT INTO records_opened (id, partnership_id, created_at, user_id, child_id, at) VALUES (%s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (partnership_id, user_id, child_id) DO UPDATE SET at = EXCLUDED.at"
)


@action
def note_previewed(*, by: Viewer, child: Child, through: UUID, page: str) -> UUID:
    """Say that a manager looked at the record through somebody else's eyes: the manager's looking, and nobody else's."""
    read(by, "child.preview", child, child_id=child.pk, through=str(through), page=page)
    return child.pk


@action
def note_lists_previewed(*, by: Viewer, through: UUID, page: str, shown: Iterable[UUID]) -> None:
    """Say that a manager looked at somebody's lists through their eyes, and what stood there."""
    record(by, "lists.preview", kind=Kind.READ, through=str(through), page=page, shown=[str(one) for one in shown])


@action
def note_opened(*, by: Viewer, child: Child, page: str = "record") -> UUID:
    """Say that somebody opened the record, and put it first in their recent ones."""
    at = now()
    if by.is_person:
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [new_id(), by.partnership_id, at, by.person_id, child.pk, at])
    read(by, "child.open", child, child_id=child.pk, page=page)
    return child.pk


@action
def note_search(*, by: Viewer, results: Results) -> None:
    """Say that somebody searched, and which records were shown to them. The words they typed may be a name, and are not kept."""
    record(by, "children.search", kind=Kind.READ, found=[str(one.child_id) for one in results.found], more=results.more)

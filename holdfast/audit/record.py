"""Writes audit events. A write's event stands in the same transaction as the write."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from holdfast.kernel.acting import acting_as, current_viewer
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from .models import Event, Kind

# How many events the action now running has recorded; see action.py.
_recorded: ContextVar[int] = ContextVar("audit_recorded", default=0)
# How many reads, copies and searches of people were recorded by the request that is answered now; see config/reads.py.
reads_recorded: ContextVar[int] = ContextVar("audit_reads_recorded", default=0)

_INSERT = (
    "INSERT INTO audit_event (at, kind, verb, partnership_id, person_id, agency_id, system, subject_kind, subject_id,"
    " child_id, detail, request_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)"
)


def record(
    by: Viewer,
    verb: str,
    subject: Model | None = None,
    *,
    child_id: UUID | None = None,
    kind: Kind = Kind.WRITE,
    **detail: Any,
) -> None:
    """Say that something was done.

    verb: a stable key such as "referral.submit". subject: the row it was done to.
    detail: ids, keys, counts and field names only; never what was written.
    """
    _insert(
        by,
        kind,
        verb,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        child_id=child_id,
        detail=detail,
    )
    _recorded.set(_recorded.get() + 1)


def read(by: Viewer, verb: str, subject: Model, *, child_id: UUID | None = None, **detail: Any) -> None:
    """Say that a person's record was opened."""
    record(by, verb, subject, child_id=child_id, kind=Kind.READ, **detail)


def listed(by: Viewer, verb: str, shown: Iterable[UUID]) -> None:
    """Say that a list with people in it was shown, and the ids of its rows. A list with nobody in it is no read."""
    ids = [str(one) for one in shown]
    if ids:
        record(by, verb, kind=Kind.READ, shown=ids)


def refusal(by: Viewer, verb: str, **detail: Any) -> None:
    """Say that somebody was refused. Call it after the refused transaction has been rolled back: it opens its own."""
    if connection.in_atomic_block and by == current_viewer():
        with transaction.atomic():
            _insert(by, Kind.REFUSAL, verb, detail=detail)
        return
    with acting_as(by):
        _insert(by, Kind.REFUSAL, verb, detail=detail)


def _insert(
    by: Viewer,
    kind: Kind,
    verb: str,
    *,
    subject_kind: str = "",
    subject_id: Any = None,
    child_id: UUID | None = None,
    detail: dict[str, Any],
) -> None:
    if kind in (Kind.READ, Kind.RELEASE):
        reads_recorded.set(reads_recorded.get() + 1)
    # Plain SQL: the writer need not be able to read what was written, so nothing is returned.
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                now(),
                kind.value,
                verb,
                by.partnership_id,
                by.person_id,
                by.agency_id,
                by.system,
                subject_kind,
                subject_id if isinstance(subject_id, UUID) else None,
                child_id,
                _json(detail),
                by.request_id,
            ],
        )


def _json(detail: dict[str, Any]) -> str:
    from django.core.serializers.json import DjangoJSONEncoder

    return DjangoJSONEncoder().encode(detail)


__all__ = ["Event", "Kind", "listed", "read", "record", "refusal"]

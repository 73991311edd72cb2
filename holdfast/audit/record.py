"""Writes audit events. A write's event stands in the same transaction as the write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
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
    " child_id, detail, request_id) VALUES "
)
_VALUES = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)"


@dataclass(frozen=True)
class Done:
    """One of several things that were done at once, each with an event of its own. As the arguments of `record`."""

    subject: Model | None = None
    child_id: UUID | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


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
    _insert(by, kind, verb, [Done(subject, child_id, detail)])
    _recorded.set(_recorded.get() + 1)


def record_each(by: Viewer, verb: str, done: Sequence[Done], *, kind: Kind = Kind.WRITE) -> None:
    """Say of several things that each was done: as many events as there are things, in their order, in one journey."""
    if done:
        _insert(by, kind, verb, done)
        _recorded.set(_recorded.get() + len(done))


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
            _insert(by, Kind.REFUSAL, verb, [Done(detail=detail)])
        return
    with acting_as(by):
        _insert(by, Kind.REFUSAL, verb, [Done(detail=detail)])


def _insert(by: Viewer, kind: Kind, verb: str, done: Sequence[Done]) -> None:
    if kind in (Kind.READ, Kind.RELEASE):
        reads_recorded.set(reads_recorded.get() + len(done))
    at = now()
    values = [value for one in done for value in _values(by, kind, verb, at, one)]
    # Plain SQL: the writer need not be able to read what was written, so nothing is returned.
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([_VALUES] * len(done)), values)


def _values(by: Viewer, kind: Kind, verb: str, at: datetime, one: Done) -> Iterator[Any]:
    subject_id = one.subject.pk if one.subject is not None else None
    yield from (at, kind.value, verb, by.partnership_id, by.person_id, by.agency_id, by.system)
    yield one.subject._meta.label_lower if one.subject is not None else ""
    yield subject_id if isinstance(subject_id, UUID) else None
    yield from (one.child_id, _json(one.detail), by.request_id)


def _json(detail: Mapping[str, Any]) -> str:
    from django.core.serializers.json import DjangoJSONEncoder

    return DjangoJSONEncoder().encode(dict(detail))


__all__ = ["Done", "Event", "Kind", "listed", "read", "record", "record_each", "refusal"]

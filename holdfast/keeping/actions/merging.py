"""Making two records one, and parting them again with everything back where it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import merging as missing
from holdfast.records import search
from holdfast.records.models import Child, ChildName, Person
from holdfast.records.types import NameKind

from .. import policies
from ..comparing import both
from ..models import Merge

JOB = "keeping.merge"
KINDS: dict[str, Any] = {"child": Child, "person": Person}


@contextmanager
def working(by: Viewer) -> Iterator[Viewer]:
    """The rows are moved as a job: whoever merges need not be able to read each of them."""
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        yield job


@action
def merge(*, by: Viewer, kind: str, survivor_id: UUID, merged_id: UUID, why: str) -> Merge:
    """Make two records one. What was on the merged record moves to the survivor; its old address leads there."""
    policies.check_can_merge(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say how you know that these are the same")])
    if survivor_id == merged_id:
        raise Refused("These are one record already. Choose two.")
    both(by, kind, survivor_id, merged_id)
    with working(by) as job:
        if kind == "child":
            missing.hold(survivor_id, merged_id)
        _lock(job, kind, survivor_id, merged_id)
        if kind == "child":
            missing.before_merge(job, survivor_id, merged_id)
        made = Merge.objects.create(
            partnership_id=job.here,
            kind=kind,
            survivor_id=survivor_id,
            merged_id=merged_id,
            why=why.strip(),
            merged_by_id=by.person_id,
        )
        _move(made, back=False)
        made.refresh_from_db()
        if kind == "child":
            _set_aside(job, made)
            missing.after_merge(by, survivor_id, merged_id, why.strip())
    record(by, f"{kind}.merge", made, child_id=survivor_id if kind == "child" else None, rows=made.rows)
    return made


def _lock(job: Viewer, kind: str, *ids: UUID) -> None:
    """Two people who merge at once wait for one another; a record that was merged meanwhile is merged no more."""
    rows = KINDS[kind].objects.select_for_update().filter(partnership_id=job.here, pk__in=ids).order_by("pk")
    if len(rows) != len(ids):
        raise NotHere
    if Merge.objects.filter(partnership_id=job.here, merged_id__in=ids, undone_at=None).exists():
        raise Refused("One of these has been merged into another record already. Open that one.")


def _move(made: Merge, *, back: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT keeping_move(%s, %s)", [made.pk, back])


def _set_aside(job: Viewer, made: Merge) -> None:
    survivor, merged = (Child.objects.get(partnership_id=job.here, pk=pk) for pk in (made.survivor_id, made.merged_id))
    merged.change(seen=None, set_aside_at=now())
    if (merged.given.lower(), merged.family.lower()) != (survivor.given.lower(), survivor.family.lower()) and merged.name:
        other = ChildName.objects.create(
            partnership_id=job.here,
            child=survivor,
            kind=NameKind.ALIAS,
            given=merged.given,
            family=merged.family,
            note="The name on the record that was merged into this one",
        )
        made.change(seen=None, name_id=other.pk)
    search.refresh(merged)
    search.refresh(survivor)


@action
def undo_merge(*, by: Viewer, made: Merge, why: str) -> Merge:
    """Part two records again. Every row that moved goes back; what was written since stays where it was written."""
    policies.check_can_merge(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say why these are not the same")])
    with working(by) as job:
        if made.kind == "child":
            missing.hold(made.survivor_id, made.merged_id)
        made = Merge.objects.select_for_update().get(pk=made.pk, partnership_id=job.here)
        if made.undone_at is not None:
            raise Refused("These have been parted already.")
        if Merge.objects.filter(partnership_id=job.here, merged_id=made.survivor_id, undone_at=None).exists():
            raise Refused("The record they were merged into was itself merged into another. Part that first.")
        _move(made, back=True)
        made.change(seen=None, undone_at=now(), undone_by_id=by.person_id, undone_why=why.strip())
        if made.kind == "child":
            _take_up(job, made)
            missing.after_parting(by, job, made.survivor_id, made.merged_id, why.strip())
    record(by, f"{made.kind}.undo-merge", made, child_id=made.merged_id if made.kind == "child" else None, rows=made.rows)
    return made


def _take_up(job: Viewer, made: Merge) -> None:
    if made.name_id is not None:
        ChildName.objects.filter(partnership_id=job.here, pk=made.name_id).update(removed_at=now())
    survivor, merged = (Child.objects.get(partnership_id=job.here, pk=pk) for pk in (made.survivor_id, made.merged_id))
    merged.change(seen=None, set_aside_at=None)
    search.refresh(merged)
    search.refresh(survivor)

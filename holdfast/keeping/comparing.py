"""Two records side by side: what each says, where they differ, and what would move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child, Person

from . import policies
from .copying import words_of
from .models import Merge
from .moving import columns

JOB = "keeping.merge"
KINDS: dict[str, Any] = {"child": Child, "person": Person}


@dataclass(frozen=True)
class Difference:
    """One question and both answers."""

    label: str
    survivor: str
    merged: str

    @property
    def differs(self) -> bool:
        return self.survivor != self.merged


@dataclass(frozen=True)
class Comparison:
    survivor: Any
    merged: Any
    answers: tuple[Difference, ...]
    moves: tuple[tuple[str, int], ...]


def both(viewer: Viewer, kind: str, survivor_id: UUID, merged_id: UUID) -> tuple[Any, Any]:
    """Both records, for somebody who may merge them: MASH as far as it may open them, information governance any."""
    policies.check_can_merge(viewer)
    if kind not in KINDS:
        raise NotHere
    if viewer.may(Grant.SCREEN):
        return _pair(visible(viewer, KINDS[kind]), kind, survivor_id, merged_id)
    with acting_as(Viewer.job(JOB, viewer.here)) as job:
        return _pair(KINDS[kind].objects.filter(partnership_id=job.here), kind, survivor_id, merged_id)


def _pair(rows: Any, kind: str, *ids: UUID) -> tuple[Any, Any]:
    if kind == "child":
        rows = rows.filter(set_aside_at=None)
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    if len(found) != len(set(ids)):
        raise NotHere
    return found[ids[0]], found[ids[1]]


def compare(viewer: Viewer, kind: str, survivor_id: UUID, merged_id: UUID) -> Comparison:
    survivor, merged = both(viewer, kind, survivor_id, merged_id)
    left, right = dict(words_of(survivor)), dict(words_of(merged))
    labels = [*left, *(label for label in right if label not in left)]
    answers = tuple(Difference(label, left.get(label, ""), right.get(label, "")) for label in labels)
    with acting_as(Viewer.job(JOB, viewer.here)) as job:
        counts: dict[str, int] = {}
        for one in columns():
            if one.kind == kind:
                rows = one.model._default_manager.filter(**{"partnership_id": job.here, one.attribute: merged_id})
                name = str(one.model._meta.verbose_name_plural).capitalize()
                counts[name] = counts.get(name, 0) + rows.count()
    return Comparison(survivor, merged, answers, tuple((name, count) for name, count in counts.items() if count))


def leads_to(viewer: Viewer, child_id: UUID) -> UUID | None:
    """The record that a merged one's old address leads to, where the viewer may open it; else none, as for no record."""
    if not viewer.is_person or viewer.partnership_id is None:
        return None
    survivor = child_id
    with acting_as(Viewer.job(JOB, viewer.here)) as job:
        while (further := _survivor(job, survivor)) is not None:
            survivor = further
    if survivor == child_id or not visible(viewer, Child).filter(pk=survivor, set_aside_at=None).exists():
        return None
    return survivor


def _survivor(job: Viewer, merged_id: UUID) -> UUID | None:
    rows = Merge.objects.filter(partnership_id=job.here, kind="child", merged_id=merged_id, undone_at=None)
    return rows.values_list("survivor_id", flat=True).first()

"""Two records of children are made one, or parted again: what that means for their missing episodes, at once."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.record import record
from holdfast.kernel.viewer import Viewer
from holdfast.work.actions import withdraw
from holdfast.work.clocks import stop_all

from . import calling, pattern
from .history import hold_child
from .models import Intervention

MERGED, PARTED = "two records of this child were made one", "two records were parted"


def hold(*child_ids: UUID) -> None:
    """Nobody else changes these children's episodes until the merge is done. Held in one order, before anything else is."""
    for child_id in sorted(child_ids):
        hold_child(child_id)


def before_merge(job: Viewer, survivor_id: UUID, merged_id: UUID) -> None:
    """Of two open meetings one stays: that of the record that stays. The other joins it, and its limit with it."""
    rows = Intervention.objects.filter(partnership_id=job.here, state="open", joined_to=None)
    stays, joins = (rows.filter(child_id=child_id).first() for child_id in (survivor_id, merged_id))
    if stays is None or joins is None:
        return
    joins.change(seen=None, joined_to_id=stays.pk)
    if stays.called_on is None:
        stays.change(seen=None, **{name: getattr(joins, name) for name in ("called_on", "counted", "rule", "late_why")})
    stop_all(by=job, subject=joins)
    withdraw(by=job, subject=joins)
    record(job, "missing.intervention.joined", joins, child_id=merged_id, into=str(stays.pk))


def after_merge(by: Viewer, survivor_id: UUID, merged_id: UUID, why: str) -> None:
    pattern.look_again(by, [survivor_id, merged_id], why=why, cause=MERGED)


def after_parting(by: Viewer, job: Viewer, survivor_id: UUID, merged_id: UUID, why: str) -> None:
    """A meeting that had joined the other, and waits for a person still, stands on its own again."""
    rows = Intervention.objects.filter(partnership_id=job.here, state="open", child_id=merged_id)
    joined = rows.filter(joined_to__isnull=False).order_by("-raised_at").first()
    if joined is not None and not rows.filter(joined_to=None).exists():
        joined.change(seen=None, joined_to_id=None)
        calling.stand_again(job, joined)
    pattern.look_again(by, [survivor_id, merged_id], why=why, cause=PARTED)

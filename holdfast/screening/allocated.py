"""Which social worker has a child, and who manages that worker."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.models import Membership
from holdfast.access.policies import in_force
from holdfast.kernel.viewer import Viewer
from holdfast.records import queries


def allocated_worker(by: Viewer, child_record: UUID | None) -> UUID | None:
    """The worker to whom the child is allocated today; None when nobody has the child, or the child is not yet known."""
    if child_record is None:
        return None
    worker = queries.allocated_worker(child_record, by.here)
    return worker.user_id if worker is not None else None


def manager_of(by: Viewer, user_id: UUID) -> UUID | None:
    """The worker's supervisor in the post they hold."""
    posts = Membership.objects.filter(
        in_force(), partnership_id=by.here, user_id=user_id, supervisor__isnull=False, supervisor__is_active=True
    )
    return posts.order_by("-from_date").values_list("supervisor_id", flat=True).first()


def team_of(by: Viewer, user_id: UUID) -> UUID | None:
    """The worker's team: whoever is on duty there answers when the worker is away."""
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, user_id=user_id, team__isnull=False)
    return posts.order_by("-from_date").values_list("team_id", flat=True).first()

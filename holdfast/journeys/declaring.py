"""Somebody who works here says that they know a child outside work: the record closes to them, and a manager is told (H10)."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.models import Exclusion
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies
from holdfast.records.types import Known

from .people import tell_managers


@action
def declare(*, by: Viewer, child_id: UUID, known: str, note: str = "") -> UUID:
    """Shut the one who says so out of this case at once. A manager may let them in again, with a reason."""
    policies.check_can_read(by, child_id)
    if known not in Known.values:
        raise Faulty([Fault("known", "Say how you know them")])
    why = f"Says so: {Known(known).label.lower()}. {note.strip()}".strip()
    system = Viewer.job("records.declared", by.here)
    with acting_as(system):
        # One row for what they say of themself: said again after a manager let them in, it shuts them out anew.
        Exclusion.objects.update_or_create(
            partnership_id=by.here,
            child_id=child_id,
            user_id=by.me,
            about_id=by.me,
            defaults={"why": why, "certain": False, "lifted_at": None, "lifted_by": None, "lifted_why": ""},
        )
        tell_managers(by=system, child_id=child_id)
    record(by, "child.declare", None, child_id=child_id, known=known)
    return child_id

"""What MASH decided for a child whose record the viewer may open."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.kernel.viewer import Viewer

from .models import Decision


def decisions_of_child(viewer: Viewer, child_id: UUID) -> list[Decision]:
    """Every decision, the newest first, with what it supersedes."""
    # By the record the screening is joined to now: a decision follows the child when a wrong joining is undone.
    rows = visible(viewer, Decision).filter(screening__child_record=child_id)
    rows = rows.select_related("referral", "proposed_by", "ratified_by", "superseded_by")
    return list(rows.defer("referral__document").order_by("-created_at", "-pk")[:100])

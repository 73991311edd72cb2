"""Reading the drawings of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.documents.models import State, StoredFile
from holdfast.kernel.viewer import Viewer

from .drawing_models import Drawing
from .drawing_policies import can_take_off
from .models import Meeting
from .types import DrawingReaders


@dataclass(frozen=True)
class Shown:
    """A drawing, and how its picture stands: "ready", "waiting" until it is checked, "none" where it opens to nobody."""

    row: Drawing
    picture: str
    may_take_off: bool

    @property
    def kept_to_few(self) -> bool:
        return self.row.readers == DrawingReaders.CHAIR


def drawings(viewer: Viewer, meeting_id: UUID) -> dict[UUID, Drawing]:
    """Those the viewer may see, by the view they belong to."""
    rows = visible(viewer, Drawing).filter(meeting_id=meeting_id).select_related("taken_off_by")
    return {row.view_id: row for row in rows}


def shown(viewer: Viewer, meeting: Meeting) -> dict[UUID, Shown]:
    """The same, as the page of the meeting shows them."""
    rows = drawings(viewer, meeting.pk)
    files = visible(viewer, StoredFile).filter(pk__in=[row.file_id for row in rows.values()]) if rows else ()
    states = {file.pk: file.state for file in files}
    found = {}
    for view_id, row in rows.items():
        row.meeting = meeting
        found[view_id] = Shown(
            row, _picture(row, states.get(row.file_id, "")), row.taken_off_at is None and can_take_off(viewer, row)
        )
    return found


def _picture(row: Drawing, state: str) -> str:
    if row.taken_off_at is not None:
        return "none"
    return {State.READY.value: "ready", State.WAITING.value: "waiting"}.get(state, "none")

"""Who sees a drawing, and who takes it off."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from holdfast.access import asking
from holdfast.access.visibility import readable, visible
from holdfast.documents.policies import kept_from, opens_with
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .drawing_models import Drawing
from .policies import RUN, _asked, open_to, runs
from .types import DrawingReaders


@readable(Drawing)
def drawings(viewer: Viewer) -> Q | None:
    """With the meeting, where its maker said so; else those who run it, and whoever wrote it down."""
    opens = open_to(viewer, "meeting__")
    if opens is None or viewer.system:
        return opens
    return opens & (Q(readers=DrawingReaders.MEETING) | Q(given_by_id=viewer.person_id) | _asked(viewer, "meeting_id", RUN))


@opens_with("meetings.drawing")
def files_of_drawings(viewer: Viewer) -> Q | None:
    """The file of a drawing, with the drawing."""
    standing = visible(viewer, Drawing).filter(pk=OuterRef("subject_id"), file_id=OuterRef("pk"), taken_off_at=None)
    return Q(Exists(standing))


@kept_from("meetings.drawing")
def files_kept_from(viewer: Viewer) -> Q | None:
    """Also when it is locked, a drawing is kept from whoever is a person of the child's case."""
    theirs = Drawing.objects.filter(asking.not_shut_out(viewer, "meeting__child_id"), partnership_id=viewer.here)
    return ~Q(Exists(theirs.filter(pk=OuterRef("subject_id"))))


def check_can_take_off(viewer: Viewer, drawing: Drawing) -> None:
    if not (viewer.system or drawing.given_by_id == viewer.person_id or runs(viewer, drawing.meeting)):
        raise Refused("Whoever brought this drawing takes it off, or those who run the meeting.")


can_take_off = asks(check_can_take_off)

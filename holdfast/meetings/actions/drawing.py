"""A drawing is kept with the view it belongs to, seen, and taken off."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import read, record
from holdfast.documents import actions as documents
from holdfast.documents import content, pictures
from holdfast.documents.models import StoredFile
from holdfast.documents.policies import check_can_open
from holdfast.documents.queries import content_of
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from ..drawing_models import Drawing
from ..drawing_policies import check_can_take_off
from ..models import View
from ..types import DrawingReaders

PURPOSE = "meetings.drawing"
NAME = "Drawing"  # the name that a file came with may say whose it is
LONGEST = 1000
NO_PICTURE = "This is not a picture. Choose a JPEG, PNG, GIF, WebP or HEIC."
NO_WORDS = "Write what they say it shows, for those who cannot see it"
NO_READERS = "Ask who may see it, and choose"


@dataclass(frozen=True)
class Drawn:
    """A drawing as it came: the picture, what its maker says it shows, and whom they let see it."""

    upload: UploadedFile
    says: str
    readers: str


def read_drawing(drawn: Drawn) -> content.Content:
    """The picture, drawn afresh, so that nothing it said of where and when it was taken comes along. Faulty where it is none."""
    faults = []
    given = None
    try:
        documents.check_size(drawn.upload)
        given = content.read(drawn.upload.read())
    except Refused as refused:
        faults.append(Fault("drawing", refused.sentence))
    if given is not None and not given.media_type.startswith("image/"):
        faults.append(Fault("drawing", NO_PICTURE))
    if not drawn.says.strip():
        faults.append(Fault("drawing_says", NO_WORDS))
    if drawn.readers not in DrawingReaders.values:
        faults.append(Fault("drawing_readers", NO_READERS))
    if faults or given is None:
        raise Faulty(faults)
    return pictures.fitted(given)


def keep_drawing(by: Viewer, view: View, drawn: Drawn, read_as: content.Content) -> Drawing:
    """Sealed, checked for viruses where a scanner is, and shown with its view from now on."""
    made = Drawing(
        partnership_id=by.here,
        meeting_id=view.meeting_id,
        view=view,
        says=drawn.says.strip()[:LONGEST],
        readers=DrawingReaders(drawn.readers),
        given_by_id=by.person_id,
    )
    made.file_id = documents.keep(by=by, name=NAME, read=read_as, purpose=PURPOSE, subject=made).pk
    made.save(force_insert=True)
    return made


@action
def open_drawing(*, by: Viewer, drawing_id: UUID) -> tuple[str, bytes]:
    """What it is and its bytes, for somebody who may see it: that they saw it is written down."""
    drawing = drawing_of(by, drawing_id)
    file = visible(by, StoredFile).filter(pk=drawing.file_id).first()
    if file is None:
        raise NotHere
    check_can_open(file)
    read(by, "meeting.drawing-seen", drawing, child_id=drawing.meeting.child_id)
    return file.media_type, content_of(file)


@action
def take_drawing_off(*, by: Viewer, drawing_id: UUID, why: str) -> Drawing:
    """The picture is destroyed for good. That there was one, what it showed, who took it off and why stays."""
    drawing = drawing_of(by, drawing_id)
    check_can_take_off(by, drawing)
    if not why.strip():
        raise Faulty([Fault("reason", "Say why it is taken off")])
    file = visible(by, StoredFile).filter(pk=drawing.file_id).first()
    if file is not None:
        documents.take_off(by=by, file=file)
    drawing.change(seen=None, taken_off_at=now(), taken_off_by_id=by.person_id, why_off=why.strip()[:LONGEST])
    record(by, "meeting.drawing-off", drawing, child_id=drawing.meeting.child_id)
    return drawing


def drawing_of(by: Viewer, drawing_id: UUID) -> Drawing:
    """A drawing that stands."""
    found = visible(by, Drawing).select_related("meeting").filter(pk=drawing_id, taken_off_at=None).first()
    if found is None:
        raise NotHere
    return found

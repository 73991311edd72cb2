"""A picture of a child is given, turned, cut, kept to some readers, taken off, and seen."""

from __future__ import annotations

from datetime import date
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
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer

from ..plan_models import PictureKind, PictureReaders, PlanPicture
from ..plan_policies import check_can_keep

PURPOSE = "missing.plan-picture"
NAME = "Picture"  # the name that a file came with may say whose it is


@action
def add_picture(
    *, by: Viewer, child_id: UUID, upload: UploadedFile, kind: str, readers: str, taken_on: date | None = None
) -> PlanPicture:
    """Keep a picture in place of the one of its kind there was. What it said of where it was taken is left behind."""
    check_can_keep(by, child_id)
    documents.check_size(upload)
    given = content.read(upload.read())
    faults = _faults(kind, readers, taken_on)
    if not given.media_type.startswith("image/"):
        faults.append(Fault("picture", "This is not a picture. Choose a JPEG, PNG, GIF, WebP or HEIC."))
    if faults:
        raise Faulty(faults)
    return keep_picture(by, child_id, pictures.fitted(given), kind=kind, readers=readers, taken_on=taken_on)


def keep_picture(
    by: Viewer, child_id: UUID, given: content.Content, *, kind: str, readers: str, taken_on: date | None
) -> PlanPicture:
    """Seal it and show it from now on. Several marks may stand side by side; a face takes the place of the face before."""
    made = PlanPicture(partnership_id=by.here, child_id=child_id, kind=kind, readers=readers, taken_on=taken_on)
    made.given_by_id = by.person_id
    made.file_id = documents.keep(by=by, name=NAME, read=given, purpose=PURPOSE, subject=made).pk
    if kind != PictureKind.MARK:
        for one in visible(by, PlanPicture).filter(child_id=child_id, kind=kind, taken_off_at=None):
            _take_off(by, one)
    made.save(force_insert=True)
    record(by, "missing.picture-add", made, child_id=child_id, shows=str(kind))
    return made


def _faults(kind: str, readers: str, taken_on: date | None) -> list[Fault]:
    faults = []
    if kind not in PictureKind.values:
        faults.append(Fault("kind", "Choose what the picture shows."))
    if readers not in PictureReaders.values:
        faults.append(Fault("readers", "Choose who sees the picture."))
    if taken_on and taken_on > today():
        faults.append(Fault("taken_on", "The day on which it was taken is in the future. Check it."))
    return faults


@action
def change_picture(
    *,
    by: Viewer,
    child_id: UUID,
    picture_id: UUID,
    seen: int | None,
    kind: str,
    readers: str,
    taken_on: date | None,
    turn: int = 0,
    left: int = 0,
    top: int = 0,
    right: int = 0,
    bottom: int = 0,
) -> PlanPicture:
    """Turn it, cut it, say what it shows and who sees it. The sides are those of the picture as it is seen once turned."""
    check_can_keep(by, child_id)
    picture = picture_of(by, child_id, picture_id)
    if faults := _faults(kind, readers, taken_on):
        raise Faulty(faults)
    values: dict[str, object] = {"kind": kind, "readers": readers, "taken_on": taken_on}
    if turn or left or top or right or bottom:
        file, data = _opened(by, picture)
        made = pictures.cut(pictures.turned(data, turn).data, left=left, top=top, right=right, bottom=bottom)
        values["file_id"] = documents.keep(by=by, name=NAME, read=made, purpose=PURPOSE, subject=picture).pk
        documents.take_off(by=by, file=file)
    picture.change(seen=seen, **values)
    record(by, "missing.picture-change", picture, child_id=child_id, fields=sorted(values))
    return picture


@action
def take_picture_off(*, by: Viewer, child_id: UUID, picture_id: UUID) -> PlanPicture:
    """The picture goes from the plan, and its file for good."""
    check_can_keep(by, child_id)
    picture = picture_of(by, child_id, picture_id)
    _take_off(by, picture)
    record(by, "missing.picture-take-off", picture, child_id=child_id)
    return picture


def _take_off(by: Viewer, picture: PlanPicture) -> None:
    file = visible(by, StoredFile).filter(pk=picture.file_id).first()
    if file is not None:
        documents.take_off(by=by, file=file)
    picture.change(seen=None, taken_off_at=now())


@action
def open_picture(*, by: Viewer, child_id: UUID, picture_id: UUID) -> tuple[str, bytes]:
    """What a picture is and its bytes, for somebody who may see it: that they saw it is written down."""
    picture = picture_of(by, child_id, picture_id)
    file, data = _opened(by, picture)
    read(by, "missing.picture-seen", picture, child_id=child_id)
    return file.media_type, data


def picture_bytes(by: Viewer, child_id: UUID, picture_id: UUID) -> bytes:
    """The bytes alone, for paper: whoever prints says in one event that the plan left with its pictures."""
    return _opened(by, picture_of(by, child_id, picture_id))[1]


def _opened(by: Viewer, picture: PlanPicture) -> tuple[StoredFile, bytes]:
    file = visible(by, StoredFile).filter(pk=picture.file_id).first()
    if file is None:
        raise NotHere
    check_can_open(file)
    return file, content_of(file)


def picture_of(by: Viewer, child_id: UUID, picture_id: UUID) -> PlanPicture:
    """A picture that stands on the plan."""
    found = visible(by, PlanPicture).filter(pk=picture_id, child_id=child_id, taken_off_at=None).first()
    if found is None:
        raise NotHere
    return found

"""Finding files and opening them."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.record import read as recorded_read
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer

from . import sealing
from .models import StoredFile
from .policies import check_can_open
from .store import store

MOST_FILES = 50


def files_of(viewer: Viewer, subject_id: UUID) -> list[StoredFile]:
    """The files of one subject, the oldest first."""
    rows = visible(viewer, StoredFile).filter(subject_id=subject_id).order_by("created_at", "pk")
    return list(rows.defer("sealed_key")[:MOST_FILES])


def file(viewer: Viewer, file_id: UUID) -> StoredFile:
    """One file's row, for somebody who may open it."""
    found = visible(viewer, StoredFile).filter(pk=file_id).first()
    if found is None:
        raise NotHere()
    return found


def opened(viewer: Viewer, file_id: UUID) -> tuple[StoredFile, bytes]:
    """One file with its content. Opening is recorded; a locked file is refused."""
    found = file(viewer, file_id)
    check_can_open(found)
    recorded_read(viewer, "document.open", found)
    return found, content_of(found)


def content_of(found: StoredFile) -> bytes:
    """The bytes of a file whose row was read under a rule."""
    key = sealing.unseal(sealing.system_key(), bytes(found.sealed_key), f"key {found.pk}")
    return sealing.unseal(key, store().get(found.pk), f"file {found.pk}")

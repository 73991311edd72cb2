"""Finding files and opening them."""

from __future__ import annotations

import logging
from collections.abc import Collection
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.record import read as recorded_read
from holdfast.kernel.errors import NotHere, Unavailable
from holdfast.kernel.viewer import Viewer

from . import sealing
from .models import GONE, LockDecision, Original, Release, Sealed, State, StoredFile
from .policies import check_can_open
from .store import store

MOST_FILES = 50
MOST_LISTED = 100
AT_ONCE = 200
CANNOT_BE_READ = "This file is kept here, and it cannot be read just now. Tell whoever runs Holdfast, with the reference below."
log = logging.getLogger(__name__)


def files_of(viewer: Viewer, subject_id: UUID) -> list[StoredFile]:
    """The files of one subject, the oldest first."""
    rows = visible(viewer, StoredFile).filter(subject_id=subject_id).order_by("created_at", "pk")
    return list(rows.defer("sealed_key")[:MOST_FILES])


def file(viewer: Viewer, file_id: UUID) -> StoredFile:
    """One file's row, for somebody who may open it."""
    found = visible(viewer, StoredFile).filter(pk=file_id).select_related("given_by", "locked_by").first()
    if found is None:
        raise NotHere()
    return found


def opened(viewer: Viewer, file_id: UUID) -> tuple[StoredFile, bytes]:
    """One file with its content. Opening is recorded; a locked file is refused."""
    found = file(viewer, file_id)
    check_can_open(found)
    recorded_read(viewer, "document.open", found)
    return found, content_of(found)


def locked_files(viewer: Viewer) -> list[StoredFile]:
    """Files that wait for the police to say what becomes of them, the newest first."""
    rows = visible(viewer, StoredFile).filter(state=State.LOCKED).defer("sealed_key")
    return list(rows.order_by("-locked_at", "-pk")[:MOST_LISTED])


def evidence_files(viewer: Viewer) -> list[StoredFile]:
    """Files whose original is kept sealed, the newest first; locked ones stand with the locked."""
    rows = visible(viewer, StoredFile).filter(evidence=True).exclude(state__in=(State.LOCKED, *GONE)).defer("sealed_key")
    return list(rows.order_by("-created_at", "-pk")[:MOST_LISTED])


def lock_decisions(viewer: Viewer, found: StoredFile) -> list[LockDecision]:
    """What the police said about it, the newest first."""
    rows = visible(viewer, LockDecision).filter(file_id=found.pk).select_related("decided_by")
    return list(rows.order_by("-created_at", "-pk")[:MOST_FILES])


def original(viewer: Viewer, found: StoredFile) -> Original | None:
    """The sealed original beside it, where there is one: what is known of it, never what is in it."""
    return visible(viewer, Original).filter(file_id=found.pk).defer("sealed_key").first()


def releases(viewer: Viewer, kept: Original) -> list[Release]:
    """To whom the original was given, the newest first."""
    rows = visible(viewer, Release).filter(original_id=kept.pk).select_related("to")
    return list(rows.order_by("-created_at", "-pk")[:MOST_FILES])


def to_check(partnership_id: UUID) -> list[UUID]:
    """Files that wait for the virus scanner: those first that were asked about least, so that none holds up the others."""
    rows = StoredFile.objects.filter(partnership_id=partnership_id, state=State.WAITING)
    return list(rows.order_by("checks", "created_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


def without_bytes(partnership_id: UUID, kept: Collection[UUID]) -> int:
    """How many files and originals of a partnership should be in the store, and are not among what it keeps."""
    files = StoredFile.objects.filter(partnership_id=partnership_id).exclude(state__in=GONE)
    originals = Original.objects.filter(partnership_id=partnership_id).exclude(file__state__in=GONE)
    return sum(pk not in kept for rows in (files, originals) for pk in rows.values_list("pk", flat=True).iterator())


def content_of(found: Sealed) -> bytes:
    """The bytes of a file whose row was read under a rule.

    Raises Unavailable where they are lost or damaged: whoever runs the system reads in its log which file it is.
    """
    try:
        return sealing.unseal(key_of(found), store().get(found.pk), f"file {found.pk}")
    except (sealing.Unreadable, OSError) as fault:
        log.error("The bytes of file %s cannot be read: %s. Look for them in a backup.", found.pk, type(fault).__name__)
        raise Unavailable(CANNOT_BE_READ) from fault


def key_of(found: Sealed) -> bytes:
    """A file's own key. Where the system's keys were changed since its row was read, the row is read once more."""
    try:
        return sealing.unwrap(found.sealed_with, bytes(found.sealed_key), str(found.pk))
    except sealing.OtherKey:
        found.refresh_from_db(fields=["sealed_with", "sealed_key"])
        return sealing.unwrap(found.sealed_with, bytes(found.sealed_key), str(found.pk))

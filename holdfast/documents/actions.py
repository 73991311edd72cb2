"""Keeping a file, locking it unseen, and taking back one that was never sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from . import content, sealing
from .models import State, StoredFile
from .store import store as kept


@action
def store(*, by: Viewer, upload: UploadedFile, purpose: str, subject: Model) -> StoredFile:
    """Keep a file somebody gave: its kind read from its content, cleaned, sealed.

    subject: what it belongs to; whoever may open that may open the file. Refused, in a sentence, when it is not taken.
    """
    check_size(upload)
    read = content.read(upload.read())
    return keep(by=by, name=upload.name or "", read=read, purpose=purpose, subject=subject)


def keep(*, by: Viewer, name: str, read: content.Content, purpose: str, subject: Model) -> StoredFile:
    """Seal what was read and keep it. The bytes go with the row: a change undone leaves none behind."""
    file_id, key = new_id(), sealing.new_key()
    file = StoredFile(
        id=file_id,
        partnership_id=by.here,
        name=safe_name(name, read.ending),
        media_type=read.media_type,
        size=len(read.data),
        digest=hashlib.sha256(read.data).hexdigest(),
        sealed_key=sealing.seal(sealing.system_key(), key, f"key {file_id}"),
        stripped=read.stripped,
        purpose=purpose,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        given_by_id=by.person_id,
        token_hash=by.token,
    )
    file.save(force_insert=True)
    kept().put(file_id, sealing.seal(key, read.data, f"file {file_id}"))
    record(by, "document.store", file, purpose=purpose, media_type=read.media_type, size=file.size)
    return file


def check_size(upload: UploadedFile) -> None:
    """Refuse what is empty or too large, before it is read."""
    limit = settings.FILE_SIZE_LIMIT
    if not upload.size:
        raise Refused("This file has nothing in it. Choose another.")
    if upload.size > limit:
        raise Refused(f"This file is too large. Attach one of {limit // (1024 * 1024)} MB or less.")


def safe_name(name: str, ending: str) -> str:
    """The name as given, without anything that could be read as a path, ending as the content is."""
    stem = re.sub(r"[^\w ()&',.-]+", " ", name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
    stem = re.sub(r"\s+", " ", re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem)).strip(" .") or "File"
    return f"{stem[:120]}.{ending}"


@action
def lock(*, by: Viewer, file: StoredFile) -> StoredFile:
    """Lock a file unseen: from now on nobody opens, exports or destroys it. Locking twice is no fault."""
    if not file.locked:
        file.change(seen=None, state=State.LOCKED, locked_at=now(), locked_by_id=by.person_id)
    record(by, "document.lock", file)
    return file


@action
def destroy_unsent(*, by: Viewer, file: StoredFile) -> None:
    """Take back a file that was attached and never sent. A locked one is kept until the police say otherwise."""
    if file.locked:
        raise Refused("This file is locked. Nobody destroys it before the police say so.")
    file.change(seen=None, state=State.REMOVED, name="")
    record(by, "document.destroy-unsent", file)
    transaction.on_commit(lambda: kept().remove(file.pk))


def forget(file_ids: Iterable[UUID]) -> None:
    """Destroy the bytes of files whose rows, and keys with them, are gone. Destroying what is not there is no fault."""
    for file_id in file_ids:
        kept().remove(file_id)

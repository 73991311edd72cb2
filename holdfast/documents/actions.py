"""Keeping a file, locking it unseen, and taking back one that was never sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Model
from procrastinate.exceptions import AlreadyEnqueued

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from . import content, scanner, sealing
from .models import LockDecision, Original, Release, State, StoredFile
from .policies import check_can_decide, check_can_lock, check_can_release
from .queries import content_of
from .store import store as kept


@action
def store(*, by: Viewer, upload: UploadedFile, purpose: str, subject: Model, evidence: bool = False) -> StoredFile:
    """Keep a file somebody gave: its kind read from its content, cleaned, sealed, and checked for viruses where a scanner is.

    subject: what it belongs to; whoever may open that may open the file. evidence: its original is kept sealed beside it.
    Refused, in a sentence, when it is not taken.
    """
    check_size(upload)
    given = upload.read()
    read = content.read(given)
    if not read.safe and not scanner.configured():
        raise Refused(content.NO_SCANNER)
    return keep(by=by, name=upload.name or "", read=read, purpose=purpose, subject=subject, original=given if evidence else None)


def keep(
    *, by: Viewer, name: str, read: content.Content, purpose: str, subject: Model, original: bytes | None = None
) -> StoredFile:
    """Seal what was read and keep it. The bytes go with the row: a change undone leaves none behind."""
    file_id, key = new_id(), sealing.new_key()
    sealed_with, sealed_key = sealing.wrap(key, str(file_id))
    file = StoredFile(
        id=file_id,
        partnership_id=by.here,
        name=safe_name(name, read.ending),
        media_type=read.media_type,
        size=len(read.data),
        digest=hashlib.sha256(read.data).hexdigest(),
        sealed_key=sealed_key,
        sealed_with=sealed_with,
        stripped=read.stripped,
        evidence=original is not None,
        purpose=purpose,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        given_by_id=by.person_id,
        token_hash=by.token,
        state=State.WAITING if scanner.configured() else State.READY,
    )
    file.save(force_insert=True)
    kept().put(file_id, sealing.seal(key, read.data, f"file {file_id}"))
    record(by, "document.store", file, purpose=purpose, media_type=read.media_type, size=file.size)
    if original is not None:
        _keep_original(by, file, original)
    if file.waiting:
        transaction.on_commit(_ask_for_a_check)
    return file


def _keep_original(by: Viewer, file: StoredFile, given: bytes) -> None:
    """The very bytes that came, under a key of their own, because they may be evidence (H20)."""
    original_id, key = new_id(), sealing.new_key()
    sealed_with, sealed_key = sealing.wrap(key, str(original_id))
    original = Original(
        id=original_id,
        partnership_id=by.here,
        file=file,
        media_type=file.media_type,
        size=len(given),
        digest=hashlib.sha256(given).hexdigest(),
        sealed_key=sealed_key,
        sealed_with=sealed_with,
    )
    original.save(force_insert=True)
    kept().put(original_id, sealing.seal(key, given, f"file {original_id}"))
    record(by, "document.keep-original", original, file=file.pk, size=len(given))


def _ask_for_a_check() -> None:
    """Have it checked at once. Where a check is under way already, that one or the next minute's takes it."""
    from .jobs import check_now

    with suppress(AlreadyEnqueued):
        check_now.defer()


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
    check_can_lock(file)
    if not file.locked:
        file.change(seen=None, state=State.LOCKED, locked_at=now(), locked_by_id=by.person_id)
    record(by, "document.lock", file)
    return file


@action
def decide_lock(
    *, by: Viewer, file: StoredFile, outcome: LockDecision.Outcome, reason: str, police_reference: str = ""
) -> LockDecision:
    """What the police say becomes of a locked file: opened again, or destroyed with its original."""
    current = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk, partnership_id=by.here)
    check_can_decide(by, current)
    made = LockDecision(
        partnership_id=by.here,
        file=current,
        outcome=outcome,
        reason=_reason(reason, "Say why, in a few words."),
        police_reference=police_reference.strip()[:100],
        decided_by_id=by.me,
    )
    made.save(force_insert=True)
    record(by, "document.decide-lock", current, outcome=outcome)
    if outcome == LockDecision.Outcome.DESTROY:
        _destroy(current, State.DESTROYED)
    else:
        unchecked = current.checked_at is None and scanner.configured()
        current.change(seen=None, state=State.WAITING if unchecked else State.READY)
    return made


@action
def release_original(*, by: Viewer, file: StoredFile, reason: str) -> tuple[Release, bytes]:
    """Give the original of a file to the police or the information lead, who say why. Each release is kept and audited (H20)."""
    check_can_release(by, file)
    original = visible(by, Original).filter(file_id=file.pk).first()
    if original is None or file.removed:
        raise NotHere()
    made = Release(
        partnership_id=by.here, original=original, to_id=by.me, reason=_reason(reason, "Say what the original is needed for.")
    )
    made.save(force_insert=True)
    record(by, "document.release-original", original, kind=Kind.RELEASE, file=file.pk, release=made.pk)
    return made, content_of(original)


def _reason(words: str, otherwise: str) -> str:
    said = words.strip()
    if not said:
        raise Faulty([Fault("reason", otherwise)])
    return said[:2000]


@action
def checked(*, by: Viewer, file_id: UUID, virus: str) -> None:
    """What the scanner said of a file that waited. An infected one opens for nobody; a file locked meanwhile stays locked."""
    waiting = StoredFile.objects.select_for_update(of=("self",)).filter(pk=file_id, partnership_id=by.here)
    file = waiting.filter(state__in=(State.WAITING, State.LOCKED)).first()
    if file is not None:
        state = file.state if file.locked else State.INFECTED if virus else State.READY
        file.change(seen=None, state=state, checked_at=now(), found=virus)
    record(by, "document.check", file, infected=bool(virus))


@action
def check_failed(*, by: Viewer, file_id: UUID) -> None:
    """The scanner gave no answer: the file goes on waiting, and the next run asks again."""
    StoredFile.objects.filter(pk=file_id, partnership_id=by.here).update(checks=F("checks") + 1)
    record(by, "document.check-failed", file=file_id)


@action
def destroy_unsent(*, by: Viewer, file: StoredFile) -> None:
    """Take back a file that was attached and never sent. A locked one is kept until the police say otherwise."""
    if file.locked:
        raise Refused("This file is locked. Nobody destroys it before the police say so.")
    _destroy(file, State.REMOVED)
    record(by, "document.destroy-unsent", file)


@action
def take_off(*, by: Viewer, file: StoredFile) -> None:
    """Destroy a file that what it belonged to no longer holds. A locked one is kept until the police say otherwise."""
    if file.locked:
        raise Refused("This file is locked. Nobody destroys it before the police say so.")
    _destroy(file, State.REMOVED)
    record(by, "document.take-off", file)


def _destroy(file: StoredFile, state: State) -> None:
    """The bytes go for good once the change is safe, and so do those of its original."""
    file.change(seen=None, state=state, name="")
    gone = [file.pk, *Original.objects.filter(file_id=file.pk).values_list("pk", flat=True)]
    for one in gone:
        transaction.on_commit(partial(kept().remove, one))


def forget(file_ids: Iterable[UUID]) -> None:
    """Destroy the bytes of files whose rows, and keys with them, are gone. Destroying what is not there is no fault."""
    for file_id in file_ids:
        kept().remove(file_id)

"""Makes a backup: every table at one moment, every stored file, the keys and the signed checkpoints, in one sealed file."""

from __future__ import annotations

import glob
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from gzip import GzipFile
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from holdfast.audit.action import action
from holdfast.audit.ledger import LedgerFault
from holdfast.audit.record import Kind, record
from holdfast.audit.sealing import seal
from holdfast.audit.signing import KeyFault
from holdfast.documents.models import GONE, Original, StoredFile
from holdfast.documents.store import store
from holdfast.keeping.models import Backup
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import system

from . import register, tables
from .container import Sealing
from .lock import Lock

MANIFEST, SEQUENCES, END = "manifest.json", "sequences.json", "end.json"
FILES_KEY, SECRET_KEY, AUDIT_KEY, CHECKPOINTS = "keys/files.key", "keys/secret_key", "keys/audit.key", "audit/checkpoints.jsonl"


@dataclass
class Taken:
    """What went in. missing: files that the tables speak of and the store does not hold."""

    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def take(out: Path, lock: Lock) -> Taken:
    """Write a backup, whole or not at all. Holdfast may run meanwhile: everything is as it was at one moment.

    Runs as the owner's role, which sees the rows of every partnership.
    """
    taken = Taken(now().isoformat(timespec="seconds"))
    taken.words += forget_parts(out)
    made = _announce(by=Viewer.job("backup", None), out=out, lock=lock)
    try:
        seal(demanded=True)
    except (LedgerFault, KeyFault) as fault:
        taken.words.append(str(fault))
    unfinished = out.with_name(f"{out.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _write(file, lock, taken, made)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)
    _finish(by=Viewer.job("backup", None), made=made)
    return taken


@action
def _announce(*, by: Viewer, out: Path, lock: Lock) -> Backup:
    """Everything that is known leaves in one file: the audit says when, and the register which file and which key."""
    made = register.begin(out.name, str(lock.said["name"]))
    record(by, "system.backup", made, kind=Kind.RELEASE)
    return made


@action
def _finish(*, by: Viewer, made: Backup) -> None:
    register.finish(made)
    record(by, "system.backup-finished", made)


def forget_parts(out: Path) -> list[str]:
    """Remove what a backup of this name left when it was killed; said, because somebody may have waited for that backup."""
    left = [one for one in out.parent.glob(f"{glob.escape(out.name)}.*.new") if _is_left(one)]
    for one in left:
        one.unlink(missing_ok=True)
    if not left:
        return []
    register.forget_unfinished(out.name)
    return ["An earlier backup of this name was cut short: what it left is removed, and this one is whole."]


def _is_left(part: Path) -> bool:
    """Whether the process that was writing it is gone."""
    number = part.name.split(".")[-2]
    return not (number.isdigit() and Path(f"/proc/{number}").exists())


def _write(file: IO[bytes], lock: Lock, taken: Taken, made: Backup) -> None:
    sealing = Sealing(file, lock, taken.made_at)
    with (
        GzipFile(fileobj=sealing, mode="wb", compresslevel=3) as small,
        tarfile.open(fileobj=small, mode="w|") as tar,
        _one_moment(),
    ):
        _put_json(tar, MANIFEST, {**_manifest(taken), "register": str(made.pk)})
        for name, content in _keys():
            _put(tar, name, content)
        _put_tables(tar, taken)
        _put_files(tar, taken)
        _put_json(tar, END, {"rows": taken.rows, "files": taken.files, "missing": taken.missing})
    sealing.finish()


def _manifest(taken: Taken) -> dict[str, Any]:
    born = system()
    return {
        "made_at": taken.made_at,
        "demonstration": bool(born and born.demonstration),
        "migrations": tables.migrations(),
        "tables": {table.name: table.columns for table in tables.tables()},
    }


def _keys() -> Iterator[tuple[str, bytes]]:
    """The keys without which the rest is worth nothing, and what was signed about the audit."""
    files = settings.FILES_KEY_FILE.read_bytes() if settings.FILES_KEY_FILE else settings.FILES_KEY.encode()
    yield FILES_KEY, files
    if settings.SECRET_KEY_IS_SET:
        yield SECRET_KEY, settings.SECRET_KEY.encode()
    for name, path in ((AUDIT_KEY, settings.AUDIT_KEY_FILE), (CHECKPOINTS, settings.AUDIT_CHECKPOINTS)):
        if path.exists():
            yield name, path.read_bytes()


def _put_tables(tar: tarfile.TarFile, taken: Taken) -> None:
    for table in tables.tables():
        for number, part in enumerate(tables.copy_out(table, taken.rows)):
            _put(tar, f"tables/{table.name}/{number:06d}", part)
    _put_json(tar, SEQUENCES, tables.sequences())


def _put_files(tar: tarfile.TarFile, taken: Taken) -> None:
    """The bytes as they lie in the store: they are sealed already."""
    for file_id in file_ids():
        try:
            content = store().get(file_id)
        except FileNotFoundError:
            taken.missing.append(str(file_id))
            continue
        _put(tar, f"files/{file_id.hex}", content)
        taken.files += 1


def file_ids() -> list[UUID]:
    """Whatever should lie in the store."""
    kept = StoredFile.objects.exclude(state__in=GONE).order_by("pk").values_list("pk", flat=True)
    originals = Original.objects.exclude(file__state__in=GONE).order_by("pk").values_list("pk", flat=True)
    return [*kept, *originals]


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees everything as it is at its first question."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _put_json(tar: tarfile.TarFile, name: str, value: Any) -> None:
    _put(tar, name, json.dumps(value).encode())


def _put(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))

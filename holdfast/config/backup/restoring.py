"""Makes a system again from a backup: keys and files first, then the rows in one transaction, so that a cut leaves the old."""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import DatabaseError

from holdfast.audit.action import action
from holdfast.audit.ledger import held
from holdfast.audit.record import Kind, record
from holdfast.audit.sealing import begin_segment
from holdfast.config import env
from holdfast.documents import queries, ring
from holdfast.documents.models import GONE, Original, StoredFile
from holdfast.documents.store import store
from holdfast.kernel.errors import Unavailable
from holdfast.kernel.guard import guarded_models
from holdfast.kernel.viewer import Viewer

from . import register, tables
from .container import Damaged, Unsealing
from .lock import Lock
from .taking import AUDIT_KEY, CHECKPOINTS, END, FILES_KEY, MANIFEST, SECRET_KEY, SEQUENCES, file_ids

PATIENCE = "10s"


class NotNow(RuntimeError):
    """The restore was not begun, or was undone whole. The message says why, and what to do."""


@dataclass
class Contents:
    """What a backup says of itself, read from its first entry to its last before anything is touched."""

    manifest: dict[str, Any]
    end: dict[str, Any]
    keys: dict[str, bytes]

    @property
    def rows(self) -> int:
        return sum(self.end["rows"].values())


@dataclass
class Restored:
    """What is there now. unreadable: files that do not open, which the backup did not hold or held damaged."""

    made_at: str
    rows: int
    files: int
    unreadable: int
    words: list[str]


Say = Callable[[str], None]


def restore(path: Path, lock: Lock, *, replace: bool, say: Say) -> Restored:
    """Put the system back as it was. Killed at any moment it leaves the old system, or the restored one, and never a part of one.

    Runs as the owner's role. replace: a system with people in it goes.
    """
    contents = look_through(path, lock)
    say(f"The backup of {contents.manifest['made_at']} was read to its end and is whole.")
    _check_fits(contents)
    _check_stopped()
    if not replace:
        _check_empty()
    if unfinished().exists():
        say("An earlier restore was cut short: this one does all of it again.")
    _write_private(unfinished(), contents.manifest["made_at"].encode())
    try:
        with _keys_of_both(contents):
            say("Putting the files in place ...")
            _put_files(path, lock)
            say("Putting the rows in place ...")
            _put_rows(path, lock, contents)
    except NotNow:
        unfinished().unlink(missing_ok=True)  # the system is as it was
        raise
    words = _afterwards(contents)
    say("Opening every file ...")
    good, bad = _opened()
    unfinished().unlink(missing_ok=True)
    return Restored(contents.manifest["made_at"], contents.rows, good, bad, words)


def unfinished() -> Path:
    """Stands while a restore is under way: one that is left says that it was cut short."""
    return Path(settings.HOME) / "run" / f"restoring-{connection.settings_dict['NAME']}"


def look_through(path: Path, lock: Lock) -> Contents:
    """Read a whole backup and prove it, keeping only what it says of itself."""
    kept: dict[str, bytes] = {}
    names = {MANIFEST, END, FILES_KEY, SECRET_KEY, AUDIT_KEY, CHECKPOINTS}
    for name, content in entries(path, lock):
        if name in names:
            kept[name] = content
    if END not in kept or MANIFEST not in kept:
        raise Damaged("This backup is not whole: its end is missing.")
    return Contents(json.loads(kept[MANIFEST]), json.loads(kept[END]), kept)


def entries(path: Path, lock: Lock) -> Iterator[tuple[str, bytes]]:
    """Each thing in a backup, in its order."""
    with path.open("rb") as file:
        unsealing = Unsealing(file, lock)
        try:
            with tarfile.open(fileobj=unsealing, mode="r|gz") as tar:
                for entry in tar:
                    taken = tar.extractfile(entry)
                    yield entry.name, taken.read() if taken else b""
            unsealing.read()
        except (tarfile.TarError, EOFError, OSError) as fault:
            raise Damaged("This backup is damaged and cannot be read to its end.") from fault


def _check_fits(contents: Contents) -> None:
    theirs = {tuple(one) for one in contents.manifest["migrations"]}
    ours = {tuple(one) for one in tables.migrations()}
    if theirs - ours:
        raise NotNow("This backup was made by a newer Holdfast than this one: install that version and restore with it.")
    if ours - theirs:
        raise NotNow(
            f"This backup was made by an earlier Holdfast ({len(ours - theirs)} migrations ago): restore it with that "
            "version, and bring it up to date with bin/holdfast set-up."
        )


def _check_stopped() -> None:
    """Nobody may work in what is about to be replaced."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = %s",
            [settings.APP_ROLE],
        )
        (busy,) = cursor.fetchone()
    if busy:
        raise NotNow("Holdfast is running on this system: stop the web and the worker first, then restore.")


def _check_empty() -> None:
    """Nothing that a person entered may be there."""
    for model in guarded_models():
        ours = model._meta.app_label not in {"audit", "partnership"}
        if ours and model._default_manager.exists():
            raise NotNow("This system is not empty: restore into a new one, or use --replace to do away with all that is in it.")


@contextmanager
def _keys_of_both(contents: Contents) -> Iterator[None]:
    """While rows change over, the keys of the old and of the restored system are both there: either opens its files."""
    ours, theirs = ring.ring(), ring.read(contents.keys[FILES_KEY].decode())
    in_file = settings.FILES_KEY_FILE is not None
    if in_file:
        ring.keep(ours.with_(theirs.keys))
    elif any(ours.named(key.name) is None for key in theirs.keys):
        raise NotNow(
            "HOLDFAST_FILES_KEY is set and is not the key of this backup's files: unset it, so that the restore can put the "
            "backup's keys into the key file."
        )
    yield
    if in_file:
        ring.keep(theirs)


def _put_files(path: Path, lock: Lock) -> None:
    """Bytes never change under their id, so those of the old system are none the worse for it."""
    for name, content in entries(path, lock):
        if name.startswith("files/"):
            file_id = UUID(hex=name.removeprefix("files/"))
            if not _is_kept(file_id, content):
                store().put(file_id, content)


def _is_kept(file_id: UUID, content: bytes) -> bool:
    with suppress(FileNotFoundError):
        return store().get(file_id) == content
    return False


def _put_rows(path: Path, lock: Lock, contents: Contents) -> None:
    """Everything out and everything in, or nothing at all."""
    try:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            with register.kept(contents.manifest.get("register")), tables.laid_open():
                tables.empty()
                _fill(path, lock, contents)
            _announce(by=Viewer.job("restore", None), rows=contents.rows, files=contents.end["files"])
    except DatabaseError as fault:
        raise NotNow(f"The rows could not be put in place, and the system is as it was: {str(fault).splitlines()[0]}") from fault


def _fill(path: Path, lock: Lock, contents: Contents) -> None:
    known = {name: tables.Table(name, tuple(columns)) for name, columns in contents.manifest["tables"].items()}
    counts = dict.fromkeys(known, 0)
    for name, content in entries(path, lock):
        if name.startswith("tables/"):
            table = name.split("/")[1]
            counts[table] += tables.copy_in(known[table], [content])
        elif name == SEQUENCES:
            tables.set_sequences(json.loads(content))
    if counts != contents.end["rows"]:
        raise NotNow("The backup does not hold as many rows as it says, and the system is as it was.")


@action
def _announce(*, by: Viewer, rows: int, files: int) -> None:
    """The first event of the restored system says that it is one."""
    record(by, "system.restore", kind=Kind.SETTING, rows=rows, files=files)


def _afterwards(contents: Contents) -> list[str]:
    """What follows once the rows are safe: the keys, the audit's new segment, and files that nothing speaks of any more."""
    words = [*_put_secret_key(contents), *_put_audit(contents)]
    begin_segment(f"restored from the backup of {contents.manifest['made_at']}")
    wanted = set(file_ids())
    for file_id in [one for one in store().kept() if one not in wanted]:
        store().remove(file_id)
    return words


def _put_secret_key(contents: Contents) -> Iterator[str]:
    secret = contents.keys.get(SECRET_KEY, b"")
    if not secret or secret == settings.SECRET_KEY.encode():
        return
    if env.named_by_file("HOLDFAST_SECRET_KEY"):
        _write_private(Path(env.text("HOLDFAST_SECRET_KEY_FILE")), secret)
    else:
        yield "HOLDFAST_SECRET_KEY is another than the backup's: links in letters that were sent before do not work any more."


def _put_audit(contents: Contents) -> Iterator[str]:
    """The key and the checkpoints come back where there are none; otherwise this system's own go on, and theirs stand beside."""
    key, lines = contents.keys.get(AUDIT_KEY, b""), contents.keys.get(CHECKPOINTS, b"")
    path = settings.AUDIT_CHECKPOINTS
    if key and not settings.AUDIT_KEY_FILE.exists():
        _write_private(settings.AUDIT_KEY_FILE, key)
    if not lines:
        return
    if not path.exists() or not path.stat().st_size:
        _write_private(path, lines)
        return
    with held(path):
        ours = path.read_bytes()
    if not ours.startswith(lines):
        beside = path.with_name(f"{path.stem}.of-the-backup{path.suffix}")
        _write_private(beside, lines)
        yield f"What was signed about the audit before the backup is in {beside}."


def _write_private(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)


def _opened() -> tuple[int, int]:
    """How many stored files open, and how many do not."""
    good = bad = 0
    kept = StoredFile.objects.exclude(state__in=GONE).order_by("pk").iterator()
    originals = Original.objects.exclude(file__state__in=GONE).order_by("pk").iterator()
    for rows in (kept, originals):
        for row in rows:
            try:
                queries.content_of(row)
                good += 1
            except Unavailable:
                bad += 1
    return good, bad

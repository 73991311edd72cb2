"""The system's keys for files: the one that seals now, and older ones for as long as anything is still sealed with them."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fcntl import LOCK_EX, flock
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings

from holdfast.kernel.time import today


class NoKey(RuntimeError):
    """There is no key where one is needed. The message says which."""


@dataclass(frozen=True)
class Key:
    """One key as it stands in the file, and the day it was made; None where nobody wrote that down."""

    text: str
    made: date | None = None

    @cached_property
    def secret(self) -> bytes:
        """The bytes that seal. They never leave the process."""
        return hashlib.sha256(b"holdfast files:" + self.text.encode()).digest()

    @cached_property
    def name(self) -> str:
        """What tells this key from another, and gives nothing of it away."""
        return hashlib.sha256(b"name of " + self.secret).hexdigest()[:16]

    def written(self) -> str:
        """Its line in the file."""
        return f"{self.text} {self.made.isoformat()}" if self.made else self.text


@dataclass(frozen=True)
class Ring:
    """The keys: the first seals, all of them open."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        if not self.keys:
            raise NoKey("HOLDFAST_FILES_KEY is not set: files cannot be kept.")
        return self.keys[0]

    @property
    def older(self) -> tuple[Key, ...]:
        """Keys that a rotation, which has not ended, has still to do away with."""
        return self.keys[1:]

    def named(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)

    def with_(self, others: tuple[Key, ...]) -> Ring:
        """These keys, and after them those of the others that are not among them."""
        known = {key.name for key in self.keys}
        return Ring((*self.keys, *(key for key in others if key.name not in known)))

    def written(self) -> str:
        """The file's content."""
        return "".join(f"{key.written()}\n" for key in self.keys)


def ring() -> Ring:
    """The keys as they are now: a rotation by another process is seen at once."""
    path = settings.FILES_KEY_FILE
    if path is None:
        return read(settings.FILES_KEY)
    try:
        status = path.stat()
    except OSError as fault:
        raise NoKey(f"The keys of the files cannot be read from {path}: {fault.strerror}.") from fault
    return _kept(path, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=4)
def _kept(path: Path, changed: int, place: int) -> Ring:
    """Read once for each state of the file: `changed` and `place` differ when it was written anew."""
    return read(path.read_text())


def read(content: str) -> Ring:
    """The keys of a file: one a line, and after it the day it was made."""
    return Ring(tuple(_key(line.split()) for line in content.splitlines() if line.strip()))


def _key(words: list[str]) -> Key:
    try:
        return Key(" ".join(words[:-1]), date.fromisoformat(words[-1]))
    except ValueError:
        return Key(" ".join(words))


def made() -> Key:
    """A new key, of today."""
    return Key(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(), today())


def keep(new: Ring) -> None:
    """Put these keys in place, whole or not at all, and on disk before this returns."""
    path = key_file()
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(new.written())
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)


def key_file() -> Path:
    """Where the keys are written; a key that was given as a variable is somebody else's to change."""
    if settings.FILES_KEY_FILE is None:
        raise NoKey(
            "The files' key stands in the variable HOLDFAST_FILES_KEY: put it into a file, name that file in "
            "HOLDFAST_FILES_KEY_FILE instead, and try again."
        )
    return settings.FILES_KEY_FILE


@contextmanager
def held() -> Iterator[None]:
    """One process at a time changes the keys."""
    path = key_file()
    number = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        flock(number, LOCK_EX)
        yield
    finally:
        os.close(number)


def age(key: Key) -> int | None:
    """How many days old a key is; by its file where its own line does not say, None when nobody can tell."""
    born = key.made
    if born is None and settings.FILES_KEY_FILE is not None and settings.FILES_KEY_FILE.exists():
        born = datetime.fromtimestamp(settings.FILES_KEY_FILE.stat().st_mtime, UTC).date()
    return (today() - born).days if born else None

"""The file of a backup: a line that says what opens it, then AES-GCM frames, each bound to its place and to that line.

A frame that was changed, left out, moved or cut off at the end is found when it is read; nothing is believed before.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .lock import Lock, check_fits

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

MAGIC = b"HOLDFAST BACKUP 1 "
FRAME = 1024 * 1024
LONGEST_LINE = 8192
OVERHEAD = 16


class Damaged(RuntimeError):
    """The file is not a backup, or not as it was written."""


def head(file: IO[bytes]) -> dict[str, Any]:
    """What a backup says of itself before it is opened: when it was made, and with what it was locked."""
    return _parsed(file.readline(LONGEST_LINE))


def _parsed(line: bytes) -> dict[str, Any]:
    if not line.startswith(MAGIC) or not line.endswith(b"\n"):
        raise Damaged("This file is no backup of Holdfast.")
    try:
        said = json.loads(line.removeprefix(MAGIC))
        base64.b64decode(said["nonce"])
        said["lock"]["name"]
    except (ValueError, KeyError, TypeError) as fault:
        raise Damaged("This backup's first line is damaged.") from fault
    return dict(said)


class _Frames:
    """The nonce and the bound words of each frame in turn."""

    def __init__(self, key: bytes, line: bytes, nonce: bytes) -> None:
        self._cipher = AESGCM(key)
        self._bound = hashlib.sha256(line).digest()
        self._nonce = nonce
        self._count = 0

    def seal(self, content: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._next(last=last), content, self._bound)

    def unseal(self, sealed: bytes, *, last: bool) -> bytes:
        return self._cipher.decrypt(self._next(last=last), sealed, self._bound)

    def _next(self, *, last: bool) -> bytes:
        made = self._nonce + struct.pack(">I?", self._count, last)
        self._count += 1
        return made


class Sealing(RawIOBase):
    """Takes what is written and writes it sealed. Only a finished one is whole."""

    def __init__(self, file: IO[bytes], lock: Lock, made_at: str) -> None:
        nonce = secrets.token_bytes(7)
        said = {"made_at": made_at, "lock": lock.said, "nonce": base64.b64encode(nonce).decode()}
        line = MAGIC + json.dumps(said, sort_keys=True).encode() + b"\n"
        file.write(line)
        self._file, self._frames, self._waiting = file, _Frames(lock.key, line, nonce), bytearray()

    def write(self, content: Buffer, /) -> int:
        before = len(self._waiting)
        self._waiting += content
        taken = len(self._waiting) - before
        while len(self._waiting) > FRAME:
            self._put(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]
        return taken

    def finish(self) -> None:
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, content: bytes, *, last: bool) -> None:
        sealed = self._frames.seal(content, last=last)
        self._file.write(struct.pack(">I", len(sealed)) + sealed)


class Unsealing(RawIOBase):
    """Gives back what was written, in order. Raises Damaged at the first frame that is not as it was."""

    def __init__(self, file: BufferedReader, lock: Lock) -> None:
        line = file.readline(LONGEST_LINE)
        said = _parsed(line)
        check_fits(lock, said["lock"])
        self._file, self._frames = file, _Frames(lock.key, line, base64.b64decode(said["nonce"]))
        self._ready, self._ended = bytearray(), False

    def read(self, size: int = -1, /) -> bytes:
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._ready += self._frame()
        size = len(self._ready) if size < 0 else size
        given = bytes(self._ready[:size])
        del self._ready[:size]
        return given

    def _frame(self) -> bytes:
        length = self._file.read(4)
        if len(length) < 4:
            raise Damaged("This backup is not whole: its end is missing.")
        (size,) = struct.unpack(">I", length)
        sealed = self._file.read(size) if size <= FRAME + OVERHEAD else b""
        if len(sealed) != size:
            raise Damaged("This backup is not whole, or was changed.")
        self._ended = self._file.peek(1) == b""
        try:
            return self._frames.unseal(sealed, last=self._ended)
        except InvalidTag as fault:
            raise Damaged("This backup is damaged: a part of it is missing or was changed.") from fault

"""The file of signed checkpoints, outside the database: one JSON object a line, each naming the hash of the line before."""

from __future__ import annotations

import fcntl
import json
import os
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from holdfast.kernel.time import now

from . import signing

BEGIN, CHECKPOINT, DISPOSAL = "begin", "checkpoint", "disposal"


class LedgerFault(RuntimeError):
    """The file is missing, was changed, or was signed by somebody else. The message says what to do."""


@dataclass(frozen=True)
class Line:
    """What this system signed about one seal.

    kind: "begin" starts a segment (a new chain, or after a restore): earlier lines about later seals count no more.
          "checkpoint" says what the chain was. "disposal": events up to this seal were disposed of with approval.
    chain: the hash of seal 0. number, position, hash: the seal, and its event where it has one.
    because: in words or an approval's id, for "begin" and "disposal". before: SHA-256 of the line before, "" in the first.
    """

    kind: str
    chain: str
    number: int
    position: int | None
    hash: str
    at: str
    because: str = ""
    before: str = ""
    key: str = ""
    signature: str = ""

    def content(self) -> bytes:
        """The bytes that are signed."""
        return _bytes({name: value for name, value in asdict(self).items() if name != "signature"})

    def written(self) -> bytes:
        """The line as it stands in the file."""
        return _bytes(asdict(self)) + b"\n"

    def is_signed_by(self, key: Ed25519PrivateKey) -> bool:
        try:
            signature = b64decode(self.signature, validate=True)
        except NotBase64:
            return False
        return signing.is_signed(key, self.content(), signature)


class Ledger:
    """The file while this process holds it. Nobody else reads or adds to it meanwhile."""

    def __init__(self, number: int, path: Path):
        self._number = number
        self.path = path

    def lines(self) -> list[Line]:
        """Every line, proved: unbroken from the first to the last, and the last signed by this system's key.

        A line that a crash cut short was never relied on and is passed over.
        """
        return list(self._proved(self._whole(), before=""))

    def last(self) -> Line | None:
        """The last line, its signature checked; None in an empty file."""
        tail = self._tail()
        return next(self._proved([tail], before=None)) if tail else None

    def is_trusted(self) -> bool:
        """Whether the whole file is as this system wrote it."""
        try:
            return bool(self.lines())
        except (LedgerFault, signing.KeyFault):
            return False

    def add(self, lines: list[Line], key: Ed25519PrivateKey) -> None:
        """Sign lines and put them at the end, on disk before this returns."""
        tail = self._tail()
        before = sha256(tail).hexdigest() if tail else ""
        content = b""
        for line in lines:
            bound = replace(line, before=before, key=signing.public_name(key))
            written = replace(bound, signature=signing.sign(key, bound.content())).written()
            before = sha256(written).hexdigest()
            content += written
        os.ftruncate(self._number, self._end())
        os.lseek(self._number, 0, os.SEEK_END)
        with os.fdopen(os.dup(self._number), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(self._number)

    def _proved(self, raw: list[bytes], before: str | None) -> Iterator[Line]:
        """Lines, each held to the one before (None: not known), and the last to this system's key."""
        for place, written in enumerate(raw):
            line = self._read(written)
            if before is not None and line.before != before:
                raise LedgerFault(f"Line {place + 1} of {self.path} does not follow from the line before it.")
            if place == len(raw) - 1 and not line.is_signed_by(signing.signing_key()):
                raise LedgerFault(f"The last line of {self.path} is not signed by this system's key.")
            before = sha256(written).hexdigest()
            yield line

    def _read(self, written: bytes) -> Line:
        try:
            line = Line(**json.loads(written))
        except (ValueError, TypeError) as fault:
            raise LedgerFault(f"{self.path} holds a line that is no checkpoint.") from fault
        if line.written() != written:
            raise LedgerFault(f"{self.path} holds a line that this system did not write.")
        return line

    def _whole(self) -> list[bytes]:
        content = os.pread(self._number, self._end(), 0)
        return [line + b"\n" for line in content.split(b"\n")[:-1]]

    def _tail(self) -> bytes:
        """The last whole line."""
        end = self._end()
        start = max(0, end - 8192)
        lines = os.pread(self._number, end - start, start).split(b"\n")
        return lines[-2] + b"\n" if len(lines) > 1 else b""

    def _end(self) -> int:
        """Where the last whole line ends."""
        size = os.fstat(self._number).st_size
        start = max(0, size - 8192)
        return start + os.pread(self._number, size - start, start).rfind(b"\n") + 1


@contextmanager
def held(path: Path) -> Iterator[Ledger]:
    """The file, made when it is not there, held by this process alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield Ledger(number, path)
    finally:
        os.close(number)


def set_aside(path: Path) -> None:
    """Keep a file that cannot be trusted under another name, for whoever looks into it; an empty one is nothing to keep."""
    if path.stat().st_size:
        path.rename(path.with_name(f"{path.stem}.until-{now():%Y%m%dT%H%M%S}{path.suffix}"))


def _bytes(value: dict[str, object]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()

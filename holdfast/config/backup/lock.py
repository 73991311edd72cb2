"""What a backup is locked with: a key file, or a passphrase. The file itself says which, and the key's name, in plain words."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SHORTEST = 12
COST = {"n": 2**15, "r": 8, "p": 1}
# A file that asks for more work than this was not made by Holdfast.
MOST_COST = 2**18


class LockFault(RuntimeError):
    """The key is missing, too short, or another one. The message says which is needed."""


@dataclass(frozen=True)
class Lock:
    """The key that seals, and what the file says about it. said holds nothing secret."""

    key: bytes
    said: dict[str, Any]


def name_of(key: bytes) -> str:
    """What tells a key from another, and gives nothing of it away."""
    return hashlib.sha256(b"name of a backup's key" + key).hexdigest()[:16]


def from_file(path: Path, *, make: bool = False) -> Lock:
    """The lock of a key file; make: write a new one where there is none."""
    if make and not path.exists():
        _new_file(path)
    try:
        words = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise LockFault(f"The backup's key file {path} cannot be read. Name the right one with --key-file.") from fault
    if len(words) < SHORTEST:
        raise LockFault(f"{path} holds no key: it is too short.")
    key = hashlib.sha256(b"holdfast backup:" + words.encode()).digest()
    return Lock(key, {"kind": "key-file", "name": name_of(key)})


def from_passphrase(words: str) -> Lock:
    """A new lock of a passphrase."""
    if len(words) < SHORTEST:
        raise LockFault(f"The passphrase is too short: use at least {SHORTEST} signs, better five words.")
    salt = secrets.token_bytes(16)
    key = _derived(words, salt, COST)
    return Lock(key, {"kind": "passphrase", "name": name_of(key), "salt": base64.b64encode(salt).decode(), **COST})


def again(words: str, said: dict[str, Any]) -> Lock:
    """The lock of a passphrase as the backup was locked with it."""
    cost = {name: int(said[name]) for name in COST}
    if cost["n"] * cost["r"] * cost["p"] > MOST_COST * 8:
        raise LockFault("This is no backup that Holdfast made: opening it would take too long.")
    return Lock(_derived(words, base64.b64decode(said["salt"]), cost), said)


def check_fits(lock: Lock, said: dict[str, Any]) -> None:
    """Refuse another key than the one that locked it, and say which that is."""
    if name_of(lock.key) != said.get("name"):
        raise LockFault(f"This backup does not open with what was given. It needs {needed(said)}.")


def needed(said: dict[str, Any]) -> str:
    """In words, what opens a backup."""
    if said.get("kind") == "passphrase":
        return "the passphrase it was made with: use --passphrase"
    return f"the key file of the name {said.get('name')}: use --key-file"


def _derived(words: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost["n"], r=cost["r"], p=cost["p"]).derive(words.encode())


def _new_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())

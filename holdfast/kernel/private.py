"""Files with people in them, written where an administrator says: for their owner alone."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

OWNER_ALONE = 0o600


def private(path: str, flags: int) -> int:
    """An opener for `open`: nobody else on the machine reads the file, whether it is new or was there before."""
    number = os.open(path, flags, OWNER_ALONE)
    with suppress(PermissionError):  # some file systems keep no such marks
        os.fchmod(number, OWNER_ALONE)
    return number


def write_private(path: Path, content: bytes) -> None:
    """Whole or not at all, and for its owner alone."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)

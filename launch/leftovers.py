"""What a killed server leaves in its data folder, and how the next start clears it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from launch.say import Refusal

SECONDS_TO_GO = 20


def clear_leftovers(data: Path) -> None:
    """End a server that outlived its keeper and remove its note, so that a new one may start.

    The caller holds the keeper's lock: no other keeper has a server on this folder.
    """
    note = data / "postmaster.pid"
    pid = _noted(note)
    if pid is not None and _serves(pid, data):
        _end(pid, data)
    note.unlink(missing_ok=True)


def _noted(note: Path) -> int | None:
    try:
        return int(note.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Whether that process is a server on this folder: the number may since belong to something else."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith(b"postgres") and os.fsencode(data) in words


def _end(pid: int, data: Path) -> None:
    os.kill(pid, signal.SIGINT)
    until = time.monotonic() + SECONDS_TO_GO
    while _serves(pid, data):
        if time.monotonic() > until:
            raise Refusal(f"An earlier database server (process {pid}) does not stop: end it and run again.")
        time.sleep(0.05)

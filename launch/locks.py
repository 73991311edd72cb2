"""Locks held by the operating system for a living process, so that a killed one leaves none behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.say import Refusal, say


class Lock:
    """One open lock file. `share` lets many hold it together, `take` makes its holder the only one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            self.number = os.open(path, flags, 0o600)
        except OSError as fault:
            raise Refusal(f"{path} cannot be opened for a lock: {fault.strerror}.") from None

    def share(self) -> None:
        """Hold it together with others, waiting for anybody who holds it alone."""
        fcntl.flock(self.number, fcntl.LOCK_SH)

    def take(self) -> None:
        """Hold it alone, waiting for everybody else to let go."""
        fcntl.flock(self.number, fcntl.LOCK_EX)

    def try_share(self) -> bool:
        """Hold it together with others unless somebody holds it alone."""
        return self._without_waiting(fcntl.LOCK_SH)

    def try_take(self) -> bool:
        """Hold it alone unless anybody holds it."""
        return self._without_waiting(fcntl.LOCK_EX)

    def leave(self) -> None:
        """Let go, keeping the file open for another try."""
        fcntl.flock(self.number, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go for good."""
        if self.number >= 0:
            os.close(self.number)
            self.number = -1

    def _without_waiting(self, kind: int) -> bool:
        try:
            fcntl.flock(self.number, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@contextmanager
def alone(path: Path, while_waiting: str = "") -> Iterator[None]:
    """Do something that only one process may do at a time; say why when it has to wait."""
    lock = Lock(path)
    try:
        if not lock.try_take():
            if while_waiting:
                say(while_waiting)
            lock.take()
        yield
    finally:
        lock.close()

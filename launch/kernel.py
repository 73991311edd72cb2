"""The few calls to Linux that Python's standard library does not offer."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(signum: signal.Signals) -> Callable[[], None]:
    """Something to run in a new child: it gets this signal when its parent goes, however it goes."""
    parent = os.getpid()

    def arrange() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def leave_root() -> None:
    """Become user 1000 inside a namespace of one's own, where root's files are one's own.

    PostgreSQL refuses to run as root. Outside the namespace nothing changes: files stay root's.
    """
    uid, gid = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "a user namespace was refused")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {gid} 1")


def can_leave_root() -> bool:
    """Whether this machine grants a user namespace: tried in a child, because it cannot be undone."""
    child = os.fork()
    if child == 0:
        try:
            leave_root()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

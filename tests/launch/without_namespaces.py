"""Run a command as a root to whom the machine refuses user namespaces: `without_namespaces.py COMMAND ...`.

The limit is set inside a namespace of our own, so nobody else feels it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from launch.kernel import CLONE_NEWUSER


def main(command: list[str]) -> int:
    """Run the command inside and give back its exit code."""
    here, there = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        if ctypes.CDLL(None).unshare(CLONE_NEWUSER) != 0:
            os._exit(99)
        os.write(here[1], b"x")
        os.read(there[0], 1)
        Path("/proc/sys/user/max_user_namespaces").write_text("0")
        os.execvp(command[0], command)
    os.read(here[0], 1)
    for kind in ("uid", "gid"):
        Path(f"/proc/{child}/{kind}_map").write_text("0 0 65536")
    os.write(there[1], b"x")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

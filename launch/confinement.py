"""Who the embedded database server runs as: never root, which PostgreSQL refuses."""

from __future__ import annotations

import os
import pwd
import stat
from pathlib import Path

from launch.home import Home, user_name
from launch.kernel import can_leave_root, leave_root
from launch.say import Refusal


class Confinement:
    """How this process becomes somebody who may run PostgreSQL on this home's data folder."""

    def __init__(self, home: Home, programs: Path) -> None:
        self.home = home
        self.uid = self._uid(programs)

    @property
    def stepped_down(self) -> bool:
        """Whether the server is another user's than ours, because no namespace was to be had."""
        return self.uid != os.geteuid()

    def enter(self) -> None:
        """From here on this process, and every child of it, is that somebody."""
        if os.geteuid() != 0:
            return
        if not self.stepped_down:
            leave_root()
            return
        os.setgroups([])
        os.setgid(pwd.getpwuid(self.uid).pw_gid)
        os.setuid(self.uid)

    def _uid(self, programs: Path) -> int:
        """The user outside: ourselves where we can, another unprivileged user where root must step down."""
        own = os.geteuid()
        held_by = self.home.data.stat().st_uid if self.home.data.exists() else own
        if own != 0:
            _refuse_unless(held_by == own, self.home.data, held_by)
            return own
        if held_by == 0 and can_leave_root():
            return 0
        if held_by == 0 and self.home.data.exists():
            raise Refusal(
                "This machine refuses the user namespace that the database was made in: "
                "run Holdfast as an ordinary user with a new HOLDFAST_HOME."
            )
        return self._step_down(held_by or _unprivileged(), programs)

    def _step_down(self, uid: int, programs: Path) -> int:
        """Check that another user could run the server here, and let it pass the home; keys stay root's."""
        blocked = first_closed(self.home.path.parent) or first_closed(programs)
        if blocked:
            raise Refusal(
                "PostgreSQL does not run as root and this machine refuses user namespaces: "
                f"run Holdfast as an ordinary user, or open {blocked} to others (chmod o+x)."
            )
        self.home.path.chmod(0o711)
        return uid

    def hand_over(self, path: Path) -> None:
        """Give a file or folder to the user that the server runs as."""
        if self.stepped_down:
            os.chown(path, self.uid, pwd.getpwuid(self.uid).pw_gid)


def _refuse_unless(mine: bool, data: Path, uid: int) -> None:
    if not mine:
        raise Refusal(
            f"The database in {data} belongs to the user {user_name(uid)}: "
            "run Holdfast as that user, or set HOLDFAST_HOME to a folder of your own."
        )


def _unprivileged() -> int:
    """The user that PostgreSQL has on most servers, or nobody."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise Refusal("There is no unprivileged user to run PostgreSQL as: run Holdfast as an ordinary user.")


def first_closed(path: Path) -> Path | None:
    """The first folder on the way that others may not pass."""
    for folder in [*reversed(path.parents), path]:
        if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None

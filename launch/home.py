"""HOLDFAST_HOME: the folder that holds one system's database, files and keys, private to one user."""

from __future__ import annotations

import base64
import hashlib
import os
import pwd
import re
import secrets
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launch.locks import alone
from launch.say import Refusal

# A Unix socket's path may have 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock" to the folder's.
LONGEST_SOCKET_FOLDER = 80
# What neither PostgreSQL's list of folders nor the address of a database reads as something else.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.+~-]+")


@dataclass(frozen=True)
class Home:
    """One system's folder. Two homes are two systems that share nothing but the installed packages."""

    path: Path

    @property
    def instance(self) -> str:
        """A short name for cookies, so that two systems on one host do not sign each other out."""
        return hashlib.sha256(str(self.path).encode()).hexdigest()[:8]

    @property
    def data(self) -> Path:
        return self.path / "database"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def stamps(self) -> Path:
        return self.path / "stamps"

    @property
    def served_at(self) -> Path:
        """A note: the address at which the web of this home was last served, for links that commands print."""
        return self.run / "served-at"

    @property
    def remove_after(self) -> Path:
        """A mark: when the last user of this home's server goes, the whole home goes."""
        return self.run / "remove-after"

    @property
    def hurried(self) -> Path:
        """A mark: the server need not wait for the disk, for nothing here is worth keeping when the machine stops."""
        return self.run / "hurried"

    def key_file(self, name: str) -> Path:
        return self.path / "keys" / name

    def key(self, name: str) -> str:
        """The text of a key made by `open_home`."""
        return self.key_file(name).read_text().strip()

    def socket_folder(self, wanted: Path, uid: int) -> Path:
        """A private folder of that user for the database's socket: the wanted one unless its name is long or odd."""
        if PLAIN_PATH.fullmatch(str(wanted)) and len(str(wanted)) <= LONGEST_SOCKET_FOLDER:
            return wanted
        note = self.path / "socket-folder"
        if note.exists() and _is_private(Path(note.read_text()), uid):
            return Path(note.read_text())
        folder = Path(tempfile.mkdtemp(prefix="holdfast-", dir="/tmp"))
        os.chown(folder, uid, -1)
        write_private(note, str(folder).encode())
        return folder


def home_path() -> Path:
    """Where the person asked for the system to live; outside the source tree unless they say otherwise."""
    chosen = os.environ.get("HOLDFAST_HOME", "").strip()
    if chosen:
        return Path(os.path.abspath(os.path.expanduser(chosen)))
    data = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
    return Path(os.path.abspath(data)) / "holdfast"


def open_home(path: Path | None = None) -> Home:
    """Make the folder and its keys when they are not there, and refuse one that belongs to somebody else."""
    home = Home(path or home_path())
    _make_folder(home.path)
    for folder in (home.run, home.files, home.logs, home.stamps, home.path / "keys"):
        _make_folder(folder)
    with alone(home.run / "keys.lock"):
        _make_keys(home)
    return home


def write_private(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all, readable by its owner only."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)


def _token() -> bytes:
    return secrets.token_urlsafe(48).encode()


# What a new home is given; 32 random bytes for the files, as text.
_NEW_KEYS: dict[str, Callable[[], bytes]] = {
    "secret_key": _token,
    "files.key": lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)),
    "server.password": _token,
    "owner.password": _token,
    "app.password": _token,
}


def _make_keys(home: Home) -> None:
    """The keys of a new system; one that exists is never replaced, because files are sealed with it."""
    for name, make in _NEW_KEYS.items():
        if not home.key_file(name).exists():
            write_private(home.key_file(name), make())


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.stat()
    except NotADirectoryError:
        raise Refusal(f"{path} cannot be a folder because a file stands in its way.") from None
    except FileExistsError:
        raise Refusal(f"{path} is a file, and Holdfast needs a folder there.") from None
    except OSError as fault:
        raise Refusal(f"The folder {path} cannot be made: {fault.strerror}.") from None
    if status.st_uid != os.geteuid():
        raise Refusal(
            f"{path} belongs to the user {user_name(status.st_uid)}: "
            "run Holdfast as that user, or set HOLDFAST_HOME to a folder of your own."
        )
    if stat.S_IMODE(status.st_mode) & 0o077 and not _shared_with_server(path):
        path.chmod(0o700)


def _shared_with_server(path: Path) -> bool:
    """The home stays passable where the database server had to run as another user."""
    data = path / "database"
    return data.exists() and data.stat().st_uid != os.geteuid() and stat.S_IMODE(path.stat().st_mode) == 0o711


def _is_private(folder: Path, uid: int) -> bool:
    """A folder that is nobody else's: in a shared place such as /tmp a stranger may have made it first."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == uid and not status.st_mode & 0o077


def user_name(uid: int) -> str:
    """A user's name, or the number when the machine knows no name for it."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)

"""Using the embedded server: it is there while anybody uses it, and gone with the last."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from launch import postgres
from launch.home import Home
from launch.locks import Lock, alone
from launch.say import Refusal, say
from launch.tree import TREE

SECONDS_TO_WAIT = 150
SECONDS_TO_LEAVE = 40


class ServerUse:
    """One process's use of a home's server, from entering until leaving or death.

    With `with ServerUse(home) as server:` the server answers inside the block; afterwards it stops, unless
    others still use it.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self.sockets = home.run
        self._users = Lock(home.run / "users.lock")
        self._keeper = Lock(home.run / "keeper.lock")
        self._started: subprocess.Popen | None = None

    def __enter__(self) -> ServerUse:
        self._users.share()
        try:
            with alone(self.home.run / "start.lock"):
                self.sockets = self._served()
        except BaseException:
            self._users.leave()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._users.leave()
        self._see_it_stop()

    def keep_alive(self) -> None:
        """For who uses the server for long: start it again when it and its keeper were killed."""
        if not self._is_kept():
            say("The database server was gone; starting it again ...")
            if self._started is not None:
                self._started.wait()
                self._started = None
            with alone(self.home.run / "start.lock"):
                self.sockets = self._served()

    def as_superuser(self, script: str) -> str:
        """Run a psql script with every right, and give back what it prints."""
        return postgres.run_script(script, sockets=self.sockets, password=self.home.key("server.password"))

    def url(self, role: str, password: str, database: str) -> str:
        """The address of a database on this server for one role."""
        return f"postgresql://{quote(role)}:{quote(password)}@/{quote(database)}?host={quote(str(self.sockets))}"

    def _served(self) -> Path:
        """The socket's folder of a server that answers, started when there is none."""
        state = self.home.run / "server.state"
        until = time.monotonic() + SECONDS_TO_WAIT
        while time.monotonic() < until:
            word, _, rest = _read(state).partition(" ")
            if not self._is_kept():
                self._start_or_refuse(state, rest if word == "refused" else "")
            elif word == "ready":
                return Path(rest)
            time.sleep(0.02)
        raise Refusal(f"The database server does not answer: {self.home.logs / 'server.log'} may say why.")

    def _start_or_refuse(self, state: Path, reason: str) -> None:
        """Start a keeper, once; one that ends before its server answers has left its reason."""
        if self._started is None:
            state.unlink(missing_ok=True)
            self._started = _start_keeper(self.home)
        elif self._started.poll() is not None:
            log = self.home.logs / "server.log"
            raise Refusal(reason or f"The database server does not start: {log} says why.")

    def _is_kept(self) -> bool:
        """Whether a keeper holds its lock; asking shares it for a moment, which no keeper minds."""
        free = self._keeper.try_share()
        self._keeper.leave()
        return not free

    def _see_it_stop(self) -> None:
        """Wait for the server to go when we were its last user, so that nothing outlives the command."""
        until = time.monotonic() + SECONDS_TO_LEAVE
        while still_used := self._is_kept():
            if time.monotonic() > until or self._others_use_it():
                break
            time.sleep(0.02)
        self._keeper.close()
        self._users.close()
        if self._started is not None and still_used:
            self._started.returncode = 0  # it serves others now; Python need not wait for it
        elif self._started is not None:
            self._started.wait()

    def _others_use_it(self) -> bool:
        """Only users share the lock: the keeper holds it alone from the moment it stops the server."""
        if self._users.try_take():
            self._users.leave()
            return False
        shared = self._users.try_share()
        self._users.leave()
        return shared


def _read(state: Path) -> str:
    try:
        return state.read_text()
    except OSError:
        return ""


def _start_keeper(home: Home) -> subprocess.Popen:
    """A process of its own session, so that Ctrl-C at the terminal does not stop the database first."""
    log = home.logs / "server.log"
    if log.exists() and log.stat().st_size > 5_000_000:
        log.replace(log.with_suffix(".old.log"))
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "launch.keeper", str(home.path)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=TREE,
            env={**_without_postgres_names(), "PYTHONPATH": str(TREE)},
            start_new_session=True,
        )


def _without_postgres_names() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}

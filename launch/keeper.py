"""The process that keeps one embedded server: it starts it, and stops it when the last user has gone.

Every user holds `run/users.lock` together with the others; the keeper waits to hold it alone. A user that is
killed lets go like one that ends, so no count can be wrong. Run as `python -m launch.keeper HOME`.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from launch import postgres
from launch.confinement import Confinement
from launch.home import Home, write_private
from launch.kernel import die_with_parent
from launch.leftovers import clear_leftovers
from launch.locks import Lock
from launch.say import Refusal

SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
TRIES = 8


class Keeper:
    """One server, from before its first start until nobody uses it."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.events: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.state = home.run / "server.state"
        # Opened before stepping down, when the home can no longer be written.
        self.state_number = os.open(self.state, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        self.hurried = home.hurried.exists()  # asked before stepping down too
        self.users = Lock(home.run / "users.lock")

    def keep(self) -> None:
        """Serve until the last user goes or somebody asks us to stop; start again a server that dies."""
        clear_leftovers(self.home.data)
        confinement = Confinement(self.home, postgres.programs())
        make_database(self.home, confinement)
        postgres.refuse_other_version(self.home.data)
        wanted = self.home.data if confinement.stepped_down else self.home.run
        self.sockets = self.home.socket_folder(wanted, confinement.uid)
        confinement.enter()
        signal.signal(signal.SIGTERM, lambda *_: self.events.put("stop"))
        self._start()
        self.tell(f"ready {self.sockets}")
        threading.Thread(target=self._wait_for_last_user, daemon=True).start()
        while self.events.get() == "died":
            clear_leftovers(self.home.data)
            self._start()
        self._stop()

    def _start(self) -> None:
        """A server that answers. What a killed one still holds is let go within a moment, hence the tries."""
        command = postgres.server_command(self.home.data, self.sockets, hurried=self.hurried)
        for _ in range(TRIES):
            self.server = subprocess.Popen(command, preexec_fn=die_with_parent(signal.SIGINT))
            if self._answers():
                threading.Thread(target=self._wait_for_death, args=(self.server,), daemon=True).start()
                return
            time.sleep(0.5)
        raise Refusal(f"The database server does not start: {self.home.logs / 'server.log'} says why.")

    def _answers(self) -> bool:
        until = time.monotonic() + SECONDS_TO_START
        while self.server.poll() is None:
            if postgres.is_ready(self.sockets):
                return True
            if time.monotonic() > until:
                self._stop()
                return False
            time.sleep(0.02)
        return False

    def _wait_for_last_user(self) -> None:
        self.users.take()
        self.events.put("idle")

    def _wait_for_death(self, server: subprocess.Popen) -> None:
        server.wait()
        self.events.put("died")

    def _stop(self) -> None:
        """A fast shutdown: open transactions roll back, nothing committed is lost."""
        self.server.send_signal(signal.SIGINT)
        try:
            self.server.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait()

    def tell(self, words: str) -> None:
        """Leave a line for those who wait for the server."""
        os.pwrite(self.state_number, words.encode(), 0)
        os.ftruncate(self.state_number, len(words.encode()))


def make_database(home: Home, confinement: Confinement) -> None:
    """A new home's data folder, in its place only when it is whole."""
    if (home.data / "PG_VERSION").exists():
        return
    making = home.path / "database.new"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    password = making / "password"
    write_private(password, home.key_file("server.password").read_bytes() + b"\n")
    for path in (making, password):
        confinement.hand_over(path)
    postgres.make_data_folder(making / "data", password, confinement.enter)
    for stamp in home.stamps.glob("*-own"):
        stamp.unlink()  # what had been done was done to another database
    os.replace(making / "data", home.data)
    shutil.rmtree(making)


def main(arguments: list[str]) -> int:
    """Keep the server of one home. The starter has seen that no other keeper does."""
    home = Home(Path(arguments[0]))
    lock = Lock(home.run / "keeper.lock")
    lock.take()
    keeper = Keeper(home)
    short_lived = home.remove_after.exists()
    try:
        keeper.keep()
        if short_lived:
            shutil.rmtree(home.path, ignore_errors=True)
    except Refusal as refusal:
        keeper.tell(f"refused {refusal}")
        return 1
    finally:
        lock.close()  # before the users' lock: who gets that one must find no keeper
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stderr.flush()
    os._exit(code)  # at once: whoever waits for the lock expects no process to be left

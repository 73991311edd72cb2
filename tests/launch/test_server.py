"""The embedded server: there while anybody uses it, gone with the last, back after any kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import postgres
from launch.home import Home, open_home
from launch.leftovers import clear_leftovers
from launch.say import Refusal
from launch.server import ServerUse
from launch.tree import TREE

USE = """
import sys, time
from pathlib import Path
from launch.home import open_home
from launch.server import ServerUse
with ServerUse(open_home(Path(sys.argv[1]))):
    print("in use", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home whose path is too long for a socket."""
    made = open_home(tmp_path_factory.mktemp("launch") / ("a-rather-long-name-" * 6))
    yield made
    note = made.path / "socket-folder"
    if note.exists():
        Path(note.read_text()).rmdir()


def ask(use: ServerUse, sql: str = "SELECT 1") -> str:
    return use.as_superuser(sql).strip()


def processes(home: Home) -> dict[int, str]:
    """Every process that names this home, and its command."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if str(home.path) in command:
                found[int(folder.name)] = command
    return found


def the(home: Home, word: str) -> int:
    return next(pid for pid, command in processes(home).items() if word in command)


def wait_until_gone(home: Home) -> None:
    until = time.monotonic() + 15
    while processes(home):
        assert time.monotonic() < until, processes(home)
        time.sleep(0.05)


def user(home: Home) -> subprocess.Popen[str]:
    """Another process that uses the server."""
    started = subprocess.Popen(
        [sys.executable, "-c", USE, str(home.path)],
        env={**os.environ, "PYTHONPATH": str(TREE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "in use\n"
    return started


def kill(started: subprocess.Popen[str]) -> None:
    started.kill()
    started.wait()
    if started.stdout is not None:
        started.stdout.close()


def test_the_server_listens_on_a_private_socket_alone_and_wants_a_password(home: Home) -> None:
    with ServerUse(home) as use:
        assert ask(use, "SHOW listen_addresses") == ""
        assert ask(use, "SHOW fsync") == "on"
        assert ask(use, "SELECT DISTINCT auth_method FROM pg_hba_file_rules") == "scram-sha-256"
        assert use.sockets.stat().st_mode & 0o077 == 0
        assert home.data.stat().st_mode & 0o077 == 0
        with pytest.raises(Refusal, match="password"):
            postgres.run_script("SELECT 1", sockets=use.sockets, password="wrong")
    assert not processes(home)


def test_many_may_use_it_at_once_on_a_first_start(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    answers: list[str] = []

    def once() -> None:
        with ServerUse(home) as use:
            answers.append(ask(use))

    together = [threading.Thread(target=once) for _ in range(4)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert answers == ["1"] * 4
    wait_until_gone(home)


def test_it_stays_for_the_others_and_goes_with_a_killed_last_user(home: Home) -> None:
    other = user(home)
    with ServerUse(home) as use:
        server = the(home, "postgres -D")
        assert ask(use) == "1"
    assert server in processes(home)
    kill(other)
    wait_until_gone(home)


def test_a_killed_server_comes_back_for_those_who_use_it(home: Home) -> None:
    with ServerUse(home) as use:
        os.kill(the(home, "postgres -D"), signal.SIGKILL)
        until = time.monotonic() + 15
        while not postgres.is_ready(use.sockets):
            assert time.monotonic() < until
            time.sleep(0.1)
        assert ask(use) == "1"
    wait_until_gone(home)


def test_a_killed_keeper_takes_its_server_along_and_another_takes_over(home: Home) -> None:
    with ServerUse(home) as use:
        os.kill(the(home, "launch.keeper"), signal.SIGKILL)
        time.sleep(0.3)
        use.keep_alive()
        assert ask(use) == "1"
    wait_until_gone(home)


def test_a_start_after_everything_was_killed_recovers(home: Home) -> None:
    other = user(home)
    for word in ("launch.keeper", "postgres -D"):
        os.kill(the(home, word), signal.SIGKILL)
    kill(other)
    with ServerUse(home) as use:
        assert ask(use) == "1"
    wait_until_gone(home)


def test_the_note_of_a_server_that_is_gone_is_cleared_though_its_number_lives_on(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n")
    clear_leftovers(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_an_interrupted_first_start_begins_again(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    (home.path / "database.new" / "data").mkdir(parents=True)
    (home.path / "database.new" / "data" / "PG_VERSION").write_text("18\n")
    with ServerUse(home) as use:
        assert ask(use) == "1"
    assert not (home.path / "database.new").exists()
    wait_until_gone(home)


def test_data_of_another_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    home.data.mkdir(mode=0o700)
    (home.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(Refusal, match="made by PostgreSQL 12 and this Holdfast carries"), ServerUse(home):
        pass
    assert (home.data / "PG_VERSION").read_text() == "12\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another user's folder")
def test_data_of_another_user_is_refused_or_served_as_that_user(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    home.data.mkdir(mode=0o700)
    (home.data / "PG_VERSION").write_text(f"{postgres.major_version()}\n")
    os.chown(home.data, 65534, 65534)
    with pytest.raises(Refusal), ServerUse(home):
        pass
    wait_until_gone(home)

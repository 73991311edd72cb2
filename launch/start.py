"""bin/start: bring the whole system up, keep it up, and take it down again."""

from __future__ import annotations

import argparse
import os
import signal
import time
from pathlib import Path
from types import FrameType

from launch import address
from launch.commands import django, step
from launch.environment import have_packages
from launch.frontend import have_frontend
from launch.home import Home, open_home, write_private
from launch.locks import Lock
from launch.processes import Part, see_to, stop_all
from launch.say import Refusal, say
from launch.static import have_static_files
from launch.system import DEMONSTRATION, REAL, System, system
from launch.tree import PYTHON

DESCRIPTION = """Start Holdfast: install what is locked, bring up the database, load the demonstration
county on the first run, start the web and the job worker, and stay in the foreground. Ctrl-C stops everything.

HOLDFAST_HOME holds the database, files and keys (default ~/.local/share/holdfast).
DATABASE_URL and DATABASE_OWNER_URL use a PostgreSQL server of your own instead of the embedded one."""
SECONDS_TO_ANSWER = 90


class Stop(Exception):
    """Somebody asked the system to stop: Ctrl-C, SIGTERM, or the terminal was closed."""


def main(arguments: list[str]) -> int:
    """Run until asked to stop."""
    given = _arguments(arguments)
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _asked_to_stop)
    try:
        _start(given)
    except Stop:
        say("Holdfast has stopped.")
    return 0


def _start(given: argparse.Namespace) -> None:
    have_packages()
    have_frontend()
    home = open_home()
    running = Lock(home.run / "start-script.lock")
    if not running.try_take():
        raise Refusal(f"Holdfast already runs in {home.path}: stop that one first, or set another HOLDFAST_HOME.")
    address.refuse_taken(given.host, given.port, was_killed=_serving(home).exists())
    with system(home) as here:
        _ready(here, given.no_demo)
        have_static_files(here.variables())
        _serve(here, given)


def _ready(here: System, no_demo: bool) -> None:
    """Tables, kind and county; a demonstration cannot become a real system, nor the other way round."""
    here.set_up(again=not here.embedded)
    if no_demo and here.kind == DEMONSTRATION:
        raise Refusal(
            f"The system in {here.home.path} was made as a demonstration and stays one: "
            "set HOLDFAST_HOME to a new folder for a real one."
        )
    here.be_born(REAL if no_demo or not here.embedded else DEMONSTRATION)
    here.have_county()


def _serve(here: System, given: argparse.Namespace) -> None:
    where = address.url(given.host, given.port)
    variables = here.serving()
    variables.setdefault("HOLDFAST_HOSTS", ",".join(address.hosts(given.host)))
    variables.setdefault("HOLDFAST_PUBLIC_URL", where.rstrip("/"))
    address.refuse_taken(given.host, given.port, was_killed=_serving(here.home).exists())
    parts = [_web(here.home, given, variables), _worker(here.home, variables)]
    _serving(here.home).touch()
    write_private(here.home.served_at, where.rstrip("/").encode())
    try:
        for part in parts:
            part.start()
        _wait_for_answer(parts[0], given)
        _announce(here, where)
        while True:
            time.sleep(0.5)
            here.keep_alive()
            if not parts[0].is_running():
                address.refuse_taken(given.host, given.port, was_killed=True)
            for part in parts:
                see_to(part, was_up=True)
    finally:
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, signal.SIG_IGN)  # stopping is under way; asking again changes nothing
        stop_all(parts)
        _serving(here.home).unlink(missing_ok=True)


def _serving(home: Home) -> Path:
    """Stands while we serve: one that is left tells the next start that this one was killed."""
    return home.run / "serving"


def _web(home: Home, given: argparse.Namespace, variables: dict[str, str]) -> Part:
    bind = f"[{given.host}]" if ":" in given.host else given.host
    options = {
        "bind": f"{bind}:{given.port}",
        "workers": os.environ.get("HOLDFAST_WEB_PROCESSES", "2"),
        "worker-class": "gthread",
        "threads": "4",
        "graceful-timeout": "8",
        "timeout": "60",
        "error-logfile": "-",
    }
    if Path("/dev/shm").is_dir():
        options["worker-tmp-dir"] = "/dev/shm"
    command = [str(PYTHON), "-P", "-m", "gunicorn", "--no-control-socket", "--preload"]
    command += [f"--{name}={value}" for name, value in options.items()] + ["holdfast.config.wsgi:application"]
    # On SIGINT gunicorn closes at once, so that a start after a kill finds the port free.
    return Part("web", command, variables, home.logs / "web.log", last_word=signal.SIGINT)


def _worker(home: Home, variables: dict[str, str]) -> Part:
    command = django("procrastinate", "worker", "--shutdown-graceful-timeout", "8")
    return Part("job worker", command, variables, home.logs / "worker.log")


def _wait_for_answer(web: Part, given: argparse.Namespace) -> None:
    until = time.monotonic() + SECONDS_TO_ANSWER
    while not address.answers(given.host, given.port):
        see_to(web, was_up=False)
        if time.monotonic() > until:
            raise Refusal(f"The web does not answer on port {given.port}: {web.log} says why.")
        time.sleep(0.1)


def _announce(here: System, where: str) -> None:
    """The addresses and, in a demonstration, who may sign in with what."""
    print(f"Holdfast is running at {where}", flush=True)
    print(f"Its database, files, keys and logs are in {here.home.path}", flush=True)
    if here.kind == DEMONSTRATION:
        print("This is a demonstration: every person in it is invented. Sign in as one of these:", flush=True)
        print(
            step(here.home, "The sign-ins cannot be listed.", django("demo", "signins"), here.variables()),
            end="",
        )
    print("Press Ctrl-C to stop.", flush=True)


def _asked_to_stop(signum: int, frame: FrameType | None) -> None:
    raise Stop


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/start", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=_port, default=8000, help="the port of the web (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--no-demo", action="store_true", help="make a new system a real one, empty of invented people")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: write a number from 1 to 65535")
    return int(text)

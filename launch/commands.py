"""Running Django's management commands with everything they read from the environment."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from types import FrameType

from launch.home import Home
from launch.kernel import die_with_parent
from launch.say import Refusal
from launch.tree import PYTHON, SETTINGS, TREE

# What a log of set-up steps is called in the home.
SET_UP_LOG = "set-up.log"


def environment(home: Home, urls: dict[str, str], *, as_owner: bool = False) -> dict[str, str]:
    """The environment of one Django process of this home. `urls` name its database."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "PYTHON"))}
    own.pop("HOLDFAST_AS_OWNER", None)
    own.setdefault("HOLDFAST_SECRET_KEY_FILE", str(home.key_file("secret_key")))
    own.setdefault("HOLDFAST_FILES_KEY_FILE", str(home.key_file("files.key")))
    own.setdefault("HOLDFAST_INSTANCE", home.instance)
    return {
        **own,
        **urls,
        **({"HOLDFAST_AS_OWNER": "1"} if as_owner else {}),
        "HOLDFAST_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": str(TREE),
        "PYTHONUNBUFFERED": "1",
    }


def django(*arguments: str) -> list[str]:
    """A management command as a process: -P keeps the folder one stands in out of Python's path."""
    return [str(PYTHON), "-P", "-m", "launch.manage", *arguments]


def step(home: Home, sentence: str, command: list[str], variables: dict[str, str]) -> str:
    """Run one step of setting a system up; what it writes goes to a log, its answer comes back."""
    log = home.logs / SET_UP_LOG
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as faults:
        faults.write(f"\n$ {' '.join(command[3:])}\n".encode())
        faults.flush()
        done = subprocess.run(
            command,
            env=variables,
            cwd=TREE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=faults,
            text=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        faults.write(done.stdout.encode())
    if done.returncode != 0:
        raise Refusal(f"{sentence} {last_words(log)} Details are in {log}.")
    return done.stdout


def last_words(log: Path) -> str:
    """The last line that a failed step wrote, which names its reason."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    said = lines[-1] if lines else ""
    return f"({said})" if said and not said.startswith("$") else ""


def run(command: list[str], variables: dict[str, str], cwd: Path | None = None) -> int:
    """Run a command on this terminal and give back its exit code; signals reach it as they reach us."""
    child = subprocess.Popen(command, env=variables, cwd=cwd, preexec_fn=die_with_parent(signal.SIGTERM))

    def forward(signum: int, frame: FrameType | None) -> None:
        child.send_signal(signum)

    before = {signum: signal.getsignal(signum) for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to the child as well
    signal.signal(signal.SIGTERM, forward)
    signal.signal(signal.SIGHUP, forward)
    try:
        code = child.wait()
    finally:
        for signum, earlier in before.items():
            signal.signal(signum, earlier)
    return code if code >= 0 else 128 - code

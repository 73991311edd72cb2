"""The long-running parts of a system: started together, started again when one dies, stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from launch.kernel import die_with_parent
from launch.say import Refusal, say
from launch.tree import TREE

SECONDS_TO_STOP = 12
TOO_SOON = 10.0
DEATHS_BEFORE_GIVING_UP = 5
LARGEST_LOG = 20_000_000


@dataclass
class Part:
    """One child process that has to run as long as the system does."""

    name: str
    command: list[str]
    variables: dict[str, str]
    log: Path
    # What ends it when the process that started it is killed: it cannot be asked any more.
    last_word: signal.Signals = signal.SIGTERM
    process: subprocess.Popen | None = None
    started: float = 0.0
    early_deaths: int = 0

    def start(self) -> None:
        """Run it in a session of its own, so that Ctrl-C reaches it through us alone."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        number = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(number, "ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.variables,
                cwd=TREE,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_with_parent(self.last_word),
            )
        self.started = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.is_running():
            self.process.terminate()

    def wait_or_kill(self, until: float) -> None:
        """Wait for it to stop of itself until that moment; its whole session is ended afterwards."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"The {self.name} does not stop; ending it.")
        self.end_session()
        self.process.wait()

    def end_session(self) -> None:
        """What a killed parent may have left behind in its session is part of it."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def see_to(part: Part, *, was_up: bool) -> None:
    """Start a part again that has died. What never was up and keeps dying ends the start; what was, is kept trying."""
    if part.is_running():
        return
    if time.monotonic() - part.started < TOO_SOON:
        part.early_deaths += 1
        time.sleep(min(0.5 * part.early_deaths, 5.0))
    else:
        part.early_deaths = 0
    if part.early_deaths >= DEATHS_BEFORE_GIVING_UP and not was_up:
        raise Refusal(f"The {part.name} keeps stopping: {part.log} says why.")
    say(f"The {part.name} stopped; starting it again ...")
    part.end_session()
    part.start()


def stop_all(parts: list[Part]) -> None:
    """Ask every part to stop, then see that none is left."""
    for part in parts:
        part.ask_to_stop()
    until = time.monotonic() + SECONDS_TO_STOP
    for part in parts:
        part.wait_or_kill(until)

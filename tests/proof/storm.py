"""A whole system of a test's own, started as anybody starts it, whose parts are killed while people use it."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.web import Answer, Browser
from tests.databases import ROOT

PARTS = {
    "web": "gunicorn",
    "worker": "procrastinate",
    "database": "postgres -D",
}
SECONDS_TO_START = 900
# A person who gets no answer tries again; what does not come back in this time has not survived.
SECONDS_TO_COME_BACK = 120
UNREACHABLE = (OSError, http.client.HTTPException)


@dataclass
class WholeSystem:
    """What bin/start runs, in a home of its own."""

    home: Path
    port: int
    started: subprocess.Popen[bytes] | None = None

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a person at a terminal: nothing of this test run's own."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("HOLDFAST_", "DATABASE_", "DJANGO_"))}
        return {**plain, "HOLDFAST_HOME": str(self.home)}

    def start(self) -> None:
        command = [sys.executable, str(ROOT / "bin" / "start"), "--port", str(self.port)]
        with (self.home / "start.log").open("ab") as log:
            self.started = subprocess.Popen(
                command, env=self.variables, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        self.wait_until_ready(SECONDS_TO_START)

    def stop(self) -> None:
        if self.started is not None:
            self.started.send_signal(signal.SIGTERM)
            self.started.wait(60)

    def wait_until_ready(self, seconds: float = SECONDS_TO_COME_BACK) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.started is not None
            assert self.started.poll() is None, (self.home / "start.log").read_text()[-2000:]
            if self.is_ready():
                return
            time.sleep(0.2)
        raise AssertionError(f"Not ready again in {seconds:.0f} s: {(self.home / 'start.log').read_text()[-2000:]}")

    def is_ready(self) -> bool:
        try:
            return Browser(self.port).get("/readyz").status == 200
        except UNREACHABLE:
            return False

    def holdfast(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """A command of this system's own."""
        command = [sys.executable, str(ROOT / "bin" / "holdfast"), *words]
        return subprocess.run(command, env=self.variables, cwd=ROOT, input=typed, capture_output=True, text=True, check=False)

    def rows(self, sql: str) -> list[list[str]]:
        """What the owner's shell answers."""
        done = self.holdfast("dbshell", "--owner", typed=sql)
        assert done.returncode == 0, done.stderr
        return [line.split("|") for line in done.stdout.splitlines()]

    def processes(self, part: str) -> list[int]:
        """The living processes of one part of this home alone."""
        return [pid for pid, command in _of_home(self.home) if PARTS[part] in command]

    def kill(self, part: str) -> bool:
        """End a part without a word, as a machine that is short of memory does."""
        found = self.processes(part)
        if not found:
            return False
        try:
            os.kill(min(found), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True


def _of_home(home: Path) -> Iterator[tuple[int, str]]:
    """Processes that were started for a home: its name is in their command or their environment."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                around = (folder / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if str(home) in command or f"HOLDFAST_HOME={home}".encode() in around:
                yield int(folder.name), command


@contextmanager
def storm(here: WholeSystem, seed: int) -> Iterator[Counter[str]]:
    """While the block runs, one part after another is killed at random moments. Gives how often each was."""
    killed: Counter[str] = Counter()
    over = threading.Event()
    chance = random.Random(seed)

    def rage() -> None:
        while not over.wait(chance.uniform(2, 9)):
            # Each part at least once, then any. It need only be back, not rested: a system never up proves nothing.
            part = min(PARTS, key=lambda one: (killed[one] > 0, chance.random()))
            killed[part] += here.kill(part)
            while not over.wait(0.5) and not here.is_ready():
                continue

    raging = threading.Thread(target=rage)
    raging.start()
    try:
        yield killed
    finally:
        over.set()
        raging.join()


@dataclass
class Person:
    """Somebody at a browser who tries again when nothing answers. `tries` counts how often they had to."""

    here: WholeSystem
    email: str
    password: str
    browser: Browser = field(init=False)
    tries: int = 0

    def __post_init__(self) -> None:
        self.browser = Browser(self.here.port)
        self.until(lambda: self.browser.get("/accounts/login/"), 200)
        self.until(lambda: self.browser.post("/accounts/login/", {"login": self.email, "password": self.password}), 302)

    def until(self, ask: Callable[[], Answer], *wanted: int) -> Answer:
        """Ask until it is answered as it should be. An answer that blames the person is a fault of ours."""
        last: Any = None
        until = time.monotonic() + SECONDS_TO_COME_BACK
        while time.monotonic() < until:
            try:
                answer = ask()
            except UNREACHABLE as fault:
                last = fault
            else:
                if answer.status in wanted:
                    return answer
                assert answer.status >= 500, (answer.status, answer.body[-1500:])
                last = answer.status
            self.tries += 1
            time.sleep(0.3)
        raise AssertionError(f"Not answered in {SECONDS_TO_COME_BACK} s: {last}")


def signins(here: WholeSystem, role: str) -> list[dict[str, Any]]:
    """People of the demonstration with this role, in its first partnership."""
    found = json.loads(here.holdfast("demo", "signins", "--json").stdout)
    return [one for one in found if role in one["roles"] and one["partnership"] == found[0]["partnership"]]

"""One web process on the scratch database, and people who use it."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from .database import environment

SECONDS_TO_START = 60


@contextmanager
def web_process(name: str, folder: Path) -> Iterator[int]:
    """One gunicorn worker, one request at a time. Gives its port."""
    where = _free_port()
    command = [sys.executable, "-P", "-m", "gunicorn", "--no-control-socket", "--workers=1", "--worker-class=sync"]
    command += ["--timeout=120", "--backlog=64", f"--bind=127.0.0.1:{where}", "--log-level=warning", "bench.wsgi:application"]
    log = (folder / "bench-web.log").open("wb")
    web = subprocess.Popen(command, env=environment(name, HOLDFAST_LOG_LEVEL="WARNING"), stdout=log, stderr=log)
    try:
        _wait(web, where, folder)
        yield where
    finally:
        web.send_signal(signal.SIGINT)
        web.wait(30)
        log.close()


def _wait(web: subprocess.Popen[bytes], where: int, folder: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and web.poll() is None:
        try:
            if Browser(where).get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The web process did not answer: {(folder / 'bench-web.log').read_text()[-2000:]}")


def _free_port() -> int:
    """A port nobody has at this moment."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@dataclass(frozen=True)
class Answer:
    """What came back, and what the web process said of its own work."""

    status: int
    body: str
    location: str
    milliseconds: float
    statements: int
    database: float


@dataclass
class Browser:
    """Somebody's cookies."""

    where: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str, *, record: Path | None = None) -> Answer:
        return self._send("GET", path, None, record)

    def post(self, path: str, form: Mapping[str, str], *, record: Path | None = None) -> Answer:
        """Send a form with the token of the page last read."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **form}).encode()
        return self._send("POST", path, body, record)

    def _send(self, method: str, path: str, body: bytes | None, record: Path | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.where, timeout=120)
        headers = {"Host": "127.0.0.1", "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if record is not None:
            headers["X-Bench-Record"] = str(record)
        try:
            connection.request(method, path, body, headers)
            return self._read(connection.getresponse())
        finally:
            connection.close()

    def _read(self, response: http.client.HTTPResponse) -> Answer:
        body = response.read().decode("utf-8", "replace")
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        if found:
            self.token = found[1]
        said = response.headers
        return Answer(
            response.status,
            body,
            said.get("Location", ""),
            float(said.get("X-Bench-Milliseconds", 0)),
            int(said.get("X-Bench-Statements", 0)),
            float(said.get("X-Bench-Database-Milliseconds", 0)),
        )


def signed_in(where: int, path: str, email: str, password: str) -> Browser:
    """A browser that has signed in through the sign-in page, as anybody does."""
    browser = Browser(where)
    browser.get(path)
    answer = browser.post(path, {"login": email, "password": password})
    if answer.status != 302:
        raise SystemExit(f"Signing in as {email} was answered with {answer.status}.")
    return browser

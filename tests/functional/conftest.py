"""A real browser on a real server with the demonstration county."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import databases
from tests.databases import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@dataclass
class County:
    """The demonstration county, served. `signins` are the demonstration's own, by role; `kept` is where its files are."""

    address: str
    database: str
    kept: dict[str, str]
    signins: list[dict[str, Any]] = field(default_factory=list)

    def signin(self, role: str, *, agency: str = "", other_than: str = "") -> dict[str, Any]:
        """Somebody of the first partnership in this role."""
        first = self.signins[0]["partnership"]
        for one in self.signins:
            if (
                role in one["roles"]
                and one["partnership"] == first
                and (not agency or agency in one["agency"])
                and one["email"] != other_than
            ):
                return one
        raise LookupError(f"The demonstration has nobody in the role {role}.")

    def manage(self, *words: str) -> str:
        return databases.manage(self.database, *words, **self.kept)


_SERVED = itertools.count(1)


@pytest.fixture(scope="session")
def county_server() -> Iterator[County]:
    """One web process on a copy of the county, for this worker's browser tests."""
    # The long proofs have a county of their own beside the journeys', in the same process.
    name = f"holdfast_served_{os.getpid()}_{next(_SERVED)}"
    databases.create(name, databases.demonstration_template())
    with databases.files_of_its_own(name) as kept:
        yield from _served(name, kept)
    databases.drop(name)


def _served(name: str, kept: dict[str, str]) -> Iterator[County]:
    port = _free_port()
    env = databases.environment(
        name,
        HOLDFAST_PLAIN_STATIC="1",
        HOLDFAST_STATIC_ROOT=str(ROOT / "build" / "collected"),
        **kept,
    )
    log = Path(os.environ.get("HOLDFAST_HOME", "/tmp")) / f"test-web-{name}.log"
    with log.open("w") as out:
        web = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "holdfast.config.wsgi:application",
                "--bind",
                f"127.0.0.1:{port}",
                "--workers",
                "1",
                "--threads",
                "4",
                "--log-level",
                "warning",
            ],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}/readyz", web, log)
        signins = json.loads(databases.manage(name, "demo", "signins", "--json", **kept))
        yield County(f"http://127.0.0.1:{port}", name, kept, signins)
    finally:
        web.terminate()
        web.wait(10)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_until_ready(address: str, web: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise RuntimeError(f"The web process ended:\n{log.read_text()[-3000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The web process was not ready in time:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("HOLDFAST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.fail("There is no Chromium: install the package `chromium`, then run bin/test again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browser_context(chromium: Browser, county_server: County) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a fresh browser profile: `browser_context(width=360, javascript=False)`."""
    made: list[BrowserContext] = []

    def make(*, width: int = 1280, height: int = 900, javascript: bool = True) -> BrowserContext:
        context = chromium.new_context(
            base_url=county_server.address,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(20_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page_for(browser_context: Callable[..., BrowserContext], county_server: County) -> Callable[..., Page]:
    """Somebody signed in at their first page: `page_for("mash-screener", width=360)`; without a role, nobody."""

    def make(role: str = "", *, signin: dict[str, Any] | None = None, **options: Any) -> Page:
        page = browser_context(**options).new_page()
        who = signin or (county_server.signin(role) if role else None)
        if who:
            let_in(page, who)
        return page

    return make


def let_in(page: Page, who: dict[str, Any]) -> None:
    """Sends what the sign-in form sends, and opens the first page. That people can type it is seen where signing in is tried."""
    form = page.request.get("/accounts/login/").text()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token, "the sign-in page has no token"
    sent = {"login": who["email"], "password": who["password"], "csrfmiddlewaretoken": token[1]}
    answer = page.request.post("/accounts/login/", form=sent, max_redirects=0)
    assert answer.status == 302, f"signing in was answered with {answer.status}"
    page.goto("/")


def sign_in(page: Page, who: dict[str, Any]) -> None:
    """Types it, as people do."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(who["email"])
    page.get_by_label("Password", exact=True).fill(who["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


_RUN_AXE = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  // Of what axe reads beforehand these rules look at sound and moving pictures alone; styles are for rules that are on trial.
  const read = {assets: ['media']};
  const {violations} = await axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: read});
  return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(' ')).join('; ')}`);
}"""


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails when axe finds anything against WCAG 2.2 AA on the page, or when it scrolls sideways at its width."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        page.evaluate(f"{AXE.read_text()};null")
        found = page.evaluate(_RUN_AXE)
        assert found == [], f"{page.url}\n" + "\n".join(found)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 1, f"{page.url} scrolls sideways by {overflow} px"

    return check

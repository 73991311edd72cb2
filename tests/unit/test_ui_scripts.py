"""The extras in a real browser: drafts save themselves, queues refresh, lists narrow, keys work, and axe finds nothing."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from playwright.sync_api import Browser, Page, expect, sync_playwright

import holdfast.ui
from holdfast.ui import assets
from holdfast.ui.environment import environment
from holdfast.ui.forms import DateField, GovukForm, LongTextField, OneChoice, TextField
from holdfast.ui.pictures import Lane, Mark, Step, level_over_time, year_strip
from holdfast.ui.shell import Account, Contact, Link, Shell

pytestmark = pytest.mark.browser
UI = Path(holdfast.ui.__file__).parent
AXE = assets.MODULES / "axe-core" / "axe.min.js"
NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
FORM = """
{% extends "ui/public.html" %}{% set title = "The worry" %}
{% from "ui/fields.html" import field, error_summary, section_answers, save_buttons %}
{% from "ui/components.html" import autosave_status, upload_warning, danger_banner %}
{% block content %}<h1>The worry</h1>{{ error_summary(form) }}{{ danger_banner() }}{{ autosave_status() }}
<form method="post" action="/form" data-autosave-url="/save" novalidate>
<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}"><input type="hidden" name="version" value="1">
{{ section_answers("whole") }}{{ field(form.note) }}{{ field(form.when) }}{{ field(form.kind) }}{{ upload_warning() }}
{{ save_buttons() }}</form>{% endblock %}
"""
QUEUE = """
{% extends "ui/page.html" %}{% set title = "Queue" %}
{% from "ui/components.html" import live, filters, clock, rag, level_tag, duty_row, chronology, two_versions with context %}
{% from "ui/pictures.html" import year_strip, level_over_time %}
{% block content %}<h1>Queue</h1>{{ filters("rows") }}
{% call live("/poll", version, "queue") %}
<ul class="hf-duties" id="rows">{% for duty in duties %}{{ duty_row(duty, now) }}{% endfor %}</ul>
{% endcall %}
<p>{{ rag("red") }} {{ level_tag("moderate") }}</p>
{{ year_strip(strip) }}{{ level_over_time(chart) }}{{ chronology(events, now) }}
{{ two_versions([{"name": "note", "label": "Note", "yours": "Mine", "theirs": "Theirs"}], "", "/form", 2) }}
{% endblock %}
"""


class WorryForm(GovukForm):
    note = LongTextField(label="What is the worry?", limit=500, prompts_wording=True)
    when = DateField(label="When was it?")
    kind = OneChoice(label="Kind", choices=[("a", "A"), ("o", "Other")], reveals={"o": "other"}, required=False)
    other = TextField(label="Which other kind?", required=False)


def duty(child, title):
    return SimpleNamespace(
        child=child, child_url="/c", title=title, due=NOW + timedelta(hours=1), source="Source", steps=("A step.",),
        next_text="Open", next_url="/c", note="", post=False,
    )  # fmt: skip


class Site:
    """What the little server answers with, and what it was sent."""

    def __init__(self) -> None:
        given = ChoiceLoader([DictLoader({"form": FORM, "queue": QUEUE}), FileSystemLoader(UI / "jinja2")])
        self.pages = environment(loader=given)
        self.pages.globals["static"] = "/static/{}".format
        self.reset()

    def reset(self) -> None:
        self.saved: list[str] = []
        self.duties = [duty("Ash Pembury", "Acknowledge"), duty("Zoë Tarr", "Decide")]
        self.version, self.token, self.signed_in = "1", "one", True

    def page(self, name: str) -> str:
        shell = Shell(
            nav=(Link("My work", "/queue", current=True),),
            account=Account("Jo Marsh", "MASH screener", "/out"),
            search_url="/search",
            contacts=(Contact("MASH", "01432 260800"),),
            wording_url="/words",
            sign_in_url="/sign-in",
        )
        step = Step(date(2026, 1, 1), 1, "Emerging")
        return self.pages.get_template(name).render(
            shell=shell, token=self.token, version=self.version, duties=self.duties, now=NOW, form=WorryForm({}),
            strip=year_strip((Lane("Missing", (Mark(date(2026, 3, 1), "One night"),)),), today=date(2026, 11, 24)),
            chart=level_over_time((step,), top=("None", "Emerging"), today=date(2026, 11, 24)),
            events=[SimpleNamespace(at=NOW, title="Referral", text="x", by="Jo", kind="", href="", audience="named")],
        )  # fmt: skip


def answering(site: Site) -> type[BaseHTTPRequestHandler]:
    """The requests of a browser, answered by the site."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path.startswith("/static/vendor/"):
                self.give((assets.VENDOR / path.removeprefix("/static/vendor/")).read_bytes(), path)
            elif path.startswith("/static/ui/"):
                self.give((UI / "static" / "ui" / path.removeprefix("/static/ui/")).read_bytes(), path)
            elif path == "/poll":
                new = f"version={site.version}" not in self.path
                self.give(json.dumps({"version": site.version}).encode(), ".json", 200 if new else 204)
            elif path == "/words":
                words = [{"pattern": "absconded", "instead": "was missing"}]
                self.give(json.dumps({"words": words}).encode(), ".json")
            elif path in ("/form", "/queue"):
                self.give(site.page(path[1:]).encode(), ".html", 200 if site.signed_in else 403)
            else:
                self.give(b"<title>x</title>", ".html")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if not site.signed_in or self.headers["X-CSRFToken"] != site.token:
                self.give(b"", ".html", 403)
                return
            site.saved.append(body)
            self.give(json.dumps({"saved": "24 Nov, 4:30pm", "version": 7}).encode(), ".json")

        def give(self, body: bytes, path: str, status: int = 200) -> None:
            kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html"}
            kind = {**kinds, ".json": "application/json"}.get(Path(path).suffix or path, "font/woff2")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            if status != 204:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Answer


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    assets.build()
    made = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering(made))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("HOLDFAST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.fail("There is no Chromium: install the package `chromium`, then run bin/test again.")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page on which anything the content policy refuses, and any script fault, fails the test."""
    site.reset()
    context = browser.new_context(base_url=site.address)
    made, wrong = context.new_page(), []
    made.on("pageerror", lambda fault: wrong.append(str(fault)))
    made.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    yield made
    context.close()
    assert wrong == []


def write(page: Page, words: str) -> None:
    page.get_by_label("What is the worry?").fill(words)


def test_a_draft_saves_itself_and_says_when(page, site):
    page.goto("/form")
    write(page, "Seen with adults at night.")
    expect(page.get_by_role("status")).to_have_text("Draft saved 24 Nov, 4:30pm")
    assert "Seen with adults at night." in site.saved[0]
    assert "note" in site.saved[0].split("_changed")[1]
    assert page.locator("form input[name=version]").input_value() == "7"


def test_signed_out_loses_nothing_and_saves_after_signing_in_again(page, site):
    page.goto("/form")
    site.signed_in = False
    write(page, "These words stay.")
    expect(page.get_by_role("status")).to_contain_text("You have been signed out")
    expect(page.get_by_role("link", name="Sign in again")).to_have_attribute("href", "/sign-in")
    expect(page.get_by_label("What is the worry?")).to_have_value("These words stay.")
    site.signed_in, site.token = True, "two"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("status")).to_have_text("Draft saved 24 Nov, 4:30pm")
    assert "These words stay." in site.saved[-1]
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def test_wording_is_prompted_and_quotations_are_left_alone(page):
    page.goto("/form")
    write(page, "Mum said “he absconded”.")
    page.wait_for_timeout(900)
    expect(page.get_by_text("Words to think about")).to_have_count(0)
    write(page, "He absconded.")
    expect(page.get_by_text("was missing")).to_be_visible()


def test_a_question_opens_under_its_answer(page):
    page.goto("/form")
    expect(page.get_by_label("Which other kind?")).to_be_hidden()
    page.get_by_label("Other", exact=True).check()
    expect(page.get_by_label("Which other kind?")).to_be_visible()


def test_a_queue_brings_what_is_new_and_keeps_the_filter(page, site):
    page.clock.install()
    page.goto("/queue")
    page.get_by_label("Show only rows with").fill("zoe")
    expect(page.get_by_text("1 of 2 shown")).to_be_visible()
    expect(page.get_by_role("link", name="Ash Pembury")).to_be_hidden()
    site.duties.append(duty("Zoe Ash", "New"))
    site.version = "2"
    page.clock.run_for(5100)
    expect(page.get_by_role("link", name="Zoe Ash")).to_be_visible()
    expect(page.get_by_text("2 of 3 shown")).to_be_visible()


def test_a_queue_does_not_interrupt_somebody_who_opened_something(page, site):
    page.clock.install()
    page.goto("/queue")
    page.locator("#rows summary").first.click()
    site.duties, site.version = [], "2"
    page.clock.run_for(5100)
    expect(page.get_by_text("There is something new in this list.")).to_be_visible()
    expect(page.get_by_text("A step.").first).to_be_visible()


def test_keys_and_turning_them_off(page):
    page.goto("/queue")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search by name")).to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Use these keys in this browser").uncheck()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_press_takes_mine_theirs_or_both(page):
    page.goto("/queue")
    page.get_by_role("button", name="Keep both").click()
    expect(page.get_by_label("What should it say?")).to_have_value("Theirs\n\nMine")


@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("name", ["form", "queue"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{name}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    session = page.context.new_cdp_session(page)
    found = session.send(
        "Runtime.evaluate",
        {
            "expression": AXE.read_text(encoding="utf-8")
            + ";axe.run().then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.nodes.map((n) => n.html)])))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    assert json.loads(found["result"]["value"]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_scripts_the_page_does_its_work(browser, site):
    site.reset()
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/queue")
    expect(page.get_by_role("link", name="Refresh now")).to_be_visible()
    expect(page.get_by_label("Show only rows with")).to_be_hidden()
    expect(page.get_by_text("Take mine")).to_be_hidden()
    page.goto("/form")
    expect(page.get_by_role("button", name="Save and continue")).to_be_visible()
    context.close()

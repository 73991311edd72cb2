"""What is measured: eight things people do all day, each by somebody whose work it is, signed in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from holdfast.kernel.viewer import Viewer

from . import missing
from .children import Known
from .drafts import Drafts
from .fill import Filled
from .floor import floor
from .measure import timed
from .web import Answer, Browser, signed_in, web_process

MANY = 8
WARM_UP = 12
Turn = Callable[[Browser, int, Path | None], Answer]


@dataclass(frozen=True)
class Operation:
    """One thing people do.

    turn: one request, another one for each number. expected: the status of an answer that counts.
    before: the page that is open before, whose form is sent.
    """

    key: str
    name: str
    turn: Turn
    expected: int = 200
    referrer: bool = False
    before: str = ""


def operations(filled: Filled, drafts: Drafts) -> list[Operation]:
    """Every operation, in the order of the report."""
    queue, work = reverse("mash-queue"), "/"
    return [
        Operation("mash_queue", "MASH queue", lambda browser, _, record: browser.get(queue, record=record)),
        Operation("child_page", "Child page", _page(lambda place: _path(_child(filled, place)))),
        Operation("search_misspelt", "Search by a misspelt name", _page(lambda place: _search(_child(filled, place)))),
        Operation("submit_referral", "Submit a referral", drafts.send, 302, True, drafts.page),
        Operation("missing_now", "Missing now", lambda browser, _, record: browser.get(reverse("missing"), record=record)),
        Operation("trigger_plan", "Open a trigger plan", _page(lambda place: _plan(filled, place))),
        Operation(
            "report_missing",
            "Report a missing child",
            lambda browser, place, record: missing.report(browser, place, filled.children, record),
            302,
            before=missing.report_page(filled.children),
        ),
        Operation("my_work", "My work", lambda browser, _, record: browser.get(work, record=record)),
    ]


def _page(path: Callable[[int], str]) -> Turn:
    return lambda browser, place, record: browser.get(path(place), record=record)


def _child(filled: Filled, place: int) -> Known:
    """Another child each time, spread over the county."""
    return filled.children[(place * 7919 + 13) % len(filled.children)]


def _path(child: Known) -> str:
    return reverse("child", args=[child.id])


def _plan(filled: Filled, place: int) -> str:
    children = missing.planned(filled.children)
    return reverse("trigger-plan", args=[children[(place * 7919 + 13) % len(children)].id])


def _search(child: Known) -> str:
    return reverse("children-search") + "?" + urlencode({"q": f"{misspelt(child.given)} {child.family}"})


def misspelt(name: str) -> str:
    """The name with two letters in the middle changed over, as tired fingers do."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :] if len(name) > 3 else name


def measure_all(name: str, filled: Filled, seconds: float, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """Measure every operation at one connection and at several, and the floor beneath it."""
    drafts = Drafts(name, filled)
    with tempfile.TemporaryDirectory() as folder, web_process(name, Path(folder)) as where:
        people = {
            referrer: signed_in(where, reverse("account_login"), email, filled.password)
            for referrer, email in ((False, filled.screener_email), (True, filled.referrer_email))
        }
        return [
            _measured(name, operation, people[operation.referrer], _viewer(filled, operation), seconds, Path(folder), drafts, say)
            for operation in operations(filled, drafts)
        ]


def _viewer(filled: Filled, operation: Operation) -> Viewer:
    return filled.referrer if operation.referrer else filled.screener


def _measured(
    name: str,
    operation: Operation,
    who: Browser,
    viewer: Viewer,
    seconds: float,
    folder: Path,
    drafts: Drafts,
    say: Callable[[str], None],
) -> dict[str, Any]:
    if operation.before:
        who.get(operation.before)
    for place in range(WARM_UP):
        answer = operation.turn(who, place, None)
        if answer.status != operation.expected:
            raise SystemExit(f"{operation.name} was answered with {answer.status}, not {operation.expected}: {answer.body[:500]}")
    runs = []
    start = WARM_UP
    for connections in (1, MANY):
        browsers = [Browser(who.where, dict(who.cookies), who.token) for _ in range(connections)]
        run = timed(_at(operation, start), browsers, seconds, expected=operation.expected)
        start += len(run.times) + len(run.faults) + connections
        runs.append(run.summary())
        say(f"  {operation.name}, {connections} at once: {_spoken(runs[-1])}")
    beneath = _floor(name, operation, who, viewer, folder / operation.key, start, drafts.since)
    return {"key": operation.key, "name": operation.name, "runs": runs, "floor": beneath}


def _spoken(run: dict[str, Any]) -> str:
    times = f"p50 {run['p50_ms']} ms, p95 {run['p95_ms']} ms, of it {run['database_p50_ms']} ms in the database"
    return f"{times}, {run['statements']} statements"


def _at(operation: Operation, start: int) -> Callable[[Browser, int], Answer]:
    """Turns numbered on from those already taken, so that no draft is sent twice."""
    return lambda browser, place: operation.turn(browser, start + place, None)


def _floor(
    name: str, operation: Operation, who: Browser, viewer: Viewer, record: Path, place: int, new_since: float
) -> dict[str, Any]:
    operation.turn(who, place + 1, record)
    return floor(name, record, viewer, new_since=new_since)

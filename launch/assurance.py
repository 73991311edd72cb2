"""What the long proofs tried and survived, as a page: docs/reference/assurance.md, written by a whole `bin/test --full`.

The page is the record of a run, with the machine's own figures, and is committed as the run wrote it. So nothing compares it
with anything: `bin/check` prints the other pages again, and this one is printed by the next whole run.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from launch.tree import TREE

PAGE = TREE / "docs" / "reference" / "assurance.md"
HEAD = """# Assurance

What the last whole run of `bin/test --full` tried, and what it survived. Figures are of the machine it ran on.
"""
# Each proof: its heading, and the sentence its figures stand in. One that did not run has no part on the page.
SENTENCES: dict[str, tuple[str, str]] = {
    "doors": (
        "Addresses by roles",
        "{addresses} addresses, each by every one of {roles} roles and by somebody of another partnership, somebody without a"
        " post and a visitor, by every method: {requests} requests, each answered as the table of doors says"
        " (`tests/integration/intruder/doors.py`).",
    ),
    "hidden": ("Hidden and not there", "{pairs} pairs of requests for what is hidden and for what is not there, answered alike."),
    "wall": (
        "The database's own wall",
        "{tables} tables read, counted, changed and added to in plain SQL as somebody of elsewhere.",
    ),
    "changes": (
        "Every change is written",
        "{forms} forms filled in and sent that changed a row by the database's own count: each change is in the audit, once.",
    ),
    "words": (
        "Odd words",
        "{requests} requests with scripts, SQL, odd characters and 100,000 letters in {boxes} boxes: no fault, nothing ran.",
    ),
    "files": ("Files that lie", "{files} files that are not what they say, bombs among them: each refused or made harmless."),
    "storm": (
        "Killed while people send referrals",
        "{sent} referrals sent while the web was killed {web_killed} times, the worker {worker_killed} times and the database"
        " {database_killed} times without warning. People had to try again {tries} times. {arrived} arrived, each once, with one"
        " screening, one clock and one audit event. The audit of {audit_events} events proved whole afterwards, and no job was"
        " left half done.",
    ),
    "alerts": (
        "Killed while children are reported missing",
        "{reported} children reported missing while the web was killed {web} times, the worker {worker} times and the database"
        " {database} times without warning. People had to try again {tries} times. Each child has one episode and one alert, and"
        " each of those responsible was asked once.",
    ),
    "one_record": (
        "Fifty people on one record",
        "{people} people each added a line to the same record at once: {saved} saves, none lost; {shown_both} times somebody was"
        " shown both versions and began again.",
    ),
    "load": (
        "Fifty people at work",
        "{people} people without a pause, one web process: {requests} pages, {per_second:.0f} a second, half within"
        " {p50_ms:.0f} ms, nineteen of twenty within {p95_ms:.0f} ms, none refused, none failed.",
    ),
    "secrets": (
        "Two secrets",
        "{addresses} addresses opened by people without need: a referrer who asked not to be named and a confidential address"
        " stood on none of them.",
    ),
    "million": ("A million events", "{events} audit events proved in {seconds:.0f} seconds."),
}


def figures(notes: Path) -> dict[str, dict[str, float]]:
    """The notes of a run, each proof's figures added up."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in notes.read_text().splitlines() if notes.exists() else []:
        said = json.loads(line)
        for name, value in said.items():
            if name != "proof":
                found[said["proof"]][name] += value
    return found


def page(notes: Path, *, passed: int, seconds: float) -> str:
    """The page: every proof that ran, in words."""
    lines = [HEAD, f"{datetime.now(UTC):%d %B %Y}: {passed} tests passed in {seconds / 60:.0f} minutes.", ""]
    gathered = figures(notes)
    for proof, (heading, sentence) in SENTENCES.items():
        if proof in gathered:
            known = {name: int(value) if value == int(value) else value for name, value in gathered[proof].items()}
            lines += [f"## {heading}", "", sentence.format_map(_Known(known)), ""]
    return "\n".join(lines)


class _Known(dict[str, float]):
    """A figure that a cut run did not reach is 0."""

    def __missing__(self, key: str) -> float:
        return 0

"""bin/test: every test, as the application's own database role and in a real browser."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from launch import assurance
from launch.chromium import have_chromium
from launch.commands import run
from launch.environment import have_packages
from launch.frontend import have_frontend
from launch.home import open_home
from launch.say import say
from launch.scratch import TEST_HOME, scratch
from launch.static import have_static_files
from launch.tree import PYTHON, TREE

USAGE = """usage: bin/test [--full] [PYTEST ARGUMENTS ...]

Runs the tests on an embedded PostgreSQL of their own and in Chromium, which it installs from apt as root.
Without a selection it fails when browser or database tests did not run.

  --full               the long proofs too; a whole pass writes docs/reference/assurance.md
  TEST_DATABASE_URL    use this server instead: the address of a user who may make roles and databases
  HOLDFAST_CHROMIUM    use this browser
"""
KINDS = ("browser", "database")


def main(arguments: list[str]) -> int:
    """Make ready what the tests need, run them, and see that none of a kind was left out."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(USAGE, end="")
        return 0
    have_packages(tools=True)
    have_frontend()
    chromium = have_chromium()
    home = open_home(TEST_HOME)
    home.hurried.touch()
    counts = home.run / f"ran-{os.getpid()}.json"
    with scratch(home) as variables:
        have_static_files(variables)
        variables |= {"HOLDFAST_CHROMIUM": chromium, "HOLDFAST_TESTS_RAN": str(counts)}
        notes = home.run / f"assurance-{os.getpid()}.jsonl"
        full = "--full" in arguments
        variables |= {"HOLDFAST_TEST_FULL": "1", "HOLDFAST_ASSURANCE": str(notes)} if full else {"HOLDFAST_TEST_FULL": ""}
        began = time.monotonic()
        code = run(_pytest(arguments), variables, cwd=TREE)
    ran = _ran(counts)
    missing = _left_out(ran)
    if full:
        _assure(notes, ran, time.monotonic() - began, whole=code == 0 and not missing and not _selects(arguments))
    if code == 0 and missing and not _selects(arguments):
        say(f"These tests did not all run, so this does not count as a pass: {', '.join(missing)}.")
        return 1
    return code


def _pytest(arguments: list[str]) -> list[str]:
    """The command: two at a time, and without the long proofs unless asked."""
    chosen = [argument for argument in arguments if argument != "--full"]
    command = [str(PYTHON), "-P", "-m", "pytest", "-p", "launch.ran"]
    if not any(argument.startswith("-n") for argument in chosen):
        command += ["-n", "2"]
    if "--full" not in arguments and "-m" not in chosen:
        command += ["-m", "not full"]
    return command + chosen


def _selects(arguments: list[str]) -> bool:
    """Whether the person asked for some tests only."""
    narrowing = {"-k", "-m", "--lf", "--last-failed", "--co", "--collect-only", "--sw", "--stepwise"}
    return any(word in narrowing or not word.startswith("-") for word in arguments)


def _assure(notes: Path, ran: dict[str, int], seconds: float, *, whole: bool) -> None:
    """Print what the long proofs tried; only a whole pass may say so on the page."""
    page = assurance.page(notes, passed=ran.get("passed", 0), seconds=seconds)
    notes.unlink(missing_ok=True)
    print(page)
    if whole:
        assurance.PAGE.write_text(page)


def _ran(counts: Path) -> dict[str, int]:
    """How many tests of each kind passed and were skipped; nothing when the run left no word."""
    try:
        ran: dict[str, int] = json.loads(counts.read_text())
    except (OSError, ValueError):
        return {}
    counts.unlink()
    return ran


def _left_out(ran: dict[str, int]) -> list[str]:
    """Kinds of which no test passed, or one was skipped."""
    return [kind for kind in KINDS if not ran.get(f"passed {kind}") or ran.get(f"skipped {kind}")]

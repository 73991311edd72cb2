"""bin/check: what a machine can say about the source without running it."""

from __future__ import annotations

import argparse
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from launch.commands import django, environment
from launch.environment import have_packages
from launch.home import open_home
from launch.say import say
from launch.scratch import TEST_HOME
from launch.tree import PYTHON, TREE

DESCRIPTION = """Check the source: lint and format (ruff), types (mypy), layers (import-linter), the printed reference
in step with its tables, and no model without its migration."""
SCRIPTS = [f"bin/{name}" for name in ("start", "holdfast", "test", "check", "bench")]


@dataclass(frozen=True)
class Check:
    """One question about the source, and what to do when the answer is no."""

    name: str
    command: list[str]
    advice: str


def main(arguments: list[str]) -> int:
    """Ask every question, two at a time, and say which answers were no."""
    argparse.ArgumentParser(prog="bin/check", description=DESCRIPTION).parse_args(arguments)
    have_packages(tools=True)
    variables = environment(open_home(TEST_HOME), {})
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = [name for name in pool.map(lambda check: _ask(check, variables), checks()) if name]
    if failed:
        say(f"Not in order: {', '.join(failed)}.")
        return 1
    print(f"All in order ({time.monotonic() - began:.0f} s).")
    return 0


def checks() -> list[Check]:
    """The questions, the slowest first."""
    module = [str(PYTHON), "-P", "-m"]
    layers = "from importlinter.cli import lint_imports_command as ask; ask()"
    return [
        Check("types", [*module, "mypy"], "mend the types"),
        Check("layers", [str(PYTHON), "-P", "-c", layers], "move the import to where it may be"),
        Check("lint", [*module, "ruff", "check", ".", *SCRIPTS], "run  .venv/bin/ruff check --fix"),
        Check("format", [*module, "ruff", "format", "--check", ".", *SCRIPTS], "run  .venv/bin/ruff format"),
        Check("reference", django("docs", "--check"), "run  bin/holdfast docs"),
        Check("migrations", _migrations(), "run  bin/holdfast makemigrations"),
    ]


def _migrations() -> list[str]:
    """No server is asked: the models are compared with the migration files alone."""
    quiet = ["-W", "ignore::RuntimeWarning"]
    return [str(PYTHON), "-P", *quiet, "-m", "django", "makemigrations", "--check", "--dry-run"]


def _ask(check: Check, variables: dict[str, str]) -> str:
    """Run one check; its words are shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run(check.command, cwd=TREE, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    seconds = time.monotonic() - began
    if done.returncode == 0:
        print(f"{check.name}: in order ({seconds:.1f} s)", flush=True)
        return ""
    print(f"{check.name}: NOT in order; {check.advice}\n{done.stdout}{done.stderr}", flush=True)
    return check.name

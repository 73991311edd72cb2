"""bin/holdfast set-up: all that bin/start does before it serves, for systems that something else runs."""

from __future__ import annotations

import argparse

from launch.commands import environment
from launch.frontend import have_frontend
from launch.home import open_home
from launch.say import say
from launch.static import have_static_files
from launch.system import DEMONSTRATION, REAL, system

DESCRIPTION = """Install the locked packages, gather styles and scripts, bring the tables up to date and mark a new
system as real. Run it once a release, before the web and the worker start."""


def main(arguments: list[str]) -> int:
    """Make ready and end; nothing is left running."""
    parser = argparse.ArgumentParser(prog="bin/holdfast set-up", description=DESCRIPTION)
    parser.add_argument("--files-only", action="store_true", help="touch no database: for building an image")
    given = parser.parse_args(arguments)
    have_frontend()
    home = open_home()
    have_static_files(environment(home, {}))
    if not given.files_only:
        with system(home) as here:
            here.set_up(again=not here.embedded)
            here.be_born(here.kind or REAL)
            kind = here.kind or "nameless"
        say(f"Ready: a {kind} system." + (" Every person in it is invented." if kind == DEMONSTRATION else ""))
    return 0

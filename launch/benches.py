"""bin/bench: measure Holdfast on many children, in a database that is gone afterwards."""

from __future__ import annotations

from launch.commands import run
from launch.environment import have_comparison, have_packages
from launch.frontend import have_frontend
from launch.scratch import scratch, short_lived_home
from launch.static import have_static_files
from launch.tree import PYTHON, TREE


def main(arguments: list[str]) -> int:
    """Make ready what measuring needs and run it; the answer alone goes to standard output."""
    have_packages(tools=True)
    if arguments[:1] == ["disclosure"] and "--without-presidio" not in arguments:
        have_comparison()
    have_frontend()
    with short_lived_home() as home, scratch(home) as variables:
        have_static_files(variables)
        return run([str(PYTHON), "-P", "-m", "bench", *arguments], variables, cwd=TREE)

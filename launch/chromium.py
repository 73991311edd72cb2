"""The browser that the browser tests drive: the machine's own, installed from its packages when we may."""

from __future__ import annotations

import os
import shutil
import subprocess

from launch.environment import run_logged
from launch.say import Refusal, say

NAMES = ("chromium", "chromium-browser", "google-chrome")


def have_chromium() -> str:
    """The path of a Chromium, installed first where it is missing and we are root."""
    found = _found()
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _found()
    if not found:
        raise Refusal("The browser tests need Chromium: run  sudo apt-get install chromium  and try again.")
    return found


def _found() -> str:
    chosen = os.environ.get("HOLDFAST_CHROMIUM", "")
    if chosen and not os.access(chosen, os.X_OK):
        raise Refusal(f"HOLDFAST_CHROMIUM names {chosen}, and no program is there.")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), "")


def _install() -> None:
    say("Installing Chromium for the browser tests ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    failed = "Chromium could not be installed: run  apt-get install chromium  and see why."
    subprocess.run(["apt-get", "update", "-q"], env=quiet, capture_output=True, check=False)
    run_logged(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"], failed, quiet)

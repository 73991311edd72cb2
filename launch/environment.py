"""The installed packages: one `.venv` in the tree, made from the lock file and shared by every home."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

from launch import certificates
from launch.kernel import die_with_parent
from launch.locks import alone
from launch.say import Refusal, say
from launch.tree import BUILD, PYTHON, TREE, VENV

LOG = BUILD / "set-up.log"
# Stands while packages are being changed: an environment that has it was interrupted.
UNFINISHED = VENV / ".holdfast-unfinished"
NO_NETWORK = (
    "connect", "connection", "dns", "network", "timed out", "timeout", "error sending request", "resolve",
    "failed to fetch", "no matching distribution", "enotfound", "econnrefused", "etimedout", "eai_again",
)  # fmt: skip


def have_packages(*, tools: bool = False) -> None:
    """See to it that what is locked is installed; with `tools`, what tests and checks need too."""
    if _is_whole(tools):
        return
    _refuse_unwritable()
    with alone(TREE / ".venv.lock", "Waiting for another command that installs packages ..."):
        if _is_whole(tools):
            return
        _install(tools or _stamp("tools").exists())


def have_comparison() -> None:
    """What `bin/bench disclosure` compares with. It is heavy and no part of the product; without it, the bench says so."""
    if list(VENV.glob("lib/python*/site-packages/presidio_analyzer")):
        return
    with alone(TREE / ".venv.lock", "Waiting for another command that installs packages ..."):
        say("Installing what the check is compared with ...")
        try:
            _uv("sync", "--locked", "--no-python-downloads", "--python", str(PYTHON), "--inexact", "--group", "comparison")
        except Refusal as refusal:
            say(f"{refusal} It is left out of the comparison.")


def fingerprint(*paths: Path) -> str:
    """One value for the content of files: what was done for this value need not be done again."""
    whole = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        whole.update(f"{path.name} {len(content)} ".encode() + content)
    return whole.hexdigest()


def run_logged(command: list[str], sentence: str, environment: dict[str, str] | None = None) -> None:
    """Run one step of the installation; when it fails, say what that means and where the details are."""
    BUILD.mkdir(exist_ok=True)
    with LOG.open("ab") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        log.flush()
        start = log.tell()
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=TREE,
            env=environment or certificates.own(),
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
    if done.returncode != 0:
        raise Refusal(f"{sentence}{_why(start)} Details are in {LOG}.")


def _install(tools: bool) -> None:
    if os.path.lexists(VENV) and not _can_be_mended():
        say("The environment in .venv was half made; making it again ...")
        shutil.rmtree(VENV) if VENV.is_dir() and not VENV.is_symlink() else VENV.unlink()
    if not VENV.exists():
        say("Making the Python environment in .venv ...")
        run_logged(
            [sys.executable, "-m", "venv", str(VENV)],
            "Python could not make its environment (on Debian: apt-get install python3-venv).",
        )
    UNFINISHED.touch()
    try:
        _have_uv()
        say("Installing the locked Python packages ...")
        group = ["--group", "dev"] if tools else ["--no-dev", "--inexact"]
        _uv("sync", "--locked", "--no-python-downloads", "--python", str(PYTHON), *group)
    except Refusal:
        UNFINISHED.unlink()  # refused before anything was changed; only a killed step leaves the mark
        raise
    for name in ("packages", "tools") if tools else ("packages",):
        _stamp(name).write_text(_wanted())
    UNFINISHED.unlink()


def _have_uv() -> None:
    """The installer itself, at its locked version and with its locked hashes."""
    locked = tomllib.loads((TREE / "uv.lock").read_text())
    package = next(package for package in locked["package"] if package["name"] == "uv")
    if package["version"] in _uv_version():
        return
    hashes = " ".join(f"--hash={wheel['hash']}" for wheel in package["wheels"])
    BUILD.mkdir(exist_ok=True)
    wanted = BUILD / "uv.requirements.txt"
    wanted.write_text(f"uv=={package['version']} {hashes}\n")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--retries", "1", "--disable-pip-version-check"]
    run_logged([*pip, "--require-hashes", "-r", str(wanted)], "The installer uv could not be fetched.")


def _uv_version() -> list[str]:
    try:
        asked = subprocess.run([VENV / "bin" / "uv", "--version"], capture_output=True, text=True)
    except OSError:
        return []
    return asked.stdout.split()


def _uv(*arguments: str) -> None:
    environment = certificates.own()
    environment.pop("VIRTUAL_ENV", None)
    environment |= {"UV_PROJECT_ENVIRONMENT": str(VENV), "UV_HTTP_RETRIES": "1"}
    run_logged(
        [str(VENV / "bin" / "uv"), *arguments],
        "The locked Python packages could not be installed.",
        environment,
    )


def _can_be_mended() -> bool:
    """Whether it was whole once, nothing was interrupted since, and its Python still runs."""
    if not _stamp("packages").exists() or UNFINISHED.exists():
        return False
    try:
        asked = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _is_whole(tools: bool) -> bool:
    stamp = _stamp("tools" if tools else "packages")
    try:
        return PYTHON.exists() and not UNFINISHED.exists() and stamp.read_text() == _wanted()
    except OSError:
        return False


def _stamp(name: str) -> Path:
    """Written last, so that it stands only in a whole environment."""
    return VENV / f".holdfast-{name}"


def _wanted() -> str:
    home = (VENV / "pyvenv.cfg").read_text().splitlines() if (VENV / "pyvenv.cfg").exists() else []
    version = next((line.partition("=")[2].strip() for line in home if line.startswith("version")), "")
    return json.dumps({"lock": fingerprint(TREE / "uv.lock", TREE / "pyproject.toml"), "python": version})


def _refuse_unwritable() -> None:
    if not os.access(TREE, os.W_OK):
        raise Refusal(
            f"The packages have to be installed in {TREE}, and you may not write there: "
            "let its owner run bin/start once, or work in a copy of your own."
        )


def _why(start: int) -> str:
    """What the failed step's own words point to."""
    with LOG.open("rb") as log:
        log.seek(start)
        words = log.read().decode(errors="replace").lower()
    if any(sign in words for sign in NO_NETWORK):
        return " The package registry cannot be reached: check the network or proxy, then run it again."
    if "lock" in words and "needs to be updated" in words:
        return " uv.lock is out of step with pyproject.toml: run uv lock."
    if "no space left" in words:
        return " The disk is full."
    return ""

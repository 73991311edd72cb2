"""Root may run Holdfast though PostgreSQL refuses root, also where the machine grants no namespace."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import confinement
from launch.tree import TREE


def grants_namespaces() -> bool:
    """Asked in another process: a test process has threads, and must not fork itself."""
    asking = "import sys; from launch.kernel import can_leave_root; sys.exit(not can_leave_root())"
    return subprocess.run([sys.executable, "-c", asking], cwd=TREE, check=False).returncode == 0


pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not grants_namespaces(),
    reason="needs root on a machine that grants user namespaces",
)
ASK = """
import sys
from pathlib import Path
from launch.home import open_home
from launch.say import Refusal
from launch.server import ServerUse
home = open_home(Path(sys.argv[1]))
try:
    with ServerUse(home) as use:
        print(use.as_superuser("SELECT 'answered'").strip())
except Refusal as refusal:
    print(refusal)
"""


def ask(home: Path, *, namespaces: bool) -> str:
    """What a process says that uses the server of this home."""
    refused = [] if namespaces else [sys.executable, "-m", "tests.launch.without_namespaces"]
    done = subprocess.run(
        [*refused, sys.executable, "-c", ASK, str(home)],
        env={**os.environ, "PYTHONPATH": str(TREE)},
        cwd=TREE,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may pass."""
    folder = Path(tempfile.mkdtemp(prefix="launch-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_without_a_namespace_the_server_steps_down_to_another_user(open_folder: Path) -> None:
    if confinement.first_closed(TREE):
        pytest.skip("this copy of the source lies where other users may not go")
    home = open_folder / "home"
    assert ask(home, namespaces=False) == "answered"
    assert (home / "database").stat().st_uid not in (0, os.geteuid())
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    assert ask(home, namespaces=True) == "answered"  # and stays that user's


def test_where_nobody_else_may_pass_it_says_what_to_do(open_folder: Path) -> None:
    (open_folder / "closed").mkdir(mode=0o700)
    said = ask(open_folder / "closed" / "home", namespaces=False)
    assert "run Holdfast as an ordinary user, or open" in said


def test_a_database_made_in_a_namespace_is_not_left_half_working(open_folder: Path) -> None:
    assert ask(open_folder / "home", namespaces=True) == "answered"
    assert "refuses the user namespace" in ask(open_folder / "home", namespaces=False)

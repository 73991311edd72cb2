"""A backup, a restore and a change of key are killed at each stage: what is left is whole, and the next run says how to go on."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.audit.verification import Findings
from holdfast.config.backup.lock import Lock, from_file
from tests import databases

from .conftest import Whole

pytestmark = [pytest.mark.full, pytest.mark.database]

LETTERS = ["Letter one.", "Letter two."]
AFTER = [*LETTERS, "Letter after the backup."]
BACKUP, RESTORE = "holdfast.config.backup.taking", "holdfast.config.backup.restoring"
TABLES, ROTATION = "holdfast.config.backup.tables", "holdfast.documents.rotation"
# A command that is killed, as by a machine short of memory, when a step is called for the n-th time.
KILLED = """
import importlib, os, signal, sys
import django
django.setup()
from django.core.management import call_command
module, step, calls, *words = sys.argv[1:]
where, left = importlib.import_module(module), [int(calls)]
whole = getattr(where, step)
def killed(*args, **more):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return whole(*args, **more)
setattr(where, step, killed)
call_command(*words)
"""


def variables(whole: Whole, key_file: Path) -> dict[str, str]:
    """The environment of a command that works on this system as its owner."""
    places = {f"HOLDFAST_{name}": str(place) for name, place in whole.places.items()}
    places |= {"HOLDFAST_HOME": str(whole.folder), "HOLDFAST_BACKUP_KEY_FILE": str(key_file), "HOLDFAST_AS_OWNER": "1"}
    made = databases.environment(whole.database, **places)
    del made["HOLDFAST_FILES_KEY"]
    return made


def killed(whole: Whole, key_file: Path, stage: tuple[str, str, int], *words: str) -> None:
    """Run a command that is killed at this stage; it must get that far."""
    module, step, calls = stage
    done = _run(whole, key_file, "-c", KILLED, module, step, str(calls), *words)
    assert done.returncode == -signal.SIGKILL, (done.stdout, done.stderr)


def run(whole: Whole, key_file: Path, *words: str) -> str:
    """Run a command to its end, and what it said."""
    done = _run(whole, key_file, "-m", "django", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def _run(whole: Whole, key_file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=databases.ROOT, env=variables(whole, key_file), capture_output=True, text=True, check=False
    )


def stands(findings: Findings) -> bool:
    return findings.ok and findings.first_bad is None


@pytest.fixture
def key_file(tmp_path: Path, key: Lock) -> Path:
    """Where the fixture `key` stands."""
    path = tmp_path / "backup.key"
    assert from_file(path).said == key.said
    return path


@pytest.mark.parametrize("stage", [(BACKUP, "_put_tables", 0), (BACKUP, "_put_files", 0), (BACKUP, "_finish", 0)])
def test_a_backup_that_is_killed_leaves_the_system_whole_and_the_next_one_says_so(
    stage: tuple[str, str, int], old: Whole, key: Lock, key_file: Path, tmp_path: Path, made: Callable[[str], Whole]
) -> None:
    out = tmp_path / "monday.backup"
    killed(old, key_file, stage, "backup", str(out))
    assert old.files() == LETTERS
    assert stands(old.verify())
    assert out.exists() == (stage[1] == "_finish")
    listed = run(old, key_file, "backups")
    assert listed.count("monday.backup") == 1
    assert "cut short" in listed
    said = run(old, key_file, "backup", str(out))
    assert ("was cut short: what it left is removed" in said) == (stage[1] != "_finish")
    assert not list(tmp_path.glob("monday.backup.*"))
    new = made("new")
    new.restore(out, key)
    assert new.files() == LETTERS
    assert [row[1] for row in new.sql("SELECT begun_at, finished_at IS NOT NULL FROM keeping_backup ORDER BY 1")][-1] is True


@pytest.mark.parametrize(
    "stage",
    [
        (RESTORE, "_put_files", 0),
        (TABLES, "empty", 0),
        (TABLES, "copy_in", 5),
        (TABLES, "set_sequences", 0),
        (RESTORE, "_afterwards", 0),
        (RESTORE, "begin_segment", 0),
        (RESTORE, "_opened", 0),
    ],
)
def test_a_restore_that_is_killed_leaves_the_old_system_or_the_restored_one_and_is_done_again(
    stage: tuple[str, str, int], old: Whole, key: Lock, key_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "monday.backup"
    old.back_up(out, key)
    old.keep_file(AFTER[-1])
    killed(old, key_file, stage, "restore", str(out), "--replace", "--yes")
    put = stage[1] in {"_afterwards", "begin_segment", "_opened"}
    assert old.files() == (LETTERS if put else AFTER)
    doctor = _run(old, key_file, "-m", "django", "doctor").stdout
    assert "A restore was cut short. Do it again: bin/holdfast restore FILE --replace." in doctor
    said = run(old, key_file, "restore", str(out), "--replace", "--yes")
    assert "An earlier restore was cut short: this one does all of it again." in said
    assert old.files() == LETTERS
    assert stands(old.verify())
    assert "restore was cut short" not in _run(old, key_file, "-m", "django", "doctor").stdout


@pytest.mark.parametrize(
    "stage",
    [("holdfast.documents.sealing", "wait_for_writers", 0), (ROTATION, "seal_some", 1), ("holdfast.documents.ring", "keep", 1)],
)
def test_a_change_of_key_that_is_killed_leaves_every_file_open_and_is_finished_by_the_next(
    stage: tuple[str, str, int], old: Whole, key_file: Path
) -> None:
    killed(old, key_file, stage, "keys", "rotate")
    assert old.files() == LETTERS
    doctor = _run(old, key_file, "-m", "django", "doctor").stdout
    assert "A change of key was cut short: bin/holdfast keys rotate finishes it." in doctor
    assert "An earlier change of key was finished" in run(old, key_file, "keys", "rotate")
    assert old.files() == LETTERS
    assert len(old.places["FILES_KEY_FILE"].read_text().splitlines()) == 1
    assert stands(old.verify())


def test_a_server_that_somebody_else_runs_is_backed_up_and_restored_by_its_two_addresses(
    old: Whole, made: Callable[[str], Whole], tmp_path: Path
) -> None:
    """As a person types it, with DATABASE_URL and DATABASE_OWNER_URL set and nothing embedded."""
    new, out, key_file = made("new"), tmp_path / "monday.backup", tmp_path / "backup.key"

    def holdfast(whole: Whole, *words: str) -> str:
        around = variables(whole, key_file)
        del around["HOLDFAST_AS_OWNER"]
        command = [sys.executable, str(databases.ROOT / "bin" / "holdfast"), *words]
        done = subprocess.run(command, env=around, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "2 files, and their keys" in holdfast(old, "backup", str(out))
    assert "2 files, and each opens" in holdfast(new, "restore", str(out))
    assert new.files() == LETTERS
    assert "monday.backup: made" in holdfast(new, "backups")
    assert "written down as destroyed" in holdfast(new, "backups", "destroyed", str(out))
    assert stands(new.verify())

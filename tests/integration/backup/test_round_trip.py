"""A backup is restored: into an empty system and over a full one, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from holdfast.config.backup import restoring, tables
from holdfast.config.backup.container import Damaged
from holdfast.config.backup.lock import Lock, LockFault, from_file
from holdfast.documents import rotation
from holdfast.kernel.viewer import Viewer

from .conftest import Whole

WALLS = """
SELECT (SELECT count(*) FROM pg_class WHERE relforcerowsecurity),
       (SELECT array_agg(tgname::text || tgenabled::text ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal)
"""


@pytest.fixture
def backup(old: Whole, key: Lock, tmp_path: Path) -> Path:
    path = tmp_path / "monday.backup"
    old.back_up(path, key)
    return path


def test_an_empty_system_becomes_the_one_in_the_backup(backup: Path, old: Whole, key: Lock, made: Callable[[str], Whole]) -> None:
    assert b"Letter" not in backup.read_bytes()
    assert b"testshire" not in backup.read_bytes()
    new = made("new")
    walls = new.sql(WALLS)
    done = new.restore(backup, key)
    assert (done.files, done.unreadable) == (2, 0)
    assert new.files() == old.files() == ["Letter one.", "Letter two."]
    for table in ("partnership_partnership", "documents_storedfile", "partnership_system"):
        assert new.sql(f"SELECT * FROM {table} ORDER BY 1") == old.sql(f"SELECT * FROM {table} ORDER BY 1")
    assert new.sql(WALLS) == walls
    assert new.verify().ok
    new.keep_file("Letter three.")
    found = new.verify()
    assert found.ok
    assert found.checked == new.sql("SELECT count(*) FROM audit_event")[0][0]
    with pytest.raises(psycopg.Error):
        new.sql("DELETE FROM audit_event RETURNING 1")


def test_over_a_full_system_the_backup_takes_its_place_and_the_audit_begins_a_new_segment(
    backup: Path, old: Whole, key: Lock
) -> None:
    old.keep_file("Letter after the backup.")
    with old.here():
        rotation.rotate(Viewer.job("keys.rotate", None))
    assert old.verify().ok
    with pytest.raises(restoring.NotNow, match="--replace"):
        old.restore(backup, key)
    old.restore(backup, key, replace=True)
    assert old.files() == ["Letter one.", "Letter two."]
    assert len(list((old.folder / "files").rglob("*/*"))) == 2
    assert old.verify().ok
    assert "restored from the backup of" in old.places["AUDIT_CHECKPOINTS"].read_text()
    assert old.sql("SELECT count(*) FROM audit_event WHERE verb = 'system.restore'") == [(1,)]


@pytest.mark.parametrize("cut_at", ["set_sequences", "copy_in", "empty"])
def test_a_restore_that_is_cut_short_leaves_the_old_system(
    cut_at: str, backup: Path, old: Whole, key: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.keep_file("Letter after the backup.")
    before = old.sql("SELECT count(*) FROM audit_event")

    def cut(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(tables, cut_at, cut)
        with pytest.raises(KeyboardInterrupt):
            old.restore(backup, key, replace=True)
    assert old.files() == ["Letter one.", "Letter two.", "Letter after the backup."]
    assert old.sql("SELECT count(*) FROM audit_event") == before
    assert old.verify().ok
    old.restore(backup, key, replace=True)
    assert old.files() == ["Letter one.", "Letter two."]


def test_another_key_or_a_damaged_file_changes_nothing(backup: Path, old: Whole, key: Lock, tmp_path: Path) -> None:
    other = from_file(tmp_path / "other.key", make=True)
    with pytest.raises(LockFault, match=key.said["name"]):
        old.restore(backup, other, replace=True)
    whole = backup.read_bytes()
    for broken in (whole[:-40], whole[:-1] + b"x", whole[: len(whole) // 2], b"x" + whole, whole + b"x"):
        (tmp_path / "broken").write_bytes(broken)
        with pytest.raises(Damaged):
            old.restore(tmp_path / "broken", key, replace=True)
    assert old.files() == ["Letter one.", "Letter two."]


def test_nothing_is_restored_under_people_who_work(backup: Path, old: Whole, key: Lock) -> None:
    from tests import databases

    with (
        psycopg.connect(databases.app_url(old.database)),
        pytest.raises(restoring.NotNow, match="stop the web and the worker"),
    ):
        old.restore(backup, key, replace=True)


def test_a_file_that_is_missing_from_the_store_is_said(old: Whole, key: Lock, tmp_path: Path) -> None:
    next((old.folder / "files").rglob("??/*")).unlink()
    taken = old.back_up(tmp_path / "a.backup", key)
    assert len(taken.missing) == 1
    assert taken.files == 1

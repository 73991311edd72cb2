"""Whole systems of a test's own: a database, files, keys and checkpoints, really committed, seen as the owner sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from holdfast.audit.verification import Findings, verify
from holdfast.config.backup import lock, restoring, taking
from holdfast.documents import content, queries, ring, store
from holdfast.documents.actions import keep
from holdfast.documents.models import StoredFile
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.actions import be_born
from holdfast.partnership.models import Partnership
from tests import databases
from tests.conftest import _using

NAMES = ("FILES_DIR", "FILES_KEY_FILE", "AUDIT_CHECKPOINTS", "AUDIT_KEY_FILE")


class Whole:
    """One system: what a test does in it, and what it then looks at."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.places = {
            "FILES_DIR": folder / "files",
            "FILES_KEY_FILE": folder / "keys" / "files.key",
            "AUDIT_CHECKPOINTS": folder / "audit" / "checkpoints.jsonl",
            "AUDIT_KEY_FILE": folder / "keys" / "audit.key",
        }
        (folder / "keys").mkdir(parents=True)
        self.places["FILES_KEY_FILE"].write_text(ring.made().text + "\n")

    @contextmanager
    def here(self, *, as_owner: bool = True) -> Iterator[None]:
        """In this system: its database as the owner's role, its folders."""
        before, connected = {name: getattr(settings, name) for name in NAMES}, dict(connection.settings_dict)
        with _using(self.database):
            if as_owner:
                owner = urlsplit(databases.owner_url())
                connection.settings_dict.update(USER=unquote(owner.username or ""), PASSWORD=unquote(owner.password or ""))
            for name, place in self.places.items():
                setattr(settings, name, place)
            store.store.cache_clear()
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict.update(connected | {"NAME": self.database})
                for name, value in before.items():
                    setattr(settings, name, value)
                store.store.cache_clear()

    def born(self) -> None:
        with self.here(), acting_as(Viewer.job("tests", None)) as by:
            be_born(by=by, demonstration=False, name="Testshire", slug="testshire")

    def keep_file(self, words: str) -> None:
        """A file of the partnership, kept as the application keeps it."""
        with self.here(as_owner=False):
            partnership = Partnership.objects.get()
            with acting_as(Viewer.job("tests", partnership.pk)) as by:
                keep(by=by, name="a.txt", read=content.read(words.encode()), purpose="tests", subject=partnership)

    def files(self) -> list[str]:
        """What every stored file says, opened."""
        with self.here():
            return [queries.content_of(row).decode() for row in StoredFile.objects.order_by("pk")]

    def verify(self) -> Findings:
        with self.here():
            return verify()

    def back_up(self, out: Path, key: lock.Lock) -> taking.Taken:
        with self.here():
            return taking.take(out, key)

    def restore(self, path: Path, key: lock.Lock, *, replace: bool = False) -> restoring.Restored:
        with self.here():
            return restoring.restore(path, key, replace=replace, say=lambda sentence: None)

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(databases.owner_url(self.database), autocommit=True) as owner:
            return owner.execute(query).fetchall()


@pytest.fixture
def made(django_db_blocker: Any, tmp_path: Path) -> Iterator[Callable[[str], Whole]]:
    """Makes systems: `made("old")`."""
    names: list[str] = []

    def make(name: str) -> Whole:
        database = f"holdfast_backup_{name}_{tmp_path.name[-12:].replace('-', '_')}"[:60]
        databases.create(database, databases.migrated_template())
        names.append(database)
        return Whole(database, tmp_path / name)

    with django_db_blocker.unblock():
        yield make
    for database in names:
        databases.drop(database)


@pytest.fixture
def old(made: Callable[[str], Whole]) -> Whole:
    """A system with a partnership and two files."""
    whole = made("old")
    whole.born()
    for words in ("Letter one.", "Letter two."):
        whole.keep_file(words)
    return whole


@pytest.fixture
def key(tmp_path: Path) -> lock.Lock:
    return lock.from_file(tmp_path / "backup.key", make=True)

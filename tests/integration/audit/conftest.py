"""An audit of a test's own, really committed, with its checkpoints and key in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from django.db import connection

from holdfast.audit.record import record
from holdfast.audit.sealing import seal
from holdfast.audit.verification import Findings, verify
from holdfast.kernel.acting import acting_as
from holdfast.kernel.ids import new_id
from holdfast.kernel.viewer import Viewer
from tests import databases

UNGUARDED = "ALTER TABLE audit_event DISABLE TRIGGER USER; ALTER TABLE audit_seal DISABLE TRIGGER USER;"


class Audit:
    """What a test does with an audit: write as the application, look and tamper as the owner."""

    def __init__(self, name: str, folder: Path):
        self.name = name
        self.checkpoints = folder / "audit" / "checkpoints.jsonl"
        self.key = folder / "keys" / "audit.key"
        self.partnership_id = new_id()

    def write(self, count: int = 1, verb: str = "test.done") -> None:
        """Events of their own transactions, written as the application writes them."""
        for _ in range(count):
            with acting_as(Viewer.job("tests", self.partnership_id)) as viewer:
                record(viewer, verb, child_id=new_id())

    def seal(self, **options: Any) -> int:
        return seal(**options)

    def verify(self) -> Findings:
        with self.as_owner():
            return verify()

    def sql(self, script: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run SQL as the owner and give back the rows."""
        with psycopg.connect(databases.owner_url(self.name), autocommit=True) as owner:
            cursor = owner.execute(script, values or None)
            return cursor.fetchall() if cursor.description else []

    def tamper(self, script: str) -> None:
        """Change what nobody may change, as somebody who owns the tables could."""
        self.sql(f"{UNGUARDED} {script}")

    def positions(self) -> list[int]:
        return [row[0] for row in self.sql("SELECT position FROM audit_event ORDER BY position")]

    def sealed(self) -> list[int]:
        """Positions of sealed events, in the chain's order."""
        rows = self.sql("SELECT event_position FROM audit_seal WHERE event_position IS NOT NULL ORDER BY number")
        return [row[0] for row in rows]

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Django's connection as the owner's role, and back."""
        before = dict(connection.settings_dict)
        owner = urlsplit(databases.owner_url())
        connection.close()
        connection.settings_dict.update(USER=unquote(owner.username or ""), PASSWORD=unquote(owner.password or ""))
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)

    @contextmanager
    def writer(self) -> Iterator[psycopg.Connection[Any]]:
        """Another request's connection, as the application's role, with its transaction open."""
        with psycopg.connect(databases.app_url(self.name)) as other:
            yield other
            if not other.closed:
                other.rollback()

    def write_on(self, other: psycopg.Connection[Any]) -> None:
        """An event in that transaction, not committed yet."""
        other.execute(
            "INSERT INTO audit_event (at, kind, verb, system, subject_kind, detail, request_id)"
            " VALUES (now(), 'write', 'test.elsewhere', 'tests', '', '{}', '')"
        )


@pytest.fixture
def audit(committed_database: str, settings: Any, tmp_path: Path) -> Audit:
    made = Audit(committed_database, tmp_path)
    settings.AUDIT_CHECKPOINTS = made.checkpoints
    settings.AUDIT_KEY_FILE = made.key
    return made


@pytest.fixture
def sealed(audit: Audit) -> Audit:
    """Ten events, sealed and signed."""
    audit.write(10)
    audit.seal(demanded=True)
    return audit

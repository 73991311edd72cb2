"""What was done cannot be rewritten: not by the application, and not by the owner's role either."""

from __future__ import annotations

import psycopg
import pytest
from django.db import ProgrammingError, connection

from .conftest import Audit

CHANGES = [
    "UPDATE audit_event SET verb = 'test.other'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "UPDATE audit_seal SET settled = 0",
    "DELETE FROM audit_seal",
    "TRUNCATE audit_seal",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_cannot_change_events_or_seals(sealed: Audit, change: str) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="cannot be rewritten"):
        sealed.sql(change)


@pytest.mark.parametrize("change", [*CHANGES, "INSERT INTO audit_seal VALUES (99, 99, 99, 'x')"])
def test_the_application_has_no_right_to_change_events_or_to_write_seals(sealed: Audit, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize("change", [change for change in CHANGES if change != "DELETE FROM audit_event"])
def test_an_approved_disposal_changes_no_event_and_takes_no_seal(sealed: Audit, change: str) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="cannot be rewritten"):
        sealed.sql(f"SET holdfast.disposal = 'an approval'; {change}")


def test_an_approved_disposal_may_let_events_go(sealed: Audit) -> None:
    sealed.sql("SET holdfast.disposal = 'an approval'; DELETE FROM audit_event WHERE position = 1")
    assert 1 not in sealed.positions()


def test_the_setting_gives_the_application_nothing(sealed: Audit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET holdfast.disposal = 'an approval'")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("DELETE FROM audit_event")

"""What somebody types to prove, find and copy the audit."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import ManagementUtility
from django.test import override_settings

from tests import databases
from tests.assurance import note

from .conftest import Audit


@dataclass
class Done:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


def holdfast(audit: Audit, *words: str, typed: str = "", as_owner: bool = True, embedded: bool = True) -> Done:
    """Run a management command on this audit's database, as the owner, as if it had been typed."""
    told, warned, before = StringIO(), StringIO(), sys.stdin
    sys.stdin = StringIO(typed)
    with ExitStack() as stack:
        stack.callback(setattr, sys, "stdin", before)
        stack.enter_context(override_settings(AS_OWNER=as_owner, EMBEDDED=embedded, OWNER_URL=databases.owner_url(audit.name)))
        if as_owner:
            stack.enter_context(audit.as_owner())
        stack.enter_context(redirect_stdout(told))
        stack.enter_context(redirect_stderr(warned))
        try:
            ManagementUtility(["holdfast", *words]).execute()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Done(code, told.getvalue(), warned.getvalue())


def typed_in_a_shell(audit: Audit, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    kept = {"HOLDFAST_AUDIT_CHECKPOINTS": str(audit.checkpoints), "HOLDFAST_AUDIT_KEY_FILE": str(audit.key)}
    return subprocess.run(
        [sys.executable, "-m", "django", *words],
        cwd=databases.ROOT,
        env=databases.environment(audit.name, HOLDFAST_AS_OWNER="1", HOLDFAST_EMBEDDED="1", **kept) | more,
        capture_output=True,
        text=True,
        check=False,
    )


def test_verify_prints_what_it_found_and_ends_with_1_on_damage(sealed: Audit) -> None:
    done = typed_in_a_shell(sealed, "audit", "verify", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found.pop("seconds") < 60) == (0, True)
    assert found == {"ok": True, "checked": 10, "unsealed": 0, "first_bad": None}
    sealed.tamper("DELETE FROM audit_event WHERE position = 4")
    done = typed_in_a_shell(sealed, "audit", "verify", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"], found["first_bad"]) == (1, False, 4)
    assert "position 4" in done.stderr


def test_only_the_owner_can_verify_because_the_application_sees_one_partnership(sealed: Audit) -> None:
    done = holdfast(sealed, "audit", "verify", as_owner=False)
    assert done.returncode == 1
    assert "owner's role" in done.stderr


def test_where_says_table_order_and_file(sealed: Audit) -> None:
    places = json.loads(holdfast(sealed, "audit", "where", "--json").stdout)
    assert places == {"table": "audit_event", "order_by": "position", "checkpoints": str(sealed.checkpoints)}


def test_an_export_is_every_event_with_its_seal_and_is_itself_an_event(sealed: Audit, tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    done = holdfast(sealed, "audit", "export", "--out", str(out))
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in out.read_text().splitlines()]
    assert [event["position"] for event in events] == sealed.positions()
    assert (events[-1]["verb"], events[-1]["kind"], events[-1]["seal"]) == ("audit.export", "release", 11)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sealed.verify().ok


def test_an_export_that_cannot_be_written_says_so(sealed: Audit, tmp_path: Path) -> None:
    done = holdfast(sealed, "audit", "export", "--out", str(tmp_path / "nowhere" / "events.jsonl"))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_segment_says_why(sealed: Audit) -> None:
    sealed.checkpoints.unlink()
    assert holdfast(sealed, "audit", "verify", "--json").returncode == 1
    assert holdfast(sealed, "audit", "begin", "--because", "moved to another disk").returncode == 0
    assert holdfast(sealed, "audit", "verify", "--json").returncode == 0


def test_the_owners_shell_prints_rows_and_says_why_it_refuses(sealed: Audit) -> None:
    done = holdfast(
        sealed, "dbshell", "--owner", typed="SELECT count(*), NULL, true FROM audit_event; SELECT 'a b'", as_owner=False
    )
    assert (done.returncode, done.stdout) == (0, "10||t\na b\n")
    done = holdfast(sealed, "dbshell", "--owner", typed="CREATE TABLE made (); UPDATE audit_event SET verb = ''")
    assert done.returncode == 1
    assert "cannot be rewritten" in done.stderr
    assert holdfast(sealed, "dbshell", "--owner", typed="SELECT to_regclass('made') IS NULL").stdout == "t\n"


def test_what_was_done_is_sealed_before_the_owners_shell_can_change_it(audit: Audit) -> None:
    audit.write(3)
    cut = "ALTER TABLE audit_event DISABLE TRIGGER USER; DELETE FROM audit_event WHERE position = 3"
    assert holdfast(audit, "dbshell", "--owner", typed=cut, as_owner=False).returncode == 0
    findings = audit.verify()
    assert (findings.ok, findings.first_bad) == (False, 3)


def test_the_owners_shell_opens_the_embedded_database_alone(sealed: Audit) -> None:
    done = holdfast(sealed, "dbshell", "--owner", typed="SELECT 1", embedded=False)
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.full
def test_a_million_events_are_proved_within_a_minute(audit: Audit) -> None:
    audit.sql(
        "INSERT INTO audit_event (at, kind, verb, partnership_id, person_id, system, subject_kind, subject_id, child_id, detail,"
        " request_id) SELECT now(), 'read', 'record.open', gen_random_uuid(), gen_random_uuid(), '', 'records.child',"
        ' gen_random_uuid(), gen_random_uuid(), \'{"part": "header"}\', g::text FROM generate_series(1, 1000000) g'
    )
    findings = audit.verify()
    assert (findings.ok, findings.checked) == (True, 1_000_000)
    note("million", events=findings.checked, seconds=findings.seconds)
    # A machine that has more to do than processors takes that much longer over anything.
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert findings.seconds < 60 * busy, (findings.seconds, busy)

"""Events are sealed in the order in which they were committed, and none is ever passed over."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import psycopg
from django.db import OperationalError, connection, models
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from holdfast.audit.chain import EVENT_LINE
from holdfast.audit.jobs import seal_events
from holdfast.audit.models import Event
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from tests import databases

from .conftest import Audit

AT_ONCE = timedelta(0)


def test_what_was_done_is_sealed_once_and_in_order(audit: Audit) -> None:
    audit.write(3)
    assert audit.seal() == 3
    audit.write(2)
    assert audit.seal() == 2
    assert audit.seal() == 0
    assert audit.sealed() == audit.positions()


def test_an_event_of_an_open_transaction_waits_and_is_not_lost(audit: Audit) -> None:
    with audit.writer() as slow:
        audit.write_on(slow)
        audit.write()
        assert audit.seal(patience=AT_ONCE) == 1
        assert audit.sealed() == [2]
        slow.commit()
    assert audit.seal() == 1
    assert audit.sealed() == [2, 1]
    findings = audit.verify()
    assert (findings.ok, findings.checked, findings.unsealed) == (True, 2, 0)


def test_a_long_transaction_holds_back_its_own_events_alone(audit: Audit) -> None:
    with audit.writer() as slow:
        audit.write_on(slow)
        for _ in range(3):
            audit.write(2)
            assert audit.seal(patience=AT_ONCE) == 2
        assert audit.verify().ok
        slow.commit()
    assert audit.verify().ok
    assert audit.sealed() == [2, 3, 4, 5, 6, 7, 1]


def test_the_sealer_waits_a_moment_for_who_is_writing_just_now(audit: Audit) -> None:
    with audit.writer() as slow:
        audit.write_on(slow)
        audit.write()
        threading.Timer(0.2, slow.commit).start()
        assert audit.seal(patience=timedelta(seconds=10)) == 2
    assert audit.sealed() == [1, 2]


def test_a_position_that_was_drawn_and_given_up_leaves_no_room_for_another_event(audit: Audit) -> None:
    with audit.writer() as slow:
        audit.write_on(slow)
        slow.rollback()
    audit.write()
    assert audit.verify().ok
    audit.sql("INSERT INTO audit_event SELECT (jsonb_populate_record(e, '{\"position\": 1}')).* FROM audit_event e")
    findings = audit.verify()
    assert (findings.ok, findings.first_bad) == (False, 1)


def test_the_end_is_settled_even_when_the_last_draw_was_given_up(audit: Audit) -> None:
    audit.write()
    with audit.writer() as slow:
        audit.write_on(slow)
        slow.rollback()
    assert audit.verify().ok
    assert audit.sql("SELECT max(settled) FROM audit_seal") == [(2,)]


def test_many_people_at_once_and_several_sealers_lose_nothing_and_double_nothing(audit: Audit) -> None:
    audit.seal()
    done = threading.Event()
    writers = [threading.Thread(target=_write_many, args=(audit.name, number)) for number in range(6)]
    sealers = [threading.Thread(target=_seal_until, args=(audit.name, done)) for _ in range(2)]
    for thread in writers + sealers:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    findings = audit.verify()
    assert (findings.words, findings.unsealed) == ([], 0)
    assert sorted(audit.sealed()) == audit.positions()
    assert len(audit.positions()) == 6 * 40 - 6 * 8


def _write_many(name: str, number: int) -> None:
    """Forty transactions that overlap others; every fifth is given up."""
    with psycopg.connect(databases.app_url(name)) as other:
        for turn in range(40):
            other.execute(
                "INSERT INTO audit_event (at, kind, verb, system, subject_kind, detail, request_id)"
                " VALUES (now(), 'write', 'test.many', 'tests', '', '{}', %s)",
                [f"{number}-{turn}"],
            )
            other.execute("SELECT pg_sleep(random() * 0.01)")
            if turn % 5 == 4:
                other.rollback()
            else:
                other.commit()


def _seal_until(name: str, done: threading.Event) -> None:
    with psycopg.connect(databases.app_url(name), autocommit=True) as sealer:
        while not done.is_set():
            sealer.execute("SELECT audit_seal_next(7, '5 milliseconds')")


def test_the_workers_job_seals_and_signs(audit: Audit) -> None:
    audit.write(2)
    seal_events(timestamp=0)
    assert audit.sealed() == [1, 2]
    assert audit.checkpoints.exists()


def test_when_the_database_goes_away_the_next_look_seals(audit: Audit, monkeypatch: Any) -> None:
    audit.write(2)
    with monkeypatch.context() as gone:
        gone.setattr("holdfast.audit.jobs.seal", _gone)
        seal_events(timestamp=0)  # no fault: nothing was lost, and nothing is left to be looked at
    assert audit.sealed() == []
    seal_events(timestamp=0)
    assert audit.sealed() == [1, 2]


def _gone() -> None:
    raise OperationalError("terminating connection due to administrator command")


def test_what_is_done_once_a_day_is_done_again_when_the_database_goes_away() -> None:
    """A fault of its own is not: it would be the same fault."""
    app.perform_import_paths()
    daily = {name for name, cron in _looks() if not cron.startswith("*") and cron.split()[1] != "*"}
    assert daily
    for name in daily:
        again = app.tasks[name].retry_strategy
        job = Job(id=1, queue="", lock=None, queueing_lock=None, task_name=name, attempts=1)
        assert again is not None, name
        assert again.get_retry_decision(exception=OperationalError("gone"), job=job) is not None, name
        assert again.get_retry_decision(exception=ValueError("ours"), job=job) is None, name


def _looks() -> list[tuple[str, str]]:
    return [(task.task.name, task.cron) for task in app.periodic_registry.periodic_tasks.values()]


def test_the_job_goes_on_sealing_when_the_checkpoints_are_lost(sealed: Audit) -> None:
    sealed.checkpoints.unlink()
    sealed.write()
    seal_events(timestamp=0)
    assert len(sealed.sealed()) == 11
    assert not sealed.verify().ok


def test_writing_an_event_is_one_statement(audit: Audit) -> None:
    with acting_as(Viewer.job("tests", audit.partnership_id)) as viewer, CaptureQueriesContext(connection) as seen:
        record(viewer, "test.done")
    assert [query["sql"].split()[0] for query in seen.captured_queries if "audit_" in query["sql"]] == ["INSERT"]


def test_every_column_of_an_event_is_sealed() -> None:
    columns = {f"e.{field.column}" for field in Event._meta.concrete_fields}
    words = set(EVENT_LINE.replace("(", " ").replace(")", " ").replace(",", " ").split())
    assert columns <= words
    assert isinstance(Event._meta.get_field("position"), models.BigAutoField)

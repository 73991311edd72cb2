"""Search and My work reach their indexes under row-level security: read from EXPLAIN, as the application's role."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.journeys.relation import asks_why
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.records.models import SearchKey
from holdfast.records.search import search
from holdfast.screening.models import Screening
from holdfast.screening.queue import queue_version, waiting
from holdfast.work.models import Duty, Seat
from holdfast.work.queries import my_work, waiting_for_others

ROWS = 4000


@pytest.fixture
def screener(person: Callable[..., Any], looking: Callable[[Any], None]) -> Any:
    """Somebody who searches, with the database told that they look."""
    viewer = person("mash-screener")
    looking(viewer)
    return viewer


def _plans(captured: CaptureQueriesContext, table: str) -> Iterator[dict[str, Any]]:
    """Every node that reads the table, of every statement that was run."""
    asked = [
        row["sql"] for row in captured.captured_queries if table in row["sql"] and row["sql"].lstrip(" \n(").startswith("SELECT")
    ]
    assert asked, f"Nothing read {table}."
    for statement in asked:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (FORMAT JSON) " + statement.replace("%", "%%"))
            answer = cursor.fetchone()[0]
        plan = answer if isinstance(answer, list) else json.loads(answer)
        yield from (node for node in _nodes(plan[0]["Plan"]) if node.get("Relation Name") == table)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)


def _indexes(captured: CaptureQueriesContext, table: str) -> set[str]:
    """The indexes by which the table was read. Fails when it was read from end to end."""
    nodes = list(_plans(captured, table))
    assert [node["Node Type"] for node in nodes if node["Node Type"] == "Seq Scan"] == []
    return {str(node.get("Index Name")) for node in nodes}


def _is_app_role() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return not cursor.fetchone()[0]


def test_search_reaches_its_keys_by_index(screener: Any) -> None:
    SearchKey.objects.bulk_create(
        SearchKey(partnership_id=screener.here, key=f"n:name{number}.family{number % 50}", child_id=new_id())
        for number in range(ROWS)
    )
    with CaptureQueriesContext(connection) as captured:
        search(screener, "Kathrine Marlow")
    assert _is_app_role()
    assert _indexes(captured, "records_searchkey") == {"records_searchkey_pkey"}


def test_my_work_reaches_its_seats_by_index(screener: Any) -> None:
    at = now()
    duties = [
        Duty(
            partnership_id=screener.here, kind="test", subject_kind="test", subject_id=new_id(), what="Do this",
            user_id=screener.me, due_at=at + timedelta(minutes=number),
        )
        for number in range(ROWS)
    ]  # fmt: skip
    Duty.objects.bulk_create(duties)
    Seat.objects.bulk_create(
        Seat(
            partnership_id=screener.here, duty=duty, due_at=duty.due_at,
            holder=f"person:{screener.me if place % 40 == 0 else new_id()}",
        )
        for place, duty in enumerate(duties)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as captured:
        found = my_work(screener)
    assert found
    assert _indexes(captured, "work_seat") == {"seat_in_order"}
    assert _indexes(captured, "work_duty")


def test_what_brought_somebody_to_a_record_and_what_they_wait_for_are_found_by_index(screener: Any, person: Any) -> None:
    child_id, other, at = new_id(), person("social-worker"), now()
    Duty.objects.bulk_create(
        Duty(
            partnership_id=screener.here, kind="test", subject_kind="test", subject_id=new_id(), what="Do this",
            child_id=new_id(), opened_by_id=screener.me, due_at=at + timedelta(minutes=number), role="mash-screener",
            user_id=other.me if number % 400 == 0 else None, state="done" if number % 2 else "open", ended_at=at,
        )
        for number in range(ROWS)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
    with CaptureQueriesContext(connection) as captured:
        asks_why(screener, child_id)
    assert _indexes(captured, "work_duty") == {"duty_by_child_ever"}
    with CaptureQueriesContext(connection) as captured:
        assert len(waiting_for_others(screener)) == ROWS // 400
    assert _indexes(captured, "work_duty") == {"duty_of_others"}


def test_the_queue_is_read_in_its_order_by_index(screener: Any) -> None:
    with CaptureQueriesContext(connection) as captured:
        waiting(screener)
        queue_version(screener)
    connection.cursor().execute(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off"
    )  # an empty table: what counts is that an index serves
    indexes = {str(node.get("Index Name")) for node in _plans(captured, Screening._meta.db_table)}
    assert {"screening_queue", "screening_changed"} <= indexes

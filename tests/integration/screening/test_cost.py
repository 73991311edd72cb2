"""What pages cost: as many statements for many rows as for few, and lists that are read from an index under row security."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.kernel.time import now
from holdfast.screening import actions
from holdfast.screening.actions.checks import Question
from holdfast.screening.models import OPEN_VALUES, Screening
from holdfast.work import queries as work
from holdfast.work.actions import open_duty
from holdfast.work.types import Responsible


def statements(client: Any, address: str) -> int:
    """How many statements a page takes, once everything that is remembered between requests is."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_queue_takes_as_many_statements_for_twelve_children_as_for_two(mash, referred, client_for) -> None:
    client = client_for(mash.screener)
    referred()
    few = statements(client, reverse("mash-queue"))
    for _ in range(5):
        referred()
    assert statements(client, reverse("mash-queue")) == few


def test_a_screening_takes_as_many_statements_with_much_on_it_as_with_little(
    mash, referred, agencies, client_for, looking
) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    child = actions.make_record(by=mash.screener, screening=child, why="Not known before")
    client = client_for(mash.screener)
    address = reverse("screening", kwargs={"screening_id": child.pk})
    question = Question("Known?", "Needed.", about=["child-0"])

    def add(agency: Any) -> None:
        looking(mash.screener)
        actions.ask_checks(by=mash.screener, screening=child, agencies=[agency.pk], question=question)
        actions.protect(by=mash.screener, screening=child, step="police_now", reason="At the door.")
        actions.rate(by=mash.screener, screening=child, rating="red", reason="At the door.")

    add(agencies.police)
    few = statements(client, address)
    add(agencies.health)
    add(agencies.housing)
    assert statements(client, address) == few


def test_my_work_takes_as_many_statements_for_many_duties_as_for_few(mash, referred, client_for, looking) -> None:
    client = client_for(mash.screener)
    referred()
    few = statements(client, reverse("home"))
    for _ in range(6):
        referred()
    assert statements(client, reverse("home")) == few


@pytest.fixture
def plan(looking: Callable[[Any], None]) -> Callable[..., str]:
    """The plan of a query, as the application's role and under row security, where the table is too large to walk or sort.

    A few rows are walked and sorted whatever index there is; with both put off, only an index that cannot serve still sorts.
    """

    def explain(viewer: Any, rows: Any) -> str:
        looking(viewer)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, row_security_active('work_seat')")
            assert cursor.fetchone()[1] is True
            for costly in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{costly} = off")
        return json.dumps(json.loads(rows.explain(format="json")))

    return explain


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes(inner)


def test_my_work_walks_its_index_in_order_under_row_security(mash, agency, plan, looking) -> None:
    looking(mash.screener)
    for number in range(30):
        open_duty(
            by=mash.screener,
            kind=f"kind-{number}",
            subject=agency,
            what="Do something",
            responsible=Responsible(role="mash-screener"),
            due_at=now() + timedelta(hours=number),
        )
    with CaptureQueriesContext(connection) as captured:
        assert len(work.my_work(mash.screener)) == 30
    walk = next(row["sql"] for row in captured.captured_queries if "seat.holder" in row["sql"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute("SELECT row_security_active('work_seat')")
        assert cursor.fetchone()[0] is True
        cursor.execute("EXPLAIN (FORMAT JSON) " + walk)
        answer = cursor.fetchone()[0]
    found = list(nodes((answer if isinstance(answer, list) else json.loads(answer))[0]["Plan"]))
    # The walk of each seat stops at its own limit and reads the index in order; only what was found is sorted.
    walked = next(node for node in found if node["Node Type"] == "Limit" and node.get("Parent Relationship") == "Inner")
    assert [node["Index Name"] for node in nodes(walked) if "Index Name" in node] == ["seat_in_order"]
    assert not [node for node in nodes(walked) if "Sort" in node["Node Type"]]


def test_the_queue_walks_its_index_in_order_under_row_security(mash, referred, plan) -> None:
    referred()
    rows = Screening.objects.filter(partnership_id=mash.screener.here, state__in=OPEN_VALUES)
    found = plan(mash.screener, rows.order_by("runs_out_at", "pk")[:50])
    assert "screening_queue" in found
    assert '"Node Type": "Sort"' not in found


def test_whether_the_queue_has_changed_is_one_short_walk(mash, referred, plan, django_assert_num_queries) -> None:
    from holdfast.screening.queue import queue_version

    referred()
    with django_assert_num_queries(1):
        queue_version(mash.screener)
    rows = Screening.objects.filter(partnership_id=mash.screener.here).order_by("-changed_at").values_list("pk", "version")
    found = plan(mash.screener, rows[:20])
    assert "screening_changed" in found
    assert '"Node Type": "Sort"' not in found

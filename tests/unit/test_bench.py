"""The bench's own arithmetic, and that what a killed run left is removed while what another run uses is not."""

from __future__ import annotations

import time
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from bench.database import LEASE, PREFIX, _drop, _drop_leftovers, base_url
from bench.measure import percentile
from holdfast.kernel.ids import new_id


@pytest.mark.parametrize(("share", "expected"), [(50, 5.0), (95, 10.0), (10, 1.0), (100, 10.0)])
def test_a_percentile_is_a_time_that_was_measured(share: int, expected: float) -> None:
    assert percentile([float(number) for number in (3, 1, 2, 5, 4, 10, 9, 8, 7, 6)], share) == expected


def test_no_times_have_no_percentile() -> None:
    assert percentile([], 50) == 0.0


@pytest.mark.usefixtures("db")
def test_new_rows_of_a_recorded_request_get_new_ids_and_old_rows_keep_theirs() -> None:
    from bench.floor import Fresh

    old = new_id()
    time.sleep(0.005)
    fresh = Fresh(time.time())
    time.sleep(0.005)
    made = new_id()
    assert fresh.value(old) == old
    assert fresh.value(made) != made
    assert fresh.value(f"/referrals/{made}") == f"/referrals/{fresh.value(made)}"
    assert fresh.value("R7K2-M4QX") == fresh.value("R7K2-M4QX") != "R7K2-M4QX"
    assert isinstance(fresh.params({"one": [made]})["one"][0], UUID)


@pytest.mark.usefixtures("db")
def test_two_letters_of_a_name_change_places() -> None:
    from bench.operations import misspelt

    assert misspelt("Katharine") == "Katahrine"
    assert misspelt("Amy") == "Amy"


@pytest.mark.database
def test_what_a_killed_run_left_is_dropped_and_what_is_in_use_stays() -> None:
    left, used = f"{PREFIX}left_{new_id().hex}", f"{PREFIX}used_{new_id().hex}"
    with (
        psycopg.connect(base_url("OWNER"), autocommit=True) as other,
        psycopg.connect(base_url("OWNER"), autocommit=True) as lease,
    ):
        other.execute(LEASE, [used])
        for name in (left, used):
            lease.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        _drop_leftovers(lease)
        rows = lease.execute("SELECT datname FROM pg_database WHERE datname IN (%s, %s)", [left, used]).fetchall()
        _drop(lease, used)
    assert rows == [(used,)]

"""A release brings the rights of every table up to date while people are at work: nobody is refused meanwhile."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests import databases

LONG = 4  # seconds
READ = "SELECT (SELECT count(*) FROM access_session) + (SELECT count(*) FROM django_cache) + (SELECT count(*) FROM work_duty)"


@pytest.mark.full
def test_whoever_reads_while_rights_are_given_anew_has_the_old_ones_or_the_new(committed_database: str) -> None:
    """Somebody's long transaction is waited for, without holding up everybody behind it."""
    with (
        ThreadPoolExecutor(1) as beside,
        psycopg.connect(databases.app_url(committed_database)) as long,
        psycopg.connect(databases.app_url(committed_database), autocommit=True) as reader,
    ):
        long.execute("SELECT count(*) FROM work_duty")
        giving = beside.submit(databases.manage, committed_database, "grants", as_owner=True)
        began, reads = time.monotonic(), 0
        while not giving.done():
            assert reader.execute(READ).fetchone() == (0,)
            reads += 1
            if time.monotonic() - began > LONG:
                long.rollback()
        giving.result()
    assert time.monotonic() - began > LONG, "the rights were given while somebody read the table: this proves nothing"
    assert reads > 10

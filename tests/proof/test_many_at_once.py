"""Fifty people at once: on one record, where no write may vanish unseen, and at their daily work."""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bench.web import Browser, signed_in
from tests.assurance import note
from tests.functional.conftest import County
from tests.integration.intruder import house as houses
from tests.integration.intruder.house import EVERY_ROLE, House

pytestmark = [pytest.mark.full, pytest.mark.database]

PEOPLE = 50
SECONDS_OF_WORK = 30.0
# A page that takes longer has made somebody go and do something else.
LONGEST_WAIT = 30.0


@pytest.fixture
def committed_house(django_db_blocker: Any) -> Iterator[House]:
    """The county with its intruders, where changes are really committed."""
    with houses.opened(django_db_blocker) as made:
        yield made


def on_screen(page: str, name: str) -> str:
    """What a long box of a page holds."""
    from html import unescape

    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    assert found, page[-1500:]
    return unescape(found[1]).strip("\n").replace("\r\n", "\n")


def version_on(page: str) -> str:
    found = re.search(r'name="version" value="(\d*)"', page)
    return found[1] if found else ""


def test_fifty_people_who_add_a_line_to_one_record_lose_none(committed_house: House) -> None:
    """Each reads what stands there, adds a line of their own and saves; whoever is late sees both versions and begins again."""
    from django.db import connection

    from holdfast.access.models import Restriction
    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.viewer import Viewer
    from holdfast.records.models import Child, Summary

    here = committed_house
    with acting_as(Viewer.job("tests", here.here.pk)):
        restricted = Restriction.objects.values_list("child_id", flat=True)
        child = Child.objects.filter(partnership=here.here).exclude(pk__in=restricted).order_by("pk")[0]
    path, all_read = f"/children/{child.pk}/summary/", threading.Barrier(PEOPLE)
    first = here.client(here.people[EVERY_ROLE])
    begun = {"worried": "Two phones.", "working_well": "", "needs": "", "version": version_on(first.get(path).content.decode())}
    assert first.post(path, begun).status_code == 302
    with acting_as(Viewer.job("tests", here.here.pk)):
        before = Summary.objects.get(child=child)
    counted: Counter[str] = Counter()

    def add_a_line(number: int) -> None:
        client = here.client(here.people[EVERY_ROLE])
        shown = client.get(path).content.decode()
        all_read.wait(120)
        try:
            while True:
                words = f"{on_screen(shown, 'worried')}\nLine of person {number}.".strip()
                kept = {name: on_screen(shown, name) for name in ("working_well", "needs")}
                answer = client.post(path, {**kept, "worried": words, "version": version_on(shown)})
                counted[str(answer.status_code)] += 1
                if answer.status_code == 302:
                    return
                assert answer.status_code == 409, answer.content.decode()[-1000:]
                shown = client.get(path).content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(add_a_line, range(PEOPLE)))
    with acting_as(Viewer.job("tests", here.here.pk)):
        after = Summary.objects.get(pk=before.pk)
    lines = Counter(after.worried.replace("\r\n", "\n").splitlines())
    assert {n: lines[f"Line of person {n}."] for n in range(PEOPLE)} == dict.fromkeys(range(PEOPLE), 1)
    assert after.version == before.version + PEOPLE
    assert counted["302"] == PEOPLE
    assert counted["409"] >= 1
    note("one_record", people=PEOPLE, saved=counted["302"], shown_both=counted["409"])


def test_fifty_people_at_work_are_all_answered(county_server: County) -> None:
    """Queue, search, one's own work and a new referral, by fifty browsers, each at once with its next."""
    screener, referrer = county_server.signin("mash-screener"), county_server.signin("referring-professional")
    where = int(county_server.address.rsplit(":", 1)[1])
    signed = [signed_in(where, "/accounts/login/", one["email"], one["password"]) for one in (screener, referrer)]
    ways = [("/mash/", "/children/?q=Ashdown", "/", "/mash/version/"), ("/", "/refer/", "/referrals/")]
    until = time.monotonic() + SECONDS_OF_WORK
    took: list[float] = []
    faults: Counter[int] = Counter()

    def work(number: int) -> None:
        kind = 0 if number % 3 else 1
        browser = Browser(where, dict(signed[kind].cookies), signed[kind].token)
        for turn in range(10_000):
            if time.monotonic() > until:
                return
            began = time.monotonic()
            answer = browser.get(ways[kind][(number + turn) % len(ways[kind])])
            took.append(time.monotonic() - began)
            if answer.status >= 400:
                faults[answer.status] += 1

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(work, range(PEOPLE)))
    assert faults == Counter()
    assert len(took) > PEOPLE
    assert max(took) < LONGEST_WAIT
    parts = statistics.quantiles(took, n=20)
    note(
        "load",
        people=PEOPLE,
        requests=len(took),
        per_second=len(took) / SECONDS_OF_WORK,
        p50_ms=parts[9] * 1000,
        p95_ms=parts[18] * 1000,
    )

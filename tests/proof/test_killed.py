"""Web, worker and database are killed at random moments while people send referrals: none is lost, none comes twice."""

from __future__ import annotations

import json
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tests.assurance import note

from .storm import PARTS, Person, WholeSystem, signins, storm

pytestmark = [pytest.mark.full, pytest.mark.database]

SENT = int(os.environ.get("HOLDFAST_STORM_SENT", "1000"))
PEOPLE = 6
# Everything the worker had to do is done, or waits for its hour, when this much time has passed without a storm.
SECONDS_TO_SETTLE = 240
COUNTED = """
SELECT c.family_name, count(DISTINCT r.id), count(DISTINCT s.id), count(DISTINCT e.position), count(DISTINCT k.id)
FROM referrals_referredchild c JOIN referrals_referral r ON r.id = c.referral_id
LEFT JOIN screening_screening s ON s.child_id = c.id
LEFT JOIN audit_event e ON e.subject_id = r.id AND e.verb = 'referral.submit'
LEFT JOIN work_clock k ON k.subject_id = s.id AND k.rule = 'referral.decision'
WHERE c.family_name LIKE 'Storm%' GROUP BY 1
"""
UNDONE = "SELECT task_name, status, count(*) FROM procrastinate_jobs WHERE status IN ('doing', 'failed') GROUP BY 1, 2"


def words(number: int, version: str) -> dict[str, str]:
    """The least that a referral needs, on the page for an urgent one."""
    return {
        "version": version,
        "children-0-given_name": "Kit",
        "children-0-family_name": f"Storm{number:05d}",
        "children-0-safe_now": "yes",
        "concern-worry": "Two phones and a new coat nobody bought.",
        "consent-informed": "yes",
        "referrer-kind": "professional",
        "referrer-name": "Mair Probert",
        "referrer-phone": "01632 960 118",
    }


def send_one(person: Person, number: int) -> None:
    """From the first page to the receipt, doing again whatever was not answered."""
    browser = person.browser
    person.until(lambda: browser.get("/refer/"), 200)
    form = person.until(lambda: browser.post("/refer/", {"kind": "quick"}), 302).location
    tasks = form.removesuffix("form/quick/")

    def write() -> object:
        page = person.until(lambda: browser.get(form), 200)
        version = re.search(r'name="version" value="(\d+)"', page.body)
        assert version, page.body[-1000:]
        return browser.post(form, words(number, version[1]))

    person.until(write, 302)  # type: ignore[arg-type]
    receipt = person.until(lambda: browser.post(f"{tasks}send/", {}), 302).location
    assert "/referrals/" in receipt, receipt
    assert "/drafts/" not in receipt, receipt
    assert person.until(lambda: browser.get(receipt), 200).body


@pytest.fixture(scope="module")
def seed() -> int:
    """Another storm each time; the number is in the report of one that does harm."""
    return int(os.environ.get("HOLDFAST_STORM_SEED", "0")) or int(time.time())


def test_a_thousand_referrals_sent_through_a_storm_each_arrive_once(whole_system: WholeSystem, seed: int) -> None:
    who = signins(whole_system, "referring-professional")
    people = [Person(whole_system, who[n % len(who)]["email"], who[n % len(who)]["password"]) for n in range(PEOPLE)]
    numbers = count()

    def send_many(person: Person) -> None:
        while (number := next(numbers)) < SENT:
            send_one(person, number)

    with storm(whole_system, seed) as killed, ThreadPoolExecutor(PEOPLE) as pool:
        for done in [pool.submit(send_many, person) for person in people]:
            done.result()
    whole_system.wait_until_ready()
    assert all(killed[part] for part in PARTS), (seed, killed)
    arrived = {row[0]: row[1:] for row in whole_system.rows(COUNTED)}
    wrong = {f"Storm{n:05d}": arrived.get(f"Storm{n:05d}") for n in range(SENT)}
    wrong = {name: counts for name, counts in wrong.items() if counts != ["1", "1", "1", "1"]}
    assert wrong == {}, (seed, dict(list(wrong.items())[:5]))
    assert len(arrived) == SENT
    tries = sum(person.tries for person in people)
    note("storm", sent=SENT, arrived=len(arrived), tries=tries, **{f"{part}_killed": killed[part] for part in PARTS})


def test_the_audit_is_whole_after_it(whole_system: WholeSystem, seed: int) -> None:
    done = whole_system.holdfast("audit", "verify", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"], found["first_bad"]) == (0, True, None), (seed, done.stderr)
    note("storm", audit_events=found["checked"])


def test_no_job_is_left_half_done_by_it(whole_system: WholeSystem, seed: int) -> None:
    """What a killed worker had begun is taken up by the next."""
    until = time.monotonic() + SECONDS_TO_SETTLE
    left = whole_system.rows(UNDONE)
    while left and time.monotonic() < until:
        time.sleep(5)
        left = whole_system.rows(UNDONE)
    assert left == [], seed

"""Web, worker and database are killed while children are reported missing: those responsible are told once, by each means."""

from __future__ import annotations

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest

from holdfast.kernel.time import LONDON, now
from tests.assurance import note

from .storm import PARTS, Person, WholeSystem, signins, storm

pytestmark = [pytest.mark.full, pytest.mark.database]

REPORTED = int(os.environ.get("HOLDFAST_STORM_REPORTED", "60"))
PEOPLE = 4
# Children who were not missing before the storm, with whoever of them could be.
QUIET = """
SELECT c.id FROM records_child c WHERE c.id NOT IN (SELECT child_id FROM missing_episode)
AND c.id NOT IN (SELECT child_id FROM access_restriction) ORDER BY c.id
"""
# Of each child reported: open episodes, news of a missing child, the seats asked and how many of them there are, the duties.
COUNTED = """
SELECT e.child_id, count(DISTINCT e.id), count(DISTINCT a.id), count(DISTINCT t.id), count(DISTINCT t.seat), count(DISTINCT d.id)
FROM missing_episode e JOIN missing_alert a ON a.episode_id = e.id AND a.kind = 'new'
JOIN missing_alertto t ON t.alert_id = a.id JOIN work_duty d ON d.id = t.duty_id
WHERE e.source = 'form' AND e.ended_at IS NULL GROUP BY 1
"""
# A reader who was written to twice about one episode by one means, before any ladder climbed.
TWICE = """
SELECT m.reference, m.channel, count(*) FROM comms_message m JOIN missing_episode e ON e.reference = m.reference
WHERE m.created_at < e.reported_at + interval '10 minutes' AND e.ended_at IS NULL
GROUP BY 1, 2, m.recipient_user_id HAVING count(*) > 1
"""


def report(person: Person, child: str) -> None:
    """A child is reported again and again until somebody answers."""
    seen = now().astimezone(LONDON) - timedelta(hours=1)
    form = {
        "police_called": "yes",
        "category": "H",
        "reporter_kind": "school",
        "last_seen_day": str(seen.day),
        "last_seen_month": str(seen.month),
        "last_seen_year": str(seen.year),
        "last_seen_time": f"{seen:%H:%M}",
    }
    page = f"/missing/report/?child={child}"
    person.until(lambda: person.browser.get(page), 200)
    person.until(lambda: person.browser.post(page, form), 302)


def wait_for(killed: Counter[str]) -> None:
    """The second half is reported to a system of which every part has been killed; the first while that goes on."""
    until = time.monotonic() + 120
    while not all(killed[part] for part in PARTS) and time.monotonic() < until:
        time.sleep(0.2)


def test_children_reported_through_a_storm_are_each_one_absence_whose_readers_are_told_once(whole_system: WholeSystem) -> None:
    seed = int(os.environ.get("HOLDFAST_STORM_SEED", "0")) or int(time.time())
    children = [row[0] for row in whole_system.rows(QUIET)][:REPORTED]
    assert len(children) == REPORTED
    who = signins(whole_system, "mash-screener")
    people = [Person(whole_system, who[n % len(who)]["email"], who[n % len(who)]["password"]) for n in range(PEOPLE)]
    numbers = count()

    def go_on(person: Person) -> None:
        while (number := next(numbers)) < REPORTED:
            if number >= REPORTED // 2:
                wait_for(killed)
            report(person, children[number])

    with storm(whole_system, seed) as killed, ThreadPoolExecutor(PEOPLE) as pool:
        for done in [pool.submit(go_on, person) for person in people]:
            done.result()
    whole_system.wait_until_ready()
    assert all(killed[part] for part in PARTS), (seed, killed)
    told = {row[0]: [int(number) for number in row[1:]] for row in whole_system.rows(COUNTED)}
    for child in children:
        episodes, alerts, asked, seats, duties = told[child]
        assert (episodes, alerts) == (1, 1), (seed, child)
        assert asked == seats == duties >= 2, (seed, child)
    assert whole_system.rows(TWICE) == [], seed
    note("alerts", reported=REPORTED, tries=sum(person.tries for person in people), **{part: killed[part] for part in PARTS})

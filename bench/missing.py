"""Fills the scratch county with missing episodes, three for each child there is, and with trigger plans; and reports a child.

A third of the children have all of them: most are never missing, some very often. A few are missing now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.urls import reverse

from holdfast.kernel.ids import new_id
from holdfast.kernel.time import LONDON, now
from holdfast.missing.models import Episode, PlanVersion, TriggerPlan
from holdfast.rules.trigger_plan import QUESTIONS

from .children import County, Known
from .tables import Filler, Values
from .web import Answer, Browser

EACH, EVER_MISSING, MISSING_NOW, PLANNED = 3, 3, 40, 12
YEARS = 5 * 365
TABLES = tuple(model._meta.db_table for model in (Episode, TriggerPlan, PlanVersion))


def fill(connection: psycopg.Connection, county: County, children: list[Known]) -> int:
    """Make the episodes and the plans. Gives the number of episodes."""
    episodes = Filler(connection, Episode)
    episodes.write(_episodes(county, children))
    plans = [(new_id(), child) for child in planned(children)]
    Filler(connection, TriggerPlan).write(_plan(county, *one) for one in plans)
    Filler(connection, PlanVersion).write(_version(county, *one) for one in plans)
    return episodes.written


def planned(children: list[Known]) -> list[Known]:
    """The children for whom a plan is kept ready."""
    return children[::PLANNED]


def _episodes(county: County, children: list[Known]) -> Iterator[Values]:
    missing = children[1::EVER_MISSING]
    noon = datetime.combine(county.today, datetime.min.time(), UTC)
    for place in range(len(children) * EACH):
        child = missing[place % len(missing)]
        start = noon - timedelta(days=county.random.randint(2, YEARS), minutes=county.random.randint(0, 1439))
        end = start + timedelta(minutes=county.random.randint(30, 2000))
        if place < MISSING_NOW:
            start, end = noon - timedelta(minutes=30 * place + 30), None
        yield _episode(county, child, place, start, end)


def _episode(county: County, child: Known, place: int, start: datetime, end: datetime | None) -> Values:
    reference = f"B{place:09d}"
    return county.own(
        child_id=child.id, reference=reference, episode_ref=reference, source="import", category="MHHA"[place % 4],
        started_at=start, ended_at=end, found_at=end, back_at=end, reported_at=start + timedelta(minutes=40), created_at=start,
        changed_at=start, police_ref=f"MP{place}", police_know_at=start, police_grade="medium",
    )  # fmt: skip


def _answers(child: Known) -> dict[str, str]:
    words = "What those who work with the child know, in a sentence or two of ordinary length."
    return {one.key: one.options[0].key if one.options else words for one in QUESTIONS}


def _plan(county: County, plan: object, child: Known) -> Values:
    at = datetime.combine(county.today, datetime.min.time(), UTC) - timedelta(days=20)
    return county.own(child_id=child.id, answers=_answers(child), looked_at=at, review_at=at + timedelta(days=90)) | {"id": plan}


def _version(county: County, plan: object, child: Known) -> Values:
    return county.own(plan_id=plan, child_id=child.id, number=1, answers=_answers(child))


def report_page(children: list[Known]) -> str:
    return reverse("missing-report") + "?" + urlencode({"child": children[0].id})


def report(browser: Browser, place: int, children: list[Known], record: Path | None) -> Answer:
    """A child is reported missing: an episode begins, its pattern is reckoned, those responsible are told."""
    # Another child each time, of those with a history, so that there is a pattern to reckon.
    missing = children[1 + EVER_MISSING * MISSING_NOW :: EVER_MISSING]
    child = missing[(place * 7919 + 5) % len(missing)]
    seen = now().astimezone(LONDON) - timedelta(hours=2)
    form = {
        "police_called": "yes", "category": "H", "reporter_kind": "school", "last_seen_day": str(seen.day),
        "last_seen_month": str(seen.month), "last_seen_year": str(seen.year), "last_seen_time": f"{seen:%H:%M}",
        "clothing": "School uniform, blue bag",
    }  # fmt: skip
    return browser.post(reverse("missing-report") + "?" + urlencode({"child": child.id}), form, record=record)

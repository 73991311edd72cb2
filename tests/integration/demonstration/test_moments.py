"""At whatever hour the county is loaded, every stage is there, in its order, in the past, and by day when it is some time ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from holdfast.demonstration.cast.families import SEED, families
from holdfast.demonstration.cast.family import Family
from holdfast.demonstration.cast.plan import KNOWN, STAGES, Planned, planned
from holdfast.demonstration.people import Staff
from holdfast.demonstration.stories import office, steps
from holdfast.demonstration.stories.county import in_order
from holdfast.demonstration.stories.paths import LATE_IN, PATHS, Step, timeline
from holdfast.demonstration.stories.telling import Teller
from holdfast.kernel.time import LONDON, london_date

LOADED = (
    *(datetime(2026, 11, 20 + day, 11, tzinfo=UTC) for day in range(4)),  # over a weekend
    *(datetime(2026, 11, 24, hour, 5, tzinfo=UTC) for hour in range(0, 24, 6)),  # every watch of a day
    datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
    datetime(2026, 11, 24, 21, 41, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, tzinfo=UTC),  # the clocks go forward
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 3, 30, 6, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # the hour that happens twice
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 26, 6, 0, tzinfo=UTC),
    datetime(2026, 4, 6, 23, 30, tzinfo=UTC),  # Easter Monday
    datetime(2026, 12, 28, 12, 0, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 1, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
)
STAGE_KEYS = {stage.key for stage in STAGES} | {row[0] for row in KNOWN}
NEVER_BY_DAY = "out-of-hours"


@dataclass(frozen=True)
class Loaded:
    """The county's referrals as loaded at one moment: when each was sent, and when each step was done."""

    until: datetime
    plans: list[Planned]
    told: list[tuple[Planned, datetime, list[tuple[datetime, Step]]]]


@pytest.fixture(scope="module", params=LOADED, ids=lambda at: at.isoformat())
def loaded(request: Any) -> Loaded:
    until: datetime = request.param
    day = london_date(until)
    teller = Teller(Staff(uuid4()), county(day), {}, day, until)
    plans = list(planned(county(day), seed=SEED))
    return Loaded(until, plans, [(plan, sent, timeline(teller, plan, sent)) for sent, plan in in_order(teller, plans)])


@cache
def county(day: date) -> tuple[Family, ...]:
    return families(day)


def test_the_plan_hangs_on_no_hour_and_no_day(loaded: Loaded) -> None:
    first = planned(county(date(2026, 11, 24)), seed=SEED)
    said = [(one.number, one.stage, one.place, one.rating, one.family.key, one.referrer.worker) for one in loaded.plans]
    assert said == [(one.number, one.stage, one.place, one.rating, one.family.key, one.referrer.worker) for one in first]
    assert [one.place for one in loaded.plans] == list(range(len(loaded.plans)))


def test_every_stage_is_there_and_of_the_withdrawn_one_waits_and_one_is_gone(loaded: Loaded) -> None:
    assert {one.stage for one in loaded.plans} == STAGE_KEYS == set(PATHS)
    assert {steps.agrees_withdrawal(one) for one in loaded.plans if one.stage == "withdrawn"} == {True, False}


def test_what_was_done_was_done_after_it_was_sent_in_order_and_not_in_the_future(loaded: Loaded) -> None:
    for plan, sent, steps_done in loaded.told:
        moments = [sent, *(at for at, _ in steps_done), loaded.until]
        assert all(earlier < later for earlier, later in pairwise(moments)), (plan.number, moments)
        assert len(moments) == len(PATHS[plan.stage]) + 2


def test_older_work_was_done_in_office_hours(loaded: Loaded) -> None:
    older = [row for row in loaded.told if not Teller.is_recent(row[0].hours_ago)]
    assert len(older) >= 50
    for plan, sent, steps_done in older:
        for at in (sent, *(at for at, _ in steps_done)):
            local = at.astimezone(LONDON)
            assert office.OFFICE.calendar.is_working(local.date()), (plan.number, local)
            assert 9 <= local.hour < 17 or local.hour + local.minute / 60 == 17, (plan.number, local)


def test_what_came_out_of_hours_came_late_in_the_evening_before(loaded: Loaded) -> None:
    (sent,) = [sent for plan, sent, _ in loaded.told if plan.stage == NEVER_BY_DAY]
    assert sent.astimezone(LONDON).strftime("%H:%M") == "21:40"
    assert timedelta(minutes=30) < loaded.until - sent < timedelta(hours=26)


def test_some_decisions_were_late_and_most_were_in_time(loaded: Loaded) -> None:
    took = []
    for plan, sent, steps_done in loaded.told:
        decided = [at for at, step in steps_done if step is steps.ratify]
        if decided and plan.hours_ago > 28 * 24:
            took.append((plan.place % LATE_IN == 0, office.hours_between(sent, decided[0]) > 16))
    assert {late for wanted, late in took if wanted} == {True}
    assert sum(1 for _, late in took if late) < len(took) / 2


def test_office_hours_pass_over_nights_weekends_and_bank_holidays() -> None:
    thursday = datetime(2026, 12, 24, 16, 0, tzinfo=LONDON)
    assert office.after(thursday, 1.5) == datetime(2026, 12, 29, 9, 30, tzinfo=LONDON)
    assert office.hours_between(thursday, datetime(2026, 12, 29, 9, 30, tzinfo=LONDON)) == 1.5

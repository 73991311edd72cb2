"""What reaches MASH, what runs out first, who has it, and what happens at night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.time import LONDON
from holdfast.screening import actions
from holdfast.screening.models import HandOver, RatingChange, Screening
from holdfast.screening.types import State
from holdfast.work import queries as work
from holdfast.work.climbing import climb
from holdfast.work.models import Duty, Told

from .conftest import FRIDAY_EVENING, TUESDAY_MORNING, referral_document


def in_danger() -> dict[str, Any]:
    document = referral_document()
    return {"children": [{**document["children"][1], "safe_now": "no"}], "people": [], "assessments": []}


def test_each_child_of_a_referral_is_screened_for_itself_on_its_own_clock(mash, referred) -> None:
    older, younger = referred()
    assert older.referral_id == younger.referral_id
    assert older.decision_clock_id != younger.decision_clock_id


def test_receiving_a_referral_twice_changes_nothing(mash, referred) -> None:
    older, _ = referred()
    assert actions.receive(by=mash.screener, referral=older.referral) == []
    assert Screening.objects.filter(referral=older.referral).count() == 2


def test_a_new_item_climbs_to_the_manager_and_then_the_head_until_somebody_acknowledges(
    mash, referred, frozen_at, looking
) -> None:
    frozen_at(TUESDAY_MORNING)
    child = referred(**in_danger())[0]
    frozen_at(TUESDAY_MORNING + timedelta(minutes=16))
    assert {tell.user_id for tell in climb(by=mash.screener)} == {mash.manager.person_id}
    assert climb(by=mash.screener) == []
    frozen_at(TUESDAY_MORNING + timedelta(minutes=32))
    assert {tell.user_id for tell in climb(by=mash.screener)} == {mash.head.person_id}
    looking(mash.head)
    assert [mine.duty.subject_id for mine in work.my_work(mash.head)] == [child.pk]
    looking(mash.screener)
    actions.acknowledge(by=mash.screener, screening=child)
    frozen_at(TUESDAY_MORNING + timedelta(hours=5))
    climb(by=mash.screener)
    assert not Told.objects.filter(duty__subject_id=child.pk, duty__kind="screening.acknowledge", rung=3).exists()


def test_friday_6pm_a_child_in_danger_goes_to_the_emergency_duty_team_on_elapsed_hours(mash, referred, frozen_at) -> None:
    frozen_at(FRIDAY_EVENING)
    child = referred(**in_danger())[0]
    duty = Duty.objects.get(subject_id=child.pk, kind="screening.acknowledge")
    assert (duty.role, duty.ladder, duty.urgent) == ("emergency-duty", "emergency-duty", True)
    assert child.out_of_hours
    rated = actions.rate(by=mash.duty, screening=child, rating="red", reason="Not safe at home.")
    assert rated.rating_due_at.astimezone(LONDON) == datetime(2026, 11, 27, 22, 0, tzinfo=LONDON)


def test_friday_6pm_an_ordinary_item_does_not_climb_at_night(mash, referred, frozen_at) -> None:
    frozen_at(FRIDAY_EVENING)
    child = referred()[1]
    duty = Duty.objects.get(subject_id=child.pk, kind="screening.acknowledge")
    assert duty.next_climb_at.astimezone(LONDON) == datetime(2026, 11, 30, 10, 0, tzinfo=LONDON)


def test_amber_counts_mash_hours_and_green_elapsed_ones(mash, referred, frozen_at) -> None:
    frozen_at(FRIDAY_EVENING)
    child = referred()[1]
    amber = actions.rate(by=mash.screener, screening=child, rating="amber", reason="Serious, and safe tonight.")
    assert amber.rating_due_at.astimezone(LONDON) == datetime(2026, 12, 2, 17, 0, tzinfo=LONDON)
    green = actions.rate(by=mash.screener, screening=child, rating="green", reason="With his aunt.")
    assert green.rating_due_at.astimezone(LONDON) == datetime(2026, 11, 30, 18, 0, tzinfo=LONDON)


def test_each_rating_keeps_its_reason_and_needs_one(mash, referred) -> None:
    child = referred()[0]
    actions.rate(by=mash.screener, screening=child, rating="amber", reason="Threats, and safe tonight.")
    actions.rate(by=mash.screener, screening=child, rating="red", reason="A man is at the door.")
    with pytest.raises(Faulty, match="reason"):
        actions.rate(by=mash.screener, screening=child, rating="green", reason="  ")
    kept = RatingChange.objects.filter(screening=child).order_by("created_at")
    assert [(row.before, row.rating) for row in kept] == [("", "amber"), ("amber", "red")]


def test_red_set_by_somebody_else_must_be_acknowledged_by_whoever_has_the_child(mash, referred, frozen_at) -> None:
    frozen_at(TUESDAY_MORNING)
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    actions.rate(by=mash.manager, screening=child, rating="red", reason="New information from the police.")
    duty = Duty.objects.get(subject_id=child.pk, kind="screening.red")
    assert (duty.user_id, duty.ladder) == (mash.screener.person_id, "mash-red")
    actions.acknowledge(by=mash.screener, screening=child)
    duty.refresh_from_db()
    assert duty.state == "done"


def test_the_queue_puts_what_runs_out_first_on_top(mash, referred) -> None:
    from holdfast.screening.queue import waiting

    older, younger = referred()
    actions.rate(by=mash.screener, screening=younger, rating="red", reason="A man is at the door.")
    rows = waiting(mash.screener).rows
    assert [row.screening.pk for row in rows] == [younger.pk, older.pk]


def test_acknowledging_gives_the_child_to_whoever_did_and_a_second_one_changes_nothing(mash, referred, looking) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    looking(mash.second)
    again = actions.acknowledge(by=mash.second, screening=child)
    assert again.assigned_to_id == mash.screener.person_id
    assert again.state == State.SCREENING


def test_handing_over_passes_on_everything_that_is_mine_in_one_go(mash, referred, looking) -> None:
    for child in referred():
        actions.acknowledge(by=mash.screener, screening=child)
    passed = actions.hand_over(by=mash.screener, to=mash.second.person_id, note="Kit's mother rings at 6pm.")
    assert len(passed) == 2
    assert HandOver.objects.filter(to_user_id=mash.second.person_id).count() == 2
    looking(mash.second)
    assert {mine.duty.kind for mine in work.my_work(mash.second)} >= {"screening.decide"}
    with pytest.raises(Refused, match="nothing to hand over"):
        actions.hand_over(by=mash.screener, to=mash.second.person_id, note="")


def test_a_screening_is_given_only_to_somebody_who_screens(mash, referred) -> None:
    with pytest.raises(Faulty, match="somebody who screens"):
        actions.assign(by=mash.screener, screening=referred()[0], to=mash.teacher.person_id)


def test_a_teacher_sees_no_queue_and_cannot_screen(mash, referred, looking) -> None:
    from holdfast.access.visibility import visible

    child = referred()[0]
    looking(mash.teacher)
    assert not visible(mash.teacher, Screening).exists()
    with pytest.raises(Refused, match="Only MASH"):
        actions.acknowledge(by=mash.teacher, screening=child)


def test_another_partnership_sees_nothing(mash, referred, looking) -> None:
    from tests.conftest import make_agency, make_partnership, make_person

    referred()
    other = make_partnership()
    stranger = make_person(other, make_agency(other), ("mash-manager",))
    looking(stranger)
    assert Screening.objects.count() == 0
    assert Duty.objects.count() == 0

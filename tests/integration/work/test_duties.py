"""Duties, the clocks that time them and the ladder they climb."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from holdfast.access.models import Absence, Team
from holdfast.desk.home.pages import my_work
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now, today
from holdfast.work import actions, clocks, queries
from holdfast.work.climbing import climb
from holdfast.work.ladders import LADDERS
from holdfast.work.models import Clock, Duty, Seat, Told
from holdfast.work.types import Responsible

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def screener(person: Any, looking: Any) -> Any:
    made = person("mash-screener")
    looking(made)
    return made


def duty(by: Any, subject: Any, **changes: Any) -> Duty:
    given = {
        "kind": "test.duty",
        "what": "Do something",
        "responsible": Responsible(role="mash-screener"),
        "due_at": now() + timedelta(hours=1),
        **changes,
    }
    return actions.open_duty(by=by, subject=subject, **given)


def test_a_clock_keeps_its_arithmetic_and_the_figures_it_was_reckoned_with(screener, agency) -> None:
    clock = clocks.start(by=screener, rule="rag.red", subject=agency, at=MORNING)
    assert clock.due_at == MORNING + timedelta(hours=4)
    assert clock.steps
    assert clock.edition["rag.red"] == 4


def test_starting_a_clock_that_runs_changes_nothing_and_stopping_it_twice_is_no_fault(screener, agency) -> None:
    first = clocks.start(by=screener, rule="rag.red", subject=agency, at=MORNING)
    assert clocks.start(by=screener, rule="rag.red", subject=agency, at=now()).pk == first.pk
    assert clocks.stop(by=screener, subject=agency, rule="rag.red").pk == first.pk
    assert clocks.stop(by=screener, subject=agency, rule="rag.red") is None


def test_a_setting_that_changes_moves_no_running_clock(screener, agency) -> None:
    from holdfast.partnership.models import Setting

    clock = clocks.start(by=screener, rule="rag.red", subject=agency, at=MORNING)
    Setting.objects.create(partnership_id=screener.here, key="rag.red", value=2, valid_from=today(), reason="Try")
    clock.refresh_from_db()
    assert clock.due_at == MORNING + timedelta(hours=4)
    later = clocks.reckon(by=screener, rule_key="rag.red", at=MORNING)
    assert later.due_at == MORNING + timedelta(hours=2)


def test_my_work_is_in_the_order_it_runs_out_and_leaves_out_what_is_done(screener, agency) -> None:
    later = duty(screener, agency, kind="later", due_at=now() + timedelta(hours=9))
    sooner = duty(screener, agency, kind="sooner", due_at=now() + timedelta(hours=1))
    done = duty(screener, agency, kind="done")
    actions.finish(by=screener, subject=agency, kind="done")
    assert [one.duty.pk for one in queries.my_work(screener)] == [sooner.pk, later.pk]
    assert not Seat.objects.filter(duty=done).exists()


def test_my_work_is_read_page_by_page_without_losing_or_repeating_a_row(screener, agency) -> None:
    at = now()
    made = [duty(screener, agency, kind=f"kind-{number}", due_at=at) for number in range(7)]
    seen: list[Any] = []
    after = None
    while page := queries.my_work(screener, limit=3, after=after):
        seen += [one.duty.pk for one in page]
        after = (page[-1].duty.due_at, page[-1].duty.pk)
    assert sorted(seen) == sorted(one.pk for one in made)
    assert len(seen) == 7


def test_a_duty_opened_twice_is_one_duty(screener, agency) -> None:
    assert duty(screener, agency).pk == duty(screener, agency).pk


def test_cover_sees_what_rests_on_somebody_who_is_away(screener, person, agency) -> None:
    cover = person("mash-screener")
    mine = duty(screener, agency, responsible=Responsible(user_id=screener.person_id))
    assert queries.my_work(cover) == []
    Absence.objects.create(
        partnership_id=screener.here, user_id=screener.person_id, from_date=today(), until=today(), cover_id=cover.person_id
    )
    assert [one.duty.pk for one in queries.my_work(cover)] == [mine.pk]


def test_a_team_and_an_agency_find_their_own(screener, person, agency, partnership) -> None:
    team = Team.objects.create(partnership=partnership, agency=agency, name="Duty team")
    member = person("social-worker", team=team)
    for_team = duty(screener, agency, kind="team", responsible=Responsible(team_id=team.pk))
    for_agency = duty(screener, agency, kind="agency", responsible=Responsible(agency_id=agency.pk))
    found = {one.duty.pk for one in queries.my_work(member)}
    assert found == {for_team.pk, for_agency.pk}


def test_acknowledging_stops_the_climb_and_says_who_has_it(screener, person, agency) -> None:
    made = duty(screener, agency, needs_ack=True, ladder="mash-red")
    actions.acknowledge(by=screener, duty=made)
    made.refresh_from_db()
    assert (made.acknowledged_by_id, made.next_climb_at) == (screener.person_id, None)
    other = person("mash-screener")
    assert actions.acknowledge(by=other, duty=made).acknowledged_by_id == screener.person_id


def test_a_screener_cannot_silence_what_rests_on_somebody_else(screener, person, agency) -> None:
    worker = person("social-worker")
    made = duty(screener, agency, needs_ack=True, responsible=Responsible(user_id=worker.person_id))
    with pytest.raises(Refused, match="rests on somebody else"):
        actions.acknowledge(by=screener, duty=made)


def test_passing_a_duty_on_takes_it_off_my_list(screener, person, agency) -> None:
    other = person("mash-screener")
    made = duty(screener, agency, responsible=Responsible(user_id=screener.person_id))
    actions.pass_on(by=screener, duty=made, to=Responsible(user_id=other.person_id))
    assert queries.my_work(screener) == []
    assert [one.duty.pk for one in queries.my_work(other)] == [made.pk]


@pytest.mark.parametrize("key", sorted(LADDERS))
def test_every_ladder_reaches_its_top_and_asks_again_until_somebody_answers(screener, person, agency, frozen_at, key) -> None:
    for role in LADDERS[key].roles:
        person(role)
    frozen_at(MORNING)
    made = duty(screener, agency, ladder=key, needs_ack=True, due_at=MORNING + timedelta(minutes=5))
    at = MORNING
    for _ in range(len(LADDERS[key].roles) + 2):
        made.refresh_from_db()
        at = max(at, made.next_climb_at)
        frozen_at(at)
        assert climb(by=screener), key
    roles = list(Told.objects.filter(duty=made).order_by("created_at", "rung").values_list("role", flat=True))
    assert set(roles) == set(LADDERS[key].roles)


def test_that_nobody_could_be_told_is_kept_too(screener, agency, frozen_at) -> None:
    frozen_at(MORNING)
    made = duty(screener, agency, ladder="mash-red", needs_ack=True)
    frozen_at(MORNING + timedelta(minutes=16))
    assert climb(by=screener) == []
    assert Told.objects.get(duty=made).user_id is None


def test_the_climb_tells_cover_for_a_manager_who_is_away(screener, person, agency, frozen_at) -> None:
    manager, cover = person("mash-manager"), person("mash-screener")
    frozen_at(MORNING)
    Absence.objects.create(
        partnership_id=screener.here, user_id=manager.person_id, from_date=today(), until=today(), cover_id=cover.person_id
    )
    made = duty(screener, agency, ladder="mash-red", needs_ack=True)
    frozen_at(MORNING + timedelta(minutes=16))
    climb(by=screener)
    told = Told.objects.get(duty=made)
    assert (told.user_id, told.covering_id) == (cover.person_id, manager.person_id)


def test_a_message_about_a_climb_carries_a_reference_and_nothing_else(screener, person, agency, frozen_at) -> None:
    from holdfast.comms.models import Message
    from holdfast.journeys.ladder import climb_and_tell

    person("mash-manager")
    frozen_at(MORNING)
    duty(screener, agency, ladder="mash-red", needs_ack=True, reference="R7K2-M4QX", what="Something about Kit")
    frozen_at(MORNING + timedelta(minutes=16))
    assert climb_and_tell(by=screener) == 1
    message = Message.objects.get(template="work.open-now")
    assert "R7K2-M4QX" in message.subject
    assert "Kit" not in message.subject + message.body


def test_waiting_for_others_shows_what_i_asked_of_them(screener, person, agency) -> None:
    other = person("social-worker")
    made = duty(screener, agency, responsible=Responsible(user_id=other.person_id))
    assert [one.pk for one in queries.waiting_for_others(screener)] == [made.pk]
    assert queries.waiting_for_others(other) == []


def test_a_page_says_that_more_is_waited_for_than_it_shows(screener, person, agency, monkeypatch) -> None:
    other = person("social-worker")
    for kind in ("test.first", "test.second"):
        duty(screener, agency, kind=kind, responsible=Responsible(user_id=other.person_id))
    assert my_work(screener, now()).most_waiting == 0
    monkeypatch.setattr(queries, "OTHERS", 1)
    shown = my_work(screener, now())
    assert (len(shown.waiting), shown.most_waiting) == (1, 1)


def test_a_clock_is_stopped_by_whoever_settled_it(screener, agency) -> None:
    clocks.start(by=screener, rule="rag.red", subject=agency, at=MORNING)
    assert clocks.stop_all(by=screener, subject=agency) == 1
    assert Clock.objects.get(subject_id=agency.pk).stopped_by_id == screener.person_id


def test_a_duty_about_a_child_whose_case_i_am_in_is_not_there(person, looking, agency) -> None:
    from holdfast.access.models import Exclusion
    from holdfast.access.visibility import visible
    from holdfast.kernel.ids import new_id

    colleague, relative = person("mash-screener"), person("mash-screener")
    looking(colleague)
    child_id = new_id()
    made = duty(colleague, agency, child_id=child_id)
    Exclusion.objects.create(
        partnership_id=colleague.here, child_id=child_id, user_id=relative.me, about_id=new_id(), why="Same e-mail address"
    )
    looking(relative)
    assert queries.my_work(relative) == []
    assert not visible(relative, Duty).filter(pk=made.pk).exists()
    looking(colleague)
    assert [mine.duty.pk for mine in queries.my_work(colleague)] == [made.pk]

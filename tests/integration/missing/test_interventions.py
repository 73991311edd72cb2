"""The pattern calls for a meeting the moment it forms, whatever formed it: one at a time, and a person ends it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from holdfast.access.visibility import visible
from holdfast.journeys.settings import change_setting
from holdfast.keeping.actions.merging import merge, undo_merge
from holdfast.kernel.acting import tell_database
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import frozen, today
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, jobs
from holdfast.missing.models import Crossing, Intervention, InterventionAsk, InterventionEpisode
from holdfast.missing.types import When
from holdfast.partnership.actions import set_value
from holdfast.records.models import ChronologyEntry
from holdfast.work.models import Clock, Duty
from tests.factories.missing import child_of, episode_of

DAY = dt.timedelta(days=1)
HOURS = dt.timedelta(hours=3)
NOW = dt.datetime(2026, 3, 9, 10, 0, tzinfo=dt.UTC)
LIMIT = dt.date(2026, 3, 16)  # five working days

pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def the_day() -> Any:
    with frozen(NOW):
        yield


def ago(days: int) -> dt.datetime:
    return NOW - days * DAY - 2 * HOURS


def absent(by: Viewer, child: Any, *days: int, **values: Any) -> list[Any]:
    return [episode_of(by, child.pk, ago(one), ago(one) + HOURS, **values) for one in days]


def one_open(child: Any) -> Intervention:
    return Intervention.objects.get(child_id=child.pk, state="open", joined_to=None)


def answers_for(one: Intervention) -> int:
    return InterventionEpisode.objects.filter(intervention=one).count()


def live(one: Intervention) -> list[str]:
    return sorted(Duty.objects.filter(subject_id=one.pk, state="open").values_list("kind", flat=True))


def test_the_fourth_episode_calls_for_a_meeting_with_a_clock_a_convener_and_the_police(system: Viewer, robin: Any) -> None:
    absent(system, robin, 60, 40, 20)
    assert not Intervention.objects.exists()
    absent(system, robin, 0)
    one = one_open(robin)
    assert (one.called_on, one.counted, one.late_why, answers_for(one)) == (NOW.date(), 4, "", 4)
    assert one.due_at.date() == Clock.objects.get(subject_id=one.pk, rule="missing.intervention").due_at.date() == LIMIT
    assert live(one) == ["missing.convene", "missing.pattern-known"]
    assert Duty.objects.get(subject_id=one.pk, kind="missing.convene").role == "mash-manager"
    assert ChronologyEntry.objects.filter(child_id=robin.pk, kind="missing.intervention").count() == 1


def test_an_episode_entered_late_says_when_it_should_have_been_called_for_and_why_it_was_not(system: Viewer, robin: Any) -> None:
    with frozen(ago(6) + HOURS):
        absent(system, robin, 60, 40, 6)
    late = absent(system, robin, 20)[0]
    one = one_open(robin)
    assert one.called_on == ago(6).date() == dt.date(2026, 3, 3)
    because = f"episode {late.reference} was entered on 9 March 2026."
    assert one.late_why == f"It should have been called for on 3 March 2026; it was not, because {because}"
    assert Crossing.objects.get(child_id=robin.pk).late_why == one.late_why


def test_a_correction_and_an_episode_taken_up_again_call_for_it_too(system: Viewer, robin: Any) -> None:
    with frozen(ago(1) + HOURS):
        away = absent(system, robin, 60, 40, 20)[2]
        absent(system, robin, 1, category="A")
    assert not Intervention.objects.exists()
    fourth = absent(system, robin, 2)[0]
    assert one_open(robin).called_on == ago(2).date()
    actions.void_episode(by=system, episode_id=fourth.pk, reason="Never left.")
    assert one_open(robin).flagged_at is not None
    actions.correct_episode(by=system, episode_id=away.pk, seen=None, reason="A slip.", police_ref="MP-1")
    actions.take_up_episode(by=system, episode_id=fourth.pk, reason="He had left.")
    assert one_open(robin).flagged_at is None


def test_what_comes_after_joins_it_and_once_it_is_over_the_next_calls_for_another(system: Viewer, robin: Any) -> None:
    absent(system, robin, 60, 40, 20, 10)
    first = one_open(robin)
    absent(system, robin, 5)
    assert (one_open(robin).pk, answers_for(first)) == (first.pk, 5)
    with frozen(NOW + DAY):
        actions.hold_meeting(by=system, intervention_id=first.pk, at=NOW + HOURS, what_came="A plan for evenings.")
        assert not Intervention.objects.filter(state="open").exists()
        assert live(first) == []
        assert not Clock.objects.filter(subject_id=first.pk, stopped_at=None).exists()
        absent(system, robin, 0)
        second = one_open(robin)
        assert (second.pk != first.pk, second.called_on) == (True, NOW.date())
        actions.decline_meeting(by=system, intervention_id=second.pk, reason="The plan of yesterday covers it.")
    with frozen(NOW + 100 * DAY):
        episode_of(system, robin.pk, NOW + 99 * DAY, NOW + 99 * DAY + HOURS)
        assert not Intervention.objects.filter(state="open").exists()


def test_old_history_calls_for_nobody_and_stays_in_history(system: Viewer, robin: Any) -> None:
    absent(system, robin, 300, 299, 298, 297)
    assert Crossing.objects.filter(child_id=robin.pk).count() == 1
    assert not Intervention.objects.exists()


def test_a_fourth_entered_late_calls_though_the_first_has_left_the_window(system: Viewer, robin: Any) -> None:
    absent(system, robin, 120, 100, 80, 50)
    assert one_open(robin).called_on == ago(50).date()


def test_the_database_keeps_a_second_open_meeting_out(system: Viewer, robin: Any) -> None:
    absent(system, robin, 60, 40, 20, 10)
    one = one_open(robin)
    again = Intervention(
        partnership_id=system.here, child_id=robin.pk, reference="AAAA-0001", raised_at=NOW, due_at=one.due_at, state="open"
    )
    with pytest.raises(IntegrityError, match="one_open_intervention_a_child"), transaction.atomic():
        again.save(force_insert=True)


# -- a count that goes down (H4) --------------------------------------------------------------------------------------


def test_only_a_manager_lowers_a_count_and_the_crossing_and_the_meeting_stay(system: Viewer, person: Any, robin: Any) -> None:
    fourth = absent(system, robin, 60, 40, 20, 10)[3]
    one = one_open(robin)
    sergeant = person("duty-sergeant")
    tell_database(sergeant)
    put: dict[str, Any] = {"episode_id": fourth.pk, "seen": None, "reason": "They knew where she was.", "category": "A"}
    with pytest.raises(Refused, match="from 4 to 3"), transaction.atomic():
        actions.correct_episode(by=sergeant, **put)
    tell_database(system)
    fourth.refresh_from_db()
    assert fourth.category == "M"
    manager = person("mash-manager")
    tell_database(manager)
    actions.correct_episode(by=manager, **put)
    tell_database(system)
    one.refresh_from_db()
    assert (one.state, one.flagged_why) == ("open", "They knew where she was.")
    assert "missing.pattern-undone" in live(one)
    crossing = Crossing.objects.get(child_id=robin.pk)
    assert (crossing.still_true, crossing.undone_why, crossing.undone_by_id) == (False, "They knew where she was.", manager.me)


def test_found_is_never_refused_though_two_absences_become_one_and_a_manager_looks(
    system: Viewer, person: Any, robin: Any
) -> None:
    still = episode_of(system, robin.pk, ago(30))
    absent(system, robin, 20, 10, 5)
    assert one_open(robin).counted == 4
    sergeant = person("duty-sergeant")
    tell_database(sergeant)
    actions.find(by=sergeant, episode_id=still.pk, found=When(ago(20) + dt.timedelta(hours=1)))
    tell_database(system)
    assert Duty.objects.get(kind="missing.count-lowered").role == "mash-manager"
    assert one_open(robin).flagged_at is not None


def test_a_correction_that_lowers_nothing_is_anybodys(system: Viewer, person: Any, robin: Any) -> None:
    fourth = absent(system, robin, 60, 40, 20, 10)[3]
    sergeant = person("duty-sergeant")
    tell_database(sergeant)
    actions.correct_episode(
        by=sergeant, episode_id=fourth.pk, seen=None, reason="An hour off.", started=When(ago(10) + HOURS / 2)
    )
    tell_database(system)
    assert one_open(robin).flagged_at is None
    assert not Duty.objects.filter(kind="missing.count-lowered").exists()


# -- the rule itself changes ------------------------------------------------------------------------------------------


def test_a_rule_changed_without_a_new_episode_calls_for_a_meeting_that_night_and_once(
    system: Viewer, person: Any, robin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [child_of(system, given, "Fell") for given in ("Ash", "Kit")]
    absent(system, robin, 60, 40, 20)
    absent(system, others[0], 60, 40, 20)
    absent(system, others[1], 60, 40)
    monkeypatch.setattr(jobs, "TOGETHER", 1)
    night = NOW + dt.timedelta(hours=14, minutes=10)
    assert jobs.reckon_again(system.here) == 2, "one short of the count: looked at, and nothing called for"
    tell_database(system)
    assert not Intervention.objects.exists()
    leader = person("administrator")
    tell_database(leader)
    set_value(by=leader, key="missing.trigger_count", value=2, reason="Agreed by the board.")
    with frozen(night):
        for _ in range(2):
            assert jobs.reckon_again(system.here) == 3
    tell_database(system)
    assert set(Intervention.objects.values_list("child_id", flat=True)) == {robin.pk, others[0].pk}
    one = one_open(robin)
    assert (one.called_on, one.counted, one.late_why, answers_for(one)) == (night.date(), 3, "", 3)
    assert live(one) == ["missing.convene", "missing.pattern-known"]
    crossed = Crossing.objects.get(child_id=robin.pk)
    assert crossed.crossed_on == NOW.date()
    assert crossed.late_why.endswith("because it was reckoned by the rule of that day only on 10 March 2026.")
    tell_database(leader)
    with frozen(night + DAY):
        set_value(by=leader, key="missing.trigger_count", value=9, reason="Agreed by the board again.")
        jobs.reckon_again(system.here)
        tell_database(system)
    one.refresh_from_db()
    assert (one.state, one.flagged_at) == ("open", None), "what called for it was right by the rule of its day"


def test_a_rule_that_holds_from_today_is_reckoned_by_at_once(system: Viewer, person: Any, robin: Any) -> None:
    absent(system, robin, 60, 40, 20)
    leader = person("administrator")
    tell_database(leader)
    asked = {"key": "missing.trigger_count", "reason": "Agreed by the board."}
    change_setting(by=leader, value=2, valid_from=today() + dt.timedelta(days=3), **asked)
    assert not ProcrastinateJob.objects.filter(task_name="missing.reckon_now").exists(), "that day it is reckoned by the night"
    change_setting(by=leader, value=1, **asked)
    job = ProcrastinateJob.objects.get(task_name="missing.reckon_now")
    assert job.args == {"partnership_id": str(system.here)}
    jobs.reckon_again(system.here)
    tell_database(system)
    assert one_open(robin).counted == 3


# -- two records of one child -----------------------------------------------------------------------------------------


def test_two_records_made_one_call_for_a_meeting_and_parted_it_is_flagged(system: Viewer, person: Any, robin: Any) -> None:
    other = child_of(system, "Robyn", "Fell")
    absent(system, robin, 60, 40)
    absent(system, other, 20, 10)
    screener = person("mash-screener")
    tell_database(screener)
    made = merge(by=screener, kind="child", survivor_id=robin.pk, merged_id=other.pk, why="One school photograph.")
    tell_database(system)
    one = one_open(robin)
    assert (one.counted, one.called_on) == (4, ago(10).date())
    assert one.late_why.endswith("because two records of this child were made one on 9 March 2026.")
    tell_database(screener)
    undo_merge(by=screener, made=made, why="Two children after all.")
    tell_database(system)
    one.refresh_from_db()
    assert (one.state, one.flagged_why) == ("open", "Two children after all.")
    assert not Crossing.objects.get(child_id=robin.pk).still_true


def test_of_two_open_meetings_one_stays_and_parted_both_stand(system: Viewer, person: Any, robin: Any) -> None:
    other = child_of(system, "Robyn", "Fell")
    absent(system, robin, 61, 41, 21, 11)
    absent(system, other, 60, 40, 20, 10)
    mine, theirs = one_open(robin), one_open(other)
    screener = person("mash-screener")
    tell_database(screener)
    made = merge(by=screener, kind="child", survivor_id=robin.pk, merged_id=other.pk, why="One school photograph.")
    tell_database(system)
    assert one_open(robin).pk == mine.pk
    assert not Intervention.objects.filter(child_id=other.pk).exists()
    assert live(theirs) == []
    tell_database(screener)
    undo_merge(by=screener, made=made, why="Two children after all.")
    tell_database(system)
    assert (one_open(robin).pk, one_open(other).pk) == (mine.pk, theirs.pk)
    assert live(theirs) == ["missing.convene"]
    assert Clock.objects.get(subject_id=theirs.pk, stopped_at=None).due_at == theirs.due_at


# -- a person answers -------------------------------------------------------------------------------------------------


def test_a_meeting_already_booked_answers_it_if_in_time_and_if_it_takes_the_pattern(system: Viewer, robin: Any) -> None:
    absent(system, robin, 60, 40, 20, 10)
    one = one_open(robin)
    book: dict[str, Any] = {"by": system, "intervention_id": one.pk, "reference": "Core group"}
    with pytest.raises(Faulty, match="takes the pattern"):
        actions.book_meeting(**book, at=NOW + 2 * DAY, takes_pattern=False)
    with pytest.raises(Faulty, match="after the limit"):
        actions.book_meeting(**book, at=NOW + 20 * DAY, takes_pattern=True)
    actions.book_meeting(**book, at=NOW + 2 * DAY, takes_pattern=True)
    one.refresh_from_db()
    assert (one.state, one.meeting_at, one.meeting_reference) == ("open", NOW + 2 * DAY, "Core group")
    assert live(one) == ["missing.intervention-hold", "missing.pattern-known"]
    with frozen(NOW + 3 * DAY):
        actions.hold_meeting(by=system, intervention_id=one.pk, at=NOW + 2 * DAY, what_came="A plan for evenings.")
    with pytest.raises(Refused, match="already"):
        actions.decline_meeting(by=system, intervention_id=one.pk, reason="Too late.")


def test_declining_is_a_managers_with_a_reason(system: Viewer, person: Any, robin: Any) -> None:
    absent(system, robin, 60, 40, 20, 10)
    one = one_open(robin)
    for role, allowed in [("missing-coordinator", False), ("mash-screener", False), ("exploitation-manager", True)]:
        by = person(role)
        tell_database(by)
        if not allowed:
            with pytest.raises(Refused, match="A manager declines"):
                actions.decline_meeting(by=by, intervention_id=one.pk, reason="Not now.")
            continue
        with pytest.raises(Faulty, match="Say why"):
            actions.decline_meeting(by=by, intervention_id=one.pk, reason=" ")
        assert actions.decline_meeting(by=by, intervention_id=one.pk, reason="The plan covers it.").state == "declined"


def test_anybody_asks_for_more_after_one_episode(system: Viewer, person: Any, robin: Any) -> None:
    only = absent(system, robin, 1)[0]
    sergeant = person("duty-sergeant")
    tell_database(sergeant)
    with pytest.raises(Faulty, match="worries"):
        actions.ask_for(by=sergeant, episode_id=only.pk, what="meeting", why=" ")
    actions.ask_for(by=sergeant, episode_id=only.pk, what="meeting", why="Found with the same man twice.")
    actions.ask_for(by=sergeant, episode_id=only.pk, what="strategy", why="Found with the same man twice.")
    tell_database(system)
    one = one_open(robin)
    assert (one.called_on, one.raised_by_id, live(one)) == (None, sergeant.me, ["missing.convene", "missing.pattern-known"])
    asked = InterventionAsk.objects.get(what="strategy")
    duty = Duty.objects.get(subject_id=asked.pk)
    assert (duty.urgent, duty.role) == (True, "mash-manager")
    absent(system, robin, 40, 30, 20)
    one.refresh_from_db()
    assert (one.called_on, one.counted) == (ago(1).date(), 4)
    outsider = person("intelligence-officer")
    tell_database(outsider)
    with pytest.raises(NotHere):
        actions.ask_for(by=outsider, episode_id=only.pk, what="meeting", why="A worry.")


def test_who_reads_the_episodes_reads_the_meeting_and_nobody_else(system: Viewer, person: Any, robin: Any) -> None:
    absent(system, robin, 60, 40, 20, 10)
    for role, reads in [("missing-coordinator", 1), ("mash-screener", 1), ("school-lead", 0), ("return-interviewer", 0)]:
        by = person(role)
        tell_database(by)
        assert visible(by, Intervention).count() == Intervention.objects.count() == reads, role
        assert InterventionEpisode.objects.count() == 4 * reads

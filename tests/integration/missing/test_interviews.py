"""A child who is back is offered a return home interview: its hours, who holds it, what it comes to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.access.models import Circle
from holdfast.comms.models import Message
from holdfast.kernel.acting import tell_database
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing import interview_queries as queries
from holdfast.missing.interview_models import Interview
from holdfast.missing.interview_types import InterviewState, Mode
from holdfast.missing.interviews import arranging, carers, counting, ending, talking
from holdfast.missing.types import When
from holdfast.work.climbing import climb
from holdfast.work.models import Clock, Duty
from tests.factories.interviews import FOUND, GONE, HOUR, NOW, back, fresh, named, talked
from tests.factories.missing import child_of, episode_of

pytestmark = pytest.mark.usefixtures("morning")


# -- the clock --------------------------------------------------------------------------------------------------------


def test_the_hours_begin_with_the_return_and_count_from_the_earlier_of_found_and_back(system: Viewer, robin: Any) -> None:
    row = back(system, robin)
    assert (row.counted_from, row.due_at) == (FOUND, FOUND + 72 * HOUR)
    actions.bring_back(by=system, episode_id=row.episode_id, back=When(FOUND + 4 * HOUR))
    assert fresh(row).due_at == FOUND + 72 * HOUR
    clock = Clock.objects.get(subject_id=row.pk)
    assert clock.source.startswith("Statutory guidance")
    assert Duty.objects.get(subject_id=row.pk).role == "exploitation-manager"


def test_nothing_begins_while_nobody_has_said_that_the_child_is_back(system: Viewer, robin: Any) -> None:
    """An end that is only reckoned for counting, because another report starts later, is no return (H5)."""
    first = episode_of(system, robin.pk, GONE - 48 * HOUR)
    episode_of(system, robin.pk, GONE)
    assert not Interview.objects.filter(child_id=robin.pk).exists()
    assert first.missing_now


def test_a_return_that_is_put_right_is_counted_anew_and_one_that_was_none_ends_it(system: Viewer, robin: Any) -> None:
    row = back(system, robin)
    earlier = FOUND - 2 * HOUR
    actions.find(by=system, episode_id=row.episode_id, found=When(earlier))
    assert fresh(row).due_at == Clock.objects.get(subject_id=row.pk).due_at == earlier + 72 * HOUR
    assert row.steps.filter(kind="reckoned").count() == 1
    actions.reopen(by=system, episode_id=row.episode_id, reason="It was somebody else.")
    assert (fresh(row).state, fresh(row).due_at) == (InterviewState.SET_ASIDE, None)
    assert not Clock.objects.filter(subject_id=row.pk, stopped_at=None).exists()
    assert not Duty.objects.filter(subject_id=row.pk, state="open").exists()
    actions.find(by=system, episode_id=row.episode_id, found=When(NOW))
    assert (fresh(row).state, fresh(row).due_at) == (InterviewState.WAITING, NOW + 72 * HOUR)


def test_an_episode_set_aside_or_joined_has_none_due_and_taken_up_again_it_has(system: Viewer, robin: Any) -> None:
    row, other = back(system, robin), back(system, robin, GONE - 40 * HOUR, GONE - 48 * HOUR)
    actions.void_episode(by=system, episode_id=row.episode_id, reason="He was in his room.")
    assert fresh(row).state == InterviewState.SET_ASIDE
    actions.take_up_episode(by=system, episode_id=row.episode_id, reason="He was not.")
    assert (fresh(row).state, fresh(row).due_at) == (InterviewState.WAITING, FOUND + 72 * HOUR)
    actions.join_episode(by=system, episode_id=row.episode_id, into_id=other.episode_id, reason="The same night.")
    assert (fresh(row).state, fresh(other).state) == (InterviewState.SET_ASIDE, InterviewState.WAITING)


def test_what_was_said_stays_said_when_the_episode_is_set_aside(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    talked(interviewer, [row])
    tell_database(system)
    actions.void_episode(by=system, episode_id=row.episode_id, reason="It was no absence.")
    assert fresh(row).state == InterviewState.HELD


def test_late_is_late_also_when_it_was_held(system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    with frozen(FOUND + 72 * HOUR + dt.timedelta(minutes=1)):
        talked(interviewer, [row])
    assert fresh(row).in_time is False
    # Found later than was thought: then it was in time after all, and says so.
    tell_database(system)
    with frozen(FOUND + 80 * HOUR):
        actions.find(by=system, episode_id=row.episode_id, found=When(FOUND + HOUR))
    assert fresh(row).in_time is True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(["find", "back", "reopen", "void", "take-up"]), st.integers(0, 600)), min_size=1, max_size=7
    )
)
def test_whatever_is_said_in_whatever_order_the_hours_follow_the_episode(system: Viewer, moves: list[tuple[str, int]]) -> None:
    """Random returns, corrections, re-openings and voids: the interview says what a plain look at the episode says."""
    child = child_of(system)
    episode = episode_of(system, child.pk, GONE)
    for what, minutes in moves:
        at = When(GONE + dt.timedelta(minutes=minutes))
        try:
            if what == "find":
                actions.find(by=system, episode_id=episode.pk, found=at)
            elif what == "back":
                actions.bring_back(by=system, episode_id=episode.pk, back=at)
            elif what == "reopen":
                actions.reopen(by=system, episode_id=episode.pk, reason="Wrong.")
            elif what == "void":
                actions.void_episode(by=system, episode_id=episode.pk, reason="Wrong.")
            else:
                actions.take_up_episode(by=system, episode_id=episode.pk, reason="Wrong.")
        except (Refused, Faulty):
            continue
        episode.refresh_from_db()
        row = Interview.objects.filter(episode=episode).first()
        said = [one for one in (episode.found_at, episode.back_at) if one]
        running = Clock.objects.filter(subject_id=row.pk, stopped_at=None) if row else Clock.objects.none()
        if said and not episode.void:
            assert row is not None
            assert row.open
            assert row.due_at == min(said) + 72 * HOUR
            assert [one.due_at for one in running] == [row.due_at]
        else:
            assert row is None or not row.open
            assert not running.exists()
        live = Duty.objects.filter(subject_id=row.pk, state__in=("open", "acknowledged")).count() if row else 0
        assert live == (1 if row and row.open else 0)


# -- who holds it, and what was tried ---------------------------------------------------------------------------------


def test_naming_somebody_who_works_with_the_child_needs_a_reason(
    system: Viewer, robin: Any, manager: Viewer, worker: Viewer
) -> None:
    row = back(system, robin)
    tell_database(manager)
    with pytest.raises(Faulty, match=r"Asha Worker has this child's case"):
        arranging.allocate(by=manager, interview_id=row.pk, user_id=worker.me)
    arranging.allocate(by=manager, interview_id=row.pk, user_id=worker.me, reason="Robin asked for her.")
    assert fresh(row).independent is False


def test_the_interviewer_is_let_in_and_naming_another_lets_them_out(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, person: Any
) -> None:
    row = back(system, robin)
    tell_database(interviewer)
    with pytest.raises(NotHere):
        queries.interview(interviewer, row.pk)
    named(manager, interviewer, row)
    assert queries.interview(interviewer, row.pk).provider_id == interviewer.agency_id
    assert [one.interview.pk for one in queries.due(interviewer, mine=True)] == [row.pk]
    tell_database(system)
    message = Message.objects.get(recipient_user_id=interviewer.me)
    assert "Robin" not in f"{message.subject}{message.body}"
    assert (Duty.objects.get(subject_id=row.pk, state="open").kind, Circle.objects.get(user_id=interviewer.me).kind) == (
        "interview.hold",
        "invited",
    )
    other = person("return-interviewer", name="Ola Other")
    named(manager, other, row)
    tell_database(interviewer)
    assert not queries.due(interviewer)
    tell_database(system)
    assert Duty.objects.get(subject_id=row.pk, state="open").user_id == other.me


def test_what_nobody_arranges_or_holds_climbs_until_it_is_held(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, person: Any
) -> None:
    person("head-of-service")
    row = back(system, robin)
    with frozen(NOW + 5 * HOUR):
        climb(by=system)
    assert Duty.objects.get(subject_id=row.pk).rung == 1
    named(manager, interviewer, row)
    tell_database(system)
    duty = Duty.objects.get(subject_id=row.pk, state="open")
    assert duty.next_climb_at == FOUND + 48 * HOUR
    with frozen(FOUND + 73 * HOUR):
        climb(by=system)
    tell_database(interviewer)
    with frozen(FOUND + 74 * HOUR):
        talked(interviewer, [row])
    tell_database(system)
    duty.refresh_from_db()
    assert (duty.state, duty.rung, duty.next_climb_at) == ("done", 1, None)


def test_only_the_childs_own_no_is_a_no(system: Viewer, robin: Any, manager: Viewer) -> None:
    row = back(system, robin)
    tell_database(manager)
    said = {"interview_ids": [row.pk], "mode": Mode.TELEPHONE, "words": "“Leave me alone.”"}
    ending.decline(by=manager, child_said=False, **said)
    assert (fresh(row).state, fresh(row).accepted) == (InterviewState.WAITING, None)
    ending.decline(by=manager, child_said=True, **said)
    held = fresh(row)
    assert (held.state, held.accepted, held.in_time) == (InterviewState.DECLINED, False, True)
    tell_database(system)
    assert Duty.objects.get(subject_id=row.pk, state="open").kind == "interview.carer"
    tell_database(manager)
    carers.not_asked(by=manager, interview_id=row.pk, answer="not-safe", words="The step-father answers the telephone.")
    tell_database(system)
    assert not Duty.objects.filter(subject_id=row.pk, state="open").exists()


def test_it_is_not_given_up_before_somebody_has_tried(system: Viewer, robin: Any, manager: Viewer) -> None:
    row = back(system, robin)
    tell_database(manager)
    with pytest.raises(Refused, match="Nobody has tried"):
        ending.give_up(by=manager, interview_ids=[row.pk], words="No time.")
    arranging.attempt(by=manager, interview_ids=[row.pk], mode=Mode.TELEPHONE, outcome="no-answer", words="Rang.")
    ending.give_up(by=manager, interview_ids=[row.pk], words="Moved away; the other council has it.")
    assert fresh(row).state == InterviewState.NOT_HELD


def test_police_come_first_where_the_child_said_that_somebody_hurt_them(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    actions.record_return(by=system, episode_id=row.episode_id, seen=None, answers={"assaulted": "“He held me.”"})
    assert fresh(row).police_first
    named(manager, interviewer, row)
    with pytest.raises(Faulty, match="agreed with the police"):
        talking.begin(by=interviewer, interview_ids=[row.pk], mode=Mode.IN_PERSON)
    made = talking.begin(
        by=interviewer, interview_ids=[row.pk], mode=Mode.IN_PERSON, police="DC Tranter sees them at two; after that."
    )
    assert made.pk
    assert row.steps.filter(kind="police").exists()


# -- talking ----------------------------------------------------------------------------------------------------------


def test_one_conversation_about_two_episodes_leaves_each_its_own_clock_and_result(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    older = back(system, robin, NOW - 90 * HOUR, NOW - 99 * HOUR)
    newer = back(system, robin)
    named(manager, interviewer, older)
    named(manager, interviewer, newer)
    made = talked(interviewer, [older, newer])
    assert [(one.state, one.in_time, one.conversation_id) for one in (fresh(older), fresh(newer))] == [
        (InterviewState.HELD, False, made.pk),
        (InterviewState.HELD, True, made.pk),
    ]
    tell_database(system)
    day = GONE.date()
    figures = counting.counts(system, day - dt.timedelta(days=9), day)
    assert (figures.individuals, figures.incidents, figures.offered, figures.accepted, figures.held, figures.held_in_time) == (
        1, 2, 2, 2, 2, 1,
    )  # fmt: skip
    assert figures.providers[0][1] == 2

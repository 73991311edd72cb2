"""A child who is back is offered a return home interview: its hours, who holds it, what is said, who reads it, where it leads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.access.models import Circle
from holdfast.access.visibility import visible
from holdfast.audit.models import Event
from holdfast.comms.models import Message
from holdfast.journeys.leads import follow
from holdfast.keeping.copying import contents, to_give
from holdfast.kernel.acting import tell_database
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions
from holdfast.missing import interview_queries as queries
from holdfast.missing.conversation_models import Conversation, RemoteCheck
from holdfast.missing.interview_models import Interview
from holdfast.missing.interview_types import InterviewState, Mode
from holdfast.missing.interviews import arranging, carers, copies, counting, ending, leading, sharing, talking
from holdfast.missing.interviews.leading import Became
from holdfast.missing.interviews.taking_in import begin_those_taken_in
from holdfast.missing.lead_models import Lead, PoliceLine
from holdfast.missing.models import Episode
from holdfast.missing.types import When
from holdfast.plans.models import PlanItem
from holdfast.records import actions as records
from holdfast.records.types import Tell, TellSubject
from holdfast.work.climbing import climb
from holdfast.work.models import Clock, Duty
from tests.conftest import make_agency
from tests.factories.missing import child_of, episode_of

HOUR = dt.timedelta(hours=1)
GONE = dt.datetime(2026, 3, 3, 20, 0, tzinfo=dt.UTC)
FOUND = GONE + 5 * HOUR  # 1 in the morning
NOW = GONE + 12 * HOUR
SAFE = {"you": "yes", "with": "nobody", "talk": "yes", "word": "said"}
SAID = {
    "explained": "Said who reads it.",
    "before": "“I had to get out.”",
    "where": "A flat on Mill Street",
    "analysis": "A pattern.",
}
SUMMARY = "I was with people I know."

pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def morning() -> Any:
    with frozen(NOW):
        yield


@pytest.fixture
def system(partnership: Any) -> Viewer:
    return Viewer.job("tests", partnership.pk)


@pytest.fixture
def robin(system: Viewer) -> Any:
    return child_of(system)


@pytest.fixture
def manager(person: Any) -> Viewer:
    return person("exploitation-manager", name="Morgan Manager")


@pytest.fixture
def interviewer(person: Any, partnership: Any) -> Viewer:
    return person("return-interviewer", agency=make_agency(partnership, "Riverside", "voluntary"), name="Nadia Listens")


@pytest.fixture
def worker(person: Any, system: Viewer, robin: Any) -> Viewer:
    viewer = person("social-worker", name="Asha Worker")
    records.involve(by=system, child_id=robin.pk, user_id=viewer.me, role="Social worker", lead=True, allocated=True)
    return viewer


def back(system: Viewer, child: Any, found: dt.datetime = FOUND, gone: dt.datetime = GONE) -> Interview:
    """A child who was missing and is found, as the co-ordinator says it."""
    tell_database(system)
    episode = episode_of(system, child.pk, gone)
    actions.find(by=system, episode_id=episode.pk, found=When(found))
    return Interview.objects.get(episode=episode)


def named(manager: Viewer, interviewer: Viewer, row: Interview) -> None:
    tell_database(manager)
    arranging.allocate(by=manager, interview_id=row.pk, user_id=interviewer.me)
    tell_database(interviewer)


def talked(interviewer: Viewer, rows: list[Interview], *, summary: str = SUMMARY, mode: str = Mode.IN_PERSON) -> Conversation:
    """A whole conversation, face to face."""
    made = talking.begin(by=interviewer, interview_ids=[row.pk for row in rows], mode=mode)
    return talking.save(by=interviewer, conversation_id=made.pk, seen=made.version, answers=SAID, summary=summary, complete=True)


def fresh(row: Interview) -> Interview:
    return Interview.objects.get(pk=row.pk)


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


def test_nothing_is_asked_at_a_distance_before_it_is_known_to_be_safe(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talking.begin(by=interviewer, interview_ids=[row.pk], mode=Mode.VIDEO)
    save = {"by": interviewer, "conversation_id": made.pk, "answers": SAID, "seen": 1}
    with pytest.raises(Refused, match="safe to talk"):
        talking.save(**save)
    check = {"by": interviewer, "conversation_id": made.pk}
    with pytest.raises(Faulty, match="cut off"):
        talking.check_remote(answers=SAFE, cut_off="", **check)
    with pytest.raises(Faulty, match="Is anybody with them"):
        talking.check_remote(answers={**SAFE, "with": ""}, cut_off="I ring back.", **check)
    talking.check_remote(answers={**SAFE, "with": "somebody"}, cut_off="", words="A man's voice.", **check)
    with pytest.raises(Refused, match="safe to talk"):
        talking.save(**save)
    tell_database(system)
    asked = Duty.objects.filter(kind="interview.unsafe", subject_id=row.pk)
    assert {(one.role, one.user_id) for one in asked} == {("emergency-duty", None), ("", worker.me)}  # eight in the morning
    assert all(one.urgent and one.needs_ack and one.ladder for one in asked)
    tell_database(interviewer)
    talking.check_remote(answers=SAFE, cut_off="I ring back twice.", **check)
    assert talking.save(**save).answers["where"] == "A flat on Mill Street"
    assert RemoteCheck.objects.filter(conversation=made).count() == 2


def test_a_draft_is_kept_with_its_versions_and_nobodys_words_are_lost(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talking.begin(by=interviewer, interview_ids=[row.pk], mode=Mode.IN_PERSON)
    save = {"by": interviewer, "conversation_id": made.pk}
    talking.keep(seen=1, changed={"where": "The st", "nonsense": "x"}, **save)  # while it is typed
    with pytest.raises(StaleEdit):
        talking.keep(seen=1, changed={"where": ""}, **save)
    talking.save(seen=2, answers={"where": "The station", "push": ["school"], "nonsense": "x"}, **save)
    with pytest.raises(StaleEdit) as stale:
        talking.save(seen=2, answers={"where": "The park"}, **save)
    assert (stale.value.theirs["answers"]["where"], stale.value.yours["answers"]["where"]) == ("The station", "The park")
    with pytest.raises(Faulty, match="who reads this"):
        talking.save(seen=3, answers={"where": "The park"}, complete=True, **save)
    talking.save(seen=3, answers=SAID, **save)
    assert [one.answers.get("where") for one in queries.versions_of(interviewer, made)] == [
        "A flat on Mill Street",
        "The station",
    ]
    assert fresh(row).state == InterviewState.WAITING  # a draft is no interview
    tell_database(manager)
    with pytest.raises(Refused, match="Only whoever talked"):
        talking.save(by=manager, conversation_id=made.pk, seen=4, answers=SAID)


# -- who reads it -----------------------------------------------------------------------------------------------------


def test_police_see_that_it_was_held_and_no_word_but_the_lines_for_them(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer, person: Any
) -> None:
    police = person("missing-coordinator")
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    write = {"by": interviewer, "interview_id": row.pk, "conversation_id": made.pk}
    lead = leading.write_lead(kind="intelligence", words="A silver car.", **write)
    leading.write_lead(kind="place", words="Mill Street.", **write)
    tell_database(police)
    assert queries.interview(police, row.pk).state == InterviewState.HELD
    assert (visible(police, Conversation).count(), Conversation.objects.count()) == (0, 0)
    assert queries.steps_of(police, row) == []
    assert [one.pk for one in queries.leads_of(police, row)] == [lead.pk]
    assert queries.line_words(police, [lead]) == {lead.pk: "A silver car."}
    tell_database(worker)
    assert {one.kind: one.words for one in queries.leads_of(worker, row)} == {"intelligence": "", "place": "Mill Street."}
    assert (visible(worker, PoliceLine).count(), PoliceLine.objects.count()) == (0, 0)


def test_what_is_kept_to_people_named_is_read_by_them_alone(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talking.begin(by=interviewer, interview_ids=[row.pk], mode=Mode.IN_PERSON)
    save = {"by": interviewer, "conversation_id": made.pk, "answers": SAID, "summary": ""}
    talking.save(seen=1, audience=["named"], named=[manager.me], **save)
    for viewer, reads in ((manager, 1), (worker, 0)):
        tell_database(viewer)
        assert visible(viewer, Conversation).count() == Conversation.objects.count() == reads
    assert queries.conversations_of(worker, row)[0].row is None  # that there is one is no secret (H21)
    tell_database(interviewer)
    talking.save(seen=2, not_for=[worker.me], **save)
    tell_database(worker)
    assert (visible(worker, Conversation).count(), Conversation.objects.count()) == (0, 0)


def test_the_childs_and_the_parents_words_are_never_in_each_others_copies(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    mother = relative(interviewer, robin)
    account = carers.begin_account(
        by=interviewer, interview_id=row.pk, mode=Mode.TELEPHONE, name="", relation="", person_id=mother
    )
    theirs = {"worry": "“That he waits outside.”"}
    account = carers.save_account(by=interviewer, account_id=account.pk, seen=1, answers=theirs, complete=True)
    childs, parents = (
        str(copies.child_copy(by=interviewer, conversation=made)),
        str(copies.carer_copy(by=interviewer, account=account)),
    )
    assert "waits outside" not in childs
    assert "A pattern." not in childs  # the interviewer's own view stands in neither
    assert not any(words in parents for words in ("Mill Street", "get out", SUMMARY))
    tell_told(interviewer, robin, mother)
    sharing.ask_child(by=interviewer, conversation_id=made.pk, person_id=mother, may=True)
    parents = str(copies.carer_copy(by=interviewer, account=account))
    assert SUMMARY in parents
    assert "Mill Street" not in parents
    assert Event.objects.filter(verb="interview.copy-carer", kind="release").count() == 2


def relative(by: Viewer, child: Any) -> Any:
    made = records.relate(by=by, child_id=child.pk, kind="mother", person={"given": "Dawn", "family": "Fell"})
    return made.person_id


def tell_told(by: Viewer, child: Any, person_id: Any, answer: str = Tell.YES) -> None:
    records.tell(by=by, child_id=child.pk, person_id=person_id, subject=TellSubject.MISSING, answer=answer, why="Asked.")


def test_a_relative_is_told_only_what_the_child_has_heard_and_said_yes_to(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    mother = relative(interviewer, robin)
    tell_told(interviewer, robin, mother)
    give = {"by": interviewer, "conversation_id": made.pk, "person_id": mother, "how": "Told."}
    with pytest.raises(Refused, match="has not been asked"):
        sharing.give_summary(**give)
    ask = {"by": interviewer, "conversation_id": made.pk, "person_id": mother}
    sharing.ask_child(may=False, **ask)
    with pytest.raises(Refused, match="said no"):
        sharing.give_summary(**give)
    sharing.ask_child(may=True, **ask)
    talking.save(by=interviewer, conversation_id=made.pk, seen=made.version, answers=SAID, summary="Other words.")
    with pytest.raises(Refused, match="changed since"):
        sharing.give_summary(**give)
    sharing.ask_child(may=True, **ask)
    assert sharing.give_summary(**give).summary == "Other words."
    tell_told(interviewer, robin, mother, Tell.NEVER)
    with pytest.raises(Refused, match="safe to tell"):
        sharing.give_summary(**give)
    with pytest.raises(Refused, match="never be told"):
        carers.begin_account(by=interviewer, interview_id=row.pk, mode=Mode.TELEPHONE, name="", relation="", person_id=mother)


# -- leads ------------------------------------------------------------------------------------------------------------


def test_a_lead_stands_open_until_somebody_says_what_came_of_it(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer, worker: Viewer, person: Any
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    made = talked(interviewer, [row])
    write = {"by": interviewer, "interview_id": row.pk, "conversation_id": made.pk}
    place = leading.write_lead(kind="place", words="A flat on Mill Street.", **write)
    somebody = leading.write_lead(kind="person", words="An older boy, Jay.", **write)
    line = leading.write_lead(kind="intelligence", words="A silver car.", **write)
    tell_database(system)
    assert Duty.objects.get(subject_id=place.pk).user_id == worker.me
    assert Duty.objects.get(subject_id=line.pk).role == "missing-coordinator"
    tell_database(worker)
    with pytest.raises(Faulty, match="so what"):
        leading.follow_lead(by=worker, lead_id=place.pk, came_of=" ")
    leading.follow_lead(by=worker, lead_id=place.pk, came_of="In the plan.", became=Became(into_plan="Flat, Mill Street"))
    leading.follow_lead(
        by=worker, lead_id=somebody.pk, came_of="On the record.", became=Became(name="Jay Doe", relation="of_concern")
    )
    with pytest.raises(NotHere):
        leading.follow_lead(by=worker, lead_id=line.pk, came_of="Told a friend in the police.")
    police = person("missing-coordinator")
    tell_database(police)
    assert leading.follow_lead(by=police, lead_id=line.pk, came_of="Log 77.").came_of == "Log 77."
    tell_database(system)
    assert {one.state for one in Lead.objects.filter(interview=row)} == {"done"}
    assert not Duty.objects.filter(kind="interview.lead", state="open").exists()
    assert "Flat, Mill Street" in robin.trigger_plans.get().answers["places"]
    assert robin.relationships.get().of_concern


def test_a_lead_becomes_an_action_of_the_safety_plan_or_a_referral_that_there_is(
    system: Viewer, robin: Any, manager: Viewer, worker: Viewer
) -> None:
    row = back(system, robin)
    tell_database(manager)
    write = {"by": manager, "interview_id": row.pk}
    plan = leading.write_lead(kind="plan", words="Somebody to fetch Robin.", **write)
    referral = leading.write_lead(kind="referral", words="Drugs service.", **write)
    tell_database(worker)
    follow(by=worker, lead_id=plan.pk, came_of="Agreed.", became=Became(into_plan="Asha fetches Robin, from Friday."))
    item = PlanItem.objects.get(child_id=robin.pk)
    assert (item.key, item.words) == ("agencies_do", "Asha fetches Robin, from Friday.")
    with pytest.raises(Faulty, match="no referral of this reference"):
        follow(by=worker, lead_id=referral.pk, came_of="Sent.", became=Became(reference="AAAA-BBBB"))
    assert Lead.objects.get(pk=referral.pk).is_open
    with pytest.raises(Refused, match="followed already"):
        follow(by=worker, lead_id=plan.pk, came_of="Again.", became=Became(into_plan="Twice."))


def test_what_a_parent_said_stands_in_no_copy_of_the_childs_record(
    system: Viewer, robin: Any, manager: Viewer, interviewer: Viewer
) -> None:
    row = back(system, robin)
    named(manager, interviewer, row)
    talked(interviewer, [row])
    account = carers.begin_account(by=interviewer, interview_id=row.pk, mode=Mode.IN_PERSON, name="Dawn Fell", relation="Mother")
    carers.save_account(
        by=interviewer, account_id=account.pk, seen=1, answers={"worry": "“That he waits outside.”"}, complete=True
    )
    tell_database(system)
    sections = to_give(contents(Viewer.job("keeping.request", system.here), robin.pk), {})
    assert "waits outside" not in str(sections)
    assert "A flat on Mill Street" not in str(sections)  # given only when a person has decided that it may be


def test_an_absence_taken_in_from_a_file_begins_its_interview_unless_it_is_long_over(system: Viewer, robin: Any) -> None:
    def taken_in(number: int, ended: dt.datetime) -> Episode:
        times = {"started_at": ended - HOUR, "ended_at": ended, "source": "import", "category": "M"}
        refs = {"reference": f"R{number}", "episode_ref": f"E{number}"}
        return Episode.objects.create(partnership_id=system.here, child_id=robin.pk, **times, **refs)

    recent, old = taken_in(1, NOW - 2 * HOUR), taken_in(2, NOW - dt.timedelta(days=90))
    assert begin_those_taken_in(system) == 1
    assert begin_those_taken_in(system) == 0
    assert (Interview.objects.get(episode=recent).due_at, Interview.objects.filter(episode=old).exists()) == (
        NOW + 70 * HOUR,
        False,
    )

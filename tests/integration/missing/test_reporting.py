"""A child is reported missing: the police first, one episode whoever else reports it, each agency asked for itself."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest

from holdfast.comms.models import Message
from holdfast.kernel.acting import acting_as, tell_database
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, queries
from holdfast.missing.actions import Said
from holdfast.missing.jobs import look
from holdfast.missing.models import Acknowledgement, Alert, AlertTo, Episode, EpisodeReport
from holdfast.missing.types import AlertKind, GradeKind, PoliceCalled, ReporterKind, When
from holdfast.records.actions import involve
from holdfast.work.climbing import climb
from holdfast.work.models import Duty
from tests.conftest import make_agency, make_partnership, make_person
from tests.factories.missing import child_of

SEEN = dt.datetime(2026, 3, 3, 20, 30, tzinfo=dt.UTC)
NOW = SEEN + dt.timedelta(hours=3)  # a Tuesday, half past eleven at night: MASH is closed
MINUTE = dt.timedelta(minutes=1)
SAID = Said(
    police_called=PoliceCalled.NO,
    category="H",
    last_seen=When(SEEN, "after tea"),
    reporter_kind=ReporterKind.CARER,
    given_name="Robin",
    family_name="Fell",
    facts={"clothing": "Grey hooded top", "nonsense": "x"},
)


@pytest.fixture(autouse=True)
def late_evening() -> Any:
    with frozen(NOW):
        yield


@pytest.fixture
def team(person: Any) -> dict[str, Viewer]:
    """Those who are asked at night."""
    return {role: person(role) for role in ("missing-coordinator", "duty-sergeant", "emergency-duty", "mash-manager")}


def reported(system: Viewer, child: Any, **changes: Any) -> Episode:
    made = actions.report(by=system, said=replace(SAID, **changes), child_id=child.pk)
    return Episode.objects.get(pk=made.episode_id)


def seat(episode: Episode, name: str, kind: AlertKind = AlertKind.NEW) -> AlertTo:
    return AlertTo.objects.get(alert__episode=episode, alert__kind=kind, seat=name)


def test_the_first_question_is_whether_the_police_were_called(system: Viewer, robin: Any) -> None:
    with pytest.raises(Faulty, match="999 or 101"):
        reported(system, robin, police_called="")
    assert not Episode.objects.filter(child_id=robin.pk).exists()


@pytest.mark.parametrize("called", [PoliceCalled.YES, PoliceCalled.NO, PoliceCalled.IS_POLICE])
def test_what_somebody_says_of_the_police_is_not_the_police_saying_it(system: Viewer, robin: Any, called: str) -> None:
    assert not reported(system, robin, police_called=called).police_know


def test_the_police_know_once_a_police_user_has_it(system: Viewer, robin: Any, team: dict[str, Viewer]) -> None:
    episode = reported(system, robin)
    duty = seat(episode, "duty")
    tell_database(team["emergency-duty"])
    actions.acknowledge_alert(by=team["emergency-duty"], recipient_id=duty.pk, held_by="Sandra")
    tell_database(system)
    assert not Episode.objects.get(pk=episode.pk).police_know
    police = seat(episode, "police")
    tell_database(team["missing-coordinator"])
    actions.acknowledge_alert(by=team["missing-coordinator"], recipient_id=police.pk, held_by="Dev")
    assert Episode.objects.get(pk=episode.pk).police_know


def test_a_police_officer_who_reports_it_knows(robin: Any, system: Viewer, team: dict[str, Viewer]) -> None:
    by = team["duty-sergeant"]
    tell_database(by)
    made = actions.report(by=by, said=replace(SAID, police_called=PoliceCalled.IS_POLICE))
    tell_database(system)
    assert Episode.objects.get(pk=made.episode_id).police_know


def test_another_report_of_the_same_absence_joins_it_and_tells_nobody_twice(system: Viewer, robin: Any, team: Any) -> None:
    first = reported(system, robin)
    told = Message.objects.filter(reference=first.reference).count()
    again = reported(system, robin, facts={"phone": "07700 900 123", "clothing": "A red coat"}, police_ref="MP-1")
    assert again.pk == first.pk
    assert EpisodeReport.objects.filter(episode=first).count() == 2
    assert again.facts == {"clothing": "Grey hooded top", "phone": "07700 900 123"}
    assert again.police_know
    assert Alert.objects.filter(episode=first).count() == 1
    assert Message.objects.filter(reference=first.reference).count() == told


def test_a_carer_is_told_only_what_they_said_and_nothing_of_who_is_known(
    system: Viewer, robin: Any, person: Any, team: Any
) -> None:
    by = person("placement-carer")
    tell_database(by)
    made = actions.report(by=by, said=SAID)
    assert made.child_id != robin.pk  # of its own: a person says whether it is the same child
    assert queries.report(by, made.pk).given_name == "Robin"
    assert not queries.standing(by, made).police_know
    with pytest.raises(NotHere):
        queries.episode(by, made.episode_id)
    tell_database(system)
    assert Duty.objects.get(kind="missing.match").role == "emergency-duty"


def test_a_record_that_does_not_open_to_the_reporter_cannot_be_named(robin: Any, person: Any) -> None:
    by = person("placement-carer")
    tell_database(by)
    with pytest.raises(NotHere):
        actions.report(by=by, said=SAID, child_id=robin.pk)


def test_the_worker_is_told_and_at_night_the_duty_team_too(system: Viewer, robin: Any, person: Any, team: Any) -> None:
    worker = person("social-worker")
    involve(by=system, child_id=robin.pk, user_id=worker.person_id, role="Social worker", allocated=True)
    episode = reported(system, robin)
    asked = AlertTo.objects.filter(alert__episode=episode)
    assert {one.seat for one in asked} == {"police", "worker", "duty"}
    assert Message.objects.filter(reference=episode.reference, recipient_user_id=worker.person_id).count() == 1


def test_a_council_elsewhere_is_asked_for_itself(system: Viewer, robin: Any, partnership: Any, team: Any) -> None:
    other = make_agency(partnership, "Farshire Council")
    episode = reported(system, robin, host_name=other.name.upper(), authority_name="A council nobody knows here")
    assert episode.out_of_area
    assert seat(episode, "host").agency_id == other.pk
    # One that has no accounts here is rung by whoever is on duty, who says whom they told.
    rung = seat(episode, "placing")
    assert rung.agency_id is None
    assert Duty.objects.get(pk=rung.duty_id).role == "emergency-duty"


def test_one_agency_cannot_answer_for_another(system: Viewer, robin: Any, team: dict[str, Viewer]) -> None:
    episode = reported(system, robin)
    police = seat(episode, "police")
    by = team["emergency-duty"]
    tell_database(by)
    with pytest.raises(Refused):
        actions.acknowledge_alert(by=by, recipient_id=police.pk, held_by="Sandra")
    tell_database(system)
    assert Acknowledgement.objects.count() == 0


def test_who_has_it_is_named_and_nobody_answers_twice(system: Viewer, robin: Any, team: dict[str, Viewer]) -> None:
    police = seat(reported(system, robin), "police")
    by = team["missing-coordinator"]
    tell_database(by)
    with pytest.raises(Faulty, match="Name who has it"):
        actions.acknowledge_alert(by=by, recipient_id=police.pk, held_by=" ")
    actions.acknowledge_alert(by=by, recipient_id=police.pk, held_by="Dev, 01632 960 004")
    with pytest.raises(Refused, match="Dev"):
        actions.acknowledge_alert(by=by, recipient_id=police.pk, held_by="Somebody else")


def test_what_nobody_answers_climbs_within_each_agency_until_somebody_does(system: Viewer, robin: Any, team: Any) -> None:
    episode = reported(system, robin)
    police, council = seat(episode, "police"), seat(episode, "duty")
    with frozen(NOW + 16 * MINUTE):
        told = {(tell.duty_id, tell.user_id) for tell in climb(by=system)}
    assert (police.duty_id, team["duty-sergeant"].person_id) in told
    assert (council.duty_id, team["emergency-duty"].person_id) in told
    with frozen(NOW + 32 * MINUTE):
        told = {(tell.duty_id, tell.user_id) for tell in climb(by=system)}
    assert (council.duty_id, team["mash-manager"].person_id) in told
    assert (police.duty_id, team["mash-manager"].person_id) not in told


def test_no_message_carries_anything_but_the_reference(system: Viewer, robin: Any, team: Any) -> None:
    episode = reported(system, robin)
    sent = Message.objects.filter(reference=episode.reference)
    assert sent
    for message in sent:
        words = (message.subject + message.body).lower()
        assert not any(word in words for word in ("robin", "fell", "missing", "police", "hooded"))


def test_no_news_of_a_missing_child_goes_to_the_family(system: Viewer, robin: Any, team: Any) -> None:
    episode = reported(system, robin, reporter_kind=ReporterKind.PARENT, told_by="The mother", telephone="01632 960 177")
    actions.find(by=system, episode_id=episode.pk, found=When(NOW))
    sent = Message.objects.filter(reference=episode.reference)
    assert {message.recipient for message in sent} == {"staff"}


def test_only_the_police_set_the_police_grade_and_a_challenge_goes_to_them(system: Viewer, robin: Any, team: Any) -> None:
    episode = reported(system, robin)
    council, police = team["mash-manager"], team["missing-coordinator"]
    tell_database(council)
    with pytest.raises(Refused, match="Only the police"):
        actions.grade(by=council, episode_id=episode.pk, level="high", reason="Two men were seen.")
    with pytest.raises(Refused, match="not graded this yet"):
        actions.give_view(by=council, episode_id=episode.pk, level="high", reason="Two men were seen.", challenge=True)
    tell_database(police)
    actions.grade(by=police, episode_id=episode.pk, level="low", reason="Often late.")
    tell_database(council)
    made = actions.give_view(by=council, episode_id=episode.pk, level="high", reason="Two men were seen.", challenge=True)
    assert made.kind == GradeKind.CHALLENGE
    tell_database(system)
    assert Episode.objects.get(pk=episode.pk).police_grade == "low"
    assert [one.seat for one in AlertTo.objects.filter(alert__kind=AlertKind.CHALLENGE)] == ["police"]
    tell_database(police)
    actions.grade(by=police, episode_id=episode.pk, level="high", reason="The men are known.")
    tell_database(system)
    assert {one.seat for one in AlertTo.objects.filter(alert__kind=AlertKind.REGRADE)} == {"police", "duty"}


def test_a_review_that_is_overdue_is_said_once(system: Viewer, robin: Any, team: Any) -> None:
    episode = reported(system, robin)
    actions.set_review(by=system, episode_id=episode.pk, at=NOW + 60 * MINUTE, why="The grade")
    assert look(by=system) == 0
    with frozen(NOW + 61 * MINUTE):
        assert look(by=system) == 1
        assert look(by=system) == 0
    assert Alert.objects.filter(episode=episode, kind=AlertKind.REVIEW).count() == 1


def test_whoever_becomes_responsible_later_is_told_as_the_first_were(system: Viewer, robin: Any, person: Any, team: Any) -> None:
    episode = reported(system, robin)
    worker = person("social-worker")
    involve(by=system, child_id=robin.pk, user_id=worker.person_id, role="Social worker", allocated=True)
    assert look(by=system) == 1
    assert look(by=system) == 0
    assert seat(episode, "worker")


def test_found_tells_those_responsible_and_takes_the_child_off_the_board(system: Viewer, robin: Any, team: Any) -> None:
    episode = reported(system, robin)
    before = queries.board_version(system)
    assert [row.name for row in queries.missing_now(system)] == ["Robin Fell"]
    assert queries.board_version(system) == before  # looking changes nothing
    actions.find(by=system, episode_id=episode.pk, found=When(NOW - MINUTE))
    assert queries.missing_now(system) == []
    assert queries.board_version(system) != before
    assert seat(episode, "police", AlertKind.FOUND)


def test_the_first_questions_are_kept_as_answered_and_not_asked_is_not_no(system: Viewer, robin: Any, team: Any) -> None:
    episode = reported(system, robin)
    actions.find(by=system, episode_id=episode.pk, found=When(NOW))
    row = actions.record_return(
        by=system,
        episode_id=episode.pk,
        seen=None,
        answers={"hurt": "A cut on one hand.", "assaulted": " "},
        found_where="A park",
    )
    assert row.answers == {"hurt": "A cut on one hand."}
    with pytest.raises(Refused):
        actions.record_prevention(by=team["mash-manager"], episode_id=episode.pk, done=False, why_not="Asleep")
    police = team["missing-coordinator"]
    tell_database(police)
    with pytest.raises(Faulty, match="Say why"):
        actions.record_prevention(by=police, episode_id=episode.pk, done=False)
    assert actions.record_prevention(by=police, episode_id=episode.pk, done=True, at=NOW).prevention_done


def test_a_draft_is_its_writers_alone(person: Any) -> None:
    carer, other = person("placement-carer"), person("mash-manager")
    tell_database(carer)
    draft = actions.keep_draft(by=carer, answers={"given_name": ["Robin"]})
    assert queries.draft(carer, draft.pk) == draft
    tell_database(other)
    with pytest.raises(NotHere):
        queries.draft(other, draft.pk)


def test_two_reports_at_the_same_moment_are_one_episode_and_each_seat_is_asked_once(committed_database: str) -> None:
    from django.db import connection, transaction

    with transaction.atomic():
        partnership = make_partnership()
        make_person(partnership, make_agency(partnership), ("missing-coordinator",))
        job = Viewer.job("tests", partnership.pk)
        child = child_of(job)
    together = Barrier(4)

    def one(_number: int) -> None:
        together.wait(timeout=30)
        try:
            with frozen(NOW), acting_as(job):
                actions.report(by=job, said=SAID, child_id=child.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    with acting_as(job):
        assert Episode.objects.count() == 1
        assert EpisodeReport.objects.count() == 4
        assert AlertTo.objects.count() == 2
        assert Message.objects.count() == 1

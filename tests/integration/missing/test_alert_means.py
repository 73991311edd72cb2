"""By what means those responsible are told of a missing child, and what follows when one of them is down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.access.models import User
from holdfast.comms import delivery
from holdfast.comms.models import Message
from holdfast.comms.types import State
from holdfast.journeys.ladder import climb_and_tell
from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, queries
from holdfast.missing.actions import Said
from holdfast.missing.models import Episode
from holdfast.missing.types import PoliceCalled, ReporterKind, When
from tests.factories.missing import child_of
from tests.factories.notify import KEY, TEMPLATE, notify

SEEN = dt.datetime(2026, 3, 3, 20, 30, tzinfo=dt.UTC)
NOW = SEEN + dt.timedelta(hours=3)  # a Tuesday, half past eleven at night: MASH is closed
LATER = NOW + dt.timedelta(minutes=16)


@pytest.fixture
def texting(settings: Any) -> Any:
    with notify() as server:
        settings.NOTIFY_URL, settings.NOTIFY_KEY, settings.NOTIFY_TEXT_TEMPLATE = server.url, KEY, TEMPLATE
        yield server


@pytest.fixture
def team(person: Any) -> dict[str, Viewer]:
    """Those who are asked at night, and their mobiles."""
    made = {role: person(role) for role in ("missing-coordinator", "duty-sergeant", "emergency-duty")}
    for number, viewer in enumerate(made.values()):
        User.objects.filter(pk=viewer.person_id).update(mobile=f"+44770090098{number}")
    return made


@pytest.fixture
def job(partnership: Any, looking: Any) -> Viewer:
    viewer = Viewer.job("tests", partnership.pk)
    looking(viewer)
    return viewer


@pytest.fixture
def episode(job: Viewer, team: Any) -> Any:
    """A child is reported missing late in the evening."""

    def report() -> Episode:
        seen = When(SEEN)
        said = Said(police_called=PoliceCalled.NO, category="H", last_seen=seen, reporter_kind=ReporterKind.CARER)
        with frozen(NOW):
            made = actions.report(by=job, said=said, child_id=child_of(job).pk)
        return Episode.objects.get(pk=made.episode_id)

    return report


def about(episode: Episode, channel: str) -> list[Message]:
    return list(Message.objects.filter(reference=episode.reference, channel=channel).order_by("created_at", "pk"))


def test_an_alert_goes_by_screen_mail_and_text_and_the_record_says_so(texting: Any, job: Viewer, team: Any, episode: Any) -> None:
    one = episode()
    asked = {team[role].person_id for role in ("missing-coordinator", "emergency-duty")}
    assert {message.recipient_user_id for message in about(one, "sms")} == asked
    assert {message.recipient_user_id for message in about(one, "email")} == asked
    assert {answer.to.seat for answer in queries.asked_of(job, one)} == {"police", "duty"}
    with frozen(NOW):
        for message in about(one, "sms"):
            assert delivery.deliver(job.here, message.pk) == State.SENT
    assert len(texting.texts) == 2
    for text in texting.texts:
        words = text["personalisation"]["message"].lower()
        assert one.reference.lower() in words
        assert not any(word in words for word in ("robin", "fell", "missing", "police"))
    told = {(row.name, row.means, row.state) for row in queries.told_of(job, one)}
    assert {means for _name, means, _state in told} == {"by e-mail", "by text message"}
    assert all(state == "Sent" for _name, means, state in told if means == "by text message")


def test_a_text_service_that_is_down_is_tried_again_and_the_ladder_does_not_wait(
    texting: Any, job: Viewer, team: Any, episode: Any
) -> None:
    one = episode()
    texting.trouble = "down"
    with frozen(NOW):
        for message in about(one, "sms"):
            assert delivery.deliver(job.here, message.pk) == State.QUEUED
    assert any(row.tried for row in queries.told_of(job, one))
    with frozen(LATER):
        climb_and_tell(by=job)
        sergeant = team["duty-sergeant"].person_id
        assert {message.channel for message in Message.objects.filter(recipient_user_id=sergeant)} == {"email", "sms"}
        texting.trouble = ""
        waiting = [message.pk for message in about(one, "sms")]
        assert set(waiting) <= set(delivery.due(job.here))
        assert {delivery.deliver(job.here, pk) for pk in waiting} == {State.SENT}


def test_without_texts_the_ladder_climbs_all_the_same_and_the_page_says_that_they_are_not_set_up(
    job: Viewer, team: Any, episode: Any, client_for: Any
) -> None:
    one = episode()
    assert about(one, "sms") == []
    with frozen(LATER):
        assert climb_and_tell(by=job) > 0
    page = client_for(team["missing-coordinator"]).get(f"/missing/{one.pk}/").content.decode()
    assert "Texts are not set up here" in page

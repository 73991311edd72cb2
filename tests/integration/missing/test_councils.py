"""A child placed elsewhere: the other council is chosen, told or rung, and the telling stands on the record with a name."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from holdfast.comms.models import Message
from holdfast.disclosure.models import Release
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.time import frozen, today
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, authorities
from holdfast.missing.actions import Said
from holdfast.missing.jobs import look
from holdfast.missing.models import Acknowledgement, AlertTo, AuthorityNumber, Episode
from holdfast.missing.types import PoliceCalled, ReporterKind, When
from holdfast.work.climbing import climb
from tests.conftest import make_agency, make_person
from tests.factories.missing import child_of

pytestmark = pytest.mark.django_db
SEEN = dt.datetime(2026, 3, 3, 20, 30, tzinfo=dt.UTC)
NOW = SEEN + dt.timedelta(hours=3)  # a Tuesday, half past eleven at night: MASH is closed
FARSHIRE = "Farshire Council"


@pytest.fixture(autouse=True)
def late_evening() -> Any:
    with frozen(NOW):
        yield


@pytest.fixture
def job(partnership: Any, looking: Any) -> Viewer:
    viewer = Viewer.job("tests", partnership.pk)
    looking(viewer)
    return viewer


@pytest.fixture
def duty(person: Any, job: Viewer) -> Viewer:
    return person("emergency-duty")


@pytest.fixture
def episode(job: Viewer, duty: Viewer) -> Episode:
    said = Said(police_called=PoliceCalled.YES, category="M", last_seen=When(SEEN), reporter_kind=ReporterKind.PLACEMENT)
    made = actions.report(by=job, said=said, child_id=child_of(job).pk)
    return Episode.objects.get(pk=made.episode_id)


def in_the_book(job: Viewer, **changes: Any) -> AuthorityNumber:
    values = {"name": FARSHIRE, "by_day": "01632 960840", "by_night": "01632 960841", "email": "", "note": "Ask for duty."}
    return authorities.write_number(by=job, **{**values, "checked_on": today(), **changes})


def test_a_council_without_accounts_is_rung_and_whom_they_told_is_on_the_record(
    job: Viewer, duty: Viewer, episode: Episode, client_for: Any, looking: Any
) -> None:
    in_the_book(job)
    desk = client_for(duty)
    page = desk.get(reverse("missing-report")).content.decode()
    assert f'value="{FARSHIRE}"' in page  # to choose in a report, and on the episode
    at = reverse("episode-do", args=[episode.pk, "councils"])
    assert desk.post(at, {"authority": "", "host": FARSHIRE, "authority_name": "", "host_name": ""}).status_code == 302
    looking(job)
    asked = AlertTo.objects.get(alert__episode=episode, seat="host")
    shown = desk.get(reverse("episode", args=[episode.pk])).content.decode()
    assert "01632 960841" in shown
    assert "Has no accounts here: ring it" in shown
    assert "Say whom you told" in shown
    # Until somebody has rung, it climbs as any other
    looking(job)
    with frozen(NOW + dt.timedelta(minutes=16)):
        assert asked.duty_id in {tell.duty_id for tell in climb(by=job)}
    answer = {"held_by": "Mr Ames, duty team", "note": "By the night number."}
    assert desk.post(reverse("missing-alert", args=[asked.pk]), answer).status_code == 302
    looking(job)
    kept = Acknowledgement.objects.get(recipient=asked)
    assert (kept.held_by, kept.answered_by_id) == ("Mr Ames, duty team", duty.person_id)
    assert "Mr Ames, duty team was told by" in desk.get(reverse("episode", args=[episode.pk])).content.decode()


def test_a_council_in_the_book_is_written_to_as_well_with_nothing_but_a_reference(
    job: Viewer, duty: Viewer, episode: Episode, client_for: Any, looking: Any
) -> None:
    in_the_book(job, email="Duty.Team@farshire.example")
    actions.say_councils(by=job, episode_id=episode.pk, authority_name="", host_name=FARSHIRE)
    message = Message.objects.get(template="missing.ring-us")
    assert (message.address, message.recipient, message.state) == ("duty.team@farshire.example", "partner", "queued")
    assert Release.objects.get(pk=message.release_id).reference == episode.reference
    assert episode.reference in message.subject
    for word in ("robin", "fell", "missing", "child", "police"):
        assert word not in f"{message.subject} {message.body}".lower()
    assert AlertTo.objects.get(alert__episode=episode, seat="host").agency_id is None, "and it is rung all the same"
    shown = client_for(duty).get(reverse("episode", args=[episode.pk])).content.decode()
    assert "duty.team@farshire.example: by e-mail" in shown
    looking(job)
    in_the_book(job, name="Nearshire Council", email="nobody at nowhere")
    actions.say_councils(by=job, episode_id=episode.pk, authority_name="Nearshire Council", host_name=FARSHIRE)
    assert Message.objects.filter(template="missing.ring-us").count() == 1, "an address that is none holds nobody up"
    assert AlertTo.objects.filter(alert__episode=episode, seat="placing").exists()


def test_a_council_with_accounts_is_asked_for_itself_and_nobody_is_asked_twice(
    job: Viewer, episode: Episode, partnership: Any
) -> None:
    other = make_agency(partnership, "Nearshire Council")
    theirs = make_person(partnership, other, ("social-worker",))
    actions.say_councils(by=job, episode_id=episode.pk, authority_name=other.name.lower(), host_name="")
    actions.say_councils(by=job, episode_id=episode.pk, authority_name=other.name.lower(), host_name="")
    assert look(by=job) == 0
    assert AlertTo.objects.get(alert__episode=episode, seat="placing").agency_id == other.pk
    assert Message.objects.filter(recipient_user_id=theirs.person_id, template="work.open-now").count() == 1
    with pytest.raises(Faulty):
        actions.say_councils(by=job, episode_id=episode.pk, authority_name=" ", host_name="")


def test_the_book_is_the_administrators_keeps_what_stood_before_and_needs_a_number(
    job: Viewer, person: Any, looking: Any
) -> None:
    first = in_the_book(job)
    second = in_the_book(job, name=FARSHIRE.upper(), by_night="01632 960849")
    assert (second.name, AuthorityNumber.objects.count()) == (first.name, 2)
    assert [row.by_night for row in authorities.book(job)] == ["01632 960849"]
    in_the_book(job, out=True)
    assert authorities.book(job) == []
    assert authorities.number_of(job, FARSHIRE) is None
    with pytest.raises(Faulty, match="at least one number"):
        in_the_book(job, by_day="", by_night=" ")
    with pytest.raises(Faulty, match="in the future"):
        in_the_book(job, checked_on=today() + dt.timedelta(days=1))
    worker = person("social-worker")
    looking(worker)
    with pytest.raises(Refused, match="An administrator"):
        in_the_book(worker)


def test_the_administrator_keeps_it_on_pages(job: Viewer, person: Any, client_for: Any, looking: Any) -> None:
    admin = client_for(person("administrator"))
    day = {"checked_on_day": "3", "checked_on_month": "3", "checked_on_year": "2026"}
    values = {"name": FARSHIRE, "by_day": "", "by_night": "01632 960841", "email": "", "note": "", **day}
    assert admin.post(reverse("council-new"), values).status_code == 302
    looking(job)
    row = authorities.book(job)[0]
    assert FARSHIRE in admin.get(reverse("councils")).content.decode()
    assert admin.post(reverse("council-change", args=[row.pk]), {**values, "keep": "out"}).status_code == 302
    looking(job)
    assert authorities.book(job) == []

"""The family surface's door: a link opens once, in one browser, and for a time; and what is behind it stands nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from holdfast.disclosure import links
from holdfast.disclosure.models import FamilyLink
from holdfast.kernel.errors import NotHere
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.portal import door
from tests.factories.missing import child_of

pytestmark = pytest.mark.django_db
PURPOSE = "tests.nothing"


@pytest.fixture
def job(partnership: Any, looking: Any) -> Viewer:
    viewer = Viewer.job("tests", partnership.pk)
    looking(viewer)
    return viewer


@pytest.fixture
def made(job: Viewer, monkeypatch: Any) -> tuple[FamilyLink, str]:
    monkeypatch.setitem(door.PAGES, PURPOSE, "privacy")
    child = child_of(job)
    return links.make_link(by=job, child_id=child.pk, person_id=new_id(), purpose=PURPOSE, subject_id=new_id())


def behind(client: Client) -> HttpResponse:
    """What somebody with this browser's cookies reads behind the link."""

    @door.behind_a_link(PURPOSE)
    def page(_request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
        assert reader.reach == "system"
        return HttpResponse(str(link.subject_id))

    request = HttpRequest()
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return page(request)


def test_it_opens_once_and_only_in_the_browser_that_opened_it(made: Any, looking: Any, job: Viewer) -> None:
    link, key = made
    first, second = Client(), Client()
    looked = first.get(f"/f/o/{key}/")
    assert looked.status_code == 200
    words = looked.content.decode()
    assert "<title>Open page</title>" in words
    assert not any(word in words.lower() for word in ("robin", "fell", "missing", "child"))
    assert "no-store" in looked["Cache-Control"]
    opened = first.post(f"/f/o/{key}/")
    assert (opened.status_code, key in opened["Location"]) == (302, False)
    assert opened.cookies[door.cookie_name()]["path"] == "/f/"
    assert opened.cookies[door.cookie_name()]["httponly"]
    assert behind(first).content.decode() == str(link.subject_id)
    for client in (first, second):
        again = client.get(f"/f/o/{key}/")
        assert again.status_code == 404
        assert "does not open anything now" in again.content.decode()
        assert client.post(f"/f/o/{key}/").status_code == 404
    assert behind(second).status_code == 404
    looking(job)
    link.refresh_from_db()
    assert (link.key_hash, link.opened_at is None) == (links.hashed(key), False)


def test_two_who_open_it_at_the_same_moment_are_not_both_let_in(made: Any, job: Viewer) -> None:
    _link, key = made
    links.open_link(by=job, key=key, cookie="one")
    with pytest.raises(NotHere):
        links.open_link(by=job, key=key, cookie="two")


@pytest.mark.parametrize("late", [True, False])
def test_an_old_link_and_one_taken_back_open_nothing(late: bool, made: Any, job: Viewer, frozen_at: Any) -> None:
    link, key = made
    if late:
        frozen_at(link.expires_at + timedelta(seconds=1))
    else:
        links.close_link(by=job, link=link)
    client = Client()
    assert client.get(f"/f/o/{key}/").status_code == client.post(f"/f/o/{key}/").status_code == 404


def test_what_was_opened_is_read_for_a_time_and_closes_when_its_reader_has_done(made: Any, job: Viewer, frozen_at: Any) -> None:
    _link, key = made
    client = Client()
    client.post(f"/f/o/{key}/")
    frozen_at(now() + timedelta(hours=links.hours(job, links.HELD), seconds=1))
    assert behind(client).status_code == 404


def test_its_reader_closes_it(made: Any) -> None:
    _link, key = made
    client = Client()
    client.post(f"/f/o/{key}/")
    done = client.post("/f/finished/")
    assert done["Clear-Site-Data"] == '"cache"'
    assert behind(client).status_code == 404


def test_a_key_that_nobody_made_is_as_one_that_is_used(made: Any) -> None:
    link, key = made
    client, other = Client(), Client()
    other.post(f"/f/o/{key}/")
    used, never = other.get(f"/f/o/{key}/"), client.get("/f/o/nothing-of-ours/")
    assert used.content == never.content
    assert used.status_code == never.status_code == 404
    assert isinstance(link.subject_id, UUID)


def test_a_form_without_its_safety_token_is_refused_and_nothing_of_ours_shows(made: Any) -> None:
    _link, key = made
    answer = Client(enforce_csrf_checks=True).post(f"/f/o/{key}/")
    assert answer.status_code == 403
    assert "Please try again" in answer.content.decode()
    assert "Holdfast" not in answer.content.decode()
    assert 'content="same-origin"' in answer.content.decode()  # without it no browser's form would be taken


def test_whoever_tries_many_keys_is_stopped(made: Any) -> None:
    client = Client()
    answers = [client.post(f"/f/o/try-{number}/").status_code for number in range(61)]
    assert answers[-1] == 429

"""Sessions: they run out, are listed and ended, and nothing that was typed is lost with them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from holdfast.access import actions
from holdfast.access.models import KeptWords, Session, User
from holdfast.access.sessions import device_of
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.actions import set_value
from holdfast.ui.opened import mark_of

pytestmark = pytest.mark.django_db
PASSWORD = "three words apart"
ABSENCE = {
    "from_date_0": "1",
    "from_date_1": "12",
    "from_date_2": "2031",
    "note": "A cousin’s wedding, in <Wales>\r\nback Monday",
}


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is proved here is time, not the second step."""
    monkeypatch.setattr("holdfast.access.second_step.born_a_demonstration", lambda: True)


def _account(viewer: Any) -> User:
    user = User.objects.get(pk=viewer.person_id)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def viewer(person: Any) -> Viewer:
    return person("social-worker")


@pytest.fixture
def worker(viewer: Viewer) -> User:
    return _account(viewer)


def _sign_in(client: Any, user: User, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, **more})


def _all_kept() -> list[KeptWords]:
    """Everybody's, as the job that forgets them sees them."""
    with acting_as(Viewer.job("sessions.tidy", None)):
        return list(KeptWords.objects.all())


def _is_in(client: Any) -> bool:
    return client.get("/absence/").status_code == 200


def _later(frozen_at: Any, **passed: float) -> datetime:
    at = now() + timedelta(**passed)
    frozen_at(at)
    return at


def test_half_an_hour_of_nothing_ends_a_session_and_doing_something_does_not(
    client_for: Any, worker: User, frozen_at: Any
) -> None:
    client = client_for()
    _sign_in(client, worker)
    for _ in range(3):
        _later(frozen_at, minutes=29)
        assert _is_in(client)
    _later(frozen_at, minutes=31)
    answer = client.get("/absence/")
    assert answer["Location"] == "/accounts/login/?next=%2Fabsence%2F"
    assert "your time ran out" in client.get(answer["Location"]).text


def test_a_list_that_updates_itself_keeps_nobody_signed_in(client_for: Any, worker: User, frozen_at: Any) -> None:
    client = client_for()
    _sign_in(client, worker)
    assert _is_in(client)
    for _ in range(4):
        _later(frozen_at, minutes=10)
        client.get("/absence/", headers={"X-Holdfast-Poll": "1"})
    assert not _is_in(client)


def test_twelve_hours_end_a_session_however_busy_it_was(client_for: Any, worker: User, frozen_at: Any) -> None:
    client = client_for()
    _sign_in(client, worker)
    for _ in range(12 * 60 // 25):
        _later(frozen_at, minutes=25)
        assert _is_in(client)
    _later(frozen_at, minutes=21)
    assert not _is_in(client)


def test_how_long_is_the_partnerships_own_setting(
    client_for: Any, worker: User, person: Any, looking: Any, frozen_at: Any
) -> None:
    admin = person("administrator")
    looking(admin)
    set_value(by=admin, key="sessions.idle", value=10, reason="Shared computers.")
    client = client_for()
    _sign_in(client, worker)
    assert _is_in(client)
    _later(frozen_at, minutes=11)
    assert not _is_in(client)


def test_what_is_sent_too_late_is_kept_and_is_there_after_signing_in_again(client_for: Any, worker: User, frozen_at: Any) -> None:
    # Given a worker whose time runs out while they write
    client = client_for()
    _sign_in(client, worker)
    assert _is_in(client)
    _later(frozen_at, minutes=45)

    # When they send it, and sign in again
    assert client.post("/absence/", ABSENCE)["Location"] == "/accounts/login/"
    assert "What you typed is kept" in client.get("/accounts/login/").text
    answer = _sign_in(client, worker)

    # Then the whole form is there, as it was, ready to be sent to where it was going
    assert answer["Location"].startswith("/accounts/kept/")
    page = client.get(answer["Location"]).text
    assert re.search(r'<form method="post" action="/absence/">', page)
    assert "A cousin’s wedding, in &lt;Wales&gt;\r\nback Monday</textarea>" in page
    assert 'name="from_date_2" value="2031"' in page
    assert "csrfmiddlewaretoken" not in str(_all_kept()[0].words)

    # And nobody is led to it a second time unasked
    assert _sign_in(client_for(), worker)["Location"] == "/"


def test_words_are_kept_also_when_another_page_was_opened_first(client_for: Any, worker: User, frozen_at: Any) -> None:
    client = client_for()
    _sign_in(client, worker)
    _later(frozen_at, minutes=45)
    client.get("/absence/")
    client.post("/absence/", ABSENCE)
    assert _sign_in(client, worker)["Location"].startswith("/accounts/kept/")


def test_somebody_else_who_signs_in_at_that_browser_finds_nothing(
    client_for: Any, worker: User, person: Any, frozen_at: Any
) -> None:
    other = _account(person("social-worker"))
    client = client_for()
    _sign_in(client, worker)
    _later(frozen_at, minutes=45)
    client.post("/absence/", ABSENCE)
    assert _sign_in(client, other)["Location"] == "/"
    [kept] = _all_kept()
    assert kept.user_id == worker.pk
    assert client.get(f"/accounts/kept/{kept.pk}/").status_code == 404
    assert "wedding" not in client.get("/").text


def test_nothing_is_kept_in_a_browser_where_nobody_was_signed_in(client_for: Any, worker: User) -> None:
    client_for().post("/absence/", ABSENCE)
    assert not _all_kept()


def test_a_password_is_never_kept(client_for: Any, worker: User, frozen_at: Any) -> None:
    client = client_for()
    _sign_in(client, worker)
    _later(frozen_at, minutes=45)
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "new words here", "password2": "new words here"}
    )
    client.post("/absence/", {**ABSENCE, "password": "hush"})
    [kept] = _all_kept()
    assert kept.path == "/absence/"
    assert "hush" not in str(kept.words)


def test_signing_in_again_asks_for_everything_again(client_for: Any, worker: User, frozen_at: Any) -> None:
    """Nothing proved before time ran out counts after it."""
    client = client_for()
    _sign_in(client, worker)
    _later(frozen_at, minutes=45)
    client.get("/absence/")
    assert set(client.session.keys()) == {"was"}


def test_kept_words_are_forgotten_after_a_day(
    client_for: Any, worker: User, viewer: Viewer, looking: Any, frozen_at: Any
) -> None:
    looking(viewer)
    actions.keep_words(by=viewer, path="/absence/", words=[("note", "x y")], had_files=False)
    _later(frozen_at, hours=25)
    job = Viewer.job("sessions.tidy", None)
    looking(job)
    assert actions.tidy(by=job)["words"] == 1


def test_the_database_itself_gives_kept_words_to_their_writer_alone(viewer: Viewer, person: Any, looking: Any) -> None:
    looking(viewer)
    actions.keep_words(by=viewer, path="/absence/", words=[("note", "x y")], had_files=False)
    assert KeptWords.objects.count() == 1
    looking(person("administrator"))
    assert KeptWords.objects.count() == 0


def test_somebody_sees_where_they_are_signed_in_and_ends_one(client_for: Any, worker: User) -> None:
    here, there = client_for(), client_for(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/141.0"})
    _sign_in(here, worker)
    _sign_in(there, worker)
    page = here.get("/accounts/sessions/").text
    assert "Firefox on Windows" in page
    [name] = re.findall(r"/accounts/sessions/([0-9a-f-]{36})/end/", page)
    here.post(f"/accounts/sessions/{name}/end/")
    assert _is_in(here)
    assert not _is_in(there)


def test_nobody_ends_somebody_elses_session(client_for: Any, worker: User, person: Any) -> None:
    client, other = client_for(), client_for(person("administrator"))
    _sign_in(client, worker)
    name = Session.objects.get(user_id=worker.pk).name
    assert other.post(f"/accounts/sessions/{name}/end/").status_code == 404
    assert _is_in(client)


def test_somebody_signs_out_everywhere(client_for: Any, worker: User) -> None:
    clients = [client_for(), client_for()]
    for client in clients:
        _sign_in(client, worker)
    clients[0].post("/accounts/sessions/end/")
    assert not any(_is_in(client) for client in clients)


def test_a_suspended_account_is_out_at_its_next_click(client_for: Any, worker: User, person: Any, looking: Any) -> None:
    client = client_for()
    _sign_in(client, worker)
    admin = person("administrator")
    looking(admin)
    actions.suspend(by=admin, user=worker, reason="Left.")
    assert not _is_in(client)
    assert Session.objects.filter(user_id=worker.pk).count() == 0


def test_only_an_administrator_signs_somebody_else_out(worker: User, person: Any, looking: Any) -> None:
    colleague = person("mash-manager")
    looking(colleague)
    with pytest.raises(Refused):
        actions.end_all_sessions(by=colleague, user=worker)


def test_the_page_is_told_how_long_is_left(client_for: Any, worker: User, frozen_at: Any) -> None:
    client = client_for()
    _later(frozen_at, minutes=0)
    _sign_in(client, worker)
    page = client.get("/absence/").text
    assert 'data-idle="1800"' in page
    assert 'data-absolute="43200"' in page
    _later(frozen_at, minutes=10)
    assert client.get("/accounts/stay/").json() == {"idle": 1800, "absolute": 42600}


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36 Edg/139.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(agent: str, words: str) -> None:
    assert device_of(agent) == words


def test_a_form_opened_before_signing_in_again_gives_its_words_back(client_for: Any, person: Any) -> None:
    viewer = person("social-worker")
    client = client_for(viewer, enforce_csrf_checks=True)
    page = client.get("/absence/").content.decode()
    opened = dict(re.findall(r'name="(csrfmiddlewaretoken|opened_by)" value="([^"]+)"', page))
    client.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32  # what signing in again in another window does
    answer = client.post("/absence/", {**ABSENCE, **opened}, headers={"Origin": "http://testserver"})
    with acting_as(viewer):
        kept = KeptWords.objects.get(user_id=viewer.person_id)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/kept/{kept.pk}/")
    assert dict(kept.words) == ABSENCE
    given_back = client.get(answer["Location"]).content.decode()
    assert 'action="/absence/"' in given_back
    assert "A cousin’s wedding, in &lt;Wales&gt;" in given_back


@pytest.mark.parametrize("wrong", ["another site", "a colleague", "nobody"])
def test_words_that_were_not_typed_on_ones_own_page_are_never_given_back(client_for: Any, person: Any, wrong: str) -> None:
    viewer, colleague = person("social-worker"), person("social-worker")
    client = client_for(viewer, enforce_csrf_checks=True)
    marks = {"another site": mark_of(viewer), "a colleague": mark_of(colleague), "nobody": ""}
    origin = "https://elsewhere.example" if wrong == "another site" else "http://testserver"
    answer = client.post("/absence/", {**ABSENCE, "opened_by": marks[wrong]}, headers={"Origin": origin})
    assert answer.status_code == 403
    with acting_as(viewer):
        assert not KeptWords.objects.exists()

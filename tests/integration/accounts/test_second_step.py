"""The second step: asked of everybody who can open what is known about a child; a code by e-mail for those who only refer."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from holdfast.access.models import User
from holdfast.audit.models import Event, Kind
from holdfast.comms.models import Message

pytestmark = pytest.mark.django_db
PASSWORD = "three words apart"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """What is proved here is the second step; the real hash is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _account(viewer: Any) -> User:
    user = User.objects.get(pk=viewer.person_id)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def worker(person: Any) -> User:
    return _account(person("social-worker"))


@pytest.fixture
def school(person: Any) -> User:
    return _account(person("referring-professional"))


def _sign_in(client: Any, user: User) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def _set_up_app(client: Any) -> str:
    secret = re.search(r'class="hf-typed">([A-Z2-7]+)<', client.get("/accounts/second-step/app/").text).group(1)  # type: ignore[union-attr]
    answer = client.post("/accounts/second-step/app/", {"code": _code(secret)})
    assert answer.status_code == 302, answer.text
    return secret


def test_until_the_second_step_is_set_up_nothing_opens_but_the_pages_that_set_it_up(client_for: Any, worker: User) -> None:
    client = client_for()
    _sign_in(client, worker)
    for path in ("/", "/children/", "/referrals/", "/absence/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/accounts/second-step/"), path
    page = client.get("/accounts/second-step/")
    assert "Set up your second step" in page.text


def test_a_form_sent_before_the_second_step_does_nothing(client_for: Any, worker: User) -> None:
    client = client_for()
    _sign_in(client, worker)
    answer = client.post("/absence/", {"from_date_0": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/second-step/")


def test_a_worker_sets_up_an_app_and_is_in_with_recovery_codes_shown_once(client_for: Any, worker: User) -> None:
    client = client_for()
    _sign_in(client, worker)
    _set_up_app(client)
    codes = client.get("/accounts/second-step/codes/").text
    assert len(re.findall(r">\d{8}<", codes)) == 10
    assert not re.findall(r">\d{8}<", client.get("/accounts/second-step/codes/").text)
    assert client.get("/absence/").status_code == 200


def test_the_next_sign_in_asks_for_the_code_and_a_wrong_one_is_no_way_in(client_for: Any, worker: User) -> None:
    first = client_for()
    _sign_in(first, worker)
    secret = _set_up_app(first)
    client = client_for()
    assert _sign_in(client, worker)["Location"] == "/accounts/second-step/ask/"
    assert client.get("/absence/")["Location"].startswith("/accounts/login/")
    wrong = client.post("/accounts/second-step/ask/", {"code": "000000"})
    assert "This code is not right" in wrong.text
    assert "_auth_user_id" not in client.session
    assert client.post("/accounts/second-step/ask/", {"code": _code(secret)}).status_code == 302
    assert client.get("/absence/").status_code == 200


def test_a_code_that_was_used_does_not_work_again(client_for: Any, worker: User) -> None:
    first = client_for()
    _sign_in(first, worker)
    secret = _set_up_app(first)
    for client in (client_for(), client_for()):
        _sign_in(client, worker)
        answer = client.post("/accounts/second-step/ask/", {"code": _code(secret)})
    assert "This code is not right" in answer.text


def test_a_recovery_code_works_once(client_for: Any, worker: User) -> None:
    first = client_for()
    _sign_in(first, worker)
    _set_up_app(first)
    code = re.findall(r">(\d{8})<", first.get("/accounts/second-step/codes/").text)[0]
    client = client_for()
    _sign_in(client, worker)
    assert client.post("/accounts/second-step/ask/", {"code": code}).status_code == 302
    assert client.get("/absence/").status_code == 200
    again = client_for()
    _sign_in(again, worker)
    assert "This code is not right" in again.post("/accounts/second-step/ask/", {"code": code}).text


def test_guessing_codes_is_stopped(client_for: Any, worker: User) -> None:
    first = client_for()
    _sign_in(first, worker)
    _set_up_app(first)
    client = client_for()
    _sign_in(client, worker)
    answers = [client.post("/accounts/second-step/ask/", {"code": f"00000{n}"}).text for n in range(7)]
    assert "Too many tries" in answers[-1]


def test_the_secret_is_kept_encrypted_and_not_in_the_audit(client_for: Any, worker: User) -> None:
    client = client_for()
    _sign_in(client, worker)
    secret = _set_up_app(client)
    kept = Authenticator.objects.get(user=worker, type="totp")
    assert secret not in str(kept.data)
    assert TOTP(kept).validate_code("not one") is False
    assert secret not in str(list(Event.objects.values_list("detail", flat=True)))


def test_the_only_second_step_cannot_be_removed(client_for: Any, worker: User) -> None:
    client = client_for()
    _sign_in(client, worker)
    _set_up_app(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "your only second step" in client.get("/accounts/second-step/app/remove/").text
    client.post("/accounts/second-step/app/remove/")
    assert Authenticator.objects.filter(user=worker, type="totp").exists()


def test_changing_the_second_step_asks_again_who_it_is(client_for: Any, worker: User) -> None:
    first = client_for()
    _sign_in(first, worker)
    secret = _set_up_app(first)
    client = client_for()
    _sign_in(client, worker)
    client.post("/accounts/second-step/ask/", {"code": _code(secret)})
    answer = client.get("/accounts/second-step/codes/new/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_a_partner_who_only_refers_is_sent_a_code_and_is_in_with_it(client_for: Any, school: User) -> None:
    client = client_for()
    assert _sign_in(client, school)["Location"] == "/accounts/code/"
    letter = Message.objects.get(recipient_user_id=school.pk, template="account.code")
    code = re.search(r"\b(\d{6})\b", letter.body).group(1)  # type: ignore[union-attr]
    assert client.get("/absence/")["Location"].startswith("/accounts/login/")
    assert "This code is not right" in client.post("/accounts/code/", {"code": "000000" if code != "000000" else "1"}).text
    assert client.post("/accounts/code/", {"code": code}).status_code == 302
    assert client.get("/referrals/").status_code == 200


def test_the_code_by_email_is_not_enough_once_somebody_may_read_about_children(
    client_for: Any, school: User, partnership: Any, agency: Any
) -> None:
    from datetime import date

    from holdfast.access.models import Membership

    client = client_for()
    _sign_in(client, school)
    letter = Message.objects.get(recipient_user_id=school.pk, template="account.code")
    client.post("/accounts/code/", {"code": re.search(r"\b(\d{6})\b", letter.body).group(1)})  # type: ignore[union-attr]
    Membership.objects.create(
        partnership=partnership, user=school, agency=agency, role="mash-screener", from_date=date(2020, 1, 1)
    )
    assert client.get("/mash/")["Location"] == "/accounts/second-step/"


def test_a_demonstration_asks_nobody(client_for: Any, worker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.access.second_step.born_a_demonstration", lambda: True)
    client = client_for()
    _sign_in(client, worker)
    assert client.get("/absence/").status_code == 200


def test_wrong_codes_are_audited_and_nobody_is_named_as_having_typed_them(client_for: Any, worker: User) -> None:
    first = client_for()
    _sign_in(first, worker)
    _set_up_app(first)
    client = client_for()
    _sign_in(client, worker)
    client.post("/accounts/second-step/ask/", {"code": "000000"})
    found = Event.objects.get(kind=Kind.SIGN_IN, subject_id=worker.pk, verb="account.second-step-failed")
    assert found.person_id is None

"""Signing in, out, and being kept out."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.access.models import User
from holdfast.audit.models import Event, Kind

PASSWORD = "three words apart"
SIGN_IN = "/accounts/login/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(person: Any) -> User:
    user = User.objects.get(pk=person("social-worker").person_id)
    user.set_password(PASSWORD)
    user.save()
    return user


def _sign_in(client: Any, email: str, password: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password})


def test_somebody_signs_in_whatever_the_capitals_of_their_address(client_for: Any, worker: User) -> None:
    client = client_for()
    response = _sign_in(client, worker.email.upper())
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(worker.pk)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client_for: Any, worker: User) -> None:
    wrong = _sign_in(client_for(), worker.email, "not this one")
    unknown = _sign_in(client_for(), "nobody@testshire.example", "not this one")
    assert wrong.status_code == unknown.status_code == 200
    sentence = "do not match an account"
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_signing_in_and_failing_to_are_both_audited(client_for: Any, worker: User, partnership: Any) -> None:
    _sign_in(client_for(), worker.email, "not this one")
    _sign_in(client_for(), worker.email)
    verbs = list(Event.objects.filter(kind=Kind.SIGN_IN, subject_id=worker.pk).values_list("verb", "person_id"))
    assert ("account.sign-in-failed", None) in verbs
    assert ("account.sign-in", worker.pk) in verbs


def test_a_suspended_account_is_turned_away_and_told_whom_to_ask(client_for: Any, worker: User) -> None:
    User.objects.filter(pk=worker.pk).update(is_active=False)
    response = _sign_in(client_for(), worker.email)
    assert response.status_code == 302
    assert response["Location"] == "/accounts/inactive/"


def test_after_many_wrong_tries_the_right_password_has_to_wait(client_for: Any, worker: User) -> None:
    for _ in range(6):
        _sign_in(client_for(), worker.email, "not this one")
    client = client_for()
    response = _sign_in(client, worker.email)
    assert "Too many tries" in response.text
    assert "_auth_user_id" not in client.session


def test_nobody_can_sign_themselves_up(client_for: Any) -> None:
    assert client_for().get("/accounts/signup/").status_code == 404


def test_signing_out_asks_first_and_ends_the_session(client_for: Any, person: Any) -> None:
    client = client_for(person("social-worker"))
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_person_changes_their_password_and_is_told_by_mail(client_for: Any, worker: User, person: Any) -> None:
    from holdfast.comms.models import Message

    client = client_for()
    client.force_login(worker)
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "another three words", "password2": "another three words"},
    )
    assert answer.status_code == 302
    worker.refresh_from_db()
    assert worker.check_password("another three words")
    message = Message.objects.get(recipient_user_id=worker.pk)
    assert message.template == "account.password-changed"
    assert worker.name not in message.subject + message.body


def test_a_short_password_is_refused_with_what_to_do(client_for: Any, worker: User) -> None:
    client = client_for()
    _sign_in(client, worker.email)
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"})
    assert "at least 12 characters" in answer.text

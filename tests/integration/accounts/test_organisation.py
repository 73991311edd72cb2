"""Signing in with one's organisation: a real OpenID provider, in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings

from holdfast.access.models import User
from holdfast.audit.models import Event
from holdfast.desk.accounts.elsewhere import address_of, vouches

GO = "/accounts/organisation/work/"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Its address. It lets in whoever is asked for, and says of them what it was told to say."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    running = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(address, running)
        yield address
    finally:
        running.terminate()
        running.wait(10)


def _wait(address: str, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and running.poll() is None:
        try:
            requests.get(address + "/.well-known/openid-configuration", timeout=1)
            return
        except requests.RequestException:
            time.sleep(0.1)
    pytest.fail("The OpenID provider did not start.")


@pytest.fixture
def organisation(provider: str, settings: Any, db: None) -> str:
    from holdfast.config.env import openid_apps

    settings.SOCIALACCOUNT_PROVIDERS = openid_apps(provider, "holdfast", "a secret", "Testshire Council")
    settings.OIDC_SECOND_STEPS = ["mfa", "fido"]
    return provider


@pytest.fixture
def worker(person: Any) -> User:
    return User.objects.get(pk=person("social-worker").person_id)


def _known_as(provider: str, sub: str, **claims: Any) -> str:
    """The organisation knows somebody by this name and will say this of them."""
    answer = requests.put(f"{provider}/users/{sub}", json=claims, timeout=5)
    assert answer.ok, answer.text
    return sub


def _sign_in(client: Any, sub: str) -> Any:
    """Go to the organisation, say who one is there, and come back."""
    to = client.post(GO)
    assert to.status_code == 302, to.content
    back = requests.post(to["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    there = urlsplit(back.headers["Location"])
    return client.get(f"{there.path}?{there.query}")


def test_somebody_with_an_account_is_in_and_their_organisation_vouches_for_the_second_step(
    client_for: Any, organisation: str, worker: User
) -> None:
    sub = _known_as(organisation, "a-1", email=worker.email.upper(), email_verified=True, amr=["pwd", "mfa"])
    client = client_for()
    assert _sign_in(client, sub).status_code == 302
    assert client.session["_auth_user_id"] == str(worker.pk)
    assert client.get("/absence/").status_code == 200


def test_without_its_word_the_second_step_is_asked_here(client_for: Any, organisation: str, worker: User) -> None:
    sub = _known_as(organisation, "a-2", email=worker.email, email_verified=True, amr=["pwd"])
    client = client_for()
    _sign_in(client, sub)
    assert client.get("/absence/")["Location"] == "/accounts/second-step/"


def test_somebody_without_an_account_is_told_whom_to_ask_and_none_is_made(client_for: Any, organisation: str) -> None:
    sub = _known_as(organisation, "a-3", email="stranger@testshire.example", email_verified=True, amr=["mfa"])
    client = client_for()
    before = User.objects.count()
    answer = _sign_in(client, sub)
    assert answer.status_code == 403
    assert "You have no account here yet" in answer.text
    assert "stranger" not in answer.text
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)
    assert "_auth_user_id" not in client.session


def test_an_address_nobody_has_checked_opens_no_account(client_for: Any, organisation: str, worker: User) -> None:
    sub = _known_as(organisation, "a-4", email=worker.email, amr=["mfa"])
    assert _sign_in(client_for(), sub).status_code == 403


def test_once_linked_it_is_the_organisations_own_name_that_counts(client_for: Any, organisation: str, worker: User) -> None:
    """Whoever gets the address of somebody who has left is not taken for them."""
    _sign_in(client_for(), _known_as(organisation, "a-5", email=worker.email, email_verified=True, amr=["mfa"]))
    _known_as(organisation, "a-5", email="renamed@testshire.example", email_verified=True, amr=["mfa"])
    client = client_for()
    _sign_in(client, "a-5")
    assert client.session["_auth_user_id"] == str(worker.pk)
    newcomer = _known_as(organisation, "a-6", email=worker.email, email_verified=True, amr=["mfa"])
    assert _sign_in(client_for(), newcomer).status_code == 403


def test_a_suspended_account_stays_shut(client_for: Any, organisation: str, worker: User) -> None:
    User.objects.filter(pk=worker.pk).update(is_active=False)
    sub = _known_as(organisation, "a-7", email=worker.email, email_verified=True, amr=["mfa"])
    assert _sign_in(client_for(), sub)["Location"] == "/accounts/inactive/"


def test_what_the_organisation_says_is_not_kept(client_for: Any, organisation: str, worker: User) -> None:
    sub = _known_as(organisation, "a-8", email=worker.email, email_verified=True, amr=["mfa"], name="Private Words")
    for _ in range(2):
        _sign_in(client_for(), sub)
    kept = SocialAccount.objects.get(uid=sub)
    assert kept.extra_data == {}
    verbs = set(Event.objects.filter(subject_id=worker.pk).values_list("verb", flat=True))
    assert {"account.linked", "account.sign-in"} <= verbs


def test_an_answer_that_nobody_asked_for_is_no_way_in(client_for: Any, organisation: str) -> None:
    client = client_for()
    answer = client.get(GO + "callback/", {"code": "made-up", "state": "made-up"})
    assert "You are not signed in" in answer.text
    assert "_auth_user_id" not in client.session


def test_an_organisation_that_does_not_answer_is_said_to(client_for: Any, organisation: str, settings: Any) -> None:
    from holdfast.config.env import openid_apps

    settings.SOCIALACCOUNT_PROVIDERS = openid_apps(
        f"http://127.0.0.1:{_free_port()}", "holdfast", "a secret", "Testshire Council"
    )
    answer = client_for().post(GO)
    assert answer.status_code == 503
    assert "did not answer" in answer.text


def test_the_button_is_there_only_where_an_organisation_is_set(client_for: Any, organisation: str, settings: Any) -> None:
    assert "Sign in with Testshire Council" in client_for().get("/accounts/login/").text
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Sign in with" not in client_for().get("/accounts/login/").text.replace("Sign in with a passkey", "")
    assert client_for().post(GO).status_code == 404


@pytest.mark.parametrize("amr", [None, "mfa", [], ["pwd"], {"mfa": 1}, [["mfa"]]])
def test_only_a_list_that_names_a_trusted_step_vouches(amr: Any, settings: Any) -> None:
    settings.OIDC_SECOND_STEPS = ["mfa"]
    assert not vouches({"amr": amr})
    assert vouches({"amr": ["pwd", "mfa"]})


def test_an_organisation_of_ones_own_may_answer_for_its_addresses(settings: Any) -> None:
    claims = json.loads('{"preferred_username": "Jo@Council.example", "email_verified": "true"}')
    assert address_of(claims) == ""
    settings.OIDC_ANSWERS_FOR_ADDRESSES = True
    assert address_of(claims) == "jo@council.example"


def test_no_system_trusts_an_organisation_it_was_not_told_of() -> None:
    assert django_settings.OIDC_SECOND_STEPS == []
    assert django_settings.OIDC_ANSWERS_FOR_ADDRESSES is False

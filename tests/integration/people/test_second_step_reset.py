"""An administrator takes a lost second step away, or signs somebody out everywhere, from the person's page."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from holdfast.access.models import Session, Suspension, User
from holdfast.audit.models import Event
from holdfast.comms.models import Message

pytestmark = pytest.mark.django_db
WHY = "Telephone lost on the bus; rang them back at the office."


@pytest.fixture
def admin(person: Any) -> Any:
    return person("administrator")


@pytest.fixture
def worker(person: Any) -> User:
    """Somebody with an app and recovery codes."""
    user = User.objects.get(pk=person("social-worker").person_id)
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=user, type=kind, data={})
    return user


def _path(user: User, what: str = "second-step") -> str:
    return f"/people/{user.pk}/{what}/"


def _in(client_for: Any, user: User) -> Any:
    client = client_for()
    client.force_login(user)
    assert client.get("/absence/").status_code == 200
    return client


def test_a_lost_second_step_is_taken_away_with_the_reason_and_every_session_ends(
    client_for: Any, admin: Any, worker: User, looking: Any
) -> None:
    signed_in, desk = _in(client_for, worker), client_for(admin)
    page = desk.get(f"/people/{worker.pk}/").text
    assert "Reset the second step" in page
    assert "In 1 browser" in page
    assert desk.post(_path(worker), {"reason": WHY}).status_code == 302
    assert signed_in.get("/absence/")["Location"].startswith("/accounts/login/")
    assert not Authenticator.objects.filter(user=worker).exists()
    after = desk.get(f"/people/{worker.pk}/").text
    assert f"second step taken away. {WHY}" in after
    assert "None set up" in after
    looking(admin)
    assert Suspension.objects.get(user=worker).recorded_by == admin.person_id


def test_the_next_sign_in_sets_up_a_new_one_before_anything_opens(
    client_for: Any, admin: Any, worker: User, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    worker.set_password("three words apart")
    worker.save()
    client_for(admin).post(_path(worker), {"reason": WHY})
    client = client_for()
    client.post("/accounts/login/", {"login": worker.email, "password": "three words apart"})
    assert client.get("/absence/")["Location"] == "/accounts/second-step/"
    assert "Set up your second step" in client.get("/accounts/second-step/").text


def test_its_owner_is_told_and_the_audit_says_who_did_it_without_the_reason(
    client_for: Any, admin: Any, worker: User, looking: Any
) -> None:
    client_for(admin).post(_path(worker), {"reason": WHY})
    looking(admin.with_(person_id=worker.pk))
    assert Message.objects.get(template="account.second-step-reset").address == worker.email
    looking(admin)
    event = Event.objects.get(verb="account.second-step-reset")
    assert event.person_id == admin.person_id
    assert "bus" not in str(event.detail)


def test_without_a_reason_nothing_is_taken_away(client_for: Any, admin: Any, worker: User) -> None:
    answer = client_for(admin).post(_path(worker), {"reason": "  "})
    assert answer.status_code == 422
    assert Authenticator.objects.filter(user=worker).count() == 2


def test_nobody_resets_their_own_and_an_account_without_one_has_nothing_to_reset(
    client_for: Any, admin: Any, person: Any
) -> None:
    desk, other = client_for(admin), person("social-worker")
    own = User.objects.get(pk=admin.person_id)
    Authenticator.objects.create(user=own, type=Authenticator.Type.TOTP, data={})
    assert "Somebody else must reset" in desk.post(_path(own), {"reason": WHY}).text
    assert Authenticator.objects.filter(user=own).exists()
    assert "no second step set up" in desk.post(f"/people/{other.person_id}/second-step/", {"reason": WHY}).text


def test_a_manager_resets_nobody(client_for: Any, person: Any, worker: User) -> None:
    client = client_for(person("mash-manager"))
    assert client.post(_path(worker), {"reason": WHY}).status_code == 403
    assert client.post(_path(worker, "sign-out")).status_code == 403
    assert Authenticator.objects.filter(user=worker).count() == 2


def test_an_administrator_signs_somebody_out_everywhere(client_for: Any, admin: Any, worker: User) -> None:
    browsers, desk = [_in(client_for, worker), _in(client_for, worker)], client_for(admin)
    assert "In 2 browsers" in desk.get(f"/people/{worker.pk}/").text
    answer = desk.post(_path(worker, "sign-out"), follow=True)
    assert "They are signed out everywhere." in answer.text
    assert "Sign out everywhere" not in answer.text
    assert all(client.get("/absence/").status_code == 302 for client in browsers)
    assert not Session.objects.filter(user_id=worker.pk).exists()
    assert User.objects.get(pk=worker.pk).is_active
    assert Authenticator.objects.filter(user=worker).count() == 2

"""One-time links, reset links, suspension and posts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from holdfast.access import actions, invitations
from holdfast.access.models import Invitation, User
from holdfast.comms.models import Message
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from tests.conftest import make_agency

pytestmark = pytest.mark.django_db
NEW = {"password1": "three words apart", "password2": "three words apart"}


@pytest.fixture
def admin(person: Any, looking: Any) -> Any:
    viewer = person("administrator")
    looking(viewer)
    return viewer


@pytest.fixture
def newcomer(person: Any) -> User:
    return User.objects.get(pk=person("social-worker").person_id)


def test_a_one_time_link_sets_a_password_and_signs_in_once(client_for: Any, admin: Any, newcomer: User) -> None:
    key = actions.invite(by=admin, user=newcomer)
    client = client_for()
    assert newcomer.email in client.get(f"/accounts/welcome/{key}/").text
    assert client.post(f"/accounts/welcome/{key}/", NEW).status_code == 302
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert client_for().get(f"/accounts/welcome/{key}/").status_code == 404


def test_only_a_hash_of_the_link_is_kept(admin: Any, newcomer: User) -> None:
    key = actions.invite(by=admin, user=newcomer)
    assert key not in str(Invitation.objects.values_list())


def test_a_newer_link_ends_the_older(admin: Any, newcomer: User) -> None:
    older = actions.invite(by=admin, user=newcomer)
    newer = actions.invite(by=admin, user=newcomer)
    assert invitations.person_of(older) is None
    assert invitations.person_of(newer) == newcomer


def test_a_link_ends_after_72_hours(admin: Any, newcomer: User, frozen_at: Any) -> None:
    key = actions.invite(by=admin, user=newcomer)
    frozen_at(now() + timedelta(hours=72, minutes=1))
    assert invitations.person_of(key) is None


def test_somebody_else_cannot_invite(person: Any, newcomer: User) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        actions.invite(by=person("mash-manager"), user=newcomer)


def test_a_forgotten_password_brings_a_link_that_works_once(client_for: Any, newcomer: User) -> None:
    answer = client_for().post("/accounts/password/reset/", {"email": newcomer.email})
    assert answer.status_code == 302
    message = Message.objects.get(recipient_user_id=newcomer.pk)
    assert newcomer.name not in message.subject + message.body
    (link,) = re.findall(r"https?://[^/]+(/\S+)", message.body)
    client = client_for()
    form = client.get(link, follow=True)
    assert form.status_code == 200
    address = form.redirect_chain[-1][0]
    assert client.post(address, NEW).status_code == 302
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW["password1"])
    assert "no longer works" in client_for().get(link, follow=True).text


def test_an_address_nobody_has_brings_no_mail_and_the_same_answer(client_for: Any, newcomer: User) -> None:
    known = client_for().post("/accounts/password/reset/", {"email": newcomer.email})
    unknown = client_for().post("/accounts/password/reset/", {"email": "nobody@testshire.example"})
    assert known["Location"] == unknown["Location"]
    assert Message.objects.count() == 1


def test_suspending_ends_every_session_at_once_and_for_good(client_for: Any, admin: Any, person: Any, looking: Any) -> None:
    worker = person("social-worker")
    user = User.objects.get(pk=worker.person_id)
    client = client_for(worker)
    assert client.get("/accounts/post/").status_code == 200
    looking(admin)
    actions.suspend(by=admin, user=user, reason="Left the council.")
    assert client.get("/accounts/post/").status_code == 302
    looking(admin)
    actions.let_back_in(by=admin, user=user, reason="Came back.")
    assert client.get("/accounts/post/").status_code == 302


def test_nobody_suspends_or_promotes_themselves(admin: Any, agency: Any) -> None:
    me = User.objects.get(pk=admin.person_id)
    with pytest.raises(Refused, match="Somebody else must suspend"):
        actions.suspend(by=admin, user=me, reason="Try.")
    with pytest.raises(Refused, match="Somebody else must give"):
        actions.give_post(by=admin, user=me, agency=agency, role="mash-manager")


def test_the_last_administrator_stays(admin: Any, person: Any) -> None:
    from holdfast.access.models import Membership

    post = Membership.objects.get(user_id=admin.person_id)
    with pytest.raises(Refused, match="last administrator"):
        actions.end_post(by=admin, post=post, until=now().date())
    person("administrator")
    assert actions.end_post(by=admin, post=post, until=now().date()).until == now().date()


def test_somebody_with_two_posts_chooses_where_they_work(
    client_for: Any, partnership: Any, person: Any, admin: Any, looking: Any
) -> None:
    worker = person("social-worker")
    other = make_agency(partnership, "Testshire Police", "police")
    actions.give_post(by=admin, user=User.objects.get(pk=worker.person_id), agency=other, role="police-officer")
    client = client_for(worker)
    page = client.get("/accounts/post/").text
    assert "Testshire Police" in page
    client.post("/accounts/post/", {"post": f"{partnership.pk}:{other.pk}"})
    assert client.session["post"] == f"{partnership.pk}:{other.pk}"


def test_a_person_without_a_post_is_told_whom_to_ask(client_for: Any, partnership: Any) -> None:
    from holdfast.kernel.viewer import Viewer

    user = User.objects.create_user("postless@testshire.example", name="Post Less")
    client = client_for(Viewer(person_id=user.pk))
    assert "You have no post at present" in client.get("/accounts/post/").text

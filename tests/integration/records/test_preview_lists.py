"""The lists through somebody else's eyes: what both may see, nothing to press, and the manager's looking in the audit."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from holdfast.access.models import User
from holdfast.audit.models import Event
from holdfast.kernel.acting import acting_as
from holdfast.records import actions


@pytest.fixture
def manager(person: Any) -> Any:
    return person("mash-manager")


def path(name: str, who: Any) -> str:
    return reverse(name, kwargs={"user_id": who.person_id})


def test_the_search_finds_what_they_and_the_manager_both_may_open(
    client_for: Any, make_child: Any, manager: Any, worker_of: Any, person: Any, mash: Any, looking: Any
) -> None:
    child = make_child()
    worker, stranger, inside = worker_of(child), person("social-worker"), person("mash-manager")
    client, asked = client_for(manager), {"q": f"{child.given} {child.family}"}
    found = f"<strong>{child.name}</strong>"
    assert found in client.post(path("lists-as-children", worker), asked).content.decode()
    assert found not in client.post(path("lists-as-children", stranger), asked).content.decode(), "not theirs"
    actions.involve(by=mash, child_id=child.pk, user_id=inside.person_id, role="Manager")
    with acting_as(inside):
        actions.restrict(by=inside, child_id=child.pk, reason="Private")
    assert found not in client.post(path("lists-as-children", worker), asked).content.decode(), "not the manager's"
    looking(manager)
    looks = Event.objects.filter(verb="lists.preview").order_by("pk")
    assert [look.person_id for look in looks] == [manager.person_id] * 3
    assert [look.detail["shown"] for look in looks] == [[str(child.pk)], [], []]


def test_it_is_for_managers_and_only_searching_is_sent(client_for: Any, manager: Any, person: Any, make_child: Any) -> None:
    worker = person("social-worker")
    client = client_for(manager)
    for name in ("lists-as", "lists-as-queue", "lists-as-children"):
        page = client.get(path(name, worker)).content.decode()
        main = page.partition("<main")[2].partition("</main>")[0]
        assert "What " in main
        assert main.count("<form") == (name == "lists-as-children"), name
        assert client_for(worker).get(path(name, manager)).status_code == 403
    assert client.post(path("lists-as", worker)).status_code == 405
    chosen = client.post(reverse("lists-as-choose"), {"email": User.objects.get(pk=worker.me).email})
    assert chosen["Location"] == path("lists-as", worker)
    assert "works here now" in client.post(reverse("lists-as-choose"), {"email": "no@no.example"}).content.decode()

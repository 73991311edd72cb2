"""Through somebody else's eyes: what they would see, never more than the manager may, and nothing to press."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from holdfast.access.models import Exclusion, User
from holdfast.audit.models import Event
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, queries
from holdfast.records.models import SensitiveFact
from holdfast.work.models import Duty


@pytest.fixture
def child(make_child: Any) -> Any:
    return make_child()


@pytest.fixture
def manager(person: Any) -> Any:
    return person("mash-manager")


def fact(child: Any, words: str, *named: Any) -> None:
    SensitiveFact.objects.create(
        partnership_id=child.partnership_id, child=child, kind="faith", words=words, audience=["named"],
        named=[one.person_id for one in named],
    )  # fmt: skip


def path(child: Any, who: Any, page: str = "details") -> str:
    return reverse("child-preview-page", kwargs={"child_id": child.pk, "user_id": who.person_id, "page": page})


def test_it_shows_what_both_may_see_and_nothing_that_only_one_may(
    client_for: Any, child: Any, manager: Any, worker_of: Any
) -> None:
    worker = worker_of(child)
    fact(child, "For both of them", worker, manager)
    fact(child, "For the worker alone", worker)
    fact(child, "For the manager alone", manager)
    own = reverse("child-details", args=[child.pk])
    assert "For the worker alone" in client_for(worker).get(own).content.decode(), "and the question is kept"
    words = client_for(manager).get(path(child, worker)).content.decode()
    assert "For the worker alone" in client_for(worker).get(own).content.decode(), "nothing of the preview is kept"
    assert f"What {User.objects.get(pk=worker.me).name} would see" in words
    assert "For both of them" in words
    assert "For the worker alone" not in words
    assert "For the manager alone" not in words


@pytest.mark.parametrize("page", ["overview", "people", "details"])
def test_nothing_can_be_changed_there(client_for: Any, child: Any, manager: Any, worker_of: Any, page: str) -> None:
    worker = worker_of(child)
    client = client_for(manager)
    answer = client.get(path(child, worker, page))
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert main is not None
    assert "<form" not in main[0]
    assert not re.search(r'href="[^"]*(edit|add|summary|tell|involve|end|agreement)/', main[0])
    assert client.post(path(child, worker, page)).status_code == 405


def test_for_somebody_to_whom_the_record_is_closed_there_is_nothing(
    client_for: Any, child: Any, manager: Any, person: Any
) -> None:
    words = client_for(manager).get(path(child, person("social-worker"))).content.decode()
    assert "finds nothing here" in words
    assert "Arkwright" not in words


def test_the_audit_says_that_the_manager_looked_and_nobody_else(
    client_for: Any, child: Any, manager: Any, worker_of: Any, looking: Any
) -> None:
    worker = worker_of(child)
    client_for(manager).get(path(child, worker))
    looking(manager)
    looks = Event.objects.filter(kind="read", child_id=child.pk)
    assert [(look.verb, look.person_id, look.detail["through"]) for look in looks] == [
        ("child.preview", manager.person_id, str(worker.person_id))
    ]


def test_it_is_for_managers_and_for_what_they_may_open_themselves(
    client_for: Any, child: Any, manager: Any, person: Any, mash: Any, worker_of: Any
) -> None:
    worker, inside = worker_of(child), person("mash-manager")
    assert client_for(mash).get(path(child, worker)).status_code == 403
    actions.involve(by=mash, child_id=child.pk, user_id=inside.person_id, role="Manager")
    with acting_as(inside):
        actions.restrict(by=inside, child_id=child.pk, reason="Private")
    assert client_for(manager).get(path(child, worker)).status_code == 404
    assert client_for(inside).get(path(child, worker)).status_code == 200


def test_whom_to_look_as_is_chosen_by_their_work_address(client_for: Any, child: Any, manager: Any, worker_of: Any) -> None:
    worker = worker_of(child)
    client = client_for(manager)
    choose = reverse("child-preview-choose", args=[child.pk])
    assert "Nobody with this address works here now" in client.post(choose, {"email": "no@no.example"}).content.decode()
    answer = client.post(choose, {"email": User.objects.get(pk=worker.me).email})
    assert answer["Location"] == reverse("child-preview", args=[child.pk, worker.person_id])


class TestSayingThatOneKnowsTheFamily:
    """H10: own family, a neighbour, oneself."""

    def test_the_record_closes_at_once_and_a_manager_is_told(
        self, client_for: Any, child: Any, worker_of: Any, looking: Any, mash: Any
    ) -> None:
        worker = worker_of(child)
        client = client_for(worker)
        declare = reverse("child-declare", args=[child.pk])
        assert "Choose" in client.post(declare, {}).content.decode() or client.post(declare, {}).status_code == 200
        assert client.post(declare, {"known": "neighbour", "note": "Two doors down"}).status_code == 302
        assert client.get(reverse("child", args=[child.pk])).status_code == 404
        looking(worker)
        with pytest.raises(NotHere):
            queries.child(worker, child.pk)
        looking(Viewer.job("tests", mash.here))
        row = Exclusion.objects.get(child_id=child.pk, user_id=worker.me)
        assert (row.why, row.certain) == ("Says so: they are neighbours. Two doors down", False)
        assert Duty.objects.filter(subject_id=row.pk, role="mash-manager").exists()

    def test_it_tells_nobody_that_there_is_such_a_record(self, client_for: Any, child: Any, person: Any) -> None:
        client = client_for(person("social-worker"))
        assert client.get(reverse("child-declare", args=[child.pk])).status_code == 404
        assert client.post(reverse("child-declare", args=[child.pk]), {"known": "self"}).status_code == 404

"""A copy of a plan behind a private page: opened with a code, answered there, and closed the moment it may not be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.comms.models import Message
from holdfast.journeys.stopping import stop_message
from holdfast.kernel.acting import acting_as
from holdfast.plans.models import Signing
from holdfast.plans.page_models import CopyPage
from holdfast.records import actions as records

from .conftest import Round
from .test_copies import PLAIN

pytestmark = pytest.mark.django_db
SENT = {
    "means": "link", "email": "dawn@home.example", "code_way": "said", "kept_where": "Her own phone", "found_by": "Nobody",
}  # fmt: skip


def tell(those: Round, answer: str) -> None:
    those.looking(those.worker)
    records.tell(
        by=those.worker, child_id=those.child.pk, person_id=those.mother.pk, subject="meetings", answer=answer, why="Asked alone"
    )


@pytest.fixture
def mothers(those: Round, client_for: Callable[..., Any]) -> tuple[Any, str]:
    """The worker at the mother's copy, which may be given."""
    those.approved(PLAIN, mother=("goals",))
    tell(those, "yes")
    return client_for(those.worker), reverse("safety-plan-copy-of", args=[those.child.pk, those.mother.pk])


def given(those: Round, mothers: tuple[Any, str]) -> tuple[Client, str]:
    """The code, and the mother's browser with the link opened."""
    client, page = mothers
    answer = client.post(page, SENT)
    assert answer.status_code == 200, answer.content.decode()
    code = answer.content.decode().split('govuk-panel__title">')[1][:6]
    with acting_as(those.system):
        sent = Message.objects.filter(partnership_id=those.system.here, template="minutes.page", address=SENT["email"])
        body = sent.order_by("-created_at", "-pk")[0].body
    assert code not in body
    assert not any(word in body.casefold() for word in ("plan", "robin", "dawn", PLAIN["goals"].casefold()))
    path = body[body.index("/f/o/") :].split()[0]
    browser = Client()
    assert browser.post(path).status_code == 302
    return browser, code


def test_the_mother_reads_hers_with_the_code_and_says_there_whether_she_agrees(those: Round, mothers: tuple[Any, str]) -> None:
    browser, code = given(those, mothers)
    assert PLAIN["goals"] not in browser.get("/f/plan/").content.decode()
    assert browser.post("/f/plan/", {"answer": "agrees"}).status_code == 422  # an answer is no code
    assert browser.post("/f/plan/", {"code": code}).status_code == 302
    page = browser.get("/f/plan/").content.decode()
    assert PLAIN["goals"] in page
    assert not any(PLAIN[key] in page for key in ("danger_signs", "code_word"))
    assert "<title>Open page</title>" in page
    assert browser.post("/f/plan/", {"answer": "not_asked"}).status_code == 422
    assert browser.post("/f/plan/", {"answer": "partly", "words": "Not on Sundays."}).status_code == 302
    assert "I agree with parts of it" in browser.get("/f/plan/").content.decode()
    those.looking(those.worker)
    said = Signing.objects.get()
    assert (said.answer, said.how, said.person_id, said.words) == ("partly", "page", those.mother.pk, "Not on Sundays.")
    shown = mothers[0].get(reverse("safety-plan", args=[those.child.pk])).content.decode()
    assert "on their private page" in shown
    assert "Opened" in shown


def test_a_page_closes_for_a_newer_one_by_hand_after_five_wrong_codes_and_once_she_may_not_be_told(
    those: Round, mothers: tuple[Any, str]
) -> None:
    client, page = mothers
    # Taken back
    browser, code = given(those, mothers)
    browser.post("/f/plan/", {"code": code})
    those.looking(those.worker)
    first = CopyPage.objects.get()
    assert "A private page stands open" in client.get(page).content.decode()
    assert client.post(page, {"close": "nothing"}).status_code == 404
    assert client.post(page, {"close": str(first.pk)}).status_code == 302
    assert browser.get("/f/plan/").status_code == 404
    # Five wrong codes
    browser, code = given(those, mothers)
    wrong = "000000" if code != "000000" else "111111"
    assert [browser.post("/f/plan/", {"code": wrong}).status_code for _ in range(5)] == [422, 422, 422, 422, 404]
    assert browser.post("/f/plan/", {"code": code}).status_code == 404
    # A newer page closes the older, and none opens once it is not safe to tell her
    older, code = given(those, mothers)
    older.post("/f/plan/", {"code": code})
    browser, code = given(those, mothers)
    assert older.get("/f/plan/").status_code == 404
    browser.post("/f/plan/", {"code": code})
    assert browser.get("/f/plan/").status_code == 200
    tell(those, "not_yet")
    assert browser.get("/f/plan/").status_code == 404
    assert browser.post("/f/plan/", {"answer": "agrees"}).status_code == 404


def test_a_link_that_was_stopped_opens_nothing(those: Round, mothers: tuple[Any, str]) -> None:
    browser, _code = given(those, mothers)
    those.looking(those.worker)
    stop_message(by=those.worker, message=Message.objects.get(template="minutes.page"))
    assert browser.get("/f/plan/").status_code == 404
    assert CopyPage.objects.filter(closed_at=None).count() == 0


def test_the_code_never_goes_the_way_of_the_link(those: Round, mothers: tuple[Any, str]) -> None:
    client, page = mothers
    assert client.post(page, SENT | {"code_way": ""}).status_code == 422
    assert client.post(page, SENT | {"email": ""}).status_code == 422
    assert client.post(page, SENT | {"code_way": "text"}).status_code == 422
    with acting_as(those.system):
        assert not Message.objects.exists()
    assert client.post(page, SENT | {"code_way": "text", "telephone": "07700 900 415"}).status_code == 200
    with acting_as(those.system):
        assert {(one.template, one.channel) for one in Message.objects.all()} == {
            ("minutes.page", "email"), ("minutes.code", "sms"),
        }  # fmt: skip

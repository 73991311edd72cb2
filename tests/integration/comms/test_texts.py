"""Texts leave by GOV.UK Notify, against a server that speaks its API as documented; and what follows when they cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from holdfast.access.actions import change_account
from holdfast.access.models import User
from holdfast.access.people_import import import_people
from holdfast.comms import delivery
from holdfast.comms.channels.sms import SMS
from holdfast.comms.models import Message
from holdfast.comms.templates import TEMPLATES
from holdfast.comms.types import State
from holdfast.disclosure.gate import clear
from holdfast.disclosure.models import Release
from holdfast.disclosure.telling import tell
from holdfast.disclosure.types import TEXT, Recipient
from holdfast.kernel.errors import Faulty, Refused
from holdfast.rules.identifiers import mobile
from tests.factories.notify import KEY, SECRET, TEMPLATE, Notify, notify

pytestmark = pytest.mark.django_db
NUMBER = "07700 900982"
FACTS = {"link": "https://holdfast.example/"}


@pytest.fixture
def server(settings: Any) -> Iterator[Notify]:
    with notify() as one:
        settings.NOTIFY_URL, settings.NOTIFY_KEY, settings.NOTIFY_TEXT_TEMPLATE = one.url, KEY, TEMPLATE
        yield one


@pytest.fixture
def screener(person: Any, looking: Any) -> Any:
    viewer = person("mash-screener")
    User.objects.filter(pk=viewer.person_id).update(mobile="+447700900982")
    looking(viewer)
    return viewer


def texts(by: Any) -> list[Message]:
    person = User.objects.get(pk=by.person_id)
    told = tell(by=by, person=person, template="work.open-now", reference="R7K2-M4QX", facts=FACTS)
    return [message for message in told if message.channel == TEXT]


def deliver(message: Message) -> str:
    state = delivery.deliver(message.partnership_id, message.pk)
    message.refresh_from_db()
    return state


def test_a_text_reaches_notify_as_its_contract_asks_and_stands_in_the_register(server: Notify, screener: Any) -> None:
    (message,) = texts(screener)
    assert deliver(message) == State.SENT
    (sent,) = server.texts
    assert (sent["phone_number"], sent["reference"]) == ("+447700900982", str(message.pk))
    assert sent["personalisation"]["message"] == message.body
    release = Release.objects.get(pk=message.release_id)
    assert (release.channel, release.address) == (TEXT, "+447700900982")


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        ("busy", "text-service-busy"),
        ("used-up", "text-service-busy"),
        ("down", "text-service-unreachable"),
        ("team-only", "text-service-refused"),
    ],
)
def test_when_notify_cannot_the_text_is_tried_again(trouble: str, problem: str, server: Notify, screener: Any) -> None:
    (message,) = texts(screener)
    server.trouble = trouble
    assert deliver(message) == State.QUEUED
    assert (message.problem, message.tries) == (problem, 1)
    assert message.next_try_at > message.leaves_at


def test_a_key_that_is_refused_and_a_server_that_is_not_there_are_tried_again(
    server: Notify, screener: Any, settings: Any
) -> None:
    first, second, third = (texts(screener)[0] for _ in range(3))
    settings.NOTIFY_KEY = KEY.replace(SECRET, "0" * len(SECRET))
    assert (deliver(first), first.problem) == (State.QUEUED, "text-service-refused-sign-in")
    settings.NOTIFY_KEY, settings.NOTIFY_URL = KEY, "http://127.0.0.1:9"
    assert (deliver(second), second.problem) == (State.QUEUED, "text-service-unreachable")
    settings.NOTIFY_KEY = "x"
    assert (deliver(third), third.problem) == (State.QUEUED, "text-service-not-understood")


def test_a_number_that_notify_refuses_is_not_tried_again(server: Notify, screener: Any) -> None:
    (message,) = texts(screener)
    Message.objects.filter(pk=message.pk).update(address="+4412")
    assert (deliver(message), message.problem) == (State.FAILED, "number-refused")


def test_where_texts_are_not_set_up_none_is_begun_and_the_mail_goes(screener: Any, settings: Any) -> None:
    settings.NOTIFY_KEY = ""
    person = User.objects.get(pk=screener.person_id)
    told = tell(by=screener, person=person, template="work.open-now", reference="R7K2-M4QX", facts=FACTS)
    assert [message.channel for message in told] == ["email"]


def test_a_text_begun_before_it_was_taken_away_says_at_once_that_it_cannot_leave(
    server: Notify, screener: Any, settings: Any
) -> None:
    (message,) = texts(screener)
    settings.NOTIFY_KEY = ""
    assert (deliver(message), message.problem) == (State.FAILED, SMS.not_set_up)


def test_a_demonstration_keeps_texts_in_its_outbox(screener: Any, settings: Any, monkeypatch: Any) -> None:
    settings.NOTIFY_KEY = ""
    monkeypatch.setattr(delivery, "is_demonstration", lambda: True)
    (message,) = texts(screener)
    assert deliver(message) == State.HELD


def test_no_text_says_more_than_holdfast_and_a_reference() -> None:
    said = {key: template.text for key, template in TEMPLATES.items() if template.text}
    assert said
    for key, words in said.items():
        assert words.startswith("Holdfast: "), key
        assert "missing" not in words.lower(), key
        # Two parts of a text at most, with a long link in it.
        assert len(words.format_map(dict.fromkeys(TEMPLATES[key].facts, "x" * 60))) <= 306, key


@pytest.mark.parametrize("number", ["", "01632 960001", "07700 90098", "reader@testshire.example", "999", "+447700900982,1"])
def test_what_no_text_can_go_to_is_refused(number: str, screener: Any) -> None:
    with pytest.raises(Refused, match="not a mobile number"):
        clear(
            by=screener,
            template="work.open-now",
            recipient=Recipient("staff", number, channel=TEXT),
            reference="R7K2-M4QX",
            facts=FACTS,
        )


def test_a_message_without_words_for_a_text_does_not_go_by_text(screener: Any) -> None:
    with pytest.raises(Refused, match="does not go by text"):
        clear(by=screener, template="referral.code", recipient=Recipient("staff", NUMBER, channel=TEXT), facts={"code": "123456"})


def test_the_administrator_and_the_file_of_people_keep_mobiles_and_refuse_what_is_none(person: Any, looking: Any) -> None:
    admin = person("administrator")
    looking(admin)
    head = "email,name,role,agency,agency_kind,mobile\n"
    row = "new.comer@testshire.example,New Comer,social-worker,Testshire Charity,voluntary,"
    with pytest.raises(Faulty, match="not a mobile number"):
        import_people(admin, head + row + "01632 960001\n")
    import_people(admin, head + row + f"{NUMBER}\n")
    user = User.objects.get(email="new.comer@testshire.example")
    assert user.mobile == mobile(NUMBER) == "+447700900982"
    import_people(admin, head + row + "07700 900983\n")
    user.refresh_from_db()
    assert user.mobile == "+447700900983"
    values = {"name": user.name, "telephone": "", "job_title": ""}
    with pytest.raises(Faulty, match="mobile number"):
        change_account(by=admin, user=user, mobile="nonsense", **values)

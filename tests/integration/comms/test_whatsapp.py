"""WhatsApp messages leave by Meta's Cloud API, against a server that speaks it as documented; what follows when they cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from holdfast.comms import delivery
from holdfast.comms.actions import send
from holdfast.comms.channels.whatsapp import WHATSAPP as CHANNEL
from holdfast.comms.models import Message
from holdfast.comms.types import State
from holdfast.disclosure.gate import clear
from holdfast.disclosure.models import Release
from holdfast.disclosure.types import WHATSAPP, Recipient
from holdfast.kernel.errors import Refused
from tests.factories.whatsapp import LANGUAGE, NUMBER_ID, TEMPLATE, TOKEN, Meta, meta

pytestmark = pytest.mark.django_db
FACTS = {"due": "Tuesday 1 December 2026, 10am", "link": "https://holdfast.example/m/abcdef"}


@pytest.fixture
def server(settings: Any) -> Iterator[Meta]:
    with meta() as one:
        settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN = one.url, TOKEN
        settings.WHATSAPP_NUMBER_ID, settings.WHATSAPP_TEMPLATE, settings.WHATSAPP_LANGUAGE = NUMBER_ID, TEMPLATE, LANGUAGE
        yield one


@pytest.fixture
def screener(person: Any, looking: Any) -> Any:
    viewer = person("mash-screener")
    looking(viewer)
    return viewer


def message(by: Any, number: str = "07700 900982") -> Message:
    to = Recipient("staff", number, channel=WHATSAPP)
    return send(by=by, cleared=clear(by=by, template="meeting.invited", recipient=to, reference="R7K2-M4QX", facts=FACTS))


def deliver(one: Message) -> str:
    Message.objects.filter(pk=one.pk).update(leaves_at=one.created_at, next_try_at=one.created_at)
    state = delivery.deliver(one.partnership_id, one.pk)
    one.refresh_from_db()
    return state


def test_a_message_reaches_meta_as_its_contract_asks_and_stands_in_the_register(server: Meta, screener: Any) -> None:
    one = message(screener)
    assert deliver(one) == State.SENT
    (sent,) = server.messages
    assert sent["to"] == "447700900982"
    words = sent["template"]["components"][0]["parameters"][0]["text"]
    assert words == " ".join(one.body.split())
    assert words.startswith("Holdfast: ")  # nothing of whom or what it is about (H13)
    release = Release.objects.get(pk=one.release_id)
    assert (release.channel, release.address) == (WHATSAPP, "+447700900982")


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        ("busy", "whatsapp-busy"),
        ("often", "whatsapp-busy"),
        ("run-out", "whatsapp-refused-sign-in"),
        ("down", "whatsapp-unreachable"),
        ("paused", "whatsapp-refused"),
    ],
)
def test_when_meta_cannot_the_message_is_tried_again(trouble: str, problem: str, server: Meta, screener: Any) -> None:
    one = message(screener)
    server.trouble = trouble
    assert (deliver(one), one.problem, one.tries) == (State.QUEUED, problem, 1)


def test_a_number_without_whatsapp_is_not_tried_again(server: Meta, screener: Any) -> None:
    one = message(screener)
    server.trouble = "no-whatsapp"
    assert (deliver(one), one.problem) == (State.FAILED, "number-refused")


def test_a_server_that_is_not_there_is_tried_again(server: Meta, screener: Any, settings: Any) -> None:
    one = message(screener)
    settings.WHATSAPP_URL = "http://127.0.0.1:9"
    assert (deliver(one), one.problem) == (State.QUEUED, "whatsapp-unreachable")


def test_where_it_was_taken_away_the_message_says_at_once_that_it_cannot_leave(
    server: Meta, screener: Any, settings: Any
) -> None:
    one = message(screener)
    settings.WHATSAPP_TOKEN = ""
    assert (deliver(one), one.problem) == (State.FAILED, CHANNEL.not_set_up)


@pytest.mark.parametrize("number", ["", "01632 960001", "reader@testshire.example", "+447700900982,1"])
def test_what_no_message_can_go_to_is_refused(number: str, screener: Any) -> None:
    with pytest.raises(Refused, match="not a mobile number"):
        message(screener, number)


def test_a_message_without_words_for_a_telephone_does_not_go_by_whatsapp(screener: Any) -> None:
    to = Recipient("staff", "07700 900982", channel=WHATSAPP)
    with pytest.raises(Refused, match="does not go by text"):
        clear(by=screener, template="referral.code", recipient=to, facts={"code": "123456"})

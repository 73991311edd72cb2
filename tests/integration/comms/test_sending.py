"""Messages leave once, late rather than never, and only what the gate cleared."""

from __future__ import annotations

import smtplib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from holdfast.comms import actions, delivery
from holdfast.comms.channels.channel import NotDelivered
from holdfast.comms.channels.email import EMAIL
from holdfast.comms.models import Message
from holdfast.comms.types import State
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import Recipient
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.partnership.models import System

pytestmark = pytest.mark.django_db
LINK = "https://holdfast.example/referrals/R7K2-M4QX/"


@pytest.fixture
def screener(person: Any, looking: Any) -> Any:
    viewer = person("mash-screener")
    looking(viewer)
    return viewer


def letter(by: Any, template: str = "work.open-now", address: str = "reader@testshire.example") -> Message:
    cleared = clear(by=by, template=template, recipient=Recipient("staff", address), reference="R7K2-M4QX", facts={"link": LINK})
    return actions.send(by=by, cleared=cleared)


def deliver(message: Message) -> str:
    return delivery.deliver(message.partnership_id, message.pk)


def fresh(message: Message) -> Message:
    message.refresh_from_db()
    return message


@pytest.fixture
def posted(settings: Any, monkeypatch: Any) -> list[str]:
    """A mail server that takes everything; what it took."""
    settings.MAIL_CONFIGURED = True
    taken: list[str] = []
    monkeypatch.setitem(delivery.CHANNELS, "email", replace(EMAIL, deliver=lambda message: taken.append(str(message.pk))))
    return taken


def test_a_message_is_sent_once_however_often_its_job_runs(screener: Any, posted: list[str]) -> None:
    message = letter(screener)
    assert deliver(message) == State.SENT
    assert deliver(message) == ""
    assert posted == [str(message.pk)]


def test_a_message_claimed_by_a_killed_worker_is_taken_up_again(screener: Any, posted: list[str], frozen_at: Any) -> None:
    message = letter(screener)
    delivery._claim(screener, message.pk)
    assert deliver(message) == ""
    frozen_at(now() + delivery.CLAIM + timedelta(seconds=1))
    assert delivery.due(message.partnership_id) == [message.pk]
    assert deliver(message) == State.SENT


def test_after_a_fault_it_waits_longer_each_time_and_in_the_end_says_so(
    screener: Any, settings: Any, monkeypatch: Any, frozen_at: Any
) -> None:
    settings.MAIL_CONFIGURED = True

    def broken(_message: Message) -> None:
        raise NotDelivered("server-unreachable")

    monkeypatch.setitem(delivery.CHANNELS, "email", replace(EMAIL, deliver=broken))
    message = letter(screener)
    waits = []
    for _ in range(delivery.TRIES):
        at = max(now(), fresh(message).next_try_at)
        frozen_at(at)
        deliver(message)
        waits.append(fresh(message).next_try_at - at)
    assert waits[0] == timedelta(minutes=1)
    assert waits[1] == timedelta(minutes=2)
    assert max(waits) <= delivery.LONGEST_WAIT
    assert (message.state, message.problem) == (State.FAILED, "server-unreachable")


def test_an_address_that_is_refused_for_good_is_not_tried_again(screener: Any, settings: Any, monkeypatch: Any) -> None:
    settings.MAIL_CONFIGURED = True
    refusal = smtplib.SMTPRecipientsRefused({"reader@testshire.example": (550, b"no such person")})

    def send(*_: Any) -> None:
        raise refusal

    monkeypatch.setattr("holdfast.comms.channels.email.Smtp.send_messages", send)
    message = letter(screener)
    assert deliver(message) == State.FAILED
    assert fresh(message).problem == "address-refused"
    assert "no such person" not in message.problem


def test_without_mail_a_real_system_keeps_the_message_waiting(screener: Any, settings: Any) -> None:
    settings.MAIL_CONFIGURED = False
    message = letter(screener)
    assert deliver(message) == State.QUEUED
    assert fresh(message).problem == EMAIL.not_set_up


def test_without_mail_a_demonstration_keeps_it_to_be_looked_at(screener: Any, settings: Any, monkeypatch: Any) -> None:
    settings.MAIL_CONFIGURED = False
    monkeypatch.setattr(delivery, "is_demonstration", lambda: True)
    message = letter(screener)
    assert deliver(message) == State.HELD


def test_the_outbox_is_not_there_in_a_real_system(client_for: Any, screener: Any) -> None:
    assert not System.objects.exists()
    assert client_for(screener).get("/outbox/").status_code == 404


def test_what_waits_can_be_stopped_by_its_sender_and_by_nobody_else(screener: Any, person: Any, posted: list[str]) -> None:
    message = letter(screener, "referral.feedback")
    with pytest.raises(Refused, match="Only the person who sent"):
        actions.stop(by=person("mash-manager"), message=message)
    actions.stop(by=screener, message=message)
    assert deliver(message) == ""
    assert posted == []


def test_what_has_left_cannot_be_stopped(screener: Any, posted: list[str]) -> None:
    message = letter(screener)
    deliver(message)
    with pytest.raises(Refused, match="already left"):
        actions.stop(by=screener, message=message)


def test_nothing_is_sent_without_a_cleared_value(screener: Any) -> None:
    with pytest.raises(TypeError):
        actions.send(by=screener, cleared="not cleared")  # type: ignore[arg-type]


def test_what_a_change_would_have_sent_is_undone_with_it(screener: Any) -> None:
    from django.db import transaction

    with transaction.atomic():
        letter(screener)
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


def test_nobody_reads_a_message_to_somebody_else(screener: Any, person: Any) -> None:
    from holdfast.comms import queries

    letter(screener)
    assert queries.outbox(person("social-worker")) == []
    assert len(queries.outbox(screener)) == 1

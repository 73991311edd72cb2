"""A message reached the wrong person: an incident with the regulator's clock, and no promise that it can be called back."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from holdfast.comms.models import Message
from holdfast.comms.types import State
from holdfast.journeys.wrong_reader import report_wrong_reader
from holdfast.keeping.models import Breach
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.work.models import Clock, Duty

pytestmark = pytest.mark.django_db
SAID = {"in_danger": "Nobody: it names nobody.", "holder": "The school office, asked to delete it."}


@pytest.fixture
def sender(person: Any, looking: Any) -> Any:
    made = person("mash-screener", name="Sam Screener")
    looking(made)
    return made


@pytest.fixture
def message(sender: Any) -> Message:
    """One that has left."""
    return Message.objects.create(
        partnership_id=sender.here, release_id=new_id(), channel="email", recipient="referrer", address="office@school.example",
        template="referrer.told", subject="Holdfast: open now (ABCD-1234)", body="Open it.", sent_by=sender.person_id,
        state=State.SENT, sent_at=now(),
    )  # fmt: skip


def test_the_incident_asks_first_who_is_in_danger_and_its_clock_runs(
    sender: Any, message: Message, person: Any, looking: Any
) -> None:
    with pytest.raises(Faulty, match="who may be in danger"):
        report_wrong_reader(by=sender, message=message, in_danger=" ", holder="The office.")
    report_wrong_reader(by=sender, message=message, **SAID)
    looking(person("information-governance"))
    breach = Breach.objects.get()
    assert "office@school.example" in breach.happened
    assert "Reported by Sam Screener" in breach.happened
    assert (breach.in_danger, breach.holder) == (SAID["in_danger"], SAID["holder"])
    assert Clock.objects.get(subject_id=breach.pk).rule == "breach.ico"
    assert Duty.objects.get(subject_id=breach.pk).role == "information-governance"


def test_only_its_sender_reports_it_and_only_once_it_has_left(
    sender: Any, message: Message, person: Any, client_for: Any
) -> None:
    other = person("mash-screener")
    with pytest.raises(Refused, match="Only the person who sent"):
        report_wrong_reader(by=other, message=message, **SAID)
    assert client_for(other).get(reverse("message-wrong-person", args=[message.pk])).status_code == 404
    message.state = State.QUEUED
    with pytest.raises(Refused, match="Stop it instead"):
        report_wrong_reader(by=sender, message=message, **SAID)
    assert not Breach.objects.exists()


def test_the_page_says_that_what_was_delivered_cannot_be_taken_back(sender: Any, message: Message, client_for: Any) -> None:
    client = client_for(sender)
    path = reverse("message-wrong-person", args=[message.pk])
    assert path in client.get(reverse("sent-messages")).content.decode()
    page = client.get(path).content.decode()
    assert "What was delivered cannot be taken back" in page
    assert page.index("Who may be in danger") < page.index("Who has it now")
    answer = client.post(path, SAID, follow=True)
    assert "What was delivered cannot be taken back" in answer.content.decode()

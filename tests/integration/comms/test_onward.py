"""Prevent, adult safeguarding, the leaving-care team and the LADO are asked to ring; what leaves says nothing of the worry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from holdfast.comms.models import Message
from holdfast.comms.types import State
from holdfast.disclosure import gate
from holdfast.disclosure.types import SERVICE, Recipient
from holdfast.journeys import referral as journey
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.partnership.actions import set_value
from holdfast.referrals import actions
from holdfast.referrals.models import Onward, Referral
from holdfast.referrals.types import DraftKind

from ..referrals.conftest import assessed, short

pytestmark = pytest.mark.django_db
CHOSEN = {
    "prevent": {"wanted": True},
    "adult_safeguarding": {"wanted": True, "agreed": "no", "reason": "He is afraid of what they will do."},
    "leaving_care": {"wanted": False},
}


@pytest.fixture
def teacher(person: Any) -> Any:
    return person("referring-professional", name="Mair Probert")


@pytest.fixture
def addresses(person: Any, looking: Any) -> dict[str, str]:
    """The settings hold an address for each service but early help."""
    admin = person("administrator")
    looking(admin)
    found = {key: f"{key.replace('_', '-')}@testshire.example" for key in gate.SERVICES if key != "early_help"}
    for key, address in found.items():
        set_value(by=admin, key=gate.SERVICES[key], value=address, reason="As they asked.")
    return found


def send(looking: Any, by: Any, document: dict[str, Any] | None = None, **onward: Any) -> Referral:
    looking(by)
    draft = actions.begin(by=by, document=document or short())
    draft = actions.note(by=by, draft=draft, extras={"onward": onward})
    return journey.send(by=by, draft=draft)


def letters(*templates: str) -> dict[str, Message]:
    return {row.address: row for row in Message.objects.filter(template__in=templates or ("onward.ring-mash",))}


def test_each_service_that_was_chosen_is_asked_to_ring_and_told_nothing(teacher, addresses, looking, client_for) -> None:
    referral = send(looking, teacher, **CHOSEN)
    went = letters()
    assert set(went) == {addresses["prevent"], addresses["adult_safeguarding"]}
    for letter in went.values():
        assert referral.reference in letter.body
        assert not any(word in letter.subject + letter.body for word in ("Kit", "Ashdown", "phones", "Mair", "Prevent", "afraid"))
    page = client_for(teacher).get(reverse("referral-status", args=[referral.pk])).content.decode()
    assert page.count("asked to ring on") == 2
    assert "by Mair Probert, at prevent@testshire.example" in page
    assert "He is afraid of what they will do." in page
    assert "Leaving-care adviser</strong>: not now" in page


def test_where_no_address_is_set_the_page_says_to_call_them(teacher, looking, client_for) -> None:
    referral = send(looking, teacher, **CHOSEN)
    assert letters() == {}
    page = client_for(teacher).get(reverse("referral-status", args=[referral.pk])).content.decode()
    assert page.count("the settings hold no address for it. Please call them.") == 2


def test_a_worry_about_a_worker_asks_the_designated_officer_to_ring_also_from_somebody_without_an_account(
    partnership, addresses, looking
) -> None:
    from holdfast.kernel.viewer import Viewer

    visitor = Viewer(partnership_id=partnership.pk, token="a" * 64)
    looking(visitor)
    worry = {"worry": "A coach texts her at night.", "about_worker": "yes"}
    draft = actions.begin(by=visitor, document=short(concern=worry))
    draft.change(seen=None, email="neighbour@postbox.example")
    sent = journey.send(by=visitor, draft=draft)
    looking(Viewer.job("tests", partnership.pk))
    assert set(letters()) == {addresses["lado"]}
    assert Onward.objects.get(referral=sent).sent_to == addresses["lado"]


def test_an_assessment_alone_asks_them_to_ring_its_writer(teacher, addresses, looking, client_for) -> None:
    from holdfast.access.models import User

    User.objects.filter(pk=teacher.person_id).update(telephone="01632 960118")
    looking(teacher)
    draft = actions.begin(by=teacher, kind=DraftKind.ASSESSMENT, document=assessed())
    draft = actions.note(by=teacher, draft=draft, extras={"onward": {"leaving_care": {"wanted": True}}})
    made = journey.send_assessment(by=teacher, draft=draft)
    went = letters("onward.ring-writer")
    assert set(went) == {addresses["leaving_care"]}
    assert "01632 960118" in went[addresses["leaving_care"]].body
    page = client_for(teacher).get(reverse("assessment", args=[made.pk])).content.decode()
    assert "asked to ring on" in page


def test_a_message_to_a_service_goes_to_the_address_in_the_settings_and_nowhere_else(teacher, addresses, looking) -> None:
    looking(teacher)
    with pytest.raises(Refused, match="only to the address in the settings"):
        gate.clear(by=teacher, template="onward.ring-mash", recipient=Recipient(SERVICE, "a@b.example"), reference="R7K2-M4QX")


def test_its_sender_stops_it_within_the_minute_and_the_status_page_says_so(teacher, addresses, looking, client_for) -> None:
    referral = send(looking, teacher, prevent={"wanted": True})
    (letter,) = letters().values()
    client = client_for(teacher)
    listed = client.get(reverse("sent-messages")).content.decode()
    assert "Stop it" in listed
    answer = client.post(reverse("message-stop", args=[letter.pk]), follow=True)
    assert "Stopped. It has not left and will not." in answer.content.decode()
    assert "Stop it" not in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == State.STOPPED
    assert Onward.objects.get().stopped_at
    assert "was stopped" in client.get(reverse("referral-status", args=[referral.pk])).content.decode()


def test_after_the_minute_it_says_that_it_has_left(teacher, addresses, looking, client_for, frozen_at) -> None:
    send(looking, teacher, prevent={"wanted": True})
    (letter,) = letters().values()
    client = client_for(teacher)
    frozen_at(now() + timedelta(seconds=61))
    assert "Stop it" not in client.get(reverse("sent-messages")).content.decode()
    answer = client.post(reverse("message-stop", args=[letter.pk]), follow=True)
    assert "This message has already left. What was delivered cannot be taken back." in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == State.QUEUED
    assert Onward.objects.get().stopped_at is None


def test_nobody_else_finds_or_stops_it(teacher, addresses, person, looking, client_for) -> None:
    send(looking, teacher, prevent={"wanted": True})
    (letter,) = letters().values()
    other = client_for(person("referring-professional"))
    assert addresses["prevent"] not in other.get(reverse("sent-messages")).content.decode()
    assert other.post(reverse("message-stop", args=[letter.pk])).status_code == 404
    letter.refresh_from_db()
    assert letter.state == State.QUEUED


def test_information_governance_reads_the_register_and_opening_it_is_recorded(
    teacher, addresses, person, looking, client_for
) -> None:
    from holdfast.audit.models import Event

    referral = send(looking, teacher, prevent={"wanted": True})
    send(looking, teacher, leaving_care={"wanted": True})
    governor = person("information-governance")
    client = client_for(governor)
    whole = client.get(reverse("releases")).content.decode()
    assert addresses["prevent"] in whole
    assert addresses["leaving_care"] in whole
    assert "Please ring MASH" in whole
    one = client.get(reverse("releases"), {"reference": referral.reference.lower()}).content.decode()
    assert addresses["prevent"] in one
    assert addresses["leaving_care"] not in one
    looking(governor)
    assert Event.objects.filter(verb="release.read-register").count() == 2
    assert client_for(teacher).get(reverse("releases")).status_code == 403


@pytest.mark.parametrize("odd", ["nonsense", "\x00", "00000000-0000-7000-8000-000000000000"])
def test_a_page_of_either_list_that_is_not_there_begins_at_the_top(odd, teacher, addresses, person, looking, client_for) -> None:
    send(looking, teacher, prevent={"wanted": True})
    assert addresses["prevent"] in client_for(teacher).get(reverse("sent-messages"), {"after": odd}).content.decode()
    register = client_for(person("information-governance")).get(reverse("releases"), {"after": odd}).content.decode()
    assert addresses["prevent"] in register

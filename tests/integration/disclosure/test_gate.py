"""What the gate lets through, and what it never does."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.audit.models import Event
from holdfast.comms.actions import send_each
from holdfast.comms.templates import FACTS, FAMILY, FROM_SETTINGS, PARTNER, SERVICE, TEMPLATES
from holdfast.disclosure import gate
from holdfast.disclosure.models import Release
from holdfast.disclosure.types import Recipient
from holdfast.kernel.cleared import Cleared
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import today
from holdfast.partnership.models import Setting

pytestmark = pytest.mark.django_db
SAMPLES = {
    "link": "https://holdfast.example/r/R7K2-M4QX/",
    "code": "123456",
    "reference": "R7K2-M4QX",
    "due": "Tuesday 24 November 2026, 4:30pm",
    "hours": "72",
    "call_number": "01632 960118",
}
STAFF = Recipient("staff", "reader@testshire.example")
PREVENT = Recipient(SERVICE, "prevent@testshire.example")


@pytest.fixture
def screener(person: Any, looking: Any) -> Any:
    viewer = person("mash-screener")
    looking(viewer)
    return viewer


def cleared(by: Any, key: str, to: Recipient = STAFF, **facts: str) -> Cleared:
    wanted = {name: SAMPLES[name] for name in TEMPLATES[key].facts if name != "reference"}
    reference = SAMPLES["reference"] if "reference" in TEMPLATES[key].facts else ""
    return gate.clear(by=by, template=key, recipient=to, reference=reference, facts={**wanted, **facts}, children=())


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_message_can_be_cleared_and_says_nothing_but_holdfast_and_a_reference(
    key: str, screener: Any, monkeypatch: Any
) -> None:
    to = STAFF
    if FAMILY in TEMPLATES[key].readers:
        monkeypatch.setattr(gate.safe_to_tell, "check_may_tell", lambda *_: None)
        to = Recipient(FAMILY, "parent@home.example")
    if TEMPLATES[key].readers == {PARTNER}:
        to = Recipient(PARTNER, "duty@farshire.example")
    if SERVICE in TEMPLATES[key].readers:
        Setting.objects.create(
            partnership_id=screener.here, key="routes.prevent", value=PREVENT.address, reason="As they asked.", valid_from=today()
        )
        to = PREVENT
    made = cleared(screener, key, to)
    assert made.subject.startswith("Holdfast: ")
    assert "missing" not in (made.subject + made.body).lower()
    assert "{" not in made.body


def test_no_message_has_room_for_free_text() -> None:
    for pattern in FACTS.values():
        assert not pattern.fullmatch("Kayleigh was seen at the station with him")
        assert not pattern.fullmatch("Kayleigh")
    assert set(FROM_SETTINGS) <= set(FACTS)


def test_a_fact_that_is_not_what_it_says_is_refused(screener: Any) -> None:
    with pytest.raises(Refused, match="not one that may leave"):
        cleared(screener, "referral.code", code="Kayleigh")


def test_a_fact_the_message_has_no_place_for_is_refused_rather_than_dropped(screener: Any) -> None:
    with pytest.raises(Refused, match="no place for"):
        cleared(screener, "referral.code", link=SAMPLES["link"])


def test_a_number_with_words_beside_it_holds_no_message_up(person: Any, looking: Any) -> None:
    from holdfast.partnership.actions import set_value

    admin = person("administrator")
    looking(admin)
    set_value(by=admin, key="contacts.mash", value="Kayleigh answers 01632 960001", reason="As they asked.")
    made = cleared(admin, "referral.receipt")
    assert "01632 960001" in made.body
    assert "Kayleigh" not in made.body


def test_every_release_is_in_the_register_and_stays_there(screener: Any) -> None:
    from django.db import ProgrammingError, transaction

    made = cleared(screener, "referral.code")
    release = Release.objects.get(pk=made.release_id)
    assert (release.address, release.released_by) == (STAFF.address, screener.person_id)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(address="other@testshire.example")


def test_the_family_hears_nothing_until_it_is_recorded_as_safe(screener: Any) -> None:
    to = Recipient(FAMILY, "parent@home.example")
    with pytest.raises(Refused, match="safely be told"):
        cleared(screener, "referral.feedback", to)
    assert Release.objects.count() == 0


def test_a_reader_the_message_was_not_written_for_is_refused(screener: Any) -> None:
    with pytest.raises(Refused, match="kind of reader"):
        cleared(screener, "check.asked", Recipient("referrer", "gp@surgery.example"))


@pytest.mark.parametrize("address", ["", "x", "a@b", "a@b.example,c@d.example", "a b@c.example", "<a@b.example>"])
def test_what_is_no_address_is_refused(address: str, screener: Any) -> None:
    with pytest.raises(Refused, match="not an e-mail address"):
        cleared(screener, "referral.code", Recipient("staff", address))


def test_nobody_but_the_gate_makes_a_cleared_value() -> None:
    from holdfast.kernel.ids import new_id

    with pytest.raises(TypeError):
        Cleared(new_id(), new_id(), "email", "a@b.example", "staff", "t", "s", "b")


def test_several_are_cleared_at_once_each_in_the_register_and_a_wrong_address_holds_up_nobody(screener: Any) -> None:
    several = [STAFF, Recipient("staff", "no address at all"), Recipient("staff", "other@testshire.example")]
    facts = {"link": SAMPLES["link"]}
    made = gate.clear_each(by=screener, template="work.open-now", recipients=several, reference=SAMPLES["reference"], facts=facts)
    assert [one.address for one in made] == [STAFF.address, "other@testshire.example"]
    assert set(Release.objects.values_list("pk", flat=True)) == {one.release_id for one in made}
    assert Event.objects.filter(verb="release.clear").count() == 2
    sent = send_each(by=screener, cleared=made)
    assert {one.release_id for one in sent} == {one.release_id for one in made}
    assert Event.objects.filter(verb="message.send").count() == 2
    with pytest.raises(LookupError):
        gate.clear_each(by=screener, template="work.open-now", recipients=[PREVENT], reference="R7K2-M4QX", facts=facts)

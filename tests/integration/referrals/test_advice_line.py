"""A call for advice, and a referral made of it with nothing typed twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from holdfast.kernel.time import LONDON, now
from holdfast.referrals.models import Consultation, Draft, Referral
from holdfast.work.models import Clock, Duty

pytestmark = pytest.mark.django_db


def call(client: Any, **more: Any) -> Any:
    at = (now() - timedelta(hours=2)).astimezone(LONDON)
    said = {
        "called_at_day": at.day, "called_at_month": at.month, "called_at_year": at.year, "called_at_time": at.strftime("%H:%M"),
        "caller_name": "Ivor Bright", "caller_agency": "Youth club", "caller_phone": "01632 960 204",
        "worry": "A boy sleeps in the changing room.", "advice": "Send a referral today.", **more,
    }  # fmt: skip
    return client.post("/advice-line/new/", said)


def test_a_call_is_logged_with_its_advice_and_the_child_need_not_be_named(client_for: Any, person: Any) -> None:
    client = client_for(person("mash-screener"))
    response = call(client)
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    assert client.get("/advice-line/").status_code == 200
    assert not Consultation.objects.get().child_named


def test_a_call_becomes_a_referral_with_nothing_typed_twice_and_the_clock_runs_from_the_call(
    client_for: Any, person: Any, looking: Any
) -> None:
    caller = person("referring-professional", name="Ivor Bright")
    from holdfast.access.models import User

    address = User.objects.get(pk=caller.person_id).email
    client = client_for(person("mash-screener"))
    quick = call(client, refer="1", caller_email=address, given_name="Sam")["Location"]
    shown = client.get(quick).content.decode()
    for said in ("Ivor Bright", "01632 960 204", "Sam", "A boy sleeps in the changing room."):
        assert said in shown
    tasks = quick.replace("form/quick/", "")
    draft = Draft.objects.get()
    version = draft.version
    client.post(tasks + "page/where-0/", {"version": version, "children-0-safe_now": "not_known"})
    client.post(
        tasks + "page/consent/", {"version": version + 1, "consent-informed": "no", "consent-not_informed_reason": "delay"}
    )
    sent = client.post(tasks + "send/")
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    referral, consultation = Referral.objects.get(), Consultation.objects.get()
    assert referral.telephone
    assert referral.received_at == consultation.called_at
    assert set(Clock.objects.values_list("rule", "started_at")) == {
        ("referral.decision", consultation.called_at),
        ("referral.written-after-phone", consultation.called_at),
    }
    assert consultation.referral_id == referral.pk
    assert Duty.objects.filter(kind="referral.written", user_id=caller.person_id).exists()


def test_the_written_form_stops_its_clock(client_for: Any, person: Any, looking: Any, sent: Any) -> None:
    from holdfast.journeys import referral as journey
    from holdfast.referrals import actions

    from .conftest import short

    screener = person("mash-screener")
    looking(screener)
    logged = actions.log(by=screener, called_at=now(), document=short(), advice="Send it in writing.")
    draft = journey.refer_from_call(by=screener, consultation=logged)
    referral = journey.send(by=screener, draft=draft)
    written = journey.begin_written(by=screener, referral=referral)
    assert written.document["concern"] == short()["concern"]
    journey.send(by=screener, draft=written)
    referral.refresh_from_db()
    assert referral.written_at is not None
    assert not Clock.objects.filter(rule="referral.written-after-phone", stopped_at=None).exists()
    assert not Duty.objects.filter(kind="referral.written", state="open").exists()


def test_a_written_form_that_is_owed_is_asked_for_once_a_day(person: Any, looking: Any) -> None:
    from holdfast.comms.models import Message
    from holdfast.journeys import referral as journey
    from holdfast.kernel.time import frozen
    from holdfast.kernel.viewer import Viewer
    from holdfast.referrals import actions
    from holdfast.referrals.jobs import chased

    from .conftest import short

    screener = person("mash-screener")
    looking(screener)
    said = short(referrer={**short()["referrer"], "email": "ivor@club.example"})
    logged = actions.log(by=screener, called_at=now(), document=said, advice="Send it in writing.")
    journey.send(by=screener, draft=journey.refer_from_call(by=screener, consultation=logged))
    assert Message.objects.filter(template="referral.written-due").count() == 1
    job = Viewer.job("referrals.chase", screener.here)
    looking(job)
    assert chased(job) == 0
    with frozen(now() + timedelta(days=6)):
        assert chased(job) == 1
        assert chased(job) == 0


def test_somebody_who_does_not_answer_the_line_cannot_log_a_call(client_for: Any, person: Any) -> None:
    assert client_for(person("referring-professional")).get("/advice-line/new/").status_code == 403

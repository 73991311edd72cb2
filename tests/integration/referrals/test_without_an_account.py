"""Referring without an account: write first, a code at the end, and what became of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from holdfast.comms.models import Message
from holdfast.kernel.time import now
from holdfast.referrals.models import Draft, EmailCode, Referral

from .test_writing_in_the_browser import NEEDED, begin, write_needed

pytestmark = pytest.mark.django_db
ADDRESS = "dr.vaughan@surgery.example"


def code_sent(looking: Any, partnership: Any) -> str:
    from holdfast.kernel.viewer import Viewer

    looking(Viewer.job("tests", partnership.pk))
    body = Message.objects.filter(template="referral.code").order_by("-created_at").first().body  # type: ignore[union-attr]
    return re.search(r"\b(\d{6})\b", body).group(1)  # type: ignore[union-attr]


def written(client: Any) -> str:
    tasks = begin(client)
    write_needed(client, tasks)
    assert client.post(tasks + "send/")["Location"] == tasks + "email/"
    assert client.post(tasks + "email/", {"email": ADDRESS})["Location"] == tasks + "code/"
    return tasks


def sent_by_visitor(client: Any, looking: Any, partnership: Any) -> Any:
    tasks = written(client)
    return client.post(tasks + "code/", {"code": code_sent(looking, partnership)})


def test_a_gp_writes_first_and_confirms_an_address_at_the_end(client_for: Any, partnership: Any, looking: Any) -> None:
    client = client_for()
    response = sent_by_visitor(client, looking, partnership)
    assert response.status_code == 302
    receipt = client.get(response["Location"])
    assert receipt.status_code == 200
    referral = Referral.objects.get()
    assert referral.identity == "unverified"
    assert referral.referrer_email == ADDRESS
    for page in ("status/", "pdf/", "add/", "withdraw/"):
        assert client.get(f"/refer/sent/{referral.pk}/{page}").status_code == 200, page


def test_nothing_goes_before_the_code(client_for: Any, partnership: Any) -> None:
    client = client_for()
    tasks = written(client)
    assert client.post(tasks + "send/")["Location"] == tasks + "email/"
    assert not Referral.objects.exists()


def test_a_wrong_code_uses_up_a_try_and_five_are_the_end(client_for: Any, partnership: Any, looking: Any) -> None:
    client = client_for()
    tasks = written(client)
    right = code_sent(looking, partnership)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post(tasks + "code/", {"code": wrong}).status_code == 422
    response = client.post(tasks + "code/", {"code": right})
    assert response.status_code == 422
    assert "run out" in response.content.decode()
    assert not Referral.objects.exists()


def test_a_code_is_kept_as_a_hash_and_lasts_ten_minutes(client_for: Any, partnership: Any, looking: Any) -> None:
    client = client_for()
    written(client)
    code = code_sent(looking, partnership)
    row = EmailCode.objects.get()
    assert code not in row.code_hash
    assert 590 < (row.expires_at - now()).total_seconds() <= 600


def test_a_visitors_draft_is_nobody_elses(client_for: Any, partnership: Any, person: Any) -> None:
    tasks = begin(client_for())
    assert client_for().get(tasks).status_code == 404
    assert client_for(person("mash-manager")).get(tasks).status_code == 404


def test_the_status_opens_with_reference_and_code_and_says_the_same_when_they_do_not_match(
    client_for: Any, partnership: Any, looking: Any
) -> None:
    sent_by_visitor(client_for(), looking, partnership)
    referral = Referral.objects.get()
    elsewhere = client_for()
    wrong = elsewhere.post("/refer/status/", {"reference": referral.reference, "email": "somebody@else.example"})
    right = elsewhere.post("/refer/status/", {"reference": referral.reference.lower(), "email": ADDRESS})
    assert wrong["Location"] == right["Location"]
    opened = elsewhere.post("/refer/status/code/", {"code": code_sent(looking, partnership)})
    page = elsewhere.get(opened["Location"])
    assert page.status_code == 200
    assert referral.reference in page.content.decode()
    assert client_for().get(opened["Location"]).status_code == 404


def test_a_shared_computer_forgets(client_for: Any, partnership: Any, looking: Any) -> None:
    client = client_for()
    receipt = sent_by_visitor(client, looking, partnership)["Location"]
    client.post("/refer/forget/")
    assert client.get(receipt).status_code == 404


def test_an_anonymous_member_of_the_public_needs_no_address(client_for: Any, partnership: Any) -> None:
    client = client_for()
    tasks = begin(client)
    write_needed(client, tasks)
    page = client.get(tasks + "page/referrer/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', page).group(1)  # type: ignore[union-attr]
    client.post(
        tasks + "page/referrer/",
        {"version": version, "referrer-kind": "public", "referrer-anonymous": "yes", "referrer-name": "", "referrer-phone": ""},
    )
    assert client.post(tasks + "send/")["Location"].startswith("/refer/sent/")
    assert Referral.objects.get().anonymous


def test_drafts_that_nobody_came_back_to_are_thrown_away(client_for: Any, partnership: Any, looking: Any) -> None:
    from datetime import timedelta

    from holdfast.kernel.time import frozen
    from holdfast.kernel.viewer import Viewer
    from holdfast.referrals.jobs import tidied

    begin(client_for())
    looking(Viewer.job("referrals.tidy", partnership.pk))
    assert tidied(Viewer.job("referrals.tidy", partnership.pk)) == 0
    with frozen(now() + timedelta(days=8)):
        assert tidied(Viewer.job("referrals.tidy", partnership.pk)) == 1
    assert not Draft.objects.exists()


def test_an_identity_is_known_only_after_a_call_back_on_a_number_of_our_own(
    client_for: Any, partnership: Any, looking: Any, person: Any
) -> None:
    from holdfast.kernel.errors import Faulty
    from holdfast.referrals import actions

    sent_by_visitor(client_for(), looking, partnership)
    screener = person("mash-screener")
    looking(screener)
    referral = Referral.objects.get()
    said = {"number_from": "The surgery's own site", "spoke_to": "Dr Vaughan", "called_at": now(), "confirmed": True}
    with pytest.raises(Faulty):
        actions.call_back(by=screener, referral=referral, number=NEEDED["page/referrer/"]["referrer-phone"], **said)
    actions.call_back(by=screener, referral=referral, number="01632 960 777", **said)
    assert Referral.objects.get().identity == "called_back"

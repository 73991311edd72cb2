"""Ways in beside the front door: ids and fields nobody offered, forged forms, headers, sessions, codes, and what leaks."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from holdfast.access.models import Membership, User
from holdfast.config.examples import examples
from holdfast.config.routes import all_routes
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.models import Draft, Referral
from holdfast.screening.models import AgencyCheck, Instruction, OutcomeStep, Proposal, Screening

from .boxes import forms_of
from .house import ELSEWHERE, EVERY_ROLE, PASSWORD, VISITOR, House, for_one_test


def job(partnership: Any) -> Viewer:
    return Viewer.job("tests", partnership.pk)


def first(house: House, model: Any, partnership: Any = None, **known: Any) -> Any:
    """One row of a partnership, seen by nobody in particular."""
    partnership = partnership or house.here
    with acting_as(job(partnership)):
        return model.objects.filter(partnership=partnership, **known).order_by("pk").first()


def waiting(house: House) -> Screening:
    with acting_as(job(house.here)):
        return Screening.objects.filter(partnership=house.here, state="screening").order_by("pk").first() or first(
            house, Screening
        )


# -- forged forms -----------------------------------------------------------------------------------------------------


def test_no_form_is_taken_without_its_safety_token(house: House) -> None:
    """Signed in with every role, and as a visitor: a page of somebody else's making can send nothing."""
    signed_in = house.client(house.people[EVERY_ROLE], enforce_csrf_checks=True)
    visitor = house.client(enforce_csrf_checks=True)
    for route in all_routes(examples()):
        if "POST" in route.methods and route.example:
            assert signed_in.post(route.example, {"x": "1"}).status_code == 403, route.name
            if route.public:
                assert visitor.post(route.example, {"x": "1"}).status_code in (403, 404), route.name


def test_a_method_cannot_be_overridden(house: House) -> None:
    screening = waiting(house)
    path = f"/mash/{screening.pk}/acknowledge/"
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        assert house.ask(EVERY_ROLE, "GET", path, headers={header: "POST"}).status_code == 405
    assert house.ask(EVERY_ROLE, "GET", path + "?_method=POST").status_code == 405


# -- ids and fields nobody offered ------------------------------------------------------------------------------------


def test_a_screening_is_not_assigned_to_somebody_of_elsewhere(house: House) -> None:
    screening = waiting(house)
    for intruder in (house.people[ELSEWHERE], house.people["administrator"]):
        answer = house.ask(EVERY_ROLE, "POST", f"/mash/{screening.pk}/assign/", {"to": str(intruder.pk), "note": "x"})
        assert answer.status_code == 422
    assert first(house, Screening, pk=screening.pk).assigned_to_id == screening.assigned_to_id


def test_a_check_is_not_asked_of_an_agency_of_elsewhere(house: House) -> None:
    screening = waiting(house)
    with acting_as(job(house.there)):
        agency_id = Membership.objects.filter(partnership=house.there).first().agency_id  # type: ignore[union-attr]
    given = {
        "agencies": [str(agency_id)],
        "question": "x",
        "proportionality": "x",
        "about": ["0"],
        "speed": "routine",
        "may_contact": "no",
    }
    assert house.ask(EVERY_ROLE, "POST", f"/mash/{screening.pk}/checks/", given).status_code == 422
    with acting_as(job(house.here)):
        assert not AgencyCheck.objects.filter(agency_id=agency_id).exists()


def test_a_referral_is_not_joined_to_a_record_that_was_not_offered(house: House) -> None:
    from holdfast.records.models import Child

    screening = waiting(house)
    for child in (first(house, Child, house.there), Child(id=uuid4())):
        if child is not None:
            given = {"record": str(child.pk), "why": "x"}
            assert house.ask(EVERY_ROLE, "POST", f"/mash/{screening.pk}/record/", given).status_code == 422


def test_a_referral_is_not_shared_with_somebody_of_elsewhere(house: House) -> None:
    with acting_as(job(house.here)):
        referral = Referral.objects.filter(partnership=house.here, sender__isnull=False).order_by("pk").first()
        assert referral is not None
        sender = User.objects.get(pk=referral.sender_id)
    client = house.client(sender)
    for user in (house.people[ELSEWHERE], house.people["social-worker"]):
        assert client.post(f"/referrals/{referral.pk}/share/", {"user": str(user.pk)}).status_code == 422


def test_a_post_is_not_given_in_an_agency_of_elsewhere(house: House) -> None:
    with acting_as(job(house.there)):
        agency_id = Membership.objects.filter(partnership=house.there).first().agency_id  # type: ignore[union-attr]
    user = house.people["auditor"]
    given = {"agency": str(agency_id), "role": "mash-manager", "from_date_0": "1", "from_date_1": "1", "from_date_2": "2026"}
    answer = house.ask("administrator", "POST", f"/people/{user.pk}/posts/new/", given)
    assert answer.status_code in (200, 422)
    with acting_as(Viewer(person_id=user.pk)):
        assert not Membership.objects.filter(user=user, agency_id=agency_id).exists()


@pytest.mark.parametrize("page", ["rate", "consent", "assign"])
def test_fields_that_no_form_has_change_nothing(house: House, page: str) -> None:
    screening = waiting(house)
    answers = {
        "rating": "red",
        "reason": "Because",
        "version": str(screening.version),
        "to": str(house.people["mash-screener"].pk),
    }
    more = {
        "partnership": str(house.there.pk), "partnership_id": str(house.there.pk),
        "state": "decided", "ratified_by": "x", "id": str(uuid4()),
        "roles": "mash-manager", "child_record": str(uuid4()), "reference": "AAAA-AAAA", "grants": "ratify",
        "referral": str(uuid4()),
    }  # fmt: skip
    assert house.ask(EVERY_ROLE, "POST", f"/mash/{screening.pk}/{page}/", {**answers, **more}).status_code in (200, 302, 422)
    after = first(house, Screening, pk=screening.pk)
    for field in ("partnership_id", "state", "child_record", "referral_id", "child_id", "received_at"):
        assert getattr(after, field) == getattr(screening, field), field


def test_a_draft_takes_no_field_that_its_page_does_not_ask(house: House) -> None:
    client = house.client(house.people["social-worker"])
    tasks = client.post("/refer/", {"kind": "referral"})["Location"]
    given = {
        "owner": str(house.people["auditor"].pk), "email": "x@x.example", "source": "import",
        "state": "sent", "document": "{}", "extras": "{}",
        "partnership": str(house.there.pk), "children-0-child_id": str(uuid4()), "__class__": "x",
        "referrer-name": "Nobody asked here",
        "children-0-given_name": "Asked", "version": "1",
    }  # fmt: skip
    assert client.post(tasks + "page/child-0/", given).status_code in (302, 422)
    with acting_as(Viewer(partnership_id=house.here.pk, person_id=house.people["social-worker"].pk)):
        draft = Draft.objects.get(pk=re.findall(r"[0-9a-f-]{36}", tasks)[0])
    assert draft.owner_id == house.people["social-worker"].pk
    assert draft.email == ""
    assert draft.partnership_id == house.here.pk
    assert "Nobody asked here" not in json.dumps(draft.document)
    assert "child_id" not in json.dumps(draft.document)


def test_one_name_sent_twice_is_one_answer(house: House) -> None:
    screening = waiting(house)
    given = {"rating": ["amber", "red"], "reason": ["a", "b"], "version": ["1", "x"]}
    assert house.ask(EVERY_ROLE, "POST", f"/mash/{screening.pk}/rate/", given).status_code in (200, 302, 409, 422)
    assert house.ask(EVERY_ROLE, "GET", "/mash/?after=a&after=b&rating=red&rating=x").status_code == 200


@pytest.fixture(scope="module")
def forms_with_a_version(county: House, django_db_blocker: Any) -> list[tuple[str, dict[str, str]]]:
    """Where each form is sent whose page says which version it was made from, and the form filled in."""
    with for_one_test(django_db_blocker):
        return list(_forms_with_a_version(county))


def _forms_with_a_version(house: House) -> Iterator[tuple[str, dict[str, str]]]:
    screening = waiting(house)
    paths = [f"/mash/{screening.pk}/rate/", f"/mash/{screening.pk}/decide/"]
    paths += [
        one.example
        for one in all_routes(examples())
        if one.name in ("child-edit", "child-part", "setting", "floor-review", "agency-change")
    ]
    for path in paths:
        page = house.ask(EVERY_ROLE, "GET", path).content.decode()
        for form in (one for one in forms_of(page) if one.method == "post" and "version" in one.boxes):
            yield form.action or path, form.filled("words")


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "\u00b2", "9" * 400, "NaN", "\x00"])
def test_a_version_that_is_no_number_is_no_fault(
    house: House, forms_with_a_version: list[tuple[str, dict[str, str]]], version: str
) -> None:
    assert forms_with_a_version
    for path, filled in forms_with_a_version:
        assert house.ask(EVERY_ROLE, "POST", path, {**filled, "version": version}).status_code < 500, path


# -- somebody else's --------------------------------------------------------------------------------------------------


def begun(client: Any) -> str:
    return str(client.post("/refer/", {"kind": "referral"})["Location"])


def test_a_draft_by_its_id_is_nobody_elses_on_either_way(house: House) -> None:
    owner, other, visitor, another = (
        house.client(house.people["social-worker"]),
        house.client(house.people[EVERY_ROLE]),
        house.client(),
        house.client(),
    )
    mine, theirs = begun(owner), begun(visitor)
    ways = ("", "page/child-0/", "form/all/", "check/", "discard/", "email/", "code/")
    for path, people in ((mine, (other, visitor)), (theirs, (other, another, owner))):
        for way in ways:
            for shape in {
                path.replace("/referrals/drafts/", "/refer/drafts/"),
                path.replace("/refer/drafts/", "/referrals/drafts/"),
            }:
                for client in people:
                    answer = client.get(shape + way)
                    assert answer.status_code in (302, 404), (shape, way)
                    assert answer.status_code == 404 or "login" in answer["Location"]
        for way in ("save/child-0/", "add/", "remove/", "send/"):
            assert all(
                client.post(path + way, {"what": "children", "number": "0", "children-0-given_name": "X"}).status_code
                in (302, 404)
                for client in people
            )
    assert owner.get(mine).status_code == 200
    assert visitor.get(theirs).status_code == 200


def test_an_agencys_check_is_not_there_for_another_agency(house: House) -> None:
    checks = {}
    with acting_as(job(house.here)):
        for check in AgencyCheck.objects.filter(partnership=house.here).order_by("pk"):
            checks.setdefault(check.agency_id, check)
        posts = Membership.objects.filter(partnership=house.here, role="agency-checker").exclude(user=house.people[EVERY_ROLE])
        checkers = list(posts.select_related("user"))
    assert len(checks) > 1
    for post in checkers:
        client = house.client(post.user)
        listed = client.get("/checks/").content.decode()
        for agency_id, check in checks.items():
            expected = 200 if agency_id == post.agency_id else 404
            assert client.get(f"/checks/{check.pk}/").status_code == expected
            assert expected == 200 or str(check.pk) not in listed
            if expected == 404:
                assert client.post(f"/checks/{check.pk}/", {"trace": "nothing", "text": "x"}).status_code == 404


@pytest.mark.parametrize("wall", ["a person of the case", "a worry about a worker of their agency"])
def test_what_is_walled_off_is_walled_off_on_every_page_about_it(house: House, wall: str) -> None:
    """Somebody of MASH who is a person of the case, or works with the worker, finds none of its parts by their ids (H10)."""
    intruder = house.people["mash-screener"]
    with acting_as(job(house.here)):
        agency_id = Membership.objects.filter(user=intruder, partnership=house.here).first().agency_id  # type: ignore[union-attr]
        walled = (
            {"kept_from": [intruder.pk]}
            if wall == "a person of the case"
            else {"about_worker": True, "worker_agency_id": agency_id}
        )
        Referral.objects.filter(partnership=house.here).update(**walled)
        parts = {
            "/mash/{}/": Screening,
            "/mash/instructions/{}/": Instruction,
            "/steps/{}/": OutcomeStep,
            "/mash/proposals/{}/": Proposal,
        }
        paths = [
            shape.format(row.pk) for shape, model in parts.items() for row in model.objects.filter(partnership=house.here)[:3]
        ]
        checks = list(
            AgencyCheck.objects.filter(partnership=house.here).exclude(agency_id=agency_id).values_list("pk", flat=True)[:3]
        )
    assert len(paths) > 6
    assert checks
    before = {path: house.ask("mash-screener", "GET", path).status_code for path in paths}
    assert set(before.values()) <= {403, 404}, before
    for pk in checks:
        assert house.ask("mash-screener", "POST", f"/mash/checks/{pk}/withdraw/").status_code == 404
    assert not re.search(r"/mash/[0-9a-f]{8}-", house.ask("mash-screener", "GET", "/mash/").content.decode())


def test_a_search_finds_and_counts_nothing_of_elsewhere(house: House) -> None:
    from holdfast.records.models import Child

    with acting_as(job(house.here)):
        names = [
            child.name_as_written if hasattr(child, "name_as_written") else str(child)
            for child in Child.objects.filter(partnership=house.here)[:5]
        ]
    for name in names:
        nothing = house.ask(ELSEWHERE, "GET", "/children/", {"q": "Qwertzuiop Asdfghjkl"}).content.decode()
        found = house.ask(ELSEWHERE, "GET", "/children/", {"q": name}).content.decode()
        assert "/children/0" not in found
        assert len(re.findall("<li", found)) == len(re.findall("<li", nothing))


def test_the_outbox_is_not_there_outside_a_demonstration(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from holdfast.comms.models import Message

    message = first(house, Message)
    monkeypatch.setattr("holdfast.partnership.queries.is_demonstration", lambda: False)
    monkeypatch.setattr("holdfast.comms.policies.is_demonstration", lambda: False)
    for who in (VISITOR, EVERY_ROLE, ELSEWHERE):
        assert house.ask(who, "GET", "/outbox/").status_code == 404
        assert house.ask(who, "GET", f"/outbox/{message.pk}/").status_code == 404


# -- codes, sessions, accounts ----------------------------------------------------------------------------------------


def test_probing_a_reference_tells_nothing(house: House) -> None:
    """A right reference with a wrong address, a wrong one with a right address, and neither: one answer, one page after."""
    referral = first(house, Referral, anonymous=False)
    tried = [
        (referral.reference, "x@y.example"),
        ("R000-0000", referral.referrer_email or "a@b.example"),
        ("R000-0000", "x@y.example"),
    ]
    seen = set()
    for reference, email in tried:
        client = house.client()
        answer = client.post("/refer/status/", {"reference": reference, "email": email})
        page = client.get("/refer/status/code/").content.decode()
        seen.add((answer.status_code, answer["Location"], re.sub(r'value="[A-Za-z0-9]{64}"', "", page)))
    assert len(seen) == 1


def test_a_code_cannot_be_guessed_by_trying(house: House) -> None:
    """Five tries a code, five codes an hour for an address from however many browsers."""
    referral = first(house, Referral, anonymous=False, referrer_email__contains="@")
    sent = 0
    for _ in range(9):
        client = house.client()
        answer = client.post("/refer/status/", {"reference": referral.reference, "email": referral.referrer_email})
        sent += answer.status_code == 302
        tries = [client.post("/refer/status/code/", {"code": f"{n:06d}"}) for n in range(7)]
        assert all(one.status_code == 422 for one in tries)
        assert "run out" in tries[-1].content.decode()
    assert sent <= 5


def test_the_session_is_a_new_one_after_signing_in(house: House) -> None:
    client = house.client()
    client.get("/accounts/login/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "chosen-by-the-intruder-000000000"
    client.post("/accounts/login/", {"login": house.people["auditor"].email, "password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "chosen-by-the-intruder-000000000"
    assert client.get("/").status_code == 200


def test_a_suspended_persons_open_session_ends_at_once(house: House) -> None:
    user = house.people["mash-screener"]
    client = house.client(user)
    assert client.get("/mash/").status_code == 200
    path = f"/people/{user.pk}/suspend/"
    page = house.ask("administrator", "GET", path).content.decode()
    form = next(one for one in forms_of(page) if one.method == "post" and one.action in ("", path))
    assert house.ask("administrator", "POST", path, form.filled("They left.")).status_code == 302
    assert client.get("/mash/")["Location"].startswith("/accounts/login/")


def test_a_post_holds_to_the_end_of_its_last_day_and_no_longer(house: House) -> None:
    user = house.people["mash-screener"]
    client = house.client(user)
    for until, expected in ((today(), 200), (today() - timedelta(days=1), 403)):
        with acting_as(job(house.here)):
            Membership.objects.filter(user=user, partnership=house.here).update(until=until)
        assert client.get("/mash/").status_code == expected


def test_a_post_of_somebody_else_is_not_taken_on(house: House) -> None:
    client = house.client(house.people["auditor"])
    with acting_as(job(house.there)):
        agency_id = Membership.objects.filter(user=house.people[ELSEWHERE]).first().agency_id  # type: ignore[union-attr]
    for post in (f"{house.there.pk}:{agency_id}", f"{house.here.pk}:{agency_id}", "x", ""):
        client.post("/accounts/post/", {"post": post})
        session = client.session
        session["post"] = post
        session.save()
        assert client.get("/mash/").status_code == 403
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00//evil",
        "https:evil.example",
        "/%0d%0aSet-Cookie:x",
    ],
)
def test_signing_in_leads_nowhere_else(house: House, following: str) -> None:
    client = house.client()
    given = {"login": house.people["auditor"].email, "password": PASSWORD, "next": following}
    location = client.post("/accounts/login/", given, query_params={"next": following}).headers.get("Location", "/")
    assert "evil" not in location
    assert "javascript" not in location
    assert "\n" not in location
    client = house.client(house.people["auditor"])
    held = f"{house.here.pk}:{Membership.objects.none()}"
    location = client.post("/accounts/post/", {"post": held}, query_params={"next": following}).headers.get("Location", "/")
    assert "evil" not in location
    assert "javascript" not in location


# -- headers, sizes, logs ---------------------------------------------------------------------------------------------


def test_a_host_that_is_not_ours_is_answered_with_a_fault_of_theirs(house: House) -> None:
    for host in ("evil.example", "127.0.0.1@evil.example", "a b", ""):
        for path in ("/", "/accounts/login/", "/accounts/password/reset/", "/healthz"):
            answer = house.client().get(path, headers={"host": host})
            assert answer.status_code in (200, 400), (host, path)
            assert b"evil.example" not in answer.content, (host, path)
            assert "evil" not in answer.headers.get("Location", "")


def test_what_a_proxy_would_say_is_not_believed_without_one(house: House) -> None:
    said = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "1.2.3.4",
        "X-Request-ID": "chosen-by-them",
    }
    answer = house.client().get("/accounts/login/", headers=said)
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content
    assert answer["X-Request-ID"] != "chosen-by-them"
    assert "evil" not in house.client().get("/", headers=said)["Location"]


def test_a_reset_link_is_ours_whatever_host_was_said(house: House) -> None:
    from holdfast.comms.models import Message

    user = house.people["auditor"]
    house.client().post("/accounts/password/reset/", {"email": user.email}, headers={"X-Forwarded-Host": "evil.example"})
    with acting_as(job(house.here)):
        bodies = list(Message.objects.order_by("-created_at").values_list("body", flat=True)[:3])
    assert not any("evil.example" in body for body in bodies)


def test_what_is_too_large_is_refused_and_never_a_fault(house: House) -> None:
    client = house.client()
    assert client.post("/refer/", {"kind": "x" * 5_000_000}, content_type="application/x-www-form-urlencoded").status_code in (
        400,
        413,
    )
    assert client.post("/refer/", {f"a{n}": "1" for n in range(5_000)}).status_code == 400
    assert (
        client.post("/refer/", b"x", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=str(10**12)).status_code
        == 413
    )
    assert client.post(
        "/refer/", b"x", content_type="multipart/form-data; boundary=a", CONTENT_LENGTH="nonsense"
    ).status_code in (400, 413)
    assert client.post("/refer/", b"no parts at all", content_type="multipart/form-data; boundary=").status_code in (400, 302)
    assert client.post("/refer/", b'{"kind": "referral"}', content_type="application/json").status_code in (200, 302, 400)


def test_the_log_of_a_request_has_nothing_that_was_typed(house: House) -> None:
    from io import StringIO

    from holdfast.config.logs import JsonLines

    secret = "Zebulon-Quicksilver"
    written = StringIO()
    listening = logging.StreamHandler(written)
    listening.setFormatter(JsonLines())
    logging.getLogger().addHandler(listening)
    try:
        house.ask(EVERY_ROLE, "GET", "/children/", {"q": secret})
        house.ask(EVERY_ROLE, "POST", "/children/", {"q": secret})
        house.ask(VISITOR, "GET", f"/nothing/{secret}/")
        house.ask(VISITOR, "POST", "/refer/status/", {"reference": secret, "email": f"{secret}@x.example"})
        house.ask(VISITOR, "POST", "/accounts/login/", {"login": f"{secret}@x.example", "password": secret})
        house.client().get("/", headers={"host": f"{secret}.example", "X-Request-ID": secret})
        house.client().post("/refer/", {"kind": secret}, headers={"referer": f"http://{secret}/"})
    finally:
        logging.getLogger().removeHandler(listening)
    assert '"answered"' in written.getvalue()
    assert secret.lower() not in written.getvalue().lower()

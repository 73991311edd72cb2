"""Whatever is put into a box, an address or a hidden place: never a fault of ours, and never anything that runs."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from holdfast.config.examples import examples
from holdfast.config.routes import Route, all_routes
from tests.assurance import note

from .boxes import MARK, ODD, Form, forms_of
from .house import EVERY_ROLE, VISITOR, House

PARAMETERS = (
    "after",
    "before",
    "q",
    "reference",
    "show",
    "rating",
    "whose",
    "next",
    "all",
    "back",
    "version",
    "done",
    "post",
    "page",
)
PLACES = (
    "0001-01-01T00:00:00~00000000-0000-0000-0000-000000000000",
    "9999-12-31T23:59:59-23:59_ffffffff-ffff-ffff-ffff-ffffffffffff",
    "9999-12-31T23:59:59-23:59~ffffffff-ffff-ffff-ffff-ffffffffffff",
    "2026-01-01_01a20062-8d36-73b3-8806-587f9b2885ca",
    "2026-01-01~01a20062-8d36-73b3-8806-587f9b2885ca",
)
LISTS = (
    "home",
    "my-referrals",
    "mash-queue",
    "mash-version",
    "consultations",
    "floor-reviews",
    "outbox",
    "child",
    "children-search",
    "people",
)
EVERYTHING = (*PLACES, "a\ud800b", *ODD.values())
WORKS = re.compile(r"<script>alert|<img src=x|=\"'><img")


def harmless(response: Any) -> bool:
    """No fault of ours, and what was typed stands nowhere as a tag."""
    runs = "html" in response.headers.get("Content-Type", "") and WORKS.search(response.content.decode("utf-8", "replace"))
    return response.status_code < 500 and not runs


def begun(house: House, who: str, kind: str = "referral") -> tuple[Any, str]:
    """A browser with a draft of its own, and the address of its task list."""
    client = house.client(house.people.get(who), raise_request_exception=False)
    location = client.post("/refer/", {"kind": kind})["Location"]
    return client, re.sub(r"form/quick/$", "", location)


def pages() -> list[Route]:
    return [one for one in all_routes(examples()) if one.example and "GET" in one.methods]


@pytest.mark.full
def test_no_parameter_of_an_address_makes_a_fault_or_runs(house: House) -> None:
    faults = []
    for route in pages():
        if "logout" in route.example:
            continue
        for words in EVERYTHING if route.name in LISTS else (ODD["script and more"], ODD["no character"]):
            query = "&".join(f"{name}={quote(words[:2000], errors='surrogatepass')}" for name in PARAMETERS)
            response = house.ask(EVERY_ROLE, "GET", f"{route.example}?{query}")
            if not harmless(response):
                faults.append(f"{route.name} {response.status_code} {words[:60]!r}")
        note("words", requests=len(EVERYTHING) if route.name in LISTS else 2)
    assert faults == []


def sent(client: Any, path: str, form: Form, given: dict[str, str]) -> Any:
    """One sending, with what it leads to."""
    response = client.post(form.action or path, given)
    if response.status_code == 302 and response["Location"].startswith("/"):
        return client.get(response["Location"])
    return response


@pytest.mark.full
@pytest.mark.parametrize("what", ODD)
def test_no_words_in_any_box_of_a_page_make_a_fault_or_run(house: House, what: str) -> None:
    from django.db import transaction

    client = house.client(house.people[EVERY_ROLE])
    faults, tried = [], set()
    for route in pages():
        if "POST" not in route.methods or "/drafts/" in route.path or "logout" in route.path:
            continue
        page = client.get(route.example)
        for form in forms_of(page.content.decode()) if page.status_code == 200 else []:
            if form.method != "post" or "logout" in form.action:
                continue
            for everywhere in (False, True):
                with transaction.atomic():
                    response = sent(client, route.example, form, form.filled(ODD[what], everywhere=everywhere))
                    transaction.set_rollback(True)
                tried.add(form.action or route.example)
                note("words", requests=1, boxes=len(form.boxes))
                if not harmless(response):
                    faults.append(f"{route.name} {response.status_code}")
    assert faults == []
    assert len(tried) > 40


@pytest.mark.full
@pytest.mark.parametrize("what", ODD)
@pytest.mark.parametrize("who", [EVERY_ROLE, VISITOR])
def test_no_words_in_a_draft_make_a_fault_or_run(house: House, who: str, what: str) -> None:
    """Written on every page, saved while writing, shown on the check page, and read again afterwards."""
    client, tasks = begun(house, who)
    for added in ("children", "people", "agencies"):
        client.post(tasks + "add/", {"what": added})
    kept = client.get(tasks).content.decode()
    keys = sorted({"form/all/", *(found[len(tasks) :] for found in re.findall(rf'href="({tasks}page/[^"?]+)', kept))})
    assert len(keys) > 5
    faults = []
    for key in keys:
        page = client.get(tasks + key).content.decode()
        for form in (one for one in forms_of(page) if one.method == "post" and "logout" not in one.action and not one.action):
            chosen, everything = form.filled(ODD[what]), form.filled(ODD[what], everywhere=True)
            answers = [
                client.post(tasks + key, everything),
                client.post(re.sub("^(page|form)/", tasks + "save/", key), {**everything, "_changed": list(everything)}),
                client.post(tasks + key, chosen),
                client.get(tasks + key),
            ]
            note("words", requests=len(answers), boxes=len(form.boxes))
            faults += [f"{key} {one.status_code}" for one in answers if not harmless(one)]
    for key in ("", "check/", "page/nothing-here/", "form/nothing/"):
        response = client.get(tasks + key)
        if not harmless(response):
            faults.append(f"{key} {response.status_code}")
    assert faults == []


@pytest.mark.parametrize("number", ["\u00b2", "9" * 5000, "-1", "", "1e3", "\u0663"])
def test_a_number_that_is_none_takes_nothing_out_of_a_draft(house: House, number: str) -> None:
    client, tasks = begun(house, VISITOR)
    for what in ("children", "people", "agencies", "assessments", "__class__"):
        assert client.post(tasks + "remove/", {"what": what, "number": number, "sure": "1"}).status_code in (302, 404)
    assert client.get(tasks).status_code == 200


def test_bytes_that_are_no_text_are_no_fault(house: House) -> None:
    client, tasks = begun(house, VISITOR)
    body = b"version=1&children-0-given_name=a%ED%A0%80b%FF&children-0-family_name=\xff\xfe&%ff=1"
    for path in ("page/child-0/", "save/child-0/"):
        assert client.post(tasks + path, body, content_type="application/x-www-form-urlencoded").status_code < 500
    assert client.get(tasks + "page/child-0/").status_code == 200


def test_a_script_in_a_referral_is_words_to_everybody_who_reads_it(house: House) -> None:
    """Sent through the import, where no form stands in between, then read on every page that shows it."""
    from holdfast.journeys.referral import take_in
    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.viewer import Viewer
    from holdfast.rules.referral import example
    from holdfast.screening.models import Screening

    def marked(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: marked(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [marked(one, key) for one in value]
        return MARK if isinstance(value, str) and key in FREE else value

    document = {**marked(example()), "source_ref": "intruder-1"}
    with acting_as(Viewer.job("tests", house.here.pk)) as job:
        referral = take_in(by=job, document=document).referral
        screenings = list(Screening.objects.filter(referral=referral).values_list("pk", flat=True))
    assert "<script>alert(1)" in str(referral.document)
    paths = [f"/referrals/{referral.pk}/", f"/referrals/{referral.pk}/read/", f"/referrals/{referral.pk}/pdf/", "/mash/", "/"]
    paths += [f"/mash/{pk}/{way}" for pk in screenings for way in ("", "checks/", "record/", "consent/", "decide/", "rate/")]
    for path in paths:
        response = house.ask(EVERY_ROLE, "GET", path)
        assert response.status_code == 200, path
        assert harmless(response), path


FREE = {"given_name", "family_name", "name", "role", "agency", "worry", "what_happened", "evidence", "note", "words", "rationale",
        "school", "detail", "what", "address"}  # fmt: skip


def test_a_file_name_or_a_page_key_that_climbs_finds_nothing(house: House) -> None:
    for start in ("/settings/pages/", "/settings/", "/accounts/welcome/", "/static/", "/children/"):
        for climb in (
            "../../../etc/passwd",
            "..%2f..%2f..%2fetc%2fpasswd",
            "%2e%2e/%2e%2e/etc/passwd",
            "..\\..\\x",
            "%00",
            "a%00b",
        ):
            response = house.ask(EVERY_ROLE, "GET", start + climb)
            assert response.status_code in (301, 400, 404), (start, climb)
            assert b"root:" not in response.content

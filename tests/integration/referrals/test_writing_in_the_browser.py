"""A referral written page by page, without a browser's scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from holdfast.referrals.models import Draft, Referral

pytestmark = pytest.mark.django_db


def version_in(response: Any) -> str:
    return re.search(r'name="version" value="(\d+)"', response.content.decode()).group(1)  # type: ignore[union-attr]


def begin(client: Any, kind: str = "referral") -> str:
    response = client.post("/refer/", {"kind": kind})
    assert response.status_code == 302
    return str(response["Location"])


def fill(client: Any, address: str, **answers: Any) -> Any:
    shown = client.get(address)
    assert shown.status_code == 200, shown.content.decode()[-2000:]
    return client.post(address, {"version": version_in(shown), **answers})


NEEDED = {
    "page/child-0/": {"children-0-given_name": "Kit", "children-0-family_name": "Ashdown", "children-0-date_of_birth_day": "9",
                      "children-0-date_of_birth_month": "5", "children-0-date_of_birth_year": "2012"},
    "page/where-0/": {"children-0-safe_now": "yes"},
    "page/concern/": {"concern-worry": "Two phones and a new coat nobody bought."},
    "page/consent/": {"consent-informed": "yes"},
    "page/referrer/": {"referrer-kind": "professional", "referrer-name": "Mair Probert", "referrer-phone": "01632 960 118"},
}  # fmt: skip


def write_needed(client: Any, tasks: str) -> None:
    for page, answers in NEEDED.items():
        assert fill(client, tasks + page, **answers).status_code == 302, page


def test_a_teacher_writes_page_by_page_and_sends(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    write_needed(client, tasks)
    checked = client.get(tasks + "check/")
    assert "Needed before it can be sent" not in checked.content.decode()
    sent = client.post(tasks + "send/")
    assert sent.status_code == 302
    receipt = client.get(sent["Location"])
    assert receipt.status_code == 200
    referral = Referral.objects.get()
    assert referral.reference in receipt.content.decode()
    assert referral.document["children"][0]["date_of_birth"] == "2012-05-09"
    assert not Draft.objects.exists()


def test_every_page_of_a_full_draft_opens(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    write_needed(client, tasks)
    for what in ("children", "people", "agencies"):
        assert client.post(tasks + "add/", {"what": what}).status_code == 302
    assert client.post(tasks + "page/assessment-0/", {"write": "1"}).status_code == 302
    assert fill(client, tasks + "page/concern/", **NEEDED["page/concern/"], **{"concern-about_worker": "yes"}).status_code == 302
    from holdfast.desk.referrals.plan import plan

    for page in plan(Draft.objects.get()):
        response = client.get(f"{tasks}page/{page.key}/")
        assert response.status_code == 200, page.key
    for other in ("", "check/", "discard/", "form/all/", "form/quick/"):
        assert client.get(tasks + other).status_code == 200, other


def test_a_question_that_hangs_on_another_says_so_where_no_script_hides_it(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    page = client.get(begin(client) + "page/referrer/").content.decode()
    said = "Only if “Who are you writing as?” is “A member of the public or a relative”:"
    assert page.index(said) < page.index("Do you want to stay anonymous?")


def test_where_the_child_is_says_once_to_call_999(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    page = client.get(begin(client) + "page/where-0/").content.decode()
    written = page[page.index("<main") : page.index("</main>")]
    assert written.count(">999<") == 1
    assert "call 999" not in written


def test_an_answer_that_is_wrong_is_said_so_and_kept(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    response = fill(client, tasks + "page/child-0/", **{"children-0-given_name": "Kit", "children-0-nhs_number": "12",
                    "children-0-date_of_birth_day": "31", "children-0-date_of_birth_month": "2"})  # fmt: skip
    assert response.status_code == 422
    shown = client.get(tasks + "page/child-0/").content.decode()
    assert 'value="12"' in shown
    assert 'value="31"' in shown
    assert 'value="Kit"' in shown


def test_what_is_written_saves_itself(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    page = client.get(tasks + "page/concern/")
    saved = client.post(
        tasks + "save/concern/", {"_changed": "concern-worry", "concern-worry": "Two ph", "version": version_in(page)}
    )
    assert saved.status_code == 200
    assert saved.json()["version"] == 2
    assert "Two ph" in client.get(tasks + "page/concern/").content.decode()


def test_a_date_saves_itself_one_box_at_a_time(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    for part, value in (("day", "9"), ("month", "5"), ("year", "2012")):
        name = f"children-0-date_of_birth_{part}"
        assert client.post(tasks + "save/child-0/", {"_changed": name, name: value}).status_code == 200
    assert Draft.objects.get().document["children"][0]["date_of_birth"] == "2012-05-09"


def test_two_devices_on_one_page_show_both_versions(client_for: Any, teacher: Any) -> None:
    here, there = client_for(teacher), client_for(teacher)
    tasks = begin(here)
    address = tasks + "page/concern/"
    before = version_in(there.get(address))
    fill(here, address, **{"concern-worry": "Written on the desk."})
    response = there.post(address, {"version": before, "concern-worry": "Written on the phone."})
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Written on the desk." in shown
    assert "Written on the phone." in shown
    again = there.post(address, {"version": version_in(response), "concern-worry": "Both."})
    assert again.status_code == 302
    assert Draft.objects.get().document["concern"]["worry"] == "Both."


def test_two_devices_on_two_pages_do_not_meet(client_for: Any, teacher: Any) -> None:
    here, there = client_for(teacher), client_for(teacher)
    tasks = begin(here)
    before = version_in(there.get(tasks + "page/consent/"))
    fill(here, tasks + "page/concern/", **{"concern-worry": "Written on the desk."})
    assert there.post(tasks + "page/consent/", {"version": before, "consent-informed": "yes"}).status_code == 302


def test_another_agencys_draft_is_not_there(client_for: Any, teacher: Any, person: Any) -> None:
    tasks = begin(client_for(teacher))
    for role in ("referring-professional", "mash-manager", "administrator"):
        other = client_for(person(role))
        assert other.get(tasks).status_code in (403, 404)
    assert client_for().get(tasks).status_code == 302


def test_without_what_is_needed_it_does_not_go_and_says_what_is(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    response = client.post(tasks + "send/")
    assert response.status_code == 422
    assert "Say what you are worried about." in response.content.decode()
    assert not Referral.objects.exists()


def test_a_section_is_answered_by_one_tap(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    assert client.post(tasks + "page/views/", {"whole": "no_information"}).status_code == 302
    assert Draft.objects.get().document["sections"] == {"views": "no_information"}


def test_an_urgent_referral_is_one_page(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    quick = begin(client, "quick")
    everything = {name: value for answers in NEEDED.values() for name, value in answers.items()}
    response = fill(client, quick, **everything)
    assert response.status_code == 302
    tasks = quick.replace("form/quick/", "")
    assert client.post(tasks + "send/").status_code == 302
    assert Referral.objects.get().document["children"][0]["no_assessment_reason"] == "to_follow"


def test_signs_nobody_touched_stay_not_considered(client_for: Any, teacher: Any) -> None:
    from holdfast.referrals.models import RiskAssessment

    client = client_for(teacher)
    tasks = begin(client)
    write_needed(client, tasks)
    client.post(tasks + "page/assessment-0/", {"write": "1"})
    assert (
        fill(client, tasks + "page/signs-0-money/", **{"assessments-0-indicators-unexplained_money-state": "yes"}).status_code
        == 302
    )
    fill(client, tasks + "page/level-0/", **{"assessments-0-level": "moderate", "assessments-0-rationale": "New things."})
    assert client.post(tasks + "send/").status_code == 302
    answers = RiskAssessment.objects.get().answers["indicators"]
    assert answers["unexplained_money"]["state"] == "yes"
    assert {answer["state"] for key, answer in answers.items() if key != "unexplained_money"} == {"not_considered"}


def test_putting_an_answer_right_goes_on(client_for: Any, teacher: Any) -> None:
    client = client_for(teacher)
    tasks = begin(client)
    address = tasks + "page/child-0/"
    wrong = fill(client, address, **{"children-0-given_name": "Kit", "children-0-nhs_number": "12"})
    assert wrong.status_code == 422
    right = client.post(address, {"version": version_in(wrong), "children-0-given_name": "Kit", "children-0-nhs_number": ""})
    assert right.status_code == 302

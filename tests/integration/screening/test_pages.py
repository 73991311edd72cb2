"""Every page of MASH and of My work opens for those it is for, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from holdfast.audit.models import Event
from holdfast.screening import actions
from holdfast.screening.actions.checks import Question
from holdfast.screening.models import AgencyCheck, Disagreement, OutcomeStep, Screening
from holdfast.screening.types import Protection


def ask(mash: Any, agencies: Any, child: Any) -> AgencyCheck:
    question = Question("Is he known to you?", "He may be in danger.", about=["child-0"])
    return actions.ask_checks(by=mash.screener, screening=child, agencies=[agencies.police.pk], question=question)[0]


def test_the_queue_opens_for_mash_and_for_nobody_else(mash, referred, client_for) -> None:
    child = referred()[0]
    page = client_for(mash.screener).get(reverse("mash-queue"))
    assert page.status_code == 200
    assert child.child.name_as_typed in page.content.decode()
    assert client_for(mash.teacher).get(reverse("mash-queue")).status_code == 403
    assert client_for().get(reverse("mash-queue")).status_code == 302


def test_the_queue_asks_cheaply_whether_anything_is_new(mash, referred, client_for, django_assert_max_num_queries) -> None:
    client = client_for(mash.screener)
    first = client.get(reverse("mash-version")).json()["version"]
    assert client.get(reverse("mash-version"), {"version": first}).status_code == 204
    referred()
    assert client.get(reverse("mash-version"), {"version": first}).status_code == 200


def test_a_poll_that_finds_nothing_new_is_no_read_and_the_new_list_is_one(mash, referred, client_for, looking) -> None:
    """Every poll of nothing new that was written down would bury who looked at a child."""
    client, polled = client_for(mash.screener), {"X-Holdfast-Poll": "1"}
    before = {str(one.pk) for one in referred()}

    def listed() -> list[set[str]]:
        looking(mash.screener)
        rows = Event.objects.filter(kind="read", person_id=mash.screener.person_id).order_by("position")
        return [set(row.detail["shown"]) for row in rows]

    client.get(reverse("mash-queue"))
    first = client.get(reverse("mash-version"), headers=polled).json()["version"]
    assert listed() == [before]
    for _ in range(3):
        assert client.get(reverse("mash-version"), {"version": first}, headers=polled).status_code == 204
    assert listed() == [before]
    after = {str(one.pk) for one in referred()}
    assert client.get(reverse("mash-version"), {"version": first}, headers=polled).status_code == 200
    assert client.get(reverse("mash-queue"), headers=polled).status_code == 200
    assert listed() == [before, before | after]


NARROWED = [{"rating": "red"}, {"rating": "none"}, {"whose": "mine"}, {"show": "late"}, {"after": "nonsense"}]


@pytest.mark.parametrize("narrowed", NARROWED)
def test_the_queue_can_be_narrowed(mash, referred, client_for, narrowed) -> None:
    referred()
    assert client_for(mash.screener).get(reverse("mash-queue"), narrowed).status_code == 200


FORMS = (
    "screening", "screening-assign", "screening-rate", "screening-record", "screening-instruct", "screening-consent",
    "screening-return", "screening-call-back", "screening-checks", "screening-protect", "screening-worker",
    "screening-take-back", "screening-decide", "screening-tell", "screening-disagree", "screening-withdraw",
    "screening-record-undo",
)  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_each_form_of_a_screening_opens_for_a_manager_and_not_for_a_teacher(mash, referred, client_for, name) -> None:
    address = reverse(name, kwargs={"screening_id": referred()[0].pk})
    assert client_for(mash.manager).get(address).status_code == 200
    assert client_for(mash.teacher).get(address).status_code == 403


def test_a_screening_of_another_partnership_is_not_there(mash, referred, client_for, looking) -> None:
    from tests.conftest import make_agency, make_partnership, make_person

    child = referred()[0]
    other = make_partnership()
    stranger = make_person(other, make_agency(other), ("mash-manager",))
    assert client_for(stranger).get(reverse("screening", kwargs={"screening_id": child.pk})).status_code == 404


def test_a_screening_with_everything_on_it_opens(mash, referred, agencies, decided, client_for, looking) -> None:
    child = referred()[0]
    actions.rate(by=mash.screener, screening=child, rating="red", reason="Threats.")
    actions.make_record(by=mash.screener, screening=child, why="Not known before")
    check = ask(mash, agencies, child)
    looking(agencies.police_checker)
    actions.answer_check(by=agencies.police_checker, check=check, trace="known", text="Stopped twice in October.")
    looking(mash.screener)
    actions.protect(by=mash.screener, screening=child, step=Protection.STRATEGY, reason="Threats at the door.")
    actions.instruct_by_procedure(by=mash.screener, screening=child)
    decided(child, "strategy", 4)
    looking(mash.screener)
    made = actions.disagree(by=mash.screener, screening=child, text="Level 3 is enough.", raised_for="The school")
    client = client_for(mash.manager)
    page = client.get(reverse("screening", kwargs={"screening_id": child.pk}))
    assert page.status_code == 200
    assert "Stopped twice in October." in page.content.decode()
    assert client.get(reverse("disagreement", kwargs={"disagreement_id": made.pk})).status_code == 200
    for step in OutcomeStep.objects.filter(screening=child):
        assert client.get(reverse("outcome-step", kwargs={"step_id": step.pk})).status_code == 200
    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("mash-figures")).status_code == 200


def test_a_checker_sees_the_identities_and_the_question_and_nothing_of_the_referral(mash, referred, agencies, client_for) -> None:
    child = referred()[0]
    check = ask(mash, agencies, child)
    client = client_for(agencies.police_checker)
    page = client.get(reverse("check", kwargs={"check_id": check.pk})).content.decode()
    assert "Christopher Ashdown" in page
    assert "Do not contact the family" in page
    assert "four hundred" not in page
    assert child.reference not in page
    assert client.get(reverse("screening", kwargs={"screening_id": child.pk})).status_code == 403
    assert "Christopher Ashdown" in client.get(reverse("home")).content.decode()


def test_another_agency_does_not_see_the_check(mash, referred, agencies, client_for) -> None:
    check = ask(mash, agencies, referred()[0])
    assert client_for(agencies.health_checker).get(reverse("check", kwargs={"check_id": check.pk})).status_code == 404


def test_an_answer_without_words_keeps_what_was_typed_and_says_what_is_missing(mash, referred, agencies, client_for) -> None:
    check = ask(mash, agencies, referred()[0])
    sent = {"trace": "known", "text": "", "worker": "PC Wren, 01632 960 009"}
    page = client_for(agencies.police_checker).post(reverse("check", kwargs={"check_id": check.pk}), sent)
    assert page.status_code == 422
    assert "PC Wren" in page.content.decode()


def test_from_queue_to_decision_by_the_pages_alone(mash, referred, client_for) -> None:
    child = referred()[0]
    at = {"screening_id": child.pk}
    screener = client_for(mash.screener)
    assert screener.post(reverse("screening-acknowledge", kwargs=at)).status_code == 302
    weighed = {"outcome": "agreed", "reason": "Their mother agrees.", "lawful_basis": "public_task", "basis_note": ""}
    assert screener.post(reverse("screening-consent", kwargs=at), weighed).status_code == 302
    chosen = {"level": "4", "outcome": "strategy", "rationale": "Debt and threats."}
    assert screener.post(reverse("screening-decide", kwargs=at), chosen).status_code == 302
    proposal = Screening.objects.get(pk=child.pk).proposals.get()
    address = reverse("proposal", kwargs={"proposal_id": proposal.pk})
    assert screener.get(address).status_code == 403
    manager = client_for(mash.manager)
    assert manager.get(address).status_code == 200
    assert manager.post(address, {"answer": "ratify", "note": ""}).status_code == 302
    assert Screening.objects.get(pk=child.pk).state == "decided"


def test_a_rating_from_an_old_page_is_not_lost_and_both_versions_are_shown(mash, referred, client_for) -> None:
    child = referred()[0]
    at = reverse("screening-rate", kwargs={"screening_id": child.pk})
    seen = child.version
    actions.rate(by=mash.second, screening=child, rating="red", reason="A man is at the door.")
    page = client_for(mash.screener).post(at, {"rating": "green", "reason": "With his aunt.", "version": seen})
    assert page.status_code == 409
    assert "With his aunt." in page.content.decode()
    assert "Red" in page.content.decode()


def test_the_first_page_says_nothing_rests_on_somebody_new(mash, client_for) -> None:
    assert "Nothing rests on you" in client_for(mash.teacher).get(reverse("home")).content.decode()


def test_titles_carry_no_name(mash, referred, client_for) -> None:
    page = client_for(mash.screener).get(reverse("screening", kwargs={"screening_id": referred()[0].pk})).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Ashdown" not in title


def test_nobody_disagrees_twice_at_once(mash, referred, decided, looking) -> None:
    from holdfast.kernel.errors import Refused

    child = referred()[0]
    decided(child)
    looking(mash.screener)
    actions.disagree(by=mash.screener, screening=child, text="Level 4.")
    with pytest.raises(Refused, match="open already"):
        actions.disagree(by=mash.screener, screening=child, text="Level 4.")
    assert Disagreement.objects.count() == 1


def test_on_a_phone_the_referral_as_typed_comes_before_what_mash_made_of_it(mash, referred, client_for) -> None:
    page = client_for(mash.screener).get(reverse("screening", kwargs={"screening_id": referred()[0].pk})).content.decode()
    assert page.index('id="referral"') < page.index('id="decision"') < page.index('id="checks"')

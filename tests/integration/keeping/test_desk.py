"""The desk in the browser's terms: what each page says, what is refused with a sentence, and what nobody loses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from holdfast.demonstration.stories import keeping as story
from holdfast.keeping import queries
from holdfast.keeping.actions import change_breach, close_breach, log_breach, make_agreement, propose
from holdfast.keeping.models import Breach, Disposal, SharingAgreement
from holdfast.keeping.types import BreachRisk, DisposalState
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.time import now, today
from holdfast.work.models import Clock, Duty
from tests.factories.county import SmallCounty

BREACH = {
    "aware_at": None,
    "happened": "A letter went to the wrong house.",
    "kinds": "A name and a meeting.",
    "in_danger": "Nobody: the letter came back unopened.",
}


def _logged(desk: Any, **changes: Any) -> Breach:
    return log_breach(by=desk.officer, **{**BREACH, "aware_at": now() - timedelta(hours=10), **changes})


def test_the_regulators_72_hours_run_from_when_anybody_became_aware(desk: Any, looking: Any) -> None:
    breach = _logged(desk)
    clock = Clock.objects.get(subject_id=breach.pk)
    assert clock.due_at == breach.aware_at + timedelta(hours=72)
    assert Duty.objects.get(subject_id=breach.pk).role == "information-governance"
    change_breach(
        by=desk.officer, breach=breach, seen=breach.version, risk="risk", risk_why="A stranger read it.", told_regulator_at=now()
    )
    assert Clock.objects.get(pk=clock.pk).stopped_at is not None
    assert Duty.objects.get(subject_id=breach.pk).state == "done"


def test_who_is_in_danger_is_asked_before_anything_else(desk: Any) -> None:
    with pytest.raises(Faulty, match="Say who may be in danger"):
        _logged(desk, in_danger=" ")


def test_a_breach_is_not_closed_before_it_is_judged_and_told(desk: Any) -> None:
    breach = _logged(desk)
    with pytest.raises(Refused, match="regulator has not been told"):
        close_breach(by=desk.officer, breach=breach)
    change_breach(
        by=desk.officer, breach=breach, seen=breach.version, risk=BreachRisk.HIGH, risk_why="An address.", told_regulator_at=now()
    )
    with pytest.raises(Refused, match="Write down how they were told"):
        close_breach(by=desk.officer, breach=breach)
    change_breach(by=desk.officer, breach=breach, seen=breach.version, told_people="By their worker, in person.")
    assert close_breach(by=desk.officer, breach=breach).closed_at is not None


def test_two_officers_who_change_one_breach_lose_nothing(desk: Any, client_for: Any) -> None:
    breach = _logged(desk)
    client, address = client_for(desk.officer), reverse("breach", kwargs={"breach_id": breach.pk})
    form = {"seen": breach.version, "in_danger": "Nobody.", "happened": "Mine.", "kinds": "A name."}
    change_breach(by=desk.officer, breach=breach, seen=breach.version, happened="Theirs.")
    answer = client.post(address, form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mine." in page
    assert "Theirs." in page
    assert client.post(address, {**form, "seen": breach.version}).status_code == 302
    assert Breach.objects.get(pk=breach.pk).happened == "Mine."


def test_an_agreement_past_its_day_is_shown_and_partners_without_one_are_named(desk: Any, agency: Any, client_for: Any) -> None:
    assert queries.without_agreement(desk.officer) == [agency]
    values = {
        "agency_id": agency.pk,
        "title": "MASH sharing agreement",
        "controller": "joint",
        "purpose": "Checks.",
        "basis": "Article 6(1)(e).",
        "signed_on": today() - timedelta(days=800),
        "review_on": today() - timedelta(days=5),
    }
    with pytest.raises(Faulty, match="after it was signed"):
        make_agreement(by=desk.officer, **{**values, "review_on": today() - timedelta(days=900)})
    make_agreement(by=desk.officer, **values)
    glance = queries.at_a_glance(desk.officer)
    assert [one.title for one in glance.to_review] == ["MASH sharing agreement"]
    assert glance.without == 0
    page = client_for(desk.officer).get(reverse("agreements")).content.decode()
    assert "MASH sharing agreement" in page
    assert SharingAgreement.objects.count() == 1


def test_a_record_is_reviewed_and_answered_on_the_pages(desk: Any, make_child: Any, client_for: Any) -> None:
    child = make_child()
    officer, manager = client_for(desk.officer), client_for(desk.manager)
    assert "Ada Underhill" in officer.get(reverse("disposal")).content.decode()
    review = reverse("disposal-review", kwargs={"record_id": child.pk})
    unanswered = officer.post(review, {"choice": "keep", "why": "They may ask."})
    assert unanswered.status_code == 422
    assert "Enter the day to look at it again" in unanswered.content.decode()
    assert officer.post(review, {"choice": "go", "why": "Nothing since."}).status_code == 302
    made = Disposal.objects.get()
    answer = reverse("disposal-answer", kwargs={"disposal_id": made.pk})
    own = officer.post(answer, {"agreed": "yes", "why": "Me too."})
    assert "Someone else must agree" in own.content.decode()
    assert manager.post(answer, {"agreed": "yes", "why": "Read."}).status_code == 302
    assert Disposal.objects.get().state == DisposalState.APPROVED
    assert "Goes on" in manager.get(reverse("disposal")).content.decode()


def test_the_desk_is_closed_to_others_and_hidden_rows_answer_as_none(desk: Any, make_child: Any, client_for: Any) -> None:
    made = propose(by=desk.officer, key=make_child().pk, why="Nothing since.")
    worker = client_for(desk.worker)
    for name in ("governance", "disposal", "holds", "breaches", "agreements"):
        assert worker.get(reverse(name)).status_code == 403, name
    assert worker.get(reverse("disposal-answer", kwargs={"disposal_id": made.pk})).status_code == 404


def test_the_demonstration_shows_each_part_of_the_desk_alive(partnership: Any, client_for: Any, looking: Any) -> None:
    county = SmallCounty(partnership)
    story.tell(county.teller)
    officer = county.viewer("Farah Siddiqui")
    looking(officer)
    glance = queries.at_a_glance(officer)
    assert (glance.due > 0, glance.waiting, glance.holds) == (True, 2, 1)
    assert len(glance.breaches) == len(glance.requests) == 1
    assert len(queries.certificates(officer)) == 1
    assert len(queries.merges(officer)) == 1
    page = client_for(officer).get(reverse("governance")).content.decode()
    assert "SAR-" in page
    assert "DB-" in page

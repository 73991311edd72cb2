"""Every plan of a child on one page; a plan reviewed at every risk management meeting; growing up, with no end by a birthday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.journeys import plan_review
from holdfast.journeys.safety_plan import level_that_holds
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.time import frozen, now, today
from holdfast.meetings.models import Meeting
from holdfast.meetings.types import Known, State
from holdfast.plans import actions
from holdfast.plans.actions.meetings import PUT_OFF, TO_SAY, TO_SEE
from holdfast.plans.actions.reviewing import REVIEW
from holdfast.plans.actions.transition import ASK_ANEW, BEGIN, NAME_LEAD
from holdfast.plans.jobs import grow_up
from holdfast.plans.models import SupportVersion
from holdfast.records import actions as records
from holdfast.records.models import Child
from holdfast.work.models import Clock, Duty

from .conftest import Round

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(weeks=1)


def support(those: Round, **values: Any) -> Any:
    says = values.pop("says", {"father": "supervised"})
    usual: dict[str, Any] = {"seen": None, "says": says, "review_on": today() + WEEK, "reach": "Text after four"}
    return actions.save_support(by=those.worker, child_id=those.child.pk, **(usual | values))


def other(those: Round, kind: str = "cin", **values: Any) -> Any:
    usual: dict[str, Any] = {"lead": "Anita", "agency": "Council", "says": {"father": "free"}, "review_on": today() - WEEK}
    return actions.save_other(by=those.worker, child_id=those.child.pk, other_id=None, seen=None, kind=kind, **(usual | values))


def contact(those: Round, agency: str, plan: Any = None, **values: Any) -> Any:
    usual: dict[str, Any] = {"who": f"Somebody of {agency}", "mode": "visit", "every_days": 7, "first_on": today()}
    return actions.save_contact(
        by=those.worker, child_id=those.child.pk, contact_id=None, seen=None, other_id=plan, agency=agency, **(usual | values)
    )


def meeting(those: Round, chair: Any, kind: str = "risk_management", **values: Any) -> Any:
    those.looking(those.system)
    usual: dict[str, Any] = {"state": State.HELD, "starts_at": now() - WEEK, "known": Known.CIRCLE}
    made = Meeting.objects.create(
        partnership_id=those.system.here, kind=kind, reference=f"M-{Meeting.objects.count()}", child=those.child,
        chair_id=chair.me, **(usual | values),
    )  # fmt: skip
    those.looking(those.worker)
    return made


# -- side by side -----------------------------------------------------------------------------------------------------


def test_contradictions_visits_in_one_week_late_reviews_and_a_plan_that_is_not_there_are_pointed_out(
    those: Round, client_for: Callable[..., Any]
) -> None:
    those.approved()
    support(those)
    need = other(those)
    contact(those, "Council")
    contact(those, "Health", need.pk)
    records.add_part(by=those.worker, part="legal", child_id=those.child.pk, kind="cp", from_date=today())
    page, _ = plan_review.plans_of(those.worker, those.child.pk)
    assert [one.subject.key for one in page.contradictions] == ["father"]
    assert len(page.twice) >= 6
    assert page.without == ("Child protection plan",)
    assert [entry.late for entry in page.calendar if entry.kind == "review"][:1] == [True]
    said = client_for(those.worker).get(reverse("child-plans", args=[those.child.pk])).content.decode()
    assert "Two agencies in one week" in said
    # When the other plan has ended, it contradicts nothing and nobody comes for it
    ended = {"kind": "cin", "lead": "Anita", "until": today() - dt.timedelta(days=1), "says": {"father": "free"}}
    actions.save_other(by=those.worker, child_id=those.child.pk, other_id=need.pk, seen=need.version, **ended)
    page, _ = plan_review.plans_of(those.worker, those.child.pk)
    assert (page.contradictions, page.twice, [row.pk for row in page.ended]) == ((), (), [need.pk])


def test_how_the_child_may_be_reached_is_needed_kept_by_version_and_never_overwritten_unseen(those: Round) -> None:
    with pytest.raises(Faulty, match="safely be reached"):
        support(those, reach=" ")
    first = support(those)
    support(those, seen=first.version, reach="Ring on Sundays")
    with pytest.raises(StaleEdit) as stale:
        support(those, seen=first.version, reach="Ring on Mondays")
    assert stale.value.theirs["reach"] == "Ring on Sundays"
    assert [row.values["reach"] for row in SupportVersion.objects.order_by("number")] == ["Text after four", "Ring on Sundays"]


def test_the_page_costs_the_same_statements_however_many_plans_visits_and_meetings_there_are(those: Round) -> None:
    those.approved()

    def cost() -> int:
        with CaptureQueriesContext(connection) as made:
            plan_review.plans_of(those.worker, those.child.pk)
        return len(made)

    def more() -> None:
        contact(those, "Council", other(those).pk)
        meeting(those, those.manager)

    more()
    cost()
    few = cost()
    for _ in range(3):
        more()
    assert cost() == few


# -- at every risk management meeting ---------------------------------------------------------------------------------


def test_a_meeting_that_did_not_review_the_plan_says_why_and_by_when_and_its_chair_sees_it(those: Round, person: Any) -> None:
    # Given a plan, and a meeting that has said nothing yet
    those.approved()
    chair = person("chair")
    those.looking(those.system)
    records.involve(by=those.system, child_id=those.child.pk, user_id=chair.me, role="Chair")
    held = meeting(those, chair)
    assert plan_review.still_owed(those.worker, held)
    # When it is written down that it did not, without a reason or a day, Then that is refused
    put = {"by": those.worker, "child_id": those.child.pk, "meeting_id": held.pk}
    with pytest.raises(Faulty) as faulty:
        plan_review.record_plan_review(**put, reviewed=False, words=" ")
    assert {fault.path for fault in faulty.value.faults} == {"words", "by_date"}
    # And with them, the review rests on the child's worker by that day, and the chair is to see why
    day = today() + WEEK
    plan_review.record_plan_review(**put, reviewed=False, words="No time", by_date=day)
    assert not plan_review.still_owed(those.worker, held)
    those.looking(those.system)
    assert (Duty.objects.get(kind=PUT_OFF).user_id, Duty.objects.get(kind=PUT_OFF).due_at.date()) == (those.worker.me, day)
    assert Duty.objects.get(kind=TO_SEE).user_id == chair.me
    those.looking(those.worker)
    with pytest.raises(Refused, match="whoever chairs"):
        actions.see_review(**put)
    those.looking(chair)
    assert actions.see_review(**(put | {"by": chair})).seen_by_id == chair.me
    # And once it is reviewed after all, nothing rests on anybody but the next look
    those.looking(those.worker)
    row = plan_review.record_plan_review(**put, reviewed=True, words="Read with Robin")
    assert row.number == 1
    those.looking(those.system)
    assert not Duty.objects.filter(kind__in=[PUT_OFF, TO_SEE], state="open").exists()
    assert Duty.objects.filter(kind=REVIEW, state="open").count() == 1


def test_only_a_risk_management_meeting_about_this_child_that_opens_is_asked_about_the_plan(those: Round, person: Any) -> None:
    those.approved()
    strategy = meeting(those, those.manager, kind="strategy")
    called_off = meeting(those, those.manager, state=State.CANCELLED)
    for one in (strategy, called_off):
        with pytest.raises(NotHere):
            plan_review.record_plan_review(
                by=those.worker, child_id=those.child.pk, meeting_id=one.pk, reviewed=True, words="x"
            )  # fmt: skip
    assert plan_review.put_plan_before(by=those.worker, meeting=strategy) is None
    held = meeting(those, those.manager)
    assert plan_review.put_plan_before(by=those.worker, meeting=held)
    stranger = person("social-worker")
    those.looking(stranger)
    with pytest.raises(NotHere):
        plan_review.record_plan_review(by=stranger, child_id=those.child.pk, meeting_id=held.pk, reviewed=True, words="x")


def test_a_level_given_anywhere_is_the_one_that_a_plan_comes_down_from(those: Round) -> None:
    those.approved()
    actions.give_level(
        by=those.worker, child_id=those.child.pk, level="moderate", given_in="meeting", source_id=those.child.pk,  # type: ignore[arg-type]
        why="Agreed", evidence={"school": "There each day"},
    )  # fmt: skip
    assert level_that_holds(those.worker, those.child.pk) == "moderate"
    with pytest.raises(Faulty, match="time has passed is none"):
        actions.give_level(
            by=those.worker,
            child_id=those.child.pk,
            level="emerging",
            given_in="meeting",
            source_id=held_id(those),  # type: ignore[arg-type]
        )


def held_id(those: Round) -> Any:
    return meeting(those, those.manager).pk


# -- growing up -------------------------------------------------------------------------------------------------------


def grow(those: Round, born: dt.date) -> Child:
    those.looking(those.system)
    records.change_child(by=those.system, child_id=those.child.pk, seen=None, born_earliest=born, born_latest=born)
    grow_up(by=those.system)
    grow_up(by=those.system)
    those.looking(those.worker)
    return Child.objects.get(pk=those.child.pk)


def transition(those: Round, **values: Any) -> Any:
    usual: dict[str, Any] = dict.fromkeys(("lead", "lead_agency", "lead_telephone", "young_person_says", "after_18"), "")
    return actions.save_transition(by=those.worker, child_id=those.child.pk, seen=None, answers={}, **(usual | values))


def test_from_sixteen_growing_up_is_planned_a_lead_is_named_and_what_is_left_is_not_considered(those: Round) -> None:
    those.approved()
    day = today()
    grow(those, dt.date(day.year - 15, day.month, 1))
    assert not Duty.objects.filter(kind=BEGIN).exists()
    grow(those, dt.date(day.year - 16, day.month, 1))
    assert Duty.objects.get(kind=BEGIN, state="open").user_id == those.worker.me
    transition(those)
    assert not Duty.objects.filter(kind=BEGIN, state="open").exists()
    assert Duty.objects.get(kind=NAME_LEAD, state="open").user_id == those.worker.me
    with pytest.raises(Faulty, match="which adult service"):
        transition(those, lead="Bea Onslow")
    row = transition(those, lead="Bea Onslow", lead_agency="Adult services")
    assert row.named_on == day
    assert not Duty.objects.filter(kind=NAME_LEAD, state="open").exists()
    page, _ = plan_review.plans_of(those.worker, those.child.pk)
    assert len(page.not_considered) == 9


def test_at_eighteen_nothing_ends_by_itself_and_the_young_person_is_asked_anew(those: Round) -> None:
    those.approved()
    transition(those, lead="Bea Onslow", lead_agency="Adult services")
    day = today()
    grow(those, dt.date(day.year - 18, day.month, 1) - dt.timedelta(days=1))
    # The plan stands, and its review still runs; somebody is to ask
    page, _ = plan_review.plans_of(those.worker, those.child.pk)
    assert page.safety
    assert page.adult
    assert Clock.objects.filter(subject_id=page.safety.pk, stopped_at=None).exists()
    assert Duty.objects.filter(kind=ASK_ANEW, state="open").count() == 1
    # It is not asked because somebody says so: the ledger has an answer of their own of that day or later
    with pytest.raises(Refused, match="no answer of the young person's own"):
        actions.note_asked_anew(by=those.worker, child_id=those.child.pk)
    agreed = {"purpose": "direct_work", "answer": "given", "words_version": "1", "on_date": day}
    mother = {"person_id": those.mother.pk, "capacity": "adult"}
    records.record_agreement(by=those.worker, child_id=those.child.pk, **agreed, **mother)
    with pytest.raises(Refused, match="no answer of the young person's own"):
        actions.note_asked_anew(by=those.worker, child_id=those.child.pk)
    records.record_agreement(by=those.worker, child_id=those.child.pk, **agreed, capacity="adult")
    assert actions.note_asked_anew(by=those.worker, child_id=those.child.pk).asked_at_18 == day
    assert not Duty.objects.filter(kind=ASK_ANEW, state="open").exists()


def test_nobody_is_asked_anew_before_eighteen(those: Round) -> None:
    transition(those)
    with frozen(now()), pytest.raises(Refused, match="not eighteen yet"):
        actions.note_asked_anew(by=those.worker, child_id=those.child.pk)


def test_the_chair_of_a_meeting_that_said_nothing_is_asked_once_until_somebody_says(those: Round) -> None:
    those.approved()
    held = meeting(those, those.manager)
    meeting(those, those.manager, kind="strategy")
    those.looking(those.system)
    assert [plan_review.chase_plan_reviews(by=those.system) for _ in range(2)] == [1, 1]
    assert Duty.objects.get(kind=TO_SAY, state="open").user_id == those.manager.me
    those.looking(those.worker)
    plan_review.record_plan_review(by=those.worker, child_id=those.child.pk, meeting_id=held.pk, reviewed=True, words="Read")
    those.looking(those.system)
    assert not Duty.objects.filter(kind=TO_SAY, state="open").exists()
    assert plan_review.chase_plan_reviews(by=those.system) == 0

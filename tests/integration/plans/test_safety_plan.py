"""A safety plan is made with the child, put forward by one and approved by another; each version is kept for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from holdfast.access.visibility import visible
from holdfast.keeping.copying import contents
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.plans import actions, queries
from holdfast.plans.actions.approving import APPROVE, SENT_BACK
from holdfast.plans.actions.reviewing import REVIEW
from holdfast.plans.actions.writing import Particulars
from holdfast.plans.models import LevelGiven, PlanItem, SafetyPlan, VersionItem
from holdfast.records import actions as records
from holdfast.work.models import Clock, Duty

from .conftest import TEXT, Round, item

pytestmark = pytest.mark.django_db


# -- approved by another ----------------------------------------------------------------------------------------------


def test_whoever_wrote_in_a_plan_cannot_approve_it_and_another_can(those: Round, person: Any) -> None:
    # Given a plan in which the manager wrote one answer
    those.write()
    those.looking(those.manager)
    actions.save_items(by=those.manager, child_id=those.child.pk, given=[item("school", "Met at the gate")])
    those.looking(those.worker)
    version = actions.put_forward(by=those.worker, child_id=those.child.pk)
    assert Duty.objects.get(kind=APPROVE).live
    # When either of those who wrote it answers, Then both are refused with the reason
    for writer in (those.manager, those.worker):
        those.looking(writer)
        with pytest.raises(Refused, match="Someone else must approve this plan: you wrote it"):
            actions.answer_version(by=writer, child_id=those.child.pk, number=1, approved=True)
    # And a colleague who may not approve is refused too, though they wrote nothing
    those.looking(those.system)
    practitioner = person("practitioner")
    records.involve(by=those.system, child_id=those.child.pk, user_id=practitioner.me, role="Practitioner")
    those.looking(practitioner)
    with pytest.raises(Refused, match="A manager, a chair"):
        actions.answer_version(by=practitioner, child_id=those.child.pk, number=1, approved=True)
    # And another manager approves it: it holds, its level is given, and it is to be looked at again
    other = person("exploitation-manager")
    those.looking(other)
    actions.answer_version(by=other, child_id=those.child.pk, number=version.number, approved=True)
    page = queries.plan_page(other, those.child.pk)
    assert page.holds
    assert page.holds.number == 1
    assert queries.levels_of_child(other, those.child.pk)[0][0] == "significant"
    those.looking(those.system)
    clock = Clock.objects.get(rule="exploitation.review-significant", stopped_at=None)
    due = Duty.objects.get(kind=REVIEW, state="open")
    assert (due.user_id, due.due_at, page.plan and page.plan.review_at) == (those.worker.me, clock.due_at, clock.due_at)


def test_a_version_sent_back_comes_back_to_its_writer_with_the_reason_and_never_holds(those: Round) -> None:
    those.write()
    actions.put_forward(by=those.worker, child_id=those.child.pk)
    with pytest.raises(Refused, match="waiting to be approved"):
        actions.put_forward(by=those.worker, child_id=those.child.pk)
    those.looking(those.manager)
    with pytest.raises(Faulty, match="what should be changed"):
        actions.answer_version(by=those.manager, child_id=those.child.pk, number=1, approved=False)
    actions.answer_version(by=those.manager, child_id=those.child.pk, number=1, approved=False, why="Who rings at night?")
    those.looking(those.worker)
    assert Duty.objects.get(kind=SENT_BACK).user_id == those.worker.me
    page = queries.plan_page(those.worker, those.child.pk)
    assert (page.holds, page.waiting) == (None, None)
    assert not LevelGiven.objects.exists()


def test_a_version_is_kept_as_it_was_and_the_next_shows_what_changed_word_by_word(those: Round) -> None:
    those.approved()
    row = PlanItem.objects.get(key="goals")
    changed = item("goals", "To go out and be left in peace", item_id=row.pk, seen=row.version)
    actions.save_items(by=those.worker, child_id=those.child.pk, given=[changed])
    actions.put_forward(by=those.worker, child_id=those.child.pk)
    newest, oldest = queries.compared(those.worker, those.child.pk)
    (change,) = newest.changes
    assert [(piece.how, piece.text) for piece in change.pieces if piece.how != "same"] == [("out", "alone"), ("in", "in peace")]
    assert {one.key for one in oldest.changes} == set(TEXT)  # whoever wrote it reads what is for the police
    # And nothing the application may do changes a version
    with pytest.raises(DatabaseError), transaction.atomic():
        VersionItem.objects.filter(key="goals").update(words="Something else")


# -- who reads what ---------------------------------------------------------------------------------------------------


def test_each_answer_is_read_by_those_it_is_for_and_stays_in_the_plan_of_those_who_cannot_read_it(
    those: Round, person: Any
) -> None:
    # Given an answer for police alone, and one for a colleague who is named
    those.looking(those.system)
    officer, nurse = person("police-officer"), person("practitioner")
    for viewer in (officer, nurse):
        records.involve(by=those.system, child_id=those.child.pk, user_id=viewer.me, role="Works with the child")
    those.write({key: words for key, words in TEXT.items() if key != "tactics"})
    those.looking(officer)
    given = [item("tactics", TEXT["tactics"]), item("agencies_do", "For one alone", readers="named", named=(nurse.me,))]
    actions.save_items(by=officer, child_id=those.child.pk, given=given)
    # When the worker, who reads neither, puts the plan forward and it is approved
    those.looking(those.worker)
    assert not visible(those.worker, PlanItem).filter(key__in=["tactics", "agencies_do"]).exists()
    actions.put_forward(by=those.worker, child_id=those.child.pk)
    those.looking(those.manager)
    actions.answer_version(by=those.manager, child_id=those.child.pk, number=1, approved=True)
    # Then each reads their own, and the others are told that there is more, and no word of it
    seen = {}
    for viewer in (those.worker, officer, nurse):
        those.looking(viewer)
        page = queries.plan_page(viewer, those.child.pk)
        seen[viewer.me] = ({one.key for section in page.sections for one in section.items}, page.hidden)
    assert seen[those.worker.me] == (set(TEXT) - {"tactics"}, 2)
    assert seen[officer.me] == (set(TEXT) | {"agencies_do"}, 0)
    assert seen[nurse.me] == ((set(TEXT) | {"agencies_do"}) - {"tactics"}, 1)


def test_a_plan_is_not_there_for_whoever_does_not_open_the_record(those: Round, person: Any) -> None:
    those.approved()
    stranger = person("social-worker")
    those.looking(stranger)
    assert (SafetyPlan.objects.count(), VersionItem.objects.count()) == (0, 0)
    with pytest.raises(NotHere):
        queries.plan_page(stranger, those.child.pk)
    with pytest.raises(NotHere):
        actions.save_items(by=stranger, child_id=those.child.pk, given=[item("goals", "x")])


# -- written together -------------------------------------------------------------------------------------------------


def test_two_who_write_one_answer_are_both_shown_and_other_answers_do_not_meet(
    those: Round, client_for: Callable[..., Any]
) -> None:
    those.write()
    row = PlanItem.objects.get(key="goals")
    theirs = item("goals", "Theirs", item_id=row.pk, seen=row.version)
    actions.save_items(by=those.worker, child_id=those.child.pk, given=[theirs])
    with pytest.raises(StaleEdit) as stale:
        actions.save_items(by=those.worker, child_id=those.child.pk, given=[item("goals", "Mine", item_id=row.pk, seen=1)])
    assert (stale.value.theirs[f"new-{row.key}"], stale.value.yours[f"new-{row.key}"]) == ("Theirs", "Mine")
    # On the page both stand, and what was typed is in the box
    page = reverse("safety-plan-part", kwargs={"child_id": those.child.pk, "part": "signs"})
    sent = {
        f"{row.pk}-words": "Mine",
        f"{row.pk}-version": "1",
        f"{row.pk}-readers": "professionals",
        f"{row.pk}-copies": ["child"],
    }
    answer = client_for(those.worker).post(page, sent)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in said
    assert ">\nMine</textarea>" in said


def test_a_level_comes_down_on_evidence_and_not_because_time_has_passed(those: Round) -> None:
    those.approved()
    down = Particulars("moderate", "Quieter now")
    actions.save_particulars(by=those.worker, child_id=those.child.pk, seen=None, given=down)
    with pytest.raises(Faulty, match="time has passed is none"):
        actions.put_forward(by=those.worker, child_id=those.child.pk)
    shown = Particulars("moderate", "Quieter now", {"school": "In school each day", "nothing-asked": "x"})
    plan = actions.save_particulars(by=those.worker, child_id=those.child.pk, seen=None, given=shown)
    assert set(plan.evidence) == {"school"}
    assert actions.put_forward(by=those.worker, child_id=those.child.pk).level == "moderate"


# -- signed, looked at, ended -----------------------------------------------------------------------------------------


def test_that_somebody_does_not_agree_is_written_as_readily_as_that_they_do(those: Round) -> None:
    version = those.approved()
    said = {"by": those.worker, "child_id": those.child.pk, "number": version.number}
    actions.sign(**said, signer="child", answer="against", how="message", words="Too many people")
    actions.sign(**said, signer="relative", person_id=those.mother.pk, answer="agrees", how="paper")
    with pytest.raises(Faulty, match="how they told you"):
        actions.sign(**said, signer="child", answer="agrees")
    page = queries.plan_page(those.worker, those.child.pk)
    assert {(one.signer, one.answer) for one in page.signings} == {("child", "against"), ("relative", "agrees")}


def test_a_look_begins_the_time_anew_and_an_end_needs_evidence_and_everybodys_words(those: Round) -> None:
    those.approved()
    with pytest.raises(Faulty, match="what you found"):
        actions.look_at_plan(by=those.worker, child_id=those.child.pk, found=" ")
    actions.look_at_plan(by=those.worker, child_id=those.child.pk, found="Read it with Robin")
    assert Duty.objects.filter(kind=REVIEW, state="open").count() == 1
    end = {
        "by": those.manager, "child_id": those.child.pk, "why": "safer", "reached": "reached", "level": "emerging",
        "what_changed": "Safer", "child_said": "Good", "family_said": "Good", "carries_on": "The school nurse",
    }  # fmt: skip
    with pytest.raises(Refused, match="ends a plan"):
        actions.close_plan(**(end | {"by": those.worker}))
    those.looking(those.manager)
    with pytest.raises(Faulty) as faulty:
        actions.close_plan(**(end | {"child_said": ""}))
    assert {fault.path for fault in faulty.value.faults} == {"child_said", "evidence"}
    actions.close_plan(**end, evidence={"child": "Says no, and rings"})
    those.looking(those.worker)
    page = queries.plan_page(those.worker, those.child.pk)
    assert page.closing
    assert not Duty.objects.filter(kind=REVIEW, state="open").exists()
    assert not Clock.objects.filter(stopped_at=None).exists()
    assert queries.levels_of_child(those.worker, those.child.pk)[0][0] == "emerging"
    # And a new plan begins where it is needed again
    assert actions.open_plan(by=those.worker, child_id=those.child.pk).pk != page.plan.pk  # type: ignore[union-attr]


def test_the_plan_costs_the_same_statements_however_much_it_holds(those: Round) -> None:
    from django.test.utils import CaptureQueriesContext

    those.approved()

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            queries.plan_page(those.worker, those.child.pk)
            queries.compared(those.worker, those.child.pk)
        return len(made)

    cost()
    few = cost()
    those.approved({key: f"{key} once more" for key in ("home", "travel", "online", "devices", "friends")})
    assert cost() == few


def test_what_others_add_or_take_out_while_a_page_is_open_loses_nobodys_words(
    those: Round, client_for: Callable[..., Any]
) -> None:
    # Given a page that was opened with one answer, and a blank box for another question
    those.write({"goals": "Theirs"})
    row = PlanItem.objects.get(key="goals")
    page = reverse("safety-plan-part", kwargs={"child_id": those.child.pk, "part": "signs"})
    # When meanwhile the answer is taken out, and the other question is answered
    changes = [item("goals", "", item_id=row.pk, seen=row.version), item("working", "Art club")]
    actions.save_items(by=those.worker, child_id=those.child.pk, given=changes)
    sent = {"new-working-words": "Nan on Sundays", f"{row.pk}-words": "Mine", f"{row.pk}-version": str(row.version)}
    answer = client_for(those.worker).post(page, sent)
    # Then both versions of the one are shown, and the blank box is still there with its words
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "(empty)" in said
    assert "Nan on Sundays" in said
    # And sent again it stands, beside what was added, which nobody emptied
    newest = PlanItem.objects.get(pk=row.pk)
    answer = client_for(those.worker).post(page, sent | {f"{row.pk}-version": str(newest.version)})
    assert answer.status_code == 302
    those.looking(those.worker)
    words = set(PlanItem.objects.exclude(words="").values_list("words", flat=True))
    assert words == {"Mine", "Nan on Sundays", "Art club"}


def test_a_copy_for_somebody_who_asked_to_see_their_record_has_the_plan_in_words_and_not_what_is_for_police(those: Round) -> None:
    those.write()
    took_part = [{"key": "child", "name": "the child", "how": "together"}]
    given = Particulars("significant", "Missing four times", {"school": "There each day"}, took_part)
    actions.save_particulars(by=those.worker, child_id=those.child.pk, seen=None, given=given)
    actions.put_forward(by=those.worker, child_id=those.child.pk)
    those.looking(those.system)
    items = [item for section in contents(those.system, those.child.pk) for item in section.items]
    given_words = {words for item in items if not item.withheld for _, words in item.lines}
    assert {"school: There each day", "how: together; name: the child", TEXT["goals"]} <= given_words
    assert TEXT["tactics"] not in given_words
    assert not any("{" in words for words in given_words)


def test_whoever_is_named_stays_named_when_they_write_and_whoever_is_kept_out_reads_nothing(
    those: Round, person: Any, client_for: Callable[..., Any]
) -> None:
    # Given an answer that names the worker alone, written by a colleague
    those.looking(those.system)
    nurse, other = person("practitioner"), person("practitioner")
    for viewer in (nurse, other):
        records.involve(by=those.system, child_id=those.child.pk, user_id=viewer.me, role="Works with the child")
    those.write({"goals": "For all"})
    those.looking(nurse)
    given = [
        item("home", "For the worker", readers="named", child=False, named=(those.worker.me,)),
        item("travel", "Not hers", not_for=(other.me,)),
    ]
    actions.save_items(by=nurse, child_id=those.child.pk, given=given)
    # When the worker changes its words on the page
    those.looking(those.worker)
    row = PlanItem.objects.get(key="home")
    page = reverse("safety-plan-part", kwargs={"child_id": those.child.pk, "part": "life"})
    sent = {f"{row.pk}-words": "For the worker still", f"{row.pk}-version": "1", f"{row.pk}-readers": "named"}
    assert client_for(those.worker).post(page, sent).status_code == 302
    # Then it is still theirs, and whoever is kept out of another sees neither
    those.looking(those.worker)
    assert visible(those.worker, PlanItem).get(key="home").words == "For the worker still"
    those.looking(other)
    assert {one.key for one in visible(other, PlanItem)} == {"goals"}

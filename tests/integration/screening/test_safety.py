"""The rules that keep a child safe in MASH: protection first, consent weighed, agencies asked no more than is needed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.access.models import Absence, Membership
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import today
from holdfast.records.models import ChronologyEntry, Involvement
from holdfast.screening import actions
from holdfast.screening.actions.checks import Question
from holdfast.screening.models import AgencyCheck, OutcomeStep, Screening
from holdfast.screening.policies import check_can_pursue
from holdfast.screening.types import CheckState, Consent, Protection, State, Trace
from holdfast.work import queries as work
from holdfast.work.models import Clock, Duty

from .conftest import TUESDAY_MORNING, referral_document

QUESTION = Question("Is he known to you?", "He may be in danger.", about=["child-0"])


def weigh(mash: Any, child: Any, outcome: Consent, reason: str = "As said.") -> Any:
    return actions.weigh_consent(by=mash.screener, screening=child, outcome=outcome, reason=reason, lawful_basis="public_task")


def support_only() -> dict[str, Any]:
    """A request for support, without a worry about safety."""
    document = referral_document()
    child = {**document["children"][1], "safe_now": "yes"}
    concern = {**document["concern"], "kinds": ["support"], "worry": "They would like help with mornings."}
    return {"children": [child], "people": [], "assessments": [], "concern": concern}


# -- protective steps -------------------------------------------------------------------------------------------------


def test_a_protective_step_waits_for_no_acknowledgement_consent_check_or_manager(mash, referred) -> None:
    child = referred()[0]
    step = actions.protect(by=mash.screener, screening=child, step=Protection.POLICE_NOW, reason="A man is at the door.")
    assert step.taken_by_id == mash.screener.person_id
    assert Duty.objects.get(subject_id=step.pk, kind="protective.look").role == "mash-manager"


def test_whoever_took_a_step_does_not_look_at_it_themselves(mash, referred, looking) -> None:
    child = referred()[0]
    looking(mash.manager)
    step = actions.protect(by=mash.manager, screening=child, step=Protection.POLICE_NOW, reason="At the door.")
    with pytest.raises(Refused, match="Another manager"):
        actions.look_at(by=mash.manager, step=step, view="Right.")
    looking(mash.head)
    looked = actions.look_at(by=mash.head, step=step, view="Right.")
    assert looked.looked_by_id == mash.head.person_id
    assert not Clock.objects.get(subject_id=step.pk).running


def test_passing_to_emergency_duty_rests_on_them_and_climbs(mash, referred) -> None:
    child = referred()[0]
    actions.protect(by=mash.screener, screening=child, step=Protection.EMERGENCY_DUTY, reason="We close now.")
    duty = Duty.objects.get(subject_id=child.pk, kind="protective.emergency-duty")
    assert (duty.role, duty.ladder, duty.needs_ack) == ("emergency-duty", "emergency-duty", True)


def test_a_decided_child_can_still_be_protected(mash, referred, decided, looking) -> None:
    child = referred()[0]
    decided(child)
    looking(mash.duty)
    actions.protect(by=mash.duty, screening=child, step=Protection.SECTION_47, reason="New threats tonight.")


def test_each_agency_acknowledges_its_own_part_and_mash_cannot_do_it_for_them(mash, referred, agencies, looking) -> None:
    from holdfast.work.actions import acknowledge

    child = referred()[0]
    actions.protect(by=mash.screener, screening=child, step=Protection.STRATEGY, reason="Threats.")
    duty = Duty.objects.get(kind="outcome.step", agency=agencies.police)
    with pytest.raises(Refused, match="Another agency"):
        acknowledge(by=mash.manager, duty=duty)
    looking(agencies.police_checker)
    acknowledge(by=agencies.police_checker, duty=duty)
    health = Duty.objects.get(kind="outcome.step", agency=agencies.health)
    assert health.acknowledged_at is None


# -- consent ----------------------------------------------------------------------------------------------------------


def test_a_worry_about_safety_is_never_returned_for_consent(mash, referred) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[1])
    with pytest.raises(Refused, match="cannot be returned"):
        actions.return_for_consent(by=mash.screener, screening=child, reason="Ask their mother.")


def test_returning_for_consent_stops_no_clock_and_leaves_no_queue(mash, referred) -> None:
    from holdfast.screening.queue import waiting

    child = actions.acknowledge(by=mash.screener, screening=referred(**support_only())[0])
    actions.return_for_consent(by=mash.screener, screening=child, reason="Ask their mother.")
    child.refresh_from_db()
    assert child.state == State.RETURNED
    assert child.decision_clock.running
    assert [row.screening.pk for row in waiting(mash.screener).rows] == [child.pk]
    assert child.referral.state == "returned"
    actions.take_up_again(by=mash.screener, screening=child)
    child.refresh_from_db()
    assert child.state == State.SCREENING


def test_overriding_agreement_needs_a_reason_and_a_lawful_basis_of_its_own(mash, referred) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    with pytest.raises(Faulty) as refused:
        actions.weigh_consent(
            by=mash.screener, screening=child, outcome=Consent.OVERRIDDEN, reason=" ", lawful_basis="they said so"
        )
    assert {fault.path for fault in refused.value.faults} == {"reason", "lawful_basis"}


def test_each_weighing_of_consent_is_kept(mash, referred) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    weigh(mash, child, Consent.TO_BE_SOUGHT)
    weigh(mash, child, Consent.OVERRIDDEN, "Asking would put Kit at risk.")
    assert child.weighings.count() == 2


# -- agency checks ----------------------------------------------------------------------------------------------------


def test_an_agency_is_told_not_to_contact_the_family_unless_it_is_said(mash, referred, agencies) -> None:
    check = actions.ask_checks(by=mash.screener, screening=referred()[0], agencies=[agencies.police.pk], question=QUESTION)[0]
    assert check.may_contact is False
    assert [person["name"] for person in check.identities] == ["Christopher Ashdown"]
    with pytest.raises(Faulty, match="whom they may contact"):
        actions.ask_checks(
            by=mash.screener,
            screening=check.screening,
            agencies=[agencies.health.pk],
            question=Question("Known?", "Needed.", about=["child-0"], may_contact=True),
        )


def test_a_check_says_why_it_is_fair_and_about_whom(mash, referred, agencies) -> None:
    with pytest.raises(Faulty) as refused:
        actions.ask_checks(by=mash.screener, screening=referred()[0], agencies=[], question=Question("", "", about=[]))
    assert {fault.path for fault in refused.value.faults} == {"agencies", "about", "question", "proportionality"}


def test_no_trace_is_a_full_answer_and_is_timed(mash, referred, agencies, looking) -> None:
    child = referred()[0]
    asked = [agencies.police.pk, agencies.health.pk]
    actions.ask_checks(by=mash.screener, screening=child, agencies=asked, question=QUESTION)
    police = AgencyCheck.objects.get(agency=agencies.police)
    looking(agencies.health_checker)
    mine = AgencyCheck.objects.get(agency=agencies.health)
    actions.answer_check(by=agencies.health_checker, check=mine, trace=Trace.NO_TRACE, text="")
    mine.refresh_from_db()
    assert mine.state == CheckState.ANSWERED
    looking(mash.screener)
    assert not Clock.objects.get(subject_id=mine.pk).running
    assert Screening.objects.get(pk=child.pk).checks_waiting == 1
    assert Clock.objects.get(subject_id=police.pk).running


def test_only_the_agency_that_was_asked_answers(mash, referred, agencies, looking) -> None:
    check = actions.ask_checks(by=mash.screener, screening=referred()[0], agencies=[agencies.police.pk], question=QUESTION)[0]
    with pytest.raises(Refused, match="Only the agency"):
        actions.answer_check(by=agencies.health_checker, check=check, trace=Trace.NO_TRACE, text="")


def test_a_decision_ends_the_checks_nobody_has_answered(mash, referred, agencies, decided) -> None:
    child = referred()[0]
    check = actions.ask_checks(by=mash.screener, screening=child, agencies=[agencies.police.pk], question=QUESTION)[0]
    decided(child)
    check.refresh_from_db()
    assert check.state == CheckState.WITHDRAWN
    assert not Duty.objects.filter(subject_id=check.pk, state__in=["open", "acknowledged"]).exists()


def test_asking_an_agency_sends_a_message_that_says_nothing(mash, referred, agencies) -> None:
    from holdfast.comms.models import Message

    actions.ask_checks(by=mash.screener, screening=referred()[0], agencies=[agencies.police.pk], question=QUESTION)
    message = Message.objects.get(template="check.asked")
    assert "Ashdown" not in message.subject + message.body
    assert "Christopher" not in message.subject + message.body


# -- whose record -----------------------------------------------------------------------------------------------------


def test_joining_to_a_record_can_be_undone_and_nothing_is_lost(mash, referred) -> None:
    child = actions.make_record(by=mash.screener, screening=referred()[0], why="Not known before")
    record = child.child_record
    assert Clock.objects.get(subject_id=child.pk, rule="referral.decision").child_id == record
    child = actions.undo_link(by=mash.screener, screening=child, why="It is his cousin.")
    assert child.child_record is None
    assert child.child.name_as_typed == "Christopher Ashdown"
    assert Clock.objects.get(subject_id=child.pk, rule="referral.decision").child_id is None


def test_what_was_decided_follows_the_child_to_the_right_record_and_the_wrong_one_keeps_none_of_it(
    mash, referred, decided, looking
) -> None:
    from holdfast.screening.by_child import decisions_of_child

    wrong = actions.make_record(by=mash.screener, screening=referred()[0], why="Not known before")
    before = wrong.child_record
    actions.protect(by=mash.screener, screening=wrong, step=Protection.STRATEGY, reason="Harm tonight.")
    decision = decided(wrong)
    looking(mash.screener)
    parted = actions.undo_link(by=mash.screener, screening=Screening.objects.get(pk=wrong.pk), why="It is his cousin.")
    right = actions.make_record(by=mash.screener, screening=parted, why="His own record").child_record
    assert [row.pk for row in decisions_of_child(mash.screener, right)] == [decision.pk]
    assert decisions_of_child(mash.screener, before) == []
    assert told_of(mash.screener, right) >= {"referral.received", "screening.decided", "protective.strategy"}
    assert told_of(mash.screener, before) == set()
    for step in OutcomeStep.objects.filter(screening=wrong):
        assert set(Clock.objects.filter(subject_id=step.pk).values_list("child_id", flat=True)) <= {right}
        assert set(Duty.objects.filter(subject_id=step.pk).values_list("child_id", flat=True)) <= {right}


def test_what_was_decided_before_the_child_had_a_record_stands_in_its_chronology_once(mash, referred, decided, looking) -> None:
    child = referred()[0]
    decided(child)
    looking(mash.screener)
    joined = actions.make_record(by=mash.screener, screening=Screening.objects.get(pk=child.pk), why="Not known before")
    entries = ChronologyEntry.objects.filter(child_id=joined.child_record, kind="screening.decided")
    assert entries.count() == 1


def told_of(viewer: Any, child_id: Any) -> set[str]:
    """What stands in the chronology of a record, by kind."""
    from holdfast.records.queries import chronology

    return {entry.kind for entry in chronology(viewer, child_id).entries}


def test_a_teacher_cannot_join_a_referral_to_a_record(mash, referred, looking) -> None:
    child = referred()[0]
    looking(mash.teacher)
    with pytest.raises(Refused, match="Only MASH"):
        actions.make_record(by=mash.teacher, screening=child, why="I know him")


# -- open to a social worker ------------------------------------------------------------------------------------------


@pytest.fixture
def worked(mash: Any, person: Any, agency: Any, referred: Any) -> Any:
    """A screening whose child has a social worker with a manager; both are given with it."""

    def make() -> tuple[Any, Any, Any]:
        manager = person("social-worker", name="Tim Manager")
        worker = person("social-worker", name="Wyn Worker")
        Membership.objects.filter(user_id=worker.person_id).update(supervisor_id=manager.person_id)
        child = actions.make_record(by=mash.screener, screening=referred()[1], why="Known by another name")
        Involvement.objects.create(
            partnership_id=mash.screener.here,
            child_id=child.child_record,
            user_id=worker.person_id,
            agency=agency,
            name="Wyn Worker",
            role="Social worker",
            allocated=True,
            lead=True,
            from_date=date(2026, 1, 1),
        )
        return child, worker, manager

    return make


def test_news_of_an_open_case_stays_on_the_queue_until_the_worker_has_it(mash, worked, looking) -> None:
    child, worker, manager = worked()
    passed = actions.pass_to_worker(by=mash.screener, screening=child, new_harm=False, note="Read tonight.")
    assert Screening.objects.get(pk=child.pk).open
    holders = {duty.user_id for duty in Duty.objects.filter(subject_id=passed.pk)}
    assert holders == {worker.person_id, manager.person_id}
    looking(worker)
    actions.acknowledge_route(by=worker, passed=passed)
    child.refresh_from_db()
    assert child.state == State.PASSED
    assert work.my_work(manager) == []
    assert child.steps.get().key == "tell_referrer"


def test_news_of_new_significant_harm_is_screened_by_mash_as_well(mash, worked, looking) -> None:
    child, worker, _manager = worked()
    passed = actions.pass_to_worker(by=mash.screener, screening=child, new_harm=True, note="")
    looking(worker)
    actions.acknowledge_route(by=worker, passed=passed)
    child.refresh_from_db()
    assert child.open
    assert child.decision_clock.running


def test_when_the_worker_is_away_it_goes_to_their_cover(mash, worked, person) -> None:
    child, worker, _manager = worked()
    cover = person("social-worker", name="Cy Cover")
    Absence.objects.create(
        partnership_id=mash.screener.here,
        user_id=worker.person_id,
        from_date=today() - timedelta(days=1),
        until=today() + timedelta(days=1),
        cover_id=cover.person_id,
    )
    passed = actions.pass_to_worker(by=mash.screener, screening=child, new_harm=False, note="")
    assert passed.cover_id == cover.person_id
    assert passed.to_duty is False


def test_when_the_worker_is_away_and_nobody_covers_it_goes_to_duty(mash, worked) -> None:
    child, worker, _manager = worked()
    Absence.objects.create(partnership_id=mash.screener.here, user_id=worker.person_id, from_date=today(), until=today())
    passed = actions.pass_to_worker(by=mash.screener, screening=child, new_harm=False, note="")
    assert passed.to_duty is True
    assert Duty.objects.filter(subject_id=passed.pk, role="mash-manager").exists()


def test_somebody_else_cannot_acknowledge_for_the_worker(mash, worked, looking) -> None:
    child, _worker, _manager = worked()
    passed = actions.pass_to_worker(by=mash.screener, screening=child, new_harm=False, note="")
    looking(mash.second)
    with pytest.raises(Refused, match="Only the child's own worker"):
        actions.acknowledge_route(by=mash.second, passed=passed)


def test_mash_takes_it_back_on_its_first_clock(mash, worked, looking, frozen_at) -> None:
    frozen_at(TUESDAY_MORNING)
    child, worker, _manager = worked()
    passed = actions.pass_to_worker(by=mash.screener, screening=child, new_harm=False, note="")
    actions.acknowledge_route(by=worker, passed=passed)
    taken = actions.take_back(by=mash.screener, screening=child, reason="The worker reports threats.")
    assert Duty.objects.filter(subject_id=child.pk, kind="screening.decide", state="open").exists()
    assert taken.state == State.SCREENING
    assert taken.decision_clock.started_at == child.received_at
    assert taken.decision_clock.running


def test_a_worker_reads_what_was_passed_to_them_and_nothing_else(mash, worked, referred, client_for, looking) -> None:
    from django.urls import reverse

    child, worker, _manager = worked()
    passed = actions.pass_to_worker(by=mash.screener, screening=child, new_harm=False, note="")
    client = client_for(worker)
    address = reverse("passed", kwargs={"route_id": passed.pk})
    assert "Robin Ashdown" in client.get(address).content.decode()
    assert client.post(reverse("passed-acknowledge", kwargs={"route_id": passed.pk})).status_code == 302
    assert client.get(reverse("screening", kwargs={"screening_id": child.pk})).status_code == 403
    assert client_for(mash.teacher).get(address).status_code == 404


# -- instructions -----------------------------------------------------------------------------------------------------


def test_only_a_manager_gives_an_instruction_and_each_is_done_or_says_why_not(mash, referred, looking) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    asked = {"what": "Ring the school nurse", "with_whom": "School nurse", "due_at": child.runs_out_at + timedelta(days=9)}
    with pytest.raises(Refused, match="Only a MASH manager"):
        actions.instruct(by=mash.screener, screening=child, **asked)
    looking(mash.manager)
    given = actions.instruct(by=mash.manager, screening=child, **asked)
    looking(mash.screener)
    with pytest.raises(Faulty, match="why this was not done"):
        actions.answer_instruction(by=mash.screener, instruction=given, done=False, outcome="")
    done = actions.answer_instruction(by=mash.screener, instruction=given, done=False, outcome="The line is dead.")
    assert done.state == "not_done"


def test_the_standing_procedure_is_given_once(mash, referred) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    assert actions.instruct_by_procedure(by=mash.screener, screening=child)
    assert actions.instruct_by_procedure(by=mash.screener, screening=child) == []


# -- who may not know -------------------------------------------------------------------------------------------------


def test_a_screener_who_is_a_person_of_the_case_sees_neither_row_nor_page(mash, referred, client_for, looking) -> None:
    from django.urls import reverse

    from holdfast.screening.queue import waiting

    child = referred()[0]
    child.referral.change(seen=None, kept_from=[mash.second.person_id])
    looking(mash.second)
    assert waiting(mash.second).rows == []
    address = reverse("screening", kwargs={"screening_id": child.pk})
    assert client_for(mash.second).get(address).status_code == 404
    assert client_for(mash.screener).get(address).status_code == 200


def test_their_own_list_does_not_name_the_child_either(mash, referred, client_for, looking) -> None:
    from django.urls import reverse

    child = referred()[0]
    child.referral.change(seen=None, kept_from=[mash.second.person_id])
    page = client_for(mash.second).get(reverse("home")).content.decode()
    assert "Ashdown" not in page
    assert child.reference not in page
    assert "Ashdown" in client_for(mash.screener).get(reverse("home")).content.decode()


def test_a_checker_who_is_a_person_of_the_case_does_not_see_the_check(mash, referred, agencies, client_for) -> None:
    from django.urls import reverse

    child = referred()[0]
    check = actions.ask_checks(by=mash.screener, screening=child, agencies=[agencies.police.pk], question=QUESTION)[0]
    child.referral.change(seen=None, kept_from=[agencies.police_checker.person_id])
    client = client_for(agencies.police_checker)
    assert client.get(reverse("check", kwargs={"check_id": check.pk})).status_code == 404
    assert "Ashdown" not in client.get(reverse("home")).content.decode()
    assert check.number not in client.get(reverse("check-worklist")).content.decode()


# -- disagreement -----------------------------------------------------------------------------------------------------


def test_a_referrer_disagrees_reads_the_answer_and_takes_it_a_stage_up(mash, referred, decided, client_for, looking) -> None:
    from django.urls import reverse

    from holdfast.screening.models import Disagreement

    child = referred()[0]
    decided(child, "no_further_action", 1)
    teacher = client_for(mash.teacher)
    at = reverse("disagree", kwargs={"referral_id": child.referral_id})
    sent = {"child": str(child.pk), "text": "He is still afraid. Level 4."}
    assert teacher.post(at, sent).status_code == 302
    looking(mash.screener)
    raised = Disagreement.objects.get()
    actions.answer_disagreement(by=mash.screener, disagreement=raised, text="We looked again and stand by it.")
    assert "stand by it" in teacher.get(at).content.decode()
    further = reverse("disagree-pursue", kwargs={"referral_id": child.referral_id, "disagreement_id": raised.pk})
    assert teacher.post(further, {"kind": "raised", "text": "Not settled."}).status_code == 302
    raised.refresh_from_db()
    assert raised.stage == 2
    assert Duty.objects.get(subject_id=raised.pk, state="open").role == "mash-manager"
    assert client_for(mash.second).get(at).status_code == 404


def test_somebody_else_cannot_settle_another_referrers_disagreement(mash, referred, decided, person, looking) -> None:
    child = referred()[0]
    decided(child)
    looking(mash.teacher)
    raised = actions.disagree(by=mash.teacher, screening=child, text="Level 4.")
    stranger = person("referring-professional")
    looking(stranger)
    with pytest.raises(NotHere):
        actions.settle(by=stranger, disagreement=raised, text="Fine.")
    with pytest.raises(Refused, match="Only whoever disagrees"):
        check_can_pursue(stranger, raised)

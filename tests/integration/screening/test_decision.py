"""A child's decision: proposed, ratified by somebody else, never changed, and what follows it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from holdfast.journeys.decision import ratify, tell_referrer
from holdfast.kernel.errors import Faulty, Refused, StaleEdit
from holdfast.screening import actions
from holdfast.screening.models import Decision, OutcomeStep, Screening
from holdfast.screening.types import Consent, ProposalState, Protection, State
from holdfast.work.models import Clock, Duty

CHOICE = actions.Choice(3, "assessment", "Debt, travel and threats.")


def screened(mash: Any, child: Any, outcome: Consent = Consent.AGREED) -> Any:
    child = actions.acknowledge(by=mash.screener, screening=child)
    actions.weigh_consent(by=mash.screener, screening=child, outcome=outcome, reason="As said.", lawful_basis="public_task")
    return child


def test_a_decision_is_made_when_a_manager_who_did_not_screen_ratifies_it(mash, referred, decided) -> None:
    child = referred()[0]
    decision = decided(child)
    child.refresh_from_db()
    assert (decision.proposed_by_id, decision.ratified_by_id) == (mash.screener.person_id, mash.manager.person_id)
    assert child.state == State.DECIDED
    assert Clock.objects.get(subject_id=child.pk, rule="referral.decision").stopped_at is not None
    assert not Duty.objects.filter(subject_id=child.pk, state__in=["open", "acknowledged"]).exists()


def test_a_manager_cannot_ratify_what_they_screened_themselves(mash, referred, looking) -> None:
    looking(mash.manager)
    child = actions.acknowledge(by=mash.manager, screening=referred()[0])
    actions.weigh_consent(by=mash.manager, screening=child, outcome=Consent.AGREED, reason="Agreed.", lawful_basis="public_task")
    proposal = actions.propose(by=mash.manager, screening=child, choice=CHOICE)
    with pytest.raises(Refused, match="Another manager must ratify"):
        ratify(by=mash.manager, proposal=proposal)


def test_a_manager_cannot_ratify_a_child_they_were_given_to_screen(mash, referred) -> None:
    child = screened(mash, referred()[0])
    proposal = actions.propose(by=mash.screener, screening=child, choice=CHOICE)
    actions.assign(by=mash.screener, screening=child, to=mash.manager.person_id)
    with pytest.raises(Refused, match="Another manager must ratify"):
        ratify(by=mash.manager, proposal=proposal)


def test_a_screener_cannot_ratify(mash, referred) -> None:
    proposal = actions.propose(by=mash.screener, screening=screened(mash, referred()[0]), choice=CHOICE)
    with pytest.raises(Refused, match="Only a MASH manager"):
        ratify(by=mash.second, proposal=proposal)


def test_the_database_itself_refuses_a_decision_ratified_by_its_proposer(mash, referred, decided) -> None:
    decision = decided(referred()[0])
    copy = {f.attname: getattr(decision, f.attname) for f in Decision._meta.concrete_fields if f.name != "id"}
    copy |= {"ratified_by_id": copy["proposed_by_id"], "proposal_id": decision.proposal_id}
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(**copy)


def test_a_decision_cannot_be_changed_even_in_the_database(mash, referred, decided) -> None:
    decision = decided(referred()[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(rationale="Something else")


def test_two_managers_who_ratify_at_once_make_one_decision(mash, referred, looking) -> None:
    proposal = actions.propose(by=mash.screener, screening=screened(mash, referred()[0]), choice=CHOICE)
    looking(mash.manager)
    ratify(by=mash.manager, proposal=proposal)
    looking(mash.head)
    with pytest.raises(Refused, match="no longer waiting"):
        ratify(by=mash.head, proposal=proposal)


def test_a_proposal_that_was_sent_back_can_be_made_again(mash, referred, looking) -> None:
    child = screened(mash, referred()[0])
    proposal = actions.propose(by=mash.screener, screening=child, choice=CHOICE)
    looking(mash.manager)
    sent = actions.send_back(by=mash.manager, proposal=proposal, reason="Ask the school nurse.")
    child.refresh_from_db()
    assert (sent.state, child.state) == (ProposalState.SENT_BACK, State.SCREENING)
    assert child.decision_clock.running
    again = actions.propose(by=mash.screener, screening=child, choice=CHOICE)
    assert again.state == ProposalState.WAITING


def test_a_correction_supersedes_the_decision_and_the_first_stays(mash, referred, decided, looking) -> None:
    first = decided(referred()[0])
    looking(mash.screener)
    child = Screening.objects.get(pk=first.screening_id)
    proposal = actions.propose(
        by=mash.screener,
        screening=child,
        choice=actions.Choice(2, "early_help", "The family asks for help."),
        corrects=first,
        correction_reason="The debt was another boy's.",
    )
    looking(mash.manager)
    second = ratify(by=mash.manager, proposal=proposal)
    assert second.supersedes_id == first.pk
    assert Decision.objects.filter(screening=child).count() == 2
    assert OutcomeStep.objects.get(decision=first, key="open_assessment").withdrawn_at is not None
    assert OutcomeStep.objects.get(decision=second, key="early_help_request").withdrawn_at is None


def test_a_correction_says_what_was_wrong(mash, referred, decided, looking) -> None:
    first = decided(referred()[0])
    looking(mash.screener)
    with pytest.raises(Faulty, match="what was wrong"):
        actions.propose(by=mash.screener, screening=first.screening, choice=CHOICE, corrects=first)


def test_nothing_is_proposed_before_consent_was_weighed(mash, referred) -> None:
    child = actions.acknowledge(by=mash.screener, screening=referred()[0])
    with pytest.raises(Faulty, match="Weigh consent first"):
        actions.propose(by=mash.screener, screening=child, choice=CHOICE)


def test_early_help_needs_the_familys_agreement(mash, referred) -> None:
    child = screened(mash, referred()[0], Consent.OVERRIDDEN)
    with pytest.raises(Faulty, match="Early help needs"):
        actions.propose(by=mash.screener, screening=child, choice=actions.Choice(2, "early_help", "Help."))


def test_every_fault_of_a_proposal_is_named_at_once(mash, referred) -> None:
    child = screened(mash, referred()[0])
    with pytest.raises(Faulty) as refused:
        actions.propose(by=mash.screener, screening=child, choice=actions.Choice(9, "nonsense", " "))
    assert {fault.path for fault in refused.value.faults} == {"level", "outcome", "rationale"}


def test_a_proposal_made_from_an_old_page_shows_both_versions(mash, referred) -> None:
    child = screened(mash, referred()[0])
    seen = Screening.objects.get(pk=child.pk).version
    actions.rate(by=mash.second, screening=child, rating="red", reason="A man is at the door.")
    with pytest.raises(StaleEdit):
        actions.propose(by=mash.screener, screening=child, choice=CHOICE, seen=seen)


def test_an_assessment_runs_45_working_days_from_the_referral_not_from_the_decision(mash, referred, decided) -> None:
    child = referred()[0]
    decision = decided(child)
    step = OutcomeStep.objects.get(decision=decision, key="open_assessment")
    assert step.clock.rule == "assessment.complete"
    assert step.clock.started_at == child.received_at


def test_a_strategy_discussion_is_a_duty_of_each_agency_and_waits_for_nobody(mash, referred, agencies) -> None:
    child = referred()[0]
    actions.protect(by=mash.screener, screening=child, step=Protection.STRATEGY, reason="Threats at the door.")
    duties = Duty.objects.filter(kind="outcome.step", reference=child.reference)
    assert {duty.agency_id for duty in duties if duty.agency_id} == {agencies.police.pk, agencies.health.pk}
    assert all(duty.needs_ack for duty in duties if duty.agency_id)
    assert child.state == State.NEW


def test_what_was_called_at_once_is_not_called_again_by_the_decision(mash, referred, decided, agencies) -> None:
    child = referred()[0]
    actions.protect(by=mash.screener, screening=child, step=Protection.STRATEGY, reason="Threats at the door.")
    decided(child, "strategy", 4)
    assert OutcomeStep.objects.filter(screening=child, key="police_discussion").count() == 1


def test_the_referrer_is_told_and_a_member_of_the_public_is_told_less(mash, referred, decided, looking) -> None:
    from holdfast.referrals.models import Feedback

    child = referred()[0]
    decided(child)
    looking(mash.screener)
    child.refresh_from_db()
    tell_referrer(by=mash.screener, child=child, words="A social worker will see Kit.")
    told = Feedback.objects.get(referral_id=child.referral_id)
    assert told.limited is False
    assert OutcomeStep.objects.get(screening=child, key="tell_referrer").state == "done"


def test_a_referral_is_decided_for_its_referrer_when_every_child_on_it_is(mash, referred, decided) -> None:
    older, younger = referred()
    decided(older)
    assert Screening.objects.get(pk=older.pk).referral.state == "screening"
    decided(younger)
    assert Screening.objects.get(pk=younger.pk).referral.state == "decided"

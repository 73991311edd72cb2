"""What a referral and MASH say of agreement stands in the child's ledger, and what rests on it asks there."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kernel.errors import Refused
from holdfast.records.actions import record_agreement
from holdfast.records.agreements import ledger, may_share
from holdfast.records.types import MayShare
from holdfast.screening import actions
from holdfast.screening.actions.checks import Question
from holdfast.screening.actions.decision import Choice
from holdfast.screening.typed import identities
from holdfast.screening.types import Consent


@pytest.fixture
def joined(mash: Any, referred: Any) -> Any:
    """`joined(agreed="no")`: a screening that has a record, from a referral that says so about agreement."""

    def make(**consent: Any) -> Any:
        screening = referred(consent={"informed": "yes", **consent})[0]
        actions.acknowledge(by=mash.screener, screening=screening)
        screening = actions.make_record(by=mash.screener, screening=screening, why="None is known")
        screening.refresh_from_db()
        return screening

    return make


def weigh(mash: Any, screening: Any, outcome: Consent) -> None:
    actions.weigh_consent(
        by=mash.screener, screening=screening, outcome=outcome, reason="Spoke to her", lawful_basis="public_task"
    )


def test_the_referrals_block_stands_in_the_ledger_as_soon_as_there_is_a_record(mash: Any, joined: Any) -> None:
    screening = joined(agreed="no", agreed_by="Her mother", not_agreed_detail="She wants no help")
    (standing,) = ledger(mash.screener, screening.child_record)
    assert (standing.purpose.key, standing.says) == ("early_help", MayShare.REFUSED)
    assert (standing.lines[0].giver, standing.lines[0].row.reason) == ("Her mother", "She wants no help")


def test_what_mash_weighs_later_takes_the_place_of_what_the_referrer_said(mash: Any, joined: Any) -> None:
    screening = joined(agreed="no", agreed_by="Her mother")
    weigh(mash, screening, Consent.AGREED)
    assert may_share(mash.screener, screening.child_record, "early_help") == MayShare.AGREED


def test_a_referral_joined_in_error_leaves_nothing_that_counts(mash: Any, joined: Any) -> None:
    screening = joined(agreed="yes", agreed_by="Her mother")
    child_id = screening.child_record
    screening = actions.undo_link(by=mash.screener, screening=screening, why="Another child of that name")
    assert may_share(mash.screener, child_id, "early_help") == MayShare.OPEN


def test_early_help_is_not_ratified_when_agreement_was_withdrawn_meanwhile(mash: Any, joined: Any, looking: Any) -> None:
    screening = joined(agreed="yes", agreed_by="Her mother")
    weigh(mash, screening, Consent.AGREED)
    choice = Choice(level=2, outcome="early_help", rationale="Support at school will help")
    proposal = actions.propose(by=mash.screener, screening=screening, choice=choice)
    record_agreement(
        by=mash.screener, child_id=screening.child_record, purpose="early_help", answer="withdrawn", capacity="young"
    )
    looking(mash.manager)
    with pytest.raises(Refused, match="does not agree"):
        actions.ratify(by=mash.manager, proposal=proposal)


def test_an_agency_is_not_asked_over_a_known_refusal_until_it_is_said_why(mash: Any, joined: Any, agencies: Any) -> None:
    screening = joined(agreed="yes")
    record_agreement(by=mash.screener, child_id=screening.child_record, purpose="checks", answer="refused", capacity="young")
    about = [identities(screening.child)[0]["key"]]
    question = Question(text="What do you hold?", proportionality="It may change what is done", about=about, speed="soon")

    def ask() -> Any:
        return actions.ask_checks(by=mash.screener, screening=screening, agencies=[agencies.health.pk], question=question)

    with pytest.raises(Refused, match="Record first why it goes on"):
        ask()
    weigh(mash, screening, Consent.OVERRIDDEN)
    assert len(ask()) == 1

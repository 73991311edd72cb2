"""MASH's states, ratings and ladders agree with the rules' tables, key by key."""

from __future__ import annotations

import pytest

from holdfast.access.roles import GRANTS
from holdfast.desk.home.next_steps import NEXT_STEPS
from holdfast.rules import lifecycles, rag
from holdfast.rules.agencies import AGENCY_KINDS, CHECKED_BY_MASH
from holdfast.rules.clock import rule
from holdfast.rules.config import setting
from holdfast.screening import limits
from holdfast.screening.types import CheckState, ProposalState, Rating, State
from holdfast.work.ladders import LADDERS


def test_a_childs_states_are_those_of_the_lifecycle() -> None:
    assert set(State.values) == set(lifecycles.CHILD.labels)


def test_a_checks_and_a_proposals_states_are_those_of_their_lifecycles() -> None:
    assert set(CheckState.values) == set(lifecycles.CHECK.labels)
    assert set(ProposalState.values) == set(lifecycles.PROPOSAL.labels)


def test_every_rating_has_its_clock_in_the_rules() -> None:
    assert {one.value for one in rag.Rating} == set(Rating.values)
    assert {rating.value: key for rating, key in limits.RATING_RULES.items()} == {
        one.value: row.clock for one, row in rag.RATINGS.items()
    }


RULES = (limits.DECISION, limits.FEEDBACK, limits.STRATEGY, limits.LOOK_BACK, limits.OPEN_CASE, limits.ASSESSMENT)
STAGES = tuple(limits.disagreement_rule(stage) for stage in range(1, limits.LAST_STAGE + 1))


@pytest.mark.parametrize("key", [*RULES, *limits.RATING_RULES.values(), *limits.CHECK_RULES.values(), *STAGES])
def test_every_limit_mash_works_to_is_in_the_rules(key: str) -> None:
    assert rule(key).key == key


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=lambda ladder: ladder.key)
def test_every_ladder_has_a_setting_and_known_roles(ladder) -> None:
    assert setting(ladder.figure).key == ladder.figure
    assert set(ladder.roles) <= set(GRANTS)


def test_mash_asks_eight_kinds_of_agency() -> None:
    assert len(CHECKED_BY_MASH) == 8
    assert set(CHECKED_BY_MASH) <= set(AGENCY_KINDS)


@pytest.mark.parametrize("kind", sorted(NEXT_STEPS))
def test_every_duty_opens_a_page(kind: str) -> None:
    from django.urls import reverse

    from holdfast.kernel.ids import new_id

    step = NEXT_STEPS[kind]
    assert reverse(step.address, kwargs={step.argument: new_id()} if step.argument else None)

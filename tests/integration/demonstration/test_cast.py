"""The invented county is whole, invented, and the same whenever it is made for the same day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime

from holdfast.access.roles import GRANTS
from holdfast.demonstration.cast.agencies import AGENCIES, SECOND_AGENCIES
from holdfast.demonstration.cast.document import referral
from holdfast.demonstration.cast.families import SEED, families, second_families
from holdfast.demonstration.cast.family import CastChild
from holdfast.demonstration.cast.plan import planned
from holdfast.demonstration.cast.referrers import PUBLIC, REFERRERS
from holdfast.demonstration.cast.staff import ABSENT, SECOND_STAFF, STAFF
from holdfast.demonstration.cast.summaries import said_about
from holdfast.demonstration.cast.worries import WORRIES
from holdfast.demonstration.stories.paths import PATHS
from holdfast.rules import identifiers
from holdfast.rules.exploitation import indicator
from holdfast.rules.referral import check
from holdfast.rules.wording import prompts

DAY = date(2026, 11, 24)
COUNTY = families(DAY)
CHILDREN = [child for family in COUNTY for child in family.children]
DRAMA = re.compile(r"^(01632 960\d{3}|07700 900\d{3})$")


def test_there_are_about_three_hundred_children_and_a_hundred_referrals() -> None:
    assert len(CHILDREN) == 300
    assert 100 <= len(list(planned(COUNTY, seed=SEED))) <= 130


def test_every_role_is_held_by_somebody() -> None:
    assert {post.role for worker in STAFF for post in worker.posts} == set(GRANTS)


def test_everybody_works_in_an_agency_and_team_that_exist() -> None:
    teams = {(agency.key, team) for agency in (*AGENCIES, *SECOND_AGENCIES) for team in (*agency.teams, "")}
    assert {(post.agency, post.team) for worker in (*STAFF, *SECOND_STAFF) for post in worker.posts} <= teams
    names = {worker.name for worker in STAFF}
    assert {name for row in ABSENT for name in (row[0], row[3])} <= names
    assert {one.worker for one in REFERRERS} <= names
    assert {child.worker for child in CHILDREN if child.worker} <= names


def test_the_same_day_makes_the_same_county_and_another_day_moves_its_dates() -> None:
    assert families(DAY) == COUNTY
    later = families(date(2026, 12, 24))
    assert [child.key for family in later for child in family.children] == [child.key for child in CHILDREN]
    assert later != COUNTY


def test_nobody_is_there_twice() -> None:
    for values in ([c.key for c in CHILDREN], [c.nhs for c in CHILDREN if c.nhs], [c.upn for c in CHILDREN if c.upn]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_numbers_and_places_have_the_right_shape_and_belong_to_nobody() -> None:
    for family in (*COUNTY, *second_families(DAY)):
        assert identifiers.postcode(family.home.postcode) == family.home.postcode
        assert all(DRAMA.match(adult.phone) for adult in family.adults if adult.phone)
        for child in family.children:
            assert not child.nhs or (identifiers.nhs(child.nhs) and child.nhs.startswith("999"))
            assert not child.upn or identifiers.upn(child.upn)


def test_every_address_is_of_a_domain_that_cannot_exist() -> None:
    assert all(agency.domain.endswith(".example") for agency in (*AGENCIES, *SECOND_AGENCIES))
    assert all(one.email.endswith(".example") for one in PUBLIC)
    assert all(DRAMA.match(one.phone) for one in (*REFERRERS, *PUBLIC))


def test_the_cases_that_software_gets_wrong_are_there() -> None:
    wanted = (
        lambda c: c.unborn,
        lambda c: c.care_leaver,
        lambda c: c.born is None and c.about_age,
        lambda c: c.placed is not None,
        lambda c: c.interpreter,
        lambda c: c.learning_disability,
        lambda c: c.chosen_name,
        lambda c: c.is_parent,
    )
    assert all(any(is_so(child) for child in CHILDREN) for is_so in wanted)
    assert any(family.home.confidential for family in COUNTY)
    assert any(adult.safe == "never" for family in COUNTY for adult in family.adults)
    twins = Counter((family.key, child.born) for family in COUNTY for child in family.children if child.born)
    assert max(twins.values()) == 2


def test_every_referral_of_the_plan_can_be_sent() -> None:
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    for plan in planned(COUNTY, seed=SEED):
        document = referral(plan.family, plan.children, plan.worry, plan.referrer.block("a@b.example"), at=at, number=plan.number)
        assert check(document, at) == [], plan.number
        assert plan.stage in PATHS


def test_no_worry_blames_a_child_and_every_sign_is_in_the_table() -> None:
    for worry in WORRIES:
        for words in (worry.text, worry.lived, worry.rationale, worry.working_well):
            assert list(prompts(words)) == [], worry.key
        assert all(indicator(key) for key, _ in worry.signs)


def test_every_worry_has_its_three_answers_at_the_top_of_a_record() -> None:
    family = COUNTY[0]
    for worry in WORRIES:
        said = said_about(family.children[0], family, worry)
        for words in (said.worried, said.working_well, said.needs):
            assert words, worry.key
            assert "{" not in words
            assert list(prompts(words)) == [], worry.key


def test_near_namesakes_are_different_children() -> None:
    named: list[CastChild] = [child for child in CHILDREN if child.family.startswith("Marlow")]
    assert len({child.nhs for child in named}) == len(named) == 3

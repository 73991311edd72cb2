"""The gate asks the ledger of agreement before anything leaves that rests on it, and never before what keeps a child safe."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from holdfast.comms.templates import FAMILY, SERVICE, TEMPLATES
from holdfast.disclosure import gate, resting
from holdfast.disclosure.models import Release
from holdfast.disclosure.types import Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Setting
from holdfast.records import actions
from holdfast.rules.agreement import PURPOSES

pytestmark = pytest.mark.django_db
CHECKER = Recipient("staff", "nurse@testshire.example")
EARLY_HELP = Recipient(SERVICE, "early.help@testshire.example")
PREVENT = Recipient(SERVICE, "prevent@testshire.example")


@pytest.fixture
def mash(person: Any, looking: Any) -> Any:
    viewer = person("mash-screener")
    looking(viewer)
    for key, to in (("routes.early_help", EARLY_HELP), ("routes.prevent", PREVENT)):
        Setting.objects.create(partnership_id=viewer.here, key=key, value=to.address, reason="As they asked.", valid_from=today())
    return viewer


@pytest.fixture
def child(mash: Any) -> Any:
    return actions.create_child(by=mash, given="Maya", family="Arkwright")


@pytest.fixture
def said(mash: Any, child: Any) -> Any:
    """`said("early_help", "refused")`: one more line of the ledger, by the child's mother."""
    mother = actions.relate(by=mash, child_id=child.pk, kind="mother", person={"given": "Ann", "family": "Arkwright"}).person_id

    def write(purpose: str, answer: str, **more: Any) -> None:
        words = {"words_version": "Leaflet 3"} if answer == "given" else {}
        actions.record_agreement(
            by=mash, child_id=child.pk, purpose=purpose, answer=answer, person_id=mother, capacity="adult", **{**words, **more}
        )

    return write


def ring(by: Any, to: Recipient, *children: Any) -> Any:
    return gate.clear(by=by, template="onward.ring-mash", recipient=to, reference="R7K2-M4QX", children=children)


def ask(by: Any, *children: Any) -> Any:
    facts = {"link": "https://holdfast.example/checks/1/", "due": "Tuesday 24 November 2026, 4:30pm"}
    return gate.clear(by=by, template="check.asked", recipient=CHECKER, reference="R7K2-M4QX", facts=facts, children=children)


class TestEarlyHelp:
    def test_is_not_asked_to_ring_while_nobody_has_agreed(self, mash: Any, child: Any) -> None:
        with pytest.raises(Refused, match="rests on agreement"):
            ring(mash, EARLY_HELP, child.pk)
        assert Release.objects.count() == 0

    def test_is_asked_once_it_is_agreed_and_not_after_it_is_withdrawn(self, mash: Any, child: Any, said: Any) -> None:
        said("early_help", "given", until=today() + timedelta(days=1))
        assert ring(mash, EARLY_HELP, child.pk)
        said("early_help", "withdrawn")
        with pytest.raises(Refused, match="does not agree"):
            ring(mash, EARLY_HELP, child.pk)

    def test_one_child_of_several_who_did_not_agree_holds_it(self, mash: Any, child: Any, said: Any) -> None:
        said("early_help", "given")
        brother = actions.create_child(by=mash, given="Eli", family="Arkwright")
        with pytest.raises(Refused, match="rests on agreement"):
            ring(mash, EARLY_HELP, child.pk, brother.pk)

    def test_the_refusal_says_the_way_on(self, mash: Any, child: Any) -> None:
        with pytest.raises(Refused, match="Open the child's record, go to People and then Agreement"):
            ring(mash, EARLY_HELP, child.pk)


class TestKeepingAChildSafe:
    def test_waits_for_no_agreement(self, mash: Any, child: Any, said: Any) -> None:
        said("early_help", "refused")
        said("checks", "refused")
        assert ring(mash, PREVENT, child.pk)

    def test_a_check_goes_unless_somebody_said_no_and_nobody_answered_it(self, mash: Any, child: Any, said: Any) -> None:
        assert ask(mash, child.pk)
        said("checks", "refused")
        with pytest.raises(Refused, match="Record first why"):
            ask(mash, child.pk)
        actions.record_agreement(
            by=mash,
            child_id=child.pk,
            purpose="checks",
            answer="overridden",
            lawful_basis="public_task",
            reason="In danger tonight.",
        )
        assert ask(mash, child.pk)

    def test_a_child_of_whom_there_is_no_record_has_no_ledger(self, mash: Any) -> None:
        assert ask(mash)
        assert ring(mash, EARLY_HELP)


class TestTheFamily:
    TO = Recipient(FAMILY, "mother@home.example")

    def test_whoever_said_that_they_may_not_be_written_to_is_not(self, mash: Any, child: Any, said: Any) -> None:
        resting.check(mash, resting.of("found.notice", self.TO), [child.pk])  # nobody asked: safe to tell is asked by name
        said("contact", "refused")
        with pytest.raises(Refused, match="Who may contact the family"):
            resting.check(mash, resting.of("found.notice", self.TO), [child.pk])


def test_a_refusal_holds_for_somebody_who_may_not_read_the_ledger(person: Any, mash: Any, child: Any, said: Any) -> None:
    said("checks", "refused")
    writer = person("referring-professional")
    with acting_as(writer), pytest.raises(Refused, match="does not agree"):
        ask(writer, child.pk)


def test_whoever_forgets_to_say_which_children_it_is_about_is_stopped(mash: Any) -> None:
    with pytest.raises(LookupError, match="say which children"):
        gate.clear(by=mash, template="onward.ring-mash", recipient=EARLY_HELP, reference="R7K2-M4QX")


def test_the_table_names_messages_services_and_purposes_that_exist(partnership: Any) -> None:
    with acting_as(Viewer.job("tests", partnership.pk)):
        assert set(resting.BY_TEMPLATE) <= set(TEMPLATES)
        assert set(resting.BY_SERVICE) <= set(gate.SERVICES)
        tables = (resting.BY_TEMPLATE, resting.BY_SERVICE, resting.BY_READER)
        assert {purpose for table in tables for purpose in table.values()} <= set(PURPOSES)

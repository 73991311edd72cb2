"""A closed record is opened in an emergency, or asked for; those who have the case are told, and a manager looks at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from holdfast.access.models import BreakGlass, Membership
from holdfast.access.types import GlassState
from holdfast.audit.models import Event
from holdfast.comms.models import Message
from holdfast.journeys import break_glass as journeys
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.time import frozen, now
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, queries, search
from holdfast.records.types import RelationKind
from holdfast.work.models import Duty

WHY = "Missing since four o'clock and last seen at the coach station."


@pytest.fixture
def anything(mash: Any) -> Callable[[Any], Any]:
    """Rows as they are, whoever may read them."""

    def rows(model: Any) -> Any:
        with acting_as(Viewer.job("tests", mash.here)):
            return list(model.objects.filter(partnership_id=mash.here).order_by("created_at"))

    return rows


def opens(viewer: Any, child: Any) -> bool:
    with acting_as(viewer):
        return queries.opens(viewer, child.pk)


def breaks(viewer: Any, child_id: Any, reason: str = WHY) -> Any:
    with acting_as(viewer):
        return journeys.break_glass(by=viewer, child_id=child_id, reason=reason)


def restricted(person: Any, child: Any, level: str = "invisible") -> Any:
    manager = person("mash-manager")
    with acting_as(manager):
        actions.involve(by=manager, child_id=child.pk, user_id=manager.person_id, role="Manager")
        actions.restrict(by=manager, child_id=child.pk, reason="A relative works here", level=level)
    return manager


class TestOpeningAtOnce:
    def test_police_open_a_restricted_record_for_a_few_hours_and_it_closes_by_itself(self, person, make_child):
        child, officer = make_child(), person("police-officer")
        restricted(person, child)
        assert not opens(officer, child)
        made = breaks(officer, child.pk)
        assert made.state == GlassState.OPENED
        assert opens(officer, child)
        with frozen(now() + timedelta(hours=11, minutes=59)):
            assert opens(officer, child)
        with frozen(now() + timedelta(hours=12, minutes=1)):
            assert not opens(officer, child)

    def test_a_social_worker_opens_what_is_closed_only_because_they_do_not_work_with_the_child(self, person, make_child):
        child, worker = make_child(), person("social-worker")
        assert breaks(worker, child.pk).state == GlassState.OPENED
        assert opens(worker, child)

    def test_a_reason_is_needed_and_nothing_opens_without_one(self, person, make_child):
        child, officer = make_child(), person("police-officer")
        with pytest.raises(Faulty, match="why you need"):
            breaks(officer, child.pk, "please")
        assert not opens(officer, child)

    def test_a_teacher_does_not(self, person, make_child):
        with pytest.raises(Refused, match="Your role"):
            breaks(person("referring-professional"), make_child().pk)

    def test_whoever_has_the_case_and_their_manager_are_told_at_once_without_a_name(
        self, person, make_child, worker_of, anything
    ):
        child, officer, manager = make_child(), person("police-officer"), person("exploitation-manager")
        worker = worker_of(child)
        Membership.objects.filter(user_id=worker.me).update(supervisor_id=manager.me)
        breaks(officer, child.pk)
        told = {row.user_id for row in anything(Duty) if row.kind == journeys.NOTICE}
        assert told == {worker.me, manager.me}
        sent = anything(Message)
        assert {row.recipient_user_id for row in sent} == told
        assert all("Arkwright" not in row.subject + row.body for row in sent)

    def test_a_person_of_the_case_opens_nothing_and_is_told_what_a_stranger_is_told(self, person, mash, make_child):
        child, officer = make_child(), person("police-officer", name="Ros Arkwright")
        actions.relate(by=mash, child_id=child.pk, kind=RelationKind.RELATIVE, person={"given": "Ros", "family": "Arkwright"})
        assert breaks(officer, child.pk) is None
        assert breaks(officer, uuid4()) is None
        assert not opens(officer, child)

    def test_it_is_audited_with_ids_alone(self, person, make_child):
        child, officer = make_child(), person("police-officer")
        breaks(officer, child.pk)
        with acting_as(officer):
            row = Event.objects.get(verb="child.break-glass", child_id=child.pk)
        assert row.person_id == officer.me
        assert "coach" not in str(row.detail)


class TestTheManagersLook:
    def test_waits_on_a_clock_and_ends_when_somebody_else_has_looked(self, person, make_child, anything):
        child, officer, manager = make_child(), person("police-officer"), person("mash-manager")
        made = breaks(officer, child.pk)
        duty = next(row for row in anything(Duty) if row.kind == journeys.REVIEW)
        assert duty.role == "mash-manager"
        assert timedelta(hours=23) < duty.due_at - now() <= timedelta(hours=24)
        with acting_as(manager):
            journeys.review_opening(by=manager, opening=made, fitting=True, review="I rang the sergeant: the child was there.")
        assert not next(row for row in anything(Duty) if row.kind == journeys.REVIEW).live
        assert opens(officer, child), "it was fitting, and lasts its hours"

    def test_ends_an_opening_that_was_not_fitting(self, person, make_child):
        child, officer, manager = make_child(), person("police-officer"), person("mash-manager")
        made = breaks(officer, child.pk)
        with acting_as(manager):
            journeys.review_opening(by=manager, opening=made, fitting=False, review="No child was missing.")
        assert not opens(officer, child)

    def test_is_never_ones_own(self, person, make_child):
        child = make_child()
        both = person("police-officer", "head-of-service")
        restricted(person, child)
        made = breaks(both, child.pk)
        with acting_as(both), pytest.raises(Refused, match="Another manager"):
            journeys.review_opening(by=both, opening=made, fitting=True, review="Fine")


class TestAskingForARestrictedRecord:
    def test_a_screener_asks_and_the_manager_in_the_circle_lets_them_in_for_a_time(self, person, make_child, anything):
        child, screener = make_child(), person("mash-screener")
        manager = restricted(person, child)
        asked = breaks(screener, child.pk)
        assert asked.state == GlassState.ASKED
        assert not opens(screener, child)
        assert next(row for row in anything(Duty) if row.kind == journeys.ANSWER).user_id == manager.me
        with acting_as(manager):
            journeys.answer_request(by=manager, opening=asked, grant=True, hours=48, answer="Needed for the new referral.")
        assert opens(screener, child)
        with frozen(now() + timedelta(hours=49)):
            assert not opens(screener, child)

    def test_is_refused_with_a_reason_and_opens_nothing(self, person, make_child):
        child, screener = make_child(), person("mash-screener")
        manager = restricted(person, child)
        asked = breaks(screener, child.pk)
        with acting_as(manager):
            journeys.answer_request(by=manager, opening=asked, grant=False, hours=0, answer="I answer the referral myself.")
        assert not opens(screener, child)

    def test_is_answered_by_nobody_who_cannot_open_it(self, person, make_child):
        child, screener, other = make_child(), person("mash-screener"), person("mash-manager")
        restricted(person, child)
        asked = breaks(screener, child.pk)
        with acting_as(other), pytest.raises(Refused, match="not among those named"):
            journeys.answer_request(by=other, opening=asked, grant=True, hours=1, answer="Yes")

    def test_asking_twice_is_asking_once(self, person, make_child, anything):
        child, screener = make_child(), person("mash-screener")
        restricted(person, child)
        breaks(screener, child.pk)
        breaks(screener, child.pk)
        assert len(anything(BreakGlass)) == 1


class TestTheName:
    def test_is_found_by_name_alone_where_the_restriction_leaves_it(self, person, mash, make_child):
        child = make_child()
        actions.add_part(by=mash, part="address", child_id=child.pk, lines="7 Orchard Lane", town="Mere", postcode="MX4 4ZZ")
        restricted(person, child, level="name")
        with acting_as(mash):
            found = search.search(mash, "Maya Arkwright").found
            assert [(one.name, one.restricted, one.born_earliest, one.place) for one in found] == [
                ("Maya Arkwright", True, None, "")
            ]
            for words in ("7 Orchard Lane", "MX4 4ZZ", "4/3/2012"):
                assert search.search(mash, words).found == (), words
        assert not opens(mash, child)

    def test_is_found_by_nothing_where_it_is_invisible_or_they_are_in_the_case(self, person, mash, make_child):
        child, relative = make_child(), person("mash-screener", name="Ros Arkwright")
        actions.relate(by=mash, child_id=child.pk, kind=RelationKind.RELATIVE, person={"given": "Ros", "family": "Arkwright"})
        restricted(person, child, level="name")
        with acting_as(relative):
            assert search.search(relative, "Maya Arkwright").found == ()
        other = make_child("Leon", "Tarrow")
        restricted(person, other)
        with acting_as(mash):
            assert search.search(mash, "Leon Tarrow").found == ()


class TestThePages:
    def test_answer_the_same_for_a_hidden_record_and_for_none(self, client_for, person, make_child):
        child, screener = make_child(), person("mash-screener")
        restricted(person, child)
        client = client_for(screener)
        pages = [client.get(reverse("child-closed", args=[pk])) for pk in (child.pk, uuid4())]
        assert [page.status_code for page in pages] == [200, 200]
        missing = [client.get(reverse("child", args=[pk])) for pk in (child.pk, uuid4())]
        assert [page.status_code for page in missing] == [404, 404]
        assert all("ask to open a record that is closed to you" in page.content.decode() for page in missing)
        asked = [client.post(reverse("child-closed", args=[pk]), {"reason": WHY}) for pk in (child.pk, uuid4())]
        assert [page.status_code for page in asked] == [200, 200]
        said = [page.content.decode().partition("<main")[2].partition("</main>")[0] for page in asked]
        assert said[0] == said[1]
        typed = [
            {"given": "Maya", "family": family, "born_day": "4", "born_month": "3", "born_year": "2012", "reason": WHY}
            for family in ("Arkwright", "Nobody")
        ]
        named = [client.post(reverse("children-closed"), one) for one in typed]
        assert [page.status_code for page in named] == [200, 200]
        assert "Nothing opened at once" in named[0].content.decode()
        assert "Nothing opened at once" in named[1].content.decode()

    def test_open_at_once_for_the_emergency_duty_team_and_are_looked_at_by_a_manager(self, client_for, person, make_child):
        child, worker, manager = make_child(), person("emergency-duty"), person("mash-manager")
        restricted(person, child)
        answer = client_for(worker).post(reverse("child-closed", args=[child.pk]), {"reason": WHY})
        assert answer["Location"] == reverse("child", args=[child.pk])
        client = client_for(manager)
        page = client.get(reverse("openings")).content.decode()
        assert WHY.replace("'", "&#39;") in page
        with acting_as(manager):
            row = BreakGlass.objects.get(child_id=child.pk)
        at = reverse("opening", args=[row.pk])
        assert client.post(at, {"fitting": "yes"}).status_code == 200, "the words are needed"
        assert client.post(at, {"fitting": "yes", "review": "I rang them."}).status_code == 302
        assert "I rang them." in client.get(at).content.decode()

    def test_of_an_opening_are_not_there_for_others(self, client_for, person, make_child):
        child, officer = make_child(), person("police-officer")
        made = breaks(officer, child.pk)
        assert client_for(person("mash-screener")).get(reverse("opening", args=[made.pk])).status_code == 404
        assert client_for(officer).get(reverse("opening", args=[made.pk])).status_code == 200


def test_a_place_outlives_no_hour_of_its_own_in_lists_either(person, make_child, mash):
    child, officer = make_child(), person("police-officer")
    breaks(officer, child.pk)
    with frozen(now() + timedelta(hours=13)), acting_as(mash):
        assert officer.me not in {place.user_id for place in queries.circle(mash, child.pk)}

"""Records opened by people whom no task brought there: who is asked why, what is listed, and what a reviewer makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from holdfast.access.actions import keep_home
from holdfast.access.models import Exclusion, Restriction, StaffHome, User
from holdfast.audit.models import Event
from holdfast.journeys import openings as journeys
from holdfast.journeys.relation import JOB, asks_why
from holdfast.keeping.models import Breach
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import frozen, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, openings
from holdfast.records.likeness import places_of
from holdfast.records.models import ReasonGiven, UnrelatedOpening
from holdfast.rules.openings import GROUNDS, Finding, Ground, is_listed
from holdfast.work.actions import finish, open_duty
from holdfast.work.models import Duty
from holdfast.work.types import Responsible

WHY = "The school rang about him; I looked whether he is known."


@pytest.fixture
def child(make_child: Any) -> Any:
    return make_child("Tegan", "Ashdown")


@pytest.fixture
def stranger(person: Any) -> Any:
    """Reads every child by role, and has nothing to do with this one."""
    return person("exploitation-manager", name="Ros Penhale")


@pytest.fixture
def manager(person: Any) -> Any:
    return person("mash-manager")


@pytest.fixture
def governor(person: Any) -> Any:
    return person("information-governance")


def opened(viewer: Any, child: Any) -> None:
    with acting_as(viewer):
        actions.note_opened(by=viewer, child=child, page="child")


@pytest.fixture
def look(mash: Any) -> Callable[[], list[UnrelatedOpening]]:
    """The nightly job, run now. Gives everything that is listed."""

    def run() -> list[UnrelatedOpening]:
        with acting_as(Viewer.job(JOB, mash.here)) as job:
            journeys.look_for_unrelated(by=job)
            return list(UnrelatedOpening.objects.filter(partnership_id=job.here).order_by("created_at"))

    return run


def duties(viewer: Any, kind: str) -> list[Duty]:
    with acting_as(Viewer.job("tests", viewer.here)):
        return list(Duty.objects.filter(partnership_id=viewer.here, kind=kind).order_by("created_at"))


def settle(viewer: Any, opening: Any, finding: Finding = Finding.IN_ORDER, **more: Any) -> Any:
    with acting_as(viewer):
        return journeys.review(by=viewer, opening=opening, finding=finding, words="I asked, and the log says so.", **more)


class TestWhoIsAskedWhy:
    def test_somebody_without_a_task_is_and_says_it_once(self, stranger: Any, child: Any) -> None:
        with acting_as(stranger):
            assert asks_why(stranger, child.pk)
            actions.say_why(by=stranger, child_id=child.pk, words=WHY)
            assert not asks_why(stranger, child.pk)
        with frozen(now() + timedelta(hours=13)), acting_as(stranger):
            assert asks_why(stranger, child.pk)

    def test_somebody_of_the_circle_is_not(self, stranger: Any, child: Any, mash: Any) -> None:
        actions.involve(by=mash, child_id=child.pk, user_id=stranger.me, role="Chair")
        with acting_as(stranger):
            assert not asks_why(stranger, child.pk)

    def test_nobody_who_opens_their_own_circle_alone_is(self, child: Any, worker_of: Any) -> None:
        worker = worker_of(child)
        with acting_as(worker):
            assert not asks_why(worker, child.pk)

    def test_a_task_explains_it_and_one_that_was_done_does_for_a_fortnight(self, stranger: Any, child: Any, mash: Any) -> None:
        open_duty(
            by=mash, kind="tests.task", subject=child, what="Ring the school", responsible=Responsible(user_id=stranger.me),
            due_at=now(), child_id=child.pk,
        )  # fmt: skip
        with acting_as(stranger):
            assert not asks_why(stranger, child.pk)
            finish(by=stranger, subject=child, kind="tests.task")
            assert not asks_why(stranger, child.pk)
        with frozen(now() + timedelta(days=20)), acting_as(stranger):
            assert asks_why(stranger, child.pk)

    def test_a_brother_of_somebody_one_works_with_is_no_stranger(
        self, stranger: Any, child: Any, make_child: Any, mash: Any
    ) -> None:
        brother = make_child("Rhys", "Ashdown")
        actions.relate(by=mash, child_id=child.pk, kind="sibling", other_child_id=brother.pk)
        actions.involve(by=mash, child_id=brother.pk, user_id=stranger.me, role="Chair")
        with acting_as(stranger):
            assert not asks_why(stranger, child.pk)

    def test_the_record_asks_at_its_top_keeps_the_words_and_audits_ids_alone(
        self, stranger: Any, child: Any, client_for: Any
    ) -> None:
        client, page = client_for(stranger), reverse("child-people", args=[child.pk])
        say = reverse("child-why", args=[child.pk])
        assert "No task of yours brought you" in client.get(page).content.decode()
        short = client.post(say, {"words": "hm", "tab": "child-people"})
        assert "Say in a sentence why" in short.content.decode()
        assert "hm</textarea>" in short.content.decode()
        assert client.post(say, {"words": WHY, "tab": "child-people"})["Location"] == page
        assert "No task of yours brought you" not in client.get(page).content.decode()
        with acting_as(stranger):
            assert ReasonGiven.objects.get(child_id=child.pk).words == WHY
            event = Event.objects.get(verb="child.say-why", child_id=child.pk)
        assert "school" not in str(event.detail)

    def test_a_record_that_does_not_open_asks_nobody(self, person: Any, child: Any, client_for: Any) -> None:
        outsider = person("social-worker")
        assert client_for(outsider).post(reverse("child-why", args=[child.pk]), {"words": WHY}).status_code == 404


class TestTheDailyLook:
    def test_lists_an_opening_without_a_task_once_however_often_it_runs(self, stranger: Any, child: Any, look: Any) -> None:
        opened(stranger, child)
        opened(stranger, child)
        first, second = look(), look()
        assert [row.pk for row in first] == [row.pk for row in second]
        (row,) = second
        assert (row.user_id, row.child_id, row.times, row.grounds) == (stranger.me, child.pk, 2, ["no-task"])
        assert len(duties(stranger, journeys.LOOK)) == 1

    def test_lists_nobody_whose_work_brought_them(self, stranger: Any, child: Any, mash: Any, look: Any) -> None:
        actions.involve(by=mash, child_id=child.pk, user_id=stranger.me, role="Chair")
        opened(stranger, child)
        assert look() == []

    def test_says_that_they_have_the_family_name_of_somebody_in_the_case(
        self, person: Any, child: Any, mash: Any, look: Any
    ) -> None:
        actions.relate(by=mash, child_id=child.pk, kind="mother", person={"given": "Ann", "family": "O'Hara"})
        opened(person("mash-screener", name="Finn O'Hara"), child)
        assert look()[0].grounds == ["no-task", "surname"]

    @pytest.mark.parametrize(("street", "ground"), [("1 Mill Lane", "address"), ("7 Mill Lane", "postcode")])
    def test_lists_a_neighbour_even_with_a_task_and_keeps_no_address_of_theirs(
        self, street: str, ground: str, stranger: Any, child: Any, mash: Any, person: Any, look: Any
    ) -> None:
        actions.add_part(by=mash, part="address", child_id=child.pk, lines="1 Mill Lane", postcode="HR1 1AA")
        actions.involve(by=mash, child_id=child.pk, user_id=stranger.me, role="Chair")
        admin = person("administrator")
        with acting_as(admin):
            keep_home(by=admin, user=User.objects.get(pk=stranger.me), places=places_of(street, "hr1 1aa"))
            kept = StaffHome.objects.get(user_id=stranger.me)
        assert not any("HR1" in key.upper() or "mill" in key for key in kept.keys)
        opened(stranger, child)
        assert look()[0].grounds == [ground]

    def test_a_managers_own_opening_rests_on_information_governance(
        self, manager: Any, governor: Any, child: Any, look: Any
    ) -> None:
        opened(manager, child)
        (row,) = look()
        assert [duty.role for duty in duties(manager, journeys.LOOK)] == ["information-governance"]
        with acting_as(manager):
            assert openings.to_review(manager).waiting == []
            with pytest.raises(NotHere):
                openings.one(manager, row.pk)
        with acting_as(governor):
            assert len(openings.to_review(governor).waiting) == 1

    def test_a_reviewer_who_is_a_person_of_the_case_does_not_find_it(
        self, stranger: Any, manager: Any, child: Any, look: Any
    ) -> None:
        opened(stranger, child)
        look()
        with acting_as(Viewer.job("tests", manager.here)):
            Exclusion.objects.create(
                partnership_id=manager.here, child_id=child.pk, user_id=manager.me, about_id=child.pk, why="same name"
            )
        with acting_as(manager):
            assert openings.to_review(manager).waiting == []


class TestTheReview:
    @pytest.fixture
    def row(self, stranger: Any, child: Any, look: Any) -> UnrelatedOpening:
        opened(stranger, child)
        with acting_as(stranger):
            actions.say_why(by=stranger, child_id=child.pk, words=WHY)
        return look()[0]

    def test_says_who_whose_record_when_why_it_is_listed_and_what_they_said(
        self, row: Any, manager: Any, client_for: Any
    ) -> None:
        client = client_for(manager)
        for name, args in (("unrelated-openings", []), ("unrelated-opening", [row.pk])):
            page = client.get(reverse(name, args=args)).content.decode()
            for words in ("Ros Penhale", "Tegan Ashdown", GROUNDS[Ground.NO_TASK].words, WHY):
                assert words in page, (name, words)
        assert "Tegan" not in page.partition("<title>")[2].partition("</title>")[0]

    def test_information_governance_and_managers_outside_a_restricted_record_read_no_name(
        self, row: Any, manager: Any, governor: Any, client_for: Any
    ) -> None:
        with acting_as(Viewer.job("tests", manager.here)):
            Restriction.objects.create(
                partnership_id=manager.here, child_id=row.child_id, reason="Staff's own family", from_date=today()
            )
        for viewer in (manager, governor):
            page = client_for(viewer).get(reverse("unrelated-opening", args=[row.pk])).content.decode()
            assert "A record that does not open to you" in page
            assert "Tegan" not in page

    def test_in_order_settles_it_and_the_duty_of_the_day_is_done(self, row: Any, manager: Any) -> None:
        assert settle(manager, row).settled_at is not None
        assert [duty.state for duty in duties(manager, journeys.LOOK)] == ["done"]
        with pytest.raises(Refused, match="settled this already"):
            settle(manager, row)

    def test_talk_to_them_leaves_it_open_with_whoever_asks_until_they_say_what_came_of_it(self, row: Any, manager: Any) -> None:
        assert settle(manager, row, Finding.TALK).settled_at is None
        (asks,) = duties(manager, journeys.TALK)
        assert (asks.user_id, asks.state) == (manager.me, "open")
        settle(manager, row, Finding.IN_ORDER)
        assert duties(manager, journeys.TALK)[0].state == "done"

    @pytest.mark.parametrize("who", ["manager", "governor"])
    def test_a_breach_goes_into_the_breach_log_with_its_clock(self, who: str, row: Any, request: Any) -> None:
        viewer = request.getfixturevalue(who)
        with pytest.raises(Faulty, match="who may be in danger"):
            settle(viewer, row, Finding.BREACH)
        settle(viewer, row, Finding.BREACH, in_danger="The mother was rung at once.")
        with acting_as(Viewer.job("tests", viewer.here)):
            breach = Breach.objects.get(partnership_id=viewer.here)
        assert breach.in_danger == "The mother was rung at once."
        assert [duty.role for duty in duties(viewer, "breach.regulator")] == ["information-governance"]

    def test_nobody_else_finds_the_list(self, row: Any, person: Any, stranger: Any, client_for: Any) -> None:
        for viewer in (stranger, person("mash-screener"), person("administrator")):
            assert client_for(viewer).get(reverse("unrelated-openings")).status_code == 403
            assert client_for(viewer).get(reverse("unrelated-opening", args=[row.pk])).status_code == 403

    def test_reading_the_list_is_audited_by_ids(self, row: Any, manager: Any, client_for: Any) -> None:
        client_for(manager).get(reverse("unrelated-opening", args=[row.pk]))
        with acting_as(manager):
            assert Event.objects.filter(verb="opening.read", child_id=row.child_id, person_id=manager.me).count() == 1

    def test_what_is_late_says_so(self, row: Any, manager: Any, client_for: Any) -> None:
        with frozen(now() + timedelta(hours=30)):
            page = client_for(manager).get(reverse("unrelated-openings")).content.decode()
        assert "hf-clock--late" in page


def test_a_surname_alone_is_no_reason_while_somebodys_work_brought_them() -> None:
    assert not is_listed([Ground.SURNAME])
    assert is_listed([Ground.SURNAME, Ground.NO_TASK])
    assert is_listed([Ground.POSTCODE])
    assert not is_listed([])

"""Who can see a child and why: the explanation says yes exactly where `visible` does, and says it in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from holdfast.access.explanation import everybody, explain
from holdfast.access.looking import LOOKED, MOST, READ_BACK, who_looked
from holdfast.access.models import Circle, Exclusion, Membership, Restriction, Team, TeamPlace, User
from holdfast.access.posts import posts_of, viewer_for
from holdfast.access.roles import GRANTS
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions
from holdfast.records.models import Child

DAY = timedelta(days=1)


def seen_by(user: User, children: list[Child]) -> set[Any]:
    """Which of the children the rule itself opens to somebody, in any of their posts."""
    found: set[Any] = set()
    with acting_as(Viewer(person_id=user.pk)):
        viewers = [viewer_for(user, post) for post in posts_of(user)]
    for viewer in viewers:
        with acting_as(viewer):
            found |= set(visible(viewer, Child).filter(pk__in=[one.pk for one in children]).values_list("pk", flat=True))
    return found


def place(child: Child, agency: Any, who: Viewer, *, allocated: bool = False, since: int = 5, until: int | None = None) -> None:
    last = today() + until * DAY if until is not None else None
    Circle.objects.create(
        partnership_id=who.here, child_id=child.pk, user_id=who.me, agency=agency, reason="Works with the child",
        allocated=allocated, from_date=today() - since * DAY, until=last,
    )  # fmt: skip


@pytest.fixture
def county(mash: Viewer, make_child: Callable[..., Child], person: Callable[..., Viewer], agency: Any) -> list[Child]:
    """Four children, and everybody in every role in the circle of some and not of others: yesterday's, today's, tomorrow's."""
    children = [make_child("Child", f"Number{number}") for number in range(4)]
    for number, role in enumerate(sorted(GRANTS)):
        inside, outside, before, after, shut = (person(role) for _ in range(5))
        for child in children[: 1 + number % 4]:
            place(child, agency, inside, allocated=number % 2 == 0)
        place(children[1], agency, before, until=-1)
        place(children[1], agency, after, since=-1)
        place(children[2], agency, shut)
        Exclusion.objects.create(
            partnership_id=mash.here, child_id=children[2].pk, user_id=shut.me, about_id=new_id(), why="same name"
        )
        assert outside.person_id
    team = Team.objects.create(partnership_id=mash.here, agency=agency, name="Duty team")
    for role in ("social-worker", "police-officer", "administrator", "mash-screener"):
        person(role, team=team)
    gone = person("social-worker", team=team)
    Membership.objects.filter(user_id=gone.me).update(until=today() - DAY)
    for child, last in ((children[0], None), (children[1], today() - DAY), (children[2], None), (children[3], today())):
        TeamPlace.objects.create(
            partnership_id=mash.here, child_id=child.pk, team=team, reason="Duty", from_date=today() - DAY, until=last
        )
    both = person("auditor", "social-worker")
    place(children[3], agency, both)
    User.objects.filter(pk=person("mash-screener").me).update(is_active=False)
    for child, until in ((children[2], None), (children[3], today() - DAY)):
        Restriction.objects.create(
            partnership_id=mash.here, child_id=child.pk, reason="Private", from_date=today() - 9 * DAY, until=until
        )
    return children


@pytest.mark.usefixtures("db")
def test_the_explanation_says_yes_for_somebody_exactly_where_the_rule_opens_the_record(county: list[Child], mash: Viewer) -> None:
    said = {child.pk: everybody(mash, child.pk) for child in county}
    opened = {user.pk: seen_by(user, county) for user in User.objects.filter(is_active=True)}
    for child in county:
        assert said[child.pk] == {user for user, children in opened.items() if child.pk in children}, child.family
        assert set() < said[child.pk] < set(opened)


def test_the_numbers_by_role_are_those_who_open_the_record(county: list[Child], mash: Viewer) -> None:
    told = explain(mash, county[0].pk)
    screeners = next(one for one in told.reach if one.role == "MASH screener")
    held = User.objects.filter(memberships__role="mash-screener", memberships__partnership_id=mash.here, is_active=True)
    assert screeners.people == held.count() > 3
    assert explain(mash, county[2].pk).reach == ()


@pytest.fixture
def page_of(client_for: Callable[..., Any]) -> Callable[[Viewer, Child], str]:
    def words(viewer: Viewer, child: Child) -> str:
        answer = client_for(viewer).get(reverse("child-access", args=[child.pk]))
        assert answer.status_code == 200
        return str(answer.content.decode())

    return words


def test_the_page_says_why_in_a_sentence_with_the_day(
    make_child: Any, worker_of: Any, page_of: Any, mash: Viewer, looking: Any
) -> None:
    child = make_child()
    worker = worker_of(child)
    words = page_of(mash, child)
    name = User.objects.get(pk=worker.me).name
    assert f"<strong>{name}</strong>, social worker, Testshire Council" in words
    assert "because the case is allocated to them since" in words
    assert "MASH screener: 1 person" in words


def test_a_person_of_the_circle_whose_post_opens_no_record_is_said_to_open_nothing(
    make_child: Any, worker_of: Any, page_of: Any, mash: Viewer
) -> None:
    child = make_child()
    worker_of(child, allocated=False, role="referring-professional")
    words = page_of(mash, child)
    assert "In the circle, and not able to open the record" in words
    assert "no post of theirs opens records" in words


def test_only_a_manager_reads_why_a_record_is_restricted_and_who_is_shut_out(
    make_child: Any, worker_of: Any, page_of: Any, person: Any, mash: Viewer
) -> None:
    child, manager = make_child(), person("mash-manager")
    worker = worker_of(child)
    relative = person("mash-screener", name="Rosalind Fairfax")
    actions.involve(by=mash, child_id=child.pk, user_id=manager.me, role="Manager")
    actions.involve(by=mash, child_id=child.pk, user_id=relative.me, role="Screener")
    actions.relate(by=mash, child_id=child.pk, kind="relative", person={"given": "Rosalind", "family": "Fairfax"})
    actions.restrict(by=manager, child_id=child.pk, reason="A relative works in MASH")
    assert "A relative works in MASH" in page_of(manager, child)
    assert "Rosalind Fairfax" in page_of(manager, child)
    said = page_of(worker, child)
    assert "This record is restricted" in said
    assert "A relative works in MASH" not in said
    assert "Rosalind Fairfax" not in said


class TestWhoLooked:
    def test_a_manager_the_allocated_worker_and_nobody_else_reads_who_looked(
        self, make_child: Any, worker_of: Any, page_of: Any, person: Any, mash: Viewer
    ) -> None:
        child, manager, curious = make_child(), person("mash-manager"), person("mash-screener", name="Curious Colleague")
        worker, other = worker_of(child), worker_of(child, allocated=False)
        assert "Who looked" in page_of(curious, child)
        for viewer in (manager, worker):
            assert "Curious Colleague" in page_of(viewer, child)
        for viewer in (other, mash):
            words = page_of(viewer, child)
            assert "Curious Colleague" not in words
            assert "can read who looked" in words

    def test_openings_are_counted_and_the_last_to_look_is_on_top(
        self, make_child: Any, page_of: Any, person: Any, looking: Any
    ) -> None:
        child, manager = make_child(), person("mash-manager")
        first, second = person("mash-screener", name="Ada First"), person("mash-screener", name="Ben Second")
        for viewer in (first, second, second):
            page_of(viewer, child)
        looking(manager)
        assert [(look.name, look.times) for look in who_looked(manager, child.pk)] == [("Ben Second", 2), ("Ada First", 1)]

    def test_another_childs_openings_are_not_counted(self, make_child: Any, page_of: Any, person: Any, looking: Any) -> None:
        child, other, manager = make_child(), make_child("Other", "Child"), person("mash-manager")
        page_of(person("mash-screener"), other)
        looking(manager)
        assert who_looked(manager, child.pk) == []

    def test_it_is_read_by_the_childs_index_from_the_newest_and_stops(self, mash: Viewer, looking: Any) -> None:
        """So that a million events cost what a page of them costs: an index scan of one child, in order, and no more rows."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + LOOKED, [mash.here, new_id(), READ_BACK, MOST])
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Index Scan using audit_by_child on audit_event" in plan
        assert "partnership_id =" in plan
        assert "child_id =" in plan
        assert "position" not in "".join(line for line in plan.splitlines() if "Sort Key" in line), "read in order, not sorted"

    @pytest.mark.full
    def test_a_million_events_are_asked_in_under_a_second(self, make_child: Any, person: Any, looking: Any) -> None:
        child, manager = make_child(), person("mash-manager")
        looking(manager)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO audit_event (at, kind, verb, partnership_id, person_id, system, subject_kind, child_id, detail,"
                " request_id) SELECT now(), 'read', 'child.open', %s, %s, '', '', CASE WHEN n %% 50 = 0 THEN %s::uuid ELSE"
                " gen_random_uuid() END, '{}', '' FROM generate_series(1, 1000000) n",
                [manager.here, manager.me, child.pk],
            )
        started = time.perf_counter()
        looks = who_looked(manager, child.pk)
        assert time.perf_counter() - started < 1
        assert looks[0].times == READ_BACK

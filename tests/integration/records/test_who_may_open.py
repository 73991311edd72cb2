"""Who opens a child's record, and who finds nothing there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from holdfast.access.models import Exclusion
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import today
from holdfast.records import actions, queries, search
from holdfast.records.types import RelationKind


def test_mash_opens_every_record_of_the_partnership(mash, make_child):
    assert queries.child(mash, make_child().pk).given == "Maya"


def test_a_social_worker_opens_only_the_children_they_work_with(person, make_child, worker_of):
    child, other = make_child(), make_child("Other", "Child")
    worker = worker_of(child)
    assert queries.child(worker, child.pk) == child
    with pytest.raises(NotHere):
        queries.child(worker, other.pk)


def test_the_record_closes_to_a_worker_after_their_last_day(mash, make_child, worker_of):
    child = make_child()
    worker = worker_of(child)
    row = queries.involvements(mash, child.pk)[0]
    type(row).objects.filter(pk=row.pk).update(from_date=today() - timedelta(days=3))
    actions.close_involvement(
        by=mash,
        child_id=child.pk,
        involvement_id=row.pk,
        until=today() - timedelta(days=1),
        why="Case moved to another team",
    )
    with pytest.raises(NotHere):
        queries.child(worker, child.pk)


def test_a_referring_teacher_finds_no_record_and_no_search(person, make_child):
    child = make_child()
    teacher = person("referring-professional")
    with pytest.raises(NotHere):
        queries.child(teacher, child.pk)
    assert search.search(teacher, "Maya Arkwright").found == ()


def test_a_restricted_record_is_not_there_for_those_outside_the_circle(person, make_child, worker_of, looking):
    child = make_child()
    manager = person("mash-manager")
    other = person("mash-screener")
    actions.involve(by=manager, child_id=child.pk, user_id=manager.person_id, role="Manager")
    worker = worker_of(child)
    actions.restrict(by=manager, child_id=child.pk, reason="A relative works in MASH")
    with pytest.raises(NotHere):
        queries.child(other, child.pk)
    assert search.search(other, "Maya Arkwright").found == ()
    looking(worker)
    assert queries.child(worker, child.pk) == child
    looking(manager)
    actions.open_up(by=manager, child_id=child.pk, reason="The relative has moved to another team")
    looking(other)
    assert queries.child(other, child.pk) == child


def test_a_manager_restricts_only_what_they_themselves_can_still_open(person, make_child):
    child, manager = make_child(), person("mash-manager")
    with pytest.raises(Refused, match="Add yourself"):
        actions.restrict(by=manager, child_id=child.pk, reason="Private")


def test_a_screener_does_not_restrict_records(mash, make_child):
    with pytest.raises(Refused, match="Only a manager"):
        actions.restrict(by=mash, child_id=make_child().pk, reason="Private")


class TestAWorkerWhoIsInTheCase:
    """H10: whoever is, or seems to be, a person in the case is shut out of it and not told why."""

    def test_is_shut_out_by_their_email_address(self, mash, person, make_child):
        child = make_child()
        relative = person("mash-screener", name="Rosalind Arkwright")
        from holdfast.access.models import User

        email = User.objects.get(pk=relative.person_id).email
        actions.relate(by=mash, child_id=child.pk, kind=RelationKind.RELATIVE, person={"given": "Ros", "email": email.upper()})
        with pytest.raises(NotHere):
            queries.child(relative, child.pk)
        assert search.search(relative, "Maya Arkwright").found == ()
        assert queries.recent(relative) == []

    def test_is_shut_out_by_their_name_even_from_their_own_case(self, mash, person, make_child):
        child = make_child()
        worker = person("social-worker", name="Sean O'Malley-Price")
        actions.involve(by=mash, child_id=child.pk, user_id=worker.person_id, role="Social worker", lead=True, allocated=True)
        assert queries.child(worker, child.pk) == child
        actions.relate(
            by=mash,
            child_id=child.pk,
            kind=RelationKind.OF_CONCERN,
            person={"given": "Seán", "family": "OMalley Price"} | {"family": "O'Malley-Price"},
        )
        with pytest.raises(NotHere):
            queries.child(worker, child.pk)

    def test_opens_the_record_again_when_a_manager_says_it_is_somebody_else(self, mash, person, make_child, looking):
        child = make_child()
        namesake, manager = person("mash-screener", name="John Fairly"), person("mash-manager")
        actions.relate(by=mash, child_id=child.pk, kind=RelationKind.FATHER, person={"given": "John", "family": "Fairly"})
        assert not Exclusion.objects.exists(), "the screener who named the father does not see who was shut out"
        looking(manager)
        row = Exclusion.objects.get(child_id=child.pk)
        with pytest.raises(Refused, match="Only a manager"):
            actions.lift_exclusion(by=mash, exclusion=row, why="Not him")
        actions.lift_exclusion(by=manager, exclusion=row, why="The father was born in 1990, the screener in 1961")
        looking(namesake)
        assert queries.child(namesake, child.pk) == child

    def test_is_shut_out_when_their_account_is_made_after_they_were_recorded(self, mash, person, make_child, looking):
        from holdfast.journeys.people import DUTY, look_again
        from holdfast.kernel.viewer import Viewer
        from holdfast.work.models import Duty

        child = make_child()
        actions.relate(by=mash, child_id=child.pk, kind=RelationKind.LODGER, person={"given": "Guy", "family": "Tarrant-Lowe"})
        newcomer = person("mash-manager", name="Guy Tarrant-Lowe")
        assert queries.child(newcomer, child.pk) == child
        job = Viewer.job("records.look-again", mash.here)
        looking(job)
        assert look_again(by=job) == 1
        assert look_again(by=job) == 0
        duty = Duty.objects.get(kind=DUTY)
        assert duty.role == "head-of-service", "not the manager's role that the newcomer holds"
        with pytest.raises(NotHere):
            queries.child(newcomer, child.pk)

    def test_never_sees_that_they_are_shut_out(self, mash, person, make_child):
        child = make_child()
        manager = person("mash-manager", name="Dora Quick")
        actions.relate(by=mash, child_id=child.pk, kind=RelationKind.MOTHER, person={"given": "Dora", "family": "Quick"})
        assert queries.exclusions(manager, child.pk) == []


def test_another_partnerships_child_is_not_there(make_child, db):
    from tests.conftest import make_agency, make_partnership, make_person

    child = make_child()
    elsewhere = make_partnership()
    stranger = make_person(elsewhere, make_agency(elsewhere), ("mash-manager",))
    with pytest.raises(NotHere):
        queries.child(stranger, child.pk)
    assert search.search(stranger, "Maya Arkwright").found == ()

"""Access follows responsibility: handing over, covering, leaving, and a placement out of the county."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from holdfast.access.models import Absence, Membership
from holdfast.journeys import handing_over as journeys
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import frozen, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, handing, queries
from holdfast.work.models import Duty


def opens(viewer: Any, child: Any) -> bool:
    with acting_as(viewer):
        return queries.opens(viewer, child.pk)


def test_every_case_of_a_leaver_goes_to_another_and_the_record_with_it(person, make_child, worker_of):
    child, manager, successor = make_child(), person("mash-manager"), person("social-worker")
    worker = worker_of(child)
    with acting_as(manager):
        chosen = [row.pk for row in handing.cases_of(manager, worker.me)]
        journeys.hand_over(
            by=manager, from_user=worker.me, to_user=successor.me, involvement_ids=chosen, why="Moves to another county."
        )
        assert handing.cases_of(manager, successor.me)[0].allocated
        assert queries.allocated_worker(child.pk, manager.here).user_id == successor.me
    assert opens(successor, child)
    with frozen(now() + timedelta(days=1, hours=1)):
        assert opens(successor, child)
        assert not opens(worker, child)


def test_only_a_manager_hands_over_and_only_what_is_still_theirs(person, make_child, worker_of):
    child, manager, successor = make_child(), person("mash-manager"), person("social-worker")
    worker = worker_of(child)
    with acting_as(worker), pytest.raises(Refused, match="Only a manager"):
        journeys.hand_over(by=worker, from_user=worker.me, to_user=successor.me, involvement_ids=[], why="I leave.")
    with acting_as(manager), pytest.raises(Refused, match="changed since"):
        journeys.hand_over(by=manager, from_user=worker.me, to_user=successor.me, involvement_ids=[child.pk], why="Leaves.")


def test_a_cover_opens_the_same_records_until_the_absence_ends(person, make_child, worker_of):
    child, cover = make_child(), person("social-worker")
    worker = worker_of(child)
    assert not opens(cover, child)
    Absence.objects.create(
        partnership_id=worker.here, user_id=worker.me, cover_id=cover.me, from_date=today(), until=today() + timedelta(days=2)
    )
    assert opens(cover, child)
    with frozen(now() + timedelta(days=3)):
        assert not opens(cover, child)
        assert opens(worker, child)


def test_a_case_left_behind_is_a_duty_of_a_manager_until_it_is_handed_over(person, make_child, worker_of):
    child, manager, successor = make_child(), person("mash-manager"), person("social-worker")
    worker = worker_of(child)
    Membership.objects.filter(user_id=worker.me).update(until=today() - timedelta(days=1))
    job = Viewer.job("records.look-again", worker.here)
    with acting_as(job):
        assert journeys.look_for_left_behind(by=job) == 1
        journeys.look_for_left_behind(by=job)
    with acting_as(manager):
        duty = Duty.objects.get(kind=journeys.DUTY)
        assert duty.role == "mash-manager"
        journeys.hand_over(
            by=manager, from_user=worker.me, to_user=successor.me, why="Has left.",
            involvement_ids=[row.pk for row in handing.cases_of(manager, worker.me)],
        )  # fmt: skip
        assert not Duty.objects.get(kind=journeys.DUTY).live


def test_a_placement_out_of_the_county_closes_the_record_to_nobody_who_is_responsible(person, mash, make_child, worker_of):
    child = make_child()
    worker, reviewer = worker_of(child), worker_of(child, allocated=False, role="reviewing-officer")
    with acting_as(mash):
        actions.add_part(
            by=mash, part="placement", child_id=child.pk, kind="foster", provider="Elsewhere Fostering", from_date=today(),
            out_of_area=True,
        )  # fmt: skip
    assert opens(worker, child)
    assert opens(reviewer, child)


def test_the_pages_list_the_cases_and_hand_them_over(client_for, person, make_child, worker_of):
    child, manager, successor = make_child(), person("mash-manager"), person("social-worker")
    worker = worker_of(child)
    client = client_for(manager)
    assert reverse("worker-cases", args=[worker.me]) in client.get(reverse("workers")).content.decode()
    at = reverse("worker-cases", args=[worker.me])
    assert "Maya Arkwright" in client.get(at).content.decode()
    with acting_as(manager):
        row = handing.cases_of(manager, worker.me)[0]
    assert client.get(reverse("case-hand-over", args=[row.pk]))["Location"] == at
    assert client.post(at, {"cases": [str(row.pk)], "to_user": str(successor.me), "why": ""}).status_code == 200
    done = client.post(at, {"cases": [str(row.pk)], "to_user": str(successor.me), "why": "Leaves on Friday."})
    assert done.status_code == 302
    assert opens(successor, child)
    assert client_for(worker).get(at).status_code == 403

"""Two people, or two workers, at the same moment: one acknowledgement, one climb, one decision."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from tests.conftest import make_agency, make_partnership, make_person
from tests.integration.screening.conftest import referral_document


@pytest.fixture
def here(committed_database: str) -> Any:
    """People of a MASH in a database where changes are really committed, and one child on the queue."""
    from types import SimpleNamespace

    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.viewer import Viewer
    from holdfast.referrals.actions import Coming, submit
    from holdfast.referrals.types import Identity
    from holdfast.screening.actions import receive

    with acting_as(Viewer.job("tests", None)):
        partnership = make_partnership()
        agency = make_agency(partnership)
        roles = ("mash-screener", "mash-screener", "mash-manager", "head-of-service", "referring-professional")
        people = [make_person(partnership, agency, (role,)) for role in roles]
    with acting_as(people[4]):
        taken = submit(by=people[4], document=referral_document(), coming=Coming(Identity.ACCOUNT))
        child = receive(by=people[4], referral=taken.referral)[0]
    return SimpleNamespace(one=people[0], two=people[1], manager=people[2], head=people[3], child=child)


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """Do several things in the same moment, each on a connection of its own; gives what each answered or raised."""
    from django.db import connection

    gate = Barrier(len(doings))

    def run(do: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return do()
        except Exception as fault:  # what was refused is what the test looks at
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def test_two_screeners_who_acknowledge_at_once_make_one_owner(here) -> None:
    from holdfast.kernel.acting import acting_as
    from holdfast.screening.actions import acknowledge
    from holdfast.screening.models import HandOver

    def take(viewer: Any) -> Any:
        with acting_as(viewer):
            return acknowledge(by=viewer, screening=here.child).assigned_to_id

    owners = at_once(lambda: take(here.one), lambda: take(here.two))
    assert len(set(owners)) == 1
    with acting_as(here.one):
        assert HandOver.objects.count() == 1


def test_two_workers_that_climb_at_once_tell_each_manager_once(here) -> None:
    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.time import frozen, now
    from holdfast.kernel.viewer import Viewer
    from holdfast.work.climbing import climb
    from holdfast.work.models import Duty, Told

    job = Viewer.job("work.climb", here.one.here)
    with acting_as(job):
        Duty.objects.filter(kind="screening.acknowledge").update(next_climb_at=now() - timedelta(minutes=1))
        waiting = Duty.objects.filter(kind="screening.acknowledge").count()
    at = now()

    def run() -> int:
        with frozen(at), acting_as(job):
            return len(climb(by=job))

    counts = at_once(run, run)
    assert sum(counts) == waiting
    with acting_as(job):
        assert Told.objects.count() == waiting


def test_two_managers_who_ratify_at_once_make_one_decision(here) -> None:
    from holdfast.journeys.decision import ratify
    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.errors import Refused
    from holdfast.screening import actions
    from holdfast.screening.models import Decision
    from holdfast.screening.types import Consent

    with acting_as(here.one):
        child = actions.acknowledge(by=here.one, screening=here.child)
        actions.weigh_consent(by=here.one, screening=child, outcome=Consent.AGREED, reason="Agreed.", lawful_basis="public_task")
        proposal = actions.propose(by=here.one, screening=child, choice=actions.Choice(3, "assessment", "Threats."))

    def decide(viewer: Any) -> Any:
        with acting_as(viewer):
            return ratify(by=viewer, proposal=proposal)

    answers = at_once(lambda: decide(here.manager), lambda: decide(here.head))
    assert {type(answer) for answer in answers} == {Decision, Refused}
    with acting_as(here.one):
        assert Decision.objects.count() == 1

"""The demonstration's commands: refused in a real system; whole, repeatable and walled in a demonstration."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from holdfast.access.models import Exclusion
from holdfast.access.roles import GRANTS
from holdfast.demonstration.signins import days_since_loading, signins
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.records.models import Child, Summary
from holdfast.referrals.models import Referral
from holdfast.screening.models import Screening
from tests import databases
from tests.conftest import _using

_numbers = itertools.count(1)


@pytest.fixture
def county_database(django_db_blocker: Any) -> Iterator[str]:
    """A copy of the loaded county of this test's own."""
    name = f"holdfast_demonstration_{os.getpid()}_{next(_numbers)}"
    databases.create(name, databases.demonstration_template())
    with django_db_blocker.unblock(), _using(name):
        yield name
    databases.drop(name)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("words", [["demo"], ["demo", "load"], ["demo", "signins"], ["demo", "signins", "--json"]])
def test_a_real_system_refuses_every_demonstration_command(words: list[str]) -> None:
    with pytest.raises(CommandError, match="real system") as refused:
        call_command(*words)
    assert refused.value.returncode == 2
    assert not Partnership.objects.exists()


@pytest.mark.usefixtures("db")
def test_a_real_system_has_no_sign_ins() -> None:
    with pytest.raises(Refused):
        signins()


@pytest.mark.database
def test_the_sign_ins_cover_every_role_and_both_partnerships(county_database: str) -> None:
    printed = signins_of(county_database)
    assert {role for one in printed for role in one["roles"]} == set(GRANTS)
    assert len({one["partnership"] for one in printed}) == 2
    assert all(set(one) == {"email", "password", "roles", "agency", "partnership"} for one in printed)
    assert all(len(one["password"]) >= 12 for one in printed)


@pytest.mark.database
def test_loading_again_changes_nothing(county_database: str) -> None:
    before = list(Partnership.objects.order_by("pk").values_list("pk", "created_at"))
    said = told("demo", "load")
    assert said.strip() == "The county is already there."
    assert list(Partnership.objects.order_by("pk").values_list("pk", "created_at")) == before


@pytest.mark.database
def test_the_county_is_at_every_stage_and_the_wall_between_the_two_holds(county_database: str) -> None:
    counted = {}
    for partnership in Partnership.objects.order_by("created_at", "pk"):
        with acting_as(Viewer.job("tests", partnership.pk)):
            counted[partnership.slug] = (Child.objects.count(), Referral.objects.count())
            states = set(Screening.objects.values_list("state", flat=True))
            summed = Summary.objects.exclude(worried="").exclude(working_well="").exclude(needs="").count()
            shut_out = Exclusion.objects.filter(lifted_at=None, certain=False).count()
        if partnership.slug == "marchshire":
            assert states >= {"new", "screening", "proposed", "decided", "returned", "withdrawn"}
            assert summed >= 24
            assert shut_out == 1
    assert counted["marchshire"][0] == 306, "three hundred, and six old records whose time to be let go has come"
    assert counted["marchshire"][1] >= 100
    assert counted["isle-of-tarn"] == (8, 4)


@pytest.mark.database
def test_a_county_of_last_week_offers_to_date_itself_again(county_database: str) -> None:
    with acting_as(Viewer.nobody()):
        loaded = london_date(Partnership.objects.order_by("created_at")[0].created_at)
    assert days_since_loading(loaded + timedelta(days=9)) == 9
    with acting_as(Viewer.nobody()):
        Partnership.objects.update(created_at="2020-01-01T12:00:00Z")
    said = told("demo", "signins")
    assert "`bin/holdfast demo` dates it anew" in said


@pytest.mark.full
@pytest.mark.database
def test_reloading_dates_it_from_today_and_keeps_the_audit(county_database: str) -> None:
    """Among files of its own: those that go with the old county are still those of every other copy of it."""
    old = set(Partnership.objects.values_list("pk", flat=True))
    with databases.files_of_its_own(county_database) as kept:
        databases.manage(county_database, "demo", **kept)
    new = set(Partnership.objects.values_list("pk", flat=True))
    assert len(new) == 2
    assert not old & new
    with acting_as(Viewer.job("tests", next(iter(old)))):
        from holdfast.audit.models import Event

        assert Event.objects.exists()


@pytest.mark.database
def test_somebody_in_every_role_signs_in_with_what_was_printed(county_database: str) -> None:
    by_role = {role: one for one in json.loads(told("demo", "signins", "--json")) for role in one["roles"]}
    for role, one in by_role.items():
        client = Client()
        signed = client.post("/accounts/login/", {"login": one["email"], "password": one["password"]})
        assert signed.status_code == 302, role
        first = client.get("/", follow=True)
        assert first.status_code == 200, role


def told(*words: str) -> str:
    """What a command prints on the database of this test."""
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def signins_of(database: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        databases.manage(database, "demo", "signins", "--json", **databases.county_environment())
    )
    return found

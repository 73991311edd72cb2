"""Where somebody who works here lives, said by themself: kept as a fingerprint, and what it closes (H10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from holdfast.access.models import Exclusion, StaffHome
from holdfast.audit.models import Event
from holdfast.journeys import homes
from holdfast.journeys import openings as journeys
from holdfast.journeys.people import DUTY, look_again
from holdfast.journeys.relation import JOB
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.time import frozen, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, queries
from holdfast.records.models import UnrelatedOpening
from holdfast.work.models import Duty

from ..records import conftest as records

mash, make_child = records.mash, records.make_child
HOUSE, POSTCODE = "27 Harrow Mews", "HR1 2QQ"


@pytest.fixture
def worker(person: Any) -> Viewer:
    return person("mash-screener", name="Ros Penhale")


@pytest.fixture
def child(make_child: Any, mash: Any) -> Any:
    made = make_child("Tegan", "Ashdown")
    actions.add_part(by=mash, part="address", child_id=made.pk, lines=HOUSE, postcode=POSTCODE)
    return made


def declared(by: Viewer, lines: str = HOUSE, postcode: str = POSTCODE) -> None:
    with acting_as(by):
        homes.declare_home(by=by, lines=lines, postcode=postcode)


def shut_out(by: Viewer) -> list[Any]:
    with acting_as(Viewer.job("tests", by.here)):
        return list(Exclusion.objects.filter(user_id=by.me).values_list("why", flat=True))


def opens(by: Viewer, child: Any) -> bool:
    with acting_as(by):
        try:
            return queries.child(by, child.pk) == child
        except NotHere:
            return False


def test_the_page_keeps_a_fingerprint_is_audited_without_the_address_and_forgets_on_request(
    worker: Viewer, client_for: Any
) -> None:
    client, page = client_for(worker), reverse("my-home")
    assert "You have not said where you live" in client.get(page).content.decode()
    missing = client.post(page, {"lines": HOUSE, "postcode": ""})
    assert missing.status_code == 422
    assert "Give the whole postcode too" in missing.content.decode()
    assert "This is no postcode" in client.post(page, {"lines": HOUSE, "postcode": "ZZ1"}).content.decode()
    assert client.post(page, {"lines": HOUSE, "postcode": "hr1 2qq"}).status_code == 302
    after = client.get(page).content.decode()
    assert "You have said where you live" in after
    assert "Harrow" not in after
    with acting_as(worker):
        home = StaffHome.objects.get(user_id=worker.me)
        assert len(home.declared) == 2
        assert not any("harrow" in key.lower() or "hr12qq" in key.lower() for key in home.declared)
    with acting_as(Viewer.job("tests", worker.here)):
        event = Event.objects.get(verb="account.home-declare")
        assert "harrow" not in str(event.detail).lower()
    client.post(page, {"lines": "", "postcode": ""})
    with acting_as(worker):
        assert StaffHome.objects.get(user_id=worker.me).declared == []


def test_nobody_reads_another_persons_and_no_declaration_takes_away_what_the_administrator_entered(
    worker: Viewer, person: Any, client_for: Any
) -> None:
    admin, other = person("administrator"), person("mash-screener")
    client = client_for(admin)
    client.post(reverse("person-home", args=[worker.me]), {"lines": HOUSE, "postcode": POSTCODE})
    declared(worker, "1 Elsewhere Road", "HR9 9ZZ")
    with acting_as(worker):
        home = StaffHome.objects.get(user_id=worker.me)
        assert (len(home.keys), len(home.declared), len(home.all_keys)) == (2, 2, 4)
    with acting_as(other):
        assert not StaffHome.objects.exists()


def test_whoever_lives_in_the_childs_house_is_shut_out_at_once_untold_and_a_manager_looks(
    worker: Viewer, child: Any, person: Any, client_for: Any
) -> None:
    assert opens(worker, child)
    client = client_for(worker)
    said = client.post(reverse("my-home"), {"lines": HOUSE, "postcode": POSTCODE}, follow=True).content.decode()
    assert "Ashdown" not in said
    assert client.get(reverse("child", args=[child.pk])).status_code == 404
    assert shut_out(worker) == ["lives at the child's address"]
    with acting_as(Viewer.job("tests", worker.here)):
        assert Duty.objects.get(kind=DUTY).role == "mash-manager"
    manager = person("mash-manager")
    with acting_as(manager):
        row = Exclusion.objects.get(child_id=child.pk, user_id=worker.me)
        actions.lift_exclusion(by=manager, exclusion=row, why="A house of six flats, and she lives in another.")
    declared(worker)
    assert opens(worker, child), "let in again by a manager, she is not shut out for the same address"


@pytest.mark.parametrize(
    ("name", "lines", "kind", "until", "why"),
    [
        ("Ros Penhale", "9 Harrow Mews", "home", None, []),
        ("Ros Ashdown", "9 Harrow Mews", "home", None, ["same family name and postcode as somebody in the case"]),
        ("Ros Ashdown", "", "home", None, ["same family name and postcode as somebody in the case"]),
        ("Ros Penhale", HOUSE, "placement", None, []),
        ("Ros Penhale", HOUSE, "home", -1, []),
    ],
)
def test_a_neighbour_a_carer_and_whoever_lives_where_the_child_lived_once_are_not(
    make_child: Any,
    mash: Any,
    person: Any,
    name: str,
    lines: str,
    kind: str,
    until: int | None,
    why: list[str],
) -> None:
    made, worker = make_child("Tegan", "Ashdown"), person("mash-screener", name=name)
    ended = today() + timedelta(days=until) if until is not None else None
    actions.add_part(by=mash, part="address", child_id=made.pk, lines=HOUSE, postcode=POSTCODE, kind=kind, until=ended)
    declared(worker, lines)
    assert shut_out(worker) == why


def test_an_address_written_later_is_compared_by_the_job(worker: Viewer, make_child: Any, mash: Any) -> None:
    declared(worker)
    made = make_child("Tegan", "Ashdown")
    actions.add_part(by=mash, part="address", child_id=made.pk, lines=HOUSE, postcode=POSTCODE)
    assert opens(worker, made)
    with acting_as(Viewer.job("records.look-again", worker.here)) as job:
        assert look_again(by=job) == 1
        assert look_again(by=job) == 0
    assert not opens(worker, made)


def test_a_confidential_address_is_not_found_by_saying_that_one_lives_there(
    worker: Viewer,
    make_child: Any,
    mash: Any,
) -> None:
    """A record that closed would say that the guess was right. Whoever really lives there is listed once they open it."""
    made = make_child("Tegan", "Ashdown")
    actions.add_part(by=mash, part="address", child_id=made.pk, lines=HOUSE, postcode=POSTCODE, confidential=True)
    declared(worker)
    with acting_as(Viewer.job("records.look-again", worker.here)) as job:
        assert look_again(by=job) == 0
    assert shut_out(worker) == []
    assert opens(worker, made)
    assert set(listed_for(worker, made)) == {"address", "no-task"}


def listed_for(worker: Viewer, child: Any) -> list[str]:
    """On which grounds the daily look lists what they opened just now."""
    with acting_as(worker):
        actions.note_opened(by=worker, child=child, page="child")
    with frozen(now() + timedelta(hours=1)), acting_as(Viewer.job(JOB, worker.here)) as job:
        journeys.look_for_unrelated(by=job)
        return list(UnrelatedOpening.objects.get().grounds)


def test_a_neighbour_who_said_so_is_listed_for_the_daily_look(worker: Viewer, child: Any, mash: Any) -> None:
    declared(worker, "9 Harrow Mews")
    actions.involve(by=mash, child_id=child.pk, user_id=worker.me, role="Screening")
    assert listed_for(worker, child) == ["postcode"]

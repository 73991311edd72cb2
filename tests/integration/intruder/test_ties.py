"""Own, same agency, other agency, restricted, another partnership: what each tie opens, on every address and by every method."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from holdfast.access.models import Agency, Circle, Exclusion, Membership, Restriction
from holdfast.config.routes import Route, all_routes
from holdfast.kernel.acting import acting_as
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.referrals.models import Referral, Share
from holdfast.referrals.types import ShareKind
from tests.assurance import note
from tests.functional.test_every_route import plain

from . import house as houses
from .doors import NOT_HERE, OPEN
from .house import ELSEWHERE, EVERY_ROLE, House
from .ties import CHILD, DRAFT, REFERRAL

_numbers = itertools.count(1)
TOMORROW, YESTERDAY = timedelta(days=1), timedelta(days=-1)


def job(partnership: Any) -> Viewer:
    return Viewer.job("tests", partnership.pk)


def employed(house: House, role: str, agency: Agency) -> Any:
    """Somebody new in this role alone, in this agency."""
    with acting_as(job(house.here)):
        user = houses._account(f"tie-{next(_numbers)}")
        Membership.objects.create(partnership=house.here, user=user, agency=agency, role=role, from_date=date(2020, 1, 1))
    return user


def agencies(house: House) -> tuple[Agency, Agency]:
    """The children's services, and another agency."""
    with acting_as(job(house.here)):
        rows = list(Agency.objects.filter(partnership=house.here).order_by("pk"))
    own = next(row for row in rows if "children's services" in row.name)
    return own, next(row for row in rows if row.pk != own.pk)


def addresses(parameter: str) -> list[Route]:
    """Every address whose one parameter names the thing; a visitor's have cookies of their own to prove."""
    found = [route for route in all_routes() if f"<uuid:{parameter}>" in route.path and route.path.count("<") == 1]
    return [route for route in found if not route.path.startswith("/refer/")]


def at(route: Route, parameter: str, pk: UUID) -> str:
    return route.path.replace(f"<uuid:{parameter}>", str(pk))


def asked(house: House, client: Any, route: Route, parameter: str, pk: UUID, blocker: Any) -> list[tuple[int, Any]]:
    """The answer to each method, with nothing left changed."""
    answers = []
    for method in route.methods:
        with houses.for_one_test(blocker):
            response = getattr(client, method.lower())(at(route, parameter, pk))
        answers.append((response.status_code, plain(response)))
    return answers


def check_closed(house: House, user: Any, parameter: str, pk: UUID, blocker: Any) -> None:
    """On no address can this person tell the thing from one that does not exist."""
    client = house.client(user)
    told_apart = [
        route.path
        for route in addresses(parameter)
        if asked(house, client, route, parameter, pk, blocker) != asked(house, client, route, parameter, new_id(), blocker)
    ]
    note("hidden", pairs=len(addresses(parameter)))
    assert told_apart == []


# -- the record of a child --------------------------------------------------------------------------------------------


@pytest.fixture
def child(house: House) -> Child:
    with acting_as(job(house.here)):
        restricted = Restriction.objects.values_list("child_id", flat=True)
        found = Child.objects.filter(partnership=house.here).exclude(pk__in=restricted).order_by("pk").first()
    assert found is not None
    return found


def place(house: House, child: Child, user: Any, agency: Agency, *, since: date | None = None, until: date | None = None) -> None:
    Circle.objects.create(
        partnership=house.here, child_id=child.pk, user=user, agency=agency, reason="Worker",
        from_date=since or today() - timedelta(days=30), until=until,
    )  # fmt: skip


def restrict(house: House, child: Child) -> None:
    Restriction.objects.create(partnership=house.here, child_id=child.pk, reason="Staff's own family", from_date=today())


def tied(house: House, child: Child, role: str, tie: str) -> Any:
    """Somebody in this role with this tie to the child."""
    own, other = agencies(house)
    if tie == "of another partnership":
        return house.people[ELSEWHERE]
    agency = other if tie == "of another agency" else own
    user = employed(house, role, agency)
    with acting_as(job(house.here)):
        if "restricted" in tie:
            restrict(house, child)
        if tie.startswith("in the circle"):
            since = today() + TOMORROW if "tomorrow" in tie else None
            until = today() + YESTERDAY if "yesterday" in tie else None
            place(house, child, user, agency, since=since, until=until)
        else:
            place(house, child, employed(house, role, own), own)
        if "person of the case" in tie:
            Exclusion.objects.create(partnership=house.here, child_id=child.pk, user=user, about_id=child.pk, why="same name")
    return user


def ties_to_a_child(answer: str) -> list[tuple[str, str]]:
    return [(tie, role) for tie, answers in CHILD.items() for role, said in answers.items() if said == answer]


@pytest.mark.parametrize(("tie", "role"), ties_to_a_child(OPEN))
def test_a_tie_opens_the_record_of_a_child(tie: str, role: str, house: House, child: Child) -> None:
    answer = house.client(tied(house, child, role, tie)).get(f"/children/{child.pk}/")
    assert answer.status_code == 200
    assert child.name in answer.content.decode()


@pytest.mark.parametrize(("tie", "role"), ties_to_a_child(NOT_HERE))
def test_a_tie_does_not_open_the_record_of_a_child(tie: str, role: str, house: House, child: Child) -> None:
    assert house.client(tied(house, child, role, tie)).get(f"/children/{child.pk}/").status_code == 404


@pytest.mark.full
@pytest.mark.parametrize(("tie", "role"), ties_to_a_child(NOT_HERE))
def test_a_child_who_is_closed_is_on_every_address_as_one_who_does_not_exist(
    tie: str, role: str, house: House, child: Child, django_db_blocker: Any
) -> None:
    check_closed(house, tied(house, child, role, tie), "child_id", child.pk, django_db_blocker)


def test_a_child_who_is_closed_is_counted_found_and_offered_nowhere(house: House, child: Child) -> None:
    """The search answers as it does for a name nobody has; so does the list of one's own children."""
    user = tied(house, child, "social-worker", "of another agency")
    client = house.client(user)
    found = client.get("/children/", {"q": child.name}).content.decode()
    nobody = client.get("/children/", {"q": "Qwertzuiop Asdfghjkl"}).content.decode()
    assert str(child.pk) not in found
    assert found.count("<li") == nobody.count("<li")
    assert str(child.pk) not in client.get("/").content.decode()


# -- a referral, and a draft ------------------------------------------------------------------------------------------


@pytest.fixture
def referral(house: House) -> Referral:
    with acting_as(job(house.here)):
        found = Referral.objects.filter(partnership=house.here, sender__isnull=False, about_worker=False).order_by("pk").first()
    assert found is not None
    assert found.sender_agency_id
    return found


def shared(house: House, referral: Referral, user: Any, *, ended: bool) -> None:
    at = {"ended_at": referral.created_at} if ended else {}
    with acting_as(job(house.here)):
        Share.objects.create(partnership=house.here, referral=referral, user=user, kind=next(iter(ShareKind)), **at)


def reader(house: House, referral: Referral, tie: str) -> Any:
    if tie == "somebody of another partnership":
        return house.people[ELSEWHERE]
    with acting_as(job(house.here)):
        agency = referral.sender_agency
        other = Agency.objects.filter(partnership=house.here).exclude(pk=referral.sender_agency_id).order_by("pk")[0]
        sender = referral.sender
    if tie == "the sender":
        return sender
    user = employed(house, "referring-professional", other if "another agency" in tie else agency)  # type: ignore[arg-type]
    if "shared" in tie:
        shared(house, referral, user, ended="no longer" in tie)
    return user


@pytest.mark.parametrize("tie", REFERRAL)
def test_a_tie_to_a_referral_opens_what_the_table_says(tie: str, house: House, referral: Referral) -> None:
    answer = house.client(reader(house, referral, tie)).get(f"/referrals/{referral.pk}/")
    if REFERRAL[tie] == OPEN:
        assert answer.status_code == 200
        assert referral.reference in answer.content.decode()
    else:
        assert answer.status_code == 404


@pytest.mark.full
@pytest.mark.parametrize("tie", [tie for tie, answer in REFERRAL.items() if answer == NOT_HERE])
def test_a_referral_that_is_closed_is_on_every_address_as_one_that_does_not_exist(
    tie: str, house: House, referral: Referral, django_db_blocker: Any
) -> None:
    check_closed(house, reader(house, referral, tie), "referral_id", referral.pk, django_db_blocker)


WRITERS: dict[str, Callable[[House, Agency, Any], Any]] = {
    "its writer": lambda house, agency, writer: writer,
    "a colleague of the writer": lambda house, agency, writer: employed(house, "referring-professional", agency),
    "somebody with every role there is": lambda house, agency, writer: house.people[EVERY_ROLE],
    "somebody of another partnership": lambda house, agency, writer: house.people[ELSEWHERE],
}


@pytest.mark.parametrize("tie", DRAFT)
def test_a_tie_to_a_draft_opens_what_the_table_says(tie: str, house: House, django_db_blocker: Any) -> None:
    own, _ = agencies(house)
    writer = employed(house, "referring-professional", own)
    path = house.client(writer).post("/refer/", {"kind": "referral"})["Location"]
    user = WRITERS[tie](house, own, writer)
    answer = house.client(user).get(path)
    if DRAFT[tie] == OPEN:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 404
        check_closed(house, user, "draft_id", UUID(path.strip("/").split("/")[-1]), django_db_blocker)

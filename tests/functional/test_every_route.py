"""Every address, tried by everybody: what the table of doors says, never a fault of ours, never a row of another partnership."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any
from uuid import uuid4

import pytest

from holdfast.access.roles import GRANTS, grants_of
from holdfast.config.examples import examples
from holdfast.config.routes import Route, all_routes, patterns, policy_of
from holdfast.kernel.routes import Policy
from holdfast.kernel.viewer import Viewer
from tests.assurance import note
from tests.functional.headers import unsafe
from tests.integration.intruder import house as houses
from tests.integration.intruder import reads
from tests.integration.intruder.doors import DOORS, NOT_HERE, OPEN, REFUSED, SIGN_IN
from tests.integration.intruder.house import ELSEWHERE, EVERY_ROLE, VISITOR, WITHOUT_POST, House

pytestmark = pytest.mark.database

NAMES = sorted(DOORS)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
# The form's token, the request's reference, the seconds a session has left.
CHANGING = re.compile(r'value="[A-Za-z0-9]{64}"|[0-9a-f]{16}|data-(?:idle|absolute)="[0-9]+"')
SAYS_NOTHING = ("healthz", "readyz")  # whether the process is alive, to a machine
NO_ROW_OF_THEIRS = (ELSEWHERE, WITHOUT_POST, VISITOR)


def one_of_each() -> list[str]:
    """One role for every set of grants there is: what a role may do is its grants."""
    seen: dict[frozenset[Any], str] = {}
    for key, role in GRANTS.items():
        seen.setdefault(role.grants, key)
    return list(seen.values())


def some_of_each_answer(name: str, roles: list[str]) -> list[str]:
    """A few of these roles for everything this door does; bin/test --full sends every one of them to every door."""
    answers = {DOORS[name].answer(role) for role in roles}
    return [role for one in sorted(answers) for role in [role for role in roles if DOORS[name].answer(role) == one][-3:]]


def one_of_each_answer(name: str) -> list[str]:
    """One role for everything this door does: the door asks the same of a form that is sent as of one that is opened."""
    return list({DOORS[name].answer(role): role for role in one_of_each()}.values())


@pytest.fixture(scope="module")
def house(django_db_blocker: Any) -> Iterator[House]:
    with houses.opened(django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def routes(house: House, django_db_blocker: Any) -> dict[str, Route]:
    with houses.for_one_test(django_db_blocker):
        return {route.name: route for route in all_routes(examples())}


@pytest.fixture(scope="module")
def policies() -> dict[str, Policy | None]:
    """What is asked at each door before anything behind it is called."""
    return {pattern.name or "": policy_of(pattern) for _, pattern in patterns()}


@pytest.fixture(scope="module")
def names_of_children(house: House, django_db_blocker: Any) -> set[str]:
    """Every word of the name of a child who was ever referred here."""
    from holdfast.kernel.acting import acting_as
    from holdfast.referrals.models import ReferredChild

    with houses.for_one_test(django_db_blocker), acting_as(Viewer.job("tests", house.here.pk)):
        children = ReferredChild.objects.filter(partnership=house.here)
        return {word for child in children for word in (child.given_name, child.family_name) if len(word) > 3}


@pytest.fixture(scope="module")
def kept_here(house: House, django_db_blocker: Any) -> list[str]:
    """Names and references that belong to the first partnership alone."""
    from holdfast.kernel.acting import acting_as
    from holdfast.referrals.models import Referral, ReferredChild

    found = []
    for partnership in (house.here, house.there):  # children of the two may share a name
        with houses.for_one_test(django_db_blocker), acting_as(Viewer.job("tests", partnership.pk)):
            names = {child.name_as_typed for child in ReferredChild.objects.filter(partnership=partnership) if child.family_name}
            found.append(names | set(Referral.objects.filter(partnership=partnership).values_list("reference", flat=True)))
    return sorted(found[0] - found[1])


@pytest.fixture(scope="module")
def children_here(house: House, django_db_blocker: Any) -> list[str]:
    """What the children of the first partnership are called, on records and in referrals."""
    from holdfast.kernel.acting import acting_as
    from holdfast.records.models import Child
    from holdfast.referrals.models import ReferredChild

    with houses.for_one_test(django_db_blocker), acting_as(Viewer.job("tests", house.here.pk)):
        typed = {one.name_as_typed for one in ReferredChild.objects.filter(partnership=house.here) if one.family_name}
        return sorted(typed | {one.name for one in Child.objects.filter(partnership=house.here)})


def path_of(route: Route) -> str:
    """Its example; for an address without one, the same with ids that nothing has."""
    if route.example:
        return route.example
    path = re.sub(r"<uuid:\w+>", str(uuid4()).replace("-4", "-7", 1), route.path)
    return re.sub(r"<\w+:\w+>", "abc", path)


def test_every_address_has_its_row_in_the_table_and_nothing_else_has(routes: dict[str, Route]) -> None:
    assert set(routes) == set(DOORS)
    opened = {name for name, route in routes.items() if "GET" in route.methods}
    assert opened == set(reads.READS) | set(reads.SHOWS_NOBODY)
    assert not set(reads.READS) & set(reads.SHOWS_NOBODY)


@pytest.mark.parametrize("name", NAMES)
def test_a_door_opens_to_those_the_table_names_and_to_nobody_else(
    name: str,
    house: House,
    routes: dict[str, Route],
    policies: dict[str, Policy | None],
    kept_here: list[str],
    names_of_children: set[str],
    django_db_blocker: Any,
) -> None:
    """The policy is asked for every role. Of those it lets by, a few of each answer knock; of those it stops, one."""
    route, policy = routes[name], policies[name]
    let_by = [role for role in one_of_each() if policy is None or policy.allows(somebody_in(role, house))]
    stopped = [role for role in one_of_each() if role not in let_by]
    assert {DOORS[name].answer(role) for role in stopped} <= {REFUSED}
    people, named = [*some_of_each_answer(name, let_by), *stopped[:1], *NO_ROW_OF_THEIRS], names_of_children
    tried(name, people, route.methods[:1], house, route, kept_here, django_db_blocker, never_named=named)
    people = [*one_of_each_answer(name), *NO_ROW_OF_THEIRS]
    tried(name, people, route.methods[1:], house, route, kept_here, django_db_blocker, never_named=named)


def somebody_in(role: str, house: House) -> Viewer:
    """Somebody of the first partnership who holds this role alone, as the policies see them."""
    roles = frozenset([role])
    return Viewer(partnership_id=house.here.pk, person_id=house.people[role].pk, roles=roles, grants=grants_of(roles))


@pytest.mark.parametrize("name", [*reads.READS, *reads.SHOWS_NOBODY])
def test_a_page_that_shows_somebody_is_a_read_of_them_and_no_other_is(
    name: str, house: House, routes: dict[str, Route], children_here: list[str], django_db_blocker: Any
) -> None:
    assert reading(name, house, routes[name], children_here, django_db_blocker) == []


@pytest.mark.full
@pytest.mark.parametrize("name", NAMES)
def test_a_door_does_what_the_table_says_for_every_role_there_is(
    name: str, house: House, routes: dict[str, Route], kept_here: list[str], django_db_blocker: Any
) -> None:
    tried(name, [*GRANTS, EVERY_ROLE], routes[name].methods, house, routes[name], kept_here, django_db_blocker)
    note("doors", addresses=1, **({"roles": len(GRANTS)} if name == NAMES[0] else {}))  # figures are added up


@pytest.mark.full
@pytest.mark.parametrize("name", NAMES)
def test_a_part_of_a_page_asked_for_by_a_script_is_behind_the_same_door(
    name: str, house: House, routes: dict[str, Route], kept_here: list[str], django_db_blocker: Any
) -> None:
    people, asked_by_script = [*one_of_each_answer(name), *NO_ROW_OF_THEIRS], {"HX-Request": "true", "HX-Target": "main"}
    tried(name, people, routes[name].methods[:1], house, routes[name], kept_here, django_db_blocker, asked_by_script)


def reading(name: str, house: House, route: Route, children: list[str], blocker: Any) -> list[str]:
    """What is wrong with what a page leaves in the audit, opened with every role, from elsewhere, and by its owner."""
    wrong: list[str] = []
    for who in (EVERY_ROLE, ELSEWHERE, *([reads.ITS_OWNER] if name in reads.OWNED else [])):
        with houses.for_one_test(blocker):
            if who == reads.ITS_OWNER:
                path, owner = reads.owned(name, house.here)
                response = house.client(owner).get(path)
                wrong += [] if response.status_code == 200 else [f"{who}: answered {response.status_code}"]
            else:
                response = house.ask(who, "GET", path_of(route))
            events = reads.events_of(response)
        wrong += [f"{who}: {one}" for one in left_by(name, response, events, children)]
    return wrong


def left_by(name: str, response: Any, events: list[dict[str, Any]], children: list[str]) -> list[str]:
    """A page that is shown leaves a read; one that is refused a refusal; what is not there leaves nothing at all."""
    kinds = sorted(event["kind"] for event in events)
    if response.status_code == 200:
        return reads.unrecorded(name, response, events, children)
    if response.status_code == 403:
        return [] if kinds == ["refusal"] else [f"was refused, and recorded {kinds}"]
    return [f"answered {response.status_code}, and recorded {kinds}"] if "read" in kinds else []


def tried(
    name: str,
    people: list[str],
    methods: list[str],
    house: House,
    route: Route,
    kept_here: list[str],
    blocker: Any,
    headers: dict[str, str] | None = None,
    never_named: Set[str] = frozenset(),
) -> None:
    """never_named: words that are in no address, title or place one is sent on to (H13)."""
    wrong = []
    for who in people:
        for method in methods:
            with houses.for_one_test(blocker):
                response = house.ask(who, method, path_of(route), headers=headers)
            expected = DOORS[name].answer(who)
            if not agrees(response, expected, method, by_script=bool(headers) and not route.public):
                wrong.append(f"{method} {who}: the table says {expected}, and it was {response.status_code}")
            wrong += [f"{method} {who}: {one}" for one in unsafe(response, kept_nowhere=name not in SAYS_NOTHING)]
            wrong += [f"{method} {who}: names {one}" for one in never_named & said_aloud(response, route)]
            if who in NO_ROW_OF_THEIRS and not name.startswith("outbox"):
                body = response.content.decode("utf-8", "replace")
                wrong += [f"{method} {who}: {one}" for one in kept_here if one in body]
    note("doors", requests=len(people) * len(methods))
    assert wrong == []


def said_aloud(response: Any, route: Route) -> set[str]:
    """The words a browser shows and keeps beside a page: its address, its title and where it leads on."""
    title = "".join(re.findall(r"<title>(.*?)</title>", response.content.decode("utf-8", "replace"), re.S))
    return set(re.findall(r"[A-Za-z']+", f"{title} {response.headers.get('Location', '')} {route.example}"))


def agrees(response: Any, expected: str, method: str, *, by_script: bool = False) -> bool:
    """Whether an answer is the one the table names. A sentence from an action (403, 409, 422) comes after the door.

    by_script: a part of a page cannot be sent on to sign in, so the whole page is told to (401). Asked at the door alone: a page
    open to everybody that leads to another does so for a script too.
    """
    status, to_sign_in = response.status_code, response.headers.get("Location", "").startswith("/accounts/login/")
    if expected == SIGN_IN and by_script:
        return status == 401 and response.content == b"Sign in again to go on."
    if expected == SIGN_IN:
        return status == 302 and to_sign_in
    if expected == REFUSED:
        return status == 403
    if expected == NOT_HERE:
        return status == 404
    assert expected == OPEN
    said_by_an_action = {400, 403, 409, 422} if method == "POST" else {403}
    return not to_sign_in and status in {200, 204, 302} | said_by_an_action


@pytest.mark.parametrize("name", NAMES)
def test_a_method_that_an_address_does_not_answer_is_405_for_everybody(
    name: str, house: House, routes: dict[str, Route], django_db_blocker: Any
) -> None:
    for method in {"GET", "POST", "PUT", "DELETE"} - set(routes[name].methods):
        for who in (EVERY_ROLE,) if method == "DELETE" else (VISITOR,):
            with houses.for_one_test(django_db_blocker):
                response = house.ask(who, method, path_of(routes[name]))
            assert response.status_code == 405, (who, method)


@pytest.mark.parametrize("name", [name for name in NAMES if not DOORS[name].place])
def test_what_is_hidden_and_what_is_not_there_are_answered_alike(
    name: str, house: House, routes: dict[str, Route], django_db_blocker: Any
) -> None:
    route = routes[name]
    if not UUID.search(route.example):
        return
    hidden = [who for who in (*one_of_each(), *NO_ROW_OF_THEIRS) if DOORS[name].answer(who) == NOT_HERE]
    for who in {hidden[0], hidden[-1]} if hidden else ():
        nothing = UUID.sub(lambda _: str(uuid4()).replace("-4", "-7", 1), route.example)
        for method in route.methods:
            with houses.for_one_test(django_db_blocker):
                there = house.ask(who, method, route.example)
                not_there = house.ask(who, method, nothing)
            note("hidden", pairs=1)
            assert (there.status_code, plain(there)) == (not_there.status_code, plain(not_there)), (who, method)


def plain(response: Any) -> tuple[str, list[str]]:
    """The body and the names of its headers, without what differs from one request to the next."""
    return CHANGING.sub("", response.content.decode("utf-8", "replace")), sorted(response.headers)

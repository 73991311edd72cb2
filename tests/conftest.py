"""Fixtures for every test: a real PostgreSQL used as the application's role, and people who look at it."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("HOLDFAST_SECRET_KEY", "for-tests-only-" + "k" * 40)
os.environ.setdefault("HOLDFAST_FILES_KEY", "0" * 64)
os.environ.setdefault("HOLDFAST_PLAIN_STATIC", "1")
os.environ.setdefault("HOLDFAST_INSTANCE", "tests")
# The browser's driver keeps a loop running in the worker that also runs database tests; nothing here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
if os.environ.get("HOLDFAST_TEST_APP_URL"):
    os.environ["DATABASE_URL"] = os.environ["HOLDFAST_TEST_APP_URL"]
    os.environ["DATABASE_OWNER_URL"] = os.environ["HOLDFAST_TEST_OWNER_URL"]

from holdfast.kernel.systems import EVERYTHING, name_system
from tests import databases

name_system("tests", EVERYTHING)

_numbers = itertools.count(1)
COUNTY = {"county_server", "house", "county_database", "committed_house"}
DATABASE = {"db", "committed_database", "django_db_setup", "django_db_blocker"}


def pytest_sessionstart(session: pytest.Session) -> None:
    """While the workers of a whole run begin with what needs no county, the one who only hands out tests has it loaded."""
    config = session.config
    whole = config.getoption("numprocesses", None) and config.args == config.getini("testpaths")
    if whole and not hasattr(config, "workerinput") and not config.option.collectonly:
        threading.Thread(target=databases.demonstration_template, daemon=True).start()


def pytest_configure(config: pytest.Config) -> None:
    """Files are kept where the process that loads the county keeps them, and with the same key."""
    from django.conf import settings

    kept = databases.county_environment()
    settings.FILES_KEY, settings.FILES_KEY_FILE = kept["HOLDFAST_FILES_KEY"], None
    settings.FILES_DIR = Path(kept["HOLDFAST_FILES_DIR"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests say by their fixtures what they need; the long proofs run only when asked for."""
    items.sort(key=_needs)
    full = os.environ.get("HOLDFAST_TEST_FULL") == "1"
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser_context" in fixtures:
            item.add_marker(pytest.mark.browser)
        if "browser_context" in fixtures or "launch" in item.path.parts:
            # A browser or a process of its own may be slow on a busy machine: tried once more, and the run says so (-rR).
            item.add_marker(pytest.mark.flaky(reruns=1))
        if fixtures & {"db", "committed_database", "county_server", "django_db_setup"}:
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("full") and not full:
            item.add_marker(pytest.mark.skip(reason="a long proof: bin/test --full runs it"))


def _needs(item: pytest.Item) -> int:
    """What needs no database runs while one is made; then what needs no county; long journeys before the many short tests.

    So no long one is left to run alone at the end.
    """
    fixtures = set(getattr(item, "fixturenames", ()))
    if "browser_context" in fixtures:
        return 2
    return 3 if fixtures & COUNTY else 1 if fixtures & DATABASE else 0


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """This worker's own database, copied from the migrated template."""
    name = f"holdfast_test_{os.getpid()}"
    databases.create(name, databases.migrated_template())
    with django_db_blocker.unblock(), _using(name):
        yield
    databases.drop(name)


@pytest.fixture(scope="session", autouse=True)
def styles_found_when_asked_for() -> None:
    """Each test's browser begins with middleware of its own, which would look through every file of styles and scripts."""
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def passwords_tried_once() -> Iterator[None]:
    """Trying a password takes a tenth of a second on purpose; the same one against the same hash is tried once a worker."""
    from django.contrib.auth.hashers import ScryptPasswordHasher

    slow, tried = ScryptPasswordHasher.verify, {}

    def verify(self: ScryptPasswordHasher, password: str, encoded: str) -> bool:
        if (password, encoded) not in tried:
            tried[password, encoded] = slow(self, password, encoded)
        return tried[password, encoded]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScryptPasswordHasher, "verify", verify)
        yield


class _using:
    """Points Django's connection at another database, and back."""

    def __init__(self, name: str):
        self.name = name

    def __enter__(self) -> None:
        from django.db import connection

        self.before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = self.name

    def __exit__(self, *_: object) -> None:
        from django.db import connection

        connection.close()
        connection.settings_dict["NAME"] = self.before


@pytest.fixture
def committed_database(django_db_blocker: Any) -> Iterator[str]:
    """A database of this test's own, in which changes are really committed. Gives its name."""
    name = f"holdfast_committed_{os.getpid()}_{next(_numbers)}"
    databases.create(name, databases.migrated_template())
    with django_db_blocker.unblock(), _using(name):
        yield name
    databases.drop(name)


# -- people -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def partnership(db: None) -> Any:
    """An invented partnership, with the database told that we look at it."""
    return make_partnership()


def make_partnership(slug: str | None = None) -> Any:
    from holdfast.kernel.acting import tell_database
    from holdfast.kernel.viewer import Viewer
    from holdfast.partnership.models import Partnership

    slug = slug or f"testshire-{next(_numbers)}"
    made = Partnership.objects.create(slug=slug, name=f"{slug.title()} Partnership", short_name=slug.title())
    tell_database(Viewer.job("tests", made.pk))
    return made


@pytest.fixture
def agency(partnership: Any) -> Any:
    return make_agency(partnership)


def make_agency(partnership: Any, name: str = "Testshire Council", kind: str = "council") -> Any:
    from holdfast.access.models import Agency

    return Agency.objects.create(partnership=partnership, name=f"{name} {next(_numbers)}", kind=kind)


PersonMaker = Callable[..., Any]


@pytest.fixture
def person(partnership: Any, agency: Any) -> PersonMaker:
    """Makes a person in a role and gives the viewer they are: `person("mash-screener")`.

    Options: agency=, team=, name=, more roles as further words.
    """

    def make(*roles: str, agency: Any = agency, team: Any = None, name: str = "") -> Any:
        return make_person(partnership, agency, roles, team=team, name=name)

    return make


def make_person(partnership: Any, agency: Any, roles: tuple[str, ...], *, team: Any = None, name: str = "") -> Any:
    from holdfast.access.models import Membership, User
    from holdfast.access.roles import grants_of
    from holdfast.kernel.viewer import Viewer

    number = next(_numbers)
    user = User(email=f"person{number}@testshire.example", name=name or f"Test Person {number}")
    user.set_unusable_password()
    user.save()
    for role in roles:
        Membership.objects.create(
            partnership=partnership,
            user=user,
            agency=agency,
            team=team,
            role=role,
            from_date=date(2020, 1, 1),
        )
    return Viewer(
        partnership_id=partnership.pk,
        person_id=user.pk,
        agency_id=agency.pk,
        team_ids=frozenset([team.pk] if team else []),
        roles=frozenset(roles),
        grants=grants_of(frozenset(roles)),
    )


@pytest.fixture
def looking() -> Callable[[Any], None]:
    """Tell the database who looks from now on in this test: `looking(viewer)`."""
    from holdfast.kernel.acting import tell_database

    return tell_database


@pytest.fixture(autouse=True, scope="session")
def _let_in_without_second_step() -> Iterator[None]:
    """A test that puts somebody in without signing in (`force_login`) puts them in whole: their second step is taken.

    Whoever signs in through the pages takes it there, or is asked for it.
    """
    from django.contrib.auth.signals import user_logged_in

    from holdfast.access.second_step import Step, take

    def whole(request: Any, **_: Any) -> None:
        if not request.path:
            take(request.session, Step.TOTP)

    user_logged_in.connect(whole)
    yield
    user_logged_in.disconnect(whole)


@pytest.fixture
def client_for(db: None) -> Callable[[Any], Any]:
    """A test client signed in as a viewer; without one, somebody without an account."""
    from django.test import Client

    from holdfast.access.models import User

    def make(viewer: Any = None, **options: Any) -> Any:
        client = Client(**options)
        if viewer is not None:
            client.force_login(User.objects.get(pk=viewer.person_id))
        return client

    return make


@pytest.fixture
def frozen_at() -> Iterator[Callable[[datetime], None]]:
    """Stop the clock at an instant for the rest of the test."""
    from contextlib import ExitStack

    from holdfast.kernel.time import frozen

    with ExitStack() as stack:
        yield lambda at: stack.enter_context(frozen(at if at.tzinfo else at.replace(tzinfo=UTC))) and None

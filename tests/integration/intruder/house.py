"""The demonstration county as an intruder finds it: somebody in every role, somebody of elsewhere, and somebody with no post."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from tests import databases
from tests.conftest import _using

VISITOR, ELSEWHERE, WITHOUT_POST, EVERY_ROLE = "visitor", "elsewhere", "without-post", "every-role"
PASSWORD = "lantern-harbour-thistle-4"
_numbers = itertools.count(1)


@dataclass
class House:
    """A copy of the county. `here` and `there` are its two partnerships.

    clients: by role, one signed-in person of the first partnership with that role alone and nothing of their own; and the
    three who have no business here at all. ELSEWHERE holds every role there is, in the other partnership; EVERY_ROLE holds them
    all here, to reach every form.
    """

    here: Any
    there: Any
    clients: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    signed_in: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, user: Any = None, **options: Any) -> Any:
        """A browser of its own, signed in where somebody is given."""
        from django.test import Client

        options.setdefault("raise_request_exception", False)
        client = Client(**options)
        if user is not None:
            client.force_login(user)
        return client

    def ask(self, who: str, method: str, path: str, data: Any = None, **more: Any) -> Any:
        """One request as somebody, in their browser as it was after signing in, whatever they did before."""
        from http.cookies import SimpleCookie

        client = self.clients[who]
        client.cookies = SimpleCookie(self.signed_in.get(who, {}))
        ask = getattr(client, method.lower())
        return ask(path, data or {}, **more) if method in ("GET", "POST") else ask(path, **more)

    def member(self, email: str) -> Any:
        """Somebody of the demonstration, by the first part of their address."""
        from holdfast.access.models import User

        return User.objects.get(email__startswith=email)


@contextmanager
def opened(django_db_blocker: Any) -> Iterator[House]:
    """A copy of the county, in which those who try its doors have been given accounts."""
    from django.db import connection

    from holdfast.documents.store import store

    name = f"holdfast_intruder_{os.getpid()}_{next(_numbers)}"
    databases.create(name, databases.demonstration_template())
    with django_db_blocker.unblock(), _using(name), databases.files_of_its_own(name) as kept:
        before, settings.FILES_DIR = settings.FILES_DIR, Path(kept["HOLDFAST_FILES_DIR"])
        store.cache_clear()
        try:
            yield _peopled()
        finally:
            settings.FILES_DIR = before
            store.cache_clear()
            connection.close()
    databases.drop(name)


@contextmanager
def for_one_test(django_db_blocker: Any) -> Iterator[None]:
    """Whatever is done in here is undone after."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _peopled() -> House:
    from holdfast.access.models import User
    from holdfast.access.roles import GRANTS
    from holdfast.kernel.acting import acting_as
    from holdfast.kernel.viewer import Viewer
    from holdfast.partnership.models import Partnership

    first, second = Partnership.objects.order_by("created_at", "pk")[:2]
    house = House(here=first, there=second)
    for role in GRANTS:
        with acting_as(Viewer.job("tests", first.pk)):
            house.people[role] = _employed(role, first, (role,))
    with acting_as(Viewer.job("tests", second.pk)):
        house.people[ELSEWHERE] = _employed(ELSEWHERE, second, tuple(GRANTS))
    with acting_as(Viewer.job("tests", first.pk)):
        house.people[EVERY_ROLE] = _employed(EVERY_ROLE, first, tuple(GRANTS))
    house.people[WITHOUT_POST] = _account(WITHOUT_POST)
    house.clients = {who: house.client(user) for who, user in house.people.items()}
    house.clients[VISITOR] = house.client()
    house.signed_in = {who: {name: one.value for name, one in client.cookies.items()} for who, client in house.clients.items()}
    assert User.objects.count() > len(GRANTS)
    return house


@cache
def _password() -> str:
    """One for all of them: making it takes a while on purpose."""
    return make_password(PASSWORD)


def _account(who: str) -> Any:
    from holdfast.access.models import User

    user = User(email=f"intruder.{who}@tests.example", name=f"Intruder {who}")
    user.password = _password()
    user.save()
    return user


def _employed(who: str, partnership: Any, roles: tuple[str, ...]) -> Any:
    from holdfast.access.models import Agency, Membership

    agency = Agency.objects.filter(partnership=partnership, name__contains="children's services").order_by("pk").first()
    assert agency is not None
    user = _account(who)
    for role in roles:
        Membership.objects.create(partnership=partnership, user=user, agency=agency, role=role, from_date=date(2020, 1, 1))
    return user

"""The county and its intruders, for the tests in here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from . import house as houses


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these need the real database."""
    for item in items:
        if {"house", "county"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def county(django_db_blocker: Any) -> Iterator[houses.House]:
    """One copy of the county for all the tests of a worker."""
    with houses.opened(django_db_blocker) as made:
        yield made


@pytest.fixture
def house(county: houses.House, django_db_blocker: Any) -> Iterator[houses.House]:
    """The county, with whatever a test does in it undone after."""
    with houses.for_one_test(django_db_blocker):
        yield county

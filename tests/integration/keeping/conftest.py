"""A small county with a record whose time is over, and the people who keep and let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from holdfast.kernel.time import today
from holdfast.records import actions
from holdfast.records.models import Child
from tests.integration.audit.conftest import audit

__all__ = ["audit"]


@pytest.fixture
def desk(person: Any, partnership: Any, looking: Any) -> SimpleNamespace:
    """The information-governance officer, a second one, a manager, MASH and a social worker."""
    made = SimpleNamespace(
        officer=person("information-governance", name="Ina Officer"),
        second=person("information-governance", name="Ike Second"),
        manager=person("mash-manager", name="Mo Manager"),
        screener=person("mash-screener", name="Sam Screener"),
        worker=person("social-worker", name="Will Worker"),
        partnership=partnership,
    )
    looking(made.officer)
    return made


def years_ago(years: int, days: int = 0) -> date:
    return today() - timedelta(days=round(years * 365.25) + days)


@pytest.fixture
def make_child(desk: Any, looking: Any) -> Callable[..., Child]:
    """A record of somebody born so many years ago: `make_child("Ada", born_years_ago=26)`."""

    def make(given: str = "Ada", family: str = "Underhill", *, born_years_ago: int = 26, **values: Any) -> Child:
        looking(desk.screener)
        child = actions.create_child(by=desk.screener, given=given, family=family, born=years_ago(born_years_ago, 10), **values)
        looking(desk.officer)
        return child

    return make

"""Children, and people who may open them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from holdfast.records import actions
from holdfast.records.models import Child


@pytest.fixture
def mash(person: Any, looking: Any) -> Any:
    viewer = person("mash-screener")
    looking(viewer)
    return viewer


@pytest.fixture
def make_child(mash: Any) -> Callable[..., Child]:
    """`make_child("Catherine", "Smith", born=date(...))`, made by MASH."""

    def make(given: str = "Maya", family: str = "Arkwright", **values: Any) -> Child:
        values.setdefault("born", date(2012, 3, 4))
        return actions.create_child(by=mash, given=given, family=family, **values)

    return make


@pytest.fixture
def worker_of(person: Any, mash: Any) -> Callable[..., Any]:
    """A social worker to whom the child is allocated, or who is merely in the circle."""

    def make(child: Child, *, allocated: bool = True, role: str = "social-worker") -> Any:
        viewer = person(role)
        actions.involve(
            by=mash,
            child_id=child.pk,
            user_id=viewer.person_id,
            role="Social worker",
            lead=allocated,
            allocated=allocated,
        )
        return viewer

    return make

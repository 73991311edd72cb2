"""Who takes part in return home interviews; a file that needs others names its own."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions as records
from tests.conftest import make_agency
from tests.factories.interviews import NOW
from tests.factories.missing import child_of


@pytest.fixture
def morning() -> Any:
    with frozen(NOW):
        yield


@pytest.fixture
def system(partnership: Any) -> Viewer:
    return Viewer.job("tests", partnership.pk)


@pytest.fixture
def robin(system: Viewer) -> Any:
    return child_of(system)


@pytest.fixture
def manager(person: Any) -> Viewer:
    return person("exploitation-manager", name="Morgan Manager")


@pytest.fixture
def interviewer(person: Any, partnership: Any) -> Viewer:
    return person("return-interviewer", agency=make_agency(partnership, "Riverside", "voluntary"), name="Nadia Listens")


@pytest.fixture
def worker(person: Any, system: Viewer, robin: Any) -> Viewer:
    viewer = person("social-worker", name="Asha Worker")
    records.involve(by=system, child_id=robin.pk, user_id=viewer.me, role="Social worker", lead=True, allocated=True)
    return viewer

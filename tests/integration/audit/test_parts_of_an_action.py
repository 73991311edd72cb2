"""An action that is part of another: what is undone with it, and what is undone alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from holdfast.access.models import Agency
from holdfast.audit import action as actions
from holdfast.audit.action import action, refusable
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer


@pytest.fixture(autouse=True)
def _nobody_elses_list(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is made in here is in no list of the house's actions."""
    with monkeypatch.context() as patch:
        patch.setattr(actions, "ACTIONS", {})
        yield


def makes(by: Viewer, name: str, *, refused: bool = False) -> None:
    made = Agency.objects.create(partnership_id=by.here, name=name, kind="school")
    record(by, "agency.add", made)
    if refused:
        raise Refused("No.")


def names(by: Viewer) -> set[str]:
    return set(Agency.objects.filter(partnership_id=by.here, kind="school").values_list("name", flat=True))


def test_a_part_has_no_savepoint_of_its_own_and_is_undone_with_the_whole(person: Callable[..., Any]) -> None:
    administrator = person("administrator")

    @action
    def part(*, by: Viewer, refused: bool = False) -> None:
        makes(by, "Part", refused=refused)

    @action
    def whole(*, by: Viewer, refused: bool = False) -> None:
        makes(by, "Whole")
        part(by=by, refused=refused)

    with acting_as(administrator):
        with pytest.raises(Refused):
            whole(by=administrator, refused=True)
        assert names(administrator) == set()
        with CaptureQueriesContext(connection) as asked:
            whole(by=administrator)
        assert sum(one["sql"].startswith("SAVEPOINT") for one in asked) == 1
        assert names(administrator) == {"Whole", "Part"}


def test_one_whose_refusal_is_lived_with_is_undone_alone(person: Callable[..., Any]) -> None:
    administrator = person("administrator")

    @refusable
    def part(*, by: Viewer) -> None:
        makes(by, "Part", refused=True)

    @action
    def whole(*, by: Viewer) -> None:
        makes(by, "Whole")
        with pytest.raises(Refused):
            part(by=by)

    with acting_as(administrator):
        whole(by=administrator)
        assert names(administrator) == {"Whole"}


def test_a_refused_part_that_was_caught_all_the_same_cannot_leave_half_of_itself(person: Callable[..., Any]) -> None:
    administrator = person("administrator")

    @action
    def part(*, by: Viewer) -> None:
        makes(by, "Part", refused=True)

    @action
    def whole(*, by: Viewer) -> None:
        with pytest.raises(Refused):
            part(by=by)
        makes(by, "Whole")

    with acting_as(administrator):
        with pytest.raises(transaction.TransactionManagementError):
            whole(by=administrator)
        assert names(administrator) == set()

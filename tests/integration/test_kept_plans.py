"""The database keeps the plan of a question it hears often. What a viewer sees is looked at anew each time it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from holdfast.kernel.acting import acting_as
from holdfast.kernel.literal import Literal, among
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Setting
from holdfast.screening.models import OPEN_VALUES, Screening
from holdfast.screening.queue import waiting
from tests.conftest import make_partnership
from tests.factories.county import SmallCounty

OFTEN = 12


@pytest.mark.usefixtures("db")
def test_a_kept_plan_shows_nobody_what_another_may_see() -> None:
    """The same words, the same connection, the same plan: only who looks differs. The application's check is left out."""
    ours, theirs = make_partnership(), make_partnership()
    Setting.objects.create(partnership=theirs, key="names.partnership", value="Theirs", valid_from="2026-01-01")
    asked = Setting.objects.filter(key="names.partnership").values_list("value", flat=True)
    for _ in range(OFTEN):
        with acting_as(Viewer.job("tests", theirs.pk)):
            assert list(asked.all()) == ["Theirs"]
    assert _kept_plans("partnership_setting") > 0
    with acting_as(Viewer.job("tests", ours.pk)):
        assert list(asked.all()) == []
    with acting_as(Viewer.nobody()):
        assert list(asked.all()) == []


def test_the_queue_is_kept_with_its_open_states(partnership: Any, looking: Callable[[Any], None]) -> None:
    county = SmallCounty(partnership)
    county.referral("new")
    viewer = county.viewer("Priya Nair")
    looking(viewer)
    for _ in range(OFTEN):
        assert len(waiting(viewer).rows) == 1
    assert _kept_plans('ORDER BY "screening_screening"."runs_out_at"') > 0


def _kept_plans(words: str) -> int:
    """How often this connection answered a question with these words as one it knew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(generic_plans + custom_plans), 0) FROM pg_prepared_statements"
            " WHERE position(%s IN statement) > 0",
            [words],
        )
        return int(cursor.fetchone()[0])


def test_an_open_state_stands_in_the_question_itself() -> None:
    words, values = Screening.objects.filter(among("state", OPEN_VALUES)).values("pk").query.sql_with_params()
    assert "'new'" in words
    assert not set(values) & set(OPEN_VALUES)


@pytest.mark.parametrize("typed", ["", "Open", "o'pen", "new'; DROP TABLE x", "new state", "1"])
def test_what_is_no_key_never_stands_in_a_question(typed: str) -> None:
    with pytest.raises(ValueError, match="stable key"):
        Literal(typed)

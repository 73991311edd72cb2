"""The police's grades by their day, and what calls for a second look."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.rules import config
from holdfast.rules.missing_grades import LISTS, list_on, second_looks

SHIPPED = config.defaults()


@pytest.mark.parametrize(
    ("day", "key"), [("2016-12-31", "with-absent"), ("2017-01-01", "without-absent"), ("2026-02-28", "without-absent")]
)
def test_the_list_in_force_on_a_day(day: str, key: str) -> None:
    assert list_on(date.fromisoformat(day)).key == key


def test_every_list_has_the_same_keys_and_one_word_for_each() -> None:
    assert {tuple(level.key for level in one.levels) for one in LISTS} == {("high", "medium", "low", "very-low")}


@pytest.mark.parametrize(
    ("level", "exploitation", "age", "reasons"),
    [
        ("medium", True, 9, 0),
        ("high", True, 9, 0),
        ("", True, 9, 0),
        ("low", False, 15, 0),
        ("low", False, None, 0),
        ("low", True, 15, 1),
        ("very-low", True, 12, 2),
        ("low", False, 12, 1),
        ("low", False, 13, 0),
    ],
)
def test_a_grade_below_medium_is_looked_at_again(level: str, exploitation: bool, age: int | None, reasons: int) -> None:
    assert len(second_looks(level, exploitation=exploitation, age=age, settings=SHIPPED)) == reasons

"""The missing part of the SSDA903 return: which absences are rows, and what its own rules say of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from holdfast.rules.missing import Category
from holdfast.rules.return_903 import Away, LookedAfter, faults, lines

CARE = ((date(2025, 1, 1), None),)
CHILD = LookedAfter("C1", date(2010, 5, 4), CARE, (), ())


def away(started: date, ended: date | None, category: str = "M", ref: str = "E1") -> Away:
    return Away(ref, Category(category), started, ended)


def rows(child: LookedAfter, *absences: Away) -> list[tuple[str, ...]]:
    whole = replace(child, absences=absences)
    return [line.cells(whole) for line in lines(whole, 2026)]


def found(child: LookedAfter, *absences: Away) -> list[str]:
    return [fault.rule for fault in faults(replace(child, absences=absences), 2026)]


IN_JUNE = away(date(2025, 6, 1), date(2025, 6, 2))


def test_a_row_gives_days_as_the_return_writes_them() -> None:
    assert rows(CHILD, IN_JUNE) == [("C1", "04/05/2010", "M", "01/06/2025", "02/06/2025")]


@pytest.mark.parametrize(
    ("what", "child", "one", "count"),
    [
        ("from home", CHILD, away(date(2025, 6, 1), date(2025, 6, 2), "H"), 0),
        ("away without authorisation", CHILD, away(date(2025, 6, 1), date(2025, 6, 2), "A"), 1),
        ("the day before the year", CHILD, away(date(2025, 3, 30), date(2025, 3, 31)), 0),
        ("over the start of the year", CHILD, away(date(2025, 3, 30), date(2025, 4, 1)), 1),
        ("the last day of the year", CHILD, away(date(2026, 3, 31), None), 1),
        ("the day after the year", CHILD, away(date(2026, 4, 1), None), 0),
        ("outside care", replace(CHILD, care=((date(2025, 7, 1), None),)), IN_JUNE, 0),
        ("on the birthday of eighteen", replace(CHILD, born=date(2007, 6, 1)), IN_JUNE, 0),
        ("the day before it", replace(CHILD, born=date(2007, 6, 2)), IN_JUNE, 1),
    ],
)
def test_which_absences_are_rows(what: str, child: LookedAfter, one: Away, count: int) -> None:
    assert len(rows(child, one)) == count, what


def test_an_absence_that_goes_on_after_the_year_is_open_and_one_at_eighteen_ends_there() -> None:
    assert rows(CHILD, away(date(2026, 3, 30), date(2026, 4, 2)))[0][-1] == ""
    assert rows(replace(CHILD, born=date(2007, 6, 5)), away(date(2025, 6, 1), None))[0][-1] == "05/06/2025"


def test_the_returns_own_rules_are_checked() -> None:
    later = away(date(2025, 6, 2), date(2025, 6, 3), ref="E2")
    ended = ((date(2025, 1, 1), date(2025, 6, 1)),)
    assert found(CHILD, IN_JUNE, later) == []
    assert found(CHILD, away(date(2025, 6, 1), date(2025, 6, 3)), later) == ["574"]
    assert found(CHILD, away(date(2025, 6, 1), None), later) == ["574"]
    assert found(replace(CHILD, placements=ended), IN_JUNE) == ["575"]
    assert found(replace(CHILD, placements=(*ended, (date(2025, 6, 2), None))), IN_JUNE) == []
    assert found(replace(CHILD, care=ended), IN_JUNE) == ["577"]
    assert found(replace(CHILD, care=ended), later) == ["578"]
    assert found(replace(CHILD, care=((date(2025, 7, 1), None),)), IN_JUNE) == ["581"]
    assert found(replace(CHILD, born=date(2025, 6, 15)), IN_JUNE) == ["586"]
    assert found(replace(CHILD, born=None), IN_JUNE) == ["DOB"]

"""When a pattern calls for a meeting: whatever the order in which episodes become known, one at a time and none left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.rules.missing import Absence, Category, Counts, Report, State, editions, standing
from holdfast.rules.missing_intervention import Lowers, called, holds, lowers
from holdfast.rules.missing_marks import Away, Key, marks, plain

SHIPPED = editions([(None, {})])
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 6, 30)


def reports_on(*days: int) -> list[Report]:
    return [Report(f"E{n}", Category.MISSING, START + day * DAY, START + day * DAY + HOUR) for n, day in enumerate(days)]


def counts(reports: list[Report]) -> Counts:
    return Counts(reports, SHIPPED)


def day(number: int) -> date:
    return (START + number * DAY).date()


made = st.lists(
    st.builds(
        lambda number, start, hours, category, void: Report(
            f"R{number}", category, START + start * DAY, START + start * DAY + hours * HOUR, void
        ),
        st.integers(0, 10**6),
        st.integers(0, 200),
        st.integers(0, 40),
        st.sampled_from([Category.MISSING, Category.FROM_HOME, Category.AWAY]),
        st.booleans(),
    ),
    unique_by=lambda one: one.ref,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(reports=made, looked=st.integers(0, 220))
def test_a_day_is_over_exactly_when_a_plain_count_says_so(reports: list[Report], looked: int) -> None:
    on = counts(reports).on(day(looked))
    plainly = standing(reports, SHIPPED, day(looked))
    assert (on.refs, on.over) == (plainly.refs, plainly.state is State.TRIGGERED)


@settings(max_examples=60, deadline=None)
@given(reports=made, order=st.randoms(use_true_random=False), today=st.integers(150, 220))
def test_however_episodes_become_known_every_absence_of_a_pattern_is_answered_for(
    reports: list[Report], order, today: int
) -> None:
    """Reports come in any order, and a meeting answers at once for what calls for it: in the end nothing is left to call for."""
    known: list[Report] = []
    answered: set[str] = set()
    order.shuffle(reports)
    for one in reports:
        known.append(one)
        call = called(counts(known), answered, day(today))
        if call is not None:
            assert {new.ref for new in call.new} - answered
            answered |= {report.ref for absence in call.absences for report in absence.reports}
        assert called(counts(known), answered, day(today)) is None
    _nothing_is_left_out(known, answered, day(today))


def _nothing_is_left_out(known: list[Report], answered: set[str], today: date) -> None:
    """A plain look, day by day: every absence of a window that is over, and to which one of the last ninety days belongs."""
    begins = today - 89 * DAY
    for back in range(90):
        stands = standing(known, SHIPPED, today - back * DAY)
        if stands.state is State.TRIGGERED and stands.absences[-1].day >= begins:
            assert all(_answered(one, answered) for one in stands.absences)


def _answered(one: Absence, answered: set[str]) -> bool:
    return any(report.ref in answered for report in one.reports)


@settings(max_examples=40, deadline=None)
@given(reports=made, which=st.integers(0, 11))
def test_setting_a_report_aside_that_counted_always_says_that_it_lowers(reports: list[Report], which: int) -> None:
    if not reports:
        return
    void = [replace(one, void=True) if number == which % len(reports) else one for number, one in enumerate(reports)]
    before, after = counts(reports), counts(void)
    fewer = after.counted(TODAY) < before.counted(TODAY)
    assert not fewer or lowers(before, after, TODAY) is not Lowers.NOTHING
    assert lowers(before, before, TODAY) is Lowers.NOTHING


def test_the_fourth_calls_and_the_first_three_do_not() -> None:
    assert called(counts(reports_on(1, 2, 3)), (), day(3)) is None
    call = called(counts(reports_on(1, 2, 3, 9)), (), day(9))
    assert call is not None
    assert (call.crossing.day, [one.ref for one in call.new]) == (day(9), ["E0", "E1", "E2", "E3"])


CASES = [
    ("what a meeting answers for calls for no other", (1, 2, 3, 9), ["E0", "E1", "E2", "E3"], 9, None),
    ("the next that still makes too many does", (1, 2, 3, 9, 12), ["E0", "E1", "E2", "E3"], 12, 12),
    ("the next does not where the first have left the window", (1, 2, 3, 9, 110), ["E0", "E1", "E2", "E3"], 110, None),
    ("a report put between them later does", (1, 2, 3, 5, 9), ["E0", "E1", "E2", "E4"], 9, 5),
    ("history further back than the window calls for nobody", (1, 2, 3, 9), [], 100, None),
    ("what was crossed inside the window does, though the count has fallen since", (1, 2, 3, 80), [], 95, 80),
]


@pytest.mark.parametrize(("what", "days", "answered", "today", "on"), CASES, ids=[row[0] for row in CASES])
def test_when_a_meeting_is_called_for(what: str, days: tuple[int, ...], answered: list[str], today: int, on: int | None) -> None:
    call = called(counts(reports_on(*days)), answered, day(today))
    assert (call.crossing.day if call else None) == (day(on) if on else None), what


def test_a_change_that_undoes_the_crossing_no_longer_holds_and_one_that_moves_it_does() -> None:
    four = reports_on(1, 2, 3, 9)
    refs = [one.ref for one in four]
    assert holds(counts(four), refs, day(9))
    assert not holds(counts([*four[:3], replace(four[3], void=True)]), refs, day(9))
    later = replace(four[3], started=four[3].started + 2 * DAY, ended=four[3].started + 3 * DAY)
    assert holds(counts([*four[:3], later]), refs, day(9))


# -- what stands out --------------------------------------------------------------------------------------------------


def away(ref: str, start: int, hours: int | None = 3, **words: object) -> Away:
    begun = START + start * DAY
    return Away(ref, begun, begun + hours * HOUR if hours is not None else None, **words)  # type: ignore[arg-type]


def keys(aways: list[Away], ever: int = 9, born: date | None = None) -> list[Key]:
    return [one.key for one in marks(aways, ever=ever, born=born, at=START + 20 * DAY, day=day(20), settings={})]


def test_what_stands_out_beside_the_number() -> None:
    assert keys([away("A", 1)], ever=1) == [Key.FIRST]
    assert keys([away("A", 1)], born=date(2013, 1, 30)) == [Key.YOUNG]
    assert keys([away("A", 1)], born=date(2012, 1, 20)) == []
    assert keys([away("A", 1, 24), away("B", 5, 25), away("C", 18, None)]) == [Key.LONG, Key.LONG]
    same = [away("A", 1, places=("At the bus station.",)), away("B", 5, places=("bus station",), companions=("Nobody",))]
    assert keys(same) == [Key.PLACE]
    assert keys([away("A", 1, found_with="A man, about 30"), away("B", 5, found_with="a man about 30")]) == [Key.ADULT]
    assert keys([away("A", 1, places=("Park", "park"))]) == []


def test_words_are_compared_as_they_are_and_nobody_is_no_companion() -> None:
    assert plain("At the Bus Station.") == plain("bus station")
    assert plain("Alone") == plain("  ") == plain("not known") == ""

"""When missing episodes make a pattern: tables of dates, and a plain count beside the rule's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.rules.local import in_london
from holdfast.rules.missing import (
    Category,
    Edition,
    Report,
    State,
    absences,
    crossings,
    edition,
    editions,
    inferred,
    standing,
    standing_at,
)
from holdfast.rules.missing_explained import Why, explain

RULE = edition({})
SHIPPED = editions([(None, {})])


def at(text: str) -> datetime:
    return in_london(datetime.fromisoformat(text))


def report(ref: str, started: str, ended: str = "", category: str = "M", void: bool = False, same_as: str = "") -> Report:
    return Report(ref, Category(category), at(started), at(ended) if ended else None, void, same_as)


def four(*starts: str) -> list[Report]:
    return [report(f"E{n}", f"{day}T22:00", f"{day}T23:00") for n, day in enumerate(starts, 1)]


def refs(reports: list[Report], categories: frozenset[Category] = RULE.categories) -> list[str]:
    return [one.ref for one in absences(reports, categories)]


def test_as_shipped_more_than_three_in_ninety_days_of_missing_and_missing_from_home() -> None:
    assert (RULE.threshold, RULE.days, RULE.at_least) == (3, 90, False)
    assert sorted(RULE.categories) == [Category.FROM_HOME, Category.MISSING]
    assert [RULE.state(count) for count in range(6)] == [State.BELOW] * 3 + [State.APPROACHING, State.TRIGGERED, State.TRIGGERED]


OVERLAPS = [
    ("one ending as the next starts leaves two", [("A", "T10:00", "T11:00"), ("B", "T11:00", "T12:00")], ["A", "B"]),
    ("a minute of overlap is one", [("A", "T10:00", "T11:01"), ("B", "T11:00", "T12:00")], ["A"]),
    ("same start is one, under the lower ref", [("B", "T10:00", "T11:00"), ("A", "T10:00", "T10:30")], ["A"]),
    ("an empty report at the end of another is its own", [("A", "T10:00", "T11:00"), ("B", "T11:00", "T11:00")], ["A", "B"]),
    ("same start is one, however short", [("A", "T10:00", "T10:00"), ("B", "T10:00", "T11:00")], ["A"]),
    ("a chain is one", [("A", "T10:00", "T12:00"), ("B", "T11:00", "T14:00"), ("C", "T13:00", "T15:00")], ["A"]),
    ("an open report ends as the next starts", [("A", "T10:00", ""), ("B", "T11:00", "T12:00")], ["A", "B"]),
    ("an open report of the same start does not end there", [("A", "T10:00", ""), ("B", "T10:00", "T12:00")], ["A"]),
    (
        "an open report inside a longer one stays in it",
        [("A", "T08:00", "T14:00"), ("B", "T10:00", ""), ("C", "T13:00", "")],
        ["A"],
    ),
]


@pytest.mark.parametrize(("what", "rows", "expected"), OVERLAPS, ids=[row[0] for row in OVERLAPS])
def test_overlapping_reports_are_one_absence(what: str, rows: list[tuple[str, str, str]], expected: list[str]) -> None:
    day = "2026-03-03"
    reports = [report(ref, day + start, day + end if end else "") for ref, start, end in rows]
    assert refs(reports) == refs(reports[::-1]) == expected, what


def test_void_reports_and_uncounted_categories_bridge_nothing() -> None:
    bridge = report("X", "2026-03-03T10:30", "2026-03-03T12:30")
    sides = [report("A", "2026-03-03T10:00", "2026-03-03T11:00"), report("B", "2026-03-03T12:00", "2026-03-03T13:00")]
    assert refs([*sides, bridge]) == ["A"]
    assert refs([*sides, replace(bridge, void=True)]) == ["A", "B"]
    assert refs([*sides, replace(bridge, category=Category.AWAY)]) == ["A", "B"]


def test_an_open_report_ends_at_the_next_of_whatever_category_but_never_at_a_void_one() -> None:
    opened = report("A", "2026-03-03T10:00")
    later = report("C", "2026-03-05T10:00", "2026-03-05T11:00")
    away = report("B", "2026-03-04T10:00", "2026-03-04T11:00", "A")
    long_ago = report("B0", "2026-03-04T12:00", "2026-03-04T13:00")
    assert refs([opened, away, long_ago, later]) == ["A", "B0", "C"]
    assert inferred([opened, away, later]) == ["A"]
    assert inferred([opened, replace(away, void=True)]) == []


def test_reports_that_a_person_joined_are_one_absence() -> None:
    apart = [
        report("A", "2026-03-03T10:00", "2026-03-03T11:00"),
        report("B", "2026-03-04T10:00", "2026-03-04T11:00", same_as="A"),
    ]
    assert refs(apart) == ["A"]
    assert refs([replace(apart[0], void=True), apart[1]]) == ["B"]


def test_the_window_is_ninety_local_dates_with_the_day_itself() -> None:
    reports = four("2026-01-01", "2026-02-01", "2026-03-01", "2026-03-31")
    last_day = date(2026, 3, 31)
    assert standing(reports, SHIPPED, last_day).window == (date(2026, 1, 1), last_day)
    assert standing(reports, SHIPPED, last_day).state is State.TRIGGERED
    assert standing(reports, SHIPPED, last_day + timedelta(days=1)).state is State.APPROACHING


def test_an_absence_that_began_before_the_window_does_not_count_though_a_report_of_it_began_inside() -> None:
    reports = [report("A", "2025-12-31T23:59", "2026-01-02T10:00"), report("B", "2026-01-01T09:00", "2026-01-03T10:00")]
    reports += four("2026-02-01", "2026-03-01", "2026-03-31")
    found = standing(reports, SHIPPED, date(2026, 3, 31))
    assert (found.count, found.refs) == (3, ["E1", "E2", "E3"])


MIDNIGHTS = [
    ("winter midnight is the new day", "2026-01-15T00:00", date(2026, 1, 15)),
    ("a minute before midnight in summer is the old day", "2026-06-30T23:59", date(2026, 6, 30)),
    ("29 February is a day", "2028-02-29T12:00", date(2028, 2, 29)),
]


@pytest.mark.parametrize(("what", "started", "day"), MIDNIGHTS, ids=[row[0] for row in MIDNIGHTS])
def test_an_episode_counts_on_its_local_date(what: str, started: str, day: date) -> None:
    assert absences([report("A", started)], RULE.categories)[0].day == day, what


def test_a_summer_night_told_in_world_time_counts_on_the_london_date() -> None:
    told = Report("A", Category.MISSING, datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert absences([told], RULE.categories)[0].day == date(2026, 7, 1)


def test_the_hour_that_happens_twice_is_two_hours_long() -> None:
    first = Report("A", Category.MISSING, at("2026-10-25T00:30"), datetime(2026, 10, 25, 1, 10, tzinfo=UTC))
    second = Report("B", Category.MISSING, datetime(2026, 10, 25, 1, 5, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC))
    assert refs([first, second]) == ["A"]
    assert refs([replace(first, ended=at("2026-10-25T01:10")), second]) == ["A", "B"]


def test_a_window_over_29_february_has_one_day_less_before_it() -> None:
    assert RULE.window(date(2028, 3, 31))[0] == date(2028, 1, 2)
    assert RULE.window(date(2027, 3, 31))[0] == date(2027, 1, 1)


def test_reports_after_the_moment_are_left_out_and_end_nothing() -> None:
    reports = [*four("2026-01-10", "2026-02-10", "2026-03-10"), report("L", "2026-03-31T23:59")]
    assert standing_at(reports, SHIPPED, at("2026-03-31T23:58")).state is State.APPROACHING
    assert standing_at(reports, SHIPPED, at("2026-03-31T23:59")).state is State.TRIGGERED


def test_a_crossing_is_the_first_day_over_and_comes_again_after_the_count_has_fallen() -> None:
    reports = four("2026-01-01", "2026-02-01", "2026-03-01", "2026-03-03", "2026-03-05", "2026-08-01", "2026-08-02", "2026-08-03")
    assert [one.day for one in crossings(reports, SHIPPED)] == [date(2026, 3, 3)]
    again = [*reports, report("E9", "2026-08-04T10:00")]
    assert [(one.day, one.refs) for one in crossings(again, SHIPPED)] == [
        (date(2026, 3, 3), ["E1", "E2", "E3", "E4"]),
        (date(2026, 8, 4), ["E6", "E7", "E8", "E9"]),
    ]


def test_a_changed_setting_holds_from_its_day_and_the_days_before_keep_theirs() -> None:
    reports = four("2026-02-01", "2026-02-10", "2026-03-01")
    changed = editions([(None, {}), (date(2026, 3, 10), {"missing.trigger_count": 2})])
    assert [(one.day, one.edition.threshold) for one in crossings(reports, changed)] == [(date(2026, 3, 10), 2)]
    assert standing(reports, changed, date(2026, 3, 9)).state is State.APPROACHING
    assert "as set from 2026-03-10" in str(changed[1])


def test_a_child_in_care_may_have_a_count_of_their_own() -> None:
    own = {"missing.trigger_count_in_care": 2}
    reports = four("2026-02-01", "2026-02-10", "2026-03-01")
    in_care = editions([(None, own)], [(date(2026, 3, 1), date(2026, 3, 5))])
    assert [(one.from_date, one.threshold) for one in in_care] == [(None, 3), (date(2026, 3, 1), 2), (date(2026, 3, 6), 3)]
    assert standing(reports, in_care, date(2026, 3, 5)).state is State.TRIGGERED
    assert standing(reports, in_care, date(2026, 3, 6)).state is State.APPROACHING


def test_at_least_reads_the_count_itself_as_over() -> None:
    at_least = editions([(None, {"missing.trigger_comparison": "at_least", "missing.trigger_counts_away": "yes"})])
    assert at_least[0].state(3) is State.TRIGGERED
    assert at_least[0].state(2) is State.APPROACHING
    assert Category.AWAY in at_least[0].categories


def test_every_report_is_told_why_it_counted_or_did_not() -> None:
    reports = [
        *four("2026-02-01", "2026-02-10", "2026-03-01"),
        report("V", "2026-02-20T10:00", void=True),
        report("W", "2026-02-21T10:00", "2026-02-21T11:00", "A"),
        report("S", "2026-03-01T22:30", "2026-03-01T23:30"),
        report("B", "2025-10-01T10:00"),
        report("N", "2026-04-01T10:00"),
    ]
    told = explain(reports, SHIPPED, date(2026, 3, 31))
    assert {line.report.ref: line.why for line in told.lines} == {
        "E1": Why.COUNTED, "E2": Why.COUNTED, "E3": Why.COUNTED, "S": Why.SAME,
        "V": Why.VOID, "W": Why.CATEGORY, "B": Why.BEFORE, "N": Why.AFTER,
    }  # fmt: skip
    assert [line.report.ref for line in told.lines if line.end_inferred] == ["B"]
    assert told.sentence == (
        "3 missing episodes started in the 90 days from Thursday 1 January 2026 to Tuesday 31 March 2026; "
        "more than 3 calls for a missing intervention meeting, so the next calls for it."
    )


# -- a plain count beside the rule's ----------------------------------------------------------------------------------

BEGUN = datetime(2026, 2, 20, tzinfo=UTC)
MOMENTS = st.integers(0, 110 * 24).map(lambda hours: BEGUN + timedelta(hours=hours))


@st.composite
def told(draw: st.DrawFn, ref: str) -> Report:
    started = draw(MOMENTS)
    hours = draw(st.one_of(st.none(), st.integers(0, 60)))
    category = draw(st.sampled_from([Category.MISSING, Category.MISSING, Category.AWAY, Category.FROM_HOME]))
    ended = None if hours is None else started + timedelta(hours=hours)
    return Report(ref, category, started, ended, void=draw(st.integers(0, 6)) == 0)


@st.composite
def histories(draw: st.DrawFn) -> list[Report]:
    """Reports in random order, some corrected after they were first told, some voided, some joined to another by a person."""
    kept = {f"R{n:02}": draw(told(f"R{n:02}")) for n in range(draw(st.integers(0, 12)))}
    for ref in draw(st.lists(st.sampled_from(sorted(kept)), max_size=4)) if kept else []:
        kept[ref] = draw(told(ref))
    for ref in draw(st.lists(st.sampled_from(sorted(kept)), max_size=2)) if kept else []:
        kept[ref] = replace(kept[ref], same_as=draw(st.sampled_from(sorted(kept))))
    return draw(st.permutations(list(kept.values())))


def counted_plainly(reports: list[Report], rule: Edition) -> list[tuple[date, str]]:
    """Each absence by its first day and ref, oldest first, found by asking of every two reports whether they meet."""
    live = [one for one in reports if not one.void]
    never = datetime.max.replace(tzinfo=UTC)
    ends = {
        one.ref: one.ended or min((other.started for other in live if other.started > one.started), default=never) for one in live
    }

    def meet(one: Report, other: Report) -> bool:
        joined = other.ref == one.same_as or one.ref == other.same_as
        return joined or one.started == other.started or (one.started < ends[other.ref] and other.started < ends[one.ref])

    groups: list[set[Report]] = []
    for one in (report for report in live if report.category in rule.categories):
        met = [group for group in groups if any(meet(one, other) for other in group)]
        groups = [group for group in groups if group not in met] + [{one}.union(*met)]
    firsts = sorted((min((one.started, one.ref) for one in group)) for group in groups)
    return [(in_london(started).date(), ref) for started, ref in firsts]


def within(found: list[tuple[date, str]], day: date) -> list[str]:
    return [ref for first, ref in found if 0 <= (day - first).days < RULE.days]


@given(histories())
@settings(max_examples=40)
def test_any_history_crosses_on_the_days_of_a_plain_count(reports: list[Report]) -> None:
    found = counted_plainly(reports, RULE)
    seen = [(day, within(found, day)) for day in (date(2026, 2, 18) + timedelta(days=n) for n in range(120))]
    expected = [now for before, now in pairwise(seen) if len(now[1]) > 3 >= len(before[1])]
    assert [(one.day, one.refs) for one in crossings(reports, SHIPPED)] == expected


@given(histories(), st.dates(date(2026, 2, 18), date(2026, 6, 20)))
@settings(max_examples=40)
def test_any_day_counts_as_a_plain_count_does_in_whatever_order_it_was_told(reports: list[Report], day: date) -> None:
    found = standing(reports, SHIPPED, day)
    assert found.refs == within(counted_plainly(reports, RULE), day)
    assert standing(reports[::-1], SHIPPED, day).refs == found.refs
    whys = [line.why for line in explain(reports, SHIPPED, day).lines]
    assert whys.count(Why.COUNTED) == found.count
    assert len(whys) == len(reports)

"""What holds of every time limit, whatever the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.rules import clock, working
from holdfast.rules.calendar import Region, WorkingCalendar
from holdfast.rules.clock import Measure
from holdfast.rules.local import LONDON, in_london, parse, same_day_months_later

ENGLAND = WorkingCalendar()
UK = WorkingCalendar(Region.ANY_PART)
INSTANTS = st.datetimes(datetime(1975, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC))
DAYS = st.dates(date(1975, 1, 1), date(2090, 12, 31))


def of(measure: Measure) -> st.SearchStrategy[clock.Rule]:
    return st.sampled_from([row for row in clock.RULES if row.measure is measure])


@given(of(Measure.WORKING_DAYS), INSTANTS)
def test_working_days_are_counted_one_by_one(row: clock.Rule, start: datetime) -> None:
    found = clock.due(row.key, start)
    calendar = WorkingCalendar(row.region)
    day, left = in_london(start).date(), row.figure({})
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and calendar.holiday(day) is None
    assert found.due.date() == day
    assert (found.due.hour, found.due.minute) == (17, 0)
    assert calendar.is_working(found.due.date())


@given(st.one_of(of(Measure.HOURS), of(Measure.MINUTES)), INSTANTS)
def test_elapsed_time_is_an_exact_difference(row: clock.Rule, start: datetime) -> None:
    found = clock.due(row.key, start)
    passed = found.due.astimezone(UTC) - start
    unit = timedelta(hours=1) if row.measure is Measure.HOURS else timedelta(minutes=1)
    assert passed == row.figure({}) * unit


@given(of(Measure.MONTHS), INSTANTS)
def test_months_keep_the_day_or_take_the_last(row: clock.Rule, start: datetime) -> None:
    found = clock.due(row.key, start)
    begun = in_london(start).date()
    months = (found.due.year - begun.year) * 12 + found.due.month - begun.month
    assert months == row.figure({})
    last_of_month = (found.due.date() + timedelta(days=1)).day == 1
    assert found.due.day == begun.day or (found.due.day < begun.day and last_of_month)


@given(st.sampled_from(clock.RULES), INSTANTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_later_start_never_ends_earlier(row: clock.Rule, start: datetime, more: timedelta) -> None:
    assert clock.due(row.key, start).due <= clock.due(row.key, start + more).due


@given(st.sampled_from(clock.RULES), INSTANTS)
def test_the_zone_in_which_a_time_is_told_does_not_matter(row: clock.Rule, start: datetime) -> None:
    in_words = start.astimezone(LONDON).isoformat()
    assert clock.due_from_text(row.key, in_words).due == clock.due_from_text(row.key, start.isoformat()).due


@given(st.datetimes(datetime(1975, 1, 1), datetime(2090, 12, 31)))
def test_a_naive_time_is_londons_first_or_gmt(naive: datetime) -> None:
    found = parse(naive.isoformat())
    as_summer, as_winter = naive - timedelta(hours=1), naive
    offset = found.utcoffset()
    back = found.replace(tzinfo=None)
    if back == naive:
        assert found.astimezone(UTC).replace(tzinfo=None) == (as_summer if offset else as_winter)
        assert found.fold == 0
    else:
        assert found.astimezone(UTC).replace(tzinfo=None) == as_winter


@given(DAYS)
def test_england_rests_when_the_kingdom_may(day: date) -> None:
    assert ENGLAND.is_working(day) or not UK.is_working(day)


@given(DAYS, st.integers(1, 12))
def test_month_arithmetic_lands_in_the_right_month(day: date, months: int) -> None:
    later = same_day_months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(INSTANTS, st.integers(1, 60))
def test_mash_hours_end_while_mash_is_open(start: datetime, hours: int) -> None:
    mash = working.mash_hours({})
    ends = mash.after(start, hours)
    assert mash.is_open(ends - timedelta(microseconds=1))
    assert ends - in_london(start) >= timedelta(hours=hours)


@given(INSTANTS)
def test_the_next_opening_is_open_and_never_past(instant: datetime) -> None:
    opening = working.next_opening(instant, {})
    assert working.is_open(opening, {})
    assert opening >= in_london(instant)
    assert (opening == in_london(instant)) == working.is_open(instant, {})


# The bank holidays of England and Wales as gov.uk published them.
PUBLISHED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_england_keeps_the_published_bank_holidays(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=count) for count in range(365 + (year % 4 == 0)))
    kept = {f"{day:%m-%d}" for day in days if day.weekday() < 5 and not ENGLAND.is_working(day)}
    assert kept == set(PUBLISHED[year].split())

"""Dates, durations, ages and numbers read as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from holdfast.ui import formats

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


def test_dates_read_as_the_design_says():
    assert formats.long_moment(NOW) == "Tuesday 24 November 2026, 4:30pm"
    assert formats.short_moment(NOW, NOW) == "24 Nov, 4:30pm"
    assert formats.short_moment(NOW, datetime(2027, 1, 1, tzinfo=UTC)) == "24 Nov 2026, 4:30pm"
    assert formats.plain_date(date(2012, 5, 3)) == "3 May 2012"
    assert formats.long_date(None) == formats.short_moment(None) == formats.machine(None) == ""


def test_instants_are_shown_on_london_clocks():
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert formats.long_moment(summer) == "Wednesday 1 July 2026, 12:30am"
    assert formats.day_of(summer) == date(2026, 7, 1)
    assert formats.machine(summer) == "2026-07-01T00:30:00+01:00"
    assert formats.clock_time(datetime(2026, 1, 1, 12)) == "midday"


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=30), "due now"),
        (timedelta(minutes=25), "due in 25 minutes"),
        (timedelta(minutes=80), "due in 1 hour 20 minutes"),
        (timedelta(hours=3, minutes=59), "due in 3 hours"),
        (timedelta(hours=47), "due in 47 hours"),
        (timedelta(days=4, hours=20), "due in 4 days"),
        (-timedelta(minutes=1), "1 minute late"),
        (-timedelta(days=2), "2 days late"),
    ],
)
def test_time_left_is_never_overstated(away, words):
    assert formats.due_phrase(NOW + away, NOW) == words


def test_time_left_counts_real_hours_across_the_clock_change():
    before, after = datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 20, tzinfo=UTC)
    assert formats.due_phrase(formats.local(after), formats.local(before)) == "due in 24 hours"


@pytest.mark.parametrize(
    ("born", "on", "words"),
    [
        (date(2012, 11, 24), date(2026, 11, 24), "14 years"),
        (date(2012, 11, 25), date(2026, 11, 24), "13 years"),
        (date(2008, 2, 29), date(2026, 2, 28), "17 years"),
        (date(2008, 2, 29), date(2026, 3, 1), "18 years"),
        (date(2025, 6, 1), date(2026, 11, 24), "17 months"),
        (date(2026, 11, 1), date(2026, 11, 24), "3 weeks"),
        (date(2027, 1, 1), date(2026, 11, 24), "not born yet"),
        (None, date(2026, 11, 24), "age not known"),
    ],
)
def test_ages(born, on, words):
    assert formats.age(born, on) == words


def test_numbers_to_ring():
    assert formats.phone("01432260800") == "01432 260800"
    assert formats.tel("01432 260800") == "tel:+44-1432-260800"
    assert (formats.phone("999"), formats.tel("999")) == ("999", "tel:999")
    assert formats.phone("ask for Jo") == "ask for Jo"
    assert formats.phone(None) == ""


def test_words():
    assert formats.plural(1, "child", "children") == "1 child"
    assert formats.plural(1204, "child", "children") == "1,204 children"
    assert formats.sentence(["Ada", "Ben", "Cy"]) == "Ada, Ben and Cy"
    assert formats.sentence([]) == ""
    assert formats.first_upper("aMBER") == "AMBER"

"""Time limits by tables of dates: bank holidays, clock changes, short months and 29 February."""

import json
from datetime import UTC, datetime

import pytest

from holdfast.rules import clock, config
from holdfast.rules.clock import TimeUnclear, UnknownRule

NAMED = {
    "referral.decision": "1 working day",
    "referral.written-after-phone": "2 working days",
    "assessment.complete": "45 working days",
    "s47.icpc": "15 working days",
    "icpc.core-group": "10 working days",
    "icpc.first-review": "3 months",
    "cp.next-review": "6 months",
    "lac.first-review": "20 working days",
    "lac.second-review": "3 months",
    "lac.next-review": "6 months",
    "missing.return-interview": "72 elapsed hours",
    "sar.response": "1 month",
    "foi.response": "20 working days",
    "breach.ico": "72 elapsed hours",
    "rag.red": "4 elapsed hours",
    "rag.amber": "24 MASH working hours",
    "rag.green": "72 elapsed hours",
}

DUE = [
    # One working day: an ordinary week, a weekend, Christmas with a day in lieu, a start on a closed day.
    ("referral.decision", "2026-11-24T16:30", "2026-11-25T17:00:00+00:00"),
    ("referral.decision", "2026-11-24T00:00", "2026-11-25T17:00:00+00:00"),
    ("referral.decision", "2026-11-24T23:59:59", "2026-11-25T17:00:00+00:00"),
    ("referral.decision", "2026-11-20T18:00", "2026-11-23T17:00:00+00:00"),
    ("referral.decision", "2026-11-21T10:00", "2026-11-23T17:00:00+00:00"),
    ("referral.decision", "2026-12-24T16:30", "2026-12-29T17:00:00+00:00"),
    ("referral.decision", "2027-12-24T09:00", "2027-12-29T17:00:00+00:00"),
    ("referral.decision", "2022-12-23T09:00", "2022-12-28T17:00:00+00:00"),
    ("referral.decision", "2021-12-24T09:00", "2021-12-29T17:00:00+00:00"),
    ("referral.decision", "2021-12-31T09:00", "2022-01-04T17:00:00+00:00"),
    ("referral.decision", "2026-12-31T09:00", "2027-01-04T17:00:00+00:00"),
    # Days that were moved or proclaimed.
    ("referral.decision", "2020-05-01T09:00", "2020-05-04T17:00:00+01:00"),
    ("referral.decision", "2020-05-07T09:00", "2020-05-11T17:00:00+01:00"),
    ("referral.decision", "2022-05-27T09:00", "2022-05-30T17:00:00+01:00"),
    ("referral.decision", "2022-06-01T09:00", "2022-06-06T17:00:00+01:00"),
    ("referral.decision", "2022-09-16T09:00", "2022-09-20T17:00:00+01:00"),
    ("referral.decision", "2023-05-05T09:00", "2023-05-09T17:00:00+01:00"),
    ("referral.decision", "2012-06-01T09:00", "2012-06-06T17:00:00+01:00"),
    ("referral.decision", "2011-04-28T09:00", "2011-05-03T17:00:00+01:00"),
    ("referral.decision", "1999-12-30T09:00", "2000-01-04T17:00:00+00:00"),
    # The local date counts, not the date where the clock was read.
    ("referral.decision", "2026-06-30T23:30Z", "2026-07-02T17:00:00+01:00"),
    ("referral.decision", "2026-06-30T23:30", "2026-07-01T17:00:00+01:00"),
    ("referral.decision", "2026-11-25T01:00+05:30", "2026-11-25T17:00:00+00:00"),
    ("referral.decision", "2026-11-24T20:00-05:00", "2026-11-26T17:00:00+00:00"),
    # England only: Saint Andrew's Day and 2 January are working days here, and not for information requests.
    ("referral.decision", "2026-11-27T09:00", "2026-11-30T17:00:00+00:00"),
    ("s47.icpc", "2026-03-02T10:00", "2026-03-23T17:00:00+00:00"),
    ("foi.response", "2026-03-02T10:00", "2026-03-31T17:00:00+01:00"),
    ("foi.response", "2026-07-01T10:00", "2026-07-30T17:00:00+01:00"),
    ("foi.response", "2026-11-16T10:00", "2026-12-15T17:00:00+00:00"),
    ("foi.response", "2026-12-21T10:00", "2027-01-22T17:00:00+00:00"),
    ("assessment.complete", "2026-03-02T10:00", "2026-05-07T17:00:00+01:00"),
    ("assessment.complete", "2026-10-26T10:00", "2026-12-30T17:00:00+00:00"),
    ("icpc.core-group", "2026-12-21T10:00", "2027-01-07T17:00:00+00:00"),
    ("lac.first-review", "2026-12-07T10:00", "2027-01-07T17:00:00+00:00"),
    ("referral.written-after-phone", "2026-04-02T10:00", "2026-04-08T17:00:00+01:00"),
    # Months: the same day, or the last; never moved.
    ("icpc.first-review", "2026-11-30T09:00", "2027-02-28T17:00:00+00:00"),
    ("icpc.first-review", "2027-11-30T09:00", "2028-02-29T17:00:00+00:00"),
    ("icpc.first-review", "2027-11-29T09:00", "2028-02-29T17:00:00+00:00"),
    ("icpc.first-review", "2026-09-25T09:00", "2026-12-25T17:00:00+00:00"),
    ("cp.next-review", "2026-08-31T09:00", "2027-02-28T17:00:00+00:00"),
    ("lac.second-review", "2026-12-31T09:00", "2027-03-31T17:00:00+01:00"),
    ("lac.next-review", "2028-02-29T09:00", "2028-08-29T17:00:00+01:00"),
    ("sar.response", "2026-01-31T09:00", "2026-02-28T17:00:00+00:00"),
    ("sar.response", "2026-03-31T09:00", "2026-04-30T17:00:00+01:00"),
    ("sar.response", "2026-12-15T23:59", "2027-01-15T17:00:00+00:00"),
    ("sar.response", "2026-06-30T23:30Z", "2026-08-01T17:00:00+01:00"),
    # Elapsed hours are real ones, across both clock changes.
    ("missing.return-interview", "2026-11-20T18:00", "2026-11-23T18:00:00+00:00"),
    ("missing.return-interview", "2026-03-28T12:00", "2026-03-31T13:00:00+01:00"),
    ("missing.return-interview", "2026-10-24T12:00", "2026-10-27T11:00:00+00:00"),
    ("breach.ico", "2026-12-24T16:30", "2026-12-27T16:30:00+00:00"),
    # The hour that happens twice is the first; the hour that does not exist is read as GMT.
    ("breach.ico", "2026-10-25T01:30", "2026-10-28T00:30:00+00:00"),
    ("breach.ico", "2026-10-25T01:30Z", "2026-10-28T01:30:00+00:00"),
    ("breach.ico", "2026-03-29T01:30", "2026-04-01T02:30:00+01:00"),
    ("rag.red", "2026-03-29T00:30", "2026-03-29T05:30:00+01:00"),
    ("rag.red", "2026-11-20T18:00", "2026-11-20T22:00:00+00:00"),
    # MASH hours, 9am to 5pm: 24 of them are three open days.
    ("rag.amber", "2026-11-20T18:00", "2026-11-25T17:00:00+00:00"),
    ("rag.amber", "2026-11-23T09:00", "2026-11-25T17:00:00+00:00"),
    ("rag.amber", "2026-11-23T10:15", "2026-11-26T10:15:00+00:00"),
    ("rag.amber", "2026-12-24T16:00", "2026-12-31T16:00:00+00:00"),
    ("check.soon", "2026-11-20T16:59", "2026-11-23T16:59:00+00:00"),
    # Days and weeks.
    ("exploitation.core-group", "2026-11-24T09:00", "2027-01-05T17:00:00+00:00"),
    ("nrm.devolved-decision", "2026-11-24T09:00", "2027-01-08T17:00:00+00:00"),
]


@pytest.mark.parametrize(("rule", "start", "expected"), DUE)
def test_each_limit_ends_when_the_table_says(rule: str, start: str, expected: str) -> None:
    assert clock.due_from_text(rule, start).as_json()["due"] == expected


@pytest.mark.parametrize(("rule", "limit"), NAMED.items())
def test_the_named_limits_are_listed(rule: str, limit: str) -> None:
    listed = {row["rule"]: row for row in clock.listing()}
    assert listed[rule]["limit"] == limit
    assert set(listed[rule]) == {"rule", "limit", "source", "config"}
    assert isinstance(listed[rule]["source"], str)
    assert isinstance(listed[rule]["config"], bool)


def test_a_figure_the_partnership_can_change_is_marked() -> None:
    marked = {row["rule"] for row in clock.listing() if row["config"]}
    assert {"rag.red", "rag.amber", "rag.green", "referral.written-after-phone", "strategy.discussion"} <= marked
    assert not {"referral.decision", "missing.return-interview", "foi.response"} & marked


def test_the_answer_is_the_documented_json() -> None:
    answer = clock.due_from_text("referral.decision", "2026-12-24T16:30").as_json()
    assert list(answer) == ["rule", "from", "due", "source", "steps"]
    assert answer["from"] == "2026-12-24T16:30:00+00:00"
    assert all(step.endswith(".") for step in answer["steps"])
    assert any("Boxing Day" in step for step in answer["steps"])
    assert json.loads(json.dumps(answer)) == answer


def test_months_say_that_they_are_not_moved() -> None:
    steps = clock.due_from_text("sar.response", "2026-01-31T09:00").steps
    assert any("not moved" in step for step in steps)
    assert any("no day 31" in step for step in steps)


UNCLEAR = [
    "2026-12-24",
    "20261224",
    "",
    " ",
    "tomorrow",
    "2026-02-30T10:00",
    "2027-02-29T10:00",
    "2026-12-24T24:00",
    "2026-12-24T25:00",
    "2026-12-24T",
    "2026-12-24T16",
    "2026-12-24T16:30+99:00",
    "2026-12-24T16:30 London",
    "1800-01-01T10:00",
    "0001-01-01T00:00+14:00",
    "9999-12-31T23:59-12:00",
    "2026-12-24T16:30\x00",
    "\uff12026-12-24T16:30",
    "2026-W52-4T16:30",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_an_unclear_time_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(TimeUnclear) as refusal:
        clock.due_from_text("referral.decision", text)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_an_unknown_rule_is_refused_before_the_time_is_read() -> None:
    with pytest.raises(UnknownRule, match=r"^There is no clock of that name.*\.$"):
        clock.due_from_text("referral.desicion", "nonsense")


@pytest.mark.parametrize("rule", [row.key for row in clock.RULES])
def test_a_limit_beyond_the_known_holidays_is_refused(rule: str) -> None:
    with pytest.raises(TimeUnclear, match="2100"):
        clock.due_from_text(rule, "2100-12-31T23:59")


@pytest.mark.parametrize("text", ["2026-12-24 16:30", "2026-12-24t16:30:00z", "2026-12-24T16:30:00.5", "2026-12-24T16:30+0000"])
def test_common_ways_to_write_a_time_are_read(text: str) -> None:
    assert clock.due_from_text("referral.decision", text).due == datetime(2026, 12, 29, 17, tzinfo=UTC)


def test_a_one_off_holiday_of_the_partnership_is_left_out() -> None:
    settings = {"calendar.extra_holidays": ["2026-11-25 Royal wedding"]}
    found = clock.due("referral.decision", datetime(2026, 11, 24, 9, tzinfo=UTC), settings)
    assert found.due.date().isoformat() == "2026-11-26"
    assert any("Royal wedding" in step for step in found.steps)


def test_the_partnership_moves_its_own_figures_and_the_close_of_day() -> None:
    start = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert clock.due("rag.red", start, {"rag.red": 2}).due == datetime(2026, 11, 24, 11, tzinfo=UTC)
    late = clock.due("referral.decision", start, {"calendar.close_of_day": "18:30"})
    assert late.due == datetime(2026, 11, 25, 18, 30, tzinfo=UTC)


def test_mash_without_hours_is_said_and_does_not_hang() -> None:
    with pytest.raises(TimeUnclear, match="no opening hours"):
        clock.due("rag.amber", datetime(2026, 11, 24, 9, tzinfo=UTC), {"mash.days": []})


@pytest.mark.parametrize("row", clock.RULES, ids=lambda row: row.key)
def test_every_limit_names_the_settings_it_was_counted_with(row: clock.Rule) -> None:
    keys = clock.figures_of(row.key)
    assert set(keys) <= set(config.defaults())
    assert row.figure({}) >= 1
    found = clock.due(row.key, datetime(2026, 11, 24, 9, tzinfo=UTC), config.defaults())
    assert found.due > found.from_
    assert found.steps

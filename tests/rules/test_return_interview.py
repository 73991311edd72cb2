"""The hours of a return interview, as a table; and what makes it unsafe to talk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from holdfast.rules import clock, remote_contact
from holdfast.rules.local import parse
from holdfast.rules.remote_contact import CHECKS, Found
from holdfast.rules.return_interview import CARER_QUESTIONS, CHILD_QUESTIONS, CLOCK, counted_from


@pytest.mark.parametrize(
    ("back", "due"),
    [
        ("2026-01-14T23:59", "2026-01-17T23:59"),  # through a weekend
        ("2026-01-15T00:00", "2026-01-18T00:00"),  # midnight is the next day
        ("2026-03-28T01:30", "2026-03-31T02:30"),  # the clocks go forward: an hour later on the wall
        ("2026-10-24T01:30", "2026-10-27T00:30"),  # and back: an hour earlier
        ("2026-12-24T18:00", "2026-12-27T18:00"),  # Christmas counts
        ("2028-02-28T12:00", "2028-03-02T12:00"),  # through 29 February
    ],
)
def test_seventy_two_elapsed_hours_whatever_the_night_or_the_clocks(back: str, due: str) -> None:
    found = clock.due(CLOCK, parse(back))
    assert found.due == parse(due)
    assert found.due.astimezone(UTC) - found.from_.astimezone(UTC) == timedelta(hours=72)


def test_they_count_from_the_earlier_of_found_and_back_and_from_nothing_else() -> None:
    early, late = datetime(2026, 3, 1, 3, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert counted_from(late, early) == counted_from(early, late) == counted_from(None, early, late) == early
    assert counted_from(None, None, late) == late
    assert counted_from(None, None) is None


SAFE = {check.key: next(answer.key for answer in check.answers if answer.means is Found.SAFE) for check in CHECKS}


@pytest.mark.parametrize(("key", "answer", "means"), [(c.key, a.key, a.means) for c in CHECKS for a in c.answers])
def test_one_unsafe_answer_is_enough(key: str, answer: str, means: Found) -> None:
    assert remote_contact.judged({**SAFE, key: answer}) is means
    assert remote_contact.judged({**SAFE, key: answer, "you": "no"}) is Found.UNSAFE


def test_what_nobody_answered_is_never_safe() -> None:
    for key in SAFE:
        given = {**SAFE, key: ""}
        assert remote_contact.unanswered(given) == [key]
        assert remote_contact.judged(given) is Found.UNSAFE


def test_no_question_leads_or_blames() -> None:
    words = " ".join(one.label + one.hint for one in (*CHILD_QUESTIONS.values(), *CARER_QUESTIONS.values())).lower()
    assert not any(
        word in words for word in ("abscond", "lifestyle", "promiscuous", "puts herself", "puts himself", "did he touch")
    )

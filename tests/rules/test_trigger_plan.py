"""What a trigger plan asks, how full it is, and when its picture is old."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from holdfast.rules.trigger_plan import BY_KEY, QUESTIONS, fullness, old_picture

WHOLE = {question.key: question.options[0].key if question.options else "Written." for question in QUESTIONS}


def test_a_plan_without_anything_says_everything_that_is_not_written() -> None:
    empty = fullness({}, picture=False)
    assert (empty.written, empty.whole) == (0, False)
    assert empty.without[0] == "A picture of the child"
    assert len(empty.without) == empty.of


def test_a_plan_is_whole_with_everything_needed_and_the_picture() -> None:
    assert fullness(WHOLE, picture=True).whole
    assert fullness(WHOLE, picture=False).without == ("A picture of the child",)


def test_that_nobody_has_asked_the_child_yet_is_no_answer() -> None:
    assert fullness(WHOLE | {"child_picture": "not_asked"}, picture=True).without == ("The child, on the picture",)
    assert BY_KEY["child_picture"].words("against") == "Does not want police to have it"


@settings(max_examples=30)
@given(some.sets(some.sampled_from(sorted(WHOLE))), some.booleans())
def test_what_is_written_and_what_is_not_are_together_what_is_needed(left_out: set[str], picture: bool) -> None:
    found = fullness({key: words for key, words in WHOLE.items() if key not in left_out}, picture=picture)
    needed_and_left = {key for key in left_out if BY_KEY[key].needed}
    assert found.written + len(found.without) == found.of
    assert len(found.without) == len(needed_and_left) + (not picture)


def test_a_picture_is_old_after_so_many_months_and_where_nobody_knows_when_it_was_taken() -> None:
    assert not old_picture(date(2025, 3, 31), date(2026, 3, 30), 12)
    assert old_picture(date(2025, 3, 31), date(2026, 3, 31), 12)
    assert old_picture(None, date(2026, 3, 31), 12)

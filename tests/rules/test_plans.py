"""The tables and rules of plans: who gets which answer, what gives something away, what does not fit together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from holdfast.rules.plan_editions import Reader, belongs, divided, leaks, words_of
from holdfast.rules.plan_together import Regular, Says, contradictions, visits_in_one_week
from holdfast.rules.plans import BY_KEY, CHILD, FAMILY, LEVELS, QUESTIONS, Given, evidence_missing, holding, review_rule
from holdfast.rules.transition import PROMPTS, not_considered
from holdfast.rules.word_changes import IN, OUT, SAME, word_changes

MOTHER, FATHER = "mother", "father"
MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Item:
    key: str
    words: str
    audience: tuple[str, ...] = ("professionals", "child")
    relatives: tuple[str, ...] = field(default=())


# -- the table of questions -------------------------------------------------------------------------------------------


def test_what_must_never_be_found_on_a_telephone_can_be_in_no_copy_and_neither_account_is_in_the_others() -> None:
    never = {key: question.never for key, question in BY_KEY.items() if question.never}
    assert never == {
        **dict.fromkeys(("code_word", "concern", "told", "tactics"), frozenset({CHILD, FAMILY})),
        "child_says": frozenset({FAMILY}),
        "parents_say": frozenset({CHILD}),
    }
    assert all(not question.copies & question.never for question in QUESTIONS)
    assert all(FAMILY not in question.copies for question in QUESTIONS), "relatives are chosen by name (H9)"


def test_every_answer_that_can_be_in_a_copy_has_a_heading_of_its_own_there() -> None:
    for question in QUESTIONS:
        if question.copies:
            assert question.mine, question.key
            assert "the child" not in question.mine.lower(), question.key


# -- levels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "evidence", "stops"),
    [
        ("significant", "moderate", {}, True),
        ("significant", "moderate", {"school": "  "}, True),
        ("significant", "moderate", {"time": "Three months have passed"}, True),
        ("significant", "moderate", {"school": "There each day"}, False),
        ("moderate", "moderate", {}, False),
        ("moderate", "significant", {}, False),
        ("", "emerging", {}, False),
    ],
)
def test_a_level_comes_down_on_evidence_alone(before: str, after: str, evidence: dict[str, str], stops: bool) -> None:
    assert bool(evidence_missing(before, after, evidence)) is stops


def test_every_level_has_a_time_limit() -> None:
    assert {review_rule(level) for level in LEVELS} == {
        "exploitation.review-significant", "exploitation.review-moderate", "exploitation.review-emerging",
    }  # fmt: skip


# -- copies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "child", "mother", "father"),
    [
        (Item("goals", "x"), True, False, False),
        (Item("goals", "x", ("professionals", "family"), (MOTHER,)), False, True, False),
        (Item("goals", "x", ("professionals", "child", "family"), (FATHER,)), True, False, True),
        (Item("code_word", "x", ("professionals", "child", "family"), (MOTHER,)), False, False, False),
        (Item("parents_say", "x", ("professionals", "child", "family"), (MOTHER,)), False, True, False),
        (Item("nothing-asked", "x", ("professionals", "child")), False, False, False),
    ],
)
def test_each_reader_gets_what_names_them_and_child_mother_and_father_are_three(
    item: Item, child: bool, mother: bool, father: bool
) -> None:
    assert (belongs(item, Reader()), belongs(item, Reader(MOTHER)), belongs(item, Reader(FATHER))) == (child, mother, father)


KEPT = (
    Item("code_word", "Pineapple", ("professionals",)),
    Item("concern", "Darren Pike waits in a grey car by the leisure centre", ("professionals",)),
    Item("tactics", "A plain car stands there on Fridays", ("police",)),
)
NAMES = ("Darren Pike", "Darren", "Pike", "Will")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ring Nan", []),
        ("Say pineapple and I come", ["pineapple"]),
        ("PINEAPPLE.", ["PINEAPPLE"]),
        ("If Darren's car is there", ["Darren's"]),
        ("keep away from the pikes", []),
        ("I will ring", []),
        ("If Will rings", ["Will"]),
        ("He waits in a grey car", ["waits in a grey"]),
        ("A plain car stands, they said", ["A plain car stands"]),
        ("A plain answer", []),
    ],
)
def test_a_copy_that_would_name_say_or_repeat_what_is_not_its_readers_is_stopped_at_those_words(
    words: str, found: list[str]
) -> None:
    assert [leak.words for leak in leaks((Item("goals", words), *KEPT), Reader(), NAMES)] == found


WORDS = some.lists(some.sampled_from(["lamp", "reed", "moss", "tarn", "gate", "wick", "fern"]), min_size=1, max_size=9).map(
    " ".join
)
AUDIENCES = some.sets(some.sampled_from(["child", "family", "professionals", "police", "named"]), min_size=1).map(tuple)
ITEMS = some.lists(
    some.builds(Item, some.sampled_from([*BY_KEY]), WORDS, AUDIENCES, some.sets(some.sampled_from([MOTHER, FATHER])).map(tuple)),
    max_size=8,
)


@given(ITEMS, some.sampled_from([Reader(), Reader(MOTHER), Reader(FATHER)]), some.lists(some.sampled_from(["lamp", "moss reed"])))
def test_a_copy_without_a_fault_has_no_name_no_code_word_and_no_run_of_words_of_what_it_leaves_out(
    items: list[Item], reader: Reader, names: list[str]
) -> None:
    shown, kept = divided(items, reader)
    assert all(reader.kind in item.audience and reader.kind not in BY_KEY[item.key].never for item in shown)
    if leaks(items, reader, names):
        return
    for item in shown:
        text = f" {' '.join(words_of(item.words))} "
        for name in names:
            assert f" {name} " not in text
        for other in kept:
            wanted = words_of(other.words)
            size = len(wanted) if BY_KEY[other.key].exact else min(4, len(wanted))
            if BY_KEY[other.key].exact or size >= 3:
                runs = [" ".join(wanted[at : at + size]) for at in range(len(wanted) - size + 1)]
                assert not any(f" {run} " in text for run in runs)


# -- word by word -----------------------------------------------------------------------------------------------------


@given(WORDS, WORDS)
def test_what_changed_puts_both_texts_together_again(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(one.text for one in pieces if one.how in (SAME, OUT)) == before
    assert "".join(one.text for one in pieces if one.how in (SAME, IN)) == after


# -- side by side -----------------------------------------------------------------------------------------------------


def test_plans_that_say_different_things_are_pointed_out_and_a_plan_that_is_silent_is_not() -> None:
    said = [
        Says("Support plan", "father", "supervised"),
        Says("Child in need plan", "father", "free"),
        Says("Care plan", "father", ""),
        Says("Support plan", "out", "told"),
        Says("Child in need plan", "out", "told"),
        Says("Child in need plan", "no subject", "x"),
    ]
    (one,) = contradictions(said)
    assert one.sides == (("Support plan", "Only with somebody else there"), ("Child in need plan", "Free to meet and ring"))
    assert contradictions(said[:1]) == ()


@pytest.mark.parametrize(
    ("second", "weeks"),
    [
        (Regular("CIN", "Nurse", "Health", "visit", MONDAY, 14), [MONDAY, MONDAY + timedelta(days=14)]),
        (Regular("CIN", "Nurse", "Health", "call", MONDAY, 7), []),
        (Regular("CIN", "Another", "council ", "visit", MONDAY, 7), [MONDAY + timedelta(days=7 * n) for n in range(3)]),
        (Regular("CIN", "Another", "Council", "visit", MONDAY, 7), []),
        (Regular("CIN", "Nurse", "Health", "visit", MONDAY, 7, until=MONDAY), [MONDAY]),
    ],
)
def test_two_agencies_that_come_in_one_week_are_pointed_out(second: Regular, weeks: list[date]) -> None:
    first = Regular("Support", "Worker", "Council", "visit", MONDAY + timedelta(days=3), 7)
    found = visits_in_one_week([first, second], MONDAY, MONDAY + timedelta(days=20))
    assert [one.week for one in found] == weeks


@given(some.integers(1, 60), some.integers(-90, 90), some.integers(0, 60))
def test_a_regular_visit_falls_on_its_own_days_and_on_every_one_of_them(every: int, begun: int, length: int) -> None:
    first_on, last = MONDAY + timedelta(days=begun), MONDAY + timedelta(days=length)
    days = Regular("Plan", "Who", "Agency", "visit", first_on, every).days(MONDAY, last)
    wanted = [
        day for n in range(length + 1) if (day := MONDAY + timedelta(days=n)) >= first_on and (day - first_on).days % every == 0
    ]
    assert days == wanted


def test_a_prompt_that_was_left_is_not_considered_which_is_not_no() -> None:
    answers = {"capacity": {"state": "no"}, "home": {"state": "not_considered", "words": "Later"}}
    assert {one.key for one in not_considered(answers)} == {one.key for one in PROMPTS} - {"capacity"}


def test_no_question_of_a_plan_blames_a_child() -> None:
    from holdfast.rules import wording
    from holdfast.rules.transition import PROMPTS as THOUGHT_OF

    words = [part for one in QUESTIONS for part in (one.label, one.mine, one.hint)]
    words += [part for one in THOUGHT_OF for part in (one.label, one.hint)]
    assert [prompt for text in words for prompt in wording.prompts(text)] == []


def test_what_a_meeting_agrees_raises_a_level_at_once_and_lowers_none() -> None:
    day = datetime(2026, 3, 2, tzinfo=UTC)
    said = (("moderate", False), ("significant", True), ("emerging", True), ("moderate", False), ("emerging", True))
    given = [Given(level, day + timedelta(days=n), agreed) for n, (level, agreed) in enumerate(said)]
    assert [one.level for one in holding(given)] == ["moderate", "significant", "moderate"]

"""Which lines of a minute each reader may have: that none of the others leaves a word, or a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from holdfast.rules import minutes
from holdfast.rules.minutes import (
    AT_HOME,
    EVERYBODY,
    POLICE_ONLY,
    WORKERS,
    Attender,
    Audience,
    Line,
    LineKind,
    Minute,
    Reader,
    ReaderKind,
    Ruling,
    Section,
    Span,
    may_have,
    there_for,
    version_of,
)
from holdfast.rules.minutes_compared import Said, compared, joined

START = datetime(2026, 11, 20, 10, tzinfo=UTC)
MOTHER, FATHER, CHILD = (Reader(ReaderKind.RELATIVE, "mother"), Reader(ReaderKind.RELATIVE, "father"), Reader(ReaderKind.CHILD, "child"))
SCHOOL, POLICE, FULL = Reader(ReaderKind.PROFESSIONAL, "school"), Reader(ReaderKind.POLICE, "police"), Reader(ReaderKind.FULL)
READERS = (MOTHER, FATHER, CHILD, SCHOOL, POLICE, FULL)
OPEN = Section("open", "Worries", relatives=frozenset({"mother"}))
CLOSED = Section("closed", "Professionals alone", WORKERS, closed=True)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def attender(key: str, since: int = 0, until: int | None = 60, audience: frozenset[Audience] = EVERYBODY) -> Attender:
    return Attender(key, f"name-{key}", "", audience, (Span(at(since), None if until is None else at(until)),))


PEOPLE = (attender("mother", until=30), attender("child", until=30), attender("school"), attender("police", audience=POLICE_ONLY))


def minute(*lines: Line, rulings: tuple[Ruling, ...] = (), people: tuple[Attender, ...] = PEOPLE) -> Minute:
    return Minute("Risk management meeting", "Friday 20 November 2026", (OPEN, CLOSED), lines, people, rulings)


def line(section: str = "open", when: int = 10, audience: frozenset[Audience] | None = None, **more: object) -> Line:
    return Line("one", section, "Said at the meeting.", at(when), audience=audience, **more)  # type: ignore[arg-type]


MOTHER_GIVEN = (Ruling("mother", True, "one"),)
CASES: list[tuple[str, Line, tuple[Ruling, ...], set[str]]] = [
    ("the open part is for those in it", line(), (), {"mother", "child", "school", "police", ""}),
    ("said after the family left", line(when=40), (), {"school", "police", ""}),
    ("the chair gives the mother what was said while she was away", line(when=40), (Ruling("mother", True),), {"mother", "school", "police", ""}),
    ("a line kept from the mother", line(kept_from=frozenset({"mother"})), MOTHER_GIVEN, {"child", "school", "police", ""}),
    ("the chair keeps a line from the child", line(), (Ruling("child", False, "one"),), {"mother", "school", "police", ""}),
    ("a line for the father is not the mother's", line(relatives=frozenset({"father"})), (), {"child", "school", "police", ""}),
    ("a line for the child alone is no parent's", line(audience=frozenset({Audience.CHILD})), (), {"child", ""}),
    ("police alone", line(audience=POLICE_ONLY), (), {"police", ""}),
    ("the chair cannot give what is the police's", line(audience=POLICE_ONLY), (*MOTHER_GIVEN, Ruling("school", True, "one")), {"police", ""}),
    ("people named", line(audience=frozenset({Audience.NAMED}), named=frozenset({"school"})), (), {"school", ""}),
    ("the closed part", line("closed"), (), {"school", "police", ""}),
    ("a line of the closed part marked for everybody", line("closed", audience=EVERYBODY), (), {"school", "police", ""}),
    ("a line of the closed part marked for the police", line("closed", audience=POLICE_ONLY), (), {"police", ""}),
    ("the chair's general word opens no closed part", line("closed"), (Ruling("mother", True),), {"school", "police", ""}),
    ("the chair gives the mother one line of the closed part", line("closed"), MOTHER_GIVEN, {"mother", "school", "police", ""}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "rulings", "whose"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_line_is_its_readers_and_nobody_elses(said: Line, rulings: tuple[Ruling, ...], whose: set[str]) -> None:
    made = minute(said, rulings=rulings)
    assert {one.key for one in READERS if may_have(made, said, one)} == whose


def test_what_was_left_out_is_told_by_no_number_heading_name_or_speaker() -> None:
    kept = Line("kept", "open", "For the police.", at(4), audience=POLICE_ONLY)
    heard = Line("heard", "open", "We heard from the police.", at(5), speaker="police", owner="police", due="1 December")
    after = Line("after", "closed", "Given by the chair.", at(50))
    version = version_of(minute(kept, heard, after, rulings=(Ruling("mother", True, "after"),)), MOTHER)
    assert [one.number for one in version.lines] == [1, 2]
    assert [part.title for part in version.parts] == ["Worries", "Also"]
    assert [one.name for one in version.there] == ["name-mother", "name-child", "name-school"]
    assert "name-police" not in version.words
    assert "alone" not in version.words


def test_at_home_one_is_told_of_those_one_met() -> None:
    late = (*PEOPLE, attender("late", since=31))
    assert "late" not in {one.key for one in there_for(minute(line(), people=late), MOTHER)}
    assert "late" in {one.key for one in there_for(minute(line(), people=late), SCHOOL)}


def test_the_child_reads_words_for_the_child_and_the_chair_is_told_which_are_hard() -> None:
    easy = Line("easy", "open", "Risk management.", at(1), for_child="We talked about keeping you safe.")
    hard = Line("hard", "open", "The safeguarding agencies meet.", at(2), kind=LineKind.DECISION)
    version = version_of(minute(easy, hard), CHILD)
    assert [one.text for one in version.lines] == ["We talked about keeping you safe.", "The safeguarding agencies meet."]
    assert [(one.source, "safeguarding" in why) for one, why in minutes.hard_for_child(version)] == [("hard", True)]


def test_the_chair_sees_what_was_marked_wider_than_the_closed_part() -> None:
    wide, narrow = line("closed", audience=EVERYBODY), replace(line("closed", audience=POLICE_ONLY), key="two")
    assert [one.key for one in minutes.widened(minute(wide, narrow))] == ["one"]


AUDIENCES = some.frozensets(some.sampled_from(Audience))
KEYS = some.frozensets(some.sampled_from(("mother", "father", "child", "school", "police")))


@some.composite
def minutes_of_any_kind(draw: some.DrawFn) -> Minute:
    """Sections, people and lines as they come; each line, section and person has a word that stands nowhere else."""
    sections = tuple(
        Section(f"s{n}", f"sectionword{n}", draw(AUDIENCES), draw(some.booleans()), draw(KEYS))
        for n in range(draw(some.integers(1, 3)))
    )
    lines = tuple(
        Line(
            f"l{n}", draw(some.sampled_from(sections)).key, f"lineword{n} was said", at(draw(some.integers(0, 60))),
            draw(some.sampled_from(LineKind)), draw(some.none() | AUDIENCES), draw(some.none() | KEYS), draw(KEYS), draw(KEYS),
            draw(some.sampled_from(("", f"childword{n}"))), draw(some.sampled_from(("", "school", "police"))),
            draw(some.sampled_from(("", "school", "police"))),
        )
        for n in range(draw(some.integers(0, 6)))
    )  # fmt: skip
    people = tuple(
        attender(key, draw(some.integers(0, 40)), draw(some.none() | some.integers(40, 60)), draw(AUDIENCES))
        for key in sorted(draw(KEYS))
    )
    rulings = some.builds(
        Ruling, some.sampled_from(("mother", "child", "school")), some.booleans(), some.sampled_from(("", "l0", "l1"))
    )
    return Minute("Title", "Day", sections, lines, people, tuple(draw(some.lists(rulings, max_size=3))))


@settings(max_examples=250)
@given(minutes_of_any_kind(), some.sampled_from(READERS))
def test_no_word_of_an_excluded_line_is_in_any_version_and_a_minute_without_them_gives_the_same(
    made: Minute, reader: Reader
) -> None:
    version = version_of(made, reader)
    words = version.words
    for one in made.lines:
        number = one.key.removeprefix("l")
        if not may_have(made, one, reader):
            assert f"lineword{number} " not in words
            assert f"childword{number}" not in words
    own = tuple(one for one in made.lines if may_have(made, one, reader))
    of_own = {one.section for one in own}
    less = replace(
        made,
        lines=own,
        sections=tuple(one for one in made.sections if one.key in of_own),
        attenders=tuple(there_for(made, reader)),
        rulings=tuple(one for one in made.rulings if one.reader == reader.key),
    )
    assert version_of(less, reader) == version


@settings(max_examples=150)
@given(minutes_of_any_kind())
def test_nothing_of_a_closed_part_reaches_home_without_the_chair(made: Minute) -> None:
    closed = {one.key for one in made.sections if one.closed}
    unruled = replace(made, rulings=())
    for reader in (MOTHER, FATHER, CHILD):
        assert not [one for one in unruled.lines if one.section in closed and may_have(unruled, one, reader)]


@given(some.text(alphabet="ab c\n", max_size=40), some.text(alphabet="ab c\n", max_size=40))
def test_two_versions_compared_are_still_both_versions(first: str, second: str) -> None:
    stretches = compared(first, second)
    assert joined(stretches, Said.FIRST) == first
    assert joined(stretches, Said.SECOND) == second


def test_the_family_is_never_one_reader() -> None:
    both = Line("both", "open", "For those at home.", at(5), audience=AT_HOME, relatives=frozenset({"father"}))
    people = (*PEOPLE, attender("father"))
    assert not may_have(minute(both, people=people), both, MOTHER)
    assert may_have(minute(both, people=people), both, FATHER)

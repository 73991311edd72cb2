"""Which lines of a minute each reader may have: that none of the others leaves a word, or a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from holdfast.rules import minutes
from holdfast.rules.audience import Audience, Key
from holdfast.rules.minutes import (
    WORKERS,
    Attender,
    Line,
    LineKind,
    Minute,
    Reader,
    ReaderKind,
    Ruling,
    Section,
    Span,
    known_to,
    may_have,
    there_for,
    version_of,
)
from holdfast.rules.minutes_beside import Sheet, letter_of, papers_for
from holdfast.rules.minutes_compared import Said, compared, joined
from holdfast.rules.minutes_for_child import hard_for_child

START = datetime(2026, 11, 20, 10, tzinfo=UTC)
WHO = {key: UUID(int=n) for n, key in enumerate(("mother", "father", "child", "school", "police"), 1)}


def reader(kind: ReaderKind, key: str) -> Reader:
    return Reader(kind, key, frozenset({WHO[key]}))


def for_(*keys: Key, family: str = "mother", named: str = "", not_for: str = "") -> Audience:
    relatives = family if Key.FAMILY in keys else ""
    chosen = [frozenset(WHO[one] for one in names.split()) for names in (relatives, named, not_for)]
    return Audience(frozenset(keys), *chosen)


MOTHER, FATHER = reader(ReaderKind.RELATIVE, "mother"), reader(ReaderKind.RELATIVE, "father")
CHILD, SCHOOL, POLICE = (
    reader(ReaderKind.CHILD, "child"),
    reader(ReaderKind.PROFESSIONAL, "school"),
    reader(ReaderKind.POLICE, "police"),
)
FULL = Reader(ReaderKind.FULL)
READERS = (MOTHER, FATHER, CHILD, SCHOOL, POLICE, FULL)
EVERYBODY = for_(Key.CHILD, Key.FAMILY, Key.PROFESSIONALS)
POLICE_ONLY = for_(Key.POLICE)
OPEN = Section("open", "Worries", EVERYBODY)
CLOSED = Section("closed", "Professionals alone", WORKERS, closed=True)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def attender(key: str, since: int = 0, until: int | None = 60, known_to: frozenset[Key] = EVERYBODY.keys) -> Attender:
    return Attender(key, f"name-{key}", "", known_to, (Span(at(since), None if until is None else at(until)),))


PEOPLE = (
    attender("mother", until=30),
    attender("child", until=30),
    attender("school"),
    attender("police", known_to=POLICE_ONLY.keys),
)


def minute(*lines: Line, rulings: tuple[Ruling, ...] = (), people: tuple[Attender, ...] = PEOPLE) -> Minute:
    return Minute("Risk management meeting", "Friday 20 November 2026", (OPEN, CLOSED), lines, people, rulings)


def line(section: str = "open", when: int = 10, readers: Audience | None = None) -> Line:
    return Line("one", section, "Said at the meeting.", at(when), readers=readers)


MOTHER_GIVEN = (Ruling("mother", True, "one"),)
NOT_FOR_MOTHER = replace(EVERYBODY, not_for=frozenset({WHO["mother"]}))
FOR_FATHER = replace(EVERYBODY, family=frozenset({WHO["father"]}))
AWAY = (Ruling("mother", True),)
KEPT = (Ruling("child", False, "one"),)
THEIRS = (*MOTHER_GIVEN, Ruling("school", True, "one"))
WORK = {"school", "police", ""}
CASES: list[tuple[str, Line, tuple[Ruling, ...], set[str]]] = [
    ("the open part is for those in it", line(), (), {"mother", "child", *WORK}),
    ("said after the family left", line(when=40), (), WORK),
    ("the chair gives the mother what was said while she was away", line(when=40), AWAY, {"mother", *WORK}),
    ("a line kept from the mother", line(readers=NOT_FOR_MOTHER), MOTHER_GIVEN, {"child", *WORK}),
    ("the chair keeps a line from the child", line(), KEPT, {"mother", *WORK}),
    ("a line for the father is not the mother's", line(readers=FOR_FATHER), (), {"child", *WORK}),
    ("a line for the child alone is no parent's", line(readers=for_(Key.CHILD)), (), {"child", ""}),
    ("police alone", line(readers=POLICE_ONLY), (), {"police", ""}),
    ("the chair cannot give what is the police's", line(readers=POLICE_ONLY), THEIRS, {"police", ""}),
    ("people named", line(readers=for_(Key.NAMED, named="school")), (), {"school", ""}),
    ("the closed part", line("closed"), (), WORK),
    ("a line of the closed part marked for everybody", line("closed", readers=EVERYBODY), (), WORK),
    ("a line of the closed part marked for the police", line("closed", readers=POLICE_ONLY), (), {"police", ""}),
    ("the chair's general word opens no closed part", line("closed"), AWAY, WORK),
    ("the chair gives the mother one line of the closed part", line("closed"), MOTHER_GIVEN, {"mother", *WORK}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "rulings", "whose"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_line_is_its_readers_and_nobody_elses(said: Line, rulings: tuple[Ruling, ...], whose: set[str]) -> None:
    made = minute(said, rulings=rulings)
    assert {one.key for one in READERS if may_have(made, said, one)} == whose


def test_what_was_left_out_is_told_by_no_number_heading_name_or_speaker() -> None:
    kept = Line("kept", "open", "For the police.", at(4), readers=POLICE_ONLY)
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


def test_somebody_who_sent_apologies_stands_there_and_whoever_never_came_does_not() -> None:
    away = (Attender("ill", "name-ill", apologies=True), Attender("no", "name-no"))
    made = minute(line(), people=(*PEOPLE, *away))
    assert [one.how for one in version_of(made, SCHOOL).there if one.name == "name-ill"] == ["sent apologies"]
    assert "name-no" not in version_of(made, SCHOOL).words


def test_the_child_reads_words_for_the_child_and_the_chair_is_told_which_are_hard() -> None:
    easy = Line("easy", "open", "Risk management.", at(1), for_child="We talked about keeping you safe.")
    hard = Line("hard", "open", "The safeguarding agencies meet.", at(2), kind=LineKind.DECISION)
    version = version_of(minute(easy, hard), CHILD)
    assert [one.text for one in version.lines] == ["We talked about keeping you safe.", "The safeguarding agencies meet."]
    assert [(one.source, "safeguarding" in why) for one, why in hard_for_child(version)] == [("hard", True)]


def test_the_chair_sees_what_was_marked_wider_than_the_closed_part() -> None:
    wide, narrow = line("closed", readers=EVERYBODY), replace(line("closed", readers=POLICE_ONLY), key="two")
    assert [one.key for one in minutes.widened(minute(wide, narrow))] == ["one"]


IDS = some.frozensets(some.sampled_from(sorted(WHO.values())))
AUDIENCES = some.builds(Audience, some.frozensets(some.sampled_from(Key)), IDS, IDS, IDS)
KEYS = some.frozensets(some.sampled_from(("mother", "father", "child", "school", "police")))


@some.composite
def minutes_of_any_kind(draw: some.DrawFn) -> Minute:
    """Sections, people and lines as they come; each line, section and person has a word that stands nowhere else."""
    sections = tuple(
        Section(f"s{n}", f"sectionword{n}", draw(AUDIENCES), draw(some.booleans()), circle=draw(some.none() | KEYS))
        for n in range(draw(some.integers(1, 3)))
    )
    lines = tuple(
        Line(
            f"l{n}", draw(some.sampled_from(sections)).key, f"lineword{n} was said", at(draw(some.integers(0, 60))),
            draw(some.sampled_from(LineKind)), draw(some.none() | AUDIENCES),
            draw(some.sampled_from(("", f"childword{n}"))), draw(some.sampled_from(("", "school", "police"))),
            draw(some.sampled_from(("", "school", "police"))),
        )
        for n in range(draw(some.integers(0, 6)))
    )  # fmt: skip
    people = tuple(
        attender(key, draw(some.integers(0, 40)), draw(some.none() | some.integers(40, 60)), draw(AUDIENCES).keys)
        for key in sorted(draw(KEYS))
    )
    rulings = some.builds(
        Ruling, some.sampled_from(("mother", "child", "school")), some.booleans(), some.sampled_from(("", "l0", "l1"))
    )
    return Minute("Title", "Day", sections, lines, people, tuple(draw(some.lists(rulings, max_size=3))))


@given(AUDIENCES, AUDIENCES, some.sampled_from([one.as_reader for one in READERS if one is not FULL]))
def test_what_two_audiences_share_opens_to_nobody_whom_either_shuts_out(one: Audience, other: Audience, who: object) -> None:
    both = minutes.shared(one, other)
    assert both == minutes.shared(other, one)
    if both.opens_to(who):  # type: ignore[arg-type]
        assert one.opens_to(who)  # type: ignore[arg-type]
        assert other.opens_to(who)  # type: ignore[arg-type]
    assert minutes.shared(WORKERS, POLICE_ONLY) == POLICE_ONLY


SHEETS = some.builds(Sheet, some.sampled_from((OPEN, CLOSED)), some.just("An agency"), some.uuids().map(str), AUDIENCES)


@given(some.lists(SHEETS, max_size=5), some.sampled_from([one for one in READERS if one is not FULL]))
def test_papers_are_each_readers_own_and_at_home_none_is_of_a_closed_part(sheets: list[Sheet], who: Reader) -> None:
    version = papers_for("Title", "Day", sheets, who)
    own = {one.words for one in sheets if one.readers.opens_to(who.as_reader) and not (who.at_home and one.section is CLOSED)}
    assert {line.text for line in version.lines} == own
    assert [line.number for line in version.lines] == list(range(1, len(version.lines) + 1))


def test_a_letter_says_what_was_decided_and_nothing_else_of_a_readers_own_lines() -> None:
    kinds = (LineKind.SAID, LineKind.DECISION, LineKind.ACTION)
    lines = [replace(line(), key=kind.value, text=f"word-{kind.value}", kind=kind) for kind in kinds]
    kept = replace(line(readers=POLICE_ONLY), key="kept", text="word-police", kind=LineKind.DECISION)
    letter = letter_of(version_of(minute(*lines, kept), MOTHER), "A mother")
    assert [one.text for one in letter.lines] == ["word-decision", "word-action"]
    assert "word-police" not in letter.words
    assert not letter.there


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
        attenders=tuple(known_to(made, reader)),
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
    both = Line("both", "open", "For those at home.", at(5), readers=for_(Key.CHILD, Key.FAMILY, family="father"))
    people = (*PEOPLE, attender("father"))
    assert not may_have(minute(both, people=people), both, MOTHER)
    assert may_have(minute(both, people=people), both, FATHER)

"""Who hears of one child of many: the rule gives nothing to whom the record is closed, and no version says a word beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from holdfast.rules.audience import Key
from holdfast.rules.meeting_circles import CORE, RECORD_ALONE, Ground, Standing, ground, suggested
from holdfast.rules.meetings import TYPES, Type, of
from holdfast.rules.minutes import Minute, Reader, ReaderKind, Section, version_of
from holdfast.rules.minutes_beside import Sheet, papers_for

from .test_minutes import AUDIENCES, KEYS, READERS, minutes_of_any_kind

PANEL = of(Type.PANEL)
CASES = [
    ("works with the child", Standing(in_case=True, seat="school"), RECORD_ALONE, Ground.CASE),
    ("reads every record", Standing(by_role=True), RECORD_ALONE, Ground.ROLE),
    ("one of the agencies that must be there", Standing(seat="health"), RECORD_ALONE, Ground.NONE),
    ("the same, where the partnership has arranged it", Standing(seat="health"), CORE, Ground.ARRANGED),
    ("an agency that may be there", Standing(seat="housing"), CORE, Ground.NONE),
    ("nobody in particular", Standing(), CORE, Ground.NONE),
    ("runs the meeting", Standing(runs=True), RECORD_ALONE, Ground.RUNS),
]


@pytest.mark.parametrize(("standing", "arrangement", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_why_somebody_hears_of_a_child(standing: Standing, arrangement: str, wanted: Ground) -> None:
    assert ground(PANEL, standing, arrangement) == wanted
    assert suggested(wanted) is (wanted != Ground.NONE)


def test_children_are_spoken_of_one_by_one_at_panels_and_briefings_and_nowhere_else() -> None:
    found = {one.key: one for one in TYPES.values() if one.by_child}
    assert set(found) == {Type.PANEL, Type.BRIEFING}
    for one in found.values():
        section = one.section(one.by_child)
        assert section is not None
        assert not one.about_child
        assert not one.family
        assert section.audience == {Key.PROFESSIONALS}


@given(
    some.builds(Standing, some.booleans(), some.booleans(), some.booleans(), some.sampled_from(("", "police")), some.just(True)),
    some.sampled_from((CORE, RECORD_ALONE)),
)
def test_what_is_closed_is_closed_whatever_else_holds(standing: Standing, arrangement: str) -> None:
    found = ground(PANEL, standing, arrangement)
    assert found is Ground.CLOSED
    assert not suggested(found)


@settings(max_examples=250)
@given(minutes_of_any_kind(), some.sampled_from([one for one in READERS if one.kind != ReaderKind.FULL]))
def test_no_word_or_heading_of_an_item_is_in_the_version_of_somebody_outside_its_circle(made: Minute, reader: Reader) -> None:
    """Whatever the audience of a line, and whatever the chair ruled; and the numbers run on as if there had been no such item."""
    version = version_of(made, reader)
    outside = {one.key for one in made.sections if one.circle is not None and reader.key not in one.circle}
    assert not {part.section for part in version.parts} & outside
    for one in made.sections:
        if one.key in outside:
            assert one.title not in version.words
    for line in made.lines:
        if line.section in outside:
            assert f"lineword{line.key.removeprefix('l')} " not in version.words
    assert [line.number for line in version.lines] == list(range(1, len(version.lines) + 1))


SECTIONS = some.builds(Section, some.uuids().map(str), some.uuids().map(str), AUDIENCES, some.booleans(), circle=KEYS)
SHEETS = some.builds(Sheet, SECTIONS, some.just("An agency"), some.uuids().map(str), AUDIENCES)


@given(some.lists(SHEETS, max_size=4), some.sampled_from([one for one in READERS if one.kind != ReaderKind.FULL]))
def test_papers_say_nothing_of_a_child_to_somebody_outside_the_circle(sheets: list[Sheet], reader: Reader) -> None:
    words = papers_for("Title", "Day", sheets, reader).words
    for one in sheets:
        if reader.key not in (one.section.circle or ()):
            assert one.words not in words
            assert one.section.title not in words

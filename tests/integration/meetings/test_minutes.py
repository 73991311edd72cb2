"""A minute is written by several people at once, approved by the chair, given to each reader as theirs, and recalled."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.ids import new_id
from holdfast.meetings import copy_queries
from holdfast.meetings import minute_queries as queries
from holdfast.meetings.minute_models import Attendance, CopyEvent, LineWords, MinuteCopy, MinuteLine, Presence
from holdfast.meetings.minute_types import CopyState, MinuteState
from holdfast.meetings.minuting import approving, attending, copies, due, making, writing
from holdfast.meetings.minuting.writing import Written
from holdfast.meetings.models import Invitee
from holdfast.rules.minutes import ReaderKind
from holdfast.work.models import Duty
from tests.factories.minutes import Room, room


@pytest.fixture
def held(partnership: Any) -> Room:
    """Mother and father leave for the closed part; the child leaves with them."""
    made = room(partnership).begin()
    made.write("Robin was seen in a silver car.", minute=5, speaker_id=made.people["school"].pk)
    made.write("Mother says the nights are hard.", item="parent_voice", minute=8, speaker_id=made.people["mother"].pk)
    made.write("Only the police: the car is known.", minute=9, who="police")
    made.write("Not for the father.", minute=10, who=f"not:{made.people['father'].pk}")
    made.leave("mother", "father", "child", minute=20)
    made.write("An uncle is a worry.", item="closed", minute=25)
    made.write("Marked for all in the closed part.", item="closed", minute=26, who="child")
    made.write("Said in the open part while they were out.", minute=30)
    made.write(
        "Ring the family on Monday.", item="actions", minute=40, kind="action", owner_id=made.people["worker"].pk,
        for_child="Your worker rings you on Monday.",
    )  # fmt: skip
    return made


def words_for(held: Room, name: str) -> str:
    with held.as_("chair") as by:
        sheet = queries.sheet(by, held.meeting.pk)
        return queries.version_for(sheet, queries.recipient(sheet, held.people[name].pk).reader).words


def test_each_reader_has_the_lines_that_are_theirs(held: Room) -> None:
    whose = {
        "Robin was seen in a silver car.": {"mother", "father", "child", "school", "police", "worker", "health"},
        "Mother says the nights are hard.": {"mother", "school", "police", "worker", "health"},
        "Only the police: the car is known.": {"police"},
        "Not for the father.": {"mother", "child", "school", "police", "worker", "health"},
        "An uncle is a worry.": {"school", "police", "worker", "health"},
        "Marked for all in the closed part.": {"school", "police", "worker", "health"},
        "Said in the open part while they were out.": {"school", "police", "worker", "health"},
    }
    versions = {name: words_for(held, name) for name in held.people}
    for text, readers in whose.items():
        assert {name for name, words in versions.items() if text in words} == readers, text


def test_a_line_sent_again_after_the_connection_was_lost_stands_once(held: Room) -> None:
    key, item = new_id(), held.items["worries"].pk
    with held.as_("taker", 12) as by:
        sent = [
            writing.write_line(by=by, meeting_id=held.meeting.pk, item_id=item, key=key, written=Written("Once."))
            for _ in range(2)
        ]
    assert sent[0].pk == sent[1].pk


def test_two_who_change_one_line_are_both_shown_and_what_was_said_before_is_kept(held: Room) -> None:
    line = held.lines["Robin was seen in a silver car."]
    with held.as_("worker", 13) as by:
        theirs = visible(by, MinuteLine).get(pk=line.pk)
        writing.change_line(by=by, line=theirs, seen=line.version, written=Written("In a grey car."))
    with held.as_("taker", 14) as by:
        mine = visible(by, MinuteLine).get(pk=line.pk)
        with pytest.raises(StaleEdit) as stale:
            writing.change_line(by=by, line=mine, seen=line.version, written=Written("In a blue car."))
        assert (stale.value.theirs["text"], stale.value.yours["text"]) == ("In a grey car.", "In a blue car.")
        said = visible(by, LineWords).filter(line_id=line.pk).order_by("number").values_list("text", flat=True)
        assert list(said) == ["Robin was seen in a silver car.", "In a grey car."]


def test_a_line_in_the_closed_part_is_shown_to_the_chair_who_alone_may_give_it(held: Room) -> None:
    wide, uncle = held.lines["Marked for all in the closed part."], held.lines["An uncle is a worry."]
    assert (wide.audience, wide.asked) == (["professionals"], ["child"])
    with held.as_("chair", 70) as by:
        assert [one.line.pk for one in queries.to_look_at(queries.sheet(by, held.meeting.pk)) if "only you" in one.why] == [
            wide.pk
        ]
    ask: Any = {"meeting_id": held.meeting.pk, "invitee_id": held.people["mother"].pk, "gives": True, "reason": "She must know."}
    with held.as_("taker", 71) as by, pytest.raises(Refused):
        approving.rule(by=by, line_id=uncle.pk, **ask)
    with held.as_("chair", 72) as by:
        approving.rule(by=by, line_id=uncle.pk, **ask)
        with pytest.raises(Refused, match="kept to police"):
            approving.rule(by=by, line_id=held.lines["Only the police: the car is known."].pk, **ask)
    assert "An uncle is a worry." in words_for(held, "mother")
    assert "Professionals alone" not in words_for(held, "mother")
    assert "An uncle is a worry." not in words_for(held, "father")


def test_the_chair_gives_somebody_who_was_out_what_was_said_in_the_open_part(held: Room) -> None:
    with held.as_("chair", 73) as by:
        approving.rule(
            by=by, meeting_id=held.meeting.pk, invitee_id=held.people["mother"].pk, line_id=None, gives=True, reason="Agreed."
        )
    assert "Said in the open part while they were out." in words_for(held, "mother")
    assert "An uncle is a worry." not in words_for(held, "mother")


def test_nothing_goes_before_the_chair_approves_and_nothing_changes_after(held: Room) -> None:
    with held.as_("taker", 50) as by:
        with pytest.raises(Refused, match="has not approved"):
            making.make_copies(by=by, meeting_id=held.meeting.pk)
        with pytest.raises(Refused, match="End the meeting"):
            approving.give_to_chair(by=by, meeting_id=held.meeting.pk)
    held.end().approve()
    with held.as_("taker", 96) as by, pytest.raises(Refused, match="Open it again"):
        held.write("Too late.", minute=97)
    with held.as_("taker", 98) as by, pytest.raises(Refused, match="Only the chair"):
        approving.open_again(by=by, meeting_id=held.meeting.pk, reason="A name was wrong.")


def test_what_was_agreed_rests_on_whoever_took_it_on_before_the_minute_is_approved(held: Room) -> None:
    held.end()
    line = held.lines["Ring the family on Monday."]
    with held.as_("worker", 61) as by:
        duty = Duty.objects.get(partnership_id=by.here, kind=due.ACTION, subject_id=line.pk)
        assert duty.user_id == by.me
        assert "Robin" not in duty.what
        with pytest.raises(Faulty):
            due.finish_action(by=by, line_id=line.pk, words=" ")
        due.finish_action(by=by, line_id=line.pk, words="Rang; no answer.")
    with held.as_("school", 62) as by, pytest.raises(NotHere):
        due.finish_action(by=by, line_id=line.pk, words="I read it.")


def test_a_partner_reads_the_lines_of_their_audience_once_they_are_released_and_no_other(held: Room) -> None:
    held.end().approve()
    made = held.copies()
    with held.as_("school", 97) as by:
        assert not visible(by, MinuteLine).exists()
        assert not MinuteLine.objects.exists()
        assert not MinuteCopy.objects.exists()
    with held.as_("chair", 98) as by:
        for name in ("school", "police"):
            copies.put_out(by=by, copy=copy_queries.copy(by, made[name].pk), means="here")
    with held.as_("school", 99) as by:
        texts = {"in both walls": set(MinuteLine.objects.values_list("text", flat=True))}
        assert texts["in both walls"] == set(visible(by, MinuteLine).values_list("text", flat=True))
        assert "Only the police: the car is known." not in texts["in both walls"]
        assert "An uncle is a worry." in texts["in both walls"]
        assert [one.pk for one in MinuteCopy.objects.all()] == [made["school"].pk]
        for kept in (CopyEvent, LineWords, Attendance, Presence):
            assert not kept.objects.exists()
    with held.as_("police", 100) as by:
        assert "Only the police: the car is known." in set(MinuteLine.objects.values_list("text", flat=True))
    with acting_as(held.system):
        Invitee.objects.filter(pk=held.people["school"].pk).update(kept_out_at=held.at(101))
    with held.as_("school", 102) as by:
        assert not MinuteLine.objects.exists()
        assert not MinuteCopy.objects.exists()


def test_a_copy_to_the_family_is_given_after_asking_where_it_is_kept_or_talked_through(held: Room) -> None:
    held.end().approve()
    made = held.copies()
    with held.as_("chair", 98) as by:
        mother, child = copy_queries.copy(by, made["mother"].pk), copy_queries.copy(by, made["child"].pk)
        with pytest.raises(Refused, match="safely be told"):
            copies.put_out(by=by, copy=mother, means="paper", kept_where="At home", found_by="Nobody")
        held.safe_to_tell("mother")
        with pytest.raises(Faulty) as asked:
            copies.put_out(by=by, copy=mother, means="paper")
        assert [fault.path for fault in asked.value.faults] == ["kept_where", "found_by"]
        copies.put_out(by=by, copy=mother, means="paper", kept_where="At her sister's", found_by="Nobody else")
        copies.put_out(by=by, copy=child, means="talked", why="Robin shares a telephone.")
        assert [one.out.state for one in copy_queries.register(by, queries.sheet(by, held.meeting.pk)) if one.out] == [
            CopyState.RELEASED,
            CopyState.TALKED,
        ]


def test_a_recalled_copy_closes_and_a_corrected_one_takes_its_place(held: Room) -> None:
    held.end().approve()
    made = held.copies()
    with held.as_("chair", 98) as by:
        school = copy_queries.copy(by, made["school"].pk)
        copies.put_out(by=by, copy=school, means="here")
        copies.withdraw(by=by, copy=school, why="A name was wrong.")
    with held.as_("school", 99) as by:
        assert copy_queries.own_copy(by, held.meeting.pk) is None
        assert not MinuteLine.objects.exists()
    with held.as_("chair", 100) as by:
        approving.open_again(by=by, meeting_id=held.meeting.pk, reason="A name was wrong.")
        line = visible(by, MinuteLine).get(pk=held.lines["Robin was seen in a silver car."].pk)
        writing.change_line(by=by, line=line, seen=line.version, written=Written("Robin was seen in a grey car."))
    held.approve(101)
    again = held.copies(105)
    with held.as_("chair", 106) as by:
        copies.put_out(by=by, copy=copy_queries.copy(by, again["school"].pk), means="here")
        assert copy_queries.copy(by, school.pk).state == CopyState.REPLACED
    with held.as_("school", 107) as by:
        own = copy_queries.own_copy(by, held.meeting.pk)
        assert own is not None
        assert "grey" in copy_queries.read_again(own.content).words
        assert own.edition == 2


def test_what_is_kept_of_a_copy_is_the_version_word_for_word(held: Room) -> None:
    with held.as_("chair") as by:
        sheet = queries.sheet(by, held.meeting.pk)
        for one in sheet.recipients:
            version = queries.version_for(sheet, one.reader)
            assert copy_queries.read_again(copy_queries.kept(version)) == version
        assert {one.reader.kind for one in sheet.recipients} == set(ReaderKind) - {ReaderKind.FULL}


def test_unfinished_business_comes_to_the_next_meeting(held: Room) -> None:
    held.end().approve()
    with held.as_("chair", 200) as by:
        held.meeting.refresh_from_db()
        following = type(held.meeting)(
            partnership_id=by.here, kind=held.meeting.kind, child_id=held.child.pk, starts_at=held.at(60 * 24 * 14)
        )
        assert [one.text for one in due.unfinished(by, following)] == ["Ring the family on Monday."]


def test_somebody_who_left_and_came_back_was_at_part_of_it(held: Room) -> None:
    with held.as_("taker", 42) as by:
        attending.arrive(by=by, meeting_id=held.meeting.pk, invitee_ids=[held.people["mother"].pk], remote=True)
    held.write("Back in the room.", minute=45)
    held.end()
    with held.as_("chair", 61) as by:
        mother = visible(by, Invitee).get(pk=held.people["mother"].pk)
        assert (mother.attended, mother.remote) == ("part", True)
        assert visible(by, Invitee).get(pk=held.people["school"].pk).attended == "whole"
    assert "Back in the room." in words_for(held, "mother")
    assert "Said in the open part while they were out." not in words_for(held, "mother")


def test_a_minute_sent_back_by_the_chair_is_written_on(held: Room) -> None:
    held.end()
    with held.as_("taker", 62) as by:
        approving.give_to_chair(by=by, meeting_id=held.meeting.pk)
    with held.as_("chair", 63) as by:
        assert Duty.objects.filter(partnership_id=by.here, kind=approving.APPROVE, user_id=by.me).exists()
        minute = approving.send_back(by=by, meeting_id=held.meeting.pk, reason="The level is missing.")
        assert (minute.state, minute.sent_back) == (MinuteState.WRITING, "The level is missing.")

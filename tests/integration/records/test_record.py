"""What a record holds: parts, sensitive facts, who may be told, the chronology; and two people at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from holdfast.audit.models import Event
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.time import now, today
from holdfast.records import actions, chronology, queries
from holdfast.records.types import IdentifierKind, RelationKind, Tell


def test_two_people_who_edit_one_record_both_keep_their_words(mash, make_child):
    child = make_child()
    actions.change_child(by=mash, child_id=child.pk, seen=child.version, language="Polish")
    with pytest.raises(StaleEdit) as stale:
        actions.change_child(by=mash, child_id=child.pk, seen=child.version, language="Romanian")
    assert (stale.value.theirs["language"], stale.value.yours["language"]) == ("Polish", "Romanian")


def test_two_people_who_write_the_first_summary_both_keep_their_words(mash, make_child):
    child = make_child()
    actions.write_summary(by=mash, child_id=child.pk, seen=None, worried="A", working_well="", needs="")
    with pytest.raises(StaleEdit):
        actions.write_summary(by=mash, child_id=child.pk, seen=None, worried="B", working_well="", needs="")


def test_numbers_are_checked_before_they_are_kept(mash, make_child):
    child = make_child()
    with pytest.raises(Faulty, match="not a valid NHS number"):
        actions.add_part(by=mash, part="number", child_id=child.pk, kind=IdentifierKind.NHS, value="943 476 5918")
    with pytest.raises(Faulty, match="not a valid Unique pupil number"):
        actions.add_part(by=mash, part="number", child_id=child.pk, kind=IdentifierKind.UPN, value="B123456789012")


def test_dates_that_cannot_be_are_refused_with_a_sentence(mash, make_child):
    child = make_child()
    with pytest.raises(Faulty, match="not be in the future"):
        actions.change_child(by=mash, child_id=child.pk, seen=child.version, born_earliest=today() + timedelta(days=2))
    with pytest.raises(Faulty, match="last day must not be before"):
        actions.add_part(
            by=mash,
            part="legal",
            child_id=child.pk,
            kind="C2",
            from_date=date(2026, 2, 1),
            until=date(2026, 1, 1),
        )


def test_somebody_who_may_only_read_does_not_change_the_record(person, mash, make_child):
    child, taker = make_child(), person("minute-taker")
    actions.involve(by=mash, child_id=child.pk, user_id=taker.person_id, role="Minute taker")
    assert queries.child(taker, child.pk) == child
    with pytest.raises(Refused, match="not change it"):
        actions.change_child(by=taker, child_id=child.pk, seen=child.version, language="Polish")


class TestSafeToTell:
    """H8: unset means not yet; only a recorded yes lets anything reach a relative."""

    def mother(self, by, child):
        made = actions.relate(
            by=by,
            child_id=child.pk,
            kind=RelationKind.MOTHER,
            person={"given": "Jane", "family": "Arkwright"},
            parental_responsibility="yes",
        )
        return made.person_id

    def test_unset_is_not_yet_even_with_parental_responsibility(self, mash, make_child):
        child = make_child()
        mother = self.mother(mash, child)
        assert not queries.may_tell(mash, child_id=child.pk, person_id=mother)
        shown = queries.safe_to_tell(mash, child.pk, queries.relationships(mash, child.pk))
        assert {answer.answer for answer in shown} == {Tell.NOT_YET}

    def test_the_last_answer_holds_and_each_needs_a_reason(self, mash, make_child):
        child = make_child()
        mother = self.mother(mash, child)
        with pytest.raises(Faulty, match="Say why"):
            actions.tell(by=mash, child_id=child.pk, person_id=mother, answer="yes", why="")
        actions.tell(by=mash, child_id=child.pk, person_id=mother, answer="yes", why="She raised the worry")
        assert queries.may_tell(mash, child_id=child.pk, person_id=mother)
        actions.tell(by=mash, child_id=child.pk, person_id=mother, answer="never", why="Her partner reads her phone")
        assert not queries.may_tell(mash, child_id=child.pk, person_id=mother, subject="missing")
        assert "Do not tell Jane Arkwright." in queries.header(mash, child.pk).warnings

    def test_yes_about_one_subject_is_not_yes_about_another(self, mash, make_child):
        child = make_child()
        mother = self.mother(mash, child)
        actions.tell(by=mash, child_id=child.pk, person_id=mother, subject="missing", answer="yes", why="Agreed")
        assert queries.may_tell(mash, child_id=child.pk, person_id=mother, subject="missing")
        assert not queries.may_tell(mash, child_id=child.pk, person_id=mother, subject="exploitation")

    def test_an_answer_that_has_run_out_is_not_yet(self, mash, make_child):
        child = make_child()
        mother = self.mother(mash, child)
        actions.tell(
            by=mash,
            child_id=child.pk,
            person_id=mother,
            answer="yes",
            why="For this week",
            until=today() - timedelta(days=1),
        )
        assert not queries.may_tell(mash, child_id=child.pk, person_id=mother)


class TestSensitiveFacts:
    """H17: each carries its own readers, by default only those named."""

    def test_only_the_named_and_the_writer_read_it(self, mash, person, make_child, worker_of):
        child = make_child()
        named, other = worker_of(child), worker_of(child, allocated=False)
        fact = actions.add_sensitive(
            by=named,
            child_id=child.pk,
            kind="orientation",
            words="Told me that she likes girls",
            agreed="Maya, to me alone",
            named=[named.person_id],
        )
        assert [row.pk for row in queries.sensitive(named, child.pk)] == [fact.pk]
        assert queries.sensitive(other, child.pk) == []
        assert queries.sensitive(mash, child.pk) == []
        with pytest.raises(NotHere):
            actions.change_sensitive(by=other, child_id=child.pk, fact_id=fact.pk, seen=1, words="x", agreed="y")

    def test_the_lead_worker_is_told_whom_to_ask_where_that_is_safe(self, mash, make_child, worker_of):
        child = make_child()
        actions.add_sensitive(
            by=mash,
            child_id=child.pk,
            kind="sexual_health",
            words="Seen at the clinic",
            agreed="Maya, to the nurse",
            ask="Nurse Adeyemi, 01632 960 001",
        )
        lead, other = worker_of(child), worker_of(child, allocated=False)
        assert queries.header(lead, child.pk).held == ("Something is held: ask Nurse Adeyemi, 01632 960 001.",)
        assert queries.header(other, child.pk).held == ()


class TestChronology:
    def test_pages_follow_on_without_a_gap(self, mash, make_child):
        child = make_child()
        for number in range(70):
            chronology.add(by=mash, child_id=child.pk, at=now() - timedelta(hours=number), kind="note", text=f"Entry {number}")
        seen, older = [], ""
        while True:
            page = queries.chronology(mash, child.pk, before=older)
            seen += [entry.title for entry in page.entries]
            older = page.older
            if not older:
                break
        assert [title for title in seen if title.startswith("Entry")] == [f"Entry {number}" for number in range(70)]

    def test_an_entry_for_police_is_read_by_police_alone(self, mash, person, make_child, worker_of):
        child = make_child()
        officer = worker_of(child, allocated=False, role="police-officer")
        worker = worker_of(child)
        system = mash.with_(person_id=None, system="tests")
        chronology.add(by=system, child_id=child.pk, at=now(), kind="intel", text="For police", audience=["police"])
        assert "For police" in [entry.title for entry in queries.chronology(officer, child.pk).entries]
        assert "For police" not in [entry.title for entry in queries.chronology(worker, child.pk).entries]

    def test_somebody_left_out_by_name_does_not_read_it(self, mash, make_child, worker_of):
        child = make_child()
        worker = worker_of(child)
        chronology.add(by=mash, child_id=child.pk, at=now(), kind="note", text="Apart", not_for=[worker.person_id])
        assert "Apart" not in [entry.title for entry in queries.chronology(worker, child.pk).entries]


def test_the_confidential_address_is_a_warning_to_all_and_readable_to_few(mash, make_child, worker_of):
    from holdfast.records.models import Address

    child = make_child()
    actions.add_part(by=mash, part="address", child_id=child.pk, lines="4 Hidden Lane", confidential=True)
    allocated, other = worker_of(child), worker_of(child, allocated=False)
    assert queries.rows_of(allocated, Address, child.pk)
    assert queries.rows_of(other, Address, child.pk) == []
    assert any("Confidential address" in words for words in queries.header(other, child.pk).warnings)


def test_opening_a_record_is_written_in_the_audit_and_in_the_readers_own_list(mash, make_child, looking):
    child = make_child()
    actions.note_opened(by=mash, child=child)
    actions.note_opened(by=mash, child=child)
    assert Event.objects.filter(verb="child.open", kind="read", child_id=child.pk).count() == 2
    assert queries.recent(mash) == [child]


def test_changes_leave_an_event_without_what_was_written(mash, make_child):
    child = make_child()
    actions.change_child(by=mash, child_id=child.pk, seen=child.version, staff_safety="A loose dog")
    event = Event.objects.filter(verb="child.change").latest("position")
    assert event.detail == {"fields": ["staff_safety"]}


def test_the_allocated_worker_is_known_for_routing(mash, make_child, worker_of, partnership):
    child = make_child()
    assert queries.allocated_worker(child.pk, partnership.pk) is None
    worker = worker_of(child)
    assert queries.allocated_worker(child.pk, partnership.pk).user_id == worker.person_id


def test_siblings_are_related_both_ways_and_shown_only_where_the_record_opens(mash, make_child, worker_of):
    child, sister = make_child(), make_child("Ella")
    actions.relate(by=mash, child_id=child.pk, kind=RelationKind.SIBLING, other_child_id=sister.pk)
    assert [row.other_child_id for row in queries.relationships(mash, sister.pk)] == [child.pk]
    assert queries.relationships(worker_of(child), child.pk) == []

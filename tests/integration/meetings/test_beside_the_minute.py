"""Papers before a meeting and the decision letter after it: each reader's own, through the gate, by the means of a minute."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from holdfast.comms.models import Message
from holdfast.journeys import minutes as journey
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import frozen
from holdfast.meetings import actions, copy_queries
from holdfast.meetings.actions import Gathered, Said
from holdfast.meetings.minute_models import MinuteCopy, MinuteLine
from holdfast.meetings.minute_printing import printed
from holdfast.meetings.minute_types import CopyOf
from holdfast.meetings.minuting import making
from holdfast.meetings.models import Reach
from holdfast.work.models import Clock
from tests.factories.minutes import Room, room

from .test_nothing_leaks import words_of_pdf

LATE, WATCHED, SLEEP, TIRED = "Home late on Friday.", "A car is watched.", "I do not sleep.", "I am tired of this."
PLAN, CAMERA, SAID = "A plan is made.", "Ask for the camera.", "We spoke for long."


@pytest.fixture
def gathered(partnership: Any) -> Room:
    made = room(partnership)
    mother = made.people["mother"]
    with acting_as(made.system):
        Reach.objects.create(
            partnership=partnership, meeting=made.meeting, invitee=mother, means="email", email="mother@home.example"
        )
    with made.as_("police", -90) as by:
        write(by, made, Said("worries", LATE, ("professionals", "family"), (mother.person_id,)), Said("closed", WATCHED))
    with made.as_("worker", -80) as by:
        for name, words in (("mother", SLEEP), ("father", TIRED)):
            told = Gathered("note", {"worried": words})
            actions.give_view(by=by, invitee_id=made.people[name].pk, gathered=told)
    made.safe_to_tell("mother")
    return made


def write(by: Any, made: Room, *lines: Said) -> None:
    actions.write_report(by=by, meeting_id=made.meeting.pk, lines=lines, give=True)


def make(made: Room, what: str, minute: int, by: str = "chair") -> dict[str, MinuteCopy]:
    with made.as_(by, minute) as viewer:
        found = making.make_copies(by=viewer, meeting_id=made.meeting.pk, what=what)
    names = {one.pk: name for name, one in made.people.items()}
    return {names[one.invitee_id]: one for one in found}


def give(made: Room, copy: MinuteCopy, minute: int, **more: Any) -> journey.Gone:
    with made.as_("chair", minute) as by:
        row = copy_queries.copy(by, copy.pk)
        kept = {one.key: "The reader may have it." for one in journey.check_copy(by, row)}
        return journey.give(by=by, copy=row, kept=kept, **more)


HOME = {"means": "link", "code_way": "said", "kept_where": "At her sister's", "found_by": "Nobody"}


def test_whoever_has_no_account_reads_their_own_papers_by_a_link_and_a_code(gathered: Room) -> None:
    made = make(gathered, CopyOf.PAPERS, -60)
    assert set(made) == {"mother", "father"}  # nothing was gathered for the child, and colleagues read them here
    code = give(gathered, made["mother"], -50, **HOME).code
    with acting_as(gathered.system):
        (message,) = Message.objects.filter(partnership=gathered.partnership, template="minutes.page")
    path = message.body[message.body.index("/f/o/") :].split()[0]
    with frozen(gathered.at(-40)):
        client = Client()
        assert client.post(path).status_code == 302
        assert LATE not in client.get("/f/page/").content.decode()
        client.post("/f/page/", {"code": code})
        page = client.get("/f/page/").content.decode()
        paper = words_of_pdf(client.get("/f/page/print/").content)
    with gathered.as_("chair", -30) as by:
        mother = gathered.people["mother"].pk
        actions.keep_out(by=by, invitee_id=mother, part="whole", reason="She asked not to be there.")
    with frozen(gathered.at(-20)):
        assert client.get("/f/page/").status_code == 404
    for words in (page, paper):
        assert LATE in words
        assert SLEEP in words
        assert not any(one in words for one in (WATCHED, TIRED, "Professionals alone"))
    gathered.people["mother"].refresh_from_db()
    assert gathered.people["mother"].papers_at == gathered.at(-50)


def test_papers_that_were_changed_are_made_again_before_they_go_and_none_goes_after_the_meeting(gathered: Room) -> None:
    before = make(gathered, CopyOf.PAPERS, -60)["mother"]
    with gathered.as_("police", -55) as by:
        write(by, gathered, Said("worries", "Home at ten.", ("professionals", "family"), (gathered.people["mother"].person_id,)))
    with pytest.raises(Refused, match="changed after"):
        give(gathered, before, -50, **HOME)
    after = make(gathered, CopyOf.PAPERS, -45)["mother"]
    before.refresh_from_db()
    assert (before.state, after.edition) == ("dropped", 2)
    assert not make(gathered, CopyOf.PAPERS, -40)
    gathered.begin().end()
    with pytest.raises(Refused, match="has been held"):
        give(gathered, after, 70, **HOME)
    with pytest.raises(Refused, match="has been held"):
        make(gathered, CopyOf.PAPERS, 75)


@pytest.fixture
def conference(partnership: Any) -> Room:
    made = room(partnership, kind="initial_conference").begin()
    made.write(SAID, minute=5)
    made.write(PLAN, minute=10, kind="decision")
    made.leave("father", minute=20)
    made.write(CAMERA, item="actions", minute=30, kind="action", who="professionals", owner_id=made.people["police"].pk)
    return made


def test_the_chair_approves_the_decisions_and_each_readers_letter_goes_before_the_minute_is_approved(
    conference: Room, client_for: Any
) -> None:
    with pytest.raises(Refused, match="End the meeting"):
        make(conference, CopyOf.LETTER, 40)
    conference.end()
    with pytest.raises(Refused, match="Only the chair"):
        make(conference, CopyOf.LETTER, 61, by="taker")
    made = make(conference, CopyOf.LETTER, 62)
    said = {name: copy_queries.read_again(one.content).words for name, one in made.items()}
    assert set(said) == {"worker", "school", "police", "health", "mother", "father", "child"}
    assert all(PLAN in words and SAID not in words for words in said.values())
    assert {name for name, words in said.items() if CAMERA in words} == {"worker", "school", "police", "health"}
    conference.safe_to_tell("mother")
    conference.safe_to_tell("father")
    for name, one in made.items():
        running = clock_of(conference)
        assert running.stopped_at is None
        how = {"means": "here"} if conference.people[name].user_id else {"means": "paper"} | {k: HOME[k] for k in KEPT}
        give(conference, one, 63, **({"means": "talked"} if name == "child" else how))
    assert clock_of(conference).stopped_at == conference.at(63)
    with acting_as(conference.system):
        assert not MinuteLine.objects.exclude(open_at=None).exists()  # the minute itself opens to nobody yet
    with frozen(conference.at(70)):
        page = client_for(conference.viewers["school"]).get(f"/meetings/{conference.meeting.pk}/my-minute/").content.decode()
        assert "what was decided" in page
        assert SAID not in page
    made["mother"].refresh_from_db()
    paper = words_of_pdf(printed(made["mother"]))
    assert PLAN in paper
    assert CAMERA not in paper


KEPT = ("kept_where", "found_by")


def clock_of(made: Room) -> Clock:
    with acting_as(made.system):
        return Clock.objects.get(partnership=made.partnership, subject_id=made.meeting.pk, rule="meetings.decision-letter")


def test_a_decision_that_was_changed_goes_in_no_letter_until_the_chair_approved_it_again(conference: Room) -> None:
    conference.end()
    before = make(conference, CopyOf.LETTER, 62)["school"]
    with acting_as(conference.system):
        MinuteLine.objects.get(text=PLAN).change(seen=None, text="No plan is made.")
    with pytest.raises(Refused, match="changed after"):
        give(conference, before, 63, means="here")
    after = make(conference, CopyOf.LETTER, 64)["school"]
    give(conference, after, 65, means="here")
    with conference.as_("chair", 66) as by:
        asked = {"in_danger": "Nobody is.", "holder": "The school", "why": "Wrong."}
        journey.recall(by=by, copy=copy_queries.copy(by, after.pk), **asked)
    with conference.as_("school", 67) as by:
        assert copy_queries.own_copies(by, conference.meeting.pk) == []


def test_without_a_decision_there_is_no_letter(partnership: Any) -> None:
    made = room(partnership, kind="initial_conference").begin()
    made.write(SAID)
    made.end()
    with pytest.raises(Refused, match="No decision"):
        make(made, CopyOf.LETTER, 61)

"""What was gathered beforehand goes into the minute by one press: once, and for nobody who could not have had it as a paper."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.ids import new_id
from holdfast.meetings import actions
from holdfast.meetings import minute_queries as queries
from holdfast.meetings.actions import Gathered, Said
from holdfast.meetings.minute_models import MinuteLine
from holdfast.meetings.minuting import carrying, writing
from holdfast.meetings.models import AgendaItem
from tests.factories.minutes import Room, room

SEEN, WATCHED, LATE, SLEEP = "Seen at the station.", "A car is watched.", "Robin was late home.", "I do not sleep."
HERE = "The father has a key."


@pytest.fixture
def gathered(partnership: Any) -> Room:
    """Police and school have written, and the mother has said how it is; the agenda has a part for named people too."""
    made = room(partnership)
    mother = made.people["mother"]
    with made.as_("police", -60) as by:
        lines = [
            Said("worries", SEEN),
            Said("worries", LATE, ("professionals", "family"), (mother.person_id,)),
            Said("closed", WATCHED, ("police",)),
        ]
        actions.write_report(by=by, meeting_id=made.meeting.pk, lines=lines, give=True)
    with made.as_("school", -50) as by:
        actions.write_report(by=by, meeting_id=made.meeting.pk, lines=[Said("worries", "A draft.")], give=False)
    with made.as_("worker", -40) as by:
        asked = {"worried": SLEEP, "not_say": HERE}
        actions.give_view(by=by, invitee_id=mother.pk, gathered=Gathered("note", asked, {"safe": 2}))
    return made.begin()


def put_in(made: Room, keys: Any = None, minute: int = 10) -> list[MinuteLine]:
    with made.as_("taker", minute) as by:
        return carrying.put_papers_in(by=by, meeting_id=made.meeting.pk, keys=keys)


def had(made: Room, name: str) -> str:
    with made.as_("chair", 50) as by:
        sheet = queries.sheet(by, made.meeting.pk)
        return queries.version_for(sheet, queries.recipient(sheet, made.people[name].pk).reader).words


def test_each_reader_has_of_the_papers_what_was_theirs_and_each_is_put_in_once(gathered: Room) -> None:
    lines = put_in(gathered)
    assert {line.text for line in lines if line.text in (SEEN, WATCHED, LATE)} == {SEEN, WATCHED, LATE}
    assert not put_in(gathered, minute=11)
    words = {name: had(gathered, name) for name in ("mother", "father", "child", "school", "police")}
    assert {name for name, said in words.items() if LATE in said} == {"mother", "school", "police"}
    assert {name for name, said in words.items() if WATCHED in said} == {"police"}
    assert {name for name, said in words.items() if SEEN in said} == {"school", "police"}
    for said in (SLEEP, HERE):
        assert {name for name, all_ in words.items() if said in all_} == {"mother", "school", "police"}
    assert not any("A draft." in said for said in words.values())


def test_a_line_that_is_put_right_stays_with_those_it_was_for(gathered: Room, client_for: Any) -> None:
    (line,) = [line for line in put_in(gathered) if line.text == LATE]
    stranger = gathered.people["father"].person_id
    with gathered.as_("taker", 12) as by:
        line.change(seen=None, family=sorted([*line.family, new_id()], key=str))  # for whom no one exception would say
        path = f"/meetings/{gathered.meeting.pk}/minute/lines/{line.pk}/"
        client = client_for(by)
        page = client.get(path).content.decode()
        assert "Those it is for now" in page
        given = {"item": str(line.item_id), "text": "Late home.", "kind": "said", "who": "stands", "version": str(line.version)}
        assert client.post(path, given).status_code == 302
    with acting_as(gathered.system):
        after = MinuteLine.objects.get(pk=line.pk)
    assert (after.text, sorted(after.audience), after.exception) == ("Late home.", ["family", "professionals"], True)
    assert stranger not in after.family
    assert set(after.family) <= set(line.family)


def test_a_part_for_fewer_takes_fewer_and_a_paper_for_nobody_in_it_does_not_go_in(gathered: Room, client_for: Any) -> None:
    with acting_as(gathered.system):
        AgendaItem.objects.filter(pk=gathered.items["worries"].pk).update(audience=["police"])
        AgendaItem.objects.filter(pk=gathered.items["parent_voice"].pk).update(audience=["child"])
    path = f"/meetings/{gathered.meeting.pk}/minute/"
    with gathered.as_("taker", 10) as by:
        client = client_for(by)
        page = client.get(path).content.decode()
        assert "For nobody whom this part of the agenda is for" in page
        assert "A draft." not in page
        assert client.post(f"{path}do/papers/").status_code == 302
    with acting_as(gathered.system):
        rows = MinuteLine.objects.filter(meeting=gathered.meeting)
        assert {row.text: row.audience for row in rows} == {SEEN: ["police"], LATE: ["police"], WATCHED: ["police"]}


def test_only_those_who_run_the_meeting_put_papers_in_and_one_taken_out_stays_out(gathered: Room, client_for: Any) -> None:
    line = put_in(gathered)[0]
    with gathered.as_("taker", 12) as by:
        writing.remove_line(by=by, line=MinuteLine.objects.get(pk=line.pk), seen=None)
    assert not put_in(gathered, minute=13)
    with gathered.as_("school", 14) as by, pytest.raises(NotHere):
        carrying.put_papers_in(by=by, meeting_id=gathered.meeting.pk)
    with pytest.raises(NotHere):
        put_in(gathered, [new_id()])
    with gathered.as_("taker", 15) as by:
        assert "Taken out of the minute" in client_for(by).get(f"/meetings/{gathered.meeting.pk}/minute/").content.decode()

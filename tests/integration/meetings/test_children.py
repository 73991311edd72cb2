"""A panel about many children: each child's item is heard by its circle, and outside it there is no word and no trace of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.access import visibility
from holdfast.access.models import Exclusion, Restriction
from holdfast.access.visibility import visible
from holdfast.disclosure import papers
from holdfast.disclosure.papers import Paper
from holdfast.disclosure.readers import PROFESSIONAL
from holdfast.journeys import minutes as journey
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import frozen, today
from holdfast.meetings import actions, child_queries, circles, copy_queries
from holdfast.meetings.actions.before import Said
from holdfast.meetings.copy_queries import read_again
from holdfast.meetings.minute_models import CopyEvent, LineWords, MinuteCopy, MinuteLine
from holdfast.meetings.minute_printing import printed
from holdfast.meetings.minuting import approving, attending, due, making, writing
from holdfast.meetings.minuting.outcomes import TAKEN_BACK
from holdfast.meetings.models import AgendaItem, Hearing, Invitee, ReportLine
from holdfast.meetings.types import Kind
from holdfast.partnership.actions import set_value
from holdfast.records.models import ChronologyEntry
from holdfast.rules.meeting_circles import Ground
from holdfast.rules.meetings import Seat
from holdfast.work.models import Duty
from holdfast.work.types import IS_LIVE
from tests.factories.meetings import WHEN
from tests.factories.missing import child_of
from tests.factories.panels import (
    SECRET_ACTION,
    SECRET_DECISION,
    SECRET_LINE,
    SECRET_NAME,
    SECRETS,
    Panel,
    colleague,
    convened_panel,
    panel_of,
    spoken,
)

from .conftest import Team
from .test_nothing_leaks import words_of_pdf

LATER = WHEN + dt.timedelta(hours=4)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def own_seat_of_the_outsider(panel: Panel) -> Invitee:
    """Their invitation to a meeting that they run."""
    own = actions.convene(
        by=panel.outsider, child_id=None, said=actions.Convened("team", starts_at=WHEN),
        people=[colleague(panel.outsider, "Out Sider", Seat.HEALTH)],
    )  # fmt: skip
    return Invitee.objects.get(meeting=own)


@pytest.fixture
def panel(team: Team, person: Any, looking: Any) -> Panel:
    looking(team.system)
    given, family = SECRET_NAME.split()
    ellis = child_of(team.system, given, family)
    taker = person("minute-taker", name="Taker Person")
    return panel_of(team.chair, taker, team.police, team.nurse, team.child.pk, ellis.pk)


def silent(text: str) -> bool:
    return not [word for word in SECRETS if word in text]


def given_here(panel: Panel) -> dict[Any, MinuteCopy]:
    """Every copy is given to its reader, here."""
    found = {}
    with frozen(LATER):
        for copy in MinuteCopy.objects.filter(meeting=panel.meeting, state="ready").select_related("invitee__user", "meeting"):
            kept = {one.key: "Said of this child." for one in journey.check_copy(panel.chair, copy)}
            journey.give(by=panel.chair, copy=copy, means="here", kept=kept)
            found[copy.invitee.user_id] = copy
    return found


def test_the_circle_is_suggested_from_the_record_and_widened_with_a_reason_alone(team: Team, panel: Panel, looking: Any) -> None:
    looking(panel.chair)
    places = {one.invitee.user_id: one for one in circles.places(panel.chair, panel.meeting, panel.robin_id)}
    assert places[team.police.me].ground == places[team.nurse.me].ground == Ground.CASE
    places = {one.invitee.user_id: one for one in circles.places(panel.chair, panel.meeting, panel.ellis_id)}
    assert (places[team.nurse.me].ground, places[team.nurse.me].hears) == (Ground.NONE, False)
    said = actions.Spoken("A worry.", hears=frozenset(one.pk for one in panel.people.values()))
    item = child_queries.item(panel.chair, panel.ellis.pk)
    with pytest.raises(Faulty, match="Say why"):
        actions.change_item(by=panel.chair, item_id=item.pk, seen=None, said=said)
    actions.change_item(by=panel.chair, item_id=item.pk, seen=None, said=replace(said, why="The clinic asked to be there."))
    row = Hearing.objects.get(item=item, invitee=panel.of(team.nurse))
    assert (row.hears, row.ground, row.why) == (True, "none", "The clinic asked to be there.")
    assert row.decided_by_id == panel.chair.me
    narrow = actions.Spoken("A worry.", hears=frozenset(), presenter_id=panel.of(panel.outsider).pk)
    with pytest.raises(Faulty, match="among those who hear it"):
        actions.change_item(by=panel.chair, item_id=item.pk, seen=None, said=narrow)
    with pytest.raises(Faulty) as faulty:
        actions.change_item(by=panel.chair, item_id=item.pk, seen=None, said=actions.Spoken(" ", minutes=0))
    assert {one.path for one in faulty.value.faults} == {"worry", "minutes"}


def test_where_the_partnership_has_arranged_it_the_agencies_that_must_be_there_hear_of_each_child(
    panel: Panel, person: Any, looking: Any
) -> None:
    def grounds() -> list[Ground]:
        looking(panel.chair)
        places = circles.places(panel.chair, panel.meeting, panel.ellis_id)
        assert [one.hears for one in places] == [one.ground == Ground.ARRANGED for one in places]
        return [one.ground for one in places]

    assert grounds() == [Ground.NONE, Ground.NONE]
    administrator = person("administrator")
    looking(administrator)
    set_value(by=administrator, key="meetings.panel_circle", value="core", reason="Agreed by the board.", valid_from=today())
    assert grounds() == [Ground.ARRANGED, Ground.ARRANGED]


@pytest.mark.parametrize("how", ["a person in the case", "restricted to others"])
def test_nobody_to_whom_the_record_is_closed_hears_of_the_child_whatever_was_decided(
    how: str, team: Team, panel: Panel, looking: Any
) -> None:
    looking(team.system)
    if how == "a person in the case":
        Exclusion.objects.create(
            partnership_id=team.system.here, child_id=panel.ellis_id, user_id=panel.insider.me, about_id=panel.insider.me,
            why="Knows them.",
        )  # fmt: skip
        still = {panel.taker.me, panel.chair.me}
    else:
        Restriction.objects.create(
            partnership_id=team.system.here, child_id=panel.ellis_id, reason="Named people.", from_date=today()
        )  # fmt: skip
        still = set()
    for viewer in (panel.insider, panel.outsider, panel.chair, panel.taker):
        looking(viewer)
        opens = AgendaItem.objects.filter(pk=panel.ellis.pk).exists()
        assert opens is visible(viewer, AgendaItem).filter(pk=panel.ellis.pk).exists() is (viewer.me in still)
    looking(team.chair)
    if how == "a person in the case":
        place = next(one for one in circles.places(panel.chair, panel.meeting, panel.ellis_id, panel.ellis)
                     if one.invitee.user_id == panel.insider.me)  # fmt: skip
        assert (place.ground, place.hears) == (Ground.CLOSED, False)
        said = actions.Spoken("A worry.", hears=frozenset({place.invitee.pk}), why="He asked.")
        with pytest.raises(Faulty, match="nobody lets them in"):
            actions.change_item(by=panel.chair, item_id=panel.ellis.pk, seen=None, said=said)
        taken = actions.Convened("panel", starts_at=WHEN, chair_id=panel.chair.me, minute_taker_id=panel.insider.me)
        with pytest.raises(Faulty, match="Choose somebody else"):
            actions.change(by=panel.chair, meeting_id=panel.meeting.pk, seen=None, said=taken)
    else:
        with pytest.raises(NotHere):
            actions.speak_of(
                by=panel.chair, meeting_id=panel.meeting.pk, child_id=panel.ellis_id, said=actions.Spoken("A worry.")
            )
        with pytest.raises(Refused, match="Somebody else who runs"):
            making.make_copies(by=panel.chair, meeting_id=panel.meeting.pk, what="papers")


def test_outside_the_circle_no_page_says_a_word_of_the_item_nor_that_it_is_there(
    panel: Panel, client_for: Any, looking: Any
) -> None:
    looking(panel.insider)
    told = [Said("children", "Velvet by the gate.", item_id=panel.ellis.pk), Said("places", "The arcade.")]
    actions.write_report(by=panel.insider, meeting_id=panel.meeting.pk, lines=told, give=True)
    looking(panel.outsider)
    with pytest.raises(NotHere):
        actions.write_report(by=panel.outsider, meeting_id=panel.meeting.pk, lines=told, give=True)
    panel.held()
    looking(panel.chair)
    copies = given_here(panel)
    looking(panel.outsider)
    line = MinuteLine.objects.filter(item__child=panel.ellis_id).first()
    assert line is None
    looking(panel.chair)
    line = MinuteLine.objects.get(text=SECRET_ACTION)
    of_insider, of_outsider = copies[panel.insider.me], copies[panel.outsider.me]
    assert SECRET_LINE in read_again(of_insider.content).words
    assert silent(read_again(of_outsider.content).words)
    assert silent(words_of_pdf(printed(of_outsider)))
    assert of_outsider.items == [panel.robin.pk]
    meeting = [panel.meeting.pk]
    with frozen(LATER + dt.timedelta(hours=1)):
        outside, inside = client_for(panel.outsider), client_for(panel.insider)
        pages = [
            reverse("meeting", args=meeting), reverse("meeting-report", args=meeting), reverse("my-minute", args=meeting),
            reverse("minute-copy-print", args=[*meeting, of_outsider.pk]), reverse("my-minutes"), reverse("meetings"),
            reverse("home"), reverse("child-meetings", args=[panel.robin_id]),
            reverse("child", args=[panel.robin_id]), reverse("children-search"),
        ]  # fmt: skip
        for page in pages:
            answer = outside.get(page)
            assert answer.status_code == 200, page
            said = words_of_pdf(answer.content) if answer["Content-Type"] == "application/pdf" else words(answer)
            assert silent(said), page
        assert "No record found" in words(outside.post(reverse("children-search"), {"q": SECRET_NAME}, follow=True))
        agenda = words(outside.get(pages[0]))
        assert "Robin Fell" in agenda
        assert "Who hears this" not in agenda
        assert SECRET_LINE in words(inside.get(pages[2]))
        assert "Velvet by the gate" in words(inside.get(pages[0]))
        closed = [
            reverse("meeting-item", args=[panel.ellis.pk]), reverse("meeting-item-do", args=[panel.ellis.pk, "off"]),
            reverse("meeting-children", args=meeting), reverse("meeting-child", args=[*meeting, panel.ellis_id]),
            reverse("meeting-action", args=[line.pk]), reverse("child-meetings", args=[panel.ellis_id]),
            reverse("minute-line", args=[*meeting, line.pk]), reverse("minute-check", args=meeting),
            reverse("minute-versions", args=meeting), reverse("minute-copy", args=[*meeting, of_insider.pk]),
            reverse("minute-copy-print", args=[*meeting, of_insider.pk]),
            reverse("minute-as", args=[*meeting, panel.of(panel.insider).pk]),
        ]  # fmt: skip
        for page in closed:
            assert outside.get(page).status_code == 404, page
            assert outside.post(page, {"reason": "No."}).status_code in (404, 405), page
        take_off = reverse("meeting-do", args=[*meeting, "take-off"])
        assert outside.post(take_off, {"item": str(panel.ellis.pk)}).status_code == 404
        for page in (reverse("meeting-item", args=[panel.robin.pk]), reverse("meeting-item-do", args=[panel.robin.pk, "up"])):
            assert outside.post(page, {}).status_code == 404  # their own item is the chair's to change
        assert SECRET_ACTION in words(inside.get(closed[4]))


def test_the_database_keeps_to_the_circle_with_the_applications_own_rules_taken_down(
    panel: Panel, looking: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking(panel.insider)
    told = [Said("children", "Velvet by the gate.", item_id=panel.ellis.pk)]
    actions.write_report(by=panel.insider, meeting_id=panel.meeting.pk, lines=told, give=True)
    panel.held()
    looking(panel.chair)
    given_here(panel)
    for model in visibility.ruled_models():
        monkeypatch.setitem(visibility._RULES, model, lambda _viewer: visibility.Q())
    ellis = {"meeting": panel.meeting}
    asked = {
        "the item": lambda: AgendaItem.objects.filter(pk=panel.ellis.pk),
        "its lines": lambda: MinuteLine.objects.filter(item_id=panel.ellis.pk),
        "a report of it": lambda: ReportLine.objects.filter(item_id=panel.ellis.pk),
        "copies that tell of it": lambda: MinuteCopy.objects.filter(items__contains=[panel.ellis.pk]),
    }
    kept = {
        "its circle": lambda: Hearing.objects.filter(item_id=panel.ellis.pk),
        "its words": lambda: LineWords.objects.filter(line__item_id=panel.ellis.pk),
        "the register": lambda: CopyEvent.objects.filter(**ellis),
    }
    for viewer, hears, runs in (
        (panel.outsider, False, False), (panel.insider, True, False), (panel.chair, True, True), (panel.taker, True, True)
    ):  # fmt: skip
        looking(viewer)
        for name, rows in asked.items():
            assert rows().exists() is hears, (name, viewer.me)
        for name, rows in kept.items():
            assert rows().exists() is runs, (name, viewer.me)
    looking(panel.outsider)
    mine = {"item_id": panel.ellis.pk, "invitee_id": panel.of(panel.outsider).pk, "hears": True, "ground": "case"}
    with pytest.raises(ProgrammingError), transaction.atomic():  # nobody writes themself into a circle
        Hearing.objects.bulk_create([Hearing(partnership_id=panel.outsider.here, meeting=panel.meeting, **mine)])
    own = own_seat_of_the_outsider(panel)  # nor by a meeting that they run themself
    Hearing.objects.bulk_create(
        [Hearing(partnership_id=panel.outsider.here, meeting_id=own.meeting_id, **mine | {"invitee_id": own.pk})]
    )
    assert not AgendaItem.objects.filter(pk=panel.ellis.pk).exists()
    assert AgendaItem.objects.filter(pk=panel.ellis.pk).update(title="Mine") == 0
    assert MinuteLine.objects.filter(item_id=panel.ellis.pk).update(text="Mine") == 0


def test_words_said_before_a_circle_are_found_in_a_letter_to_somebody_outside_it(panel: Panel, looking: Any) -> None:
    panel.held()
    looking(panel.chair)
    letter = Paper("letter", f"We were told: {SECRET_LINE}, and that {SECRET_DECISION}.")
    mine = {"insider": panel.of(panel.insider), "outsider": panel.of(panel.outsider)}
    found = {
        who: {
            one.text
            for one in papers.check(panel.chair, panel.ellis_id, replace(PROFESSIONAL, refs=frozenset({str(row.pk)})), letter)
            if one.kind == "line"
        }
        for who, row in mine.items()
    }
    assert found["insider"] == set()
    assert any("Velvet" in text for text in found["outsider"])
    assert not any("Umber" in text for text in found["outsider"])  # decided, and so on the child's record
    copy = MinuteCopy.objects.get(invitee=panel.of(panel.insider), state="ready")
    assert not [one for one in journey.check_copy(panel.chair, copy) if one.finding.kind == "line"]


def resting(team: Team) -> list[Any]:
    with acting_as(team.system):
        return list(Duty.objects.filter(IS_LIVE, kind="meeting.action").values_list("user_id", flat=True))


def test_whoever_leaves_the_circle_reads_nothing_of_it_any_more(team: Team, panel: Panel, looking: Any, client_for: Any) -> None:
    panel.held()
    looking(panel.chair)
    copies = given_here(panel)
    mine = reverse("my-minute", args=[panel.meeting.pk])
    with frozen(LATER + dt.timedelta(hours=1)):
        assert SECRET_LINE in words(client_for(panel.insider).get(mine))
        looking(panel.chair)
        actions.change_item(by=panel.chair, item_id=panel.ellis.pk, seen=None, said=actions.Spoken("A worry."))
        looking(panel.insider)
        assert not MinuteLine.objects.filter(item_id=panel.ellis.pk).exists()
        assert not MinuteCopy.objects.filter(pk=copies[panel.insider.me].pk).exists()
        assert client_for(panel.insider).get(mine).status_code == 404
        # What they took on is the chair's, once; and theirs again with their place.
        looking(panel.chair)
        assert resting(team) == [panel.chair.me]
        hears = frozenset([panel.of(panel.insider).pk])
        actions.change_item(
            by=panel.chair, item_id=panel.ellis.pk, seen=None, said=actions.Spoken("A worry.", hears=hears, why="Back.")
        )
        assert resting(team) == [panel.insider.me]


def test_decisions_go_to_the_childs_record_and_actions_to_whoever_took_them_on(
    team: Team, panel: Panel, looking: Any, client_for: Any
) -> None:
    looking(panel.chair)
    with pytest.raises(Faulty, match="hears this child"):
        panel.line(panel.ellis, "Ring the clinic.", kind="action", owner_id=panel.of(panel.outsider).pk)
    with pytest.raises(Faulty, match="hears this child"):
        panel.line(panel.ellis, "For the nurse.", who="named", named=(panel.of(panel.outsider).pk,))
    panel.held()
    looking(team.system)
    entries = ChronologyEntry.objects.filter(kind="meeting.decided")
    assert {(one.child_id, one.text) for one in entries} == {
        (panel.ellis_id, SECRET_DECISION), (panel.ellis_id, SECRET_ACTION),
        (panel.robin_id, "A lift is agreed."),
    }  # fmt: skip
    assert all(panel.outsider.me in one.not_for for one in entries if one.child_id == panel.ellis_id)
    assert set(Duty.objects.filter(kind="meeting.action").values_list("user_id", "child_id")) == {(panel.insider.me, None)}
    with frozen(LATER):
        looking(panel.chair)
        approving.open_again(by=panel.chair, meeting_id=panel.meeting.pk, reason="The hour was wrong.")
        line = MinuteLine.objects.select_related("item").get(text=SECRET_DECISION)
        with pytest.raises(Refused, match="do not hear"):
            approving.rule(
                by=panel.chair, meeting_id=panel.meeting.pk, invitee_id=panel.of(panel.outsider).pk, line_id=line.pk,
                gives=True, reason="They asked.",
            )  # fmt: skip
        writing.change_line(by=panel.chair, line=line, seen=None, written=writing.Written("Agreed anew.", kind="decision"))
        kept = MinuteLine.objects.select_related("item").get(text="A lift is agreed.")
        writing.change_line(by=panel.chair, line=kept, seen=None, written=writing.Written("A lift is thought of."))
        approving.give_to_chair(by=panel.chair, meeting_id=panel.meeting.pk)
        approving.approve(by=panel.chair, meeting_id=panel.meeting.pk)
        looking(team.system)
        back = ChronologyEntry.objects.get(source_id=kept.pk, corrects__isnull=False)
        assert (back.child_id, back.text) == (panel.robin_id, TAKEN_BACK)
        again = ChronologyEntry.objects.get(text="Agreed anew.")
        assert again.corrects is not None
        assert again.corrects.text == SECRET_DECISION
        assert ChronologyEntry.objects.filter(kind="meeting.decided").count() == 5
        page = words(client_for(panel.chair).get(reverse("child-meetings", args=[panel.ellis_id])))
        assert "At panels and briefings" in page
        assert "Agreed anew." in page


def test_what_is_not_done_comes_to_the_next_panel_as_that_childs_item_for_those_who_heard_it(
    team: Team, panel: Panel, person: Any, looking: Any
) -> None:
    panel.held()
    later = WHEN + dt.timedelta(days=28)
    called = {"In Sider": (panel.insider, Seat.POLICE), "Out Sider": (panel.outsider, Seat.HEALTH)}
    looking(panel.chair)
    with frozen(LATER):
        following = convened_panel(panel.chair, panel.taker, called, starts_at=later)
        assert [one.child_id for one in child_queries.heard(panel.chair, following.pk)] == [panel.ellis_id]
        assert [one.text for one in due.unfinished(panel.chair, following)] == [SECRET_ACTION]
        # The rule gives it to police no more than before, so that a person decides again.
        item = child_queries.heard(panel.chair, following.pk)[0]
        assert not Hearing.objects.filter(item=item, hears=True).exists()
        assert not child_queries.heard(panel.insider, following.pk)
        # Where somebody else runs the next, nobody brings it there.
        other = person("minute-taker", name="Other Taker")
        looking(panel.chair)
        third = convened_panel(panel.chair, other, called, starts_at=later + dt.timedelta(days=28))
        assert child_queries.heard(panel.chair, third.pk) == []
        looking(panel.outsider)
        assert due.unfinished(panel.outsider, following) == []


def test_whoever_does_not_hear_a_child_is_asked_to_leave_for_that_item_and_may_come_back(
    panel: Panel, looking: Any, client_for: Any
) -> None:
    do = lambda what: reverse("minute-do", args=[panel.meeting.pk, what])  # noqa: E731
    page = reverse("minute", args=[panel.meeting.pk])
    with frozen(WHEN):
        client = client_for(panel.taker)
        client.post(do("begin"))
        client.post(do("arrive"), {"who": [str(one.pk) for one in panel.people.values()]})
        client.post(do("item"), {"item": str(panel.robin.pk)})
        assert "Seen with older people." in words(client.get(page))
        assert "not to hear this" not in words(client.get(page))
        client.post(do("item"), {"item": str(panel.ellis.pk)})
        assert "not to hear this: Out Sider" in words(client.get(page))
        client.post(do("leave"), {"who": [str(panel.of(panel.outsider).pk)]})
        assert "not to hear this" not in words(client.get(page))
    with frozen(WHEN + dt.timedelta(minutes=5)):
        panel.line(panel.ellis, SECRET_LINE)
    with frozen(WHEN + dt.timedelta(minutes=10)):
        client.post(do("arrive"), {"who": [str(panel.of(panel.outsider).pk)]})
    with frozen(WHEN + dt.timedelta(minutes=20)):
        looking(panel.chair)
        attending.end_meeting(by=panel.chair, meeting_id=panel.meeting.pk, quorum_words="Enough.")
        row = panel.of(panel.outsider)
        row.refresh_from_db()
        assert row.attended == "part"


def test_what_was_said_of_a_child_stays_with_the_minute_when_the_item_is_taken_off(
    panel: Panel, looking: Any, client_for: Any
) -> None:
    with frozen(WHEN):
        looking(panel.taker)
        attending.begin_meeting(by=panel.taker, meeting_id=panel.meeting.pk)
        line = panel.line(panel.ellis, SECRET_LINE)
        looking(panel.chair)
        actions.take_item_off(by=panel.chair, item_id=panel.ellis.pk, why="Another meeting is called.")
        client = client_for(panel.taker)
        page = words(client.get(reverse("minute", args=[panel.meeting.pk])))
        assert "Taken off the agenda" in page
        assert SECRET_LINE in page
        assert f'<option value="{panel.ellis.pk}"' not in page
        change = reverse("minute-line", args=[panel.meeting.pk, line.pk])
        sent = {"item": str(panel.ellis.pk), "text": "Velvet kestrel at one", "version": "1", "kind": "said"}
        assert client.post(change, sent).status_code == 302
        assert client.get(reverse("minute-versions", args=[panel.meeting.pk])).status_code == 200


def test_the_agenda_is_prepared_without_a_script(team: Team, panel: Panel, looking: Any, client_for: Any) -> None:
    looking(team.system)
    third = child_of(team.system, "Kestle", "Vane")
    client = client_for(panel.chair)
    find = reverse("meeting-children", args=[panel.meeting.pk])
    assert client.get(find).status_code == 200
    found = words(client.post(find, {"q": "Kestle Vane"}))
    address = reverse("meeting-child", args=[panel.meeting.pk, third.pk])
    assert address in found
    assert "On the agenda" in words(client.post(find, {"q": SECRET_NAME}))
    asked = words(client.get(address))
    assert "Only with a reason".lower() in asked.lower()
    outsider = str(panel.of(panel.outsider).pk)
    sent = {"worry": "Out late.", "minutes": "10", "presenter": outsider, "hears": [outsider]}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"minutes": "ten", "why": "Asked for."}).status_code == 422
    assert client.post(address, sent | {"why": "Asked for."}).status_code == 302
    page = words(client.get(reverse("meeting", args=[panel.meeting.pk])))
    assert "Presented by Out Sider. 10 minutes" in page
    assert "let in because" in page
    looking(panel.chair)
    item = AgendaItem.objects.get(child=third)
    order = lambda: [one.child_id for one in child_queries.heard(panel.chair, panel.meeting.pk)]  # noqa: E731
    assert order() == [panel.robin_id, panel.ellis_id, third.pk]
    for what, wanted in (("up", 1), ("up", 0), ("up", 0), ("down", 1)):
        assert client.post(reverse("meeting-item-do", args=[item.pk, what])).status_code == 302
        looking(panel.chair)
        assert order().index(third.pk) == wanted
    change = reverse("meeting-item", args=[item.pk])
    assert "Let in, because: Asked for." in words(client.get(change))
    assert client.post(change, sent | {"worry": "Out very late.", "version": "1", "hears": [outsider]}).status_code == 409
    off = reverse("meeting-item-do", args=[item.pk, "off"])
    assert client.post(off, {"reason": ""}).status_code == 422
    assert client.post(off, {"reason": "Spoken of yesterday."}).status_code == 302
    assert client.get(change).status_code == 404
    looking(panel.chair)
    assert AgendaItem.objects.get(pk=item.pk).removed_why == "Spoken of yesterday."
    assert client.post(address, sent | {"why": "Asked for."}).status_code == 302  # and is put on again


def test_who_may_put_a_child_on_an_agenda(team: Team, panel: Panel, person: Any, looking: Any) -> None:
    said = actions.Spoken("A worry.")
    looking(panel.outsider)
    with pytest.raises(Refused):
        actions.speak_of(by=panel.outsider, meeting_id=panel.meeting.pk, child_id=panel.robin_id, said=said)
    looking(panel.chair)
    with pytest.raises(Refused, match="already"):
        actions.speak_of(by=panel.chair, meeting_id=panel.meeting.pk, child_id=panel.robin_id, said=said)
    looking(panel.taker)  # keeps the minute, and opens no record
    with pytest.raises(NotHere):
        actions.speak_of(by=panel.taker, meeting_id=panel.meeting.pk, child_id=panel.robin_id, said=said)
    looking(panel.chair)
    team_meeting = actions.convene(
        by=panel.chair, child_id=None, said=actions.Convened("team", starts_at=WHEN, chair_id=panel.chair.me)
    )
    with pytest.raises(Refused, match="not spoken of one by one"):
        actions.speak_of(by=panel.chair, meeting_id=team_meeting.pk, child_id=panel.robin_id, said=said)


def test_whoever_has_no_account_is_in_a_circle_by_name_and_their_papers_are_of_their_children_alone(
    team: Team, panel: Panel, looking: Any
) -> None:
    looking(panel.chair)
    by_post = actions.call_somebody(
        by=panel.chair, meeting_id=panel.meeting.pk, kind=Kind.PROFESSIONAL, name="Vi Sitor", role="Youth club",
        how=actions.How("said"),
    )  # fmt: skip
    hears = frozenset({panel.of(team.nurse).pk, panel.of(team.police).pk, by_post.pk})
    said = actions.Spoken("Seen with older people.", hears=hears, why="Runs the club.")
    actions.change_item(by=panel.chair, item_id=panel.robin.pk, seen=None, said=said)
    looking(panel.insider)
    told = [
        Said("children", "Velvet by the gate.", item_id=panel.ellis.pk), Said("children", "At the club.", item_id=panel.robin.pk)
    ]  # fmt: skip
    actions.write_report(by=panel.insider, meeting_id=panel.meeting.pk, lines=told, give=True)
    looking(panel.chair)
    made = making.make_copies(by=panel.chair, meeting_id=panel.meeting.pk, what="papers")
    assert [one.invitee_id for one in made] == [by_post.pk]
    text = copy_queries.read_again(made[0].content).words
    assert "At the club." in text
    assert silent(text)
    copy = copy_queries.copy(panel.chair, made[0].pk)
    with pytest.raises((Refused, Faulty)):
        journey.give(by=panel.chair, copy=copy, means="link", code_way="said")
    kept = {one.key: "Said of this child." for one in journey.check_copy(panel.chair, copy)}
    journey.give(by=panel.chair, copy=copy, means="paper", kept=kept)
    assert MinuteCopy.objects.get(pk=copy.pk).release_id is not None


def test_pages_of_a_panel_cost_the_same_however_many_children_are_on_it(
    team: Team, panel: Panel, looking: Any, client_for: Any
) -> None:
    client = client_for(panel.chair)
    pages = [reverse("meeting", args=[panel.meeting.pk]), reverse("minute", args=[panel.meeting.pk])]
    pages += [reverse("child-meetings", args=[panel.robin_id]), reverse("minute-versions", args=[panel.meeting.pk])]

    def counts() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    counts()
    few = counts()
    for number in range(4):
        looking(team.system)
        child = child_of(team.system, f"Child{number}", "Vane")
        looking(panel.chair)
        spoken(panel.chair, panel.meeting, child.pk, {panel.insider.me}, why="Asked for.")
    assert counts() == few

"""Everybody who is called is told by their own means, and by nothing that says more than that there is a meeting."""

from __future__ import annotations

import datetime as dt
import email
import io
import re
from typing import Any

import icalendar
import pypdf
import pytest
import vobject
from django.conf import settings
from django.urls import reverse

from holdfast.comms.channels.email import as_mail
from holdfast.comms.models import Message
from holdfast.comms.types import State
from holdfast.disclosure.models import Release
from holdfast.journeys.stopping import stop_message
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import frozen
from holdfast.meetings import actions, links
from holdfast.meetings.models import Invitee, Meeting, Reach
from holdfast.work.models import Duty
from tests.factories.meetings import MONDAY, WHEN, convened

from .conftest import Team

LATER = WHEN + dt.timedelta(days=1)
# None of these stands in anything that leaves: names, initials, places, what it is about (H13).
NEVER = ("Robin", "Fell", "RF", "Marion", "Frank", "Asha", "Toni", "Town Hall", "risk", "missing", "exploit", "child", "police")


def entries(address: str) -> list[Any]:
    """The calendar entries sent to an address, in the order in which they were sent, as one library reads them."""
    rows = Message.objects.filter(address=address).exclude(calendar="").order_by("created_at", "pk")
    return [icalendar.Calendar.from_ical(row.calendar) for row in rows]


def event(calendar: Any) -> Any:
    (found,) = calendar.walk("VEVENT")
    return found


@pytest.fixture
def meeting(team: Team, looking: Any) -> Meeting:
    looking(team.chair)
    return convened(team.chair, team.child.pk, place="Town Hall, Robin's floor", purpose="The missing episodes of Robin Fell")


def test_each_reader_gets_one_message_and_sees_nobody_elses_address(team: Team, meeting: Meeting, looking: Any) -> None:
    told = actions.invite(by=team.chair, meeting_id=meeting.pk)
    # Nobody may tell the father yet, and nobody says how the child is told: both are named, and hold nobody else up.
    assert [one.invitee.name for one in told.not_told] == ["Frank Fell"]
    assert [one.name for one in told.by_hand] == ["Robin"]
    addresses = set(Message.objects.values_list("address", flat=True))
    assert "marion@home.example" in addresses
    assert told.sent == len(addresses) == 5
    for message in Message.objects.all():
        whole = f"{message.subject}\n{message.body}\n{message.calendar}"
        assert [other for other in addresses - {message.address} if other in whole] == []
        ours = re.sub(r"/f/c/\S+", "", whole).replace(message.address, "")
        assert [word for word in NEVER if re.search(rf"\b{word}", ours, re.IGNORECASE)] == []
    assert Release.objects.filter(template="meeting.invited").count() == 5
    assert "the chair" not in str(list(Message.objects.values_list("subject", flat=True)))
    # Told again of the same, nobody is.
    assert actions.invite(by=team.chair, meeting_id=meeting.pk).sent == 0


def test_two_libraries_read_the_same_invitation_change_and_cancellation(team: Team, meeting: Meeting) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    said = actions.Convened("risk_management", starts_at=LATER, ends_at=LATER + dt.timedelta(hours=1), chair_id=team.chair.me)
    with frozen(MONDAY + dt.timedelta(hours=1)):
        actions.change(by=team.chair, meeting_id=meeting.pk, seen=None, said=said)
        actions.invite(by=team.chair, meeting_id=meeting.pk)
    with frozen(MONDAY + dt.timedelta(hours=2)):
        actions.cancel(by=team.chair, meeting_id=meeting.pk, why="Everybody is ill.")
        actions.invite(by=team.chair, meeting_id=meeting.pk)
    first, second, third = entries("marion@home.example")
    assert [str(one["METHOD"]) for one in (first, second, third)] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [event(one) for one in (first, second, third)]
    assert len({str(one["UID"]) for one in events}) == 1
    numbers = [int(one["SEQUENCE"]) for one in events]
    assert numbers == sorted(set(numbers))
    assert [one["DTSTART"].dt for one in events] == [WHEN, LATER, LATER]
    assert [str(one["STATUS"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert all(one["DTSTAMP"].dt.tzinfo is not None and "ORGANIZER" in one for one in events)
    assert all(str(one["ATTENDEE"]) == "mailto:marion@home.example" for one in events)
    assert {str(event(one)["UID"]) for one in entries(address_of(team.worker))}.isdisjoint({str(events[0]["UID"])})
    for message in Message.objects.filter(address="marion@home.example").order_by("created_at"):
        read = vobject.readOne(message.calendar)
        assert read.method.value in ("REQUEST", "CANCEL")
        assert read.vevent.attendee.value == "mailto:marion@home.example"
        assert read.vevent.dtstart.value in (WHEN, LATER)
        assert read.vevent.summary.value == f"Holdfast: a meeting ({meeting.reference})"
        assert len(read.vevent.contents["attendee"]) == 1
    assert not Reach.objects.exclude(link_hash="").exists()  # every link opens nothing any more


def test_a_message_that_was_stopped_has_told_nobody_and_can_be_sent_again(team: Team, meeting: Meeting, looking: Any) -> None:
    marion = Invitee.objects.get(meeting=meeting, name="Marion Fell")
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    stop_message(by=team.chair, message=Message.objects.get(address="marion@home.example"))
    marion.refresh_from_db()
    assert (marion.invited_at, marion.sent_sequence) == (None, -1)
    assert Reach.objects.get(invitee=marion).link_hash == ""
    # Told anew, she is invited and not told of a change.
    assert actions.invite(by=team.chair, meeting_id=meeting.pk).sent == 1
    first = Reach.objects.get(invitee=marion).link_hash
    assert Message.objects.filter(address="marion@home.example", template="meeting.invited").count() == 2
    # A change that was stopped: the link she had opens again, and she counts as not told of the change.
    said = actions.Convened("risk_management", starts_at=LATER, ends_at=LATER + dt.timedelta(hours=1), chair_id=team.chair.me)
    with frozen(MONDAY + dt.timedelta(hours=1)):
        actions.change(by=team.chair, meeting_id=meeting.pk, seen=None, said=said)
        actions.invite(by=team.chair, meeting_id=meeting.pk)
        changed = Message.objects.get(address="marion@home.example", template="meeting.changed")
        assert Reach.objects.get(invitee=marion).link_hash != first
        stop_message(by=team.chair, message=changed)
    assert Reach.objects.get(invitee=marion).link_hash == first
    with frozen(MONDAY + dt.timedelta(hours=2)):
        assert actions.invite(by=team.chair, meeting_id=meeting.pk).sent == 1


def test_a_stopped_message_takes_nothing_from_a_newer_one(team: Team, meeting: Meeting) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    invited = Message.objects.get(address="marion@home.example")
    said = actions.Convened("risk_management", starts_at=LATER, ends_at=LATER + dt.timedelta(hours=1), chair_id=team.chair.me)
    actions.change(by=team.chair, meeting_id=meeting.pk, seen=None, said=said)
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    newest = Reach.objects.get(invitee__name="Marion Fell").link_hash
    stop_message(by=team.chair, message=invited)
    assert Reach.objects.get(invitee__name="Marion Fell").link_hash == newest
    assert actions.invite(by=team.chair, meeting_id=meeting.pk).sent == 0


def test_whoever_runs_it_no_more_stops_the_message_and_changes_nothing_else(team: Team, meeting: Meeting, looking: Any) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    with acting_as(team.system):
        Meeting.objects.filter(pk=meeting.pk).update(chair_id=team.police.me, convened_by_id=team.police.me)
        before = Reach.objects.get(invitee__name="Marion Fell").link_hash
    looking(team.chair)
    stop_message(by=team.chair, message=Message.objects.get(address="marion@home.example"))
    with acting_as(team.system):
        assert Message.objects.get(address="marion@home.example").state == State.STOPPED
        assert Reach.objects.get(invitee__name="Marion Fell").link_hash == before != ""


def test_whoever_runs_it_sees_that_an_invitation_could_not_be_sent(team: Team, meeting: Meeting, client_for: Any) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    page = reverse("meeting", args=[meeting.pk])
    assert "It could not be sent" not in client_for(team.chair).get(page).content.decode()
    Message.objects.filter(address="marion@home.example").update(state=State.FAILED)
    assert client_for(team.chair).get(page).content.decode().count("It could not be sent") == 1
    assert "It could not be sent" not in client_for(team.worker).get(page).content.decode()


def address_of(viewer: Any) -> str:
    from holdfast.access.models import User

    return User.objects.get(pk=viewer.me).email


def test_as_mail_it_is_an_alternative_that_says_its_method(team: Team, meeting: Meeting) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    message = Message.objects.get(address="marion@home.example")
    mail = email.message_from_bytes(as_mail(message, "<one@holdfast.example>").message().as_bytes())
    assert mail.get_content_type() == "multipart/alternative"
    words, entry = mail.get_payload()
    assert (words.get_content_type(), entry.get_content_type()) == ("text/plain", "text/calendar")
    assert (entry.get_param("method"), entry.get_param("charset")) == ("REQUEST", "utf-8")
    assert icalendar.Calendar.from_ical(entry.get_payload(decode=True))["METHOD"] == "REQUEST"
    assert mail["To"] == "marion@home.example"
    assert mail["Cc"] is mail["Bcc"] is None
    assert settings.DEFAULT_FROM_EMAIL in mail["From"]


def test_whoever_is_called_off_is_told_and_called_again_by_a_newer_entry(team: Team, meeting: Meeting) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    teacher = Invitee.objects.get(user_id=team.teacher.me)
    actions.call_off(by=team.chair, invitee_id=teacher.pk)
    assert actions.invite(by=team.chair, meeting_id=meeting.pk).sent == 1
    from holdfast.meetings.suggesting import suggested
    from holdfast.rules import meetings as rules

    again = [one for one in suggested(team.chair, team.child.pk, rules.of("risk_management")) if one.user_id == team.teacher.me]
    actions.call(by=team.chair, meeting_id=meeting.pk, people=again)
    assert actions.invite(by=team.chair, meeting_id=meeting.pk).sent == 1
    sent = entries(address_of(team.teacher))
    assert [str(one["METHOD"]) for one in sent] == ["REQUEST", "CANCEL", "REQUEST"]
    numbers = [int(event(one)["SEQUENCE"]) for one in sent]
    assert numbers == sorted(set(numbers))


def test_whoever_is_kept_out_is_told_only_that_they_need_not_come(team: Team, meeting: Meeting) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    nurse = Invitee.objects.get(user_id=team.nurse.me)
    actions.keep_out(by=team.chair, invitee_id=nurse.pk, part="whole", reason="Knows the person of concern.")
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    told = Message.objects.filter(address=address_of(team.nurse))
    assert sorted(told.values_list("template", flat=True)) == ["meeting.cancelled", "meeting.invited"]
    assert not any("concern" in one.body for one in told)


def test_the_family_is_never_told_of_a_meeting_whose_type_does_not_allow_it(team: Team, looking: Any) -> None:
    looking(team.chair)
    discussion = convened(team.chair, team.child.pk, "strategy")
    mother = [one for one in suggested_family(team) if one.name == "Marion Fell"]
    with pytest.raises(Refused, match="not called to this kind"):
        actions.call(by=team.chair, meeting_id=discussion.pk, people=mother)
    with pytest.raises(Refused, match="not called"):
        actions.call_somebody(
            by=team.chair, meeting_id=discussion.pk, kind="advocate", name="Ada", role="", how=actions.How("said")
        )
    actions.invite(by=team.chair, meeting_id=discussion.pk)
    assert not Message.objects.filter(address="marion@home.example").exists()
    # Nor does a duty of theirs stand in the child's record, where others of the circle would find it.
    assert not Duty.objects.filter(reference=discussion.reference).exclude(child_id=None).exists()


def suggested_family(team: Team) -> list[Any]:
    from holdfast.meetings.suggesting import suggested
    from holdfast.rules import meetings as rules

    return suggested(team.chair, team.child.pk, rules.of("risk_management"))


def test_a_child_is_told_by_the_way_they_chose_and_only_where_it_is_safe(team: Team, meeting: Meeting, looking: Any) -> None:
    child = Invitee.objects.get(kind="child")
    way = actions.How("email", email="robin.own@mail.example")
    actions.set_how(by=team.chair, invitee_id=child.pk, how=way)
    assert actions.invite(by=team.chair, meeting_id=meeting.pk).sent == 6
    assert Release.objects.get(address="robin.own@mail.example").recipient == "child"
    from holdfast.records import actions as records

    looking(team.system)
    records.tell(by=team.system, child_id=team.child.pk, person_id=None, answer="never", why="The telephone is looked at.")
    looking(team.chair)
    said = actions.Convened("risk_management", starts_at=LATER, chair_id=team.chair.me)
    actions.change(by=team.chair, meeting_id=meeting.pk, seen=None, said=said)
    told = actions.invite(by=team.chair, meeting_id=meeting.pk)
    assert {one.invitee.name for one in told.not_told} == {"Robin", "Frank Fell"}
    with pytest.raises(Refused, match="may safely be told"):
        actions.told_by_hand(by=team.chair, invitee_id=child.pk)


@pytest.mark.parametrize("means", ["whatsapp", "text"])
def test_whoever_asked_for_it_is_told_on_their_telephone_where_that_is_set_up(
    means: str, team: Team, meeting: Meeting, settings: Any
) -> None:
    child = Invitee.objects.get(kind="child")
    actions.set_how(by=team.chair, invitee_id=child.pk, how=actions.How(means, telephone="07700 900 982"))
    told = actions.invite(by=team.chair, meeting_id=meeting.pk)
    assert {one.invitee.name: one.why for one in told.not_told}["Robin"].startswith("This way of telling them is not set up")
    settings.WHATSAPP_TOKEN = settings.WHATSAPP_NUMBER_ID = settings.WHATSAPP_TEMPLATE = "set"
    settings.NOTIFY_KEY = settings.NOTIFY_TEXT_TEMPLATE = "set"
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    message = Message.objects.get(address="+447700900982")
    assert message.channel == {"whatsapp": "whatsapp", "text": "sms"}[means]
    assert message.calendar == ""
    ours = re.sub(r"/f/c/\S+", "", message.body)
    assert [word for word in NEVER if re.search(rf"\b{word}", ours, re.IGNORECASE)] == []


def key_of(address: str) -> str:
    body = Message.objects.filter(address=address).order_by("created_at").values_list("body", flat=True).last() or ""
    found = re.search(r"/f/c/([A-Za-z0-9_-]+)/", body)
    assert found
    return found.group(1)


def test_a_personal_link_answers_waits_and_is_let_in(team: Team, meeting: Meeting, client_for: Any, looking: Any) -> None:
    said = actions.Convened(
        "risk_management", starts_at=WHEN, chair_id=team.chair.me, video="pasted", video_link="https://video.example/room-9"
    )
    actions.change(by=team.chair, meeting_id=meeting.pk, seen=None, said=said)
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    key, visitor = key_of("marion@home.example"), client_for()
    address = f"/f/c/{key}/"
    page = visitor.get(address)
    assert page.status_code == 200
    body = page.content.decode()
    assert [word for word in ("Robin", "Fell", "Frank", "Asha", "video.example", "Risk management") if word in body] == []
    assert page["Cache-Control"].startswith("no-store, private")
    visitor.post(address, {"do": "answer", "reply": "yes", "words": "I come by bus"})
    looking(team.chair)
    row = Invitee.objects.get(name="Marion Fell")
    assert (row.reply, row.reply_words) == ("yes", "I come by bus")
    with frozen(WHEN - dt.timedelta(minutes=10)):
        assert "video.example" not in visitor.get(address).content.decode()
        visitor.post(address, {"do": "wait", "alone": "yes", "talk": "yes"})
        looking(team.chair)
        waiting = visitor.get(address).content.decode()
        assert "You are in the waiting room" in waiting
        assert "video.example" not in waiting
        actions.admit(by=team.chair, invitee_id=row.pk)
        assert "https://video.example/room-9" in visitor.get(address).content.decode()
    looking(team.chair)
    actions.call_off(by=team.chair, invitee_id=row.pk)
    assert visitor.get(address).status_code == 404
    assert client_for().get("/f/c/nonsense/").status_code == 404


def test_an_unsafe_answer_opens_nothing_and_tells_the_chair_at_once(
    team: Team, meeting: Meeting, client_for: Any, looking: Any
) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    address = f"/f/c/{key_of('marion@home.example')}/"
    with frozen(WHEN):
        client_for().post(address, {"do": "wait", "alone": "no", "talk": "yes"})
        looking(team.chair)
        duty = Duty.objects.get(kind="meeting.unsafe")
        assert (duty.user_id, duty.urgent, duty.needs_ack) == (team.chair.me, True, True)
        assert "Marion" not in duty.what


def test_the_link_of_a_relative_opens_their_own_page_and_their_view_goes_in_nobody_elses(
    team: Team, meeting: Meeting, client_for: Any, looking: Any
) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    address = f"/f/c/{key_of('marion@home.example')}/"
    client_for().post(address, {"do": "say", "worried": "The boy at number 12", "face_safe": "2"})
    looking(team.chair)
    from holdfast.meetings.models import View

    view = View.objects.get()
    assert (view.whose, view.person_id, view.how) == ("relative", team.mother.pk, "form")
    assert (view.answers, view.faces) == ({"worried": "The boy at number 12"}, {"safe": 2})
    assert (view.audience, view.family) == (["professionals", "family"], [team.mother.pk])
    assert "number 12" not in client_for().get(address).content.decode()  # nor is it read back on a found telephone


def test_the_page_of_a_relative_closes_once_they_may_not_be_told_any_more(
    team: Team, meeting: Meeting, client_for: Any, looking: Any
) -> None:
    from holdfast.records import actions as records

    actions.invite(by=team.chair, meeting_id=meeting.pk)
    key, page = key_of("marion@home.example"), client_for()
    assert page.get(f"/f/c/{key}/").status_code == 200
    looking(team.system)
    records.tell(by=team.system, child_id=team.child.pk, person_id=team.mother.pk, answer="never", why="An order.")
    assert page.get(f"/f/c/{key}/").status_code == 404
    assert page.post(f"/f/c/{key}/", {"do": "say", "well": "Nothing."}).status_code == 404


def test_a_link_made_in_one_partnership_reads_nothing_of_another(team: Team, meeting: Meeting) -> None:
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    key = key_of("marion@home.example")
    reader = links.reader_of(key)
    assert reader is not None
    assert reader.partnership_id == team.system.partnership_id
    assert links.reader_of("nothing") is None
    with acting_as(reader):
        assert links.called(reader, key)


def test_a_letter_says_what_the_gate_cleared_and_stands_in_the_register(team: Team, meeting: Meeting, client_for: Any) -> None:
    mother = Invitee.objects.get(name="Marion Fell")
    way = actions.How("letter", address="1 High Street\nTesttown")
    actions.set_how(by=team.chair, invitee_id=mother.pk, how=way)
    address = f"/meetings/called/{mother.pk}/letter/"
    paper = client_for(team.chair).post(address)
    assert paper["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    assert "Marion Fell" in text
    assert "1 High Street" in text
    assert [word for word in ("Robin", "Town Hall", "missing", "risk", "Frank") if word in text] == []
    release = Release.objects.get(channel="letter")
    assert (release.recipient, release.template) == ("family", "meeting.invited")
    assert not Message.objects.filter(address__contains="High Street").exists()  # nothing is sent by itself
    mother.refresh_from_db()
    assert mother.invited_at is not None
    father = Invitee.objects.get(name="Frank Fell")
    actions.set_how(by=team.chair, invitee_id=father.pk, how=way)
    with pytest.raises(Refused, match="safely be told"):
        actions.write_letter(by=team.chair, invitee_id=father.pk)

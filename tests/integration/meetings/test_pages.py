"""The pages of meetings: convened in a minute, each reader sees what is theirs, and joining covers the screen."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.comms.models import Message
from holdfast.kernel.time import frozen
from holdfast.meetings import actions
from holdfast.meetings.models import Invitee, Meeting
from holdfast.work.models import Duty
from tests.factories.meetings import WHEN, convened

from .conftest import Team


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_meeting_is_convened_in_a_minute(team: Team, client_for: Any, looking: Any) -> None:
    client = client_for(team.worker)
    chosen = client.get(reverse("child-meeting-new", args=[team.child.pk]))
    assert "Risk management meeting" in words(chosen)
    assert "Weekly briefing" not in words(chosen)
    address = reverse("child-meeting-convene", args=[team.child.pk, "risk_management"])
    page = words(client.get(address))
    assert "Marion Fell" in page
    assert re.search(r'value="relative-[^"]+"(?! checked)', page)
    assert "Not recorded as safe to tell" in page  # the father
    people = [f"user-{team.police.me}", f"user-{team.teacher.me}", f"relative-{team.mother.pk}", "child"]
    sent = {
        "people": people, "time": WHEN.isoformat(), "minutes": "60", "place": "Room 4", "video": "pasted",
        "video_link": "https://video.example/4", "chair_id": str(team.chair.me), "purpose": "", "invite": "on",
    }  # fmt: skip
    offered = re.findall(r'name="time"[^>]*value="(\d[^"]+)"', page) or re.findall(r'value="(\d{4}-[^"]+)"[^>]*name="time"', page)
    assert offered, "times that suit are offered"
    answer = client.post(address, sent | {"time": offered[0], "chair_id": str(team.worker.me)})
    assert answer.status_code == 422  # a social worker does not chair this type
    answer = client.post(address, sent | {"time": offered[0]})
    assert answer.status_code == 302, words(answer)
    looking(team.worker)  # a message is its sender's to read, not the chair's
    assert Message.objects.filter(address="marion@home.example").count() == 1
    looking(team.chair)
    meeting = Meeting.objects.get()
    assert answer["Location"] == reverse("meeting", args=[meeting.pk])
    assert Invitee.objects.filter(meeting=meeting).count() == 4
    done = words(client.get(answer["Location"]))
    assert "To be told by somebody: 1" in done  # how the child is told was not said
    assert Duty.objects.filter(kind="meeting.reply", user_id=team.teacher.me).exists()


def test_each_reader_sees_what_is_theirs(team: Team, client_for: Any, person: Any, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    address = reverse("meeting", args=[meeting.pk])
    chair, teacher, stranger = client_for(team.chair), client_for(team.teacher), client_for(person("social-worker"))
    assert "E-mail with a calendar entry" in words(chair.get(address))
    seen = words(teacher.get(address))
    assert "Robin Fell" in seen
    assert "marion@home.example" not in seen + words(chair.get(address))
    assert "E-mail with a calendar entry" not in seen
    assert "Keep out" not in seen
    assert stranger.get(address).status_code == 404
    assert teacher.get(reverse("meeting-do", args=[meeting.pk, "change"])).status_code == 404
    title = re.search(r"<title>(.*?)</title>", seen)
    assert title
    assert "Robin" not in title.group(1)
    # The list and the child's calendar.
    with frozen(WHEN - dt.timedelta(days=2)):
        assert "Robin Fell" in words(client_for(team.teacher).get(reverse("meetings")))
    assert "Risk management meeting" in words(chair.get(reverse("child-meetings", args=[team.child.pk])))


def test_the_forms_of_a_meeting(team: Team, client_for: Any, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk)
    client = client_for(team.chair)
    do = lambda what: reverse("meeting-do", args=[meeting.pk, what])  # noqa: E731
    for what in ("change", "cancel", "call", "somebody", "agenda"):
        assert client.get(do(what)).status_code == 200, what
    assert client.get(do("nothing")).status_code == 404
    somebody = {"kind": "interpreter", "name": "Ines", "role": "Interpreter", "means": "email", "email": "ines@words.example"}
    assert client.post(do("somebody"), somebody | {"email": ""}).status_code == 422
    assert client.post(do("somebody"), somebody).status_code == 302
    assert client.post(do("invite")).status_code == 302
    assert client.post(do("ask-withheld")).status_code == 302
    looking(team.chair)
    assert Message.objects.filter(address="ines@words.example", recipient="partner").exists()
    mother = Invitee.objects.get(name="Marion Fell")
    of = lambda what: reverse("meeting-person", args=[mother.pk, what])  # noqa: E731
    for what in ("how", "keep-out", "let-in", "view"):
        assert client.get(of(what)).status_code == 200, what
    assert client.get(of("answer")).status_code == 404  # everybody answers for themselves
    assert client.post(of("view"), {"how": "faces", "face_safe": "4", "advocate": "declined"}).status_code == 302
    assert "🙂 Good" in words(client.get(reverse("meeting", args=[meeting.pk])))
    report = reverse("meeting-report", args=[meeting.pk])
    police = client_for(team.police)
    assert police.get(report).status_code == 200
    lines = {"worries": "Late home.", "closed": "A car.", "closed_for": ["police"], "give": "yes"}
    assert police.post(report, lines).status_code == 302
    assert "A car." not in words(client_for(team.nurse).get(reverse("meeting", args=[meeting.pk])))
    row = Duty.objects.get(kind="meeting.withheld", user_id=team.police.me)
    withheld = reverse("meeting-withheld", args=[row.subject_id])
    assert client_for(team.nurse).get(withheld).status_code == 404
    assert police.post(withheld, {"nothing": "on"}).status_code == 302


def test_joining_covers_the_screen_and_lets_in_only_those_who_run_it(team: Team, client_for: Any, looking: Any) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk, video="pasted", video_link="https://video.example/4")
    actions.invite(by=team.chair, meeting_id=meeting.pk)
    address, page = reverse("meeting-join", args=[meeting.pk]), reverse("meeting", args=[meeting.pk])
    with frozen(WHEN):
        went = client_for(team.chair).post(address)
        assert went["Location"] == "https://video.example/4"
        assert went.cookies[settings.SHOWING_COOKIE_NAME].value == "yes"
        teacher = client_for(team.teacher)
        waits = teacher.post(address)
        assert (waits["Location"], waits.cookies[settings.SHOWING_COOKIE_NAME].value) == (page, "yes")
        assert "video.example" not in words(teacher.get(page))
        looking(team.chair)
        row = Invitee.objects.get(user_id=team.teacher.me)
        admit = reverse("meeting-person", args=[row.pk, "admit"])
        assert client_for(team.teacher).post(admit).status_code == 302
        assert teacher.post(address)["Location"] == page  # nobody lets themselves in
        client_for(team.chair).post(admit)
        assert teacher.post(address)["Location"] == "https://video.example/4"
    assert client_for(team.teacher).get(address).status_code == 405


def test_lists_cost_the_same_however_many_meetings_there_are(team: Team, client_for: Any, looking: Any) -> None:
    pages = [reverse("meetings") + "?whose=all", reverse("child-meetings", args=[team.child.pk])]

    def counts(client: Any) -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    with frozen(WHEN - dt.timedelta(days=2)):
        client = client_for(team.chair)
        looking(team.chair)
        convened(team.chair, team.child.pk)
        counts(client)
        few = counts(client)
        looking(team.chair)
        for _ in range(3):
            convened(team.chair, team.child.pk, "core_group")
        assert counts(client) == few


@pytest.mark.parametrize("when", ["today", "next", "past", "undated"])
def test_an_empty_list_says_what_would_be_there(when: str, team: Team, client_for: Any) -> None:
    assert "No meetings here" in words(client_for(team.nurse).get(reverse("meetings") + f"?when={when}"))

"""A room is made by Webex, Teams or Jitsi, against servers that answer as documented; and a pasted link always works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from holdfast.kernel.time import frozen
from holdfast.meetings import actions, jobs, video
from holdfast.meetings.models import Invitee, Meeting
from holdfast.meetings.video import NotMade, Room, Wanted
from tests.factories.meetings import MONDAY, WHEN, convened
from tests.factories.video import CLIENT, TOKEN, Vendor, vendor

from .conftest import Team

HOUR = dt.timedelta(hours=1)
WANTED = Wanted("R7K2-M4QX", WHEN, WHEN + HOUR)
SECRET = "a-secret-of-our-own-jitsi-server-of-32-bytes"


@pytest.fixture
def server(settings: Any) -> Iterator[Vendor]:
    with vendor() as one:
        settings.WEBEX_TOKEN, settings.WEBEX_URL = TOKEN, f"{one.url}/v1"
        settings.TEAMS_TENANT, settings.TEAMS_ORGANISER = "tenant-1", "meetings@testshire.example"
        settings.TEAMS_CLIENT, settings.TEAMS_SECRET = CLIENT["client_id"], CLIENT["client_secret"]
        settings.TEAMS_LOGIN_URL = settings.TEAMS_GRAPH_URL = one.url
        yield one


@pytest.mark.parametrize("key", ["webex", "teams"])
def test_a_room_is_made_moved_and_closed_with_a_lobby_and_without_recording(key: str, server: Vendor) -> None:
    provider = video.PROVIDERS[key]
    assert provider.is_set_up()
    room = provider.make(WANTED)
    assert room.link.startswith("https://")
    later = Wanted(WANTED.reference, WHEN + HOUR, WHEN + 2 * HOUR)
    assert provider.change(room, later).ref == room.ref
    provider.close(room)
    assert not server.rooms
    said = str(server.asked)
    assert "R7K2-M4QX" in said
    made, moved = server.asked[0][2], server.asked[1][2]
    recording = [value for name, value in made.items() if "ecord" in name]
    assert recording
    assert not any(recording)
    assert "Lobby" in str(made) or made["lobbyBypassSettings"] == {"scope": "organizer", "isDialInBypassEnabled": False}
    assert made != moved


@pytest.mark.parametrize(("status", "problem"), [(401, "video-refused-sign-in"), (429, "video-busy"), (503, "video-unreachable")])
def test_what_a_vendor_cannot_do_is_said_by_a_key_and_tried_again(
    status: int, problem: str, server: Vendor, team: Team, looking: Any
) -> None:
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk, video="webex")
    server.trouble = status
    assert jobs.see_to_rooms(team.system.with_(system="meetings.run")) == 0
    meeting.refresh_from_db()
    assert (meeting.video_problem, meeting.video_link) == (problem, "")
    server.trouble = 0
    assert jobs.see_to_rooms(team.system.with_(system="meetings.run")) == 1
    meeting.refresh_from_db()
    assert (meeting.video_problem, meeting.video_link) == ("", "https://site.webex.example/m/room0")
    # Nothing the vendor is told says whom it is about.
    assert "Robin" not in str(server.asked)
    actions.change(
        by=team.chair, meeting_id=meeting.pk, seen=None,
        said=actions.Convened("risk_management", starts_at=WHEN + HOUR, chair_id=team.chair.me, video="webex"),
    )  # fmt: skip


def test_a_server_that_is_not_there_is_no_fault_of_ours(settings: Any) -> None:
    settings.WEBEX_TOKEN, settings.WEBEX_URL = TOKEN, "http://127.0.0.1:9/v1"
    with pytest.raises(NotMade, match="video-unreachable"):
        video.PROVIDERS["webex"].make(WANTED)


def test_each_way_into_jitsi_is_signed_for_one_person_and_only_those_who_run_it_moderate(
    settings: Any, team: Team, looking: Any
) -> None:
    settings.JITSI_URL, settings.JITSI_APP, settings.JITSI_SECRET = "https://meet.testshire.example/", "holdfast", SECRET
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk, video="jitsi")
    jobs.see_to_rooms(team.system.with_(system="meetings.run"))
    meeting.refresh_from_db()
    chair = Invitee(user_id=team.chair.me, meeting=meeting)
    mother = Invitee.objects.get(name="Marion Fell")
    with frozen(WHEN):
        links = {one: video.way_in(meeting, one) for one in (chair, mother)}
    claims = {}
    for one, link in links.items():
        token = link.partition("?jwt=")[2].partition("#")[0]
        read = {"audience": "jitsi", "issuer": "holdfast", "options": {"verify_exp": False, "verify_nbf": False}}
        claims[one] = jwt.decode(token, SECRET, algorithms=["HS256"], **read)
    assert claims[chair]["context"]["user"]["moderator"] is True
    assert claims[mother]["context"]["user"]["moderator"] is False
    assert claims[mother]["context"]["features"]["recording"] is False
    assert claims[mother]["room"] == meeting.video_ref != "*"
    assert claims[mother]["sub"] == "meet.testshire.example"
    assert claims[mother]["exp"] - WHEN.timestamp() <= 3 * 3600
    assert "Marion" not in str(claims[mother])


def test_without_a_vendor_a_pasted_link_is_offered_and_anything_else_is_refused(team: Team, looking: Any) -> None:
    assert [key for key, _words in video.set_up()] == ["none", "pasted"]
    looking(team.chair)
    meeting = convened(team.chair, team.child.pk, video="pasted", video_link="https://video.example/x")
    assert video.make_room(meeting) is None
    assert video.way_in(meeting, Invitee(meeting=meeting)) == "https://video.example/x"
    assert video.way_in(Meeting(video="pasted", video_link="javascript:alert(1)"), Invitee()) == ""
    assert Room("a", "https://x").link
    assert MONDAY < WHEN

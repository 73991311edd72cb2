"""Webex meetings, by its documented API (developer.webex.com, Meetings): made, moved, deleted; with a lobby, not recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from .room import NotMade, Room, Wanted, ask, utc


class Webex:
    key = "webex"

    def is_set_up(self) -> bool:
        return bool(settings.WEBEX_TOKEN)

    def make(self, wanted: Wanted) -> Room:
        return self._room(self._ask("POST", "", _body(wanted)))

    def change(self, room: Room, wanted: Wanted) -> Room:
        return self._room(self._ask("PATCH", f"/{room.ref}", _body(wanted)), room)

    def close(self, room: Room) -> None:
        self._ask("DELETE", f"/{room.ref}?sendEmail=false")

    def way_in(self, room: Room, person: str, *, until: datetime, runs: bool) -> str:
        return room.link

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return ask(method, f"{settings.WEBEX_URL.rstrip('/')}/meetings{path}", token=settings.WEBEX_TOKEN, json=body)

    def _room(self, answer: Any, before: Room | None = None) -> Room:
        ref, link = str(answer.get("id", "")), str(answer.get("webLink", ""))
        if before is not None:
            return Room(before.ref, link or before.link)
        if not ref or not link.startswith("https://"):
            raise NotMade("video-not-understood")
        return Room(ref, link)


def _body(wanted: Wanted) -> dict[str, Any]:
    return {
        "title": wanted.title,
        "start": utc(wanted.starts),
        "end": utc(wanted.ends),
        "timezone": "UTC",
        "enabledAutoRecordMeeting": False,
        "enabledJoinBeforeHost": False,
        "unlockedMeetingJoinSecurity": "allowJoinWithLobby",
        "allowAnyUserToBeCoHost": False,
        "publicMeeting": False,
        "sendEmail": False,
    }


WEBEX = Webex()

"""Microsoft Teams, by Microsoft Graph (onlineMeetings) and an application's own sign-in; everybody waits in the lobby."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings

from .room import NotMade, Room, Wanted, ask, utc

SCOPE = "https://graph.microsoft.com/.default"


class Teams:
    key = "teams"

    def is_set_up(self) -> bool:
        return all((settings.TEAMS_TENANT, settings.TEAMS_CLIENT, settings.TEAMS_SECRET, settings.TEAMS_ORGANISER))

    def make(self, wanted: Wanted) -> Room:
        return self._room(self._ask("POST", "", _body(wanted)))

    def change(self, room: Room, wanted: Wanted) -> Room:
        return self._room(self._ask("PATCH", f"/{quote(room.ref, safe='')}", _body(wanted)), room)

    def close(self, room: Room) -> None:
        self._ask("DELETE", f"/{quote(room.ref, safe='')}")

    def way_in(self, room: Room, person: str, *, until: datetime, runs: bool) -> str:
        return room.link

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        organiser = quote(settings.TEAMS_ORGANISER, safe="")
        url = f"{settings.TEAMS_GRAPH_URL.rstrip('/')}/v1.0/users/{organiser}/onlineMeetings{path}"
        return ask(method, url, token=self._token(), json=body)

    def _token(self) -> str:
        url = f"{settings.TEAMS_LOGIN_URL.rstrip('/')}/{quote(settings.TEAMS_TENANT, safe='')}/oauth2/v2.0/token"
        asked = {
            "grant_type": "client_credentials",
            "client_id": settings.TEAMS_CLIENT,
            "client_secret": settings.TEAMS_SECRET,
            "scope": SCOPE,
        }
        token = str(ask("POST", url, data=asked).get("access_token", ""))
        if not token:
            raise NotMade("video-refused-sign-in")
        return token

    def _room(self, answer: Any, before: Room | None = None) -> Room:
        ref, link = str(answer.get("id", "")), str(answer.get("joinWebUrl", ""))
        if before is not None:
            return Room(before.ref, link or before.link)
        if not ref or not link.startswith("https://"):
            raise NotMade("video-not-understood")
        return Room(ref, link)


def _body(wanted: Wanted) -> dict[str, Any]:
    return {
        "subject": wanted.title,
        "startDateTime": utc(wanted.starts),
        "endDateTime": utc(wanted.ends),
        "lobbyBypassSettings": {"scope": "organizer", "isDialInBypassEnabled": False},
        "allowedPresenters": "organizer",
        "recordAutomatically": False,
        "allowRecording": False,
        "allowTranscription": False,
    }


TEAMS = Teams()

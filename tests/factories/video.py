"""A server that answers as Webex and Microsoft Graph do, as far as their documentation says what is asked and what is answered.

Webex: developer.webex.com, Meetings (POST, PATCH, DELETE /v1/meetings). Graph: learn.microsoft.com, onlineMeeting (create,
update, delete) with a token of the client-credentials flow. What either would refuse is refused.
"""

from __future__ import annotations

import http.server
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .answering import Answering, serving

TOKEN = "a-token-of-webex"
CLIENT = {"client_id": "app-1", "client_secret": "app-secret", "grant_type": "client_credentials"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
WEBEX_FIELDS = {
    "title": str, "start": str, "end": str, "timezone": str, "enabledAutoRecordMeeting": bool, "enabledJoinBeforeHost": bool,
    "unlockedMeetingJoinSecurity": str, "allowAnyUserToBeCoHost": bool, "publicMeeting": bool, "sendEmail": bool,
}  # fmt: skip
WEBEX_SECURITY = {"allowJoin", "allowJoinWithLobby", "blockFromJoin"}
GRAPH_FIELDS = {
    "subject": str, "startDateTime": str, "endDateTime": str, "lobbyBypassSettings": dict, "allowedPresenters": str,
    "recordAutomatically": bool, "allowRecording": bool, "allowTranscription": bool,
}  # fmt: skip
GRAPH_SCOPES = {"organizer", "organization", "organizationAndFederated", "everyone", "unknownFutureValue", "invited"}
GRAPH_PRESENTERS = {"everyone", "organization", "roleIsPresenter", "organizer", "unknownFutureValue"}


class Vendor(http.server.ThreadingHTTPServer):
    """asked: method, path and body of every question. trouble: the status it answers with, or 0 to work."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.rooms: set[str] = set()
        self.trouble = 0
        super().__init__(("127.0.0.1", 0), Talk)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Talk(Answering):
    server: Vendor

    def _talk(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        if path.endswith("/oauth2/v2.0/token"):
            return self._token(raw)
        body = json.loads(raw) if raw else None
        self.server.asked.append((self.command, self.path, body))
        if self.server.trouble:
            return self.answer(self.server.trouble, {"message": "No."})
        if path.startswith("/v1/meetings"):
            return self._webex(path, body)
        if path.startswith("/v1.0/users/"):
            return self._graph(path, body)
        return self.answer(404, {})

    do_GET = do_POST = do_PATCH = do_DELETE = _talk

    def _token(self, raw: bytes) -> None:
        form = {key: values[0] for key, values in parse_qs(raw.decode()).items()}
        known = all(form.get(key) == value for key, value in CLIENT.items())
        if not known or form.get("scope") != "https://graph.microsoft.com/.default":
            return self.answer(401, {"error": "invalid_client"})
        return self.answer(200, {"token_type": "Bearer", "expires_in": 3599, "access_token": "graph-token"})

    def _webex(self, path: str, body: Any) -> None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.answer(401, {"message": "The request requires a valid access token set in the Authorization header."})
        ref = path.removeprefix("/v1/meetings").strip("/")
        if self.command == "DELETE":
            return self._gone(ref)
        if self.command == "PATCH" and ref not in self.server.rooms:
            return self.answer(404, {"message": "Not found"})
        if not _fits(body, WEBEX_FIELDS) or body["unlockedMeetingJoinSecurity"] not in WEBEX_SECURITY:
            return self.answer(400, {"message": "Body contains unknown or wrong fields"})
        if not (INSTANT.fullmatch(body["start"]) and INSTANT.fullmatch(body["end"]) and body["end"] > body["start"]):
            return self.answer(400, {"message": "start and end"})
        ref = ref or f"room{len(self.server.rooms)}"
        self.server.rooms.add(ref)
        return self.answer(200, {"id": ref, "webLink": f"https://site.webex.example/m/{ref}", "state": "active"})

    def _graph(self, path: str, body: Any) -> None:
        if self.headers.get("Authorization") != "Bearer graph-token":
            return self.answer(401, {"error": {"code": "InvalidAuthenticationToken"}})
        ref = path.partition("/onlineMeetings")[2].strip("/")
        if self.command == "DELETE":
            return self._gone(ref)
        lobby = (body or {}).get("lobbyBypassSettings", {})
        if not _fits(body, GRAPH_FIELDS) or lobby.get("scope") not in GRAPH_SCOPES:
            return self.answer(400, {"error": {"code": "BadRequest"}})
        if body["allowedPresenters"] not in GRAPH_PRESENTERS or not INSTANT.fullmatch(body["startDateTime"]):
            return self.answer(400, {"error": {"code": "BadRequest"}})
        made = ref or f"MSo{len(self.server.rooms)}"
        self.server.rooms.add(made)
        answer = {"id": made, "joinWebUrl": f"https://teams.microsoft.example/l/meetup-join/{made}"}
        return self.answer(200 if ref else 201, answer)

    def _gone(self, ref: str) -> None:
        self.server.rooms.discard(ref)
        self.send_response(204)
        self.end_headers()


def _fits(body: Any, fields: dict[str, type]) -> bool:
    return isinstance(body, dict) and set(body) == set(fields) and all(isinstance(body[key], fields[key]) for key in fields)


@contextmanager
def vendor() -> Iterator[Vendor]:
    with serving(Vendor()) as server:
        yield server

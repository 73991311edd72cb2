"""A server that speaks GOV.UK Notify's REST API for texts, as its documentation says (docs.notifications.service.gov.uk).

It checks what Notify checks: the signed token and its age, the fields, the number, the template and its one field.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.server
import json
import re
import time
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID, uuid4

from .answering import Answering, serving

SERVICE, SECRET = str(uuid4()), str(uuid4())
KEY = f"holdfast-{SERVICE}-{SECRET}"
TEMPLATE = str(uuid4())
FIELDS = {"phone_number", "template_id", "personalisation", "reference", "sms_sender_id"}
TROUBLE: dict[str, tuple[int, str, str]] = {
    "team-only": (400, "BadRequestError", "Can't send to this recipient using a team-only API key"),
    "busy": (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
    "used-up": (429, "TooManyRequestsError", "Exceeded send limits (250000) for today"),
    "down": (500, "Exception", "Internal server error"),
}


class Notify(http.server.ThreadingHTTPServer):
    """texts: every request it took. trouble: a key of TROUBLE that it answers with, or "" to work."""

    daemon_threads = True

    def __init__(self) -> None:
        self.texts: list[dict[str, Any]] = []
        self.trouble = ""
        super().__init__(("127.0.0.1", 0), Talk)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Talk(Answering):
    server: Notify

    def do_POST(self) -> None:
        sent = self.asked()
        fault = self._fault(sent)
        if fault is None:
            self.server.texts.append(sent)
            self.answer(201, self._taken(sent))
        else:
            status, error, words = fault
            self.answer(status, {"status_code": status, "errors": [{"error": error, "message": words}]})

    def _fault(self, sent: Any) -> tuple[int, str, str] | None:
        if self.path != "/v2/notifications/sms":
            return 404, "NotFound", "The requested URL was not found on the server."
        if words := _token_fault(self.headers.get("Authorization", "")):
            return 403, "AuthError", words
        if self.server.trouble:
            return TROUBLE[self.server.trouble]
        if more := set(sent) - FIELDS:
            return 400, "ValidationError", f"Additional properties are not allowed ({', '.join(sorted(more))} was unexpected)"
        if not isinstance(sent.get("phone_number"), str):
            return 400, "ValidationError", "phone_number is a required property"
        if not re.fullmatch(r"\+447[0-9]{9}|07[0-9]{9}", sent["phone_number"].replace(" ", "")):
            return 400, "ValidationError", "phone_number Not enough digits"
        if sent.get("template_id") != TEMPLATE:
            return 400, "BadRequestError", "Template not found"
        if not isinstance(sent.get("personalisation"), dict) or "message" not in sent["personalisation"]:
            return 400, "BadRequestError", "Missing personalisation: message"
        return None

    def _taken(self, sent: dict[str, Any]) -> dict[str, Any]:
        made = str(uuid4())
        return {
            "id": made,
            "reference": sent.get("reference"),
            "content": {"body": sent["personalisation"]["message"], "from_number": "Holdfast"},
            "uri": f"{self.server.url}/v2/notifications/{made}",
            "template": {"id": TEMPLATE, "version": 1, "uri": f"{self.server.url}/v2/template/{TEMPLATE}"},
            "scheduled_for": None,
        }


def _token_fault(header: str) -> str:
    """What Notify finds wrong with a token: an HS256 JWT of the service, signed with the key's secret, made in the last 30 s."""
    scheme, _, token = header.partition(" ")
    parts = token.split(".")
    if scheme != "Bearer" or len(parts) != 3:
        return "Unauthorized: authentication token must be provided"
    head, body = (json.loads(_unpadded(part)) for part in parts[:2])
    signature = hmac.new(SECRET.encode(), ".".join(parts[:2]).encode(), hashlib.sha256).digest()
    if head != {"typ": "JWT", "alg": "HS256"} or not hmac.compare_digest(signature, _unpadded(parts[2])):
        return "Invalid token: API key not found"
    if str(UUID(body["iss"])) != SERVICE:
        return "Invalid token: service not found"
    if abs(time.time() - body["iat"]) > 30:
        return "Error: Your system clock must be accurate to within 30 seconds"
    return ""


def _unpadded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def notify() -> AbstractContextManager[Notify]:
    """A server of this test's own."""
    return serving(Notify())

"""A server that speaks the part of Meta's WhatsApp Business Cloud API that sends a template message, as its documentation says.

It checks what Meta checks: the token, the sender's number, the fields, the template with its language and its one variable.
"""

from __future__ import annotations

import http.server
import re
from contextlib import AbstractContextManager
from typing import Any

from .answering import Answering, serving

TOKEN, NUMBER_ID, TEMPLATE, LANGUAGE = "a-token-of-a-system-user", "106540352242922", "holdfast_message", "en_GB"
FIELDS = {"messaging_product", "recipient_type", "to", "type", "template"}
TROUBLE: dict[str, tuple[int, int, str]] = {
    "no-whatsapp": (400, 131026, "Message undeliverable"),
    "busy": (400, 130429, "Rate limit hit"),
    "often": (400, 131056, "(Business Account, Consumer Account) pair rate limit hit"),
    "run-out": (401, 190, "Access token has expired"),
    "down": (500, 131000, "Something went wrong"),
    "paused": (400, 132015, "Template is paused"),
}


class Meta(http.server.ThreadingHTTPServer):
    """messages: every message it took. trouble: a key of TROUBLE that it answers with, or "" to work."""

    daemon_threads = True

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.trouble = ""
        super().__init__(("127.0.0.1", 0), Talk)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v23.0"


class Talk(Answering):
    server: Meta

    def do_POST(self) -> None:
        sent = self.asked()
        fault = self._fault(sent)
        if fault is None:
            self.server.messages.append(sent)
            to = sent["to"]
            taken = {"contacts": [{"input": to, "wa_id": to}], "messages": [{"id": "wamid.HBgL", "message_status": "accepted"}]}
            self.answer(200, {"messaging_product": "whatsapp", **taken})
        else:
            status, code, words = fault
            self.answer(status, {"error": {"message": f"(#{code}) {words}", "type": "OAuthException", "code": code}})

    def _fault(self, sent: Any) -> tuple[int, int, str] | None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, 190, "Invalid OAuth access token"
        if self.path != f"/v23.0/{NUMBER_ID}/messages":
            return 400, 100, "Unsupported post request"
        if self.server.trouble:
            return TROUBLE[self.server.trouble]
        if set(sent) != FIELDS or sent["messaging_product"] != "whatsapp" or sent["type"] != "template":
            return 400, 100, "Invalid parameter"
        if not re.fullmatch(r"[0-9]{7,15}", str(sent["to"])):
            return 400, 131009, "Parameter value is not valid"
        return _template_fault(sent["template"])


def _template_fault(template: Any) -> tuple[int, int, str] | None:
    if template.get("name") != TEMPLATE or template.get("language") != {"code": LANGUAGE}:
        return 404, 132001, "Template name does not exist in the translation"
    given = [one for part in template.get("components", []) if part.get("type") == "body" for one in part["parameters"]]
    if len(given) != 1 or given[0].get("type") != "text":
        return 400, 132000, "Number of parameters does not match the expected number of params"
    if re.search(r"[\n\t]| {5}", given[0]["text"]) or not given[0]["text"]:
        return 400, 132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
    return None


def meta() -> AbstractContextManager[Meta]:
    """A server of this test's own."""
    return serving(Meta())

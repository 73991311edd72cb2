"""WhatsApp messages through Meta's WhatsApp Business Cloud API: one template message to one number.

Meta holds one template of ours whose body has one variable: the words stand here, where the disclosure gate has cleared them.
Only somebody who asked to be told this way is, because the number and the hour become known to Meta.
"""

from __future__ import annotations

from typing import Any

import requests
from django.conf import settings

from holdfast.comms.models import Message

from .channel import Channel, NotDelivered

SECONDS = 20
# What Meta's list of error codes (developers.facebook.com, WhatsApp, "Error codes") says of the number; trying again cannot help.
OF_THE_NUMBER = frozenset({131026, 131030, 131021})  # cannot be delivered to; not on a test account's list; the sender's own
BUSY = frozenset({4, 80007, 130429, 131048, 131056})  # limits of the application, the account, the number and the pair
SIGN_IN = frozenset({0, 3, 10, 190, 200})  # the token is none, has run out, or may not


def deliver(message: Message) -> None:
    """Hand a message to Meta; raises NotDelivered."""
    where = f"{settings.WHATSAPP_URL.rstrip('/')}/{settings.WHATSAPP_NUMBER_ID}/messages"
    signed = {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"}
    try:
        answer = requests.post(where, json=_body(message), headers=signed, timeout=SECONDS, allow_redirects=False)
    except requests.RequestException:
        raise NotDelivered("whatsapp-unreachable") from None
    try:
        said = answer.json()
    except ValueError:
        said = None
    if answer.status_code >= 300:
        raise _why(answer.status_code, said)
    if not (isinstance(said, dict) and said.get("messages")):
        raise NotDelivered("whatsapp-not-understood")


def _body(message: Message) -> dict[str, Any]:
    """A variable holds no new line and no run of spaces, so the words come as one line."""
    words = " ".join(message.body.split())
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.address.lstrip("+"),
        "type": "template",
        "template": {
            "name": settings.WHATSAPP_TEMPLATE,
            "language": {"code": settings.WHATSAPP_LANGUAGE},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": words}]}],
        },
    }


def _why(status: int, said: Any) -> NotDelivered:
    error = said.get("error") if isinstance(said, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    if code in OF_THE_NUMBER:
        return NotDelivered("number-refused", for_good=True)
    if code in BUSY or status == 429:
        return NotDelivered("whatsapp-busy")
    if code in SIGN_IN or status in (401, 403):
        return NotDelivered("whatsapp-refused-sign-in")
    return NotDelivered("whatsapp-refused" if 300 <= status < 500 else "whatsapp-unreachable")


WHATSAPP = Channel(
    "whatsapp",
    "by WhatsApp",
    lambda: bool(settings.WHATSAPP_TOKEN and settings.WHATSAPP_NUMBER_ID and settings.WHATSAPP_TEMPLATE),
    lambda message: deliver(message),
    "whatsapp-not-set-up",
    False,
)

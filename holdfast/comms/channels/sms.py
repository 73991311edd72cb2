"""Text messages through GOV.UK Notify: one message to one number.

Notify holds one template of ours with one field, `message`: the words stand here, where the disclosure gate has cleared them.
"""

from __future__ import annotations

from django.conf import settings
from notifications_python_client.errors import HTTPError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient

from holdfast.comms.models import Message

from .channel import Channel, NotDelivered

SECONDS = 20
FIELD = "message"
# What Notify calls a number that it cannot send to; anything else it refuses is ours to put right, and is tried again.
NUMBER_REFUSED = "ValidationError"


def deliver(message: Message) -> None:
    """Hand a text to Notify; raises NotDelivered. Notify keeps our id, so that one message can be followed through both."""
    try:
        client = NotificationsAPIClient(settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL, timeout=SECONDS)
        client.send_sms_notification(
            message.address,
            settings.NOTIFY_TEXT_TEMPLATE,
            personalisation={FIELD: message.body},
            reference=str(message.pk),
            sms_sender_id=settings.NOTIFY_TEXT_SENDER or None,
        )
    except HTTPError as refused:
        raise _why(refused) from None
    except (AssertionError, InvalidResponse):
        # The library asserts that a key looks like one, and reads the answer as JSON.
        raise NotDelivered("text-service-not-understood") from None


def _why(refused: HTTPError) -> NotDelivered:
    status = refused.status_code
    if status == 400 and _is_of_the_number(refused):
        return NotDelivered("number-refused", for_good=True)
    if status in (401, 403):
        return NotDelivered("text-service-refused-sign-in")
    if status == 429:
        return NotDelivered("text-service-busy")
    return NotDelivered("text-service-refused" if 400 <= status < 500 else "text-service-unreachable")


def _is_of_the_number(refused: HTTPError) -> bool:
    errors = refused.message if isinstance(refused.message, list) else []
    named = [error for error in errors if isinstance(error, dict) and error.get("error") == NUMBER_REFUSED]
    return any("phone_number" in str(error.get("message", "")) for error in named)


SMS = Channel(
    "sms",
    "by text message",
    lambda: bool(settings.NOTIFY_KEY and settings.NOTIFY_TEXT_TEMPLATE),
    lambda message: deliver(message),
    "texts-not-set-up",
    False,
)

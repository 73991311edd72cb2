"""Who reads what leaves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

EMAIL, TEXT, WHATSAPP = "email", "sms", "whatsapp"
TO_A_MOBILE = frozenset({TEXT, WHATSAPP})  # the same few words, to a number
LETTER = "letter"  # printed here and posted or handed over by a person; the address is the lines on the envelope
SERVICE = "service"  # another service, at the address that the partnership's settings hold for it


@dataclass(frozen=True)
class Recipient:
    """kind: "staff", "referrer", "service" or "family". address: where it goes. user_id: the account, where there is one.

    person_id, child_id: for family only, the person in the child's record, and the child.
    channel: by what means it goes, a key of `comms.channels`; the address is one of that kind.
    """

    kind: str
    address: str
    user_id: UUID | None = None
    person_id: UUID | None = None
    child_id: UUID | None = None
    channel: str = EMAIL

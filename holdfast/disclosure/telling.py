"""Telling one person with an account by every means there is: e-mail, and a text where their mobile at work is known."""

from __future__ import annotations

from collections.abc import Mapping

from holdfast.access.models import User
from holdfast.comms.actions import send
from holdfast.comms.delivery import goes
from holdfast.comms.models import Message
from holdfast.comms.templates import STAFF, TEMPLATES
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .gate import clear
from .types import TEXT, Recipient


def tell(*, by: Viewer, person: User, template: str, reference: str, facts: Mapping[str, str]) -> list[Message]:
    """What went on its way. An address that cannot be written to holds up neither the other means nor anybody else.

    Texts that this system cannot send are not begun: the page says that they are not set up.
    """
    ways = [Recipient(STAFF, person.email, person.pk)]
    if person.mobile and TEMPLATES[template].text and goes(TEXT):
        ways.append(Recipient(STAFF, person.mobile, person.pk, channel=TEXT))
    sent = (_by(by, way, template, reference, facts) for way in ways)
    return [message for message in sent if message is not None]


def _by(by: Viewer, way: Recipient, template: str, reference: str, facts: Mapping[str, str]) -> Message | None:
    try:
        cleared = clear(by=by, template=template, recipient=way, reference=reference, facts=facts)
    except Refused:
        return None
    return send(by=by, cleared=cleared)

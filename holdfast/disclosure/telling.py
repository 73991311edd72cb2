"""Telling one person with an account by every means there is: e-mail, and a text where their mobile at work is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from holdfast.access.models import User
from holdfast.comms.actions import send_each
from holdfast.comms.delivery import goes
from holdfast.comms.models import Message
from holdfast.comms.templates import STAFF, TEMPLATES
from holdfast.kernel.viewer import Viewer

from .gate import clear_each
from .types import TEXT, Recipient


def tell(*, by: Viewer, person: User, template: str, reference: str, facts: Mapping[str, str]) -> list[Message]:
    """What went on its way. An address that cannot be written to holds up neither the other means nor anybody else.

    Texts that this system cannot send are not begun: the page says that they are not set up.
    """
    return tell_each(by=by, people=[person], template=template, reference=reference, facts=facts)


def tell_each(*, by: Viewer, people: Sequence[User], template: str, reference: str, facts: Mapping[str, str]) -> list[Message]:
    """The same for several people at once."""
    ways = [way for person in people for way in _ways(person, template)]
    if not ways:
        return []
    cleared = clear_each(by=by, template=template, recipients=ways, reference=reference, facts=facts)
    return send_each(by=by, cleared=cleared) if cleared else []


def _ways(person: User, template: str) -> Iterator[Recipient]:
    yield Recipient(STAFF, person.email, person.pk)
    if person.mobile and TEMPLATES[template].text and goes(TEXT):
        yield Recipient(STAFF, person.mobile, person.pk, channel=TEXT)

"""Unanswered duties climb, and whoever they reach is told. No message carries anything but a reference (H13)."""

from __future__ import annotations

from holdfast.access.models import User
from holdfast.audit.action import action
from holdfast.comms.actions import send
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import Recipient
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.work.climbing import Tell, climb

from .referral import link


@action
def climb_and_tell(*, by: Viewer) -> int:
    """Take every duty whose time has come a rung higher, and send word to whoever it reaches. How many were told."""
    tells = climb(by=by)
    people = User.objects.in_bulk({tell.user_id for tell in tells})
    told = 0
    for tell in tells:
        told += _tell(by, tell, people[tell.user_id])
    return told


def _tell(by: Viewer, tell: Tell, person: User) -> bool:
    """One message. An address that cannot be written to holds nobody else up: the duty stands on My work all the same."""
    try:
        cleared = clear(
            by=by,
            template="work.open-now",
            recipient=Recipient("staff", person.email, person.pk),
            reference=tell.reference or "DUTY",
            facts={"link": link("/")},
        )
    except Refused:
        return False
    send(by=by, cleared=cleared)
    return True

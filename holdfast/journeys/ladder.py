"""Unanswered duties climb, and whoever they reach is told. No message carries anything but a reference (H13)."""

from __future__ import annotations

from holdfast.access.models import User
from holdfast.audit.action import action
from holdfast.disclosure.telling import tell
from holdfast.kernel.viewer import Viewer
from holdfast.work.climbing import Tell, climb

from .referral import link


@action
def climb_and_tell(*, by: Viewer) -> int:
    """Take every duty whose time has come a rung higher, and send word to whoever it reaches. How many were told."""
    tells = climb(by=by)
    people = User.objects.in_bulk({tell.user_id for tell in tells})
    told = 0
    for climbed in tells:
        told += _tell(by, climbed, people[climbed.user_id])
    return told


def _tell(by: Viewer, climbed: Tell, person: User) -> bool:
    """By e-mail and by text. Where neither can go, nobody else is held up: the duty stands on My work all the same."""
    reference = climbed.reference or "DUTY"
    return bool(tell(by=by, person=person, template="work.open-now", reference=reference, facts={"link": link("/")}))

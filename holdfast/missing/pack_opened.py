"""When the daily pack of trigger plans was opened, by whom and why: written down once Holdfast is back (H7)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from holdfast.access.models import User
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.guard import OWN_PARTNERSHIP, REACH, Guard, Writes, has_grant
from holdfast.kernel.models import Fact
from holdfast.kernel.register import Keeps, Register
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

PAGE = 100


class PackOpened(Fact):
    """One opening of a pack, as its opener's own log has it. reason: for which child, and why Holdfast was not asked."""

    guard: ClassVar[Guard] = Guard(
        rows=(
            f"{OWN_PARTNERSHIP} AND ({has_grant('ratify')} OR {has_grant('govern-information')}"
            f" OR {has_grant('opens-restricted')} OR {REACH} = 'system')"
        ),
        insert=OWN_PARTNERSHIP,
        writes=Writes.APPEND,
    )
    register = Register(Keeps.INVESTIGATION, personal="opened_by", special="reason")

    at = models.DateTimeField()
    opened_by = models.TextField()
    reason = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-at", "-id"], name="pack_opened_latest")]


@readable(PackOpened)
def openings(viewer: Viewer) -> Q | None:
    """The police and the emergency duty team, who open packs; managers; information governance."""
    grants = (Grant.RATIFY, Grant.GOVERN_INFORMATION, Grant.OPENS_RESTRICTED)
    return Q() if viewer.system or any(viewer.may(grant) for grant in grants) else None


def check_can_read(viewer: Viewer) -> None:
    if openings(viewer) is None:
        raise Refused("The log of the daily pack is for the police, the emergency duty team, managers and the information lead.")


def latest(viewer: Viewer) -> list[PackOpened]:
    """The openings there were, newest first."""
    return list(visible(viewer, PackOpened).select_related("written_by").order_by("-at", "-id")[:PAGE])


@action
def write_opening(*, by: Viewer, at: dt.datetime, opened_by: str, reason: str) -> PackOpened:
    """Write down that a pack was opened. Nothing of it can be changed afterwards."""
    check_can_read(by)
    faults = []
    if at > now():
        faults.append(Fault("at", "This time is in the future. Check the date and the time."))
    if not opened_by.strip():
        faults.append(Fault("opened_by", "Say who opened it: the person, and where."))
    if not reason.strip():
        faults.append(Fault("reason", "Say for which child, and why Holdfast could not be asked."))
    if faults:
        raise Faulty(faults)
    made = PackOpened.objects.create(
        partnership_id=by.here, at=at, opened_by=opened_by.strip(), reason=reason.strip(), written_by_id=by.person_id
    )
    record(by, "missing.pack-opened", made)
    return made

"""A message is stopped before it leaves: then it has told nobody, and nothing counts as told through it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from holdfast.audit.action import action, refusable
from holdfast.audit.record import record
from holdfast.comms import actions as comms
from holdfast.comms.models import Message
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.actions import untell
from holdfast.meetings.minute_models import MinuteCopy
from holdfast.meetings.minuting import copies
from holdfast.missing.actions.giving import take_link_back
from holdfast.missing.models import PackGiven
from holdfast.plans.actions.paging import take_back
from holdfast.plans.page_models import CopyPage
from holdfast.referrals.models import Onward

WHY = "The message with its link was stopped before it left. Nobody has read it."


@action
def stop_message(*, by: Viewer, message: Message) -> Message:
    """Stop a message within its 60 seconds. What was to be told by it has not been told, and a page it led to opens to nobody."""
    stopped = comms.stop(by=by, message=message)
    for one in Onward.objects.filter(partnership_id=by.here, message_id=message.pk):
        one.change(seen=None, stopped_at=now())
    if message.carries:
        try:
            _take_back(by=by, message=message)
        except (Refused, NotHere):
            record(
                by, "message.stopped-alone", stopped
            )  # whoever may not change what it was about stops the message all the same
    record(by, "message.stopped", stopped)
    return stopped


@refusable
def _take_back(*, by: Viewer, message: Message) -> None:
    UNDONE[message.carries](by, message)
    record(by, "message.untold", message, carries=message.carries)


def _invitation(by: Viewer, message: Message) -> None:
    untell(by=by, reach_id=_carried(message), before=message.undo["before"], after=message.undo["after"])


def _minute(by: Viewer, message: Message) -> None:
    copy = MinuteCopy.objects.select_related("meeting", "invitee").get(partnership_id=by.here, pk=_carried(message))
    copies.withdraw(by=by, copy=copy, why=WHY)


def _plan(by: Viewer, message: Message) -> None:
    for page in CopyPage.objects.filter(partnership_id=by.here, given_id=_carried(message), closed_at=None):
        take_back(by=by, child_id=page.child_id, page_id=page.pk)


def _pack(by: Viewer, message: Message) -> None:
    given = PackGiven.objects.get(partnership_id=by.here, pk=_carried(message))
    take_link_back(by=by, child_id=given.child_id, given_id=given.pk)


def _carried(message: Message) -> UUID:
    if message.carries_id is None:
        raise NotHere
    return message.carries_id


# By what a message carries: what is undone when it is stopped.
UNDONE: dict[str, Callable[[Viewer, Message], None]] = {
    "meetings.reach": _invitation,
    "meetings.minutecopy": _minute,
    "plans.copygiven": _plan,
    "missing.packgiven": _pack,
}

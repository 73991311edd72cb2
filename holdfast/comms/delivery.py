"""Taking messages to their channel. Every step may be run twice, or be broken off, without losing one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q

from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import is_demonstration

from .channels.channel import Channel, NotDelivered
from .channels.email import EMAIL
from .channels.sms import SMS
from .channels.whatsapp import WHATSAPP
from .models import Message
from .types import State

CHANNELS: dict[str, Channel] = {channel.key: channel for channel in (EMAIL, SMS, WHATSAPP)}
# A message that somebody claimed and did not finish within this time is taken up again: better twice than never.
CLAIM = timedelta(minutes=10)
TRIES = 12
LONGEST_WAIT = timedelta(hours=2)


def deliver(partnership_id: UUID, message_id: UUID) -> str:
    """Send one message if it is its turn. Gives the state it ends in, "" when there was nothing to do."""
    by = Viewer.job("comms.deliver", partnership_id)
    channel = _channel_of(by, message_id)
    if channel is None:
        return ""
    if not channel.is_set_up():
        return _keep(by, message_id, channel)
    message = _claim(by, message_id)
    if message is None:
        return ""
    try:
        channel.deliver(message)
    except NotDelivered as fault:
        return _try_later(by, message, fault)
    return _finish(by, message, state=State.SENT, sent_at=now(), problem="")


def _waiting(by: Viewer) -> Q:
    at = now()
    turn = Q(state=State.QUEUED, next_try_at__lte=at) | Q(state=State.SENDING, claimed_at__lt=at - CLAIM)
    return turn & Q(partnership_id=by.here)


def goes(channel: str) -> bool:
    """Whether a message by this channel leaves here, or is kept to be looked at in a demonstration."""
    return CHANNELS[channel].is_set_up() or is_demonstration()


def _channel_of(by: Viewer, message_id: UUID) -> Channel | None:
    with acting_as(by):
        key = Message.objects.filter(pk=message_id, partnership_id=by.here).values_list("channel", flat=True).first()
    return CHANNELS[key] if key else None


def _keep(by: Viewer, message_id: UUID, channel: Channel) -> str:
    """What its channel cannot send yet, a demonstration keeps to be looked at. A real system keeps it waiting, or says at once
    that it cannot leave: the record shows it, and nobody waits for it."""
    with acting_as(by):
        rows = Message.objects.filter(_waiting(by), pk=message_id)
        if is_demonstration():
            return str(State.HELD) if rows.update(state=State.HELD, changed_at=now()) else ""
        problem = channel.not_set_up
        if not channel.waits:
            return str(State.FAILED) if rows.update(problem=problem, state=State.FAILED, changed_at=now()) else ""
        wait = now() + timedelta(minutes=5)
        return str(State.QUEUED) if rows.update(problem=problem, state=State.QUEUED, next_try_at=wait) else ""


def _claim(by: Viewer, message_id: UUID) -> Message | None:
    """Take the message for ourselves, in a transaction of its own, so that no other worker sends it too."""
    with acting_as(by):
        claimed = Message.objects.filter(_waiting(by), pk=message_id).update(
            state=State.SENDING, claimed_at=now(), tries=F("tries") + 1
        )
        return Message.objects.get(pk=message_id) if claimed else None


def _try_later(by: Viewer, message: Message, fault: NotDelivered) -> str:
    if fault.for_good or message.tries >= TRIES:
        return _finish(by, message, state=State.FAILED, problem=fault.problem)
    wait = min(timedelta(minutes=2 ** (message.tries - 1)), LONGEST_WAIT)
    return _finish(by, message, state=State.QUEUED, problem=fault.problem, next_try_at=now() + wait)


def _finish(by: Viewer, message: Message, **values: object) -> str:
    with acting_as(by):
        Message.objects.filter(pk=message.pk, partnership_id=by.here).update(**values, claimed_at=None, changed_at=now())
    return str(values["state"])


def due(partnership_id: UUID, limit: int = 200) -> list[UUID]:
    """Messages whose turn has come, the longest waiting first."""
    by = Viewer.job("comms.deliver", partnership_id)
    with acting_as(by):
        rows = Message.objects.filter(_waiting(by)).order_by("next_try_at", "pk")
        return list(rows.values_list("pk", flat=True)[:limit])

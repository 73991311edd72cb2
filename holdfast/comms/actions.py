"""Sending, and stopping what has not left yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from procrastinate.types import JSONDict

from holdfast.audit.action import action
from holdfast.audit.record import Done, record, record_each
from holdfast.kernel.cleared import Cleared
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.kernel.writing import write

from . import policies
from .models import Message
from .templates import TEMPLATES
from .types import Carried, State


@action
def send(*, by: Viewer, cleared: Cleared, carried: Carried | None = None) -> Message:
    """Put a cleared message on its way. It leaves after this change is safe, and only then.

    The message and its job are rows of the same transaction: when the change is undone, nothing was sent.
    carried: what counts as told through it, so that it does not where the message is stopped.
    """
    message = _message(by, cleared)
    if carried is not None:
        message.carries, message.carries_id = carried.kind, carried.pk
        message.undo = {"before": carried.before, "after": carried.after}
    message.save(force_insert=True)
    record(by, "message.send", message, template=cleared.template, release=cleared.release_id)
    _ask_for_delivery([message])
    return message


@action
def send_each(*, by: Viewer, cleared: Sequence[Cleared]) -> list[Message]:
    """Put several cleared messages on their way at once. Each leaves for itself."""
    messages = [_message(by, one) for one in cleared]
    write(messages)
    sent = [Done(message, None, {"template": message.template, "release": message.release_id}) for message in messages]
    record_each(by, "message.send", sent)
    if not messages:
        record(by, "message.none")
    _ask_for_delivery(messages)
    return messages


def _message(by: Viewer, cleared: Cleared) -> Message:
    if not isinstance(cleared, Cleared):
        raise TypeError("Nothing leaves that the disclosure gate has not cleared.")
    leaves_at = now() + timedelta(seconds=TEMPLATES[cleared.template].waits)
    return Message(
        partnership_id=cleared.partnership_id,
        release_id=cleared.release_id,
        channel=cleared.channel,
        recipient=cleared.recipient,
        recipient_user_id=cleared.recipient_id,
        address=cleared.address,
        template=cleared.template,
        subject=cleared.subject,
        body=cleared.body,
        calendar=cleared.calendar,
        reference=cleared.reference,
        sent_by=by.person_id,
        leaves_at=leaves_at,
        next_try_at=leaves_at,
    )


def _ask_for_delivery(messages: Sequence[Message]) -> None:
    from .jobs import deliver

    at = now()
    for leaves_at, several in groupby(messages, key=lambda one: one.leaves_at if one.leaves_at > at else None):
        job = deliver.configure(schedule_at=leaves_at) if leaves_at else deliver
        wanted: list[JSONDict] = [{"partnership_id": str(one.partnership_id), "message_id": str(one.pk)} for one in several]
        job.batch_defer(*wanted)


@action
def stop(*, by: Viewer, message: Message) -> Message:
    """Stop a message that has not left. Raises Refused when it has."""
    policies.check_can_stop(by, message)
    changed = Message.objects.filter(
        pk=message.pk, partnership_id=by.here, state=State.QUEUED, tries=0, leaves_at__gt=now()
    ).update(state=State.STOPPED, changed_at=now())
    if not changed:
        raise Refused("This message has already left. What was delivered cannot be taken back.")
    message.state = State.STOPPED
    record(by, "message.stop", message)
    return message

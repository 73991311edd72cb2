"""Who may see messages, and stop them."""

from django.db.models import Q

from holdfast.access.visibility import readable
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import is_demonstration

from .models import Message
from .types import State


@readable(Message)
def messages(viewer: Viewer) -> Q | None:
    """One's own. In a demonstration everybody sees the outbox, because nothing is really sent."""
    if viewer.system or is_demonstration():
        return Q()
    if viewer.person_id is None:
        return None
    return Q(recipient_user_id=viewer.person_id) | Q(sent_by=viewer.person_id)


def check_can_stop(by: Viewer, message: Message) -> None:
    """Whoever sent it, while it still waits."""
    if by.person_id is None or message.sent_by != by.person_id:
        raise Refused("Only the person who sent this message can stop it.")


can_stop = asks(check_can_stop)


def check_can_report(by: Viewer, message: Message) -> None:
    """Whoever sent it, once it has left: until then it can be stopped, and nobody has it."""
    if by.person_id is None or message.sent_by != by.person_id:
        raise Refused("Only the person who sent this message can say that it went to the wrong person.")
    if not has_left(message):
        raise Refused("This message has not left. Stop it instead: then nobody has it.")


def has_left(message: Message) -> bool:
    """Whether somebody may have it. In a demonstration what is kept in the outbox counts as sent."""
    return message.state == State.SENT or (message.state == State.HELD and is_demonstration())


def still_waits(message: Message) -> bool:
    """Whether it has not left yet, so that its sender may stop it."""
    return message.state == State.QUEUED and not message.tries and message.leaves_at > now()

"""The agenda of one meeting beyond its type's: what is added, and what is taken off."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules import meetings as rules
from holdfast.rules.audience import Key

from ..models import AgendaItem
from .convening import fill_agenda, held_for_change

# Whom what is said under an item is for, by the key of the choice.
READERS: dict[str, frozenset[Key]] = {
    "everybody": frozenset({Key.PROFESSIONALS, Key.FAMILY, Key.CHILD}),
    "professionals": frozenset({Key.PROFESSIONALS}),
    "police": frozenset({Key.POLICE}),
}


@action
def add_item(*, by: Viewer, meeting_id: UUID, title: str, readers: str, prompt: str = "", closed: bool = False) -> AgendaItem:
    """One more section, with whom it is for. Spoken of without the family, or at a meeting to which no family comes, it is for
    nobody of the family whatever was chosen."""
    meeting = held_for_change(by, meeting_id)
    if not meeting.ahead:
        raise Refused("This meeting is over, or was cancelled.")
    if not title.strip():
        raise Faulty([Fault("title", "Say what is to be spoken of.")])
    kind = rules.of(meeting.kind)
    keys = READERS[readers]
    if closed or not kind.family:
        keys = keys - {Key.FAMILY, Key.CHILD}
    last = AgendaItem.objects.filter(partnership_id=by.here, meeting=meeting).aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        partnership_id=by.here,
        meeting=meeting,
        title=title.strip()[:200],
        prompt=prompt.strip()[:500],
        position=(last or 0) + 1,
        closed=closed,
        audience=sorted(key.value for key in keys),
    )
    fill_agenda(by, meeting)
    record(by, "meeting.agenda-add", meeting, child_id=meeting.child_id, closed=closed)
    return item


@action
def take_off(*, by: Viewer, item_id: UUID) -> AgendaItem:
    """A section that was added, or is not needed this time. What was said under it already stays with the minute. A child's item
    is taken off with the reason (`take_item_off`)."""
    item = visible(by, AgendaItem).filter(pk=item_id, child__isnull=True, removed_at=None).first()
    if item is None:
        raise NotHere
    meeting = held_for_change(by, item.meeting_id)
    if not meeting.ahead:
        raise Refused("This meeting is over, or was cancelled.")
    item.change(seen=None, removed_at=now())
    record(by, "meeting.agenda-take-off", meeting, child_id=meeting.child_id)
    return item

"""What a meeting about many children decided of each goes to that child's record, once the chair has approved it."""

from __future__ import annotations

from uuid import UUID

from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology
from holdfast.records.models import ChronologyEntry
from holdfast.rules.audience import Key
from holdfast.rules.meetings import of
from holdfast.rules.minutes import LINE_LABELS, LineKind

from ..minute_models import MinuteLine
from ..models import Hearing, Meeting
from .due import JOB

OUTCOMES = (LineKind.DECISION, LineKind.ACTION)
ENTRY, SOURCE = "meeting.decided", "meetings.minuteline"
TAKEN_BACK = "The minute was put right: this does not stand."


def put_on_records(by: Viewer, meeting: Meeting) -> None:
    """Decisions and actions of each child's item, in that child's chronology and in nobody else's. What was put right since
    stands corrected. Nothing goes there that is not for all professionals; and nobody whom a person left out of the item's circle
    reads it there."""
    if not of(meeting.kind).by_child:
        return
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        rows = MinuteLine.objects.filter(partnership_id=by.here, meeting=meeting, item__child__isnull=False)
        said: dict[UUID | None, ChronologyEntry] = {}
        entries = ChronologyEntry.objects.filter(partnership_id=by.here, source_kind=SOURCE, source_id__in=rows.values("pk"))
        for entry in entries.order_by("created_at", "pk"):
            said[entry.source_id] = entry
        left_out = _left_out(meeting)
        for line in rows.select_related("item").order_by("said_at", "pk"):
            words, before = _words(line), said.get(line.pk)
            if line.item.child_id is None or (words == before.text if before is not None else words == TAKEN_BACK):
                continue
            chronology.add(
                by=job, child_id=line.item.child_id, at=line.said_at, kind=ENTRY, text=words,
                title=f"{of(meeting.kind).label}: {LINE_LABELS[LineKind(line.kind)].lower()}",
                source_kind=SOURCE, source_id=line.pk, not_for={*line.not_for, *left_out.get(line.item_id, ())},
                corrects=before, fresh=True,
            )  # fmt: skip


def _words(line: MinuteLine) -> str:
    """What stands of a line on the record: of one that went there and is no decision any more, that it is not."""
    if line.kind in OUTCOMES and line.removed_at is None and Key.PROFESSIONALS.value in line.audience:
        return line.text
    return TAKEN_BACK


def _left_out(meeting: Meeting) -> dict[UUID, set[UUID]]:
    """The accounts that a person left out of each item's circle."""
    found: dict[UUID, set[UUID]] = {}
    rows = Hearing.objects.filter(partnership_id=meeting.partnership_id, meeting=meeting, hears=False)
    for item_id, user_id in rows.values_list("item_id", "invitee__user_id"):
        if user_id is not None:
            found.setdefault(item_id, set()).add(user_id)
    return found

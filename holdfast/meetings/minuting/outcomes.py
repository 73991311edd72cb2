"""What a meeting about many children decided of each goes to that child's record, once the chair has approved it."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.visibility import visible
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


def put_on_records(by: Viewer, meeting: Meeting) -> None:
    """Decisions and actions of each child's item, in that child's chronology and in nobody else's. What was put right since
    stands corrected. Nothing goes there that is not for all professionals; and nobody whom a person left out of the item's circle
    reads it there."""
    if not of(meeting.kind).by_child:
        return
    lines = visible(by, MinuteLine).filter(
        meeting=meeting,
        item__child__isnull=False,
        kind__in=OUTCOMES,
        removed_at=None,
        audience__contains=[Key.PROFESSIONALS.value],
    )
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        said: dict[UUID | None, ChronologyEntry] = {}
        for entry in ChronologyEntry.objects.filter(partnership_id=by.here, source_kind=SOURCE, source_id__in=lines.values("pk")):
            said[entry.source_id] = entry
        left_out = _left_out(meeting)
        for line in lines.select_related("item").order_by("said_at", "pk"):
            before = said.get(line.pk)
            if line.item.child_id is None or (before is not None and before.text == line.text):
                continue
            chronology.add(
                by=job, child_id=line.item.child_id, at=line.said_at, kind=ENTRY, text=line.text,
                title=f"{of(meeting.kind).label}: {LINE_LABELS[LineKind(line.kind)].lower()}",
                source_kind=SOURCE, source_id=line.pk, not_for={*line.not_for, *left_out.get(line.item_id, ())},
                corrects=before, fresh=True,
            )  # fmt: skip


def _left_out(meeting: Meeting) -> dict[UUID, set[UUID]]:
    """The accounts that a person left out of each item's circle."""
    found: dict[UUID, set[UUID]] = {}
    rows = Hearing.objects.filter(partnership_id=meeting.partnership_id, meeting=meeting, hears=False)
    for item_id, user_id in rows.values_list("item_id", "invitee__user_id"):
        if user_id is not None:
            found.setdefault(item_id, set()).add(user_id)
    return found

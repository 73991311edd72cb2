"""What was gathered before the meeting goes into its minute, each paper for those whom both it and its part are for."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer

from ..minute_models import MinuteLine
from ..minute_papers import Paper, papers
from ..minute_queries import sheet as sheet_of
from .writing import Written, write_line


@action
def put_papers_in(*, by: Viewer, meeting_id: UUID, keys: Collection[UUID] | None = None) -> list[MinuteLine]:
    """The papers chosen, or all that may go in, as lines of the minute. A paper is in it once; nobody has it in the minute who
    could not have had it as a paper."""
    sheet = sheet_of(by, meeting_id)
    found = {one.key: one for one in papers(by, sheet)}
    if keys is not None and not set(keys) <= set(found):
        raise NotHere
    chosen = [one for one in found.values() if one.may_go_in and (keys is None or one.key in keys)]
    made = [_put_in(by, meeting_id, one) for one in chosen]
    record(by, "minute.papers", sheet.meeting, child_id=sheet.meeting.child_id, put_in=len(made))
    return made


def _put_in(by: Viewer, meeting_id: UUID, one: Paper) -> MinuteLine:
    written = Written(one.words, speaker_id=one.speaker_id, readers=one.readers)
    return write_line(by=by, meeting_id=meeting_id, item_id=one.item.pk, key=one.key, written=written)

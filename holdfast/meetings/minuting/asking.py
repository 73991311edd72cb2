"""Whether a copy that stands behind a private page may still be shown: asked anew each time the page is opened."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.models import User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Relationship
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject, YesNo
from holdfast.work.actions import open_duty
from holdfast.work.types import Responsible

from ..minute_models import MinuteCopy
from ..minute_types import CopyDone, CopyOf, CopyState
from ..types import FAMILY, Kind, State
from .due import JOB
from .making import note

SHUT, SHUT_WORDS = "meeting.copy-shut", "A private page was asked for and not shown: its reader may not be told any more."
RECALLED = "The copy is not its reader's any more."
NOT_CALLED = "They are not called to the meeting any more, or are kept out of it."
NOT_HELD = "The meeting is not held."
NOT_SAFE = "It is not recorded that they may safely be told about meetings."
NO_CONTACT = "Since they were given it, it was recorded that they may have no contact with the child, or are of concern."
NOT_RELATED = "They are nobody of this child's any more."


def why_not(by: Viewer, copy: MinuteCopy) -> str:
    """Why the copy is not shown to its reader now; "" where it may be. Unset is not yet (H8), and one parent is not the other.

    A relative whose contact was refused, or of whom there is concern, before they were given it has it all the same: somebody
    gave it knowing that.
    """
    invitee, child_id = copy.invitee, copy.meeting.child_id
    if copy.state != CopyState.RELEASED:
        return RECALLED
    if not invitee.comes:
        return NOT_CALLED
    if copy.what == CopyOf.PAPERS and copy.meeting.state == State.CANCELLED:
        return NOT_HELD
    if invitee.kind not in FAMILY or child_id is None:
        return ""
    if not may_tell(by, child_id=child_id, person_id=invitee.person_id, subject=TellSubject.MEETINGS):
        return NOT_SAFE
    if invitee.kind != Kind.RELATIVE or invitee.person_id is None:
        return ""
    return _why_not_relative(by, copy, child_id, invitee.person_id)


def _why_not_relative(by: Viewer, copy: MinuteCopy, child_id: UUID, person_id: UUID) -> str:
    rows = Relationship.objects.filter(partnership_id=by.here, child_id=child_id, person_id=person_id)
    standing = [row for row in rows if row.until is None or row.until >= today()]
    if not standing:
        return NOT_RELATED
    given = copy.released_at or copy.created_at
    since = [row for row in standing if (row.contact == YesNo.NO or row.of_concern) and row.changed_at > given]
    return NO_CONTACT if since else ""


@action
def note_shut(*, by: Viewer, copy: MinuteCopy, why: str) -> None:
    """Somebody asked for the page and was not shown it: the register has it, and whoever gave the copy finds it in My work."""
    job = Viewer.job(JOB, by.here).with_(request_id=by.request_id)
    meeting = copy.meeting
    with acting_as(job):
        note(job, copy, CopyDone.SHUT, means=copy.means, words=why)
        if (holder := copy.released_by_id or meeting.chair_id) and User.objects.filter(pk=holder, is_active=True).exists():
            open_duty(
                by=job,
                kind=SHUT,
                subject=meeting,
                what=SHUT_WORDS,
                responsible=Responsible(user_id=holder),
                due_at=now(),
                child_id=meeting.told_child_id,
                reference=meeting.reference,
            )
    record(by, "minute.page-shut", copy, child_id=meeting.child_id)

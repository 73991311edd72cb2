"""Each reader's copy: made from the lines that are theirs, looked through, given, opened, recalled and corrected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind as AuditKind
from holdfast.audit.record import listed, read, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject
from holdfast.rules.lifecycles import MINUTE_COPY, may_move
from holdfast.rules.minutes import ReaderKind

from ..minute_models import MinuteCopy, MinuteLine
from ..minute_policies import meeting_to_run
from ..minute_types import CopyDone, CopyMeans, CopyOf, CopyState
from ..models import AgendaItem, Meeting
from ..types import FAMILY, Kind
from .due import JOB, letter_is_done, record_is_done
from .making import note, still_holds
from .paging import close_pages

ASK_FIRST = "Say where it will be kept and who might find it, or talk it through and give no copy"


def is_family(copy: MinuteCopy) -> bool:
    return copy.invitee.kind in FAMILY


def check_can_release(by: Viewer, copy: MinuteCopy, means: str, kept_where: str, found_by: str) -> Meeting:
    """A copy that still holds, by those who run the meeting; to the family, after asking where it is kept."""
    meeting = meeting_to_run(by, copy.meeting_id)
    still_holds(by, copy)
    if not may_move(MINUTE_COPY, copy.state, CopyState.TALKED if means == CopyMeans.TALKED else CopyState.RELEASED):
        raise Refused(f"This copy is now: {copy.get_state_display().lower()}.")
    if copy.invitee.kind == Kind.RELATIVE or (copy.invitee.kind == Kind.CHILD and means != CopyMeans.TALKED):
        check_safe(by, meeting, copy)
    faults = []
    if means not in {choice for choice, _words in means_for(copy)}:
        faults.append(Fault("means", "Choose how this reader gets it"))
    if is_family(copy) and means != CopyMeans.TALKED:
        faults += [Fault("kept_where", ASK_FIRST)] if not kept_where.strip() else []
        faults += [Fault("found_by", ASK_FIRST)] if not found_by.strip() else []
    if faults:
        raise Faulty(faults)
    return meeting


def check_safe(by: Viewer, meeting: Meeting, copy: MinuteCopy) -> None:
    """A relative is told nothing, and the child is left nothing, unless it is recorded that it is safe, for each by name (H8)."""
    child_id, person_id = meeting.child_id, copy.invitee.person_id
    with acting_as(Viewer.job(JOB, by.here)) as job:
        safe = child_id is not None and may_tell(job, child_id=child_id, person_id=person_id, subject=TellSubject.MEETINGS)
    if not safe:
        raise Refused(
            f"It is not recorded that {copy.invitee.name} may safely be told about meetings. Whoever leads for the child can"
            " record it, with the reason."
        )


def means_for(copy: MinuteCopy) -> list[tuple[str, str]]:
    """How this reader may get their copy. Somebody with an account reads it here; of a meeting about no one child there are no
    private pages."""
    if copy.invitee.user_id is not None:
        return [(CopyMeans.HERE.value, CopyMeans.HERE.label)]
    found = [CopyMeans.LINK, CopyMeans.PAPER] if copy.meeting.child_id else [CopyMeans.PAPER]
    if is_family(copy):
        found.append(CopyMeans.TALKED)
    return [(one.value, one.label) for one in found]


@action
def put_out(
    *,
    by: Viewer,
    copy: MinuteCopy,
    means: str,
    kept_where: str = "",
    found_by: str = "",
    why: str = "",
    release_id: UUID | None = None,
    decided: list[dict[str, Any]] | None = None,
) -> MinuteCopy:
    """The copy is its reader's from now on; the one they had is replaced. A corrected copy takes the place of the recalled one.

    For professionals the lines themselves open here too, each to its own audience.
    """
    meeting = check_can_release(by, copy, means, kept_where, found_by)
    talked = means == CopyMeans.TALKED
    before = visible(by, MinuteCopy).filter(
        invitee_id=copy.invitee_id, what=copy.what, state__in=[CopyState.RELEASED, CopyState.TALKED, CopyState.RECALLED]
    )
    for older in before:
        older.change(seen=None, state=CopyState.REPLACED)
        close_pages(by, older.pk)
        note(by, older, CopyDone.REPLACED)
    copy.change(
        seen=None,
        state=CopyState.TALKED if talked else CopyState.RELEASED,
        means=means,
        kept_where=kept_where.strip(),
        found_by=found_by.strip(),
        why=why.strip(),
        released_by_id=by.person_id,
        released_at=now(),
        release_id=release_id,
        decided=decided or [],
    )
    note(by, copy, CopyDone.TALKED if talked else CopyDone.RELEASED, means=means)
    if copy.what == CopyOf.MINUTE and copy.reader in (ReaderKind.PROFESSIONAL, ReaderKind.POLICE):
        MinuteLine.objects.filter(partnership_id=by.here, meeting_id=copy.meeting_id, removed_at=None, open_at=None).update(
            open_at=now()
        )
    if copy.what == CopyOf.PAPERS:
        copy.invitee.change(seen=None, papers_at=now())
    elif not visible(by, MinuteCopy).filter(meeting_id=meeting.pk, what=copy.what, state=CopyState.READY).exists():
        record_is_done(by, meeting) if copy.what == CopyOf.MINUTE else letter_is_done(by, meeting)
    told = {"means": means, "reader": copy.reader, "what": copy.what}
    record(by, "minute.release", copy, child_id=meeting.child_id, kind=AuditKind.RELEASE, **told)
    return copy


@action
def withdraw(*, by: Viewer, copy: MinuteCopy, why: str, breach_id: UUID | None = None) -> MinuteCopy:
    """Our own pages close at once. What was delivered, printed or written down cannot be taken back."""
    meeting = meeting_to_run(by, copy.meeting_id)
    if not may_move(MINUTE_COPY, copy.state, CopyState.RECALLED):
        raise Refused(f"This copy is now: {copy.get_state_display().lower()}. There is nothing of it to recall.")
    if not why.strip():
        raise Faulty([Fault("why", "Say what is wrong with it")])
    copy.change(seen=None, state=CopyState.RECALLED, why=why.strip(), recalled_at=now(), breach_id=breach_id)
    close_pages(by, copy.pk)
    note(by, copy, CopyDone.RECALLED, words=why.strip())
    _close_lines(by, copy)
    record(by, "minute.recall", copy, child_id=meeting.child_id, kind=AuditKind.RELEASE, reader=copy.reader)
    return copy


def _close_lines(by: Viewer, copy: MinuteCopy) -> None:
    """While no professional has a copy, no line is open to professionals either."""
    if copy.what != CopyOf.MINUTE:
        return
    others = visible(by, MinuteCopy).filter(
        meeting_id=copy.meeting_id,
        what=CopyOf.MINUTE,
        state=CopyState.RELEASED,
        reader__in=[ReaderKind.PROFESSIONAL, ReaderKind.POLICE],
    )
    if not others.exists():
        MinuteLine.objects.filter(partnership_id=by.here, meeting_id=copy.meeting_id).update(open_at=None)


@action
def note_opened(*, by: Viewer, copy: MinuteCopy, means: str = "") -> MinuteCopy:
    """Its reader opened it: the register says when, and how often."""
    meeting_child = copy.meeting.child_id
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)):
        copy.change(seen=None, opened_at=copy.opened_at or now(), opened_times=copy.opened_times + 1)
        note(by, copy, CopyDone.OPENED, means=means)
    read(by, "minute.read", copy, child_id=meeting_child)
    if told := [one for one in copy.items if one]:
        listed(by, "meeting.items", AgendaItem.objects.filter(pk__in=told).values_list("child_id", flat=True))
    return copy


@action
def note_printed(*, by: Viewer, copy: MinuteCopy) -> MinuteCopy:
    """A copy left as a file or on paper."""
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)):
        note(by, copy, CopyDone.PRINTED)
    record(by, "minute.print", copy, child_id=copy.meeting.child_id, kind=AuditKind.RELEASE)
    return copy

"""Each reader's copy: made from the lines that are theirs, looked through, given, opened, recalled and corrected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind as AuditKind
from holdfast.audit.record import read, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject
from holdfast.rules.lifecycles import MINUTE_COPY, may_move
from holdfast.rules.minutes import LineKind, ReaderKind

from .. import copy_queries, copy_versions
from .. import minute_queries as queries
from ..minute_models import CopyEvent, MinuteCopy, MinuteLine
from ..minute_policies import meeting_to_chair, meeting_to_run
from ..minute_types import CopyDone, CopyMeans, CopyOf, CopyState, MinuteState
from ..models import Meeting
from ..types import FAMILY, Kind, State
from .due import JOB, letter_is_done, record_is_done
from .paging import close_pages

CHANGED = "What it says was changed after this copy was made."
ASK_FIRST = "Say where it will be kept and who might find it, or talk it through and give no copy"


def note(by: Viewer, copy: MinuteCopy, done: str, *, means: str = "", words: str = "") -> None:
    """One more row of the register."""
    CopyEvent.objects.bulk_create(
        [
            CopyEvent(
                partnership_id=copy.partnership_id,
                meeting_id=copy.meeting_id,
                copy_id=copy.pk,
                done=done,
                means=means,
                words=words,
                done_by_id=by.person_id,
            )
        ]
    )


@action
def make_copies(*, by: Viewer, meeting_id: UUID, what: str = CopyOf.MINUTE) -> list[MinuteCopy]:
    """A copy for each reader, to be looked through before any of them goes. Those that were made.

    Whoever has a copy that says the same, word for word, needs no other. A version with nothing in it is no copy. One that waits
    and says what no longer holds is dropped.
    """
    meeting = meeting_to_run(by, meeting_id)
    sheet = queries.sheet(by, meeting_id)
    edition = _edition(by, sheet, what)
    says = copy_versions.says(by, sheet, what)
    made = []
    for given in copy_queries.register(by, sheet, what):
        version = says(given.recipient)
        mark = queries.fingerprint(version)
        out, ready = given.out, given.ready
        if ready is not None and ready.fingerprint != mark:
            ready.change(seen=None, state=CopyState.DROPPED, why=CHANGED)
            note(by, ready, CopyDone.DROPPED)
            ready = None
        same = out is not None and out.state != CopyState.RECALLED and out.fingerprint == mark
        if same or ready is not None or not version.lines:
            continue
        copy = MinuteCopy.objects.create(
            partnership_id=by.here,
            meeting_id=meeting_id,
            what=what,
            minute=sheet.minute if what != CopyOf.PAPERS else None,
            invitee=given.recipient.invitee,
            reader=given.recipient.reader.kind,
            edition=edition,
            content=copy_queries.kept(version),
            fingerprint=mark,
        )
        note(by, copy, CopyDone.MADE)
        made.append(copy)
    record(by, "minute.copies", meeting, child_id=meeting.child_id, made=len(made), what=what)
    return made


def _edition(by: Viewer, sheet: queries.Sheet, what: str) -> int:
    """Which edition is made now, if any may be: what nobody has approved goes to nobody."""
    meeting, minute = sheet.meeting, sheet.minute
    if what == CopyOf.MINUTE:
        if minute is None or minute.state != MinuteState.APPROVED:
            raise Refused("The chair has not approved this minute. Unapproved words go to nobody.")
        return minute.edition
    if what == CopyOf.PAPERS and not meeting.ahead:
        raise Refused("This meeting has been held. What was gathered before it is in its minute.")
    if what == CopyOf.LETTER:
        meeting_to_chair(by, meeting.pk)
        if meeting.state != State.HELD:
            raise Refused("End the meeting first: then everything that was decided in it is there.")
        if not any(line.kind == LineKind.DECISION for line in sheet.lines):
            raise Refused("No decision is written in the minute yet. Write it as a decision, then approve it.")
    last = visible(by, MinuteCopy).filter(meeting_id=meeting.pk, what=what).aggregate(last=Max("edition"))["last"]
    return (last or 0) + 1


def is_family(copy: MinuteCopy) -> bool:
    return copy.invitee.kind in FAMILY


def check_can_release(by: Viewer, copy: MinuteCopy, means: str, kept_where: str, found_by: str) -> Meeting:
    """A copy that still holds, by those who run the meeting; to the family, after asking where it is kept."""
    meeting = meeting_to_run(by, copy.meeting_id)
    _still_holds(by, copy)
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


def _still_holds(by: Viewer, copy: MinuteCopy) -> None:
    """Of the minute as last approved; or of decisions and papers that say what they said when the copy was made."""
    minute = copy.minute
    if copy.what == CopyOf.MINUTE:
        if minute is None or minute.state != MinuteState.APPROVED or copy.edition != minute.edition:
            raise Refused(
                "The minute was opened again after this copy was made. Make the copies anew once the chair has approved it."
            )
        return
    sheet = queries.sheet(by, copy.meeting_id)
    if copy.what == CopyOf.PAPERS and not sheet.meeting.ahead:
        raise Refused("This meeting has been held. What was gathered before it is in its minute.")
    reader = queries.recipient(sheet, copy.invitee_id)
    if queries.fingerprint(copy_versions.says(by, sheet, copy.what)(reader)) != copy.fingerprint:
        raise Refused(f"{CHANGED} Make it again, and look it through.")


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
    """How this reader may get their copy. Somebody with an account reads it here."""
    if copy.invitee.user_id is not None:
        return [(CopyMeans.HERE.value, CopyMeans.HERE.label)]
    found = [CopyMeans.LINK, CopyMeans.PAPER]
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
    return copy


@action
def note_printed(*, by: Viewer, copy: MinuteCopy) -> MinuteCopy:
    """A copy left as a file or on paper."""
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)):
        note(by, copy, CopyDone.PRINTED)
    record(by, "minute.print", copy, child_id=copy.meeting.child_id, kind=AuditKind.RELEASE)
    return copy

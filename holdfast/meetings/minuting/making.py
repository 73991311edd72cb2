"""A copy is made for each reader, of the minute, of what was decided or of the papers; and whether one that waits still holds."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.rules.minutes import LineKind, Version

from .. import copy_queries, copy_versions
from .. import minute_queries as queries
from ..circles import hears_all_of
from ..minute_models import CopyEvent, MinuteCopy
from ..minute_policies import NOT_WHOLE, meeting_to_chair, meeting_to_run
from ..minute_types import CopyDone, CopyOf, CopyState, MinuteState
from ..types import State

CHANGED = "What it says was changed after this copy was made."


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
    if not hears_all_of(by, meeting):
        raise Refused(NOT_WHOLE)
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
            items=items_of(sheet, version),
            fingerprint=mark,
        )
        note(by, copy, CopyDone.MADE)
        made.append(copy)
    record(by, "minute.copies", meeting, child_id=meeting.child_id, made=len(made), what=what)
    return made


def items_of(sheet: queries.Sheet, version: Version) -> list[UUID | None]:
    """Of each part of a version, the child's item that it tells of."""
    about = {str(one.pk): one.pk for one in sheet.items if one.child_id}
    return [about.get(part.section) for part in version.parts]


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


def still_holds(by: Viewer, copy: MinuteCopy) -> None:
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

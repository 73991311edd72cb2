"""Who is in the meeting, from when until when: it decides what of it the family's versions say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.audience import Key
from holdfast.rules.meetings import of, quorum
from holdfast.work import clocks

from ..actions.following import after_it_was_held
from ..minute_models import Attendance, Minute, MinuteLine, Presence
from ..minute_policies import check_can_write, meeting_to_run
from ..models import Invitee, Meeting
from ..types import Attended, State
from .due import put_actions, put_record
from .writing import open_minute


@action
def begin_meeting(*, by: Viewer, meeting_id: UUID) -> Meeting:
    """The meeting begins now. Begun twice, it began the first time."""
    meeting = meeting_to_run(by, meeting_id)
    open_minute(by=by, meeting_id=meeting_id)
    if meeting.state == State.CANCELLED:
        raise Refused("This meeting was cancelled. Convene another.")
    if meeting.state == State.PLANNED:
        meeting.change(seen=None, state=State.RUNNING, began_at=now())
    record(by, "meeting.begin", meeting, child_id=meeting.child_id)
    return meeting


@action
def end_meeting(*, by: Viewer, meeting_id: UUID, quorum_words: str = "") -> Meeting:
    """The meeting is over: everybody has left, nothing is spoken of now, the clocks of its record start, and each action rests on
    whoever took it on.

    quorum_words: what the chair decided, where not everybody was there who must be.
    """
    meeting = meeting_to_run(by, meeting_id)
    if meeting.state == State.HELD:
        record(by, "meeting.already-over", meeting, child_id=meeting.child_id)
        return meeting
    if meeting.state != State.RUNNING:
        raise Refused("This meeting has not begun.")
    count = _count(by, meeting)
    if not count and not quorum_words.strip():
        raise Faulty([Fault("quorum_words", "Not everybody was there who must be. Say what the chair decided, and why.")])
    over = now()
    for row in visible(by, Presence).filter(meeting_id=meeting_id, until=None):
        row.change(seen=None, until=max(over, row.since))
    meeting.change(seen=None, state=State.HELD, closed_at=over, quorate=count, quorum_words=quorum_words.strip())
    _sum_up(by, meeting)
    for minute in visible(by, Minute).filter(meeting=meeting, current__isnull=False):
        minute.change(seen=None, current_id=None)
    for rule in of(meeting.kind).after:
        clocks.start(by=by, rule=rule, subject=meeting, at=over, child_id=meeting.told_child_id)
    put_record(by, meeting)
    put_actions(by, meeting)
    after_it_was_held(by, meeting)
    record(by, "meeting.end", meeting, child_id=meeting.child_id, quorate=count)
    return meeting


def _count(by: Viewer, meeting: Meeting) -> bool:
    """Whether everybody was there who must be."""
    came = set(visible(by, Presence).filter(meeting_id=meeting.pk).values_list("invitee_id", flat=True))
    there = list(visible(by, Invitee).filter(meeting_id=meeting.pk, pk__in=came))
    agencies = {one.agency_id for one in there if one.agency_id}
    return quorum(of(meeting.kind), [one.seat for one in there if one.seat], len(agencies), figures(by.here)).enough


@action
def arrive(*, by: Viewer, meeting_id: UUID, invitee_ids: Iterable[UUID], remote: bool = False, at: datetime | None = None) -> int:
    """They are in the meeting from now, or from `at`. How many came in; those who were in already stay as they are."""
    meeting = _to_attend(by, meeting_id)
    came = 0
    for invitee in _people(by, meeting_id, invitee_ids):
        if invitee.kept_out_at is not None:
            raise Refused(f"The chair keeps {invitee.name} out of this meeting.")
        _attendance(by, invitee, apologies=False, remote=remote)
        _there, made = Presence.objects.get_or_create(
            partnership_id=by.here, meeting_id=meeting_id, invitee_id=invitee.pk, until=None, defaults={"since": at or now()}
        )
        came += made
    record(by, "attendance.arrive", meeting, child_id=meeting.child_id, came=came)
    return came


@action
def leave(*, by: Viewer, meeting_id: UUID, invitee_ids: Iterable[UUID], at: datetime | None = None) -> int:
    """They are out of the meeting from now, or from `at`: what is said after is not in the family's versions. How many left."""
    meeting = _to_attend(by, meeting_id)
    left = 0
    for invitee in _people(by, meeting_id, invitee_ids):
        row = visible(by, Presence).filter(meeting_id=meeting_id, invitee_id=invitee.pk, until=None).first()
        if row is not None:
            row.change(seen=None, until=max(at or now(), row.since))
            left += 1
    record(by, "attendance.leave", meeting, child_id=meeting.child_id, left=left)
    return left


@action
def apologise(*, by: Viewer, meeting_id: UUID, invitee_id: UUID) -> Attendance:
    """They sent apologies."""
    meeting = _to_attend(by, meeting_id)
    invitee = _people(by, meeting_id, [invitee_id])[0]
    row = _attendance(by, invitee, apologies=True)
    record(by, "attendance.apologies", row, child_id=meeting.child_id)
    return row


@action
def keep_attendance_to(*, by: Viewer, meeting_id: UUID, invitee_id: UUID, police: bool) -> Attendance:
    """Only police, and those who run the meeting, are told in their version that this person was there; or everybody again."""
    meeting = _to_attend(by, meeting_id)
    invitee = _people(by, meeting_id, [invitee_id])[0]
    every = [Key.CHILD.value, Key.FAMILY.value, Key.PROFESSIONALS.value]
    row = _attendance(by, invitee, known_to=[Key.POLICE.value] if police else every)
    record(by, "attendance.known-to", row, child_id=meeting.child_id, police=police)
    return row


def _to_attend(by: Viewer, meeting_id: UUID) -> Meeting:
    return check_can_write(by, open_minute(by=by, meeting_id=meeting_id))


def _people(by: Viewer, meeting_id: UUID, ids: Iterable[UUID]) -> list[Invitee]:
    wanted = list(dict.fromkeys(ids))
    found = list(visible(by, Invitee).filter(meeting_id=meeting_id, pk__in=wanted))
    if len(found) != len(wanted):
        raise NotHere
    return found


def _attendance(by: Viewer, invitee: Invitee, **values: Any) -> Attendance:
    row, _made = Attendance.objects.update_or_create(
        partnership_id=by.here, meeting_id=invitee.meeting_id, invitee_id=invitee.pk, defaults=values
    )
    return row


def _sum_up(by: Viewer, meeting: Meeting) -> None:
    """How much of the meeting each was at, on their invitation."""
    spans: dict[UUID, list[Presence]] = {}
    for row in visible(by, Presence).filter(meeting_id=meeting.pk).order_by("since"):
        spans.setdefault(row.invitee_id, []).append(row)
    remote = set(visible(by, Attendance).filter(meeting_id=meeting.pk, remote=True).values_list("invitee_id", flat=True))
    lines = _first_and_last_line(by, meeting)
    for invitee in visible(by, Invitee).filter(meeting_id=meeting.pk):
        own = spans.get(invitee.pk, [])
        whole = len(own) == 1 and (lines is None or (own[0].since <= lines[0] and lines[1] <= (own[0].until or lines[1])))
        attended = Attended.NONE if not own else Attended.WHOLE if whole else Attended.PART
        values = {"attended": attended, "remote": invitee.pk in remote}
        if own:
            values |= {"came_at": own[0].since, "left_at": own[-1].until}
        invitee.change(seen=None, **values)


def _first_and_last_line(by: Viewer, meeting: Meeting) -> tuple[datetime, datetime] | None:
    rows = visible(by, MinuteLine).filter(meeting_id=meeting.pk, removed_at=None).order_by("said_at")
    times = list(rows.values_list("said_at", flat=True))
    return (times[0], times[-1]) if times else None


__all__ = ["apologise", "arrive", "begin_meeting", "end_meeting", "keep_attendance_to", "leave"]

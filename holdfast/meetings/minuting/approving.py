"""A minute goes to the chair, who rules on who may have what, sends it back or approves it. Nothing leaves before that."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.audience import Key
from holdfast.rules.lifecycles import MINUTE, may_move
from holdfast.work.actions import finish, open_duty
from holdfast.work.models import Clock
from holdfast.work.types import Responsible

from ..circles import hears_all_of
from ..minute_models import ChairRuling, Minute, MinuteCopy, MinuteLine
from ..minute_policies import NOT_WHOLE, check_can_write, meeting_to_chair, meeting_to_run
from ..minute_types import CopyDone, CopyOf, CopyState, MinuteState
from ..models import Invitee, Meeting
from ..types import State
from .due import JOB, put_actions
from .making import note
from .outcomes import put_on_records
from .writing import hearers

APPROVE, APPROVE_WORDS = "meeting.approve", "Look through the minute of a meeting you chaired, and approve it."
SENT_BACK, SENT_BACK_WORDS = "meeting.sent-back", "The chair sent a minute back. Put it right, and give it to the chair again."


def minute_of(by: Viewer, meeting_id: UUID) -> Minute:
    minute = visible(by, Minute).filter(meeting_id=meeting_id).first()
    if minute is None:
        raise NotHere
    return minute


def _move(minute: Minute, to: str, **values: object) -> None:
    if not may_move(MINUTE, minute.state, to):
        raise Refused(f"This minute is now: {minute.get_state_display().lower()}. It cannot become that from here.")
    minute.change(seen=None, state=to, **values)


@action
def give_to_chair(*, by: Viewer, meeting_id: UUID) -> Minute:
    """It is written up, and rests on the chair."""
    minute = minute_of(by, meeting_id)
    meeting = check_can_write(by, minute)
    if meeting.state != State.HELD:
        raise Refused("End the meeting first: then everything that was said in it is there for the chair.")
    if not visible(by, MinuteLine).filter(meeting_id=meeting_id, removed_at=None).exists():
        raise Refused("There is no line in this minute yet.")
    _move(minute, MinuteState.CHECKING)
    _rests_on(by, meeting, APPROVE, APPROVE_WORDS, meeting.chair_id)
    finish(by=by, subject=meeting, kind=SENT_BACK)
    record(by, "minute.to-chair", minute, child_id=meeting.child_id)
    return minute


def _rests_on(by: Viewer, meeting: Meeting, kind: str, what: str, holder: UUID | None) -> None:
    clock = Clock.objects.filter(partnership_id=by.here, subject_id=meeting.pk).order_by("due_at").first()
    if holder is None:
        return
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        open_duty(
            by=job,
            kind=kind,
            subject=meeting,
            what=what,
            responsible=Responsible(user_id=holder),
            due_at=clock.due_at if clock else now(),
            child_id=meeting.told_child_id,
            reference=meeting.reference,
        )


@action
def send_back(*, by: Viewer, meeting_id: UUID, reason: str) -> Minute:
    """The chair says what is to be put right."""
    meeting, minute = meeting_to_chair(by, meeting_id), minute_of(by, meeting_id)
    _needs(reason, "Say what is to be put right")
    _move(minute, MinuteState.WRITING, sent_back=reason.strip())
    finish(by=by, subject=meeting, kind=APPROVE)
    _rests_on(by, meeting, SENT_BACK, SENT_BACK_WORDS, meeting.minute_taker_id or meeting.convened_by_id)
    record(by, "minute.send-back", minute, child_id=meeting.child_id)
    return minute


@action
def rule(*, by: Viewer, meeting_id: UUID, invitee_id: UUID, line_id: UUID | None, gives: bool, reason: str) -> ChairRuling:
    """The chair's word on what one reader has, with the reason: of one line, or of all that was said while they were away.

    What is kept to police or to people named is not the chair's to give: whoever said it says it anew for more, or not at all.
    """
    meeting, minute = meeting_to_chair(by, meeting_id), minute_of(by, meeting_id)
    check_can_write(by, minute)
    _needs(reason, "Say why")
    if not visible(by, Invitee).filter(meeting_id=meeting_id, pk=invitee_id).exists():
        raise NotHere
    if line_id is not None:
        line = visible(by, MinuteLine).filter(meeting_id=meeting_id, pk=line_id, removed_at=None).select_related("item").first()
        if line is None:
            raise NotHere
        hear = hearers(by, meeting, line.item)
        if gives and hear is not None and invitee_id not in hear:
            raise Refused("They do not hear this child's item. Let them into its circle first, with the reason.")
        if gives and set(line.audience) <= {Key.POLICE, Key.NAMED}:
            raise Refused(
                "This line is kept to police, or to people named. Ask whoever said it whether it may be said to more, and write"
                " it anew as they agree."
            )
    made = ChairRuling.objects.create(
        partnership_id=by.here,
        meeting_id=meeting_id,
        line_id=line_id,
        invitee_id=invitee_id,
        gives=gives,
        reason=reason.strip(),
        ruled_by_id=by.me,
    )
    record(by, "minute.rule", made, child_id=meeting.child_id, gives=gives, whole=line_id is None)
    return made


@action
def approve(*, by: Viewer, meeting_id: UUID) -> Minute:
    """The chair approves it: from now on no line changes, and copies may be made of it."""
    meeting, minute = meeting_to_chair(by, meeting_id), minute_of(by, meeting_id)
    if not hears_all_of(by, meeting):
        raise Refused(NOT_WHOLE)
    _move(minute, MinuteState.APPROVED, edition=minute.edition + 1, approved_by_id=by.person_id, approved_at=now(), sent_back="")
    finish(by=by, subject=meeting, kind=APPROVE)
    put_actions(by, meeting)
    put_on_records(by, meeting)
    record(by, "minute.approve", minute, child_id=meeting.child_id, edition=minute.edition)
    return minute


@action
def open_again(*, by: Viewer, meeting_id: UUID, reason: str) -> Minute:
    """A mistake was found: the minute is written on. What was released stays out, and in the register; what waited is dropped."""
    meeting, minute = meeting_to_chair(by, meeting_id), minute_of(by, meeting_id)
    _needs(reason, "Say what was found")
    _move(minute, MinuteState.WRITING, sent_back=reason.strip())
    for copy in visible(by, MinuteCopy).filter(meeting_id=meeting_id, what=CopyOf.MINUTE, state=CopyState.READY):
        copy.change(seen=None, state=CopyState.DROPPED, why=reason.strip())
        note(by, copy, CopyDone.DROPPED)
    record(by, "minute.open-again", minute, child_id=meeting.child_id)
    return minute


def _needs(reason: str, words: str) -> None:
    if not reason.strip():
        raise Faulty([Fault("reason", words)])


__all__ = ["approve", "give_to_chair", "meeting_to_run", "open_again", "rule", "send_back"]

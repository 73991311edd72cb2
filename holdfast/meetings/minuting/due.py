"""What a meeting leaves to do: its record, on those who run it; and each action, on whoever took it on."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.config import value
from holdfast.rules.local import at
from holdfast.rules.meetings import of
from holdfast.rules.minutes import LineKind
from holdfast.work.actions import finish, open_duty
from holdfast.work.clocks import stop
from holdfast.work.models import Clock, Duty
from holdfast.work.types import IS_LIVE, Responsible

from .. import circles
from ..copy_versions import LETTER
from ..minute_models import MinuteLine
from ..minute_policies import meeting_to_run
from ..models import AgendaItem, Meeting
from ..policies import runs
from ..types import State

JOB = "meetings.minutes"
MOST = 2000  # actions looked at in one night
RECORD, ACTION = "meeting.record", "meeting.action"
RECORD_WORDS = "Finish the minute of a meeting and give each reader their copy."
ACTION_WORDS = "Do what you took on at a meeting, and say what came of it."
CHASE_WORDS = "Ask somebody without an account for what they took on at a meeting."
PASSED_WORDS = "See to what somebody took on at a meeting: they do not hear of it any more."


def put_record(by: Viewer, meeting: Meeting) -> None:
    """The record rests on whoever takes the minute, by the clock that runs out first; without one, on the chair."""
    holder = meeting.minute_taker_id or meeting.chair_id or meeting.convened_by_id
    clock = Clock.objects.filter(partnership_id=by.here, subject_id=meeting.pk, stopped_at=None).order_by("due_at").first()
    if holder is None or clock is None:
        return
    open_duty(
        by=by,
        kind=RECORD,
        subject=meeting,
        what=RECORD_WORDS,
        responsible=Responsible(user_id=holder),
        clock=clock,
        child_id=meeting.told_child_id,
        reference=meeting.reference,
    )


def record_is_done(by: Viewer, meeting: Meeting) -> None:
    """Somebody has their copy: the clock of the minutes stops. Stopped twice, it stopped the first time."""
    for rule in Clock.objects.filter(partnership_id=by.here, subject_id=meeting.pk, stopped_at=None).values_list(
        "rule", flat=True
    ):
        if rule != LETTER:
            stop(by=by, subject=meeting, rule=rule)
    finish(by=by, subject=meeting, kind=RECORD)


def letter_is_done(by: Viewer, meeting: Meeting) -> None:
    """Every reader has their decision letter: its clock stops."""
    stop(by=by, subject=meeting, rule=LETTER)


@action
def letter_has_gone(*, by: Viewer, meeting_id: UUID) -> Clock | None:
    """The decision letter of a conference has gone outside Holdfast: its clock stops."""
    meeting = meeting_to_run(by, meeting_id)
    clock = stop(by=by, subject=meeting, rule=LETTER)
    record(by, "meeting.letter-gone", meeting, child_id=meeting.child_id)
    return clock


def clocks_of(by: Viewer, meeting: Meeting) -> list[Clock]:
    """The clocks of a meeting's record, for those who read of the meeting."""
    rules = of(meeting.kind).after
    return list(visible(by, Clock).filter(subject_id=meeting.pk, rule__in=rules).order_by("due_at", "pk"))


def put_actions(by: Viewer, meeting: Meeting) -> None:
    """Each action that is still to do rests on whoever took it on; of somebody without an account, the chair asks."""
    rows = visible(by, MinuteLine).filter(meeting_id=meeting.pk, kind=LineKind.ACTION, removed_at=None, done_at=None)
    for line in rows.select_related("owner"):
        put_action(by, meeting, line)


def put_action(by: Viewer, meeting: Meeting, line: MinuteLine) -> None:
    """The duty names no child and says nothing of what was agreed: it is read where it is done."""
    if line.owner is None:
        return
    hears = still_hears(by, meeting, line)
    own = line.owner.user_id if hears else None
    holder = own or meeting.chair_id or meeting.convened_by_id
    if holder is None:
        return
    due = action_due(by, line)
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        finish(by=job, subject=line, kind=ACTION)
        open_duty(
            by=job,
            kind=ACTION,
            subject=line,
            what=ACTION_WORDS if own else CHASE_WORDS if hears else PASSED_WORDS,
            responsible=Responsible(user_id=holder),
            due_at=due,
            child_id=meeting.told_child_id,
            reference=meeting.reference,
            ladder="meeting-action",
        )


def still_hears(by: Viewer, meeting: Meeting, line: MinuteLine) -> bool:
    """Whether whoever took it on may still read it: of a child's item, those of its circle."""
    return line.item.child_id is None or line.owner_id in circles.circles(by, meeting).get(line.item_id, frozenset())


def pass_on(by: Viewer, meeting: Meeting, item: AgendaItem) -> None:
    """The circle of a child's item changed. What rests on somebody who left it is the chair's from now on; with their place it
    comes back to them."""
    lines = MinuteLine.objects.filter(
        partnership_id=by.here, item=item, kind=LineKind.ACTION, removed_at=None, done_at=None, owner__isnull=False
    )
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        given = Duty.objects.filter(IS_LIVE, partnership_id=by.here, kind=ACTION, subject_id__in=lines.values("pk"))
        for line in lines.filter(pk__in=given.values("subject_id")).select_related("owner", "item"):
            put_action(job, meeting, line)


def action_due(by: Viewer, line: MinuteLine) -> datetime:
    """The close of the day it was promised for; without one, so many days after it was agreed (a setting)."""
    set_here = figures(by.here)
    close = time.fromisoformat(value(set_here, "calendar.close_of_day"))
    day = line.due_on or (line.said_at + timedelta(days=int(value(set_here, "meetings.action_due")))).date()
    return at(day, close)


@action
def finish_action(*, by: Viewer, line_id: UUID, words: str) -> MinuteLine:
    """Whoever took it on, or those who run the meeting, say what came of it. It comes off My work."""
    line = (
        visible(by, MinuteLine).filter(pk=line_id, kind=LineKind.ACTION, removed_at=None).select_related("owner", "item").first()
    )
    if line is None:
        raise NotHere
    meeting = visible(by, Meeting).get(pk=line.meeting_id)
    own = line.owner is not None and line.owner.user_id == by.person_id
    if not (by.system or own or runs(by, meeting)):
        raise Refused("Whoever took this on says what came of it, or those who run the meeting.")
    if not words.strip():
        raise Faulty([Fault("words", "Say what was done, and what came of it")])
    if line.done_at is None:
        with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
            line.change(seen=None, done_at=now(), done_words=words.strip(), done_by_id=by.person_id)
            finish(by=job, subject=line, kind=ACTION)
    record(by, "minute.action-done", line, child_id=meeting.child_id or line.item.child_id)
    return line


@action
def to_remind(*, by: Viewer) -> list[MinuteLine]:
    """Actions of which somebody with an account is to be reminded now: so many days before, and once more when it is late.

    Taken twice, the second time there are none: whoever takes them sends word.
    """
    ahead = timedelta(days=int(value(figures(by.here), "meetings.action_reminder")))
    rows = MinuteLine.objects.select_for_update(of=("self",)).filter(
        partnership_id=by.here, kind=LineKind.ACTION, removed_at=None, done_at=None, owner__user__isnull=False
    )
    found = [
        line
        for line in rows.filter(meeting__state=State.HELD).select_related("owner__user", "meeting", "item")[:MOST]
        if _now_due(by, line, ahead) and still_hears(by, line.meeting, line)
    ]
    for line in found:
        line.change(seen=None, reminded_at=now())
    record(by, "minute.actions-remind", actions=len(found))
    return found


def _now_due(by: Viewer, line: MinuteLine, ahead: timedelta) -> bool:
    due = action_due(by, line)
    if line.reminded_at is None:
        return now() >= due - ahead
    return line.reminded_at < due <= now()


def unfinished(by: Viewer, meeting: Meeting) -> list[MinuteLine]:
    """What was agreed at the meetings before this one about the same child, of the same type, and is not done; of a meeting about
    many, about each child on its agenda of whom the viewer heard then and hears now."""
    if meeting.child_id is not None:
        same = Q(meeting__child_id=meeting.child_id)
    elif of(meeting.kind).by_child:
        there = visible(by, AgendaItem).filter(meeting=meeting, child__isnull=False, removed_at=None)
        same = Q(item__child_id__in=list(there.values_list("child_id", flat=True)))
    else:
        return []
    rows = visible(by, MinuteLine).filter(same, kind=LineKind.ACTION, removed_at=None, done_at=None, meeting__kind=meeting.kind)
    rows = rows.exclude(meeting_id=meeting.pk).filter(said_at__lt=meeting.starts_at or now())
    return list(rows.select_related("owner", "meeting", "item").order_by("due_on", "said_at", "pk")[:50])


def is_late(line: MinuteLine) -> bool:
    return line.done_at is None and line.due_on is not None and line.due_on < today()

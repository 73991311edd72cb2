"""A person answers what the pattern calls for: a meeting is booked, held, declined or cancelled. Anybody asks for one (H4)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import read, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records import chronology
from holdfast.records.models import Child
from holdfast.rules import working
from holdfast.rules.local import in_london
from holdfast.rules.spoken import long_time
from holdfast.work import actions as work
from holdfast.work.clocks import reckon, stop_all
from holdfast.work.types import Responsible

from .. import intervention_policies as policies
from ..calling import CONVENE, JOB, SOURCE, begin, open_of
from ..history import hold_child
from ..intervention_models import Asked, InterventionState
from ..models import Episode, Intervention, InterventionAsk
from ..telling import people_of, send_open_now

STRATEGY, HOLD = "missing.strategy-asked", "missing.intervention-hold"
STRATEGY_WORDS = "A professional asks for a strategy discussion about a child who went missing. Answer them."
HOLD_WORDS = "The missing intervention meeting was to be held by now. Say that it was, or why it was not."
DONE = {
    InterventionState.HELD: "was held",
    InterventionState.DECLINED: "was declined",
    InterventionState.CANCELLED: "was cancelled",
}


def intervention_of(by: Viewer, intervention_id: UUID) -> Intervention:
    """An open meeting that the viewer may read, with everybody else kept from changing this child's episodes for now."""
    found = visible(by, Intervention).filter(pk=intervention_id).first()
    if found is None:
        raise NotHere
    hold_child(found.child_id)
    found.refresh_from_db()
    if not found.open:
        raise Refused("This meeting has been held, declined or cancelled already, or has joined another.")
    return found


@action
def book_meeting(
    *,
    by: Viewer,
    intervention_id: UUID,
    at: dt.datetime,
    takes_pattern: bool,
    reference: str = "",
    meeting_id: UUID | None = None,
    late_reason: str = "",
) -> Intervention:
    """A meeting answers the pattern: one convened for it, or one already booked that takes the pattern as an item.

    One after the limit answers only with a reason why the child waits longer.
    """
    one = intervention_of(by, intervention_id)
    policies.check_can_convene(by, one)
    if not takes_pattern:
        raise Faulty([Fault("takes_pattern", "A meeting answers this only if it takes the pattern of episodes as an item.")])
    if at <= now():
        raise Faulty([Fault("at", "Choose a time to come. A meeting that was held is recorded as held.")])
    if at > one.due_at and not late_reason.strip():
        limit = long_time(in_london(one.due_at))
        raise Faulty([Fault("late_reason", f"This is after the limit, {limit}. Choose an earlier time, or say why it waits.")])
    one.change(
        seen=None,
        meeting_at=at,
        meeting_reference=reference.strip(),
        meeting_id=meeting_id,
        late_reason=late_reason.strip() if at > one.due_at else "",
        booked_at=now(),
        booked_by_id=by.person_id,
    )
    with acting_as(Viewer.job(JOB, by.here)) as job:
        work.finish(by=job, subject=one, kind=CONVENE)
        work.withdraw(by=job, subject=one, kind=HOLD)
        work.open_duty(
            by=job,
            kind=HOLD,
            subject=one,
            what=HOLD_WORDS,
            responsible=Responsible(user_id=by.person_id) if by.person_id else Responsible(role="mash-manager"),
            due_at=at,
            child_id=one.child_id,
            reference=one.reference,
            ladder="limit",
        )
    _say(by, one, "A meeting takes up the missing intervention.")
    record(by, "missing.intervention.book", one, child_id=one.child_id)
    return one


@action
def hold_meeting(*, by: Viewer, intervention_id: UUID, at: dt.datetime, what_came: str) -> Intervention:
    """The meeting was held. The next episode that still makes too many calls for another."""
    one = intervention_of(by, intervention_id)
    policies.check_can_convene(by, one)
    if at > now():
        raise Faulty([Fault("at", "This time is in the future. A meeting to come is booked.")])
    if at < one.raised_at:
        raise Faulty([Fault("at", "This is before the meeting was called for: one held then did not know of this pattern.")])
    if not what_came.strip():
        raise Faulty([Fault("what_came", "Write what the meeting decided, and who does it.")])
    return _end(by, one, InterventionState.HELD, what_came, at)


@action
def decline_meeting(*, by: Viewer, intervention_id: UUID, reason: str) -> Intervention:
    """A manager says that no meeting is needed now, and why. The next episode that still makes too many calls for another."""
    one = intervention_of(by, intervention_id)
    policies.check_can_decline(by, one)
    _check_reason(reason)
    return _end(by, one, InterventionState.DECLINED, reason)


@action
def cancel_meeting(*, by: Viewer, intervention_id: UUID, reason: str) -> Intervention:
    """A manager cancels the meeting, such as where a correction left no pattern, and says why."""
    one = intervention_of(by, intervention_id)
    policies.check_can_decline(by, one)
    _check_reason(reason)
    return _end(by, one, InterventionState.CANCELLED, reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why, so that whoever reads this later understands it.")])


def _end(by: Viewer, one: Intervention, state: InterventionState, why: str, at: dt.datetime | None = None) -> Intervention:
    """The meeting is over, and with it those of other records that had joined it."""
    with acting_as(Viewer.job(JOB, by.here)) as job:
        for ended in [one, *Intervention.objects.filter(partnership_id=by.here, joined_to_id=one.pk, state="open")]:
            values = {"state": state, "ended_at": at or now(), "ended_by_id": by.person_id, "ended_why": why.strip()}
            ended.change(seen=None, **values)
            stop_all(by=job, subject=ended)
            work.withdraw(by=job, subject=ended)
    _say(by, one, f"The missing intervention meeting {DONE[state]}.")
    record(by, f"missing.intervention.{state.value}", one, child_id=one.child_id)
    return one


def _say(by: Viewer, one: Intervention, words: str) -> None:
    chronology.add(
        by=by,
        child_id=one.child_id,
        at=now(),
        kind="missing.intervention",
        text=f"{words} Reference {one.reference}.",
        source_kind=SOURCE,
        source_id=one.pk,
    )


@action
def note_pattern_read(*, by: Viewer, child_id: UUID) -> UUID:
    """Say that somebody opened the pattern of a child."""
    read(by, "missing.pattern-read", Child(pk=child_id), child_id=child_id)
    return child_id


# -- anybody may ask for more -----------------------------------------------------------------------------------------


@action
def ask_for(*, by: Viewer, episode_id: UUID, what: str, why: str) -> InterventionAsk:
    """A professional asks for the meeting, or for a strategy discussion, after this episode, whatever the count (H4)."""
    if what not in Asked.values:
        raise Faulty([Fault("what", "Choose what you ask for.")])
    if not why.strip():
        raise Faulty([Fault("why", "Say what worries you, so that whoever answers can act.")])
    policies.check_can_ask(by, episode_id)
    job = Viewer.job(JOB, by.here)
    with acting_as(job):
        child_id = Episode.objects.get(partnership_id=by.here, pk=episode_id).child_id
        hold_child(child_id)
        one = _open(job, by, child_id) if what == Asked.MEETING else None
        made = InterventionAsk.objects.create(
            partnership_id=by.here,
            child_id=child_id,
            reference=one.reference if one else new_reference(),
            intervention=one,
            what=what,
            why=why.strip(),
            asked_by_id=by.person_id,
            at=now(),
        )
        if one is None:
            _ask_for_strategy(job, made)
    record(by, "missing.intervention.ask", made, child_id=child_id, what=what)
    return made


def _open(job: Viewer, by: Viewer, child_id: UUID) -> Intervention:
    """The meeting that is open for the child, or one that is opened now. What was asked joins it."""
    return next(iter(open_of(job, [child_id])), None) or begin(job, child_id, raised_by=by.person_id)


def _ask_for_strategy(job: Viewer, made: InterventionAsk) -> None:
    """MASH answers, or the emergency duty team while it is closed. It waits for nothing else (H3)."""
    edition = figures(job.here)
    is_open = working.is_open(now(), edition)
    on = Responsible(role="mash-manager" if is_open else "emergency-duty")
    duty = work.open_duty(
        by=job,
        kind=STRATEGY,
        subject=made,
        what=STRATEGY_WORDS,
        responsible=on,
        due_at=reckon(by=job, rule_key="strategy.discussion", at=now(), using=edition).due_at,
        child_id=made.child_id,
        reference=made.reference,
        urgent=True,
        needs_ack=True,
        ladder="mash-red" if is_open else "emergency-duty",
        using=edition,
    )
    send_open_now(job, people_of(job, on), duty.reference)

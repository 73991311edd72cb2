"""An interview follows every return: begun when it is recorded, counted anew when put right, ended when there was none.

Called in the transaction of whatever changed the episode. Whoever brought a child back need not be able to read what follows, so
the system writes it in their stead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.config import value
from holdfast.rules.return_interview import CLOCK, counted_from
from holdfast.rules.spoken import long_time
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.models import Duty
from holdfast.work.types import LIVE, Responsible

from ..interview_models import Interview, InterviewStep
from ..interview_types import RESULTS, CarerAsked, InterviewState, StepKind
from ..models import Episode, Return

JOB = "missing.interview"
ALLOCATE, HOLD, CARER = "interview.allocate", "interview.hold", "interview.carer"
LADDER = "interview"
ALLOCATE_WORDS = "A child is back. Name somebody independent who offers the return home interview."
HOLD_WORDS = "Offer the return home interview, and hold it before its hours run out."
NO_RESULT: dict[str, Any] = {
    "offered_at": None,
    "accepted": None,
    "answered_at": None,
    "outcome_at": None,
    "held_mode": "",
    "conversation_id": None,
    "carer_asked": CarerAsked.NOT_YET,
    "carer_asked_at": None,
    "police_first": False,
    "police_done_at": None,
}


def follow(by: Viewer, episode: Episode) -> None:
    """Bring the interview of an episode to what the episode now says."""
    wanted = None if episode.void or episode.joined_to_id else counted_from(episode.found_at, episode.back_at, episode.ended_at)
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        standing = Interview.objects.filter(partnership_id=by.here, episode_id=episode.pk).first()
        if standing is not None and standing.child_id != episode.child_id:
            _moved(job, standing, episode)
        if wanted is None:
            if standing is not None:
                _end(job, by, standing, episode)
        elif standing is None:
            _begin(job, by, episode, wanted)
        elif standing.state == InterviewState.SET_ASIDE:
            _take_up(job, by, standing, episode, wanted)
        elif standing.counted_from != wanted:
            _count_again(job, by, standing, wanted)


def follow_changed(by: Viewer, episodes: Iterable[Episode]) -> None:
    """The same for episodes that a file put right, as far as they have an interview."""
    changed = {one.pk: one for one in episodes}
    with acting_as(Viewer.job(JOB, by.here)):
        rows = Interview.objects.filter(partnership_id=by.here, episode_id__in=list(changed))
        having = list(rows.values_list("episode_id", flat=True))
    for episode_id in having:
        follow(by, changed[episode_id])


def follow_first_questions(by: Viewer, back: Return) -> None:
    """Somebody may have hurt the child: the police talk with the child first, and the interview fits round them (H20)."""
    if not back.answers.get("assaulted"):
        return
    with acting_as(Viewer.job(JOB, by.here)):
        row = Interview.objects.filter(partnership_id=by.here, episode_id=back.episode_id, police_first=False).first()
        if row is not None and row.open:
            row.change(seen=None, police_first=True)
            step(by, row, StepKind.POLICE, "The first questions found that somebody may have hurt the child.")


def step(by: Viewer, interview: Interview, kind: StepKind, words: str = "", **more: Any) -> InterviewStep:
    """Keep what happened, by whom."""
    more.setdefault("at", now())
    return InterviewStep.objects.create(
        partnership_id=by.here,
        interview=interview,
        child_id=interview.child_id,
        kind=kind,
        words=words.strip(),
        written_by_id=by.person_id,
        **more,
    )


def _begin(job: Viewer, by: Viewer, episode: Episode, wanted: dt.datetime) -> None:
    interview = Interview.objects.create(
        partnership_id=by.here, episode=episode, child_id=episode.child_id, counted_from=wanted, **_of_return(episode)
    )
    _start(job, interview, episode, wanted)
    step(by, interview, StepKind.BEGUN, about=None)


def _of_return(episode: Episode) -> dict[str, Any]:
    """Where the first questions found that somebody may have hurt the child, the police come first (H20)."""
    back = getattr(episode, "return_home", None)
    return {"police_first": bool(back is not None and back.answers.get("assaulted"))}


def _start(job: Viewer, interview: Interview, episode: Episode, wanted: dt.datetime) -> None:
    clock = clocks.start(by=job, rule=CLOCK, subject=interview, at=wanted, child_id=interview.child_id)
    interview.change(seen=None, counted_from=wanted, due_at=clock.due_at, state=InterviewState.WAITING)
    put_duty(job, interview, episode.reference)


def put_duty(job: Viewer, interview: Interview, reference: str) -> None:
    """The duty to hold it rests on the interviewer; without one, the duty to name one on whoever arranges them."""
    edition = figures(job.here)
    at, wait = now(), dt.timedelta(minutes=int(value(edition, "ladder.interview")))
    due = interview.due_at or at
    clock = clocks.running(job, CLOCK, interview)
    if interview.interviewer_id is None:
        named_by = (interview.counted_from or at) + dt.timedelta(hours=int(value(edition, "missing.interview_allocate")))
        kind, words, on, due_at = (
            ALLOCATE,
            ALLOCATE_WORDS,
            Responsible(role=value(edition, "missing.interview_arranged_by")),
            named_by,
        )
        from_ = at
    else:
        kind, words, on, due_at = HOLD, HOLD_WORDS, Responsible(user_id=interview.interviewer_id), due
        # It climbs in good time before the hours run out, and goes on until it is held.
        from_ = max(at, due - dt.timedelta(hours=int(value(edition, "missing.interview_warn"))) - wait)
    work.open_duty(
        by=job,
        kind=kind,
        subject=interview,
        what=words,
        responsible=on,
        clock=clock,
        due_at=due_at,
        child_id=interview.child_id,
        reference=reference,
        ladder=LADDER,
        climbs_from=from_,
        using=edition,
    )


def _end(job: Viewer, by: Viewer, interview: Interview, episode: Episode) -> None:
    """There is no return to talk of. What was said already stays said, unless the child turned out to be missing still."""
    if interview.state == InterviewState.SET_ASIDE or (interview.state in RESULTS and not episode.missing_now):
        return
    clocks.stop(by=job, subject=interview, rule=CLOCK)
    _withdraw(job, interview, ALLOCATE, HOLD, CARER)  # that a child could not talk safely is no less so
    nothing = {} if not episode.missing_now else {**NO_RESULT, "counted_from": None, "due_at": None}
    interview.change(seen=None, state=InterviewState.SET_ASIDE, **nothing)
    why = "The child is still missing." if episode.missing_now else "The episode was set aside, or is part of another."
    step(by, interview, StepKind.ASIDE, why)


def _withdraw(job: Viewer, interview: Interview, *kinds: str) -> None:
    """Those of these duties that somebody has."""
    rows = Duty.objects.filter(partnership_id=job.here, subject_id=interview.pk, kind__in=kinds, state__in=LIVE)
    for kind in sorted(set(rows.values_list("kind", flat=True))):
        work.withdraw(by=job, subject=interview, kind=kind)


def _take_up(job: Viewer, by: Viewer, interview: Interview, episode: Episode, wanted: dt.datetime) -> None:
    _start(job, interview, episode, wanted)
    if interview.accepted:
        interview.change(seen=None, state=InterviewState.ACCEPTED)
    step(by, interview, StepKind.BEGUN, "It is due again.")


def _count_again(job: Viewer, by: Viewer, interview: Interview, wanted: dt.datetime) -> None:
    """The moment of the return was put right. In time or late is judged anew, also of what was held already."""
    before = interview.counted_from
    clock = clocks.count_again(by=job, subject=interview, rule=CLOCK, at=wanted)
    if clock is None:
        clock = clocks.reckon(by=job, rule_key=CLOCK, at=wanted)
    interview.change(seen=None, counted_from=wanted, due_at=clock.due_at)
    if interview.open:
        _withdraw(job, interview, ALLOCATE, HOLD)
        put_duty(job, interview, interview.episode.reference)
    said = f"Counted from {long_time(wanted)}" + (f", and no longer from {long_time(before)}." if before else ".")
    step(by, interview, StepKind.RECKONED, said)


def _moved(job: Viewer, interview: Interview, episode: Episode) -> None:
    """The sender said that the episode is another child's. What was said with a child already stays with that child."""
    if interview.conversation_id is None:
        interview.change(seen=None, child_id=episode.child_id)
        clocks.belongs_to(by=job, subject=interview, child_id=episode.child_id)
        work.belongs_to(by=job, subject=interview, child_id=episode.child_id)

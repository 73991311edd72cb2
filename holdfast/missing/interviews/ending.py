"""An interview ends: the child declined it, or nobody could hold it. Held, it ends in `talking`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records import chronology
from holdfast.rules.config import value
from holdfast.rules.return_interview import CLOCK
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..actions.opening import SOURCE
from ..interview_models import Interview, InterviewStep
from ..interview_types import CarerAsked, InterviewState, Outcome, StepKind
from .arranging import attempt, check_mode, check_moment, open_interviews
from .following import ALLOCATE, CARER, HOLD, JOB, step

CARER_WORDS = "The child declined the return interview. Offer parents or carers to say what they know, where that is safe."


@action
def decline(
    *, by: Viewer, interview_ids: Sequence[UUID], child_said: bool, mode: str, words: str, at: dt.datetime | None = None
) -> list[Interview]:
    """The child said no, and why. Somebody else's no is an attempt, and the interview stays due (H23)."""
    rows = open_interviews(by, interview_ids)
    check_mode(mode)
    if not words.strip():
        raise Faulty([Fault("words", "Write why, in the child's own words where you can.")])
    if not child_said:
        attempt(by=by, interview_ids=[row.pk for row in rows], mode=mode, outcome=Outcome.REFUSED_FOR, words=words, at=at)
        return rows
    for row in rows:
        moment = check_moment(at, row)
        row.change(
            seen=None,
            state=InterviewState.DECLINED,
            accepted=False,
            offered_at=row.offered_at or moment,
            answered_at=moment,
            outcome_at=moment,
        )
        end(by, row, moment)
        step(by, row, StepKind.DECLINED, words, at=moment, mode=mode)
        say(by, row, moment, "interview.declined", "The child declined the return home interview.")
        record(by, "interview.decline", row, child_id=row.child_id)
    for row in rows:
        _ask_carers(by, row)
    return rows


def _ask_carers(by: Viewer, row: Interview) -> None:
    """A chance for parents or carers to say what they know."""
    if row.carer_asked != CarerAsked.NOT_YET:
        return
    edition = figures(by.here)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        work.open_duty(
            by=job,
            kind=CARER,
            subject=row,
            what=CARER_WORDS,
            responsible=Responsible(user_id=row.interviewer_id or by.person_id)
            if row.interviewer_id or by.person_id
            else Responsible(role=value(edition, "missing.interview_arranged_by")),
            due_at=max(row.due_at or now(), now() + dt.timedelta(hours=24)),
            child_id=row.child_id,
            reference=row.episode.reference,
            ladder="lead",
            using=edition,
        )


@action
def give_up(*, by: Viewer, interview_ids: Sequence[UUID], words: str) -> list[Interview]:
    """It was not held, after somebody tried. The attempts and the reason stay, and nobody reads it as a no of the child's."""
    rows = open_interviews(by, interview_ids)
    if not words.strip():
        raise Faulty([Fault("words", "Say why it was not held, and what is done instead.")])
    for row in rows:
        tried = InterviewStep.objects.filter(
            partnership_id=by.here, interview_id=row.pk, kind__in=(StepKind.ATTEMPT, StepKind.OFFERED, StepKind.ACCEPTED)
        )
        if not tried.exists():
            raise Refused("Nobody has tried yet. Offer it first, and write down each attempt.")
    for row in rows:
        moment = now()
        row.change(seen=None, state=InterviewState.NOT_HELD, outcome_at=moment)
        end(by, row, moment)
        step(by, row, StepKind.NOT_HELD, words)
        say(by, row, moment, "interview.not-held", "The return home interview was not held.")
        record(by, "interview.give-up", row, child_id=row.child_id)
    return rows


def end(by: Viewer, row: Interview, at: dt.datetime) -> None:
    """The hours stop, and nobody has it to do any more."""
    with acting_as(Viewer.job(JOB, by.here)) as job:
        clocks.stop(by=job, subject=row, rule=CLOCK, at=at)
        work.withdraw(by=job, subject=row, kind=ALLOCATE)
        work.finish(by=job, subject=row, kind=HOLD)


def say(by: Viewer, row: Interview, at: dt.datetime, kind: str, words: str) -> None:
    """Into the chronology: that it was, and nothing of what was said."""
    text = f"{words} Reference {row.episode.reference}."
    chronology.add(by=by, child_id=row.child_id, at=at, kind=kind, text=text, source_kind=SOURCE, source_id=row.episode_id)

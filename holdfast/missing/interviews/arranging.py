"""An interviewer is named, and the interview is offered and tried; the police come first where they must."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings

from holdfast.access.models import User
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms.actions import send
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.queries import allocated_worker
from holdfast.rules import working
from holdfast.rules.config import value
from holdfast.work import actions as work
from holdfast.work.types import Responsible

from ..history import hold_child
from ..interview_models import Interview, InterviewStep
from ..interview_policies import check_can_arrange
from ..interview_types import InterviewState, Mode, Outcome, StepKind
from . import places
from .following import ALLOCATE, HOLD, JOB, put_duty, step

UNSAFE = "interview.unsafe"
UNSAFE_WORDS = "A child could not talk safely. Find out where the child is and whether they are safe, now."


def interview_of(by: Viewer, interview_id: UUID) -> Interview:
    """An interview whose child's record opens to the viewer, with nobody else changing it for now."""
    row = visible(by, Interview).filter(pk=interview_id).select_related("episode").first()
    if row is None:
        raise NotHere
    check_can_arrange(by, row.child_id)
    hold_child(row.child_id)
    row.refresh_from_db()
    return row


def open_interviews(by: Viewer, interview_ids: Iterable[UUID]) -> list[Interview]:
    """Several of one child, each still due."""
    rows = [interview_of(by, one) for one in dict.fromkeys(interview_ids)]
    if not rows or len({row.child_id for row in rows}) > 1:
        raise NotHere
    for row in rows:
        if not row.open:
            raise Refused(f"This has its result already: {row.get_state_display().lower()}.")
    return rows


def check_moment(at: dt.datetime | None, row: Interview) -> dt.datetime:
    """A moment after the return and not in the future; now where none was given."""
    moment = at or now()
    if moment > now():
        raise Faulty([Fault("at", "This time is in the future. Check the date and the time.")])
    if row.counted_from and moment < row.counted_from:
        raise Faulty([Fault("at", "This is before the child was found or back. Check the time.")])
    return moment


@action
def allocate(*, by: Viewer, interview_id: UUID, user_id: UUID, reason: str = "") -> Interview:
    """Name who offers and holds it; somebody else before them hands it over. The record opens to them for a time.

    Somebody who works with the child is named only with a reason, such as that the child asked for them (`domain.md` 4.3).
    """
    row = open_interviews(by, [interview_id])[0]
    post = places.post_of(by, user_id)
    places.check_not_shut_out(by.here, row.child_id, user_id)
    warned = places.not_independent(by.here, row.child_id, post)
    if warned and not reason.strip():
        words = " ".join(warned)
        raise Faulty(
            [Fault("reason", f"{words} Choose somebody independent, or say why it is they: the child asked for them, say.")]
        )
    if row.interviewer_id is not None and row.interviewer_id != user_id:
        _hand_over(by, row)
    row.change(
        seen=None,
        interviewer_id=user_id,
        provider_id=post.agency_id,
        independent=not warned,
        allocated_at=now(),
    )
    places.let_in(by, row.child_id, post)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        work.finish(by=job, subject=row, kind=ALLOCATE)
        put_duty(job, row, row.episode.reference)
    step(by, row, StepKind.ALLOCATED, reason, about_id=user_id)
    _write_to(by, post.user, row.episode.reference)
    record(by, "interview.allocate", row, child_id=row.child_id, user=str(user_id), independent=not warned)
    return row


def _hand_over(by: Viewer, row: Interview) -> None:
    with acting_as(Viewer.job(JOB, by.here)) as job:
        work.withdraw(by=job, subject=row, kind=HOLD)
        others = Interview.objects.filter(partnership_id=by.here, child_id=row.child_id, interviewer_id=row.interviewer_id)
        still = [one for one in others.exclude(pk=row.pk) if one.open]
    if not still and row.interviewer_id is not None:
        places.let_out(by, row.child_id, row.interviewer_id)


def _write_to(by: Viewer, person: User, reference: str) -> None:
    """A message with a reference and nothing else (H13). Where it cannot be written, the duty stands on My work all the same."""
    job = Viewer.job(JOB, by.here)
    link = (settings.PUBLIC_URL or "http://localhost").rstrip("/") + "/"
    try:
        to = Recipient("staff", person.email, person.pk)
        cleared = clear(by=job, template="work.open-now", recipient=to, reference=reference, facts={"link": link})
    except Refused:
        return
    send(by=job, cleared=cleared)


@action
def offer(
    *, by: Viewer, interview_ids: Sequence[UUID], mode: str, accepted: bool | None, at: dt.datetime | None = None, words: str = ""
) -> list[Interview]:
    """It was put to the child; what they said, or that they have not answered yet. A no is `decline`."""
    rows = open_interviews(by, interview_ids)
    check_mode(mode)
    for row in rows:
        moment = check_moment(at, row)
        said = {"accepted": True, "answered_at": moment, "state": InterviewState.ACCEPTED} if accepted else {}
        row.change(seen=None, offered_at=row.offered_at or moment, **said)
        step(by, row, StepKind.ACCEPTED if accepted else StepKind.OFFERED, words, at=moment, mode=mode)
        record(by, "interview.offer", row, child_id=row.child_id, accepted=accepted)
    return rows


@action
def attempt(
    *, by: Viewer, interview_ids: Sequence[UUID], mode: str, outcome: str, words: str, at: dt.datetime | None = None
) -> list[InterviewStep]:
    """Somebody tried to reach the child, and this came of it. Where it was not safe to talk, those on duty are told at once."""
    rows = open_interviews(by, interview_ids)
    check_mode(mode)
    if outcome not in Outcome.values:
        raise Faulty([Fault("outcome", "Choose what came of it.")])
    made = []
    for row in rows:
        moment = check_moment(at, row)
        made.append(step(by, row, StepKind.ATTEMPT, words, at=moment, mode=mode, outcome=outcome))
        record(by, "interview.attempt", row, child_id=row.child_id, outcome=outcome)
    if outcome == Outcome.UNSAFE:
        raise_unsafe(by, rows[0])
    return made


@action
def police_first(*, by: Viewer, interview_id: UUID, first: bool, words: str, done_at: dt.datetime | None = None) -> Interview:
    """Where a serious crime may have happened, the police talk with the child first, and the interview fits round it (H20)."""
    row = open_interviews(by, [interview_id])[0]
    if not words.strip():
        raise Faulty([Fault("words", "Say why, and what was agreed with the police.")])
    if done_at is not None and done_at > now():
        raise Faulty([Fault("done_at", "This time is in the future. Check the date and the time.")])
    row.change(seen=None, police_first=first, police_done_at=done_at if first else None)
    step(by, row, StepKind.POLICE, words)
    record(by, "interview.police-first", row, child_id=row.child_id, first=first, done=done_at is not None)
    return row


def raise_unsafe(by: Viewer, row: Interview) -> None:
    """Those on duty, and the child's worker, are told at once: the duty climbs until somebody says that they have it (H15)."""
    edition = figures(by.here)
    worker = allocated_worker(row.child_id, by.here)
    is_open = working.is_open(now(), edition)
    asked = [Responsible(role="mash-screener" if is_open else "emergency-duty")]
    asked += [Responsible(user_id=worker.user_id)] if worker else []
    with acting_as(Viewer.job(JOB, by.here)) as job:
        for on in asked:
            work.open_duty(
                by=job,
                kind=UNSAFE,
                subject=row,
                what=UNSAFE_WORDS,
                responsible=on,
                due_at=now() + dt.timedelta(minutes=int(value(edition, "ladder.missing"))),
                child_id=row.child_id,
                reference=row.episode.reference,
                urgent=True,
                needs_ack=True,
                ladder="missing",
                using=edition,
            )
    step(by, row, StepKind.UNSAFE, "Those on duty were told at once.")


def check_mode(mode: str) -> None:
    if mode not in Mode.values:
        raise Faulty([Fault("mode", "Choose by what means.")])

"""A closed record is opened in an emergency: whoever has the case is told at once, and a manager looks at it on a clock."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from holdfast.access.models import BreakGlass, User
from holdfast.access.types import GlassState
from holdfast.audit.action import action
from holdfast.comms.actions import send
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records import actions
from holdfast.records.actions.break_glass import JOB
from holdfast.records.queries import allocated_worker, manager_in_circle, manager_of_worker
from holdfast.rules.config import value
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from .people import manager_apart_from
from .referral import link

NOTICE, REVIEW, ANSWER, ANSWERED = "break-glass.notice", "break-glass.review", "break-glass.answer", "break-glass.answered"
OPENED_WORDS = "Somebody outside the circle opened this record in an emergency. Read why, and ring them if it worries you."
REVIEW_WORDS = "A closed record was opened in an emergency. Say whether that was fitting."
ANSWER_WORDS = "Somebody asks to open a restricted record. Let them in or say why not."
ANSWERED_WORDS = "Your request to open a restricted record has been answered."


@action
def break_glass(*, by: Viewer, child_id: UUID, reason: str) -> BreakGlass | None:
    """Open the record at once or ask for it; tell those who have the case; put it before a manager."""
    made = actions.break_glass(by=by, child_id=child_id, reason=reason)
    if made is not None:
        with acting_as(Viewer.job(JOB, by.here)):
            if made.state == GlassState.OPENED:
                _tell_owner(by, made)
                _put(by, made, REVIEW, REVIEW_WORDS, "break_glass.review_hours", manager_apart_from(by, made.user_id))
            else:
                _put(by, made, ANSWER, ANSWER_WORDS, "break_glass.answer_hours", _who_answers(by, made))
    return made


def _tell_owner(by: Viewer, made: BreakGlass) -> None:
    """The allocated worker and their manager, each by a duty on My work and a message without a name."""
    worker = allocated_worker(made.child_id, by.here)
    owners = [worker.user_id, manager_of_worker(by.here, worker.user_id)] if worker else []
    for user_id in dict.fromkeys(pk for pk in owners if pk and pk != made.user_id):
        _put(by, made, NOTICE, OPENED_WORDS, "break_glass.review_hours", Responsible(user_id=user_id), ladder="")
        _send(by, user_id)


def _who_answers(by: Viewer, made: BreakGlass) -> Responsible:
    """A manager in the circle, who can open what is asked for; without one, whoever heads the service."""
    manager = manager_in_circle(by.here, made.child_id, but=made.user_id)
    return Responsible(user_id=manager) if manager else manager_apart_from(by, made.user_id)


def _put(by: Viewer, made: BreakGlass, kind: str, words: str, figure: str, on: Responsible, ladder: str = "limit") -> None:
    edition = figures(by.here)
    open_duty(
        by=by,
        kind=kind,
        subject=made,
        what=words,
        responsible=on,
        due_at=now() + timedelta(hours=int(value(edition, figure))),
        child_id=made.child_id,
        urgent=True,
        ladder=ladder,
        using=edition,
    )


def _send(by: Viewer, user_id: UUID) -> None:
    """An address that cannot be written to holds nothing up: the duty stands on My work all the same."""
    person = User.objects.get(pk=user_id)
    job = Viewer.job(JOB, by.here)
    try:
        cleared = clear(
            by=job,
            template="work.open-now",
            recipient=Recipient("staff", person.email, person.pk),
            reference="DUTY",
            facts={"link": link("/")},
        )
    except Refused:
        return
    send(by=job, cleared=cleared)


@action
def answer_request(*, by: Viewer, opening: BreakGlass, grant: bool, hours: int, answer: str) -> BreakGlass:
    """Let somebody in or not. Whoever asked finds the answer on My work."""
    answered = actions.answer_request(by=by, opening=opening, grant=grant, hours=hours, answer=answer)
    with acting_as(Viewer.job(JOB, by.here)):
        finish(by=by, subject=answered, kind=ANSWER)
        _put(by, answered, ANSWERED, ANSWERED_WORDS, "break_glass.review_hours", Responsible(user_id=answered.user_id), ladder="")
        _send(by, answered.user_id)
    return answered


@action
def review_opening(*, by: Viewer, opening: BreakGlass, fitting: bool, review: str) -> BreakGlass:
    """A manager has looked at it."""
    reviewed = actions.review_opening(by=by, opening=opening, fitting=fitting, review=review)
    with acting_as(Viewer.job(JOB, by.here)):
        finish(by=by, subject=reviewed, kind=REVIEW)
    return reviewed

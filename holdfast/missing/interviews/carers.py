"""What parents and carers say: offered, kept as an account of their own, and never part of anything the child is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Relationship
from holdfast.records.queries import safe_to_tell
from holdfast.records.types import Audience, Tell, TellSubject
from holdfast.rules.return_interview import CARER_QUESTIONS
from holdfast.work import actions as work

from ..conversation_models import AccountVersion, CarerAccount
from ..history import hold_child
from ..interview_models import Interview
from ..interview_policies import check_can_arrange
from ..interview_types import CarerAsked, Mode, StepKind
from .arranging import interview_of
from .following import CARER, JOB, step
from .talking import taken

NEVER = "It is recorded that this person must never be told. Do not ask them; say that it is not safe."
NO_CONTACT = frozenset([CarerAsked.DECLINED, CarerAsked.NOT_SAFE, CarerAsked.NOBODY])


@action
def not_asked(*, by: Viewer, interview_id: UUID, answer: str, words: str) -> Interview:
    """They did not want to, it is not safe to tell them, or there is nobody: with the reason."""
    row = interview_of(by, interview_id)
    if answer not in NO_CONTACT:
        raise Faulty([Fault("answer", "Choose what came of it.")])
    if not words.strip():
        raise Faulty([Fault("words", "Say why.")])
    _settled(by, row, CarerAsked(answer))
    step(by, row, StepKind.CARER, words)
    record(by, "interview.carer-not", row, child_id=row.child_id, answer=str(answer))
    return row


def _settled(by: Viewer, row: Interview, answer: CarerAsked) -> None:
    row.change(seen=None, carer_asked=answer, carer_asked_at=now())
    with acting_as(Viewer.job(JOB, by.here)) as job:
        work.finish(by=job, subject=row, kind=CARER)


@action
def begin_account(
    *,
    by: Viewer,
    interview_id: UUID,
    mode: str,
    name: str,
    relation: str,
    person_id: UUID | None = None,
    held_at: dt.datetime | None = None,
) -> CarerAccount:
    """A parent or carer begins to say what they know. Somebody who must never be told is not asked (H8)."""
    row = interview_of(by, interview_id)
    if mode not in Mode.values:
        raise Faulty([Fault("mode", "Choose by what means you talk.")])
    if person_id is not None:
        name, relation = _who(by, row.child_id, person_id)
    if not name.strip() or not relation.strip():
        raise Faulty([Fault("name", "Write who they are, and what they are to the child.")])
    if held_at is not None and held_at > now():
        raise Faulty([Fault("held_at", "This time is in the future. Check the date and the time.")])
    made = CarerAccount.objects.create(
        partnership_id=by.here,
        child_id=row.child_id,
        interview=row,
        person_id=person_id,
        name=name.strip(),
        relation=relation.strip(),
        mode=mode,
        held_at=held_at or now(),
        written_by_id=by.me,
    )
    record(by, "interview.account-begin", made, child_id=row.child_id)
    return made


def _who(by: Viewer, child_id: UUID, person_id: UUID) -> tuple[str, str]:
    """Who somebody of the child's record is."""
    row = visible(by, Relationship).filter(child_id=child_id, person_id=person_id).select_related("person").first()
    if row is None or row.person is None:
        raise Faulty([Fault("person", "Choose one of the people listed.")])
    for answer in safe_to_tell(by, child_id, [row]):
        about_missing = answer.subject in (TellSubject.EVERYTHING, TellSubject.MISSING)
        if answer.person is not None and answer.person.pk == person_id and about_missing and answer.answer == Tell.NEVER:
            raise Refused(NEVER)
    return row.person.name, row.get_kind_display()


def account_of(by: Viewer, account_id: UUID) -> CarerAccount:
    """An account the viewer may read, with nobody else changing it for now."""
    row = visible(by, CarerAccount).filter(pk=account_id).select_related("interview__episode").first()
    if row is None:
        raise NotHere
    check_can_arrange(by, row.child_id)
    if row.written_by_id != by.person_id:
        raise Refused("Only whoever talked with them writes what they said. Tell them what you know.")
    hold_child(row.child_id)
    row.refresh_from_db()
    return row


@action
def keep_account(*, by: Viewer, account_id: UUID, seen: int, changed: Mapping[str, Any]) -> CarerAccount:
    """What has just been typed into a draft, kept while it is written. For anybody but its writer it is not there."""
    row = visible(by, CarerAccount).filter(pk=account_id, written_by_id=by.person_id, completed_at=None).first()
    if row is None:
        raise NotHere
    given = {**row.answers, **{key: changed[key] for key in CARER_QUESTIONS.keys() & changed.keys()}}
    row.change(seen=seen, answers=taken(CARER_QUESTIONS, given))
    record(by, "interview.account-keep", row, child_id=row.child_id)
    return row


@action
def save_account(
    *,
    by: Viewer,
    account_id: UUID,
    seen: int | None,
    answers: Mapping[str, Any],
    audience: Sequence[str] = (Audience.PROFESSIONALS.value,),
    named: Sequence[UUID] = (),
    not_for: Sequence[UUID] = (),
    complete: bool = False,
) -> CarerAccount:
    """What they said as it now stands, with a version kept. Raises StaleEdit with both since version `seen`."""
    row = account_of(by, account_id)
    given = taken(CARER_QUESTIONS, answers)
    faults = []
    if Audience.PROFESSIONALS.value not in audience and not named:
        faults.append(Fault("named", "Choose who may read it, or let the professionals who work with the child read it."))
    if (complete or row.completed_at) and not given:
        faults.append(Fault("own_words", "Nothing that they said stands here yet."))
    if faults:
        raise Faulty(faults)
    if row.version != (seen or 0):
        raise StaleEdit({"answers": row.answers}, {"answers": given}, row.version)
    done = {"completed_at": now()} if complete and row.completed_at is None else {}
    row.change(
        seen=row.version, answers=given, audience=[str(one) for one in audience], named=list(named), not_for=list(not_for), **done
    )
    AccountVersion.objects.create(
        partnership_id=by.here,
        account=row,
        child_id=row.child_id,
        number=row.version,
        answers=row.answers,
        saved_by_id=by.person_id,
    )
    if done:
        _settled(by, row.interview, CarerAsked.GIVEN)
        step(by, row.interview, StepKind.CARER, "They said what they know.", at=row.held_at, mode=row.mode)
    record(by, "interview.account-save", row, child_id=row.child_id, number=row.version, complete=complete)
    return row

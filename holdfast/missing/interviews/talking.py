"""A child talks: begun by the interviewer, checked where it is at a distance, kept as a draft with its versions, completed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.types import Audience
from holdfast.rules import remote_contact
from holdfast.rules.return_interview import CHILD_QUESTIONS, Asked

from ..conversation_models import Conversation, ConversationVersion, Covered, RemoteCheck
from ..history import hold_child
from ..interview_models import Interview
from ..interview_policies import check_can_arrange
from ..interview_types import REMOTE, InterviewState, Mode, StepKind
from . import places
from .arranging import check_moment, open_interviews, raise_unsafe
from .ending import end, say
from .following import step

SUMMARY_LIMIT = 4000
EXPLAINED = "Say first who reads this and what must be passed on, and write down that you did."
NOTHING_SAID = "Nothing that the child said stands here yet. Write it, or go back and record that the child declined."


@action
def begin(
    *, by: Viewer, interview_ids: Sequence[UUID], mode: str, held_at: dt.datetime | None = None, place: str = "", police: str = ""
) -> Conversation:
    """The interviewer begins to talk with the child, about one or several episodes; each keeps its own clock and result.

    police: what was agreed with them, where they come first (H20).
    """
    rows = open_interviews(by, interview_ids)
    if mode not in Mode.values:
        raise Faulty([Fault("mode", "Choose by what means you talk.")])
    moment = max(check_moment(held_at, row) for row in rows)
    _check_interviewer(by, rows)
    if any(row.police_first and row.police_done_at is None for row in rows) and not police.strip():
        raise Faulty(
            [Fault("police", "A serious crime may have happened. Write what was agreed with the police before you talk.")]
        )
    made = Conversation.objects.create(
        partnership_id=by.here,
        child_id=rows[0].child_id,
        written_by_id=by.me,
        agency_id=by.agency_id,
        mode=mode,
        held_at=moment,
        place=place.strip(),
    )
    for row in rows:
        Covered.objects.create(partnership_id=by.here, conversation=made, interview=row, child_id=row.child_id)
        if police.strip():
            step(by, row, StepKind.POLICE, police)
    record(by, "interview.begin", made, child_id=made.child_id, interviews=[str(row.pk) for row in rows], mode=mode)
    return made


def _check_interviewer(by: Viewer, rows: Sequence[Interview]) -> None:
    """Whoever talks with the child is the one who was named, so that nobody's independence is left unasked."""
    for row in rows:
        if row.interviewer_id is None:
            raise Refused("Name the interviewer first: yourself, or somebody else.")
        if row.interviewer_id != by.person_id:
            raise Refused("Somebody else is named for this interview. Name yourself first, where you hold it in their place.")


def conversation_of(by: Viewer, conversation_id: UUID, *, own: bool = True) -> Conversation:
    """A conversation the viewer may read, with nobody else changing it for now. own: only whoever talked with the child."""
    row = visible(by, Conversation).filter(pk=conversation_id).first()
    if row is None:
        raise NotHere
    check_can_arrange(by, row.child_id)
    if own and row.written_by_id != by.person_id:
        raise Refused("Only whoever talked with the child writes what was said. Tell them what you know.")
    hold_child(row.child_id)
    row.refresh_from_db()
    return row


@action
def check_remote(*, by: Viewer, conversation_id: UUID, answers: Mapping[str, str], cut_off: str, words: str = "") -> RemoteCheck:
    """Is it you, is anybody with you, can you talk, the agreed word, what if we are cut off. Unsafe tells those on duty (H15)."""
    row = conversation_of(by, conversation_id)
    missing = [Fault(key, f"Answer “{remote_contact.BY_KEY[key].label}”") for key in remote_contact.unanswered(answers)]
    found = remote_contact.judged(answers)
    if found is remote_contact.Found.SAFE and not cut_off.strip():
        missing.append(Fault("cut_off", "Write what was agreed for when you are cut off."))
    if missing:
        raise Faulty(missing)
    made = RemoteCheck.objects.create(
        partnership_id=by.here,
        conversation=row,
        child_id=row.child_id,
        answers={key: answers[key] for key in remote_contact.BY_KEY},
        found=found.value,
        cut_off=cut_off.strip(),
        words=words.strip(),
        checked_by_id=by.person_id,
        at=now(),
    )
    if found is remote_contact.Found.UNSAFE:
        for interview in interviews_of(by, row):
            raise_unsafe(by, interview)
            break
    record(by, "interview.check", made, child_id=row.child_id, found=found.value)
    return made


def interviews_of(by: Viewer, row: Conversation) -> list[Interview]:
    """The interviews that a conversation is about."""
    rows = visible(by, Interview).filter(covered__conversation_id=row.pk).select_related("episode")
    return list(rows.order_by("episode__started_at", "pk"))


def checked(by: Viewer, row: Conversation) -> remote_contact.Found | None:
    """What the newest check came to; none where nobody has asked. A conversation face to face is not checked."""
    if row.mode not in REMOTE:
        return remote_contact.Found.SAFE
    rows = visible(by, RemoteCheck).filter(conversation_id=row.pk)
    newest = rows.order_by("-at", "-pk").values_list("found", flat=True).first()
    return remote_contact.Found(newest) if newest else None


@action
def keep(*, by: Viewer, conversation_id: UUID, seen: int, changed: Mapping[str, Any]) -> Conversation:
    """What has just been typed into a draft, kept while it is written. A version is kept only when it is saved.

    Raises StaleEdit where it was saved since version `seen`. For anybody but its writer it is not there.
    """
    row = visible(by, Conversation).filter(pk=conversation_id, written_by_id=by.person_id, completed_at=None).first()
    if row is None or checked(by, row) is not remote_contact.Found.SAFE:
        raise NotHere
    given = {**row.answers, **{key: changed[key] for key in CHILD_QUESTIONS.keys() & changed.keys()}}
    row.change(seen=seen, answers=taken(CHILD_QUESTIONS, given))
    record(by, "interview.keep", row, child_id=row.child_id)
    return row


@action
def save(
    *,
    by: Viewer,
    conversation_id: UUID,
    seen: int | None,
    answers: Mapping[str, Any],
    summary: str = "",
    audience: Sequence[str] = (Audience.PROFESSIONALS.value,),
    named: Sequence[UUID] = (),
    not_for: Sequence[UUID] = (),
    complete: bool = False,
) -> Conversation:
    """What was said as it now stands. What stood before is kept as a version. Raises StaleEdit with both since version `seen`.

    complete: the conversation is over. Each episode it is about has its result from the moment it was held.
    """
    row = conversation_of(by, conversation_id)
    if checked(by, row) is not remote_contact.Found.SAFE:
        raise Refused(
            "First ask whether it is safe to talk, and write down what you found. It was not safe, or nobody has asked."
        )
    given = taken(CHILD_QUESTIONS, answers)
    faults = _faults(summary, audience, named)
    if complete or row.completed_at:
        faults += _incomplete(given)
    if faults:
        raise Faulty(faults)
    if row.version != (seen or 0):
        raise StaleEdit({"answers": row.answers, "summary": row.summary}, {"answers": given, "summary": summary}, row.version)
    values: dict[str, Any] = {
        "answers": given,
        "summary": summary.strip(),
        "audience": [str(one) for one in audience],
        "named": list(named),
        "not_for": list(not_for),
    }
    if complete and row.completed_at is None:
        values["completed_at"] = now()
    row.change(seen=row.version, **values)
    ConversationVersion.objects.create(
        partnership_id=by.here,
        conversation=row,
        child_id=row.child_id,
        number=row.version,
        answers=row.answers,
        summary=row.summary,
        saved_by_id=by.person_id,
    )
    record(by, "interview.save", row, child_id=row.child_id, number=row.version, complete=complete)
    if "completed_at" in values:
        _held(by, row)
    return row


def _faults(summary: str, audience: Sequence[str], named: Sequence[UUID]) -> list[Fault]:
    faults = []
    if len(summary) > SUMMARY_LIMIT:
        faults.append(Fault("summary", f"The summary must be {SUMMARY_LIMIT:,} characters or fewer."))
    if Audience.PROFESSIONALS.value not in audience and not named:
        faults.append(Fault("named", "Choose who may read it, or let the professionals who work with the child read it."))
    return faults


def _incomplete(given: Mapping[str, Any]) -> list[Fault]:
    faults = []
    if not given.get("explained"):
        faults.append(Fault("explained", EXPLAINED))
    if not given.keys() - {"explained", "present", "analysis", "risks", "safety"}:
        faults.append(Fault("own_words", NOTHING_SAID))
    return faults


def taken(questions: Mapping[str, Asked], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that say something, by keys of the table; one that is too long or not among those listed is a fault."""
    given: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, question in questions.items():
        said = answers.get(key)
        if question.several:
            chosen = [str(one) for one in said or () if str(one)]
            if set(chosen) - {option.key for option in question.options}:
                faults.append(Fault(key, "Choose from the answers listed."))
            elif chosen:
                given[key] = chosen
            continue
        words = str(said or "").replace("\r\n", "\n").strip()
        if question.options and words and words not in {option.key for option in question.options}:
            faults.append(Fault(key, "Choose one of the answers listed."))
        elif len(words) > question.limit:
            faults.append(Fault(key, f"“{question.label}” must be {question.limit:,} characters or fewer."))
        elif words:
            given[key] = words
    if faults:
        raise Faulty(faults)
    return given


def _held(by: Viewer, row: Conversation) -> None:
    """Each episode has its result. One that got it meanwhile keeps what it got."""
    for interview in interviews_of(by, row):
        if not interview.open:
            continue
        interview.change(
            seen=None,
            state=InterviewState.HELD,
            accepted=True,
            offered_at=interview.offered_at or row.held_at,
            answered_at=interview.answered_at or row.held_at,
            outcome_at=row.held_at,
            held_mode=row.mode,
            conversation_id=row.pk,
        )
        end(by, interview, row.held_at)
        step(by, interview, StepKind.HELD, at=row.held_at, mode=row.mode)
        words = f"The return home interview was held, {Mode(row.mode).label.lower()}."
        say(by, interview, row.held_at, "interview.held", words)
    if by.person_id is not None:
        places.let_in(by, row.child_id, places.post_of(by, by.me))

"""How the child came back: the first questions, and the police's own conversation (H20)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from .. import policies
from ..interviews import following
from ..models import Return
from ..questions import RETURN_KEYS
from .correcting import episode_of

FIELDS = frozenset(["found_where", "found_by", "found_with", "condition", "injuries", "brought_back_by"])


@action
def record_return(*, by: Viewer, episode_id: UUID, seen: int | None, answers: dict[str, str], **values: str) -> Return:
    """Where and by whom the child was found, how they were, with whom, and the first questions as answered."""
    policies.check_can_write(by, episode_id)
    if unknown := (values.keys() - FIELDS) | (answers.keys() - RETURN_KEYS):
        raise TypeError(f"A return has no {', '.join(sorted(unknown))}.")
    row = _row(by, episode_id)
    given = {key: words.strip() for key, words in answers.items() if words.strip()}
    asked = {"answers": given, "asked_by_id": by.person_id, "asked_at": now()} if given != row.answers else {}
    row.change(seen=seen, **{key: words.strip() for key, words in values.items()}, **asked)
    following.follow_first_questions(by, row)
    record(by, "missing.return", row, child_id=row.child_id, fields=sorted(values), asked=sorted(given))
    return row


@action
def record_prevention(
    *, by: Viewer, episode_id: UUID, done: bool, at: dt.datetime | None = None, notes: str = "", why_not: str = ""
) -> Return:
    """The police's own conversation after a return, or why there was none. It never stands for the return interview."""
    policies.check_can_grade(by, episode_id)
    if done and at is None:
        raise Faulty([Fault("at", "Enter when you spoke with the child.")])
    if at is not None and at > now():
        raise Faulty([Fault("at", "This time is in the future. Check the date and the time.")])
    if not done and not why_not.strip():
        raise Faulty([Fault("why_not", "Say why there was no conversation, and what is tried next.")])
    row = _row(by, episode_id)
    row.change(
        seen=None,
        prevention_done=done,
        prevention_at=at if done else None,
        prevention_by_id=by.person_id,
        prevention_notes=notes.strip(),
        prevention_why_not="" if done else why_not.strip(),
    )
    record(by, "missing.prevention", row, child_id=row.child_id, done=done)
    return row


def _row(by: Viewer, episode_id: UUID) -> Return:
    episode = episode_of(by, episode_id)
    found = visible(by, Return).filter(episode_id=episode.pk).first()
    return found or Return.objects.create(partnership_id=by.here, episode=episode, child_id=episode.child_id)

"""What a child, or a parent, may have of an interview on paper: each their own words, and never the other's (H23).

The child's copy is made of the conversation alone, a parent's of their account and, where the child released it, the summary.
Lines for police and the interviewer's view stand in neither.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.errors import HoldfastError, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.rules.return_interview import CARER, CHILD, Part

from ..conversation_models import CarerAccount, Conversation
from ..interview_policies import check_can_arrange
from ..interview_queries import conversations_of
from .sharing import check_can_give

NOT_COPIED = frozenset({"view"})


@dataclass(frozen=True)
class Copy:
    """One copy: title, then questions with their answers, in words. summary: what the child released, "" where nothing."""

    title: str
    lines: tuple[tuple[str, str], ...]
    summary: str = ""


def answered(parts: tuple[Part, ...], answers: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """The questions that were answered, with their words."""
    questions = [question for part in parts for question in part.questions]
    return tuple((one.label, words) for one in questions if (words := one.words(answers.get(one.key, ""))))


@action
def child_copy(*, by: Viewer, conversation: Conversation) -> Copy:
    """What the child said, and the summary: for the child, by the means they chose."""
    check_can_arrange(by, conversation.child_id)
    parts = tuple(part for part in CHILD if part.key not in NOT_COPIED)
    record(by, "interview.copy-child", conversation, child_id=conversation.child_id, kind=Kind.RELEASE)
    return Copy("What you told us", answered(parts, conversation.answers), conversation.summary)


@action
def carer_copy(*, by: Viewer, account: CarerAccount) -> Copy:
    """What a parent or carer said; with the summary only where the child has said yes to them and to its words."""
    check_can_arrange(by, account.child_id)
    if account.completed_at is None:
        raise Refused("This account is a draft. Complete it before a copy is given.")
    record(by, "interview.copy-carer", account, child_id=account.child_id, kind=Kind.RELEASE)
    return Copy("What you told us", answered(CARER, account.answers), _released(by, account))


def _released(by: Viewer, account: CarerAccount) -> str:
    if account.person_id is None:
        return ""
    for talk in conversations_of(by, account.interview):
        if talk.row is None or not talk.row.summary:
            continue
        try:
            check_can_give(by, talk.row, account.person_id)
        except HoldfastError:
            continue
        return talk.row.summary
    return ""

"""A referral: its questions, its document, what is missing in it and whether it holds together."""

from collections.abc import Mapping
from typing import Any

from .referral_check import Fault, Reading, check, check_answer, digest, pointer, read
from .referral_example import example
from .referral_gaps import (
    Gap,
    age_of,
    assessment_gaps,
    can_send,
    facts_for,
    gaps,
    is_blank,
    suggestion_for,
    unassessed,
)
from .referral_questions import SECTIONS, question_at, questions, section
from .referral_routes import has_social_worker, route_facts, routes_of, why_not_return
from .referral_schema import TOP_KEYS, schema

__all__ = [
    "SECTIONS",
    "TOP_KEYS",
    "Fault",
    "Gap",
    "Reading",
    "age_of",
    "assessment_gaps",
    "can_send",
    "check",
    "check_answer",
    "digest",
    "example",
    "facts_for",
    "gaps",
    "has_social_worker",
    "is_blank",
    "pointer",
    "question_at",
    "questions",
    "read",
    "route_facts",
    "routes_of",
    "schema",
    "section",
    "settled",
    "suggestion_for",
    "unassessed",
    "why_not_return",
]


def settled(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document as it is sent: a child with neither assessment nor reason is marked "to follow".

    So nobody is held up for want of an assessment, and none goes missing without a reason.
    """
    without = set(unassessed(document))
    children = [
        {**child, "no_assessment_reason": "to_follow"} if number in without else child
        for number, child in enumerate(document.get("children", []))
    ]
    return {**document, "children": children}

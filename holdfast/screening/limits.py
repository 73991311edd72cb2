"""Which limits MASH works to, from the rules and the partnership's figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from holdfast.rules import clock, working

from .types import Rating

DECISION = "referral.decision"
ASSESSMENT = "assessment.complete"
FEEDBACK = "referral.feedback"
STRATEGY = "strategy.discussion"
LOOK_BACK = "protective.look-back"
OPEN_CASE = "open-case.acknowledge"
RATING_RULES: Mapping[Rating, str] = {Rating.RED: "rag.red", Rating.AMBER: "rag.amber", Rating.GREEN: "rag.green"}
CHECK_RULES: Mapping[str, str] = {"urgent": "check.urgent", "soon": "check.soon", "routine": "check.routine"}
LAST_STAGE = 4

Figures = Mapping[str, Any]


def rating_limit(rating: Rating, received: datetime, figures: Figures) -> clock.Due:
    """When a child so rated must have been decided on, counted from receipt."""
    return clock.due(RATING_RULES[rating], received, settings=figures)


def mash_is_open(at: datetime, figures: Figures) -> bool:
    """Whether somebody of MASH is there at this instant."""
    return working.mash_hours(figures).is_open(at)


def somebody_is_there(at: datetime, figures: Figures) -> datetime:
    """When MASH next has somebody there: now, if it is open."""
    return working.mash_hours(figures).next_opening(at)


def disagreement_rule(stage: int) -> str:
    return f"disagreement.stage-{min(stage, LAST_STAGE)}"

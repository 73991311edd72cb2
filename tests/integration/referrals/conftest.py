"""A short referral as somebody writes it, and ways to send one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

SHORT: dict[str, Any] = {
    "referrer": {"kind": "professional", "name": "Mair Probert", "phone": "01632 960 118"},
    "children": [
        {"given_name": "Kit", "family_name": "Ashdown", "date_of_birth": "2012-05-09", "safe_now": "yes"},
    ],
    "people": [],
    "assessments": [],
    "concern": {"worry": "Kit has two phones and a new coat nobody bought."},
    "consent": {"informed": "yes"},
}


def short(**parts: Any) -> dict[str, Any]:
    """The short referral, with some parts in place of its own."""
    return {**copy.deepcopy(SHORT), **parts}


def assessed(**answers: Any) -> dict[str, Any]:
    """The short referral with an assessment of its child."""
    entry = {"child": 0, "level": "emerging", "rationale": "Two phones.", "types": ["criminal"], **answers}
    return short(assessments=[entry])


@pytest.fixture
def teacher(person: Any, looking: Any) -> Any:
    viewer = person("referring-professional", name="Mair Probert")
    looking(viewer)
    return viewer


@pytest.fixture
def sent(looking: Any) -> Callable[..., Any]:
    """Sends a draft as somebody: `sent(viewer, document)`."""

    def send(viewer: Any, document: dict[str, Any] | None = None, **draft: Any) -> Any:
        from holdfast.journeys import referral as journey
        from holdfast.referrals import actions

        looking(viewer)
        begun = actions.begin(by=viewer, document=document or short(), **draft)
        return journey.send(by=viewer, draft=begun)

    return send

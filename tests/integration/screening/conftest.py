"""A referral that has reached MASH, and the people who work on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import make_agency

TUESDAY_MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


def referral_document(**changes: Any) -> dict[str, Any]:
    """The example of two brothers, with parts changed: children=..., concern=..., and so on."""
    from holdfast.kernel.ids import new_id
    from holdfast.rules.referral import example

    return {**example(), "source_ref": str(new_id()), **changes}


@pytest.fixture
def mash(person: Any, partnership: Any, looking: Any) -> SimpleNamespace:
    """Screeners, managers and the emergency duty team of one MASH; the database looks as the screener."""
    made = SimpleNamespace(
        screener=person("mash-screener", name="Sam Screener"),
        second=person("mash-screener", name="Sol Second"),
        manager=person("mash-manager", name="Mo Manager"),
        duty=person("emergency-duty", name="Eve Duty"),
        head=person("head-of-service", name="Hal Head"),
        teacher=person("referring-professional", name="Tess Teacher"),
        partnership=partnership,
    )
    looking(made.screener)
    return made


@pytest.fixture
def referred(mash: Any, looking: Any) -> Callable[..., list[Any]]:
    """Send a referral as the teacher and give its screenings: `referred(concern={...})`."""

    def send(*, by: Any = None, **changes: Any) -> list[Any]:
        from holdfast.referrals.actions import Coming, submit
        from holdfast.referrals.types import Identity
        from holdfast.screening.actions import receive

        sender = by or mash.teacher
        looking(sender)
        taken = submit(by=sender, document=referral_document(**changes), coming=Coming(Identity.ACCOUNT))
        made = receive(by=sender, referral=taken.referral)
        looking(mash.screener)
        return made

    return send


@pytest.fixture
def agencies(partnership: Any, mash: Any) -> SimpleNamespace:
    """The police, health and a housing service, each with somebody who answers checks."""
    from tests.conftest import make_person

    made: dict[str, Any] = {}
    for kind in ("police", "health", "housing"):
        agency = make_agency(partnership, kind.title(), kind)
        made[kind] = agency
        made[f"{kind}_checker"] = make_person(partnership, agency, ("agency-checker",), name=f"{kind.title()} Checker")
    return SimpleNamespace(**made)


@pytest.fixture
def decided(mash: Any, looking: Any) -> Callable[..., Any]:
    """Take a screening from new to a ratified decision."""

    def decide(child: Any, outcome: str = "assessment", level: int = 3) -> Any:
        from holdfast.journeys.decision import ratify
        from holdfast.screening import actions
        from holdfast.screening.types import Consent

        looking(mash.screener)
        child = actions.acknowledge(by=mash.screener, screening=child)
        actions.weigh_consent(
            by=mash.screener, screening=child, outcome=Consent.AGREED, reason="Their mother agrees.", lawful_basis="public_task"
        )
        proposal = actions.propose(
            by=mash.screener, screening=child, choice=actions.Choice(level, outcome, "Debt, travel and threats.")
        )
        looking(mash.manager)
        return ratify(by=mash.manager, proposal=proposal)

    return decide

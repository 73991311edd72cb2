"""Breaches of personal data: first who is in danger, then who holds it, then the regulator's 72 hours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from .. import policies
from ..models import Breach
from ..numbers import next_number
from ..types import BreachRisk

CLOCK, DUTY = "breach.ico", "breach.regulator"
CHANGES = frozenset(
    {"happened", "kinds", "people", "in_danger", "holder", "done", "risk", "risk_why", "told_regulator_at"}
    | {"regulator_reference", "told_people"}
)


@action
def log_breach(*, by: Viewer, aware_at: datetime, happened: str, kinds: str, in_danger: str, people: int | None = None) -> Breach:
    """Write down a breach. The regulator's clock runs from when anybody here became aware, not from now."""
    policies.check_can_govern(by)
    given = {"happened": happened, "kinds": kinds, "in_danger": in_danger}
    faults = [Fault(name, words) for name, words in ASKED.items() if not given[name].strip()]
    if aware_at > now():
        faults.append(Fault("aware_at", "The moment anybody became aware must not be in the future"))
    if faults:
        raise Faulty(faults)
    breach = Breach.objects.create(
        partnership_id=by.here,
        reference=next_number(by, Breach, "DB"),
        aware_at=aware_at,
        people=people,
        logged_by_id=by.person_id,
        **{name: words.strip() for name, words in given.items()},
    )
    _start_clock(by, breach)
    record(by, "breach.log", breach)
    return breach


ASKED = {
    "in_danger": "Say who may be in danger because of it and who is warning them now; if nobody is, say why",
    "happened": "Say what happened",
    "kinds": "Say what kind of information it was",
}


def _start_clock(by: Viewer, breach: Breach) -> None:
    clock = clocks.start(by=by, rule=CLOCK, subject=breach, at=breach.aware_at)
    work.open_duty(
        by=by,
        kind=DUTY,
        subject=breach,
        what="Judge a breach of personal data, and tell the regulator where it may harm somebody.",
        responsible=Responsible(role="information-governance"),
        clock=clock,
        reference=breach.reference,
        urgent=True,
    )


@action
def change_breach(*, by: Viewer, breach: Breach, seen: int | None, **values: Any) -> Breach:
    """Save what is known now. Telling the regulator, or judging that harm is unlikely, stops the clock."""
    policies.check_can_govern(by)
    if unknown := values.keys() - CHANGES:
        raise TypeError(f"A breach has no {', '.join(sorted(unknown))} to change.")
    _check(breach, values)
    breach.change(seen=seen, **values)
    if settled(breach):
        clocks.stop(by=by, subject=breach, rule=CLOCK, at=breach.told_regulator_at)
        work.finish(by=by, subject=breach, kind=DUTY)
    record(by, "breach.change", breach, fields=sorted(values))
    return breach


def _check(breach: Breach, values: dict[str, Any]) -> None:
    told, risk = values.get("told_regulator_at"), values.get("risk", breach.risk)
    faults = []
    if told and not breach.aware_at <= told <= now():
        faults.append(Fault("told_regulator_at", "This must be after anybody became aware, and not in the future"))
    if risk and not values.get("risk_why", breach.risk_why).strip():
        faults.append(Fault("risk_why", "Say how you judged it"))
    if faults:
        raise Faulty(faults)


def settled(breach: Breach) -> bool:
    """Whether the regulator's clock has nothing left to ask."""
    return breach.told_regulator_at is not None or breach.risk == BreachRisk.UNLIKELY


@action
def close_breach(*, by: Viewer, breach: Breach) -> Breach:
    """Everything was done. Judged first, and the regulator and the people told where they must be."""
    policies.check_can_govern(by)
    if breach.closed_at is not None:
        raise Refused("This breach is closed already.")
    if not settled(breach):
        raise Refused("The regulator has not been told, and nobody has judged that harm is unlikely. Do one of them first.")
    if breach.risk == BreachRisk.HIGH and not breach.told_people.strip():
        raise Refused("People were likely to be harmed badly. Write down how they were told, or why that was not safe.")
    breach.change(seen=None, closed_at=now())
    record(by, "breach.close", breach)
    return breach

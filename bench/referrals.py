"""Fills the scratch county with referrals, one for every ten children: a few on the queue, the rest decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import psycopg

from holdfast.demonstration.cast.document import referral as written
from holdfast.demonstration.cast.family import CastChild, Family, Home
from holdfast.demonstration.cast.referrers import REFERRERS
from holdfast.demonstration.cast.worries import WORRIES
from holdfast.kernel.ids import new_id
from holdfast.kernel.reference import new_reference
from holdfast.referrals.models import Referral, ReferredChild, RiskAssessment
from holdfast.rules.referral import digest
from holdfast.screening.models import Decision, Proposal, RatingChange, Screening
from holdfast.work.models import Clock, Duty, Seat

from .children import County, Known
from .tables import Filler, Values

A_REFERRAL_FOR, OPEN_IN = 10, 20
TABLES = tuple(
    model._meta.db_table
    for model in (
        Referral, ReferredChild, RiskAssessment, Screening, RatingChange, Proposal, Decision, Clock, Duty, Seat,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One referral about one child, with the ids of what hangs on it."""

    child: Known
    document: dict[str, Any]
    at: datetime
    open: bool
    due: datetime
    worker: UUID
    manager: UUID
    referral: UUID
    referred: UUID
    screening: UUID
    clock: UUID
    proposal: UUID
    duty: UUID
    reference: str


def fill(connection: psycopg.Connection, county: County, children: list[Known], *, screener: UUID, manager: UUID) -> int:
    """Make the referrals. Those on the queue are the screener's or nobody's. Gives their number."""
    chosen = children[::A_REFERRAL_FOR]
    sent = [_sent(county, place, child, screener, manager) for place, child in enumerate(chosen)]
    decided = [one for one in sent if not one.open]
    waiting = [one for one in sent if one.open]
    tables: tuple[tuple[type, Iterator[Values]], ...] = (
        (Referral, (_referral(county, one) for one in sent)),
        (ReferredChild, (_referred(county, one) for one in sent)),
        (RiskAssessment, (_assessment(county, one) for one in sent if one.document["assessments"])),
        (Clock, (_clock(county, one) for one in sent)),
        (Screening, (_screening(county, place, one) for place, one in enumerate(sent))),
        (RatingChange, (_rating(county, one) for one in sent)),
        (Proposal, (_proposal(county, one) for one in decided)),
        (Decision, (_decision(county, one) for one in decided)),
        (Duty, (_duty(county, one) for one in sent)),
        (Seat, (_seat(county, one) for one in waiting)),
    )
    for model, rows in tables:
        Filler(connection, model).write(rows)
    return len(sent)


def _sent(county: County, place: int, child: Known, screener: UUID, manager: UUID) -> Sent:
    is_open = place % OPEN_IN == 0
    hours = county.random.uniform(1, 60) if is_open else county.random.uniform(100, 20_000)
    at = datetime.combine(county.today, time(12), UTC) - timedelta(hours=hours)
    cast = CastChild(str(place), child.given, child.family, "female", born=child.born, school="Marchbury High School")
    family = Family(str(place), Home("1 Ropewalk", "Marchbury", "MX1 1AA"), (cast,))
    worry = WORRIES[place % (len(WORRIES) - 1)]
    document = written(family, (cast,), worry, REFERRERS[place % 5].block("somebody@council.example"), at=at, number=f"B{place}")
    ids = [new_id() for _ in range(6)]
    return Sent(child, document, at, is_open, at + timedelta(days=2), screener, manager, *ids, new_reference())


def _referral(county: County, one: Sent) -> Values:
    referrer = one.document["referrer"]
    return county.own(
        id=one.referral, reference=one.reference, source="bench", source_ref=one.document["source_ref"],
        content_hash=digest(one.document), document=one.document, submitted_at=one.at, received_at=one.at,
        created_at=one.at, state="screening" if one.open else "decided", referrer_kind="professional",
        referrer_name=referrer["name"], referrer_role=referrer["role"], referrer_agency=referrer["agency"],
        referrer_phone=referrer["phone"], identity="account",
    )  # fmt: skip


def _referred(county: County, one: Sent) -> Values:
    assessments = one.document["assessments"]
    return county.own(
        id=one.referred, referral_id=one.referral, position=0, given_name=one.child.given, family_name=one.child.family,
        date_of_birth=one.child.born, safe_now="yes", level=assessments[0]["level"] if assessments else "",
        child_id=one.child.id, created_at=one.at,
    )  # fmt: skip


def _assessment(county: County, one: Sent) -> Values:
    entry = one.document["assessments"][0]
    return county.own(
        referral_id=one.referral, referred_child_id=one.referred, child_id=one.child.id, child=one.document["children"][0],
        answers=entry, level=entry["level"], suggested=entry["level"], types=entry["types"], assessed_at=one.at,
        created_at=one.at,
    )  # fmt: skip


def _clock(county: County, one: Sent) -> Values:
    return county.own(
        id=one.clock, rule="referral.decision", subject_kind="screening.screening", subject_id=one.screening,
        child_id=one.child.id, started_at=one.at, due_at=one.due, source="Working Together",
        steps=["It starts.", "It ends."], stopped_at=None if one.open else one.at + timedelta(hours=20), created_at=one.at,
    )  # fmt: skip


def _screening(county: County, place: int, one: Sent) -> Values:
    mine = place % (3 * OPEN_IN) == 0
    return county.own(
        id=one.screening, referral_id=one.referral, child_id=one.referred, child_record=one.child.id,
        reference=one.reference, state="screening" if one.open else "decided", received_at=one.at, rating="amber",
        rating_due_at=one.due, decision_clock_id=one.clock, decision_due_at=one.due, runs_out_at=one.due,
        acknowledged_by_id=one.worker, acknowledged_at=one.at, assigned_to_id=one.worker if mine else None,
        ended_at=None if one.open else one.at + timedelta(hours=20), created_at=one.at, changed_at=one.at,
    )  # fmt: skip


def _rating(county: County, one: Sent) -> Values:
    return county.own(
        screening_id=one.screening, rating="amber", due_at=one.due, source="Local", reason="Needs a look within a day.",
        set_by_id=one.worker, created_at=one.at,
    )  # fmt: skip


def _proposal(county: County, one: Sent) -> Values:
    return county.own(
        id=one.proposal, screening_id=one.screening, level=2, outcome="early_help", rationale="Early help is enough.",
        proposed_by_id=one.worker, state="ratified", answered_by_id=one.manager, answered_at=one.at, created_at=one.at,
    )  # fmt: skip


def _decision(county: County, one: Sent) -> Values:
    return county.own(
        screening_id=one.screening, proposal_id=one.proposal, referral_id=one.referral, child_record=one.child.id, level=2,
        level_name="Level 2", outcome="early_help", rationale="Early help is enough.", proposed_by_id=one.worker,
        ratified_by_id=one.manager, created_at=one.at,
    )  # fmt: skip


def _duty(county: County, one: Sent) -> Values:
    return county.own(
        id=one.duty, kind="screening.decide", subject_kind="screening.screening", subject_id=one.screening,
        child_id=one.child.id, reference=one.reference, what="Propose a decision", user_id=one.worker, clock_id=one.clock,
        due_at=one.due, state="open" if one.open else "done", opened_by_id=one.worker, created_at=one.at,
    )  # fmt: skip


def _seat(county: County, one: Sent) -> Values:
    return county.own(duty_id=one.duty, holder=f"person:{one.worker}", due_at=one.due, created_at=one.at)

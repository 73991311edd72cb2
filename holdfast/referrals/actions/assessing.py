"""Assessments sent alone, and the exploitation manager's look at a level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.exploitation import LEVELS, Level
from holdfast.rules.referral_gaps import entries, words

from ..models import FloorReview, Onward, Referral, RiskAssessment
from ..policies import check_can_assess, check_can_review
from ..types import Identity, OnwardKind, ReviewState
from .sending import Coming, assess


@action
def send_alone(*, by: Viewer, document: Mapping[str, Any], earlier: RiskAssessment | None = None) -> RiskAssessment:
    """Keep an assessment that goes to no MASH: early help, a review, a level with nothing seen.

    MODERATE or above goes to the exploitation manager's list with the writer's reason; it never blocks them.
    """
    check_can_assess(by)
    found = entries(document, "assessments")
    faults = [fault for number, entry in enumerate(found) for fault in _missing(number, entry)]
    if not found or faults:
        raise Faulty(faults or [Fault("/assessments", "There is no assessment here yet.")])
    coming = Coming(Identity.ACCOUNT, earlier={found[0]["child"]: earlier} if earlier else {})
    made = assess(by=by, document=document, entry=found[0], referred=None, coming=coming)
    record(by, "assessment.send-alone", made, child_id=made.child_id)
    return made


def _missing(number: int, entry: Mapping[str, Any]) -> list[Fault]:
    base, found = f"/assessments/{number}", []
    if words(entry, "level") not in set(Level):
        found.append(Fault(f"{base}/level", "Give your level of risk."))
    if not words(entry, "rationale"):
        found.append(Fault(f"{base}/rationale", "Say why you gave that level."))
    return found


@action
def review(*, by: Viewer, review: FloorReview, level: str, reason: str, seen: int) -> FloorReview:
    """The exploitation manager confirms the writer's level, or raises it. A level is never lowered here."""
    check_can_review(by, review)
    given = Level(review.assessment.level)
    if level not in set(Level):
        raise Faulty([Fault("level", "Choose a level.")])
    if Level(level).rank < given.rank:
        raise Refused(f"The writer gave {LEVELS[given]}. A review confirms a level or raises it; it does not lower one.")
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why, so that the writer and MASH can follow it.")])
    state = ReviewState.RAISED if Level(level).rank > given.rank else ReviewState.CONFIRMED
    review.change(
        seen=seen, state=state, level=level, decision_reason=reason.strip(), decided_by_id=by.person_id, decided_at=now()
    )
    record(by, "assessment.review", review, child_id=review.assessment.child_id, state=str(state))
    return review


@action
def go_onward(
    *,
    by: Viewer,
    kind: OnwardKind,
    wanted: bool,
    agreed: str = "",
    reason: str = "",
    assessment: RiskAssessment | None = None,
    referral: Referral | None = None,
) -> Onward:
    """Another way the worry goes, with the agreement it rests on or the reason without it."""
    made = Onward(
        partnership_id=by.here,
        assessment=assessment,
        referral=referral,
        kind=kind,
        wanted=wanted,
        agreed=agreed,
        reason=reason.strip(),
        chosen_by_id=by.person_id,
    )
    made.save(force_insert=True)
    record(by, "onward.choose", made, kind_of_route=str(kind), wanted=wanted)
    return made

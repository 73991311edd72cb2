"""One referral as it was sent, with how far it has come, what was decided and which clocks run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.record import read
from holdfast.kernel.time import LONDON
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.models import FloorReview, Referral
from holdfast.referrals.queries import referral_by_reference
from holdfast.screening.models import Decision, Screening
from holdfast.work.models import Clock


def shown(viewer: Viewer, reference: str) -> dict[str, Any]:
    """The document as it was sent, plus `reference`, `state`, `decisions` and `clocks`. Raises NotHere."""
    referral = referral_by_reference(viewer, reference)
    read(viewer, "referral.show", referral)
    screenings = {row.pk: row.child.position for row in _screenings(viewer, referral)}
    return {
        **referral.document,
        "reference": referral.reference,
        "state": referral.state,
        "decisions": [_decision(row, screenings) for row in _decisions(viewer, list(screenings))],
        "clocks": [_clock(row) for row in _clocks(viewer, referral, list(screenings))],
    }


def _screenings(viewer: Viewer, referral: Referral) -> list[Screening]:
    rows = visible(viewer, Screening).filter(referral_id=referral.pk).select_related("child")
    return list(rows.order_by("child__position"))


def _decisions(viewer: Viewer, screenings: list[UUID]) -> list[Decision]:
    return list(visible(viewer, Decision).filter(screening_id__in=screenings).order_by("created_at", "pk"))


def _decision(row: Decision, positions: dict[UUID, int]) -> dict[str, Any]:
    return {
        "child": positions[row.screening_id],
        "level": row.level,
        "outcome": row.outcome,
        "rationale": row.rationale,
        "decided_at": _london(row.created_at),
        "supersedes": str(row.supersedes_id) if row.supersedes_id else None,
    }


def _clocks(viewer: Viewer, referral: Referral, screenings: list[UUID]) -> list[Clock]:
    """The clocks of the referral, of each child's screening and of levels that are looked at."""
    reviews = FloorReview.objects.filter(partnership_id=viewer.here, assessment__referral_id=referral.pk)
    subjects = [referral.pk, *screenings, *reviews.values_list("pk", flat=True)]
    rows = visible(viewer, Clock).filter(subject_id__in=subjects)
    return list(rows.order_by("started_at", "due_at", "rule", "pk"))


def _clock(row: Clock) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "from": _london(row.started_at),
        "due": _london(row.due_at),
        "source": row.source,
        "steps": list(row.steps),
        "stopped": _london(row.stopped_at) if row.stopped_at else None,
    }


def _london(at: Any) -> str:
    return str(at.astimezone(LONDON).isoformat())

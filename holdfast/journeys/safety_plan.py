"""A safety plan beside what other parts of Holdfast know: the level last given anywhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.plans import actions as plans
from holdfast.plans.models import SafetyVersion
from holdfast.plans.queries import levels_of_child as levels_of_plans
from holdfast.referrals.queries import levels_of_child as levels_of_assessments


def levels_over_time(viewer: Viewer, child_id: UUID) -> list[tuple[str, datetime]]:
    """Every level that was given, by assessments, plans and meetings, the latest first."""
    given = [*levels_of_plans(viewer, child_id), *levels_of_assessments(viewer, child_id)]
    return sorted(given, key=lambda one: one[1], reverse=True)


def level_that_holds(viewer: Viewer, child_id: UUID) -> str:
    """The level last given; "" where none was."""
    return next((level for level, at in levels_over_time(viewer, child_id) if at <= now()), "")


@action
def put_forward(*, by: Viewer, child_id: UUID) -> SafetyVersion:
    """Put a plan forward. Its level may be lower than an assessment's only with evidence, as it may be than its own."""
    version = plans.put_forward(by=by, child_id=child_id, holds=level_that_holds(by, child_id))
    record(by, "safety-plan.journey", version, child_id=child_id)
    return version

"""A safety plan beside what other parts of Holdfast know: the level last given anywhere."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.questions import question
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.minute_models import MinuteLine
from holdfast.meetings.minute_types import MinuteState
from holdfast.plans import actions as plans
from holdfast.plans.models import SafetyVersion
from holdfast.plans.queries import levels_given
from holdfast.plans.queries import levels_of_child as levels_of_plans
from holdfast.referrals.queries import levels_assessed
from holdfast.referrals.queries import levels_of_child as levels_of_assessments
from holdfast.rules.minutes import LineKind
from holdfast.rules.plans import Given, holding


def levels_over_time(viewer: Viewer, child_id: UUID) -> list[tuple[str, datetime]]:
    """The levels that held, given by assessments, plans and meetings, the latest first."""
    plans_and_assessments = [*levels_of_plans(viewer, child_id), *levels_of_assessments(viewer, child_id)]
    given = [Given(level, at) for level, at in plans_and_assessments]
    given += [Given(row.level, at, agreed=True) for row, at in agreed_in_meetings(viewer, child_id)]
    return [(one.level, one.at) for one in holding(given)]


def asked_by_levels(viewer: Viewer, child_id: UUID) -> list[partial[Any]]:
    """What `levels_over_time` asks, for a page that asks it together with the rest."""
    return [partial(one, viewer, child_id) for one in (levels_given, levels_assessed, _agreed)]


def agreed_in_meetings(viewer: Viewer, child_id: UUID) -> list[tuple[MinuteLine, datetime]]:
    """The levels that meetings about a child agreed on, from minutes that were approved and lines for this viewer."""
    rows = _agreed(viewer, child_id)
    return [(row, row.meeting.starts_at) for row in rows if row.meeting.starts_at is not None]


@question
def _agreed(viewer: Viewer, child_id: UUID) -> QuerySet[MinuteLine]:
    rows = visible(viewer, MinuteLine).filter(
        meeting__child_id=child_id, meeting__minute__state=MinuteState.APPROVED, kind=LineKind.LEVEL, removed_at=None
    )
    return rows.exclude(level="").select_related("meeting").order_by("-meeting__starts_at", "pk")[:50]


def level_that_holds(viewer: Viewer, child_id: UUID) -> str:
    """The level last given; "" where none was."""
    return next((level for level, at in levels_over_time(viewer, child_id) if at <= now()), "")


@action
def put_forward(*, by: Viewer, child_id: UUID) -> SafetyVersion:
    """Put a plan forward. Its level may be lower than an assessment's only with evidence, as it may be than its own."""
    version = plans.put_forward(by=by, child_id=child_id, holds=level_that_holds(by, child_id))
    record(by, "safety-plan.journey", version, child_id=child_id)
    return version

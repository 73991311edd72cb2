"""A level of risk is given by a plan, a meeting or the end of a plan. It comes down on evidence alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies as records
from holdfast.rules.plans import LEVELS, evidence_missing

from ..models import LevelGiven
from ..types import LevelFrom


@action
def give_level(
    *,
    by: Viewer,
    child_id: UUID,
    level: str,
    given_in: LevelFrom,
    source_id: UUID,
    why: str = "",
    evidence: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> LevelGiven:
    """Write down a level. Given twice by one source, it stands once. Raises Faulty where it comes down without evidence."""
    records.check_can_read(by, child_id)
    if level not in LEVELS:
        raise Faulty([Fault("level", "Choose the level of risk")])
    same = LevelGiven.objects.filter(partnership_id=by.here, child_id=child_id, source_id=source_id, level=level).first()
    if same is not None:
        record(by, "level.again", same, child_id=child_id)
        return same
    if missing := evidence_missing(level_now(by, child_id), level, evidence or {}):
        raise Faulty([Fault("evidence", missing)])
    given = LevelGiven.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        level=level,
        at=at or now(),
        given_in=given_in,
        source_id=source_id,
        why=why.strip(),
        evidence=dict(evidence or {}),
        recorded_by_id=by.person_id,
    )
    record(by, "level.give", given, child_id=child_id, level=level)
    return given


def level_now(by: Viewer, child_id: UUID) -> str:
    """The level last given by a plan or a meeting; "" before the first."""
    rows = LevelGiven.objects.filter(partnership_id=by.here, child_id=child_id)
    return rows.order_by("-at", "-pk").values_list("level", flat=True).first() or ""

"""A meeting is convened for what called for it: MASH's strategy discussion, or the intervention that a pattern calls for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions
from holdfast.meetings.models import Meeting
from holdfast.meetings.suggesting import Suggestion
from holdfast.missing.actions.intervening import book_meeting
from holdfast.missing.models import Intervention
from holdfast.rules.meetings import Type
from holdfast.screening.models import OutcomeStep
from holdfast.screening.types import StepState

STEP, INTERVENTION = "screening.outcomestep", "missing.intervention"
CALLS = "call_discussion"  # of the steps of a strategy discussion, the one that calls it


@dataclass(frozen=True)
class Origin:
    """What calls for a meeting. kind: the type of meeting it calls for. meeting: the one there is already, if any."""

    source: str
    source_id: UUID
    kind: Type
    child_id: UUID
    meeting: Meeting | None


def origin(viewer: Viewer, source: str, source_id: UUID) -> Origin:
    """What calls for it, where that opens to the viewer and is not settled. Raises NotHere."""
    finder = SOURCES.get(source)
    if finder is None:
        raise NotHere
    kind, child_id = finder(viewer, source_id)
    return Origin(source, source_id, kind, child_id, meeting_for(viewer, source, source_id))


def _of_step(viewer: Viewer, step_id: UUID) -> tuple[Type, UUID]:
    row = visible(viewer, OutcomeStep).select_related("screening").filter(pk=step_id, key=CALLS, withdrawn_at=None).first()
    if row is None or row.state == StepState.DONE or row.screening.child_record is None:
        raise NotHere
    return Type.STRATEGY, row.screening.child_record


def _of_intervention(viewer: Viewer, intervention_id: UUID) -> tuple[Type, UUID]:
    row = visible(viewer, Intervention).filter(pk=intervention_id).first()
    if row is None or not row.open:
        raise NotHere
    return Type.MISSING_INTERVENTION, row.child_id


SOURCES: dict[str, Callable[[Viewer, UUID], tuple[Type, UUID]]] = {STEP: _of_step, INTERVENTION: _of_intervention}


def meeting_for(viewer: Viewer, source: str, source_id: UUID) -> Meeting | None:
    """The meeting that was convened for it, where it opens to the viewer."""
    return visible(viewer, Meeting).filter(origin_kind=source, origin_id=source_id).first()


@action
def convene_for(
    *, by: Viewer, source: str, source_id: UUID, said: actions.Convened, people: Sequence[Suggestion], late_reason: str = ""
) -> Meeting:
    """Convene what was called for. One that stands without a time is given it; there is never a second for the same call.

    A missing intervention is booked by it, and takes the pattern as an item; after its limit, only with a reason why it waits.
    """
    found = origin(by, source, source_id)
    if source == INTERVENTION and said.starts_at is not None and said.starts_at <= now():
        raise Faulty([Fault("starts_at", "Choose a time to come. A meeting that was held is recorded as held.")])
    if found.meeting is None:
        whole = replace(said, kind=found.kind.value, origin=(source, source_id))
        meeting = actions.convene(by=by, child_id=found.child_id, said=whole, people=people)
    else:
        meeting = _given_a_time(by, found.meeting, replace(said, kind=found.kind.value), people)
    if source == INTERVENTION and meeting.starts_at is not None:
        book_meeting(
            by=by, intervention_id=source_id, at=meeting.starts_at, takes_pattern=True, reference=meeting.reference,
            meeting_id=meeting.pk, late_reason=late_reason,
        )  # fmt: skip
    record(by, "meeting.convene-for", meeting, child_id=meeting.child_id, source=source)
    return meeting


def _given_a_time(by: Viewer, meeting: Meeting, said: actions.Convened, people: Sequence[Suggestion]) -> Meeting:
    """Whoever may convene takes on one that nobody runs yet; one that somebody runs is theirs to change."""
    if meeting.convened_by_id is None and meeting.chair_id is None:
        actions.take_on(by=by, meeting_id=meeting.pk)
    changed = actions.change(by=by, meeting_id=meeting.pk, seen=None, said=said)
    if people:
        actions.call(by=by, meeting_id=meeting.pk, people=people)
    return changed

"""Changing what a record says of the child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .. import policies, search
from ..models import Child, Summary

_FOUND_BY = {"given", "family", "known_as", "born_earliest", "born_latest"}
EDITABLE = frozenset(
    {
        *_FOUND_BY,
        "born_words",
        "unborn",
        "due_on",
        "died_on",
        "sex",
        "ethnicity",
        "nationality",
        "language",
        "interpreter",
        "communication",
        "access_needs",
        "send",
        "send_needs",
        "learning_disability",
        "is_parent",
        "staff_safety",
    }
)


def child_of(by: Viewer, child_id: UUID) -> Child:
    """The record, if the person may open it."""
    child = visible(by, Child).filter(pk=child_id).first()
    if child is None:
        raise NotHere
    return child


@action
def change_child(*, by: Viewer, child_id: UUID, seen: int | None, **values: Any) -> Child:
    """Save what is known of the child. `seen`: the version the person had before them."""
    policies.check_can_edit(by, child_id)
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A record has no {', '.join(sorted(unknown))} to change.")
    check_days(values)
    child = child_of(by, child_id).change(seen=seen, **values)
    if values.keys() & _FOUND_BY:
        search.refresh(child)
    record(by, "child.change", child, child_id=child_id, fields=sorted(values))
    return child


def check_days(values: dict[str, Any]) -> None:
    """A child is born once, before today, and does not die before being born."""
    faults = []
    born, died = values.get("born_earliest"), values.get("died_on")
    if born and born > today():
        faults.append(Fault("born", "The date of birth must not be in the future. For a child not born yet, say so."))
    if died and died > today():
        faults.append(Fault("died_on", "The date of death must not be in the future."))
    if died and born and died < born:
        faults.append(Fault("died_on", "The date of death must not be before the date of birth."))
    if faults:
        raise Faulty(faults)


@action
def write_summary(*, by: Viewer, child_id: UUID, seen: int | None, worried: str, working_well: str, needs: str) -> Summary:
    """What worries us, what is working well, what needs to happen."""
    policies.check_can_edit(by, child_id)
    values = {"worried": worried, "working_well": working_well, "needs": needs}
    summary, made = Summary.objects.get_or_create(
        partnership_id=by.here, child_id=child_id, defaults={**values, "changed_by": by.person_id}
    )
    if not made:
        summary.change(seen=seen if seen is not None else 0, **values, changed_by=by.person_id)
    record(by, "child.summary", summary, child_id=child_id)
    return summary

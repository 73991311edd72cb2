"""The parts of a record that are lists: names, numbers, addresses, schools, health, legal status, care, placements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.models import Record
from holdfast.kernel.viewer import Viewer
from holdfast.rules import identifiers

from .. import chronology, policies, search
from ..models import (
    Address,
    CarePeriod,
    Child,
    ChildName,
    Health,
    Identifier,
    LegalStatus,
    Placement,
    Schooling,
)
from ..types import IdentifierKind


@dataclass(frozen=True)
class Part:
    """A list on the record. fields: what a person may write in it; found_by: whether the child is searched by it."""

    key: str
    model: Any
    fields: frozenset[str]
    found_by: bool = False


def _part(key: str, model: Any, fields: str, *, found_by: bool = False) -> Part:
    return Part(key, model, frozenset(fields.split()), found_by)


PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        _part("name", ChildName, "kind given family from_date until note removed_at", found_by=True),
        _part("number", Identifier, "kind value note removed_at", found_by=True),
        _part(
            "address",
            Address,
            "kind lines town postcode confidential kept_from from_date until note",
            found_by=True,
        ),
        _part("school", Schooling, "kind name year_group attendance contact from_date until"),
        _part("health", Health, "kind name telephone note from_date until"),
        _part("legal", LegalStatus, "kind from_date until note"),
        _part("care", CarePeriod, "from_date until why_started why_ended"),
        _part("placement", Placement, "kind provider contact address_id out_of_area from_date until why_ended"),
    )
}


def part_of(by: Viewer, key: str, child_id: UUID, part_id: UUID) -> Record:
    """One row of a list of the record, if the person may read it."""
    part = PARTS.get(key)
    row = visible(by, part.model).filter(child_id=child_id, pk=part_id).first() if part else None
    if row is None:
        raise NotHere
    return row


@action
def add_part(*, by: Viewer, part: str, child_id: UUID, **values: Any) -> Record:
    """Add a row to a list of the record."""
    policies.check_can_edit(by, child_id)
    kind = _checked(by, part, child_id, values)
    row = kind.model._default_manager.create(partnership_id=by.here, child_id=child_id, **values)
    _after(by, kind, child_id)
    _say(by, part, row, child_id)
    record(by, f"child.{part}.add", row, child_id=child_id)
    return row


@action
def change_part(*, by: Viewer, part: str, child_id: UUID, part_id: UUID, seen: int | None, **values: Any) -> Record:
    """Save a row of a list, if nobody saved it since."""
    policies.check_can_edit(by, child_id)
    row = part_of(by, part, child_id, part_id)
    kind = _checked(by, part, child_id, values)
    row.change(seen=seen, **values)
    _after(by, kind, child_id)
    record(by, f"child.{part}.change", row, child_id=child_id, fields=sorted(values))
    return row


def _say(by: Viewer, part: str, row: Record, child_id: UUID) -> None:
    """What changes a child's standing in law or in care stands in the chronology. No placement is named there."""
    if isinstance(row, LegalStatus):
        words = f"{row.get_kind_display()} began."
    elif isinstance(row, CarePeriod):
        words = "The child began to be looked after."
    elif isinstance(row, Placement):
        words = f"A placement began: {row.get_kind_display().lower()}."
    else:
        return
    chronology.add(
        by=by,
        child_id=child_id,
        at=chronology.at_noon(row.from_date),
        kind=f"{part}.began",
        text=words,
        source_kind=row._meta.label_lower,
        source_id=row.pk,
    )


def _checked(by: Viewer, part: str, child_id: UUID, values: dict[str, Any]) -> Part:
    kind = PARTS[part]
    if unknown := values.keys() - kind.fields:
        raise TypeError(f"{part} has no {', '.join(sorted(unknown))}.")
    faults = _fault_in_days(values) + _fault_in_number(part, values)
    if part == "address" and values.get("postcode"):
        values["postcode"] = identifiers.postcode(values["postcode"]) or values["postcode"].strip().upper()
    if part == "placement" and values.get("address_id") is not None:
        faults += _fault_in_place(by, child_id, values["address_id"])
    if faults:
        raise Faulty(faults)
    return kind


def _fault_in_days(values: dict[str, Any]) -> list[Fault]:
    first, last = values.get("from_date"), values.get("until")
    if first and last and last < first:
        return [Fault("until", "The last day must not be before the first.")]
    return []


def _fault_in_number(part: str, values: dict[str, Any]) -> list[Fault]:
    """NHS numbers and pupil numbers carry their own check; the others are kept as given."""
    if part != "number" or "value" not in values:
        return []
    checks = {IdentifierKind.NHS: identifiers.nhs, IdentifierKind.UPN: identifiers.upn}
    check = checks.get(values.get("kind", ""))
    if check is None:
        values["value"] = values["value"].strip()
        return []
    good = check(values["value"])
    if good is None:
        name = IdentifierKind(values["kind"]).label
        return [Fault("value", f"This is not a valid {name}: a figure or letter is wrong. Check it against its source.")]
    values["value"] = good
    return []


def _fault_in_place(by: Viewer, child_id: UUID, address_id: UUID) -> list[Fault]:
    if visible(by, Address).filter(child_id=child_id, pk=address_id).exists():
        return []
    return [Fault("address_id", "Choose one of the addresses on this record.")]


def _after(by: Viewer, kind: Part, child_id: UUID) -> None:
    if kind.found_by:
        search.refresh(Child.objects.get(partnership_id=by.here, pk=child_id))

"""The people of a child's life: who they are, what they are to the child, what they may be told."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.viewer import Viewer

from .. import policies
from ..models import Child, Household, HouseholdMember, Person, Relationship, SafeToTell
from ..types import RelationKind, Tell, TellSubject, YesNo
from .shut_out import shut_out_of

PERSON_FIELDS = frozenset(
    [
        "given",
        "family",
        "known_as",
        "born_earliest",
        "born_latest",
        "born_words",
        "telephone",
        "email",
        "user_id",
        "language",
        "interpreter",
        "works_with_children",
        "died_on",
        "note",
    ]
)
RELATION_FIELDS = frozenset(
    (
        *("kind", "parental_responsibility", "in_household", "of_concern", "from_date", "until", "note"),
        *("contact", "contact_why", "contact_since"),
    )
)
_MUTUAL = {RelationKind.SIBLING, RelationKind.TWIN, RelationKind.HALF_SIBLING, RelationKind.FRIEND}


@action
def relate(
    *,
    by: Viewer,
    child_id: UUID,
    kind: str,
    person: dict[str, Any] | None = None,
    person_id: UUID | None = None,
    other_child_id: UUID | None = None,
    **values: Any,
) -> Relationship:
    """Say what somebody is to the child: a new person, one already on a record, or another child.

    person: the fields of a new person. A user who is, or seems to be, that person is shut out of the case at once (H10).
    """
    policies.check_can_edit(by, child_id)
    _check_relation(values)
    if kind == RelationKind.OF_CONCERN:
        values["of_concern"] = True
    whom = (
        {"other_child_id": _other(by, child_id, other_child_id)}
        if other_child_id
        else {"person_id": _person(by, person, person_id).pk}
    )
    made = Relationship.objects.create(partnership_id=by.here, child_id=child_id, kind=kind, **whom, **values)
    if other_child_id and kind in _MUTUAL:
        Relationship.objects.create(partnership_id=by.here, child_id=other_child_id, other_child_id=child_id, kind=kind, **values)
    record(by, "child.relate", made, child_id=child_id)
    if made.person_id:
        shut_out_of(by=by, child_id=child_id, person_id=made.person_id)
    return made


def _check_relation(values: dict[str, Any]) -> None:
    if unknown := values.keys() - RELATION_FIELDS:
        raise TypeError(f"A relationship has no {', '.join(sorted(unknown))}.")
    if values.get("contact") == YesNo.NO and not (values.get("contact_why") or "").strip():
        raise Faulty([Fault("contact_why", "Say why they may not have contact: an order, a plan or a decision.")])
    first, last = values.get("from_date"), values.get("until")
    if first and last and last < first:
        raise Faulty([Fault("until", "The last day must not be before the first.")])


def _other(by: Viewer, child_id: UUID, other_id: UUID) -> UUID:
    if other_id == child_id:
        raise Refused("A child is not related to their own record. Choose another child.")
    if not visible(by, Child).filter(pk=other_id).exists():
        raise NotHere
    return other_id


def _person(by: Viewer, fields: dict[str, Any] | None, person_id: UUID | None) -> Person:
    if person_id is not None:
        found = visible(by, Person).filter(pk=person_id).first()
        if found is None:
            raise NotHere
        return found
    return Person.objects.create(partnership_id=by.here, **_clean_person(fields or {}))


def _clean_person(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := fields.keys() - PERSON_FIELDS:
        raise TypeError(f"A person has no {', '.join(sorted(unknown))}.")
    if "email" in fields:
        fields = {**fields, "email": fields["email"].strip().lower()}
    return fields


@action
def change_person(*, by: Viewer, child_id: UUID, person_id: UUID, seen: int | None, **values: Any) -> Person:
    """Save who somebody is. Every case in which they stand shuts out the accounts that now seem to be them."""
    policies.check_can_edit(by, child_id)
    person = visible(by, Person).filter(pk=person_id, relationships__child_id=child_id).first()
    if person is None:
        raise NotHere
    person.change(seen=seen, **_clean_person(values))
    record(by, "person.change", person, child_id=child_id, fields=sorted(values))
    with acting_as(Viewer.job("records.shut-out", by.here)):  # also of the cases that do not open to this editor
        cases = list(
            Relationship.objects.filter(partnership_id=by.here, person_id=person_id)
            .values_list("child_id", flat=True)
            .distinct()[:200]
        )
    for case in cases:
        shut_out_of(by=by, child_id=case, person_id=person_id)
    return person


@action
def change_relationship(*, by: Viewer, child_id: UUID, relationship_id: UUID, seen: int | None, **values: Any) -> Relationship:
    """Save what somebody is to the child."""
    policies.check_can_edit(by, child_id)
    row = visible(by, Relationship).filter(pk=relationship_id, child_id=child_id).first()
    if row is None:
        raise NotHere
    _check_relation(values)
    row.change(seen=seen, **values)
    record(by, "child.relationship.change", row, child_id=child_id, fields=sorted(values))
    return row


@action
def tell(
    *,
    by: Viewer,
    child_id: UUID,
    person_id: UUID | None,
    subject: str = TellSubject.EVERYTHING,
    answer: str,
    why: str,
    until: dt.date | None = None,
) -> SafeToTell:
    """Record whether somebody may be told about a subject: yes, not yet, never (H8). The last answer holds."""
    policies.check_can_edit(by, child_id)
    if not why.strip():
        raise Faulty([Fault("why", "Say why: whoever is about to ring them needs to know.")])
    if person_id is not None:
        related = visible(by, Relationship).filter(child_id=child_id, person_id=person_id)
        if not related.exists():
            raise NotHere
    row = SafeToTell.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        person_id=person_id,
        subject=TellSubject(subject),
        answer=Tell(answer),
        why=why.strip(),
        until=until,
        recorded_by=by.person_id,
    )
    record(by, "child.safe-to-tell", row, child_id=child_id, answer=str(answer), about=str(subject))
    return row


@action
def join_household(
    *,
    by: Viewer,
    child_id: UUID,
    household_id: UUID | None = None,
    name: str = "",
    person_ids: tuple[UUID, ...] = (),
    from_date: dt.date | None = None,
) -> Household:
    """The child lives in a household: a new one, or one that is known; with the adults named."""
    policies.check_can_edit(by, child_id)
    house = _household(by, household_id, name)
    HouseholdMember.objects.get_or_create(
        partnership_id=by.here,
        household=house,
        child_id=child_id,
        until=None,
        defaults={"from_date": from_date},
    )
    for person_id in person_ids:
        HouseholdMember.objects.get_or_create(
            partnership_id=by.here, household=house, person=_person(by, None, person_id), until=None
        )
        shut_out_of(by=by, child_id=child_id, person_id=person_id)
    record(by, "child.household", house, child_id=child_id)
    return house


def _household(by: Viewer, household_id: UUID | None, name: str) -> Household:
    if household_id is None:
        return Household.objects.create(partnership_id=by.here, name=name.strip() or "Household")
    found = visible(by, Household).filter(pk=household_id).first()
    if found is None:
        raise NotHere
    return found


@action
def leave_household(
    *, by: Viewer, child_id: UUID, member_id: UUID, until: dt.date | None, seen: int | None = None
) -> HouseholdMember:
    """Somebody no longer lives in the household. until: None where that was said by mistake, and they live there still."""
    policies.check_can_edit(by, child_id)
    member = visible(by, HouseholdMember).filter(pk=member_id).first()
    if member is None:
        raise NotHere
    if until and member.from_date and until < member.from_date:
        raise Faulty([Fault("until", "The last day must not be before the first.")])
    kept = member.change(seen=seen, until=until)
    record(by, "child.household.leave", kept, child_id=child_id)
    return kept

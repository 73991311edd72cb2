"""The people around a child, and what they may be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from ..models import (
    Child,
    HouseholdMember,
    Person,
    Relationship,
    SafeToTell,
)
from ..types import Tell, TellSubject
from .child import MANY


@dataclass(frozen=True)
class TellAnswer:
    """Whether somebody may be told about a subject, today. `row` is none where nobody has said: then it is not yet."""

    person: Person | None
    subject: str
    answer: Tell
    row: SafeToTell | None


def relationships(viewer: Viewer, child_id: UUID) -> list[Relationship]:
    """Everybody in the child's life. Another child appears only where that record opens."""
    others = visible(viewer, Child).filter(pk=OuterRef("other_child_id"), set_aside_at=None)
    rows = (
        visible(viewer, Relationship)
        .filter(Q(other_child_id__isnull=True) | Q(Exists(others)), child_id=child_id)
        .select_related("person", "other_child")
    )
    return list(rows.order_by("until", "-of_concern", "kind", "pk")[:MANY])


def households(viewer: Viewer, child_id: UUID) -> list[HouseholdMember]:
    """The people of each household the child lives or lived in."""
    mine = HouseholdMember.objects.filter(partnership_id=viewer.here, child_id=child_id, household_id=OuterRef("household_id"))
    rows = visible(viewer, HouseholdMember).filter(Exists(mine)).select_related("household", "person", "child")
    return list(rows.order_by("household_id", "until", "pk")[:MANY])


# -- safe to tell -----------------------------------------------------------------------------------------------------


def tell_answers(viewer: Viewer, child_id: UUID) -> list[SafeToTell]:
    """The answer that holds for each person and subject, the newest alone."""
    day = today()
    return [row for row in newest_tell_answers(viewer, child_id) if row.until is None or row.until >= day]


@question
def newest_tell_answers(viewer: Viewer, child_id: UUID) -> QuerySet[SafeToTell]:
    return (
        visible(viewer, SafeToTell)
        .filter(child_id=child_id)
        .order_by("person_id", "subject", "-created_at", "-pk")
        .distinct("person_id", "subject")
        .select_related("person")
    )


def safe_to_tell(viewer: Viewer, child_id: UUID, relations: Sequence[Relationship]) -> list[TellAnswer]:
    """For the child and for each adult: every answer that holds, and "not yet" where nobody has said."""
    answers = tell_answers(viewer, child_id)
    adults = {row.person_id: row.person for row in relations if row.person_id}
    people: list[Person | None] = [None, *adults.values()]
    found = []
    for person in people:
        own = [row for row in answers if row.person_id == (person.pk if person else None)]
        found += [TellAnswer(person, row.subject, Tell(row.answer), row) for row in own]
        if not any(row.subject == TellSubject.EVERYTHING for row in own):
            found.append(TellAnswer(person, TellSubject.EVERYTHING, Tell.NOT_YET, None))
    return found


def may_tell(viewer: Viewer, *, child_id: UUID, person_id: UUID | None, subject: str = TellSubject.EVERYTHING) -> bool:
    """Whether this person may be told about this subject, today. Unset is not yet; "never" about everything is never."""
    about = Q(person_id=person_id) if person_id else Q(person_id__isnull=True)
    rows = SafeToTell.objects.filter(about, partnership_id=viewer.here, child_id=child_id)
    newest = rows.order_by("subject", "-created_at", "-pk").distinct("subject")
    held_now = {row.subject: row.answer for row in newest if row.until is None or row.until >= today()}
    if held_now.get(TellSubject.EVERYTHING) == Tell.NEVER:
        return False
    return held_now.get(subject, held_now.get(TellSubject.EVERYTHING)) == Tell.YES


def person(viewer: Viewer, child_id: UUID, person_id: UUID) -> Person:
    """Somebody in this child's life."""
    row = visible(viewer, Person).filter(pk=person_id, relationships__child_id=child_id).first()
    if row is None:
        raise NotHere
    return row


def relationship(viewer: Viewer, child_id: UUID, relationship_id: UUID) -> Relationship:
    row = visible(viewer, Relationship).select_related("person").filter(pk=relationship_id, child_id=child_id).first()
    if row is None:
        raise NotHere
    return row


def household_member(viewer: Viewer, member_id: UUID) -> HouseholdMember:
    """Somebody's time in a household, by its own id."""
    row = visible(viewer, HouseholdMember).filter(pk=member_id).first()
    if row is None:
        raise NotHere
    return row

"""Who is to read a document: the child, a relative, a professional, or somebody of the case by the sender's reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.kernel.viewer import Viewer
from holdfast.records.intake.giving import ref_of
from holdfast.records.models import CasePerson, Child, Relationship
from holdfast.rules.disclosure import readers as rules


@dataclass(frozen=True)
class Reader:
    """ref: what findings call them. groups: which readers they are. refs: every reference by which an audience may name them.

    person_id: their row in the record, where they have one; the child has none.
    """

    ref: str
    role: str = ""
    groups: frozenset[str] = frozenset()
    person_id: UUID | None = None
    refs: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_child(self) -> bool:
        return rules.CHILD in self.groups


CHILD = Reader("", "child", frozenset({rules.CHILD}))
PROFESSIONAL = Reader("", "professional", frozenset({rules.PROFESSIONALS}))
POLICE = Reader("", "police", frozenset({rules.POLICE, rules.PROFESSIONALS}))
OUTSIDE = Reader("", "outside", frozenset())


def reader_called(viewer: Viewer, child_id: UUID, ref: str) -> Reader | None:
    """The reader with a reference of this case: the sender's, or our own id of the child or of the person."""
    child = visible(viewer, Child).filter(pk=child_id).first()
    if child is None:
        return None
    if ref in (ref_of(viewer, child), str(child.pk)):
        return the_child(viewer, child)
    held = visible(viewer, CasePerson).filter(child_id=child_id, ref=ref, removed_at=None).first()
    if held is not None:
        return Reader(ref, held.role, rules.groups_of(held.role), held.person_id, frozenset({ref, str(held.person_id)}))
    try:
        person_id = UUID(ref)
    except ValueError:
        return None
    return relative(viewer, child_id, person_id)


def the_child(viewer: Viewer, child: Child) -> Reader:
    ref = ref_of(viewer, child)
    return Reader(ref, "child", frozenset({rules.CHILD}), None, frozenset({ref, str(child.pk)}))


def relative(viewer: Viewer, child_id: UUID, person_id: UUID) -> Reader | None:
    """Somebody related to the child in the record; none where they are not."""
    held = visible(viewer, CasePerson).filter(child_id=child_id, person_id=person_id, removed_at=None).first()
    if held is not None:
        return Reader(held.ref, held.role, rules.groups_of(held.role), person_id, frozenset({held.ref, str(person_id)}))
    row = visible(viewer, Relationship).filter(child_id=child_id, person_id=person_id).order_by("-created_at").first()
    if row is None:
        return None
    groups = frozenset() if row.of_concern else rules.groups_of(row.kind)
    return Reader(str(person_id), row.kind, groups, person_id, frozenset({str(person_id)}))

"""The child's and each relative's copy of a plan: their own answers, in their own headings, and nothing of what is not theirs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies as records
from holdfast.records.models import Person, Relationship
from holdfast.records.queries import may_tell
from holdfast.records.types import RelationKind, TellSubject
from holdfast.rules.plan_editions import Leak, Reader, divided, leaks
from holdfast.rules.plans import BY_KEY

from .actions.writing import relatives_of
from .models import SafetyPlan, SafetyVersion, VersionItem
from .queries import items_of

JOB = "plans.editions"
TITLES = {"child": "My plan", "family": "Our plan"}
NOT_SAFE = (
    "It is not recorded that this person may safely be told about meetings and plans. Whoever leads for the child can record it, "
    "with the reason, before a copy is given."
)
NOT_YOURS = "A part of this copy is not for you. Somebody who reads the whole of it prepares it."


@dataclass(frozen=True)
class Copy:
    """One reader's copy of the version that holds.

    heads, lines: what stands in it. leaks: what must be changed before it can be given. why_not: another reason why it cannot
    be given yet. person: the relative; none is the child.
    """

    version: SafetyVersion
    reader: Reader
    person: Person | None
    title: str
    lines: tuple[tuple[str, str], ...]
    leaks: tuple[Leak, ...]
    why_not: str

    @property
    def may_be_given(self) -> bool:
        return bool(self.lines) and not self.leaks and not self.why_not


def copy_for(viewer: Viewer, child_id: UUID, person_id: UUID | None = None) -> Copy:
    """The copy of the child, or of one relative whom somebody may choose. Raises NotHere for anybody else."""
    records.check_can_read(viewer, child_id)
    version = version_that_holds(viewer, child_id)
    person = _relative(viewer, child_id, person_id) if person_id else None
    reader = Reader(person_id)
    # What is in the way may stand in answers that whoever prepares the copy does not read: the system compares, and shows none.
    with acting_as(Viewer.job(JOB, viewer.here)):
        rows = list(VersionItem.objects.filter(partnership_id=viewer.here, version_of=version).order_by("place", "pk"))
        found = leaks(rows, reader, names_of_concern(viewer, child_id))
    theirs, _kept = divided(rows, reader)
    mine = {one.pk for one in items_of(viewer, version)}
    shown = [one for one in theirs if one.pk in mine]
    lines = tuple((BY_KEY[one.key].mine or BY_KEY[one.key].label, one.words) for one in shown)
    why_not = NOT_YOURS if len(shown) < len(theirs) else _why_not(viewer, child_id, person_id)
    return Copy(version, reader, person, TITLES[reader.kind], lines, tuple(found), why_not)


def version_that_holds(viewer: Viewer, child_id: UUID) -> SafetyVersion:
    plan = visible(viewer, SafetyPlan).filter(child_id=child_id, closed_at=None).first()
    if plan is None or not plan.approved:
        raise Refused("There is no approved version of this plan yet, so there is no copy of it.")
    version = visible(viewer, SafetyVersion).filter(plan=plan, number=plan.approved).first()
    if version is None:
        raise NotHere
    return version


def _relative(viewer: Viewer, child_id: UUID, person_id: UUID) -> Person:
    found = next((row.person for row in relatives_of(viewer, child_id) if row.person_id == person_id), None)
    if found is None:
        raise NotHere
    return found


def names_of_concern(viewer: Viewer, child_id: UUID) -> list[str]:
    """Every name by which the record knows somebody of concern: in full, and each part alone."""
    concern = Q(of_concern=True) | Q(kind=RelationKind.OF_CONCERN)
    rows = Relationship.objects.filter(concern, partnership_id=viewer.here, child_id=child_id)
    named: list[str] = []
    for row in rows.select_related("person", "other_child")[:200]:
        one = row.person or row.other_child
        if one is not None:
            named += [f"{one.given} {one.family}".strip(), one.given, one.family, one.known_as]
    return [name for name in dict.fromkeys(named) if name.strip()]


def _why_not(viewer: Viewer, child_id: UUID, person_id: UUID | None) -> str:
    """Nothing reaches a relative without a recorded "yes" (H8). The child made the plan."""
    if person_id is None or may_tell(viewer, child_id=child_id, person_id=person_id, subject=TellSubject.MEETINGS):
        return ""
    return NOT_SAFE

"""A safety plan is begun and written, an answer at a time, by whoever works with the child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Relationship
from holdfast.records.types import Audience, RelationKind
from holdfast.rules.plans import BY_KEY, EVIDENCE, LEVELS, WHOSE

from ..models import PlanItem, SafetyPlan
from ..policies import check_can_write
from ..types import TookPart

CIRCLE_ONLY = "Only what every professional of the circle reads can go to the child or a relative. Change one or the other."
_EVIDENCE = {option.key for option in EVIDENCE}
_WHOSE = {option.key for option in WHOSE}
MOST_ITEMS = 120


@dataclass(frozen=True)
class ItemGiven:
    """An answer as somebody sends it. slot: what faults name it by. item_id: none for a new one. seen: the version they had."""

    slot: str
    key: str
    words: str
    whose: str = "worker"
    readers: str = Audience.PROFESSIONALS.value
    child: bool = False
    relatives: tuple[UUID, ...] = ()
    named: tuple[UUID, ...] = ()
    not_for: tuple[UUID, ...] = ()
    item_id: UUID | None = None
    seen: int | None = None

    @property
    def audience(self) -> list[str]:
        more = [Audience.CHILD.value] if self.child else []
        return [self.readers, *more, *([Audience.FAMILY.value] if self.relatives else [])]

    def values(self) -> dict[str, Any]:
        return {
            "words": self.words.replace("\r\n", "\n").strip(),
            "whose": self.whose,
            "audience": self.audience,
            "relatives": list(self.relatives),
            "named": list(self.named),
            "not_for": list(self.not_for),
        }


@action
def open_plan(*, by: Viewer, child_id: UUID) -> SafetyPlan:
    """Begin the child's plan. One stands open at a time: whoever asks for a second is given the one there is."""
    check_can_write(by, child_id)
    plan = open_plan_of(by, child_id)
    if plan is None:
        plan = SafetyPlan.objects.create(partnership_id=by.here, child_id=child_id, opened_by_id=by.person_id)
    record(by, "safety-plan.open", plan, child_id=child_id)
    return plan


def open_plan_of(by: Viewer, child_id: UUID) -> SafetyPlan | None:
    return visible(by, SafetyPlan).filter(child_id=child_id, closed_at=None).first()


def held_plan(by: Viewer, child_id: UUID) -> SafetyPlan:
    """The plan that stands open, held against anybody else who writes it at this moment."""
    rows = visible(by, SafetyPlan).filter(child_id=child_id, closed_at=None)
    plan = rows.select_for_update(of=("self",)).first()
    if plan is None:
        raise Refused("Nobody has begun this child's plan yet. Begin it first.")
    return plan


@action
def save_items(*, by: Viewer, child_id: UUID, given: Sequence[ItemGiven]) -> SafetyPlan:
    """Save answers. One that somebody else saved meanwhile stops the whole, with both versions; nothing typed is lost.

    Raises StaleEdit with the words of each such answer by its slot.
    """
    check_can_write(by, child_id)
    plan = held_plan(by, child_id)
    _check(by, child_id, given)
    rows = {row.pk: row for row in visible(by, PlanItem).filter(plan=plan).select_for_update(of=("self",))[:MOST_ITEMS]}
    if any(one.item_id is not None and one.item_id not in rows for one in given):
        raise NotHere
    _check_seen(rows, given)
    changed = [_saved(by, plan, rows, one) for one in given if _differs(rows, one)]
    if changed and by.person_id and by.person_id not in plan.writers:
        plan.change(seen=None, writers=[*plan.writers, by.person_id])
    record(by, "safety-plan.write", plan, child_id=child_id, items=[str(row.pk) for row in changed])
    return plan


def _check(by: Viewer, child_id: UUID, given: Sequence[ItemGiven]) -> None:
    """Every fault at once, each beside its answer."""
    chosen = {person for one in given for person in one.relatives}
    allowed = {row.person_id for row in relatives_of(by, child_id)} if chosen else set()
    faults = [fault for one in given for fault in _faults(one, allowed)]
    if faults:
        raise Faulty(faults)


def _faults(one: ItemGiven, allowed: set[UUID | None]) -> list[Fault]:
    question = BY_KEY[one.key]
    found = []
    if len(one.words.strip()) > question.limit:
        found.append(Fault(f"{one.slot}-words", f"{question.label} must be {question.limit:,} characters or fewer"))
    if one.whose not in _WHOSE or one.readers not in ("professionals", "police", "named"):
        found.append(Fault(f"{one.slot}-readers", "Choose one of the answers listed"))
    copies = {kind for kind, there in (("child", one.child), ("family", bool(one.relatives))) if there}
    if copies & question.never:
        found.append(Fault(f"{one.slot}-copies", f"{question.label} can never be in this copy"))
    elif copies and one.readers != Audience.PROFESSIONALS:
        found.append(Fault(f"{one.slot}-copies", CIRCLE_ONLY))
    if set(one.relatives) - allowed:
        found.append(Fault(f"{one.slot}-copies", "Choose relatives who are in this child's record and are not of concern"))
    return found


def relatives_of(by: Viewer, child_id: UUID) -> list[Relationship]:
    """Whom a copy may be for: the adults of the record, but whoever is of concern."""
    rows = visible(by, Relationship).filter(child_id=child_id, person__isnull=False, until=None, of_concern=False)
    rows = rows.exclude(kind=RelationKind.OF_CONCERN).exclude(person_id__in=_of_concern(by, child_id)).select_related("person")
    return list(rows.order_by("kind", "pk")[:40])


def _of_concern(by: Viewer, child_id: UUID) -> Any:
    """Whoever is of concern in one way is of concern, whatever else they are to the child."""
    rows = visible(by, Relationship).filter(child_id=child_id, person__isnull=False)
    return rows.filter(Q(of_concern=True) | Q(kind=RelationKind.OF_CONCERN)).values("person_id")


def _check_seen(rows: Mapping[UUID, PlanItem], given: Sequence[ItemGiven]) -> None:
    stale = {
        one.slot: (rows[one.item_id].words, one.words)
        for one in given
        if one.item_id is not None and one.seen is not None and rows[one.item_id].version != one.seen
    }
    if stale:
        raise StaleEdit({slot: pair[0] for slot, pair in stale.items()}, {slot: pair[1] for slot, pair in stale.items()}, 0)


def _differs(rows: Mapping[UUID, PlanItem], one: ItemGiven) -> bool:
    if one.item_id is None:
        return bool(one.words.strip())
    row, values = rows[one.item_id], one.values()
    return any(getattr(row, name) != value for name, value in values.items())


def _saved(by: Viewer, plan: SafetyPlan, rows: Mapping[UUID, PlanItem], one: ItemGiven) -> PlanItem:
    if one.item_id is not None:
        return rows[one.item_id].change(seen=None, **one.values())
    return PlanItem.objects.create(
        partnership_id=by.here, plan=plan, child_id=plan.child_id, key=one.key, recorded_by=by.person_id, **one.values()
    )


@dataclass(frozen=True)
class Particulars:
    """The level a plan will be put forward with, and who made it."""

    level: str
    why_level: str
    evidence: Mapping[str, str] = field(default_factory=dict)
    took_part: Sequence[Mapping[str, str]] = ()


@action
def save_particulars(*, by: Viewer, child_id: UUID, seen: int | None, given: Particulars) -> SafetyPlan:
    """The level with its reasons, and who took part and how."""
    check_can_write(by, child_id)
    plan = held_plan(by, child_id)
    if given.level not in LEVELS:
        raise Faulty([Fault("level", "Choose the level of risk")])
    how = set(TookPart.values)
    values = {
        "level": given.level,
        "why_level": given.why_level.strip(),
        "evidence": {key: words.strip() for key, words in given.evidence.items() if key in _EVIDENCE and words.strip()},
        "took_part": [dict(one) for one in given.took_part if one.get("how") in how],
    }
    writers = plan.writers if by.person_id is None or by.person_id in plan.writers else [*plan.writers, by.person_id]
    plan.change(seen=seen, **values)
    if writers != plan.writers:
        SafetyPlan.objects.filter(pk=plan.pk, partnership_id=by.here).update(writers=writers)
        plan.writers = writers
    record(by, "safety-plan.particulars", plan, child_id=child_id)
    return plan

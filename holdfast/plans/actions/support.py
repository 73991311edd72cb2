"""How the work is done now, the child's other plans, and who comes when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, StaleEdit
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.plan_together import BY_SUBJECT, KINDS, MODES

from ..around_models import OtherPlan, RegularContact, SupportPlan, SupportVersion
from ..policies import check_can_write

WORDS = ("aims", "child_chose", "reach", "never", "answers", "cut_off")
_KINDS, _MODES = {one.key for one in KINDS}, {one.key for one in MODES}
LONGEST_GAP = 366


def said(values: Mapping[str, str]) -> dict[str, str]:
    """What a plan says on the subjects of the table, and nothing else."""
    return {
        key: answer
        for key, answer in values.items()
        if key in BY_SUBJECT and answer in {option.key for option in BY_SUBJECT[key].options}
    }


@action
def save_support(
    *, by: Viewer, child_id: UUID, seen: int | None, says: Mapping[str, str], review_on: dt.date | None, **words: str
) -> SupportPlan:
    """Save how the work is done now. What it said before is kept as a version."""
    check_can_write(by, child_id)
    if unknown := words.keys() - set(WORDS):
        raise TypeError(f"A support plan has no {', '.join(sorted(unknown))}.")
    values: dict[str, Any] = {name: text.replace("\r\n", "\n").strip() for name, text in words.items()}
    if not values.get("reach"):
        raise Faulty([Fault("reach", "Say how and when the child may safely be reached. Ask the child.")])
    values |= {"says": said(says), "review_on": review_on, "saved_by_id": by.person_id}
    plan = visible(by, SupportPlan).filter(child_id=child_id).select_for_update(of=("self",)).first()
    if plan is None:
        plan = SupportPlan.objects.create(partnership_id=by.here, child_id=child_id, **values)
    else:
        if seen is not None and plan.version != seen:
            raise StaleEdit({name: getattr(plan, name) for name in WORDS}, values, plan.version)
        plan.change(seen=None, **values)
    kept = {name: getattr(plan, name) for name in WORDS} | {"says": plan.says}
    SupportVersion.objects.create(
        partnership_id=by.here, plan=plan, child_id=child_id, number=plan.version, values=kept, saved_by_id=by.person_id
    )
    record(by, "support-plan.save", plan, child_id=child_id, number=plan.version)
    return plan


@action
def save_other(*, by: Viewer, child_id: UUID, other_id: UUID | None, seen: int | None, **values: Any) -> OtherPlan:
    """Write down another plan of the child's as a fact, or put it right. With `until` it has ended."""
    check_can_write(by, child_id)
    faults = []
    if values.get("kind") not in _KINDS:
        faults.append(Fault("kind", "Choose which plan it is"))
    if not str(values.get("lead") or "").strip():
        faults.append(Fault("lead", "Say who leads it"))
    if faults:
        raise Faulty(faults)
    given = {name: values.get(name) for name in ("review_on", "from_date", "until")}
    given |= {name: str(values.get(name) or "").strip() for name in ("kind", "lead", "agency", "purpose")}
    given["says"] = said(values.get("says") or {})
    if other_id is None:
        row = OtherPlan.objects.create(partnership_id=by.here, child_id=child_id, **given)
    else:
        row = _own(by, OtherPlan, child_id, other_id).change(seen=seen, **given)
    record(by, "other-plan.save", row, child_id=child_id, plan=row.kind)
    return row


@action
def save_contact(*, by: Viewer, child_id: UUID, contact_id: UUID | None, seen: int | None, **values: Any) -> RegularContact:
    """Write down who comes, rings or writes to the child again and again, or put it right. With `until` it has ended."""
    check_can_write(by, child_id)
    _check_contact(values)
    other = values.get("other_id")
    if other is not None:
        _own(by, OtherPlan, child_id, other)
    given = {name: values.get(name) for name in ("other_id", "mode", "every_days", "until")}
    given |= {name: str(values.get(name) or "").strip() for name in ("who", "agency", "at", "purpose")}
    given["first_on"] = values.get("first_on") or today()
    if contact_id is None:
        row = RegularContact.objects.create(partnership_id=by.here, child_id=child_id, **given)
    else:
        row = _own(by, RegularContact, child_id, contact_id).change(seen=seen, **given)
    record(by, "regular-contact.save", row, child_id=child_id, mode=row.mode)
    return row


def _check_contact(values: Mapping[str, Any]) -> None:
    faults = [
        Fault(name, words)
        for name, words in (("who", "Say who comes"), ("agency", "Say of which agency they are"))
        if not str(values.get(name) or "").strip()
    ]
    if values.get("mode") not in _MODES:
        faults.append(Fault("mode", "Choose how"))
    every = values.get("every_days")
    if not isinstance(every, int) or not 1 <= every <= LONGEST_GAP:
        faults.append(Fault("every_days", f"Say every how many days, from 1 to {LONGEST_GAP}"))
    if faults:
        raise Faulty(faults)


def _own(by: Viewer, model: Any, child_id: UUID, pk: UUID) -> Any:
    row = visible(by, model).filter(child_id=child_id, pk=pk).first()
    if row is None:
        raise NotHere
    return row

"""Writing the ledger of agreement. A line is never changed: what comes after it is another line."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.agreement import PURPOSES
from holdfast.rules.lawful_basis import LAWFUL_BASES

from .. import policies
from ..models import Agreement, Relationship
from ..types import Agreed, Capacity

_BASES = {option.key for option in LAWFUL_BASES}
ASKED = frozenset({Agreed.GIVEN, Agreed.REFUSED, Agreed.WITHDRAWN})


@action
def record_agreement(
    *,
    by: Viewer,
    child_id: UUID,
    purpose: str,
    answer: str,
    person_id: UUID | None = None,
    capacity: str = Capacity.NOT_WEIGHED,
    capacity_note: str = "",
    covers: str = "",
    words_version: str = "",
    on_date: dt.date | None = None,
    until: dt.date | None = None,
    lawful_basis: str = "",
    reason: str = "",
) -> Agreement:
    """Write down what somebody said when they were asked, or why sharing goes on without them."""
    policies.check_can_edit(by, child_id)
    if person_id is not None and not visible(by, Relationship).filter(child_id=child_id, person_id=person_id).exists():
        raise NotHere
    said = Agreed(answer)
    _check(said, purpose, Capacity(capacity), words_version, on_date, until, lawful_basis, reason)
    return _write(
        by,
        child_id,
        purpose=purpose,
        answer=said,
        person_id=None if said == Agreed.OVERRIDDEN else person_id,
        capacity=Capacity(capacity),
        capacity_note=capacity_note.strip(),
        covers=covers.strip(),
        words_version=words_version.strip(),
        on_date=on_date or today(),
        until=until,
        lawful_basis=lawful_basis,
        reason=reason.strip(),
    )


def _check(
    said: Agreed,
    purpose: str,
    capacity: Capacity,
    words_version: str,
    on_date: dt.date | None,
    until: dt.date | None,
    lawful_basis: str,
    reason: str,
) -> None:
    """Every fault at once, each beside its question."""
    faults = []
    if purpose not in PURPOSES:
        faults.append(Fault("purpose", "Choose what it is for"))
    elif said == Agreed.OVERRIDDEN and PURPOSES[purpose].voluntary:
        faults.append(Fault("answer", "This is voluntary: it cannot go on without agreement"))
    if said in ASKED and capacity == Capacity.NOT_WEIGHED:
        faults.append(Fault("capacity", "Say whether they could decide this"))
    if said == Agreed.GIVEN and capacity in (Capacity.NOT_GILLICK, Capacity.LACKS):
        faults.append(Fault("capacity", "Somebody who cannot decide this has not agreed to it: ask whoever decides for them"))
    if said == Agreed.GIVEN and not words_version.strip():
        faults.append(Fault("words_version", "Say which words they agreed to: the leaflet or form, and its version"))
    if said == Agreed.OVERRIDDEN and lawful_basis not in _BASES:
        faults.append(Fault("lawful_basis", "Choose the lawful basis"))
    if said in (Agreed.OVERRIDDEN, Agreed.NOT_ASKED) and not reason.strip():
        faults.append(Fault("reason", "Give the reason"))
    if until is not None and until < (on_date or today()):
        faults.append(Fault("until", "The last day must not be before the day it was said"))
    if faults:
        raise Faulty(faults)


@action
def set_agreement_aside(*, by: Viewer, child_id: UUID, agreement_id: UUID, reason: str) -> Agreement:
    """A line that should not stand: recorded of the wrong child, or in error. It is kept, and no longer counts."""
    policies.check_can_edit(by, child_id)
    row = visible(by, Agreement).filter(child_id=child_id, pk=agreement_id).first()
    if row is None:
        raise NotHere
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why this line should not stand")])
    if row.answer == Agreed.OVERRIDDEN:
        raise Refused("What was decided without agreement is history. Record what holds now instead.")
    return _set_aside(by, row, reason.strip())


def _set_aside(by: Viewer, row: Agreement, reason: str) -> Agreement:
    return _write(
        by,
        row.child_id,
        purpose=row.purpose,
        answer=Agreed.SET_ASIDE,
        person_id=row.person_id,
        giver=row.giver,
        on_date=today(),
        reason=reason,
        source_kind=row.source_kind,
        source_id=row.source_id,
    )


@action
def feed_agreement(
    *,
    by: Viewer,
    child_id: UUID,
    purposes: tuple[str, ...],
    answer: Agreed,
    giver: str,
    on_date: dt.date,
    source_kind: str,
    source_id: UUID,
    covers: str = "",
    lawful_basis: str = "",
    reason: str = "",
    words_version: str = "",
) -> list[Agreement]:
    """What was written elsewhere, such as on a referral, stands in the ledger too. Once for each source."""
    made = []
    for purpose in purposes:
        same = Agreement.objects.filter(
            partnership_id=by.here,
            child_id=child_id,
            purpose=purpose,
            answer=answer,
            source_kind=source_kind,
            source_id=source_id,
        )
        if not same.exists():
            made.append(
                _write(
                    by, child_id, purpose=purpose, answer=answer, giver=giver.strip(), on_date=on_date, covers=covers.strip(),
                    lawful_basis=lawful_basis, reason=reason.strip(), words_version=words_version, source_kind=source_kind,
                    source_id=source_id,
                )
            )  # fmt: skip
    verb, source = "child.agreement.feed", str(source_id)
    record(by, verb, None, child_id=child_id, count=len(made), purposes=list(purposes), answer=str(answer), source=source)
    return made


@action
def take_back_fed(*, by: Viewer, child_id: UUID, source_kind: str, source_id: UUID, reason: str) -> int:
    """What came from a source that was not about this child no longer counts here; the lines are kept."""
    rows = Agreement.objects.filter(partnership_id=by.here, child_id=child_id, source_kind=source_kind, source_id=source_id)
    fed = [row for row in rows.order_by("created_at", "pk")[:100] if row.answer not in (Agreed.SET_ASIDE, Agreed.OVERRIDDEN)]
    for row in fed:
        _set_aside(by, row, reason)
    record(by, "child.agreement.take-back", None, child_id=child_id, count=len(fed))
    return len(fed)


def _write(by: Viewer, child_id: UUID, **values: object) -> Agreement:
    row = Agreement.objects.create(partnership_id=by.here, child_id=child_id, recorded_by=by.person_id, **values)
    record(by, "child.agreement", row, child_id=child_id, purpose=row.purpose, answer=str(row.answer))
    return row

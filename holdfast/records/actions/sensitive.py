"""Facts that may harm a child if the wrong person reads them. Each names its readers (H17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.viewer import Viewer

from .. import policies
from ..models import SensitiveFact
from ..types import Audience, SensitiveKind

FIELDS = frozenset(["words", "source", "agreed", "audience", "named", "not_for", "ask", "removed_at"])


@action
def add_sensitive(
    *,
    by: Viewer,
    child_id: UUID,
    kind: str,
    words: str,
    agreed: str,
    source: str = "",
    audience: Sequence[str] = (Audience.NAMED.value,),
    named: Sequence[UUID] = (),
    not_for: Sequence[UUID] = (),
    ask: str = "",
) -> SensitiveFact:
    """Record a sensitive fact for those the child or source agreed to. agreed: whose agreement, and to what."""
    policies.check_can_edit(by, child_id)
    _check(words, agreed)
    row = SensitiveFact.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        kind=SensitiveKind(kind),
        words=words.strip(),
        agreed=agreed.strip(),
        source=source.strip(),
        audience=[str(Audience(key)) for key in audience],
        named=list(named),
        not_for=list(not_for),
        ask=ask.strip(),
        recorded_by=by.person_id,
    )
    record(by, "child.sensitive.add", row, child_id=child_id, readers=list(row.audience))
    return row


def _check(words: str, agreed: str) -> None:
    faults = []
    if not words.strip():
        faults.append(Fault("words", "Write the fact itself, in the child's own words where you can."))
    if not agreed.strip():
        faults.append(Fault("agreed", "Say who agreed that it may be read, and by whom."))
    if faults:
        raise Faulty(faults)


@action
def change_sensitive(*, by: Viewer, child_id: UUID, fact_id: UUID, seen: int | None, **values: Any) -> SensitiveFact:
    """Save a sensitive fact. Only those who may read it can."""
    policies.check_can_edit(by, child_id)
    row = visible(by, SensitiveFact).filter(pk=fact_id, child_id=child_id).first()
    if row is None:
        raise NotHere
    if unknown := values.keys() - FIELDS:
        raise TypeError(f"A sensitive fact has no {', '.join(sorted(unknown))}.")
    _check(values.get("words", row.words), values.get("agreed", row.agreed))
    row.change(seen=seen, **values)
    record(by, "child.sensitive.change", row, child_id=child_id, fields=sorted(values))
    return row

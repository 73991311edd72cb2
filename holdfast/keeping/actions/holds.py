"""Legal holds: nothing goes while one stands."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from .. import policies, queries
from ..models import LegalHold


@action
def place(*, by: Viewer, key: UUID, why: str, asked_by: str) -> LegalHold:
    """Hold a child's record, or a referral of no record. Holding it twice is no fault: each reason stands for itself."""
    policies.check_can_govern(by)
    faults = [Fault(name, f"Say {words}") for name, words in (("why", "why it is held"), ("asked_by", "who asked for it"))
              if not {"why": why, "asked_by": asked_by}[name].strip()]  # fmt: skip
    if faults:
        raise Faulty(faults)
    held = queries.due_one(by, key)
    hold = LegalHold.objects.create(
        partnership_id=by.here,
        child_id=held.child.pk if held.child else None,
        referral_id=held.referral.pk if held.referral else None,
        why=why.strip(),
        asked_by=asked_by.strip(),
        placed_by_id=by.person_id,
    )
    record(by, "hold.place", hold, child_id=hold.child_id)
    return hold


@action
def lift(*, by: Viewer, hold: LegalHold, why: str) -> LegalHold:
    """The record is no longer needed by whoever asked."""
    policies.check_can_govern(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say why the hold is lifted, and who said so")])
    if hold.lifted_at is not None:
        raise Refused("This hold has been lifted already.")
    hold.change(seen=hold.version, lifted_at=now(), lifted_by_id=by.person_id, lifted_why=why.strip())
    record(by, "hold.lift", hold, child_id=hold.child_id)
    return hold

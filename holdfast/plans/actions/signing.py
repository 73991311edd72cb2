"""What each person said of a version: whether they agree, how they said so and when."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from ..models import SafetyVersion, Signing
from ..policies import check_can_write
from ..types import Signed, SignedHow, Signer
from .writing import relatives_of

# What a worker writes down. On their private page people answer themselves.
BY_A_WORKER = frozenset(SignedHow.values) - {SignedHow.PAGE.value}


@action
def sign(
    *,
    by: Viewer,
    child_id: UUID,
    number: int,
    signer: str,
    answer: str,
    how: str = "",
    person_id: UUID | None = None,
    name: str = "",
    words: str = "",
    on_date: dt.date | None = None,
) -> Signing:
    """Write down what somebody said of a version. That somebody does not agree is written as readily as that they do."""
    check_can_write(by, child_id)
    version = visible(by, SafetyVersion).filter(child_id=child_id, number=number, plan__closed_at=None).first()
    if version is None:
        raise NotHere
    who, said = Signer(signer), Signed(answer)
    if person_id is not None and person_id not in {row.person_id for row in relatives_of(by, child_id)}:
        raise NotHere
    _check(who, said, how, person_id, name, on_date)
    row = Signing.objects.create(
        partnership_id=by.here,
        version_of=version,
        child_id=child_id,
        signer=who,
        person_id=person_id if who == Signer.RELATIVE else None,
        name=name.strip() if who == Signer.PROFESSIONAL else "",
        answer=said,
        how=SignedHow(how) if how and said != Signed.NOT_ASKED else "",
        words=words.strip(),
        on_date=on_date or today(),
        recorded_by_id=by.person_id,
    )
    record(by, "safety-plan.sign", row, child_id=child_id, answer=str(said))
    return row


def _check(who: Signer, said: Signed, how: str, person_id: UUID | None, name: str, on_date: dt.date | None) -> None:
    faults = []
    if who == Signer.RELATIVE and person_id is None:
        faults.append(Fault("who", "Choose which relative"))
    if who == Signer.PROFESSIONAL and not name.strip():
        faults.append(Fault("name", "Say which professional, and of which agency"))
    if said != Signed.NOT_ASKED and how not in BY_A_WORKER:
        faults.append(Fault("how", "Say how they told you"))
    if on_date is not None and on_date > today():
        faults.append(Fault("on_date", "The day cannot be in the future"))
    if faults:
        raise Faulty(faults)

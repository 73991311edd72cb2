"""Sharing agreements with partners, and when each is looked at again."""

from __future__ import annotations

from datetime import date
from typing import Any

from holdfast.access.models import Agency
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .. import policies
from ..models import SharingAgreement

CHANGES = frozenset({"agency_id", "title", "controller", "purpose", "basis", "contact", "signed_on", "review_on"})


@action
def make_agreement(*, by: Viewer, **values: Any) -> SharingAgreement:
    """Write down what was agreed with a partner."""
    policies.check_can_govern(by)
    _check(by, values)
    made = SharingAgreement.objects.create(partnership_id=by.here, **values)
    record(by, "agreement.make", made)
    return made


@action
def change_agreement(*, by: Viewer, agreement: SharingAgreement, seen: int | None, **values: Any) -> SharingAgreement:
    policies.check_can_govern(by)
    _check(by, values)
    agreement.change(seen=seen, **values)
    record(by, "agreement.change", agreement, fields=sorted(values))
    return agreement


@action
def end_agreement(*, by: Viewer, agreement: SharingAgreement, on: date) -> SharingAgreement:
    """It holds no more from that day."""
    policies.check_can_govern(by)
    if agreement.ended_on is not None:
        raise Refused("This agreement has ended already.")
    if on < agreement.signed_on or on > today():
        raise Faulty([Fault("on", "The day must be after the agreement was signed, and not in the future")])
    agreement.change(seen=None, ended_on=on)
    record(by, "agreement.end", agreement)
    return agreement


def _check(by: Viewer, values: dict[str, Any]) -> None:
    if unknown := values.keys() - CHANGES:
        raise TypeError(f"An agreement has no {', '.join(sorted(unknown))}.")
    if not visible(by, Agency).filter(pk=values["agency_id"]).exists():
        raise NotHere
    if values["review_on"] <= values["signed_on"]:
        raise Faulty([Fault("review_on", "The day to look at it again must be after it was signed")])

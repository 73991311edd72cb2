"""The advice line: who rang, what was said, what was advised, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.access.models import Membership, User
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.referral_gaps import entries, part, words

from ..models import Consultation, Referral
from ..policies import check_can_log_consultation
from ..types import ConsultationState


@action
def log(*, by: Viewer, called_at: datetime, document: Mapping[str, Any], advice: str) -> Consultation:
    """Record a call. The child need not be named; the caller and the advice are.

    document: what was said, in the shape of a referral.
    """
    check_can_log_consultation(by)
    caller = part(document, "referrer")
    faults = []
    if not words(caller, "name"):
        faults.append(Fault("caller_name", "Write the caller's name, or that they would not give it."))
    if not words(part(document, "concern"), "worry"):
        faults.append(Fault("worry", "Write what the call was about."))
    if not advice.strip():
        faults.append(Fault("advice", "Write what you advised."))
    if called_at > now():
        faults.append(Fault("called_at", "The call cannot be later than now."))
    if faults:
        raise Faulty(faults)
    made = Consultation(
        partnership_id=by.here,
        called_at=called_at,
        caller_name=words(caller, "name"),
        caller_role=words(caller, "role"),
        caller_agency=words(caller, "agency"),
        caller_phone=words(caller, "phone"),
        caller_email=words(caller, "email").lower(),
        caller_id=_account(by, words(caller, "email")),
        child_named=any(words(child, "given_name") or words(child, "family_name") for child in entries(document, "children")),
        document=document,
        advice=advice.strip(),
        advised_by_id=by.person_id,
    )
    made.save(force_insert=True)
    record(by, "consultation.log", made)
    return made


def _account(by: Viewer, email: str) -> UUID | None:
    """The account of a caller who has one here, by the address they gave."""
    here = Membership.objects.filter(in_force(), partnership_id=by.here).values("user_id")
    found = User.objects.filter(email=email.lower(), is_active=True, pk__in=here) if email else User.objects.none()
    return found.values_list("pk", flat=True).first()


@action
def turned_into(*, by: Viewer, consultation_id: UUID, referral: Referral) -> Consultation:
    """A call has become a referral."""
    consultation = Consultation.objects.get(pk=consultation_id, partnership_id=by.here)
    consultation.change(seen=None, state=ConsultationState.REFERRED, referral=referral)
    record(by, "consultation.refer", consultation, referral=referral.pk)
    return consultation

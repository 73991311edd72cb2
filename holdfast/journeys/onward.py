"""Other ways a worry goes: the service is asked by a message to ring, and the status page says when and by whom.

The message names nobody and says nothing of the worry: the service rings MASH, or whoever wrote the assessment, and is told.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.access.models import User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms import actions as comms
from holdfast.disclosure import gate
from holdfast.disclosure.types import SERVICE, Recipient
from holdfast.kernel.cleared import Cleared
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.referrals import actions
from holdfast.referrals.models import Onward, Referral, ReferredChild, RiskAssessment
from holdfast.referrals.types import OnwardKind


def go_onward(
    *,
    by: Viewer,
    chosen: dict[str, dict[str, Any]],
    referral: Referral | None = None,
    assessment: RiskAssessment | None = None,
) -> list[Onward]:
    """Keep what the writer chose, by the key of each way, and ask each service that was chosen to ring.

    Part of the action that sends; each choice and each message is recorded by itself.
    """
    made = [
        actions.go_onward(by=by, kind=OnwardKind(key), referral=referral, assessment=assessment, **choice)
        for key, choice in chosen.items()
    ]
    for one in made:
        if one.wanted:
            _ask_service(by, one)
    return made


@action
def tell_designated_officer(*, by: Viewer, referral: Referral) -> Onward:
    """A worry about somebody who works with children: the designated officer (LADO) is asked to ring MASH."""
    made = actions.go_onward(by=by, kind=OnwardKind.LADO, wanted=True, referral=referral)
    _ask_service(by, made)
    return made


def _ask_service(by: Viewer, onward: Onward) -> None:
    """Nothing is sent where the settings hold no address, or nobody could be rung: the page then says so."""
    address = figures(by.here)[gate.SERVICES[onward.kind]]
    cleared = _cleared(by, onward, address) if address else None
    if cleared is None:
        record(by, "onward.not-sent", onward, kind_of_route=str(onward.kind))
        return
    message = comms.send(by=by, cleared=cleared)
    onward.change(seen=None, sent_at=now(), sent_to=address, message_id=message.pk)
    record(by, "onward.send", onward, kind_of_route=str(onward.kind))


def _cleared(by: Viewer, onward: Onward, address: str) -> Cleared | None:
    service, about = Recipient(SERVICE, address), _children(by, onward)
    try:
        if onward.referral is not None:
            number = onward.referral.reference
            return gate.clear(by=by, template="onward.ring-mash", recipient=service, reference=number, children=about)
        facts = {"call_number": _number_of(by)}
        return gate.clear(by=by, template="onward.ring-writer", recipient=service, facts=facts, children=about)
    except Refused:
        return None


def _children(by: Viewer, onward: Onward) -> list[UUID]:
    """The records that what is sent onward is about; none while MASH has joined it to none."""
    if onward.referral is not None:
        rows = ReferredChild.objects.filter(partnership_id=by.here, referral_id=onward.referral.pk)
        return [pk for pk in rows.values_list("child_id", flat=True) if pk]
    return [onward.assessment.child_id] if onward.assessment and onward.assessment.child_id else []


def _number_of(by: Viewer) -> str:
    """The telephone of whoever writes."""
    if by.person_id is None:
        return ""
    return User.objects.filter(pk=by.person_id).values_list("telephone", flat=True).first() or ""

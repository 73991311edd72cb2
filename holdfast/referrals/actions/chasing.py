"""Asking a caller for the written form of what they told MASH by telephone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms import actions as comms
from holdfast.disclosure import gate
from holdfast.disclosure.types import Recipient
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.rules.spoken import long_time

from ..models import Referral

TEMPLATE = "referral.written-due"


@action
def ask_for_written(*, by: Viewer, referral: Referral, due: datetime, site: str = "") -> bool:
    """Ask by e-mail, naming nobody. False where there is no address to write to: MASH then rings."""
    call = referral.consultation
    account = call.caller_id if call is not None else None
    path = f"/referrals/{referral.pk}/" if account else "/refer/status/"
    address = (site or settings.PUBLIC_URL or "http://localhost").rstrip("/") + path
    try:
        cleared = gate.clear(
            by=by,
            template=TEMPLATE,
            recipient=Recipient("staff" if account else "referrer", referral.referrer_email, user_id=account),
            reference=referral.reference,
            facts={"link": address, "due": long_time(due)},
        )
    except Refused:
        record(by, "referral.written-not-asked", referral)
        return False
    comms.send(by=by, cleared=cleared)
    record(by, "referral.ask-for-written", referral)
    return True

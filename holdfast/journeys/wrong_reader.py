"""A message reached somebody it should not have (H22): who is in danger first, then who has it, then the 72 hours."""

from __future__ import annotations

from holdfast.access.models import User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms.models import Message
from holdfast.comms.policies import check_can_report
from holdfast.keeping.actions.breaches import change_breach, log_breach
from holdfast.keeping.models import Breach
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.spoken import long_time

JOB = "keeping.breach"
KINDS = (
    "What a message of Holdfast says: that there is something to open, and a reference. No name, and nothing of what happened."
)


@action
def report_wrong_reader(*, by: Viewer, message: Message, in_danger: str, holder: str) -> Breach:
    """Open the incident at once, with the regulator's clock, for information governance. What was delivered stays so."""
    check_can_report(by, message)
    faults = (
        []
        if in_danger.strip()
        else [Fault("in_danger", "Say who may be in danger and who is warning them now, or why nobody is")]
    )
    faults += [] if holder.strip() else [Fault("holder", "Say who has it, as far as you know, and what you asked them to do")]
    if faults:
        raise Faulty(faults)
    happened = (
        f'A message went to the wrong person: "{message.subject}", to {message.address}, {long_time(message.sent_at or now())}.'
    )
    reported = User.objects.get(pk=by.me).name
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        breach = log_breach(
            by=job, aware_at=now(), happened=f"{happened} Reported by {reported}.", kinds=KINDS, in_danger=in_danger
        )
        change_breach(by=job, breach=breach, seen=None, holder=holder.strip())
    record(by, "breach.report", None, breach=str(breach.pk), message=str(message.pk))
    return breach

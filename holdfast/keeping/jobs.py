"""Carries out what two people agreed to, when its wait is over."""

import logging

from django.db import DatabaseError, close_old_connections
from procrastinate.contrib.django import app

from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from .actions.disposals import carry_out, finish_files, goes_on
from .models import Disposal
from .types import DisposalState

log = logging.getLogger(__name__)
JOB = "keeping.dispose"


@app.periodic(cron="20 * * * *")
@app.task(name=JOB, queueing_lock=JOB)
def dispose(timestamp: int) -> None:
    """Every hour. Each disposal in a transaction of its own; safe to run twice at once, and after being killed."""
    close_old_connections()
    with acting_as(Viewer.job(JOB, None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        dispose_in(Viewer.job(JOB, partnership_id))


def dispose_in(job: Viewer) -> int:
    """Carry out what is ready in one partnership. How many records went."""
    with acting_as(job):
        approved = Disposal.objects.filter(partnership_id=job.here, state=DisposalState.APPROVED).order_by("approved_at")
        ready = [one for one in approved[:50] if (day := goes_on(one)) is not None and day <= today()]
        left = list(Disposal.objects.filter(partnership_id=job.here, state=DisposalState.DONE, files_gone_at=None)[:50])
    gone = [one for one in ready if _carried_out(job, one)]
    for one in [*left, *gone]:
        with acting_as(job):
            finish_files(by=job, disposal=Disposal.objects.get(pk=one.pk, partnership_id=job.here))
    return len(gone)


def _carried_out(job: Viewer, disposal: Disposal) -> bool:
    """What the database refuses stays, and is said in the log by its id; the desk shows it as waiting."""
    try:
        with acting_as(job):
            carry_out(by=job, disposal=disposal)
    except (HoldfastError, DatabaseError) as fault:
        log.error("Disposal %s was not carried out: %s", disposal.pk, str(fault).splitlines()[0])
        return False
    return True

"""Jobs that cross apps."""

from __future__ import annotations

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from .ladder import climb_and_tell


@app.periodic(cron="* * * * *")
@app.task(name="work.climb", queueing_lock="work.climb", queue="ladders")
def climb(timestamp: int) -> None:
    """Every minute, in every partnership, what nobody has answered goes a rung higher. Safe to run twice at once."""
    close_old_connections()
    with acting_as(Viewer.job("work.climb", None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        job = Viewer.job("work.climb", partnership_id)
        with acting_as(job):
            climb_and_tell(by=job)

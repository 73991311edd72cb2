"""Each night: whose growing up is to be planned, and who is to be asked anew because they turn eighteen."""

from __future__ import annotations

import datetime as dt

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.again import AGAIN
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.partnership.queries import figures
from holdfast.records.models import Child
from holdfast.records.queries import allocated_worker
from holdfast.rules.config import value
from holdfast.rules.local import at
from holdfast.rules.transition import FROM_MONTHS, day_of, is_from
from holdfast.work.actions import open_duty
from holdfast.work.types import Responsible

from .actions.transition import BEGIN, CLOSE, JOB, put_ask_anew
from .models import SafetyPlan, Transition

MANY = 2000


@action
def grow_up(*, by: Viewer) -> int:
    """Duties for the young people who have a safety plan. How many were looked at. Safe to run twice."""
    planned = {row.child_id: row for row in Transition.objects.filter(partnership_id=by.here)[:MANY]}
    open_plans = SafetyPlan.objects.filter(partnership_id=by.here, closed_at=None).values_list("child_id", flat=True)
    months = int(value(figures(by.here), "transition.start_age_months"))
    children = Child.objects.filter(partnership_id=by.here, pk__in={*open_plans[:MANY], *planned}, died_on=None)
    for child in children:
        row = planned.get(child.pk)
        if row is not None:
            put_ask_anew(by, row, child)
        elif child.born is not None and is_from(child.born, FROM_MONTHS, today()):
            _begin(by, child, day_of(child.born, months))
    record(by, "transition.look", children=len(children))
    return len(children)


def _begin(by: Viewer, child: Child, last: dt.date) -> None:
    worker = allocated_worker(child.pk, by.here)
    if worker is None:
        return
    open_duty(
        by=by,
        kind=BEGIN,
        subject=child,
        what="Begin to plan for adulthood with the young person and adult services",
        responsible=Responsible(user_id=worker.user_id),
        due_at=max(at(last, CLOSE), now()),
        child_id=child.pk,
    )


@app.periodic(cron="20 5 * * *")
@app.task(name="plans.grow-up", queueing_lock="plans.grow-up", queue="ladders", retry=AGAIN)
def grow_up_everywhere(timestamp: int) -> None:
    """In every partnership."""
    close_old_connections()
    with acting_as(Viewer.job(JOB, None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        job = Viewer.job(JOB, partnership_id)
        with acting_as(job):
            grow_up(by=job)

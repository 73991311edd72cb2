"""Jobs that cross apps, run on a schedule."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.access.actions import tidy
from holdfast.journeys.handing_over import look_for_left_behind
from holdfast.journeys.openings import look_for_unrelated
from holdfast.journeys.people import look_again
from holdfast.kernel.acting import acting_as
from holdfast.kernel.again import AGAIN
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership


@app.periodic(cron="*/10 * * * *")
@app.task(name="desk.look_again_at_accounts", queueing_lock="desk.look_again_at_accounts")
def look_again_at_accounts(timestamp: int) -> None:
    """Shut new accounts out of cases in which their owner seems to stand (H10). Safe to run twice."""
    close_old_connections()
    with acting_as(Viewer.job("records.look-again", None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        with acting_as(Viewer.job("records.look-again", partnership_id)) as job:
            look_again(by=job)
            look_for_left_behind(by=job)


@app.periodic(cron="40 4 * * *")
@app.task(name="desk.look_for_unrelated", queueing_lock="desk.look_for_unrelated", retry=AGAIN)
def look_for_unrelated_openings(timestamp: int) -> None:
    """Once a day, list the records that were opened by people without a task (H10). Safe to run twice."""
    close_old_connections()
    with acting_as(Viewer.job("records.openings", None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        with acting_as(Viewer.job("records.openings", partnership_id)) as job:
            look_for_unrelated(by=job)


@app.periodic(cron="23 * * * *")
@app.task(name="desk.tidy_sessions", queueing_lock="desk.tidy_sessions")
def tidy_sessions(timestamp: int) -> None:
    """Forget sessions that are over, and words that waited a day for their writer. Safe to run twice."""
    close_old_connections()
    with acting_as(Viewer.job("sessions.tidy", None)) as job:
        tidy(by=job)

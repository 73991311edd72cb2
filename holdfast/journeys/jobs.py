"""Jobs that cross apps."""

from __future__ import annotations

from django.conf import settings
from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.kernel.acting import acting_as
from holdfast.kernel.again import AGAIN
from holdfast.kernel.viewer import Viewer
from holdfast.missing.actions.planning import forget_plan_drafts
from holdfast.missing.pack import write_pack
from holdfast.partnership.models import Partnership

from .ladder import climb_and_tell
from .minutes import remind
from .plan_review import chase_plan_reviews


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


@app.periodic(cron="40 4 * * *")
@app.task(name="missing.pack", queueing_lock="missing.pack", queue="files", retry=AGAIN)
def pack(timestamp: int) -> None:
    """Each night."""
    close_old_connections()
    make_packs()


def make_packs() -> None:
    """The pack of every partnership made anew, and drafts of plans that nobody came back to gone. Safe to run twice."""
    with acting_as(Viewer.job("missing.pack", None)):
        partnerships = list(Partnership.objects.order_by("pk"))
    settings.PACKS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    for partnership in partnerships:
        write_pack(partnership, settings.PACKS_DIR / f"{partnership.slug}.pdf")
        with acting_as(Viewer.job("missing.pack", partnership.pk)) as job:
            forget_plan_drafts(by=job)


@app.periodic(cron="50 5 * * *")
@app.task(name="plans.chase", queueing_lock="plans.chase", queue="ladders", retry=AGAIN)
def chase_plans(timestamp: int) -> None:
    """Each night, in every partnership: chairs of meetings that have not said what they did with a plan are asked."""
    close_old_connections()
    with acting_as(Viewer.job("plans.chase", None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        job = Viewer.job("plans.chase", partnership_id)
        with acting_as(job):
            chase_plan_reviews(by=job)


@app.periodic(cron="30 6 * * *")
@app.task(name="meetings.remind", queueing_lock="meetings.remind", queue="ladders", retry=AGAIN)
def remind_of_actions(timestamp: int) -> None:
    """Each morning, in every partnership: what was taken on at a meeting and is due. Safe to run twice."""
    close_old_connections()
    with acting_as(Viewer.job("meetings.minutes", None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        with acting_as(Viewer.job("meetings.minutes", partnership_id)) as job:
            remind(by=job)

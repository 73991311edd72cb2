"""Every minute: whoever has become responsible for a missing child is told, and an overdue review is said to be overdue."""

from __future__ import annotations

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from .actions.alerting import JOB, raise_alert, seats_of
from .history import hold_child
from .interviews.taking_in import begin_those_taken_in
from .models import AlertTo, Episode, ReportDraft
from .queries import NOW
from .types import AlertKind, Source

MANY = 500


@action
def look(*, by: Viewer) -> int:
    """Look at every open episode that was reported here. How many alerts went out. Safe to run twice at once."""
    raised = 0
    for episode in Episode.objects.filter(NOW, partnership_id=by.here, source=Source.FORM).order_by("started_at")[:MANY]:
        hold_child(episode.child_id)
        raised += _untold(by, episode) + _overdue(by, episode)
    begun = begin_those_taken_in(by)
    ReportDraft.objects.filter(partnership_id=by.here, expires_at__lt=now()).delete()
    record(by, "missing.look", raised=raised, interviews=begun)
    return raised


def _untold(by: Viewer, episode: Episode) -> int:
    """A record joined to another has another worker: they hear of the child as the first ones did."""
    told = set(
        AlertTo.objects.filter(partnership_id=by.here, alert__episode_id=episode.pk, alert__kind=AlertKind.NEW).values_list(
            "seat", flat=True
        )
    )
    wanted = {one.seat for one in seats_of(by, episode, AlertKind.NEW)} - {"duty"}
    if wanted <= told:
        return 0
    raise_alert(by=by, episode=episode, kind=AlertKind.NEW, occasion="new")
    return 1


def _overdue(by: Viewer, episode: Episode) -> int:
    if episode.review_at is None or episode.review_at > now():
        return 0
    occasion = episode.review_at.isoformat()
    if episode.alerts.filter(kind=AlertKind.REVIEW, occasion=occasion).exists():
        return 0
    raise_alert(by=by, episode=episode, kind=AlertKind.REVIEW, occasion=occasion)
    return 1


@app.periodic(cron="* * * * *")
@app.task(name="missing.look", queueing_lock="missing.look", queue="ladders")
def look_everywhere(timestamp: int) -> None:
    """In every partnership."""
    close_old_connections()
    with acting_as(Viewer.job(JOB, None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        job = Viewer.job(JOB, partnership_id)
        with acting_as(job):
            look(by=job)

"""Every minute: whoever has become responsible for a missing child is told, and an overdue review is said to be overdue.

Each night, and when a setting of the count is changed: every child whose count says anything is reckoned by the rule of that
day, so that a rule changed without a new episode calls for what it calls for.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.again import AGAIN
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.partnership.queries import figures

from . import pattern
from .actions.alerting import JOB, raise_alert, seats_of
from .history import hold_child, hold_children
from .intervention_models import Intervention
from .interviews.taking_in import begin_those_taken_in
from .models import AlertTo, Episode, ReportDraft
from .queries import NOW
from .triggers import may_stand
from .types import AlertKind, Source

MANY = 500
PATTERN = "missing.pattern"
TOGETHER = 500  # children reckoned in one transaction
RULE_NOW = "The rule of the count was changed."
RECKONED = "it was reckoned by the rule of that day only"


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
    wanted = {one.seat for one in seats_of(by, episode, AlertKind.NEW, figures(by.here))} - {"duty"}
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


def reckon_again(partnership_id: UUID) -> int:
    """Reckon by today's rule every child it may say something of, and every child with an open meeting. How many there were.

    Batch by batch, each written whole: safe to run twice, and to break off and begin again. Where nothing differs, no pattern
    is written.
    """
    with acting_as(Viewer.job(PATTERN, partnership_id)) as job:
        open_now = Intervention.objects.filter(partnership_id=partnership_id, state="open", joined_to=None)
        children = sorted({*may_stand(job, now()), *open_now.values_list("child_id", flat=True)})
    for first in range(0, len(children), TOGETHER):
        with acting_as(Viewer.job(PATTERN, partnership_id)) as job:
            reckon_several(by=job, child_ids=children[first : first + TOGETHER])
    return len(children)


@action
def reckon_several(*, by: Viewer, child_ids: Sequence[UUID]) -> None:
    """Reckon these children's patterns anew, with nobody else changing their episodes meanwhile."""
    hold_children(child_ids)
    pattern.look_again(by, child_ids, why=RULE_NOW, cause=RECKONED)
    record(by, "missing.reckon", children=[str(one) for one in child_ids])


def ask_to_reckon(partnership_id: UUID) -> None:
    """Have every child of a partnership reckoned, once the change that asks for it is kept."""
    reckon_now.defer(partnership_id=str(partnership_id))


@app.task(name="missing.reckon_now", queue="ladders", retry=AGAIN)
def reckon_now(partnership_id: str) -> None:
    """A setting of the count was changed, and holds from today."""
    close_old_connections()
    reckon_again(UUID(partnership_id))


@app.periodic(cron="10 0 * * *")
@app.task(name="missing.reckon", queueing_lock="missing.reckon", queue="ladders", retry=AGAIN)
def reckon_everywhere(timestamp: int) -> None:
    """In every partnership, soon after the day on which a setting may take force has begun."""
    close_old_connections()
    with acting_as(Viewer.job(PATTERN, None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        reckon_again(partnership_id)


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

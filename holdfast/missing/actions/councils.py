"""Which councils a missing child concerns: the one responsible, and the one where the child lives. Each is told, or rung."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.viewer import Viewer

from .. import policies
from ..authorities import agency_called
from ..history import change_kept, hold_child
from ..models import Episode
from ..types import AlertKind, ChangeKind
from .alerting import raise_alert
from .correcting import episode_of


@action
def say_councils(*, by: Viewer, episode_id: UUID, authority_name: str, host_name: str) -> Episode:
    """Say which other councils are concerned. One that was not asked before is told at once, or somebody here rings it."""
    policies.check_can_write(by, episode_id)
    if not (authority_name.strip() or host_name.strip()):
        raise Faulty([Fault("authority", "Choose at least one other council, or write its name.")])
    episode = episode_of(by, episode_id)
    hold_child(episode.child_id)
    change_kept(
        by,
        episode,
        ChangeKind.FACTS,
        seen=None,
        reason="Another council is concerned.",
        out_of_area=True,
        authority_name=authority_name.strip(),
        authority_id=agency_called(by.here, authority_name),
        host_name=host_name.strip(),
        host_id=agency_called(by.here, host_name),
    )
    if episode.missing_now:
        raise_alert(by=by, episode=episode, kind=AlertKind.NEW, occasion="new")
    record(by, "missing.councils", episode, child_id=episode.child_id)
    return episode

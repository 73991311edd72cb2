"""Reading of return home interviews, each through its viewer's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.work.models import Clock
from holdfast.work.queries import clocks_of

from .interview_models import Interview
from .interview_policies import check_can_read
from .models import Episode

PAGE = 50


@dataclass(frozen=True)
class Limit:
    """The hours of an interview with their arithmetic."""

    due_at: datetime
    from_at: datetime
    source: str
    steps: tuple[str, ...]


def limit_of(viewer: Viewer, interview: Interview) -> Limit | None:
    """The clock of an interview that the viewer has been given; the one that runs, else the last."""
    found = clocks_of(viewer, [interview.pk])
    return _limit(found[0]) if found else None


def _limit(clock: Clock) -> Limit:
    return Limit(clock.due_at, clock.started_at, clock.source, tuple(clock.steps))


def interview(viewer: Viewer, interview_id: UUID) -> Interview:
    check_can_read(viewer, interview_id)
    rows = visible(viewer, Interview).select_related("episode", "interviewer", "provider")
    found = rows.filter(pk=interview_id).first()
    if found is None:
        raise NotHere
    return found


def interview_of(viewer: Viewer, episode: Episode) -> Interview | None:
    """The interview about an episode, if the child is back."""
    rows = visible(viewer, Interview).filter(episode_id=episode.pk)
    return rows.select_related("interviewer", "provider").first()

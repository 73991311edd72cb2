"""Interviews about absences that came in a file: begun a little later, so that a large file is taken in quickly."""

from __future__ import annotations

import datetime as dt

from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.config import value

from ..history import hold_child
from ..models import Episode
from .following import follow

MANY = 200


def begin_those_taken_in(by: Viewer) -> int:
    """Episodes that a file said have ended lately, and that have no interview yet. How many were begun. Safe to run twice."""
    since = now() - dt.timedelta(days=int(value(figures(by.here), "missing.interview_taken_in")))
    rows = Episode.objects.filter(
        partnership_id=by.here, ended_at__gte=since, voided_at=None, joined_to=None, interview=None
    ).order_by("ended_at")
    begun = 0
    for episode in rows[:MANY]:
        hold_child(episode.child_id)
        episode.refresh_from_db()
        follow(by, episode)
        begun += 1
    return begun

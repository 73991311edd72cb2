"""Missing episodes for tests, made as people make them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from holdfast.kernel.viewer import Viewer
from holdfast.missing.actions import open_episode
from holdfast.missing.models import Episode
from holdfast.missing.types import When
from holdfast.records.actions import create_child


def child_of(by: Viewer, given: str = "Robin", family: str = "Fell", born: dt.date = dt.date(2011, 5, 4)) -> Any:
    """An invented child."""
    return create_child(by=by, given=given, family=family, born_earliest=born, born_latest=born)


def episode_of(
    by: Viewer,
    child_id: UUID,
    started: dt.datetime,
    ended: dt.datetime | None = None,
    *,
    category: str = "M",
    words: str = "",
    **values: Any,
) -> Episode:
    """An episode of a child, missing from one moment until another, or still."""
    end = When(ended) if ended else None
    return open_episode(by=by, child_id=child_id, category=category, started=When(started, words), ended=end, **values)

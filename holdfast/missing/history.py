"""What an episode said before: kept with every change, in the same transaction, by everything that changes one.

Every action that opens or changes an episode passes through here, once, after the change is made: what must follow from any
change of an episode follows from `kept`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from . import pattern
from .interviews import following
from .models import Episode, EpisodeChange
from .types import ChangeKind


def hold_child(child_id: UUID) -> None:
    """Until the transaction ends, nobody else changes this child's episodes: two reports at once become one episode."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"missing:{child_id}"])


def change_kept(
    by: Viewer, episode: Episode, kind: ChangeKind, *, seen: int | None, reason: str = "", **values: Any
) -> EpisodeChange | None:
    """Change an episode and keep what it said before. Nothing is kept where nothing differs.

    seen: the version the person had before them.
    """
    differing = {name: value for name, value in values.items() if getattr(episode, name) != value}
    if not differing:
        return None
    before = {name: getattr(episode, name) for name in differing}
    episode.change(seen=seen, **differing)
    change = kept(by, episode, kind, before, differing, reason)
    pattern.look_again(by, {episode.child_id, before.get("child_id", episode.child_id)})
    following.follow(by, episode)
    return change


def kept(
    by: Viewer, episode: Episode, kind: ChangeKind, before: Mapping[str, Any], after: Mapping[str, Any], reason: str = ""
) -> EpisodeChange:
    """Keep a change that has been made."""
    return EpisodeChange.objects.create(
        partnership_id=by.here,
        episode=episode,
        child_id=episode.child_id,
        kind=kind,
        before={name: plain(value) for name, value in before.items()},
        after={name: plain(value) for name, value in after.items()},
        reason=reason.strip(),
        changed_by_id=by.person_id,
        at=now(),
    )


def plain(value: Any) -> Any:
    """A value as it is kept in a change: times as text, ids as text, the rest as it is."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return str(value) if isinstance(value, UUID) else value

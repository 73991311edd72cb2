"""What an episode said before: kept with every change, in the same transaction, by everything that changes one.

Every action that opens or changes an episode passes through here, once, after the change is made: what must follow from any
change of an episode follows from `kept`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.missing import Counts
from holdfast.rules.missing_intervention import lowers

from . import pattern, policies
from .interviews import following
from .models import Episode, EpisodeChange
from .types import ChangeKind

# The columns that say how an episode counts, and the changes that are a manager's whatever they do to the count.
COUNTED = frozenset({"category", "started_at", "ended_at", "voided_at", "joined_to_id", "child_id"})
SETTLED = frozenset({ChangeKind.VOID, ChangeKind.JOIN})


def hold_child(child_id: UUID) -> None:
    """Until the transaction ends, nobody else changes this child's episodes: two reports at once become one episode."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"missing:{child_id}"])


def hold_children(child_ids: Iterable[UUID]) -> None:
    """The same of several children, held in one order: two that hold the same children never wait for each other for good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('missing:' || one, 0)) FROM unnest(%s::text[]) AS one",
            [sorted(str(one) for one in child_ids)],
        )


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
    children = {episode.child_id, values.get("child_id", episode.child_id)}
    counted = pattern.counts_of(by, children) if COUNTED & differing.keys() else {}
    episode.change(seen=seen, **differing)
    change = kept(by, episode, kind, before, differing, reason)
    settled = _check_lowering(by, kind, counted)
    pattern.look_again(by, children, why=reason.strip(), before={} if settled else counted)
    following.follow(by, episode)
    return change


def _check_lowering(by: Viewer, kind: ChangeKind, before: Mapping[UUID, Counts]) -> bool:
    """A correction that leaves fewer absences counted is a manager's, with a reason (H4). Whether a manager made this change.

    That a child is found or back is never refused, whatever it does to a count: a manager looks at it afterwards.
    """
    if kind in SETTLED or policies.sets_aside(by):
        return not by.system
    if kind is ChangeKind.CORRECTION:
        after = pattern.counts_of(by, before.keys())
        for child_id, was in before.items():
            if lowers(was, after[child_id], today()):
                raise Refused(_lowered(was, after[child_id]))
    return False


def _lowered(before: Counts, after: Counts) -> str:
    day = today()
    was, now_counted = len(before.on(day).absences), len(after.on(day).absences)
    how = f"from {was} to {now_counted} in the days that count now" if was != now_counted else "on the days it was about"
    return (
        f"This would lower the count of this child's missing episodes, {how}. A manager, or the police's missing co-ordinator, "
        "makes such a change, and says why."
    )


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

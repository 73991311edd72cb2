"""The child is found, and back: two moments, each recorded. Either ends the absence as the national return has it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology

from .. import policies
from ..history import change_kept
from ..models import Episode
from ..types import AlertKind, Category, ChangeKind, When
from .alerting import raise_alert
from .correcting import episode_of
from .opening import SOURCE


@action
def find(*, by: Viewer, episode_id: UUID, found: When) -> Episode:
    """The child is found: somebody knows where they are and that they are well, or not."""
    policies.check_can_write(by, episode_id)
    episode = episode_of(by, episode_id)
    _check_time(episode, "found", found)
    values = {"found_at": found.at, "found_words": found.words.strip(), **_end(episode, found.at, episode.back_at)}
    change_kept(by, episode, ChangeKind.FOUND, seen=None, **values)
    raise_alert(by=by, episode=episode, kind=AlertKind.FOUND, occasion=found.at.isoformat())
    _say(by, episode, found.at, "missing.found", f"The child was found. Reference {episode.reference}.")
    record(by, "missing.find", episode, child_id=episode.child_id)
    return episode


@action
def bring_back(*, by: Viewer, episode_id: UUID, back: When) -> Episode:
    """The child is back where they live, or where they are to be."""
    policies.check_can_write(by, episode_id)
    episode = episode_of(by, episode_id)
    _check_time(episode, "back", back)
    if episode.found_at and back.at < episode.found_at:
        raise Faulty([Fault("back", "The child cannot be back before they were found. Check both times.")])
    values = {"back_at": back.at, "back_words": back.words.strip(), **_end(episode, episode.found_at, back.at)}
    change_kept(by, episode, ChangeKind.BACK, seen=None, **values)
    raise_alert(by=by, episode=episode, kind=AlertKind.BACK, occasion=back.at.isoformat())
    _say(by, episode, back.at, "missing.back", f"The child is back. Reference {episode.reference}.")
    record(by, "missing.back", episode, child_id=episode.child_id)
    return episode


@action
def reopen(*, by: Viewer, episode_id: UUID, reason: str) -> Episode:
    """The child is still missing after all: what was said of being found or back was wrong."""
    policies.check_can_write(by, episode_id)
    episode = episode_of(by, episode_id)
    if episode.ended_at is None:
        raise Refused("Nobody has said that this child is found or back.")
    if not reason.strip():
        raise Faulty([Fault("reason", "Say how it is known that the child is still missing.")])
    nothing: dict[str, Any] = {f"{name}_at": None for name in ("found", "back", "ended")}
    nothing |= {f"{name}_words": "" for name in ("found", "back", "ended")}
    change_kept(by, episode, ChangeKind.REOPEN, seen=None, reason=reason, **nothing)
    _say(by, episode, now(), "missing.reopened", f"The child is still missing after all. Reference {episode.reference}.")
    record(by, "missing.reopen", episode, child_id=episode.child_id)
    return episode


def _end(episode: Episode, found_at: dt.datetime | None, back_at: dt.datetime | None) -> dict[str, Any]:
    """When the absence ended: found, where nobody knew where the child was; back, where it was known (`domain.md` 4.2)."""
    known = episode.category == Category.AWAY
    return {"ended_at": back_at if known else min(at for at in (found_at, back_at) if at is not None)}


def _check_time(episode: Episode, field: str, when: When) -> None:
    if episode.void or episode.joined_to_id:
        raise Refused("This report was set aside or joined to another. Say it of the episode that stands.")
    if when.at < episode.started_at:
        raise Faulty([Fault(field, "This is before the child went missing. Check the time, or put the start right first.")])
    if when.at > now():
        raise Faulty([Fault(field, "This time is in the future. Check the date and the time.")])


def _say(by: Viewer, episode: Episode, at: dt.datetime, kind: str, words: str) -> None:
    chronology.add(by=by, child_id=episode.child_id, at=at, kind=kind, text=words, source_kind=SOURCE, source_id=episode.pk)

"""An episode is put right, set aside, joined to another or parted from it. What it said before is kept (H4)."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology

from .. import policies
from ..history import change_kept, hold_child
from ..models import Episode
from ..types import ChangeKind, When
from .opening import SOURCE, ended_columns, faults_in, started_columns

PLAIN = frozenset(
    ["category", "reported_at", "police_ref", "authority_id", "authority_name", "host_id", "host_name", "out_of_area"]
)


def episode_of(by: Viewer, episode_id: UUID) -> Episode:
    """An episode the viewer may read, with everybody else kept from changing this child's episodes for now."""
    episode = visible(by, Episode).filter(pk=episode_id).first()
    if episode is None:
        raise NotHere
    hold_child(episode.child_id)
    episode.refresh_from_db()
    return episode


@action
def correct_episode(
    *,
    by: Viewer,
    episode_id: UUID,
    seen: int | None,
    reason: str,
    started: When | None = None,
    ended: When | None = None,
    **values: Any,
) -> Episode:
    """Put right what an episode says. The words before are kept, with who changed them and why."""
    policies.check_can_write(by, episode_id)
    if unknown := values.keys() - PLAIN:
        raise TypeError(f"An episode has no {', '.join(sorted(unknown))}.")
    episode = episode_of(by, episode_id)
    _check_reason(reason)
    faults = faults_in(started or episode.started, ended or _ended(episode), values.get("category", episode.category))
    if faults:
        raise Faulty(faults)
    columns = dict(values)
    columns |= started_columns(started) if started else {}
    columns |= _moved_end(episode, ended) if ended else {}
    if columns.get("police_ref") and episode.police_know_at is None:
        columns["police_know_at"] = now()
    change_kept(by, episode, ChangeKind.CORRECTION, seen=seen, reason=reason, **columns)
    if started:
        _say(by, episode, started.at, "missing.corrected", "The time at which the child went missing was put right.")
    record(by, "missing.correct", episode, child_id=episode.child_id, fields=sorted(columns))
    return episode


def _ended(episode: Episode) -> When | None:
    return When(episode.ended_at, episode.ended_words) if episode.ended_at else None


def _moved_end(episode: Episode, ended: When) -> dict[str, Any]:
    """A new end, and with it whichever of found and back it was reckoned from."""
    moved = ended_columns(ended)
    if episode.ended_at is not None and episode.found_at == episode.ended_at:
        moved["found_at"] = ended.at
    if episode.ended_at is not None and episode.back_at == episode.ended_at:
        moved["back_at"] = ended.at
    return moved


@action
def void_episode(*, by: Viewer, episode_id: UUID, reason: str) -> Episode:
    """Set an episode aside: it was no absence. It stays, with the reason, and counts no more."""
    policies.check_can_set_aside(by, episode_id)
    episode = episode_of(by, episode_id)
    _check_reason(reason)
    if episode.void:
        raise Refused("This episode has been set aside already.")
    values = {"voided_at": now(), "voided_by_id": by.person_id, "void_reason": reason.strip()}
    change_kept(by, episode, ChangeKind.VOID, seen=None, reason=reason, **values)
    _say(by, episode, now(), "missing.void", f"Episode {episode.reference} was set aside: it was no absence.")
    record(by, "missing.void", episode, child_id=episode.child_id)
    return episode


@action
def take_up_episode(*, by: Viewer, episode_id: UUID, reason: str) -> Episode:
    """Take up again an episode that was set aside."""
    policies.check_can_set_aside(by, episode_id)
    episode = episode_of(by, episode_id)
    _check_reason(reason)
    if not episode.void:
        raise Refused("This episode has not been set aside.")
    change_kept(by, episode, ChangeKind.UNVOID, seen=None, reason=reason, voided_at=None, voided_by_id=None, void_reason="")
    _say(by, episode, now(), "missing.unvoid", f"Episode {episode.reference} counts again.")
    record(by, "missing.unvoid", episode, child_id=episode.child_id)
    return episode


@action
def join_episode(*, by: Viewer, episode_id: UUID, into_id: UUID, reason: str) -> Episode:
    """Say that two episodes of one child are one absence. Both stay; the one joined counts no more of its own."""
    policies.check_can_set_aside(by, episode_id)
    episode, into = episode_of(by, episode_id), visible(by, Episode).filter(pk=into_id).first()
    _check_reason(reason)
    if into is None or into.child_id != episode.child_id:
        raise NotHere
    if episode.pk == into.pk or episode.joined_to_id or into.joined_to_id or into.void or episode.void:
        raise Refused("Choose another episode of this child that is neither set aside nor joined itself.")
    change_kept(
        by,
        episode,
        ChangeKind.JOIN,
        seen=None,
        reason=reason,
        joined_to_id=into.pk,
        joined_at=now(),
        joined_reason=reason.strip(),
    )
    for one in Episode.objects.filter(partnership_id=by.here, joined_to_id=episode.pk):
        change_kept(by, one, ChangeKind.JOIN, seen=None, reason=reason, joined_to_id=into.pk)
    _say(by, episode, now(), "missing.join", f"Episode {episode.reference} is the same absence as {into.reference}.")
    record(by, "missing.join", episode, child_id=episode.child_id, into=str(into.pk))
    return episode


@action
def part_episode(*, by: Viewer, episode_id: UUID, reason: str) -> Episode:
    """Say that an episode joined to another is an absence of its own after all."""
    policies.check_can_set_aside(by, episode_id)
    episode = episode_of(by, episode_id)
    _check_reason(reason)
    if episode.joined_to_id is None:
        raise Refused("This episode is joined to no other.")
    change_kept(by, episode, ChangeKind.PART, seen=None, reason=reason, joined_to_id=None, joined_at=None, joined_reason="")
    _say(by, episode, now(), "missing.part", f"Episode {episode.reference} is an absence of its own.")
    record(by, "missing.part", episode, child_id=episode.child_id)
    return episode


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why, so that whoever reads this later understands it.")])


def _say(by: Viewer, episode: Episode, at: dt.datetime, kind: str, words: str) -> None:
    chronology.add(by=by, child_id=episode.child_id, at=at, kind=kind, text=words, source_kind=SOURCE, source_id=episode.pk)

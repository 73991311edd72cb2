"""An episode begins: by a report made here, or by a row of a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology

from .. import pattern, policies
from ..history import hold_child
from ..interviews import following
from ..models import Episode
from ..types import Category, Source, When

SOURCE = "missing.episode"


@action
def open_episode(
    *,
    by: Viewer,
    child_id: UUID,
    category: str,
    started: When,
    ended: When | None = None,
    reported_at: dt.datetime | None = None,
    police_ref: str = "",
    episode_ref: str = "",
    source: str = Source.FORM,
    facts: Mapping[str, Any] | None = None,
    held: bool = False,
    **values: Any,
) -> Episode:
    """A child is missing from a moment on. Whether it is the same absence as another episode is not asked here.

    held: nobody else changes the child's episodes already. Raises Faulty for times that cannot be: a start in the future, an end
    before the start.
    """
    policies.check_can_report(by)
    if faults := list(faults_in(started, ended, category)):
        raise Faulty(faults)
    if not held:
        hold_child(child_id)
    reference = new_reference()
    made = Episode.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        reference=reference,
        episode_ref=episode_ref or reference,
        source=source,
        category=Category(category),
        reported_at=reported_at or now(),
        police_ref=police_ref.strip(),
        facts=dict(facts or {}),
        **started_columns(started),
        **ended_columns(ended),
        **({"police_know_at": now() if police_ref.strip() else None} | values),
    )
    say_started(by, made)
    pattern.look_again(by, [child_id])
    if made.ended_at or made.found_at or made.back_at:
        following.follow(by, made)
    record(by, "missing.open", made, child_id=child_id, category=str(category), source=str(source))
    return made


def say_started(by: Viewer, episode: Episode) -> None:
    chronology.add(
        by=by,
        child_id=episode.child_id,
        at=episode.started_at,
        kind="missing.started",
        text=f"{Category(episode.category).label}. Reference {episode.reference}.",
        source_kind=SOURCE,
        source_id=episode.pk,
        fresh=True,
    )


def started_columns(when: When) -> dict[str, Any]:
    return {
        "started_at": when.at,
        "started_words": when.words.strip(),
        "started_earliest": when.earliest,
        "started_latest": when.latest,
    }


def ended_columns(when: When | None) -> dict[str, Any]:
    return {"ended_at": when.at if when else None, "ended_words": when.words.strip() if when else ""}


def faults_in(started: When, ended: When | None, category: str = Category.MISSING) -> list[Fault]:
    """What cannot be of the times of an episode, each with what to do."""
    faults = []
    if category not in Category.values:
        faults.append(
            Fault("category", "Choose whether the child is missing from care, away without authorisation or from home.")
        )
    if started.at > now():
        faults.append(Fault("started", "The time the child was last seen is in the future. Check the date and the time."))
    if started.earliest and started.latest and started.latest < started.earliest:
        faults.append(Fault("started", "The latest time the child may have left is before the earliest. Check both."))
    if ended and ended.at < started.at:
        faults.append(Fault("ended", "The child cannot be found before they went missing. Check both times."))
    if ended and ended.at > now():
        faults.append(Fault("ended", "The time the child was found is in the future. Check the date and the time."))
    return faults

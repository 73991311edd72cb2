"""What is added to an episode while the child is missing: facts, sightings, enquiries, grades and views of the grade."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import read, record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.rules import missing_grades

from .. import policies
from ..history import change_kept
from ..models import Episode, Grade, LogEntry
from ..questions import known
from ..types import AlertKind, ChangeKind, GradeKind, LogKind
from .alerting import raise_alert
from .correcting import episode_of


@action
def note_read(*, by: Viewer, episode: Episode) -> UUID:
    """Say that somebody opened the episode."""
    read(by, "missing.read", episode, child_id=episode.child_id)
    return episode.pk


@action
def add_facts(*, by: Viewer, episode_id: UUID, seen: int | None, facts: dict[str, str]) -> Episode:
    """More became known. What stood before is kept."""
    policies.check_can_write(by, episode_id)
    episode = episode_of(by, episode_id)
    change_kept(by, episode, ChangeKind.FACTS, seen=seen, facts=known(facts))
    record(by, "missing.facts", episode, child_id=episode.child_id, fields=sorted(known(facts)))
    return episode


@action
def add_to_log(
    *, by: Viewer, episode_id: UUID, kind: str, words: str, at: dt.datetime | None = None, place: str = ""
) -> LogEntry:
    """A sighting, an enquiry, an action, a contact, or a note for the next shift."""
    policies.check_can_write(by, episode_id)
    episode = episode_of(by, episode_id)
    if kind not in LogKind.values:
        raise Faulty([Fault("kind", "Choose what this is: a sighting, an enquiry, an action.")])
    if not words.strip():
        raise Faulty([Fault("words", "Write what was seen, asked or done.")])
    if at is not None and at > now():
        raise Faulty([Fault("at", "This time is in the future. Check the date and the time.")])
    made = LogEntry.objects.create(
        partnership_id=by.here,
        episode=episode,
        child_id=episode.child_id,
        kind=kind,
        at=at or now(),
        words=words.strip(),
        place=place.strip(),
        agency_id=by.agency_id,
        written_by_id=by.person_id,
    )
    record(by, "missing.log", made, child_id=episode.child_id, entry=kind)
    return made


@action
def grade(*, by: Viewer, episode_id: UUID, level: str, reason: str) -> Grade:
    """The police grade the risk, or grade it again. Those responsible are told when it changes."""
    policies.check_can_grade(by, episode_id)
    episode = episode_of(by, episode_id)
    made = _keep(by, episode, GradeKind.POLICE, level, reason)
    before = episode.police_grade
    values: dict[str, object] = {"police_grade": level}
    if episode.police_know_at is None:
        values |= {"police_know_at": now(), "police_know_by_id": by.person_id}
    change_kept(by, episode, ChangeKind.FACTS, seen=None, reason=reason, **values)
    if before and before != level:
        raise_alert(by=by, episode=episode, kind=AlertKind.REGRADE, occasion=str(made.pk))
    record(by, "missing.grade", made, child_id=episode.child_id, level=level)
    return made


@action
def give_view(*, by: Viewer, episode_id: UUID, level: str, reason: str, challenge: bool) -> Grade:
    """Somebody who is not police says how great they think the risk is. A challenge goes to the police, and climbs (H6)."""
    policies.check_can_write(by, episode_id)
    episode = episode_of(by, episode_id)
    if challenge and not episode.police_grade:
        raise Refused("The police have not graded this yet. Give your view: they see it when they do.")
    made = _keep(by, episode, GradeKind.CHALLENGE if challenge else GradeKind.VIEW, level, reason)
    if challenge:
        raise_alert(by=by, episode=episode, kind=AlertKind.CHALLENGE, occasion=str(made.pk))
    record(by, "missing.view", made, child_id=episode.child_id, level=level, challenge=challenge)
    return made


def _keep(by: Viewer, episode: Episode, kind: GradeKind, level: str, reason: str) -> Grade:
    levels = missing_grades.list_on(today())
    if level not in missing_grades.by_key(levels):
        raise Faulty([Fault("level", "Choose one of the grades.")])
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why: those who look for the child need to know.")])
    return Grade.objects.create(
        partnership_id=by.here,
        episode=episode,
        child_id=episode.child_id,
        kind=kind,
        level=level,
        reason=reason.strip(),
        edition=levels.key,
        agency_id=by.agency_id,
        graded_by_id=by.person_id,
        at=now(),
    )


@action
def set_review(*, by: Viewer, episode_id: UUID, at: dt.datetime, why: str = "") -> Episode:
    """When somebody looks again. Overdue, those responsible are told."""
    policies.check_can_write(by, episode_id)
    episode = episode_of(by, episode_id)
    if at <= now():
        raise Faulty([Fault("at", "Choose a time to come.")])
    change_kept(by, episode, ChangeKind.FACTS, seen=None, review_at=at, review_why=why.strip())
    record(by, "missing.review", episode, child_id=episode.child_id)
    return episode

"""Reading of missing children, each through its viewer's eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from holdfast.access.models import User
from holdfast.access.visibility import visible
from holdfast.comms.delivery import CHANNELS, goes
from holdfast.comms.models import Message
from holdfast.comms.templates import PARTNER
from holdfast.comms.types import State as Sending
from holdfast.disclosure.types import TEXT
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import instant
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.work.models import Duty

from .models import Acknowledgement, AlertTo, Episode, EpisodeChange, EpisodeReport, Grade, LogEntry, ReportDraft, Return

JOB = "missing.look"
PAGE = 25
NOW = Q(ended_at=None, voided_at=None, joined_to=None)


@dataclass(frozen=True)
class Row:
    """One child on the board. The name is the record's: whoever reads the episode looks for the child."""

    episode: Episode
    name: str
    last: LogEntry | None
    asked: int
    unanswered: int


def missing_now(viewer: Viewer, *, limit: int = PAGE, after: str = "") -> list[Row]:
    """The children who are missing, last seen most lately on top. An end that was only reckoned takes nobody off (H5).

    after: the place of the last row already seen; one that cannot be read is the beginning.
    """
    place = _place(after)
    if place is None:
        rows = _open(viewer, limit)
    else:
        at, pk = place
        rows = list(_open_ones(viewer).filter(Q(started_at__lt=at) | Q(started_at=at, pk__gt=pk))[:limit])
    names = names_of(viewer, rows)
    last = _entries(viewer, tuple(one.newest for one in rows if one.newest))
    return [Row(one, names.get(one.child_id, ""), last.get(one.pk), one.asked, one.asked - one.answers) for one in rows]


@question
def _open(viewer: Viewer, limit: int) -> QuerySet[Any, Any]:
    return _open_ones(viewer)[:limit]


def _open_ones(viewer: Viewer) -> QuerySet[Any, Any]:
    """Who is missing now; of each the newest entry of the log, how many entries, who was asked, and how many have answered."""

    def count(model: type[Model], episode: str) -> Coalesce:
        rows = visible(viewer, model).filter(**{episode: OuterRef("pk")}).order_by().values("partnership_id")
        return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)

    newest = visible(viewer, LogEntry).filter(episode_id=OuterRef("pk")).order_by("-at", "-id").values("pk")[:1]
    told = {
        "newest": Subquery(newest),
        "entries": count(LogEntry, "episode_id"),
        "asked": count(AlertTo, "alert__episode_id"),
        "answers": count(Acknowledgement, "recipient__alert__episode_id"),
    }
    return visible(viewer, Episode).filter(NOW).annotate(**told).order_by("-started_at", "pk")


def _place(text: str) -> tuple[datetime, UUID] | None:
    at, _, pk = text.partition("~")
    try:
        return instant(at), UUID(pk)
    except ValueError:
        return None


def following(rows: Sequence[Row], limit: int = PAGE) -> str:
    """Where the next page begins; nothing after the last."""
    return f"{rows[-1].episode.started_at.isoformat()}~{rows[-1].episode.pk}" if len(rows) == limit else ""


def names_of(viewer: Viewer, episodes: Sequence[Episode]) -> dict[UUID, str]:
    """The names of the children of episodes that the viewer has been given."""
    wanted = {one.child_id for one in episodes}
    if not wanted:
        return {}
    with acting_as(Viewer.job(JOB, viewer.here), alone=False):
        return {child.pk: child.name for child in _named(Viewer.job(JOB, viewer.here), tuple(sorted(wanted)))}


@question
def _named(viewer: Viewer, child_ids: tuple[UUID, ...]) -> QuerySet[Child]:
    return Child.objects.filter(partnership_id=viewer.here, pk__in=child_ids).only("given", "family", "unborn")


def born_of(viewer: Viewer, episode: Episode) -> Child:
    """Who the child of an episode is: name and day of birth, and nothing else of the record."""
    with acting_as(Viewer.job(JOB, viewer.here)):
        fields = ("given", "family", "known_as", "unborn", "born_earliest", "born_latest", "born_words")
        return Child.objects.only(*fields).get(partnership_id=viewer.here, pk=episode.child_id)


def _entries(viewer: Viewer, entry_ids: tuple[UUID, ...]) -> dict[UUID, LogEntry]:
    """Entries of the log by their episode."""
    return {entry.episode_id: entry for entry in _written(viewer, entry_ids)} if entry_ids else {}


@question
def _written(viewer: Viewer, entry_ids: tuple[UUID, ...]) -> QuerySet[LogEntry]:
    return visible(viewer, LogEntry).filter(pk__in=entry_ids)


def board_version(viewer: Viewer) -> str:
    """Changes whenever the board would: nobody's looking is written down while it stays the same."""
    return version_of(_open(viewer, PAGE))


def version_of(rows: Sequence[Any]) -> str:
    """As `board_version`, of rows just read for the board."""
    told = [(one.pk, one.version, one.entries, one.asked, one.answers) for one in rows]
    return hashlib.sha256(str(told).encode()).hexdigest()[:16]


def episode(viewer: Viewer, episode_id: UUID) -> Episode:
    found = visible(viewer, Episode).filter(pk=episode_id).select_related("authority", "host", "police_know_by").first()
    if found is None:
        raise NotHere
    return found


def episode_of_child(viewer: Viewer, child_id: UUID, *, limit: int = PAGE) -> list[Episode]:
    """A child's episodes, newest first."""
    return list(visible(viewer, Episode).filter(child_id=child_id).order_by("-started_at", "pk")[:limit])


def reports_of(viewer: Viewer, episode: Episode) -> list[EpisodeReport]:
    rows = visible(viewer, EpisodeReport).filter(episode_id=episode.pk).select_related("reporter", "agency")
    return list(rows.order_by("reported_at", "pk")[:PAGE])


def log_of(viewer: Viewer, episode: Episode, *, limit: int = 100) -> list[LogEntry]:
    rows = visible(viewer, LogEntry).filter(episode_id=episode.pk).select_related("written_by", "agency")
    return list(rows.order_by("-at", "-id")[:limit])


def log_since(viewer: Viewer, rows: Sequence[Row], since: datetime) -> dict[UUID, list[LogEntry]]:
    """What was written of these children since a moment, newest first; for the next shift."""
    found = visible(viewer, LogEntry).filter(episode_id__in=[row.episode.pk for row in rows], at__gte=since)
    by_episode: dict[UUID, list[LogEntry]] = {}
    for entry in found.select_related("written_by").order_by("-at", "-id")[:500]:
        by_episode.setdefault(entry.episode_id, []).append(entry)
    return by_episode


def ended_since(viewer: Viewer, since: datetime) -> list[Episode]:
    """Absences that ended since a moment, newest first."""
    return list(visible(viewer, Episode).filter(ended_at__gte=since, voided_at=None).order_by("-ended_at", "pk")[:PAGE])


def grades_of(viewer: Viewer, episode: Episode) -> list[Grade]:
    rows = visible(viewer, Grade).filter(episode_id=episode.pk).select_related("graded_by", "agency")
    return list(rows.order_by("-at", "-id")[:PAGE])


def changes_of(viewer: Viewer, episode: Episode) -> list[EpisodeChange]:
    rows = visible(viewer, EpisodeChange).filter(episode_id=episode.pk).select_related("changed_by")
    return list(rows.order_by("-at", "-id")[:PAGE])


def return_of(viewer: Viewer, episode: Episode) -> Return | None:
    return visible(viewer, Return).filter(episode_id=episode.pk).select_related("asked_by", "prevention_by").first()


@dataclass(frozen=True)
class Answer:
    """One seat that was asked, how far its duty has climbed, and who has it. mine: the viewer may answer."""

    to: AlertTo
    duty: Duty | None
    answer: Acknowledgement | None

    @property
    def by_telephone(self) -> bool:
        """Whether somebody here rings a council that has no accounts."""
        return self.to.seat in ("placing", "host") and self.to.agency_id is None


@dataclass(frozen=True)
class Told:
    """One message: to whom, when, by what means, and whether it has left. tried: it could not leave yet, and is tried again."""

    name: str
    at: datetime
    means: str
    state: str
    sent_at: datetime | None
    tried: bool


def asked_of(viewer: Viewer, episode: Episode) -> list[Answer]:
    """Everybody an alert of this episode went to, and what they answered."""
    rows = visible(viewer, AlertTo).filter(alert__episode_id=episode.pk)
    rows = rows.select_related("alert", "agency", "acknowledgement__answered_by").order_by("-alert__at", "seat")
    asked = list(rows[:100])
    with acting_as(Viewer.job(JOB, viewer.here)):
        duties = Duty.objects.select_related("user").in_bulk([one.duty_id for one in asked])
    return [Answer(one, duties.get(one.duty_id), getattr(one, "acknowledgement", None)) for one in asked]


def told_of(viewer: Viewer, episode: Episode) -> list[Told]:
    """Who was written to of an episode the viewer has been given, newest first."""
    with acting_as(Viewer.job(JOB, viewer.here)):
        people_or_councils = Q(recipient_user_id__isnull=False) | Q(recipient=PARTNER)
        rows = Message.objects.filter(people_or_councils, partnership_id=viewer.here, reference=episode.reference)
        found = list(rows.order_by("-created_at", "-pk")[:100])
        names = dict(User.objects.filter(pk__in={row.recipient_user_id for row in found}).values_list("pk", "name"))
    return [_told(row, names) for row in found]


def _told(row: Message, names: dict[UUID, str]) -> Told:
    name = names.get(row.recipient_user_id, "") if row.recipient_user_id else row.address
    tried = row.state == Sending.QUEUED and row.tries > 0
    return Told(name, row.created_at, CHANNELS[row.channel].label, Sending(row.state).label, row.sent_at, tried)


def texts_go() -> bool:
    """Whether this system sends texts."""
    return goes(TEXT)


def recipient(viewer: Viewer, recipient_id: UUID) -> AlertTo:
    found = visible(viewer, AlertTo).filter(pk=recipient_id).select_related("alert__episode", "agency").first()
    if found is None:
        raise NotHere
    return found


def report(viewer: Viewer, report_id: UUID) -> EpisodeReport:
    found = visible(viewer, EpisodeReport).filter(pk=report_id).first()
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class Standing:
    """What whoever reported a child is told, and no more: the reference, whether the police know, whether the child is found."""

    reference: str
    police_know: bool
    over: bool


def standing(viewer: Viewer, made: EpisodeReport) -> Standing:
    """How the episode of one's own report stands."""
    with acting_as(Viewer.job(JOB, viewer.here)):
        found = Episode.objects.get(partnership_id=viewer.here, pk=made.episode_id)
    return Standing(found.reference, found.police_know, not found.missing_now)


@question
def my_reports(viewer: Viewer) -> QuerySet[EpisodeReport]:
    """What the viewer reported, newest first."""
    return visible(viewer, EpisodeReport).filter(reporter_id=viewer.person_id).order_by("-reported_at", "pk")[:PAGE]


@question
def my_drafts(viewer: Viewer) -> QuerySet[ReportDraft]:
    return visible(viewer, ReportDraft).order_by("-changed_at", "pk")[:PAGE]


def draft(viewer: Viewer, draft_id: UUID) -> ReportDraft:
    found = visible(viewer, ReportDraft).filter(pk=draft_id).first()
    if found is None:
        raise NotHere
    return found

"""Reading of return home interviews, each through its viewer's eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.time import instant
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.work.models import Clock
from holdfast.work.queries import clocks_of

from .conversation_models import (
    AccountVersion,
    CarerAccount,
    Conversation,
    ConversationVersion,
    Covered,
    RemoteCheck,
    SummaryGiven,
)
from .interview_models import Interview, InterviewStep
from .interview_policies import check_can_read
from .interview_types import OPEN_STATES, LeadState
from .interviews.following import JOB
from .lead_models import Lead, PoliceLine
from .models import Episode

PAGE = 50
MANY = 100
OPEN = Q(state__in=OPEN_STATES)


@dataclass(frozen=True)
class Limit:
    """The hours of an interview with their arithmetic."""

    due_at: datetime
    from_at: datetime
    source: str
    steps: tuple[str, ...]
    stopped: datetime | None


def limit_of(viewer: Viewer, interview: Interview) -> Limit | None:
    """The clock of an interview that the viewer has been given; the one that runs, else the last."""
    found = clocks_of(viewer, [interview.pk])
    return _limit(found[0]) if found else None


def _limit(clock: Clock) -> Limit:
    return Limit(clock.due_at, clock.started_at, clock.source, tuple(clock.steps), clock.stopped_at)


# -- the queue --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One interview that is due, with the child's name: whoever reads that it is due reads the episode."""

    interview: Interview
    name: str
    opens: bool


def due(viewer: Viewer, *, mine: bool = False, after: str = "", limit: int = PAGE) -> list[Row]:
    """Interviews that are due, what runs out first on top; the late ones run out before all others.

    mine: only those that rest on the viewer. after: the place of the last row already seen.
    """
    rows = visible(viewer, Interview).filter(OPEN)
    if mine:
        rows = rows.filter(interviewer_id=viewer.person_id)
    if place := _place(after):
        rows = rows.filter(Q(due_at__gt=place[0]) | Q(due_at=place[0], pk__gt=place[1]))
    shown = list(rows.select_related("episode", "interviewer", "provider").order_by("due_at", "pk")[:limit])
    names = _names(viewer, {row.child_id for row in shown})
    opened = set(visible(viewer, Child).filter(pk__in={row.child_id for row in shown}).values_list("pk", flat=True))
    return [Row(row, names.get(row.child_id, ""), row.child_id in opened) for row in shown]


def following(rows: Sequence[Row], limit: int = PAGE) -> str:
    """Where the next page begins; nothing after the last."""
    if len(rows) < limit or rows[-1].interview.due_at is None:
        return ""
    return f"{rows[-1].interview.due_at.isoformat()}~{rows[-1].interview.pk}"


def _place(text: str) -> tuple[datetime, UUID] | None:
    at, _, pk = text.partition("~")
    try:
        return instant(at), UUID(pk)
    except ValueError:
        return None


def _names(viewer: Viewer, child_ids: Iterable[UUID]) -> dict[UUID, str]:
    with acting_as(Viewer.job(JOB, viewer.here)):
        children = Child.objects.filter(partnership_id=viewer.here, pk__in=set(child_ids)).only("given", "family", "unborn")
        return {child.pk: child.name for child in children}


def due_version(viewer: Viewer) -> str:
    """Changes whenever the queue would."""
    rows = visible(viewer, Interview).filter(OPEN)
    first = list(rows.order_by("due_at", "pk").values_list("pk", "version")[:PAGE])
    leads = visible(viewer, Lead).filter(state=LeadState.OPEN).count()
    return hashlib.sha256(f"{first}{rows.count()},{leads}".encode()).hexdigest()[:16]


def open_leads(viewer: Viewer, *, limit: int = PAGE) -> list[tuple[Lead, str]]:
    """Leads that nobody has followed yet, what runs out first on top, with the child's name."""
    rows = visible(viewer, Lead).filter(state=LeadState.OPEN).select_related("owner", "interview__episode", "line")
    shown = list(rows.order_by("due_at", "pk")[:limit])
    names = _names(viewer, {row.child_id for row in shown})
    return [(row, names.get(row.child_id, "")) for row in shown]


# -- one interview ----------------------------------------------------------------------------------------------------


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


def open_of_child(viewer: Viewer, child_id: UUID) -> list[Interview]:
    """What is due for a child, the oldest episode first: one conversation may be about several."""
    rows = visible(viewer, Interview).filter(OPEN, child_id=child_id).select_related("episode")
    return list(rows.order_by("episode__started_at", "pk")[:MANY])


def interviews_of_child(viewer: Viewer, child_id: UUID, *, limit: int = PAGE) -> list[Interview]:
    """Every interview about a child, the newest episode first."""
    rows = visible(viewer, Interview).filter(child_id=child_id).select_related("episode", "interviewer", "provider")
    return list(rows.order_by("-episode__started_at", "pk")[:limit])


def steps_of(viewer: Viewer, row: Interview) -> list[InterviewStep]:
    rows = visible(viewer, InterviewStep).filter(interview_id=row.pk).select_related("written_by", "about")
    return list(rows.order_by("-at", "-pk")[:MANY])


@dataclass(frozen=True)
class Talk:
    """A conversation about an episode, as far as the viewer may read it. row: none where it is kept to people named."""

    conversation_id: UUID
    row: Conversation | None


def conversations_of(viewer: Viewer, row: Interview) -> list[Talk]:
    """The conversations about an interview. That there is one is no secret from whoever sees that it was held (H21)."""
    keys = list(visible(viewer, Covered).filter(interview_id=row.pk).order_by("pk").values_list("conversation_id", flat=True))
    found = {one.pk: one for one in visible(viewer, Conversation).filter(pk__in=keys).select_related("written_by", "agency")}
    return [Talk(key, found.get(key)) for key in keys]


def conversations_of_child(viewer: Viewer, child_id: UUID) -> list[Conversation]:
    rows = visible(viewer, Conversation).filter(child_id=child_id).select_related("written_by", "agency")
    return list(rows.order_by("-held_at", "pk")[:PAGE])


def accounts_of(viewer: Viewer, row: Interview) -> list[CarerAccount]:
    rows = visible(viewer, CarerAccount).filter(interview_id=row.pk).select_related("written_by")
    return list(rows.order_by("-held_at", "pk")[:PAGE])


def leads_of(viewer: Viewer, row: Interview) -> list[Lead]:
    """The leads of an interview, those that nobody has followed first."""
    rows = visible(viewer, Lead).filter(interview_id=row.pk).select_related("owner", "line", "ended_by", "written_by")
    return sorted(rows.order_by("due_at", "pk")[:MANY], key=lambda one: not one.is_open)


def leads_of_child(viewer: Viewer, child_id: UUID) -> list[Lead]:
    rows = visible(viewer, Lead).filter(child_id=child_id).select_related("owner", "line", "ended_by", "written_by")
    return sorted(rows.order_by("due_at", "pk")[:MANY], key=lambda one: not one.is_open)


def line_words(viewer: Viewer, leads: Iterable[Lead]) -> dict[UUID, str]:
    """The words of lines for police, by lead, as far as the viewer may read them."""
    by_line = {one.line_id: one.pk for one in leads if one.line_id}
    rows = visible(viewer, PoliceLine).filter(pk__in=list(by_line))
    return {by_line[pk]: words for pk, words in rows.values_list("pk", "words")}


def lead(viewer: Viewer, lead_id: UUID) -> Lead:
    rows = visible(viewer, Lead).select_related("owner", "interview__episode", "ended_by", "written_by")
    found = rows.filter(pk=lead_id).first()
    if found is None:
        raise NotHere
    return found


# -- what was said ----------------------------------------------------------------------------------------------------

R = TypeVar("R", Conversation, CarerAccount)


def conversation(viewer: Viewer, conversation_id: UUID) -> Conversation:
    return _one(visible(viewer, Conversation).select_related("written_by", "agency"), conversation_id)


def account(viewer: Viewer, account_id: UUID) -> CarerAccount:
    return _one(visible(viewer, CarerAccount).select_related("written_by", "interview__episode"), account_id)


def _one(rows: QuerySet[R], pk: UUID) -> R:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotHere
    return found


def covered_by(viewer: Viewer, row: Conversation) -> list[Interview]:
    """The interviews a conversation is about."""
    about = Covered.objects.filter(partnership_id=viewer.here, conversation_id=row.pk, interview_id=OuterRef("pk"))
    rows = visible(viewer, Interview).filter(Exists(about)).select_related("episode")
    return list(rows.order_by("episode__started_at", "pk"))


def versions_of(viewer: Viewer, row: Conversation) -> list[ConversationVersion]:
    rows = visible(viewer, ConversationVersion).filter(conversation_id=row.pk).select_related("saved_by")
    return list(rows.order_by("-number")[:25])


def account_versions_of(viewer: Viewer, row: CarerAccount) -> list[AccountVersion]:
    rows = visible(viewer, AccountVersion).filter(account_id=row.pk).select_related("saved_by")
    return list(rows.order_by("-number")[:25])


def checks_of(viewer: Viewer, row: Conversation) -> list[RemoteCheck]:
    rows = visible(viewer, RemoteCheck).filter(conversation_id=row.pk).select_related("checked_by")
    return list(rows.order_by("-at", "-pk")[:25])


def given_of(viewer: Viewer, row: Conversation) -> list[SummaryGiven]:
    rows = visible(viewer, SummaryGiven).filter(conversation_id=row.pk).select_related("given_by")
    return list(rows.order_by("-at", "-pk")[:25])

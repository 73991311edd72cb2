"""Reading copies of a minute: what each keeps, who has which, and one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.rules import minutes as rules
from holdfast.rules.minutes import Version

from .copy_versions import recipients
from .minute_models import CopyEvent, MinuteCopy
from .minute_queries import Recipient, Sheet
from .minute_types import CopyOf, CopyState
from .models import Meeting
from .types import State


def kept(version: Version) -> dict[str, Any]:
    """A version as a copy keeps it: what its reader is given, and nothing that says from which line it came."""
    return {
        "title": version.title,
        "day": version.day,
        "statement": version.statement,
        "there": [[one.name, one.role, one.how] for one in version.there],
        "parts": [
            [part.title, [[one.number, one.kind.value, one.text, one.speaker, one.owner, one.due] for one in part.lines]]
            for part in version.parts
        ],
    }


def read_again(content: dict[str, Any]) -> Version:
    """The version that a copy keeps."""
    parts = (
        rules.Part(title, tuple(rules.Told(number, rules.LineKind(kind), *rest) for number, kind, *rest in lines))
        for title, lines in content["parts"]
    )
    there = tuple(rules.There(*one) for one in content["there"])
    return Version(content["title"], content["day"], content["statement"], there, tuple(parts))


@dataclass(frozen=True)
class Given:
    """What one reader has: the copy that is out, the one that is being made ready, and everything that was done."""

    recipient: Recipient
    out: MinuteCopy | None
    ready: MinuteCopy | None
    events: tuple[CopyEvent, ...]


def register(viewer: Viewer, sheet: Sheet, what: str = CopyOf.MINUTE) -> list[Given]:
    """Who has which version, since when, how, and whether they have opened it."""
    rows = list(visible(viewer, MinuteCopy).filter(meeting_id=sheet.meeting.pk, what=what).order_by("-created_at", "-pk"))
    events: dict[UUID, list[CopyEvent]] = {}
    for row in visible(viewer, CopyEvent).filter(meeting_id=sheet.meeting.pk, copy__what=what).select_related("done_by", "copy"):
        events.setdefault(row.copy.invitee_id, []).append(row)
    return [_given(one, rows, events.get(one.invitee.pk, [])) for one in recipients(sheet, what)]


def _given(one: Recipient, rows: Sequence[MinuteCopy], events: Iterable[CopyEvent]) -> Given:
    own = [row for row in rows if row.invitee_id == one.invitee.pk]
    out = next((row for row in own if row.state in (CopyState.RELEASED, CopyState.TALKED, CopyState.RECALLED)), None)
    ready = next((row for row in own if row.state == CopyState.READY), None)
    return Given(one, out, ready, tuple(sorted(events, key=lambda row: row.created_at)))


def copy(viewer: Viewer, copy_id: UUID) -> MinuteCopy:
    found = visible(viewer, MinuteCopy).filter(pk=copy_id).select_related("invitee", "meeting", "minute").first()
    if found is None:
        raise NotHere
    return found


def own_copies(viewer: Viewer, meeting_id: UUID) -> list[MinuteCopy]:
    """What was released to the viewer themself: the letter that says what was decided, and the minute."""
    if not viewer.is_person:
        return []
    rows = visible(viewer, MinuteCopy).filter(meeting_id=meeting_id, invitee__user_id=viewer.me, state=CopyState.RELEASED)
    return list(rows.select_related("meeting", "invitee").order_by("released_at", "pk"))


def own_copy(viewer: Viewer, meeting_id: UUID) -> MinuteCopy | None:
    """The copy of the minute released to the viewer themself."""
    return next((one for one in own_copies(viewer, meeting_id) if one.what == CopyOf.MINUTE), None)


@dataclass(frozen=True)
class Mine:
    """The minutes somebody keeps, and the copies that are theirs."""

    kept: tuple[Meeting, ...]
    copies: tuple[MinuteCopy, ...]


MOST_MINE = 100


def mine(viewer: Viewer) -> Mine:
    """The meetings one runs that have begun, with their minutes; and what was released to oneself: the newest first."""
    if not viewer.is_person:
        return Mine((), ())
    me = viewer.me
    runs = Q(chair_id=me) | Q(minute_taker_id=me) | Q(convened_by_id=me)
    kept = visible(viewer, Meeting).filter(runs, state__in=[State.RUNNING, State.HELD]).select_related("minute", "child")
    own = visible(viewer, MinuteCopy).filter(invitee__user_id=me, state=CopyState.RELEASED).select_related("meeting")
    return Mine(tuple(kept.order_by("-starts_at", "-pk")[:MOST_MINE]), tuple(own.order_by("-released_at", "-pk")[:MOST_MINE]))

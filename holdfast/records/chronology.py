"""The chronology of a child: one list, fed by every part of Holdfast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.time import LONDON
from holdfast.kernel.viewer import Viewer

from .models import ChronologyEntry, IdentityLink
from .types import Audience

NOON = dt.time(12)
PROFESSIONALS: tuple[str, ...] = (Audience.PROFESSIONALS.value,)


def at_noon(day: dt.date) -> dt.datetime:
    """The instant that stands for a day of which no time is known."""
    return dt.datetime.combine(day, NOON, tzinfo=LONDON)


@action
def add(
    *,
    by: Viewer,
    child_id: UUID,
    at: dt.datetime,
    kind: str,
    text: str,
    title: str = "",
    source_kind: str = "",
    source_id: UUID | None = None,
    audience: Iterable[str] = PROFESSIONALS,
    named: Iterable[UUID] = (),
    not_for: Iterable[UUID] = (),
    link: IdentityLink | None = None,
    corrects: ChronologyEntry | None = None,
    fresh: bool = False,
) -> ChronologyEntry:
    """Say in the chronology what happened, to those who may read it.

    kind: stable key of what happened ("referral.received"). text: a sentence, or, under a title, as much as there is to say.
    link: the joining that brought it here; found from the source when not given. Said twice of one source, it stands once.
    fresh: its source has just been made, so nothing was said of it yet, and no joining brought it here.
    """
    link = link or (None if fresh else _joining(by, child_id, source_kind, source_id))
    held = None if fresh else _held(by, child_id, at, kind, title or text, source_id)
    if held is not None:
        record(by, "chronology.again", held, child_id=child_id, entry=kind)
        return held
    entry = ChronologyEntry.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        at=at,
        kind=kind,
        title=title or text,
        text=text if title else "",
        source_kind=source_kind,
        source_id=source_id,
        audience=[str(key) for key in audience],
        named=list(named),
        not_for=list(not_for),
        link=link,
        corrects=corrects,
        recorded_by=by.person_id,
    )
    record(by, "chronology.add", entry, child_id=child_id, entry=kind)
    return entry


def _held(by: Viewer, child_id: UUID, at: dt.datetime, kind: str, title: str, source_id: UUID | None) -> ChronologyEntry | None:
    if source_id is None:
        return None
    same = ChronologyEntry.objects.filter(
        Q(link=None) | Q(link__undone_at=None),
        partnership_id=by.here,
        source_id=source_id,
        child_id=child_id,
        at=at,
        kind=kind,
        title=title,
    )
    return same.first()


def _joining(by: Viewer, child_id: UUID, source_kind: str, source_id: UUID | None) -> IdentityLink | None:
    if source_id is None:
        return None
    return IdentityLink.objects.filter(
        partnership_id=by.here,
        source_kind=source_kind,
        source_id=source_id,
        child_id=child_id,
        undone_at=None,
    ).first()


def carry(by: Viewer, link: IdentityLink) -> int:
    """Copy to a newly joined record what came from the same typed child under joinings since undone."""
    earlier = ChronologyEntry.objects.filter(
        partnership_id=by.here,
        link__source_kind=link.source_kind,
        link__source_id=link.source_id,
        link__undone_at__isnull=False,
    ).order_by("at", "pk")
    seen: set[tuple[object, ...]] = set()
    copies = []
    for entry in earlier.iterator():
        same = (entry.at, entry.kind, entry.title, entry.source_id)
        if same not in seen:
            seen.add(same)
            copies.append(_copy(entry, link))
    ChronologyEntry.objects.bulk_create(copies)
    return len(copies)


def _copy(entry: ChronologyEntry, link: IdentityLink) -> ChronologyEntry:
    return ChronologyEntry(
        partnership_id=entry.partnership_id,
        child_id=link.child_id,
        at=entry.at,
        kind=entry.kind,
        title=entry.title,
        text=entry.text,
        source_kind=entry.source_kind,
        source_id=entry.source_id,
        audience=entry.audience,
        named=entry.named,
        not_for=entry.not_for,
        link=link,
        recorded_by=entry.recorded_by,
    )

"""Reading a minute: as it is written, as each reader would have it, and what is to be looked at before it is approved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, Sum

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import LONDON
from holdfast.kernel.viewer import Viewer
from holdfast.rules import minutes as rules
from holdfast.rules.agencies import AgencyKind
from holdfast.rules.audience import Key
from holdfast.rules.meetings import of
from holdfast.rules.minutes import Reader, ReaderKind, Version
from holdfast.rules.minutes_for_child import CHILD_TITLES, hard_for_child
from holdfast.rules.spoken import long_date

from .circles import circles
from .minute_models import Attendance, ChairRuling, Minute, MinuteLine, Presence
from .minute_policies import meeting_to_run
from .models import AgendaItem, Invitee, Meeting
from .types import Kind

MOST_LINES = 2000


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets a version, and which."""

    invitee: Invitee
    reader: Reader

    @property
    def label(self) -> str:
        return rules.READER_LABELS[self.reader.kind]


@dataclass(frozen=True)
class Sheet:
    """The whole minute as those who run the meeting have it, in a fixed number of statements.

    items: what is on the agenda, and what was taken off it after something had been said under it.
    """

    meeting: Meeting
    minute: Minute | None
    items: tuple[AgendaItem, ...]
    lines: tuple[MinuteLine, ...]
    people: tuple[Invitee, ...]
    attendances: dict[UUID, Attendance]
    presences: dict[UUID, tuple[Presence, ...]]
    rulings: tuple[ChairRuling, ...]
    circles: Mapping[UUID, frozenset[UUID]]

    def hears(self, item: AgendaItem, invitee_id: UUID) -> bool:
        """Whether somebody called hears this item: everybody, but where it is about one child of many."""
        return item.child_id is None or invitee_id in self.circles.get(item.pk, frozenset())

    def hearers(self, item: AgendaItem) -> list[Invitee]:
        """Of those called, who hears this item."""
        return [one for one in self.people if one.comes and self.hears(item, one.pk)]

    def should_leave(self, item: AgendaItem) -> list[Invitee]:
        """Who is in the room, and does not hear this item."""
        return [one for one in self.people if self.there_now(one.pk) and not self.hears(item, one.pk)]

    @property
    def current(self) -> AgendaItem | None:
        """What is spoken of now."""
        key = self.minute.current_id if self.minute else None
        return next((one for one in self.items if one.pk == key), None)

    def of_item(self, item_id: UUID) -> list[MinuteLine]:
        return [line for line in self.lines if line.item_id == item_id]

    def there_now(self, invitee_id: UUID) -> bool:
        return any(one.until is None for one in self.presences.get(invitee_id, ()))

    def came(self, invitee_id: UUID) -> bool:
        return bool(self.presences.get(invitee_id))

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Everybody called who may have a copy. An interpreter or advocate gets none of their own."""
        return tuple(
            Recipient(one, made) for one in self.people if one.comes and (made := reader_of(self.meeting, one)) is not None
        )

    @property
    def version(self) -> str:
        """Changes with every line and whoever comes or goes, so that a page knows when somebody else has written."""
        presences = [row for rows in self.presences.values() for row in rows]
        return _mark(
            self.meeting, self.minute, *((len(rows), sum(row.version for row in rows)) for rows in (self.lines, presences))
        )


def _mark(meeting: Meeting, minute: Minute | None, *counts: tuple[int, int | None]) -> str:
    parts = [f"{count}.{versions or 0}" for count, versions in counts]
    return "-".join([meeting.state, str(minute.version if minute else 0), *parts])


def version(viewer: Viewer, meeting_id: UUID) -> str:
    """The same as the sheet's, without reading a line: four small statements, asked every few seconds by each open page."""
    try:
        meeting = meeting_to_run(viewer, meeting_id)
    except Refused:
        raise NotHere from None
    minute = visible(viewer, Minute).filter(meeting_id=meeting_id).first()
    counts = []
    for rows in (
        visible(viewer, MinuteLine).filter(meeting_id=meeting_id, removed_at=None),
        visible(viewer, Presence).filter(meeting_id=meeting_id),
    ):
        found = rows.aggregate(count=Count("pk"), versions=Sum("version"))
        counts.append((found["count"], found["versions"]))
    return _mark(meeting, minute, *counts)


def sheet(viewer: Viewer, meeting_id: UUID) -> Sheet:
    """For those who run the meeting. For anybody else there is none."""
    try:
        meeting = meeting_to_run(viewer, meeting_id)
    except Refused:
        raise NotHere from None
    here = {"meeting_id": meeting_id}
    lines = visible(viewer, MinuteLine).filter(**here, removed_at=None).select_related("speaker", "owner", "written_by")
    stands = Q(removed_at=None) | Q(pk__in=visible(viewer, MinuteLine).filter(**here, removed_at=None).values("item_id"))
    items = visible(viewer, AgendaItem).filter(stands, **here).select_related("presenter")
    presences: dict[UUID, list[Presence]] = {}
    for row in visible(viewer, Presence).filter(**here).order_by("since", "pk"):
        presences.setdefault(row.invitee_id, []).append(row)
    return Sheet(
        meeting,
        visible(viewer, Minute).filter(**here).first(),
        tuple(items.order_by("position", "pk")),
        tuple(lines.order_by("said_at", "created_at", "pk")[:MOST_LINES]),
        tuple(visible(viewer, Invitee).filter(**here).select_related("agency", "user").order_by("created_at", "pk")),
        {row.invitee_id: row for row in visible(viewer, Attendance).filter(**here)},
        {key: tuple(rows) for key, rows in presences.items()},
        tuple(visible(viewer, ChairRuling).filter(**here).order_by("created_at", "pk")),
        circles(viewer, meeting) if of(meeting.kind).by_child else {},
    )


def reader_of(meeting: Meeting, invitee: Invitee) -> Reader | None:
    """As whom somebody called reads the minute; None for those who get no copy of their own."""
    key, ids = str(invitee.pk), frozenset(filter(None, [invitee.user_id, invitee.person_id]))
    if invitee.kind == Kind.CHILD:
        return Reader(ReaderKind.CHILD, key, ids)
    if invitee.kind == Kind.RELATIVE:
        return Reader(ReaderKind.RELATIVE, key, ids)
    if invitee.kind in (Kind.STAFF, Kind.PROFESSIONAL):
        police = invitee.agency is not None and invitee.agency.kind == AgencyKind.POLICE
        return Reader(ReaderKind.POLICE if police else ReaderKind.PROFESSIONAL, key, ids)
    return None


def as_written(sheet: Sheet) -> rules.Minute:
    """The minute as the rules know it: every version is made from this, and from nothing else."""
    kind, meeting = of(sheet.meeting.kind), sheet.meeting
    began = meeting.began_at or meeting.starts_at
    return rules.Minute(
        kind.label,
        long_date(began.astimezone(LONDON).date()) if began else "",
        tuple(section_of(sheet, one) for one in sheet.items),
        tuple(_line(one) for one in sheet.lines),
        tuple(_attender(sheet, one) for one in sheet.people if one.withdrawn_at is None),
        tuple(rules.Ruling(str(one.invitee_id), one.gives, str(one.line_id or "")) for one in sheet.rulings),
        kind.statement,
    )


def section_of(sheet: Sheet, one: AgendaItem) -> rules.Section:
    """A part of the agenda as the rules know it; a child's, with its circle."""
    circle = None if one.child_id is None else frozenset(map(str, sheet.circles.get(one.pk, ())))
    return rules.Section(str(one.pk), one.title, one.readers, one.closed, CHILD_TITLES.get(one.key, ""), circle)


def _line(row: MinuteLine) -> rules.Line:
    return rules.Line(
        str(row.pk),
        str(row.item_id),
        row.text,
        row.said_at,
        rules.LineKind(row.kind),
        row.readers,
        row.for_child,
        str(row.speaker_id or ""),
        str(row.owner_id or ""),
        long_date(row.due_on) if row.due_on else "",
    )


def _attender(sheet: Sheet, one: Invitee) -> rules.Attender:
    row = sheet.attendances.get(one.pk)
    known = frozenset(Key(key) for key in row.known_to) if row else rules.Attender("", "").known_to
    spans = tuple(rules.Span(there.since, there.until) for there in sheet.presences.get(one.pk, ()))
    return rules.Attender(
        str(one.pk), one.name, one.role, known, spans, bool(row and row.apologies and not spans), bool(row and row.remote)
    )


def version_for(sheet: Sheet, reader: Reader) -> Version:
    return rules.version_of(as_written(sheet), reader)


def full_version(sheet: Sheet) -> Version:
    return version_for(sheet, Reader(ReaderKind.FULL))


def recipient(sheet: Sheet, invitee_id: UUID) -> Recipient:
    found = next((one for one in sheet.recipients if one.invitee.pk == invitee_id), None)
    if found is None:
        raise NotHere
    return found


def fingerprint(version: Version) -> str:
    return hashlib.sha256(version.words.encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """Something the chair looks at before approving: a line, and why."""

    line: MinuteLine
    why: str


def to_look_at(sheet: Sheet) -> list[Finding]:
    """What may be wrong with a minute: asked wider than the closed part, an action without owner or day, hard words."""
    found = []
    for line in sheet.lines:
        if line.asked:
            found.append(Finding(line, "Said in the closed part and marked for more than it: only you can give it"))
        if line.kind == rules.LineKind.ACTION and line.owner_id is None:
            found.append(Finding(line, "An action that nobody has taken on"))
        elif line.kind == rules.LineKind.ACTION and line.due_on is None:
            found.append(Finding(line, "An action without a day"))
    children = [one for one in sheet.recipients if one.reader.kind == ReaderKind.CHILD]
    by_key = {str(line.pk): line for line in sheet.lines}
    for one in children:
        for told, why in hard_for_child(version_for(sheet, one.reader)):
            found.append(Finding(by_key[told.source], f"Hard words for the child: {why}"))
    return found


def last_said(sheet: Sheet) -> datetime | None:
    return sheet.lines[-1].said_at if sheet.lines else None

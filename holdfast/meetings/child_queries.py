"""Reading items about one child of many: on an agenda, and on the child's own page. Each in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.record import listed
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.rules import meetings as rules
from holdfast.rules.meeting_circles import Ground
from holdfast.rules.minutes import LineKind

from . import circles
from .minute_models import MinuteLine
from .minuting.due import unfinished
from .models import AgencyReport, AgendaItem, Hearing, Invitee, Meeting, ReportLine
from .policies import runs

MOST = 50


@dataclass
class OnAgenda:
    """One child's item as its reader has it. opens: the child's record opens to them.

    left: what is not done from before. told: what agencies wrote of the child. hear, not_hear, undecided: whom the item is for,
    for those who run the meeting; a reason with whoever is in wider than the rule.
    """

    item: AgendaItem
    opens: bool = False
    left: list[MinuteLine] = field(default_factory=list)
    told: list[tuple[AgencyReport, ReportLine]] = field(default_factory=list)
    hear: list[tuple[str, str]] = field(default_factory=list)
    not_hear: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)


def heard(viewer: Viewer, meeting_id: UUID) -> list[AgendaItem]:
    """The children's items of a meeting that this viewer hears, in their order."""
    rows = visible(viewer, AgendaItem).filter(meeting_id=meeting_id, child__isnull=False, removed_at=None)
    return list(rows.select_related("presenter").order_by("position", "pk"))


def on_agenda(viewer: Viewer, meeting: Meeting, agenda: Sequence[AgendaItem]) -> dict[UUID, OnAgenda]:
    """Of those items of an agenda that are about a child, what stands under each, by item. Written down as read."""
    found = {one.pk: OnAgenda(one) for one in agenda if one.child_id}
    if not found:
        return {}
    note(viewer, agenda)
    about = {one.item.child_id: one for one in found.values() if one.item.child_id}
    for child_id in visible(viewer, Child).filter(pk__in=about).values_list("pk", flat=True):
        about[child_id].opens = True
    for line in unfinished(viewer, meeting):
        if line.item.child_id in about:
            about[line.item.child_id].left.append(line)
    lines = visible(viewer, ReportLine).filter(item_id__in=found).select_related("report")
    for row in lines.order_by("report__created_at", "position", "pk"):
        if row.item_id in found:
            found[row.item_id].told.append((row.report, row))
    if runs(viewer, meeting):
        _circles(viewer, meeting, found)
    return found


def _circles(viewer: Viewer, meeting: Meeting, found: dict[UUID, OnAgenda]) -> None:
    people = circles.who_may_hear(viewer, meeting)
    heard_by = circles.circles(viewer, meeting)
    decided = {(row.item_id, row.invitee_id): row for row in visible(viewer, Hearing).filter(item_id__in=found)}
    for key, one in found.items():
        for person in people:
            row = decided.get((key, person.pk))
            if person.pk in heard_by.get(key, ()):
                one.hear.append((person.name, row.why if row else ""))
            elif row is None:
                one.undecided.append(person.name)
            else:
                one.not_hear.append(person.name)


def note(viewer: Viewer, items: Iterable[AgendaItem]) -> None:
    """Each child whose item was shown is a record that was read."""
    listed(viewer, "meeting.items", [one.child_id for one in items if one.child_id])


def item(viewer: Viewer, item_id: UUID) -> AgendaItem:
    """A child's item, for those who run its meeting. Hidden and absent are the same."""
    rows = visible(viewer, AgendaItem).filter(pk=item_id, child__isnull=False, removed_at=None)
    found = rows.select_related("meeting", "presenter").first()
    if found is None or not (viewer.system or runs(viewer, found.meeting)):
        raise NotHere
    return found


def presenters(places: Iterable[circles.Place]) -> list[Invitee]:
    """Who may present an item: whoever is called and not shut out of it."""
    return [one.invitee for one in places if one.ground != Ground.CLOSED]


@dataclass(frozen=True)
class SpokenOf:
    """One time that a child was, or is to be, spoken of among many: what the worry was, what was decided and taken on."""

    item: AgendaItem
    label: str
    outcomes: tuple[MinuteLine, ...]


def of_child(viewer: Viewer, child_id: UUID) -> list[SpokenOf]:
    """The items about a child that this viewer hears, the newest meeting first."""
    rows = visible(viewer, AgendaItem).filter(child_id=child_id, removed_at=None).select_related("meeting")
    items = list(rows.order_by("-meeting__starts_at", "-pk")[:MOST])
    decided: dict[UUID, list[MinuteLine]] = {}
    if items:
        kinds = (LineKind.DECISION, LineKind.ACTION)
        lines = visible(viewer, MinuteLine).filter(item_id__in=[one.pk for one in items], kind__in=kinds, removed_at=None)
        for line in lines.select_related("owner").order_by("said_at", "pk"):
            decided.setdefault(line.item_id, []).append(line)
    return [SpokenOf(one, rules.of(one.meeting.kind).label, tuple(decided.get(one.pk, ()))) for one in items]

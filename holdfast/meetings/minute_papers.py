"""What was gathered before a meeting, as whoever minutes it has it beside the part of the agenda that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID, uuid5

from holdfast.access.visibility import visible
from holdfast.kernel.viewer import Viewer
from holdfast.rules import minutes as rules
from holdfast.rules.audience import Audience
from holdfast.rules.meeting_views import FACES, QUESTIONS, SCALE

from .drawing_queries import drawings
from .minute_models import MinuteLine
from .minute_queries import Sheet
from .minuting.writing import MOST, section_readers
from .models import AgendaItem, Invitee, View
from .queries import reports, views
from .types import DrawingReaders

VOICES = {"child": "child_voice", "relative": "parent_voice"}
FACE_WORDS = {number: f"{picture} {label}" for number, picture, label in SCALE}


@dataclass(frozen=True)
class Paper:
    """One paragraph of a report, or one thing that somebody of the family said beforehand.

    key: of the line it becomes, the same each time it is asked for. readers: whom it is for once it is in the minute: those whom
    both it and the part of the agenda are for. state: "in" the minute, "out" where it was in and was taken out, else "".
    """

    key: UUID
    item: AgendaItem
    who: str
    words: str
    readers: Audience
    speaker_id: UUID | None = None
    state: str = ""

    @property
    def may_go_in(self) -> bool:
        return not self.state and bool(self.readers.keys)


def papers(viewer: Viewer, sheet: Sheet) -> list[Paper]:
    """Everything gathered, in the order of the agenda. What belongs to a part that is not on it stands under none, and is on the
    page of the meeting."""
    items = {item.key: item for item in sheet.items if item.key}
    found = [*_of_reports(viewer, sheet, items), *_of_views(viewer, sheet, items)]
    rows = visible(viewer, MinuteLine).filter(meeting_id=sheet.meeting.pk, key__in=[one.key for one in found])
    states = {key: "out" if removed else "in" for key, removed in rows.values_list("key", "removed_at")}
    found = [replace(one, state=states.get(one.key, "")) for one in found]
    return sorted(found, key=lambda one: one.item.position)


def papers_by_part(viewer: Viewer, sheet: Sheet) -> list[tuple[AgendaItem, list[Paper]]]:
    """The same, under the parts of the agenda that have any."""
    return [(item, list(found)) for item, found in groupby(papers(viewer, sheet), key=lambda one: one.item)]


def _of_reports(viewer: Viewer, sheet: Sheet, items: dict[str, AgendaItem]) -> Iterator[Paper]:
    by_key = {one.pk: one for one in sheet.items}
    by_account = {one.user_id: one for one in sheet.people if one.user_id}
    for told in reports(viewer, sheet.meeting.pk):
        if told.report.given_at is None:
            continue
        writer = by_account.get(told.report.writer_id)
        for line in told.lines:
            item = by_key.get(line.item_id) if line.item_id else items.get(line.section)
            if item is not None:
                who = told.report.agency_name or (writer.name if writer else "")
                yield from _parts(sheet, item, told.report.pk, who, line.words, line.readers, writer)


def _of_views(viewer: Viewer, sheet: Sheet, items: dict[str, AgendaItem]) -> Iterator[Paper]:
    people = {one.pk: one for one in sheet.people}
    drawn = drawings(viewer, sheet.meeting.pk)
    for view in views(viewer, sheet.meeting.pk):
        item = items.get(VOICES[view.whose])
        if item is None:
            continue
        whose = people.get(view.invitee_id) if view.invitee_id else None
        who = whose.name if whose else view.get_whose_display()
        for words in said_in(view):
            yield from _parts(sheet, item, view.pk, who, words, view.readers, whose)
        if (one := drawn.get(view.pk)) and one.taken_off_at is None and one.readers == DrawingReaders.MEETING:
            yield from _parts(sheet, item, one.pk, who, f"A drawing. It shows: {one.says}", view.readers, whose)


def said_in(view: View) -> Iterable[str]:
    """What one view says, each answer with its question."""
    for one in FACES:
        if view.faces.get(one.key) in FACE_WORDS:
            yield f"{one.words(view.whose)} {FACE_WORDS[view.faces[one.key]]}"
    for one in QUESTIONS:
        if view.answers.get(one.key):
            yield f"{one.words(view.whose)} {view.answers[one.key]}"
    if view.note:
        yield view.note


def _parts(
    sheet: Sheet, item: AgendaItem, source: UUID, who: str, words: str, readers: Audience, speaker: Invitee | None
) -> Iterator[Paper]:
    """The words, as many lines as they need. Words or readers that were changed since make another paper."""
    speaker_id = speaker.pk if speaker is not None else None
    section = section_readers(sheet.meeting, item, speaker_id, sheet.people)
    both = rules.shared(readers, section)
    mark = [item.pk, sorted(readers.keys), sorted(map(str, readers.family | readers.named)), sorted(map(str, readers.not_for))]
    for number, part in enumerate(_in_lines(words)):
        yield Paper(uuid5(source, f"{mark}{number}{part}"), item, who, part, both, speaker_id)


def _in_lines(words: str) -> Iterator[str]:
    """Cut where a paragraph, else a word, ends."""
    rest = words.replace("\r\n", "\n").strip()
    while len(rest) > MOST:
        cut = max(rest.rfind("\n", 1, MOST), 0) or max(rest.rfind(" ", 1, MOST), 0) or MOST
        yield rest[:cut].strip()
        rest = rest[cut:].strip()
    if rest:
        yield rest

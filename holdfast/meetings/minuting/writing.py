"""A minute is written line by line, by several people at once: each line is a row, and no save overwrites another unseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules import minutes as rules
from holdfast.rules.audience import Audience, Key
from holdfast.rules.exploitation import Level
from holdfast.rules.meeting_agendas import Spoken
from holdfast.rules.meetings import of
from holdfast.rules.minutes import LineKind

from ..circles import circles
from ..minute_models import LineWords, Minute, MinuteLine
from ..minute_policies import check_can_write, meeting_to_run
from ..models import AgendaItem, Invitee, Meeting
from ..types import Kind, State

MOST = 4000  # characters of a line
STANDS = "stands"  # a line that is put right stays with those it is for, where no exception says who they are
NOT_HEARD = "Choose somebody who hears this child's item, or let them in on the agenda first"
LONGEST_WAIT = timedelta(hours=12)  # a line that waited in a page without a connection keeps the time it was typed


@dataclass(frozen=True)
class Written:
    """What somebody writes in one line. who: the exception to the section's audience, "" for none (`exceptions_for`).

    readers: of a paper that is put in, whom it is for: in the minute it is for those of them whom the section is for.
    """

    text: str
    kind: str = LineKind.SAID
    who: str = ""
    named: tuple[UUID, ...] = ()
    speaker_id: UUID | None = None
    owner_id: UUID | None = None
    due_on: date | None = None
    level: str = ""
    for_child: str = ""
    said_at: datetime | None = None
    readers: Audience | None = None

    @property
    def exception(self) -> bool:
        return bool(self.who) or self.readers is not None


@action
def open_minute(*, by: Viewer, meeting_id: UUID) -> Minute:
    """The minute of a meeting, begun by the first of those who run it who comes to it."""
    meeting = meeting_to_run(by, meeting_id)
    minute, made = Minute.objects.get_or_create(partnership_id=by.here, meeting_id=meeting_id)
    record(by, "minute.begin" if made else "minute.open", minute, child_id=meeting.child_id)
    return minute


@action
def write_line(*, by: Viewer, meeting_id: UUID, item_id: UUID, key: UUID | None, written: Written) -> MinuteLine:
    """One more line. A line sent again, after a connection was lost, is the line that is there already."""
    minute = open_minute(by=by, meeting_id=meeting_id)
    meeting = check_can_write(by, minute)
    item = item_of(by, meeting_id, item_id)
    standing = visible(by, MinuteLine).filter(meeting_id=meeting_id, key=key).first() if key else None
    if standing is not None:
        record(by, "minute.line-again", standing, child_id=meeting.child_id or item.child_id)
        return standing
    people = {one.pk: one for one in visible(by, Invitee).filter(meeting_id=meeting_id)}
    _check(written, people, hearers(by, meeting, item))
    asked, readers = audience_of(meeting, item, written, list(people.values()))
    line = MinuteLine.objects.create(
        partnership_id=by.here,
        meeting_id=meeting_id,
        item_id=item_id,
        key=key or new_id(),
        exception=written.exception,
        asked=sorted(asked),
        closed=item.closed,
        said_at=written.said_at or _said_now(by, meeting, item),
        written_by_id=by.person_id,
        **_columns(written),
        **_readers(readers),
    )
    keep_words(by, line)
    record(by, "minute.line", line, child_id=meeting.child_id or item.child_id, audience=line.audience)
    return line


@action
def change_line(*, by: Viewer, line: MinuteLine, seen: int | None, written: Written) -> MinuteLine:
    """The line as it should read. Raises StaleEdit with both, where somebody saved since version `seen`."""
    meeting, people, item = _to_change(by, line)
    if written.who == STANDS:
        written = replace(written, who="", readers=line.readers if line.exception else None)
    _check(written, people, hearers(by, meeting, item))
    asked, readers = audience_of(meeting, item, written, list(people.values()))
    said_at = written.said_at or line.said_at
    values = {"exception": written.exception, "asked": sorted(asked), "said_at": said_at} | _columns(written) | _readers(readers)
    line.change(seen=seen, **values)
    keep_words(by, line)
    record(by, "minute.line-change", line, child_id=meeting.child_id or item.child_id, number=line.version)
    return line


@action
def say_for_child(*, by: Viewer, line: MinuteLine, seen: int | None, words: str) -> MinuteLine:
    """The same in words the child can use."""
    meeting, _people, _item = _to_change(by, line)
    if len(words) > MOST:
        raise Faulty([Fault("for_child", f"Write {MOST:,} characters or fewer")])
    line.change(seen=seen, for_child=words.strip())
    keep_words(by, line)
    record(by, "minute.line-for-child", line, child_id=meeting.child_id)
    return line


@action
def remove_line(*, by: Viewer, line: MinuteLine, seen: int | None) -> MinuteLine:
    """The line goes from the minute; what it said is kept with who took it out."""
    meeting, _people, item = _to_change(by, line)
    line.change(seen=seen, removed_at=now())
    record(by, "minute.line-remove", line, child_id=meeting.child_id or item.child_id)
    return line


@action
def go_to(*, by: Viewer, meeting_id: UUID, item_id: UUID) -> Minute:
    """The running agenda: this is spoken of now."""
    minute = open_minute(by=by, meeting_id=meeting_id)
    meeting = check_can_write(by, minute)
    minute.change(seen=None, current_id=item_of(by, meeting_id, item_id).pk)
    record(by, "minute.item", minute, child_id=meeting.child_id, item=str(item_id))
    return minute


def item_of(by: Viewer, meeting_id: UUID, item_id: UUID) -> AgendaItem:
    item = visible(by, AgendaItem).filter(meeting_id=meeting_id, pk=item_id, removed_at=None).first()
    if item is None:
        raise NotHere
    return item


def _to_change(by: Viewer, line: MinuteLine) -> tuple[Meeting, dict[UUID, Invitee], AgendaItem]:
    minute = visible(by, Minute).filter(meeting_id=line.meeting_id).first()
    if minute is None:
        raise NotHere
    meeting = check_can_write(by, minute)
    if line.removed_at is not None:
        raise Refused("Somebody has taken this line out. Write it again if it belongs here.")
    people = {one.pk: one for one in visible(by, Invitee).filter(meeting_id=line.meeting_id)}
    return meeting, people, line.item


def hearers(by: Viewer, meeting: Meeting, item: AgendaItem) -> frozenset[UUID] | None:
    """Who hears an item about one child of many; None where everybody at the meeting does."""
    return None if item.child_id is None else circles(by, meeting).get(item.pk, frozenset())


def _check(written: Written, people: dict[UUID, Invitee], hear: frozenset[UUID] | None = None) -> None:
    """Every fault beside its question. Whoever takes something on, or is named, must hear what it is about."""
    faults = []
    if hear is not None and written.kind == LineKind.ACTION and written.owner_id not in (None, *hear):
        faults.append(Fault("owner", NOT_HEARD))
    if hear is not None and not set(written.named) <= hear:
        faults.append(Fault("named", NOT_HEARD))
    if not written.text.strip():
        faults.append(Fault("text", "Write what was said"))
    elif len(written.text) > MOST or len(written.for_child) > MOST:
        faults.append(Fault("text", f"Write {MOST:,} characters or fewer, or make two lines of it"))
    if written.kind not in set(LineKind):
        faults.append(Fault("kind", "Choose what the line is"))
    if written.kind == LineKind.LEVEL and written.level not in set(Level):
        faults.append(Fault("level", "Choose the level of risk that was agreed"))
    if written.who not in {choice for choice, _words in exceptions_for(people.values())}:
        faults.append(Fault("who", "Choose whom the line is for"))
    if written.who == "named" and not written.named:
        faults.append(Fault("named", "Say who: nobody else reads the line"))
    for name, chosen in (("speaker", written.speaker_id), ("owner", written.owner_id)):
        if chosen is not None and chosen not in people:
            faults.append(Fault(name, "Choose somebody who was called to the meeting"))
    if faults:
        raise Faulty(faults)


def _columns(written: Written) -> dict[str, object]:
    taken = written.kind == LineKind.ACTION
    return {
        "kind": written.kind,
        "text": written.text.replace("\r\n", "\n").strip(),
        "for_child": written.for_child.strip(),
        "speaker_id": written.speaker_id,
        "owner_id": written.owner_id if taken else None,
        "due_on": written.due_on if taken else None,
        "level": written.level if written.kind == LineKind.LEVEL else "",
    }


def _readers(readers: Audience) -> dict[str, object]:
    return {
        "audience": sorted(key.value for key in readers.keys),
        "family": sorted(readers.family),
        "named": sorted(readers.named),
        "not_for": sorted(readers.not_for),
    }


def keep_words(by: Viewer, line: MinuteLine) -> None:
    """What the line says from now on."""
    LineWords.objects.create(
        partnership_id=by.here,
        meeting_id=line.meeting_id,
        line_id=line.pk,
        number=line.version,
        text=line.text,
        for_child=line.for_child,
        audience=line.audience,
        saved_by_id=by.person_id,
    )


# -- whom a line is for -----------------------------------------------------------------------------------------------


def exceptions_for(people: Iterable[Invitee]) -> list[tuple[str, str]]:
    """The exceptions that one key goes through: whom a line is for, where it is not for whom its section is for."""
    found = [
        ("", "As this part of the agenda"),
        ("professionals", "Professionals, not the family"),
        ("police", "Police alone"),
        ("named", "People named, and nobody else"),
        ("child", "Professionals and the child, no relative"),
    ]
    for one in people:
        if one.kind == Kind.RELATIVE and one.comes:
            found.append((f"only:{one.pk}", f"Professionals and {one.name}, nobody else of the family"))
    for one in people:
        if one.comes and (one.user_id or one.person_id or one.kind == Kind.CHILD):
            found.append((f"not:{one.pk}", f"Everybody this part is for, but not {one.name}"))
    return found


def audience_of(meeting: Meeting, item: AgendaItem, written: Written, people: Sequence[Invitee]) -> tuple[set[str], Audience]:
    """What was asked for beyond the closed part, and whom the line is for. Only the chair gives more than the closed part has."""
    section = rules.Section(str(item.pk), item.title, section_readers(meeting, item, written.speaker_id, people), item.closed)
    wanted = _wanted(section.readers, written, people)
    given = rules.readers_of(rules.Line("", section.key, "", now(), readers=wanted), section)
    return {key.value for key in wanted.keys - given.keys}, given


def section_readers(meeting: Meeting, item: AgendaItem, speaker_id: UUID | None, people: Sequence[Invitee]) -> Audience:
    """The section's audience, with the relatives it is for by name: those chosen for it, else all who are called; where each
    speaks for themselves, the one who speaks (H9, H23)."""
    readers = item.readers
    if Key.FAMILY not in readers.keys:
        return readers
    kind = of(meeting.kind).section(item.key)
    if kind is not None and kind.spoken is Spoken.SPEAKER:
        speaker = next((one for one in people if one.pk == speaker_id and one.kind == Kind.RELATIVE), None)
        return replace(readers, family=frozenset(filter(None, [speaker.person_id if speaker else None])))
    if readers.family:
        return readers
    return replace(readers, family=frozenset(one.person_id for one in people if one.comes and one.person_id))


def _wanted(section: Audience, written: Written, people: Sequence[Invitee]) -> Audience:
    """The section's audience, or the exception."""
    if written.readers is not None:
        return rules.shared(written.readers, section)
    by_id = {str(one.pk): one for one in people}
    rule, _, whom = written.who.partition(":")
    if rule == "named":
        return Audience(frozenset({Key.NAMED}), named=_accounts(written.named, by_id))
    if rule in ("professionals", "police"):
        return Audience(frozenset({Key(rule)}), not_for=section.not_for)
    if rule == "child":
        return Audience(frozenset({Key.PROFESSIONALS, Key.CHILD}), not_for=section.not_for)
    if rule == "only":
        person = by_id[whom].person_id
        keys, relative = frozenset({Key.PROFESSIONALS, Key.FAMILY}), frozenset(filter(None, [person]))
        return Audience(keys, family=relative, not_for=section.not_for)
    if rule == "not":
        return _without(section, by_id[whom])
    return section


def _accounts(chosen: Iterable[UUID], by_id: dict[str, Invitee]) -> frozenset[UUID]:
    found = (by_id.get(str(one)) for one in chosen)
    return frozenset(one.user_id for one in found if one is not None and one.user_id is not None)


def _without(section: Audience, one: Invitee) -> Audience:
    """The child has no record of a person and no account: the line is simply not for the child."""
    if one.kind == Kind.CHILD:
        return replace(section, keys=section.keys - {Key.CHILD})
    return replace(section, not_for=section.not_for | frozenset(filter(None, [one.user_id, one.person_id])))


def _said_now(by: Viewer, meeting: Meeting, item: AgendaItem) -> datetime:
    """During the meeting: now. Written up afterwards: when the part it belongs to was last spoken of."""
    if meeting.state != State.HELD or meeting.closed_at is None:
        return now()
    lines = visible(by, MinuteLine).filter(meeting_id=meeting.pk, item_id=item.pk, removed_at=None)
    last = lines.order_by("-said_at").values_list("said_at", flat=True).first()
    return last or meeting.began_at or meeting.closed_at


def typed_at(waited: int) -> datetime | None:
    """When a line was typed that waited so many seconds in an open page; None where it did not wait."""
    return now() - min(timedelta(seconds=waited), LONGEST_WAIT) if waited > 2 else None


__all__ = ["StaleEdit", "Written", "change_line", "exceptions_for", "go_to", "open_minute", "remove_line", "write_line"]

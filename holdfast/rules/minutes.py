"""Which lines of a minute a reader may have, and the version made of them: pure, so that nothing but the lines given decides.

There is one minute. Each line has an audience, from its part of the agenda or its own; whoever reads gets the lines that are
theirs and nothing that tells of the others: a version is made from the reader's own lines alone, so that a minute without the
rest gives the same version, word for word. A version is never made by taking words out of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from . import audience
from .audience import Audience, Key
from .source import Source, Status

SOURCE = Source("Conference partner guide: police information is not disclosed to a parent or third party", "GMP", Status.FOUND)


class LineKind(StrEnum):
    """What a line is."""

    SAID = "said"
    DECISION = "decision"
    ACTION = "action"
    LEVEL = "level"
    DISSENT = "dissent"


class ReaderKind(StrEnum):
    """Which version somebody reads."""

    FULL = "full"
    PROFESSIONAL = "professional"
    POLICE = "police"
    RELATIVE = "relative"
    CHILD = "child"


LINE_LABELS: Mapping[LineKind, str] = {
    LineKind.SAID: "What was said",
    LineKind.DECISION: "Decision",
    LineKind.ACTION: "Action",
    LineKind.LEVEL: "Level of risk agreed",
    LineKind.DISSENT: "Somebody does not agree",
}
READER_LABELS: Mapping[ReaderKind, str] = {
    ReaderKind.FULL: "Full minute",
    ReaderKind.PROFESSIONAL: "Professionals' version",
    ReaderKind.POLICE: "Police version",
    ReaderKind.RELATIVE: "Family member's version",
    ReaderKind.CHILD: "Child's version",
}
# Lines that belong to whoever said them: the chair's ruling gives them to nobody else. They are said anew, or not at all.
ORIGINATORS = frozenset({Key.POLICE, Key.NAMED})
WORKERS = Audience()


@dataclass(frozen=True)
class Reader:
    """Who reads. key: the participant of the meeting; "" for a version that is nobody's own.

    ids: their account, and the record of the person, as audiences name them.
    """

    kind: ReaderKind
    key: str = ""
    ids: frozenset[UUID] = frozenset()

    @property
    def at_home(self) -> bool:
        return self.kind in (ReaderKind.RELATIVE, ReaderKind.CHILD)

    @property
    def as_reader(self) -> audience.Reader:
        """The same to whoever asks an audience."""
        kinds = {ReaderKind.CHILD: Key.CHILD, ReaderKind.RELATIVE: Key.FAMILY}
        return audience.Reader(kinds.get(self.kind, Key.PROFESSIONALS), self.ids, police=self.kind == ReaderKind.POLICE)


@dataclass(frozen=True)
class Span:
    """A time for which somebody was there. until: None while they still were."""

    since: datetime
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at <= self.until)


@dataclass(frozen=True)
class Attender:
    """Somebody asked to the meeting. known_to: who may know that they were there. by_link: by video or telephone."""

    key: str
    name: str
    role: str = ""
    known_to: frozenset[Key] = frozenset({Key.CHILD, Key.FAMILY, Key.PROFESSIONALS})
    spans: tuple[Span, ...] = ()
    apologies: bool = False
    by_link: bool = False

    def there(self, at: datetime) -> bool:
        return any(span.holds(at) for span in self.spans)


@dataclass(frozen=True)
class Section:
    """One part of the agenda, with whom its lines are for. closed: nobody of the family is in it.

    circle: where it is about one child of many, the participants who hear it, by key; None where everybody does.
    """

    key: str
    title: str
    readers: Audience = WORKERS
    closed: bool = False
    child_title: str = ""
    circle: frozenset[str] | None = None

    def heard_by(self, reader: Reader) -> bool:
        """Whether this reader is in its circle. A version that is nobody's own is made of what its maker hears."""
        return self.circle is None or reader.kind == ReaderKind.FULL or (bool(reader.key) and reader.key in self.circle)


@dataclass(frozen=True)
class Line:
    """One line of the minute.

    readers: its own, where it differs from the section's. for_child: the same in words the child can use.
    speaker, owner: participants by key. due: as it is read.
    """

    key: str
    section: str
    text: str
    at: datetime
    kind: LineKind = LineKind.SAID
    readers: Audience | None = None
    for_child: str = ""
    speaker: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True)
class Ruling:
    """The chair's word on one reader: about one line, or, without one, about what was said while the reader was away."""

    reader: str
    gives: bool
    line: str = ""


@dataclass(frozen=True)
class Minute:
    """Everything that was written of a meeting."""

    title: str
    day: str
    sections: tuple[Section, ...]
    lines: tuple[Line, ...]
    attenders: tuple[Attender, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    statement: str = ""


@dataclass(frozen=True)
class Told:
    """One line as its reader has it. number: counted in their own version, so that it tells of no other line."""

    number: int
    kind: LineKind
    text: str
    speaker: str = ""
    owner: str = ""
    due: str = ""
    source: str = field(default="", compare=False)

    @property
    def label(self) -> str:
        """What it is, where it is more than what was said."""
        return "" if self.kind == LineKind.SAID else LINE_LABELS[self.kind]


@dataclass(frozen=True)
class Part:
    """What a reader has of one part of the agenda. section: which; kept by no copy."""

    title: str
    lines: tuple[Told, ...]
    section: str = field(default="", compare=False)


@dataclass(frozen=True)
class There:
    """Somebody who was there, as a reader is told."""

    name: str
    role: str
    how: str


@dataclass(frozen=True)
class Version:
    """The minute as one reader has it."""

    title: str
    day: str
    statement: str
    there: tuple[There, ...]
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Told, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def words(self) -> str:
        """Everything it says, as one text: for the check, for comparing, and for its fingerprint."""
        said = [self.title, self.day, self.statement, *(" ".join(_filled(one.name, one.role, one.how)) for one in self.there)]
        for part in self.parts:
            said += [part.title, *(words_of(line) for line in part.lines)]
        return "\n".join(_filled(*said))


def words_of(line: Told) -> str:
    """A line as it is read: who said it, what it is, who does it and by when."""
    before = f"{line.speaker}: " if line.speaker else ""
    label = f"{line.label}: " if line.label else ""
    who = " ".join(_filled(line.owner, line.due and f"by {line.due}"))
    return f"{line.number}. {label}{before}{line.text}{f' ({who})' if who else ''}"


def _filled(*words: str) -> list[str]:
    return [one for one in words if one]


def readers_of(line: Line, section: Section) -> Audience:
    """Whom the line is for before the chair has said anything. In the closed part it may be for fewer, and never for more."""
    own = line.readers
    if own is None:
        return section.readers
    if not section.closed:
        return own
    return shared(own, section.readers)


def shared(one: Audience, other: Audience) -> Audience:
    """Whoever both are for, and nobody else: what is for all professionals, among what is for police alone, is for police."""
    keys, named = one.keys & other.keys, one.named & other.named
    for wide, narrow in ((one, other), (other, one)):
        if Key.PROFESSIONALS in wide.keys:
            keys |= narrow.keys & ORIGINATORS
            named |= narrow.named
    return Audience(keys, one.family & other.family, named if Key.NAMED in keys else frozenset(), one.not_for | other.not_for)


def may_have(minute: Minute, line: Line, reader: Reader) -> bool:
    """Whether this line is this reader's."""
    if reader.kind == ReaderKind.FULL:
        return True
    section = _section(minute, line)
    if not section.heard_by(reader):
        return False
    readers = readers_of(line, section)
    ruled = _ruling(minute, reader, line.key)
    if ruled is False or reader.ids & readers.not_for:
        return False
    if ruled is True and not readers.keys <= ORIGINATORS:
        return True
    if not readers.opens_to(reader.as_reader):
        return False
    if not reader.at_home:
        return True
    return not section.closed and (_was_there(minute, reader, line.at) or _ruling(minute, reader, "") is True)


def _was_there(minute: Minute, reader: Reader, at: datetime) -> bool:
    return any(one.key == reader.key and one.there(at) for one in minute.attenders)


def _ruling(minute: Minute, reader: Reader, line: str) -> bool | None:
    """The chair's latest word on this reader and this line; None where nothing was said."""
    said = [one.gives for one in minute.rulings if one.reader == reader.key and one.line == line and reader.key]
    return said[-1] if said else None


def _section(minute: Minute, line: Line) -> Section:
    return next(one for one in minute.sections if one.key == line.section)


def version_of(minute: Minute, reader: Reader) -> Version:
    """The version of one reader, made of the lines that are theirs, and of nothing else."""
    own = [line for line in minute.lines if may_have(minute, line, reader)]
    known = {one.key: one.name for one in known_to(minute, reader)}
    number, parts = 0, []
    for section in minute.sections:
        told = []
        for line in own:
            if line.section == section.key:
                number += 1
                told.append(_told(line, number, reader, known))
        if told:
            title = (section.child_title or section.title) if reader.kind == ReaderKind.CHILD else section.title
            parts.append(Part(_heading(section, title, reader), tuple(told), section.key))
    shown = tuple(There(one.name, one.role, _how(one)) for one in there_for(minute, reader))
    return Version(minute.title, minute.day, minute.statement, shown, tuple(parts))


CLOSED_AT_HOME = "Also"


def _heading(section: Section, title: str, reader: Reader) -> str:
    """What the chair gave out of the closed part stands under a heading that names no closed part."""
    return CLOSED_AT_HOME if section.closed and reader.at_home else title


def _told(line: Line, number: int, reader: Reader, known: Mapping[str, str]) -> Told:
    """Somebody of whom the reader may not know that they were there is not named as having spoken, or as the one who acts."""
    text = line.for_child or line.text if reader.kind == ReaderKind.CHILD else line.text
    return Told(number, line.kind, text, known.get(line.speaker, ""), known.get(line.owner, ""), line.due, line.key)


def there_for(minute: Minute, reader: Reader) -> list[Attender]:
    """Who was there or sent apologies, as far as this reader may know."""
    return [one for one in known_to(minute, reader) if one.spans or one.apologies]


def known_to(minute: Minute, reader: Reader) -> list[Attender]:
    """Those asked to the meeting of whom this reader may know: at home, themselves, and of those who came the ones they met."""
    return [one for one in minute.attenders if _knows_of(minute, one, reader)]


def _knows_of(minute: Minute, one: Attender, reader: Reader) -> bool:
    if reader.kind == ReaderKind.FULL or (reader.key and one.key == reader.key):
        return True
    if not reader.at_home:
        return Key.PROFESSIONALS in one.known_to or (reader.kind == ReaderKind.POLICE and Key.POLICE in one.known_to)
    own = Key.CHILD if reader.kind == ReaderKind.CHILD else Key.FAMILY
    if own not in one.known_to:
        return False
    if not one.spans:
        return True
    if _ruling(minute, reader, "") is True:
        return any(one.there(line.at) for line in minute.lines if may_have(minute, line, reader))
    mine = next((each.spans for each in minute.attenders if each.key == reader.key), ())
    return any(_met(span, other) for span in mine for other in one.spans)


def _met(one: Span, other: Span) -> bool:
    begun = max(one.since, other.since)
    return (one.until is None or begun <= one.until) and (other.until is None or begun <= other.until)


def _how(one: Attender) -> str:
    """How somebody was there. Never from when until when, which tells of a part that the reader was not in."""
    if one.apologies:
        return "sent apologies"
    return "by link" if one.by_link else ""


def widened(minute: Minute) -> Sequence[Line]:
    """Lines of the closed part that somebody marked for more readers than it has: for the chair, who alone may give them."""
    sections = {one.key: one for one in minute.sections}
    return [
        line
        for line in minute.lines
        if line.readers is not None and sections[line.section].closed and not line.readers.within(sections[line.section].readers)
    ]

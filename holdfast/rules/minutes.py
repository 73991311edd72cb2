"""Which lines of a minute a reader may have, and the version made of them: pure, so that nothing but the lines given decides.

There is one minute. Each line has an audience, from its part of the agenda or its own; whoever reads gets the lines that are theirs
and nothing that tells of the others: a version is made from the reader's own lines alone, so that a minute without the rest gives
the same version, word for word. A version is never made by taking words out of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .source import Source, Status

SOURCE = Source("Conference partner guide: police information is not disclosed to a parent or third party", "GMP", Status.FOUND)


class Audience(StrEnum):
    """Whom a line is for. A set of these; `family` and `named` are always people chosen by name (H9)."""

    CHILD = "child"
    FAMILY = "family"
    PROFESSIONALS = "professionals"
    POLICE = "police"
    NAMED = "named"


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


AUDIENCE_LABELS: Mapping[Audience, str] = {
    Audience.CHILD: "The child",
    Audience.FAMILY: "Family who are named",
    Audience.PROFESSIONALS: "Professionals",
    Audience.POLICE: "Police",
    Audience.NAMED: "People named",
}
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
EVERYBODY = frozenset({Audience.CHILD, Audience.FAMILY, Audience.PROFESSIONALS})
WORKERS = frozenset({Audience.PROFESSIONALS})
POLICE_ONLY = frozenset({Audience.POLICE})
AT_HOME = frozenset({Audience.CHILD, Audience.FAMILY})
# Lines that belong to whoever said them: the chair's ruling gives them to nobody else. They are said anew for more, or not at all.
ORIGINATORS = frozenset({Audience.POLICE, Audience.NAMED})


@dataclass(frozen=True)
class Reader:
    """Who reads. key: the participant of the meeting; "" for a version that is nobody's own."""

    kind: ReaderKind
    key: str = ""

    @property
    def at_home(self) -> bool:
        return self.kind in (ReaderKind.RELATIVE, ReaderKind.CHILD)


@dataclass(frozen=True)
class Span:
    """A time for which somebody was there. until: None while they still were."""

    since: datetime
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at <= self.until)


@dataclass(frozen=True)
class Attender:
    """Somebody asked to the meeting. audience: who may know that they were there. by_link: they were there by video or telephone."""

    key: str
    name: str
    role: str = ""
    audience: frozenset[Audience] = EVERYBODY
    spans: tuple[Span, ...] = ()
    apologies: bool = False
    by_link: bool = False

    def there(self, at: datetime) -> bool:
        return any(span.holds(at) for span in self.spans)


@dataclass(frozen=True)
class Section:
    """One part of the agenda. closed: nobody of the family is in it. relatives: which of the family its lines are for."""

    key: str
    title: str
    audience: frozenset[Audience] = EVERYBODY
    closed: bool = False
    relatives: frozenset[str] = frozenset()
    child_title: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the minute.

    audience: its own, where it differs from the section's. relatives, named: whom of the family, and who else, by key; of the
    section where None. kept_from: never these, whatever the audience. for_child: the same in words the child can use.
    speaker, owner: participants by key. due: as it is read.
    """

    key: str
    section: str
    text: str
    at: datetime
    kind: LineKind = LineKind.SAID
    audience: frozenset[Audience] | None = None
    relatives: frozenset[str] | None = None
    named: frozenset[str] = frozenset()
    kept_from: frozenset[str] = frozenset()
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


@dataclass(frozen=True)
class Part:
    title: str
    lines: tuple[Told, ...]


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
    label = "" if line.kind == LineKind.SAID else f"{LINE_LABELS[line.kind]}: "
    who = " ".join(_filled(line.owner, line.due and f"by {line.due}"))
    return f"{line.number}. {label}{before}{line.text}{f' ({who})' if who else ''}"


def _filled(*words: str) -> list[str]:
    return [one for one in words if one]


def audience_of(line: Line, section: Section) -> frozenset[Audience]:
    """Whom the line is for before the chair has said anything. In the closed part it may be for fewer, and never for more."""
    if line.audience is None:
        return section.audience
    return line.audience & _within(section.audience) if section.closed else line.audience


def _within(audience: frozenset[Audience]) -> frozenset[Audience]:
    """What is narrower than an audience: police and people named are among the professionals."""
    return audience | ORIGINATORS if Audience.PROFESSIONALS in audience else audience | (audience & ORIGINATORS)


def may_have(minute: Minute, line: Line, reader: Reader) -> bool:
    """Whether this line is this reader's."""
    if reader.kind == ReaderKind.FULL:
        return True
    if reader.key and reader.key in line.kept_from:
        return False
    section = _section(minute, line)
    audience = audience_of(line, section)
    ruled = _ruling(minute, reader, line.key)
    if ruled is False:
        return False
    if ruled is True and not audience <= ORIGINATORS:
        return True
    if not reader.at_home:
        return _for_worker(line, reader, audience)
    if section.closed or not _for_home(line, section, reader, audience):
        return False
    return _was_there(minute, reader, line.at) or _ruling(minute, reader, "") is True


def _for_worker(line: Line, reader: Reader, audience: frozenset[Audience]) -> bool:
    """Police are professionals too; a line for police or for people named is no other professional's."""
    if Audience.PROFESSIONALS in audience:
        return True
    if Audience.POLICE in audience and reader.kind == ReaderKind.POLICE:
        return True
    return Audience.NAMED in audience and bool(reader.key) and reader.key in line.named


def _for_home(line: Line, section: Section, reader: Reader, audience: frozenset[Audience]) -> bool:
    """The child's lines are the child's; a relative's are those that name this relative, and no other's (H9)."""
    if reader.kind == ReaderKind.CHILD:
        return Audience.CHILD in audience
    relatives = section.relatives if line.relatives is None else line.relatives
    return Audience.FAMILY in audience and bool(reader.key) and reader.key in relatives


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
    there = there_for(minute, reader)
    known = {one.key: one.name for one in there}
    number, parts = 0, []
    for section in minute.sections:
        told = []
        for line in own:
            if line.section == section.key:
                number += 1
                told.append(_told(line, number, reader, known))
        if told:
            title = (section.child_title or section.title) if reader.kind == ReaderKind.CHILD else section.title
            parts.append(Part(_heading(section, title, reader), tuple(told)))
    shown = tuple(There(one.name, one.role, _how(one)) for one in there)
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
    """Who was there, as far as this reader may know: at home, those whom they met, and themselves."""
    return [one for one in minute.attenders if _knows_of(minute, one, reader)]


def _knows_of(minute: Minute, one: Attender, reader: Reader) -> bool:
    if reader.kind == ReaderKind.FULL or (reader.key and one.key == reader.key):
        return True
    if not reader.at_home:
        return bool(one.audience & WORKERS) or (reader.kind == ReaderKind.POLICE and Audience.POLICE in one.audience)
    own = Audience.CHILD if reader.kind == ReaderKind.CHILD else Audience.FAMILY
    if own not in one.audience:
        return False
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


def whole_of(minute: Minute, readers: Iterable[Reader]) -> Mapping[Reader, Version]:
    """The versions of several readers."""
    return {reader: version_of(minute, reader) for reader in readers}


def widened(minute: Minute) -> Sequence[Line]:
    """Lines of the closed part that somebody marked for more readers than it has: for the chair, who alone may give them."""
    sections = {one.key: one for one in minute.sections}
    return [
        line
        for line in minute.lines
        if line.audience is not None
        and sections[line.section].closed
        and not line.audience <= _within(sections[line.section].audience)
    ]


# Words of the work that a twelve-year-old does not use, with what to write instead.
FOR_CHILD: Mapping[str, str] = {
    "agencies": "the people who help",
    "assessment": "finding out what is going on",
    "contextual": "say which place or people",
    "criminal exploitation": "being used by people to do crimes",
    "disclosure": "what you told us",
    "disruption": "stopping the people who do harm",
    "escalate": "tell a manager",
    "exploitation": "being used or hurt by other people",
    "intervention": "help",
    "multi-agency": "everybody who helps",
    "placement": "where you live",
    "protective factors": "what keeps you safe",
    "risk management": "keeping you safe",
    "safeguarding": "keeping you safe",
    "statutory": "that the law asks for",
    "strategy": "plan",
    "threshold": "when we must step in",
    "vulnerability": "what makes it harder for you",
}
MOST_WORDS = 25  # in a sentence that is easy to read


def hard_for_child(version: Version) -> list[tuple[Told, str]]:
    """Lines of a child's version that are hard to read, each with why. A prompt: the chair decides."""
    found = []
    for line in version.lines:
        lower = line.text.casefold()
        hard = [f"“{word}”: write {instead}" for word, instead in FOR_CHILD.items() if word in lower]
        longest = max((len(one.split()) for one in lower.replace("!", ".").replace("?", ".").split(".")), default=0)
        if longest > MOST_WORDS:
            hard.append(f"a sentence of {longest} words: make two of it")
        if hard:
            found.append((line, "; ".join(hard)))
    return found

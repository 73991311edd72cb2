"""What else of a meeting goes to its readers: the papers beforehand, and the letter that says what was decided.

Each is made, as a version of the minute is, of what its reader may have, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .audience import Audience
from .minutes import LineKind, Part, Reader, ReaderKind, Section, Told, Version
from .source import Source, Status

SOURCE = Source("Holdfast's own choice", "what a decision letter says", Status.KNOWN)
DECIDED = frozenset({LineKind.DECISION, LineKind.LEVEL, LineKind.DISSENT, LineKind.ACTION})


@dataclass(frozen=True)
class Sheet:
    """One paragraph that an agency, the child or a relative gave beforehand. readers: whom it is for, in its part."""

    section: Section
    who: str
    words: str
    readers: Audience


def papers_for(title: str, day: str, sheets: Iterable[Sheet], reader: Reader) -> Version:
    """The papers of one reader: none of a child whose item they do not hear; at home, none of a part held without the family."""
    own = [
        one
        for one in sheets
        if one.section.heard_by(reader) and one.readers.opens_to(reader.as_reader) and not (reader.at_home and one.section.closed)
    ]
    number, parts = 0, []
    for section in dict.fromkeys(one.section for one in own):
        told = []
        for one in own:
            if one.section == section:
                number += 1
                told.append(Told(number, LineKind.SAID, one.words, one.who))
        heading = (section.child_title or section.title) if reader.kind == ReaderKind.CHILD else section.title
        parts.append(Part(heading, tuple(told), section.key))
    return Version(f"{title}: papers", day, "", (), tuple(parts))


def letter_of(version: Version, name: str) -> Version:
    """What was decided, who does not agree, and who does what, of one reader's version of the minute."""
    number, parts = 0, []
    for part in version.parts:
        told = []
        for line in part.lines:
            if line.kind in DECIDED:
                number += 1
                told.append(replace(line, number=number))
        if told:
            parts.append(Part(part.title, tuple(told), part.section))
    statement = f"To {name}. This is what was decided at the meeting, and who does what."
    return Version(f"{version.title}: what was decided", version.day, statement, (), tuple(parts))

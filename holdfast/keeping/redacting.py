"""The copy without what goes, made from the source, and the schedule that says of each place what was in it and why it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from holdfast.disclosure.redacting.copy import clean_copy
from holdfast.disclosure.redacting.wording import STRUCK, Cleaner
from holdfast.kernel.errors import Unavailable
from holdfast.rules.disclosure import key_of, schedule

from .items import CLOSED_FILE, Item, Marked, Section, reason_for_requester, to_give
from .looking import FILE, KEEP, REPLACE, Decisions, Found, Looking, Outcome, Waiting, outcome, waiting_in

SCHEDULE = "What was left out, and why"
LOOKS = 3  # at words that were cleaned, before they go altogether


@dataclass(frozen=True)
class Taken:
    """One thing that was taken out: where it stood, and what whoever asked is told. because, words: for whoever decides alone."""

    section: str
    number: int
    kind: str
    reason: str
    because: str
    words: str


@dataclass
class Redacted:
    """The copy to give. kept: why each finding that stays does, by its key; agreed: of them, those whose keeper may keep them.

    waiting: what nobody decided on; it is taken out. files: what goes beside the copy, by the name it has there.
    """

    sections: list[Section] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)
    files: list[tuple[str, bytes]] = field(default_factory=list)


def redacted(looking: Looking, sections: Iterable[Section], marked: Mapping[str, Marked], decisions: Decisions) -> Redacted:
    """What nobody may give is out whatever was decided; so is what nobody decided on."""
    made = Redacted()
    for section in to_give(sections, marked):
        items = []
        for number, item in enumerate(section.items, start=1):
            if item.withheld:
                reason = reason_for_requester(item.withheld)
                made.taken.append(Taken(section.title, number, schedule.WHOLE, reason, item.withheld, ""))
                items.append(item)
            else:
                items.append(_item(looking, made, section.title, number, item, decisions))
        made.sections.append(replace(section, items=tuple(items)))
    return made


def _item(looking: Looking, made: Redacted, section: str, number: int, item: Item, decisions: Decisions) -> Item:
    found = looking.of_item(item)
    becomes = [(one, outcome(one, decisions.of(item.key, one.key))) for one in found]
    made.waiting += waiting_in(section, number, item, found, decisions)
    for one, what in becomes:
        if what.choice == KEEP:
            made.kept[key_of(one.finding)] = what.reason
            if what.agreed:
                made.agreed.add(key_of(one.finding))
        else:
            told = schedule.told(one.finding.kind, never=one.never, decided=what.decided, known=one.shown.known)
            made.taken.append(Taken(section, number, told.kind, told.reason, one.shown.reason, one.shown.text))
    lines = []
    for place, (label, words) in enumerate(item.lines):
        mine = [pair for pair in becomes if pair[0].line == place]
        lines.append((label, _words(looking, words, mine)))
    if item.file is not None:
        lines.append(("File", _file(looking, made, section, number, item, [pair for pair in becomes if pair[0].line == FILE])))
    return replace(item, lines=tuple(lines))


def _cleaner(looking: Looking, becomes: Iterable[tuple[Found, Outcome]]) -> Cleaner:
    kept, instead = set(), {}
    for one, what in becomes:
        if what.choice == KEEP:
            kept.add(key_of(one.finding))
        elif what.choice == REPLACE:
            instead[key_of(one.finding)] = what.words
    return Cleaner(looking.check, frozenset(kept), instead)


def _words(looking: Looking, words: str, becomes: list[tuple[Found, Outcome]]) -> str:
    """The words anew, without what goes; looked at again, because what is left may tell by standing together."""
    if all(what.choice == KEEP for _, what in becomes):
        return words
    cleaner = _cleaner(looking, becomes)
    for _ in range(LOOKS):
        words = cleaner.words(words)
        if all(key_of(one) in cleaner.kept for one in looking.of_text(words)):
            return words
    return STRUCK


def _file(looking: Looking, made: Redacted, section: str, number: int, item: Item, becomes: list[tuple[Found, Outcome]]) -> str:
    """Its clean copy beside the rest, and the name that the copy calls it by; or that none can be made of it."""
    if item.file is None:
        return ""
    try:
        row, content = looking.content(item.file)
        copy = clean_copy(looking.check, content, row.name, _cleaner(looking, becomes)).content
    except Unavailable:
        copy = None
    if copy is None:
        made.taken.append(Taken(section, number, "A file", reason_for_requester(CLOSED_FILE), CLOSED_FILE, ""))
        return reason_for_requester(CLOSED_FILE)
    name = f"file-{len(made.files) + 1}{PurePath(row.name).suffix.lower()}"
    made.files.append((name, copy))
    return name


def schedule_of(taken: Iterable[Taken], *, whole: bool = False) -> Section:
    """The rows as a section of the copy, and first how many there are of each kind.

    whole: with the words and the reasons of the record, for whoever decides.
    """
    rows = list(taken)
    counts = Counter(one.kind for one in rows)
    first = Item("taken:0", tuple((kind, str(number)) for kind, number in sorted(counts.items())))
    items = tuple(
        Item(
            f"taken:{number}",
            (
                ("Where", f"{one.section}, {one.number}"),
                ("What", one.kind),
                ("Why", one.because if whole else one.reason),
                *((("Words", one.words),) if whole and one.words else ()),
            ),
        )
        for number, one in enumerate(rows, start=1)
    )
    return Section(SCHEDULE, (first, *items))


def paper_parts(sections: Iterable[Section]) -> tuple[tuple[str, str], ...]:
    """Every line that is given, with its place, for the gate."""
    return tuple(
        (f"{section.title}, {number}", words)
        for section in sections
        for number, item in enumerate(section.items, start=1)
        if not item.withheld
        for _, words in item.lines
    )

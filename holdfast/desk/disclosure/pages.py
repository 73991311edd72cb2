"""What the page of a checked document shows: its words with what was found in place, and each thing to decide on."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.desk.children import pages as child_pages
from holdfast.disclosure.deciding import Looked
from holdfast.disclosure.models import CheckDecision
from holdfast.disclosure.papers import may_keep_as_manager
from holdfast.disclosure.wrong_reader import doubts
from holdfast.records import queries
from holdfast.rules.disclosure import KINDS, Finding, Keep, key_of, who_may_keep

from .forms import OTHERS

LONGEST = 200_000


@dataclass(frozen=True)
class Piece:
    """Words that follow one another; key: of what was found in them, "" for plain ones. number: of its entry below."""

    words: str
    key: str = ""
    number: int = 0
    label: str = ""


@dataclass(frozen=True)
class Thing:
    """One thing to decide on. where: each place it stands in. may_keep: by this person; why_not: the sentence where not."""

    key: str
    number: int
    words: str
    label: str
    reason: str
    where: str
    known: bool
    decision: CheckDecision | None
    may_keep: bool
    why_not: str
    instead: str


def things(found: Looked) -> list[Thing]:
    places: dict[str, dict[str, None]] = {}
    for one in found.checked.findings:
        places.setdefault(key_of(one), {})[one.where] = None
    listed = [one for one in found.things.items() if one[1] not in found.unreadable]
    return [_thing(found, number, key, one, "; ".join(places[key])) for number, (key, one) in enumerate(listed, start=1)]


def _thing(found: Looked, number: int, key: str, one: Finding, where: str) -> Thing:
    may = who_may_keep(one)
    why_not = {
        Keep.NOBODY: "This may never go to this reader.",
        Keep.MANAGER: "" if may_keep_as_manager(found.viewer) else "Only a manager may keep this.",
    }.get(may, "")
    instead = KINDS[one.kind].instead.strip("[]")
    return Thing(
        key=key,
        number=number,
        words=one.text,
        label=KINDS[one.kind].label,
        reason=one.reason,
        where=where,
        known=one.known,
        decision=found.decided.get(key),
        may_keep=not why_not,
        why_not=why_not,
        instead=instead,
    )


def pieces(found: Looked, listed: list[Thing]) -> list[Piece]:
    """The text with each finding in its place. Where two meet, the longer is marked. What only programs read is left out."""
    numbers = {one.key: one for one in listed}
    text, place, made = found.checked.text[:LONGEST], 0, []
    spans = [(one.start, one.end or 0, key_of(one)) for one in found.checked.findings if one.start is not None]
    quiet = [(first, last) for first, last in found.checked.quiet if not any(first <= one[0] < last for one in spans)]
    for start, end, key in sorted(spans, key=lambda span: (span[0], -span[1])):
        thing = numbers.get(key)
        if start < place or end > len(text) or thing is None:
            continue
        made.append(Piece(_shown(text, place, start, quiet)))
        made.append(Piece(text[start:end], thing.key, thing.number, thing.label))
        place = end
    return [*made, Piece(_shown(text, place, len(text), quiet).rstrip())]


def _shown(text: str, start: int, end: int, quiet: list[tuple[int, int]]) -> str:
    made = ""
    for first, last in quiet:
        if start <= first and last <= end:
            made, start = made + text[start:first].rstrip("\n"), last
    return made + text[start:end]


def reader(found: Looked) -> str:
    """Who it is for, as they were chosen."""
    told = queries.relationships(found.viewer, found.row.child_id)
    people = dict(child_pages.adults(row for row in told if row.person_id == found.row.person_id))
    return people.get(str(found.row.person_id)) or dict(OTHERS).get(found.row.reader, "")


def warnings(found: Looked) -> list[str]:
    if found.row.released_at is not None:
        return []
    return doubts(found.viewer, found.row.child_id, found.row.person_id, found.checked.text)

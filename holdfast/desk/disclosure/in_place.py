"""A text with what was found in it, each thing in its place: for whoever decides on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

LONGEST = 200_000
Span = tuple[int, int, str]


class Decision(Protocol):
    """What was decided of a thing, wherever that is kept."""

    @property
    def choice(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Piece:
    """Words that follow one another; key: of what was found in them, "" for plain ones. number: of its entry below."""

    words: str
    key: str = ""
    number: int = 0
    label: str = ""


@dataclass(frozen=True)
class Thing:
    """One thing to decide on. where: each place it stands in. may_keep: by this person; why_not: the sentence where not.

    standing: how it stands beyond the decision, as a sentence. seen: what the next decision must have seen, by field.
    """

    key: str
    number: int
    words: str
    label: str
    reason: str
    where: str
    decision: Decision | None
    may_keep: bool
    why_not: str
    instead: str
    standing: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)


def in_place(
    text: str, spans: Sequence[Span], labels: Mapping[str, tuple[int, str]], quiet: Iterable[tuple[int, int]] = ()
) -> list[Piece]:
    """The pieces of a text. Where two findings meet, the longer is marked. What only programs read is left out.

    spans: start, end and key of each finding; labels: by key, the number of its entry and what kind of thing it is.
    """
    text, place, made = text[:LONGEST], 0, []
    left_out = [(first, last) for first, last in quiet if not any(first <= one[0] < last for one in spans)]
    for start, end, key in sorted(spans, key=lambda span: (span[0], -span[1])):
        number, label = labels.get(key, (0, ""))
        if start < place or end > len(text) or not number:
            continue
        made.append(Piece(_shown(text, place, start, left_out)))
        made.append(Piece(text[start:end], key, number, label))
        place = end
    return [*made, Piece(_shown(text, place, len(text), left_out).rstrip())]


def _shown(text: str, start: int, end: int, quiet: list[tuple[int, int]]) -> str:
    made = ""
    for first, last in quiet:
        if start <= first and last <= end:
            made, start = made + text[start:first].rstrip("\n"), last
    return made + text[start:end]

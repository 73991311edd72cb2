"""Takes what was found out of words, and writes what stands instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from holdfast.rules.disclosure import KINDS, Check, Finding, key_of

STRUCK = "[removed]"
_YOUNG = frozenset(
    ("friend", "peer", "other child", "another child", "sibling", "brother", "sister", "twin", "half sibling", "cousin")
)
Choose = Callable[[Finding], str | None]


class Cleaner:
    """One reader's check, and what stands in the place of each finding. kept: those that somebody decided to leave, by key.

    instead: words that somebody chose for a finding, by key.
    """

    def __init__(self, check: Check, kept: frozenset[str] = frozenset(), instead: Mapping[str, str] | None = None) -> None:
        self.check = check
        self.kept = kept
        self.instead = instead or {}
        self.roles = {who.ref: who.role.replace("_", " ").lower() for who in check.known.people}
        self.struck: list[str] = []

    def words(self, text: str) -> str:
        return "".join(self.pieces([text]))

    def pieces(self, pieces: Sequence[str]) -> list[str]:
        """The same pieces without what was found in them together; what stands instead is in the first that it touched."""
        whole = "".join(pieces)
        found = [one for one in self.check.of_text(whole) if key_of(one) not in self.kept]
        made = list(pieces)
        for start, end, words in reversed(_apart([(one.start or 0, one.end or 0, self.put(one)) for one in found])):
            made = _replaced(made, start, end, words)
        for stretch in self.struck:
            while (place := "".join(made).find(stretch)) >= 0:
                made = _replaced(made, place, place + len(stretch), STRUCK)
        return made

    def strike(self, found: Iterable[Finding]) -> None:
        """Take out, line by line, what a second look still found: words that tell only together."""
        stretches = {line.strip() for one in found if one.start is not None for line in one.text.split("\n")}
        self.struck += [line for line in stretches if len(line) > 2 and line not in STRUCK]

    def put(self, finding: Finding) -> str:
        """What stands instead: chosen words, what the person is, or what kind of thing was taken out."""
        chosen = self.instead.get(key_of(finding))
        if chosen is not None:
            return chosen
        role = self.roles.get(finding.about or "", "")
        if finding.kind == "name" and role in _YOUNG:
            return "[another young person]"
        return KINDS[finding.kind].instead


def _apart(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that touch become one: the words of the widest stand for all of it."""
    made: list[tuple[int, int, str]] = []
    for start, end, words in sorted(spans, key=lambda one: (one[0], -one[1])):
        if made and start < made[-1][1]:
            last = made[-1]
            wider = last if last[1] - last[0] >= end - start else (start, end, words)
            made[-1] = (last[0], max(last[1], end), wider[2])
        else:
            made.append((start, end, words))
    return made


def _replaced(pieces: list[str], start: int, end: int, words: str) -> list[str]:
    made, place = [], 0
    for piece in pieces:
        first, last = max(start - place, 0), min(end - place, len(piece))
        if first < last:
            made.append(piece[:first] + words + piece[last:])
            words = ""
        else:
            made.append(piece)
        place += len(piece)
    return made

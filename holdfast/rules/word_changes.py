"""What was taken out of a text and what was put in, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OUT, IN = "same", "out", "in"
_PIECES = re.compile(r"^\s+|\S+\s*")  # a word with the space after it, so that a changed run is one run


@dataclass(frozen=True)
class Piece:
    """A run of words. how: the same in both, taken out, or put in."""

    how: str
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one: the words of `before` are those that stayed and those taken out, and so for `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    pieces: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece(OUT, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(IN, "".join(new[c:d])))
    return tuple(pieces)

"""Two versions of a minute side by side, word by word: what both say, and what one alone says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s+|[^\s]+")


class Said(StrEnum):
    """Which of two versions says it."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Stretch:
    said: Said
    words: str


def compared(first: str, second: str) -> tuple[Stretch, ...]:
    """The words of both in order. Joined again, those of `both` and `first` are the first version, and so with the second."""
    one, other = _WORD.findall(first), _WORD.findall(second)
    found: list[Stretch] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch(Said.BOTH, "".join(one[a:b])))
            continue
        found += [Stretch(Said.FIRST, "".join(one[a:b]))] if b > a else []
        found += [Stretch(Said.SECOND, "".join(other[c:d]))] if d > c else []
    return tuple(found)


def joined(stretches: Sequence[Stretch], which: Said) -> str:
    """One of the two versions again."""
    return "".join(one.words for one in stretches if one.said in (Said.BOTH, which))

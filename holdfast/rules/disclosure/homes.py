"""An address of the record, read line by line: its roads with their numbers, the flat, the names of houses, the village."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .folding import fold
from .lexicon import ordinary
from .lexicon.vocabulary import ENDS_OF_LINES, PLACES
from .types import Held

SHORT = {"rd": "road", "st": "street", "str": "street", "ln": "lane", "ave": "avenue", "av": "avenue", "cl": "close",
         "dr": "drive", "ct": "court", "cres": "crescent", "pl": "place", "gdns": "gardens", "sq": "square", "tce": "terrace",
         "terr": "terrace", "pk": "park"}  # fmt: skip
_FLAT = re.compile(
    r"^(?:flat|apartment|apt|unit|room|plot|pitch|caravan|bedsit)\s+(?:no\.?\s*|number\s+)?(\d{1,4}\s?[a-z]?|[a-z]\d?)\b[\s,]*"
)
_NUMBER = re.compile(r"^(?:no\.?\s*|number\s+)?(\d+\s?[a-z]?)\b[\s,]*")
# What a road is called, and a house or an estate too: its first word alone may name it.
_ESTATES = frozenset(["park", "court", "view", "yard", "wharf", "green", "gardens", "place"])
_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@dataclass(frozen=True)
class Road:
    """A road or a row of houses: its own words, the word that says what it is, and the number in it."""

    number: str
    words: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Home:
    """An address by its parts."""

    detail: Held
    flat: str
    roads: tuple[Road, ...]
    names: tuple[tuple[str, ...], ...]
    towns: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[a-z0-9']+", fold(self.detail.value)))


@lru_cache(maxsize=4_000)
def read(detail: Held) -> Home:
    lines = [fold(part) for part in re.split(r"[\n,]", detail.value) if part.strip()]
    flat, number = "", ""
    roads: list[Road] = []
    names: list[tuple[str, ...]] = []
    towns: list[str] = []
    for place, line in enumerate(lines):
        inside = _FLAT.match(line)
        if inside and not flat:
            flat, line = inside[1].replace(" ", ""), line[inside.end() :]
        figure = _NUMBER.match(line)
        if figure:
            number, line = figure[1].replace(" ", ""), line[figure.end() :]
        words = re.findall(r"[a-z0-9']+", line)
        words[-1:] = [SHORT.get(word, word) for word in words[-1:]]
        if not words:
            continue
        if figure or (words[-1] in ENDS_OF_LINES and len(words) - words.count("the") > 1):
            roads.append(Road(number, tuple(words[:-1]), words[-1]))
            if not figure and words[-1] in _ESTATES:
                names.append(tuple(words))
            number = ""
        elif set(words) <= PLACES:
            continue
        elif place == 0 or inside or (len(words) > 1 and place < len(lines) - 1):
            names.append(tuple(words))
        elif not all(ordinary(word) for word in words):
            towns.append(line)
    return Home(detail, flat, tuple(roads), tuple(names), tuple(towns))


def any_number(number: str) -> str:
    """A house number as it is written, for a pattern: 22, twenty-two, twenty two."""
    said = _in_words(number)
    return f"(?:{re.escape(number)}|{said})" if said else re.escape(number)


def _in_words(number: str) -> str:
    if not number.isdigit() or not 0 < int(number) < 1_000:
        return ""
    hundreds, rest = divmod(int(number), 100)
    parts = [rf"{_UNITS[hundreds - 1]}\s+hundred"] if hundreds else []
    if rest:
        small = [*_UNITS, *_TEENS]
        words = small[rest - 1] if rest < 20 else _TENS[rest // 10 - 2] + (rf"[\s-]+{_UNITS[rest % 10 - 1]}" if rest % 10 else "")
        parts.append(words)
    return r"(?:\s+and)?\s+".join(parts)

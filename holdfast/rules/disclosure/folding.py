"""A text as it is compared: without accents, look-alike letters, hidden signs and line-end hyphens; each knows its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

# Letters of other scripts that look like ours, and letters that no decomposition brings to plain ones.
_ALIKE = str.maketrans(
    "аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅԁԛԝһёЁαΑβΒεΕιΙκΚνΝοΟρΡτΤυΥχΧηΗμΜζΖγıøØłŁđĐðÐħŧɡɑǀ",
    "aAbBeEkKmMhHoOpPcCtTyYxXiIjJsSdqwheEaAbBeEiIkKvNoOpPtTuYxXnHuMzZyioOlLdDdDhtgal",
)
_LONG = {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛ʼʹ`´′＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_HIDDEN = {"Cf", "Mn", "Me", "Cc"}
_BROKEN_WORD = re.compile("(?<=[^\\W\\d_])[-\u2010\u2011\u00ad]+[ \\t]*\\n[ \\t]*(?=[^\\W\\d_])")
_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*|[0-9]+")
_LABEL = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){0,3}:")
_NO_LETTERS = re.compile(r"[^A-Za-z0-9]*\Z")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sgt|Insp|St|[A-Z])\.$")


@dataclass(frozen=True)
class Token:
    """A word or a number. base: in small letters, without a possessive. opens: first of its sentence, cell or line of a list.

    shouted: among words in capitals; titled: in a line where every word has a capital; their capitals say nothing.
    asked: a question mark follows; hyphened: a hyphen stands before.
    """

    start: int
    end: int
    text: str
    base: str
    possessive: bool
    opens: bool
    shouted: bool
    titled: bool
    asked: bool = False
    hyphened: bool = False

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def tells(self) -> bool:
        """Whether its capital says that it is a name: not at the start of a sentence, nor among capitals."""
        return self.capital and not (self.opens or self.shouted or self.titled)


class Folded:
    """One part's text, folded. `span` brings a place in it back to the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        letters: list[str] = []
        places: list[int] = []
        skip = {place for found in _BROKEN_WORD.finditer(original) for place in range(*found.span())}
        for place, sign in enumerate(original):
            if place in skip:
                continue
            for one in sign if sign.isascii() and sign.isprintable() else _folded(sign):
                letters.append(one)
                places.append(place)
        self.text = "".join(letters)
        self.places = places
        self.lower = self.text.lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of what stands at start to end here, with accents that follow the last letter."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in ("Mn", "Me"):
            last += 1
        return first, last

    @cached_property
    def tokens(self) -> list[Token]:
        found = list(_TOKEN.finditer(self.text))
        capitals = [one.group().isupper() and len(one.group()) > 1 for one in found]
        titled = self._titled_lines()
        made = []
        for number, one in enumerate(found):
            word = one.group()
            base, possessive = _without_possessive(word)
            beside = [capitals[n] for n in (number - 2, number - 1, number + 1, number + 2) if 0 <= n < len(found)]
            made.append(
                Token(
                    one.start(),
                    one.end(),
                    word,
                    base.lower(),
                    possessive,
                    self._opens(one.start()),
                    capitals[number] and sum(beside) >= min(2, len(beside)) and bool(beside),
                    any(start <= one.start() < end for start, end in titled),
                    self.text[one.end() : one.end() + 1] == "?",
                    self.text[one.start() - 1 : one.start()] == "-",
                )
            )
        return made

    def fills_a_cell(self, token: Token) -> bool:
        """Whether a word is all that stands in a cell of a table, or all but what a comma parts from it."""
        before = self.text[max(0, token.start - 200) : token.start].rstrip(" ")
        after = self.text[token.end : token.end + 200].lstrip(" ")
        if before[-1:] not in ("\t", "\n", ",", "") or after[:1] not in ("\t", "\n", ",", ""):
            return False
        return "\t" in before.rpartition("\n")[2] or "\t" in after.partition("\n")[0]

    @cached_property
    def places_of_word(self) -> dict[str, list[int]]:
        """At which tokens each word stands."""
        found: dict[str, list[int]] = {}
        for number, token in enumerate(self.tokens):
            found.setdefault(token.base, []).append(number)
        return found

    def _titled_lines(self) -> list[tuple[int, int]]:
        found = []
        for line in re.finditer(r"[^\n\t]+", self.text):
            words = re.findall(r"[A-Za-z]+(?:['-][A-Za-z]+)*", line.group())
            long = [word for word in words if len(word) > 3]
            heads = 3 <= len(words) <= 12 and long and all(word[0].isupper() for word in long)
            if heads and not re.search(r"[.,;!?={}<>]", line.group().strip()):
                found.append(line.span())
        return found

    def _opens(self, start: int) -> bool:
        """Whether a word begins a sentence, a cell, or a line that is no wrapped one."""
        before = self.text[max(0, start - 120) : start]
        if "\n\n" in before and "\n\n" in _NO_LETTERS.search(before).group():  # type: ignore[union-attr]
            return True
        before = before.rstrip(" \"'([")
        if not before:
            return True
        if before[-1] == "-" and before[:-1].rstrip(" ").endswith("\n"):
            return True
        if before[-1] != "\n":
            return before[-1] in ".!?:;*\t" and _ABBREVIATED.search(before) is None
        if "[" in self.text[max(0, start - 3) : start]:
            return True
        if _LABEL.match(self.text, start):
            return True
        line = before[:-1].rsplit("\n", 1)[-1].rstrip()
        return "\t" in line or len(line) < 40 or line[-1] in ".!?:;,"

    @cached_property
    def squeezed(self) -> Squeezed:
        return Squeezed(self)


@lru_cache(maxsize=4_000)
def _folded(sign: str) -> str:
    if sign in "\n\t":
        return sign
    if sign in _LONG:
        return _LONG[sign]
    category = unicodedata.category(sign)
    if category in _HIDDEN:
        return ""
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if ord(sign) in _QUOTES:
        return "'"
    if ord(sign) in _DASHES:
        return "-"
    parts = [one for one in unicodedata.normalize("NFKD", sign) if unicodedata.category(one) not in _HIDDEN]
    return "".join(parts).translate(_ALIKE)


def _without_possessive(word: str) -> tuple[str, bool]:
    if word.lower().endswith("'s"):
        return word[:-2], True
    return (word, False)


def fold(text: str) -> str:
    """A name or a value as it is compared: small letters and digits of a plain alphabet, with single spaces."""
    return " ".join(Folded(text).lower.split())


def squeeze(text: str) -> str:
    """The same without anything but letters and digits."""
    return "".join(sign for sign in Folded(text).lower if sign.isalnum())


class Squeezed:
    """The letters and digits alone, so that what is between them does not matter; and what was between them."""

    def __init__(self, folded: Folded) -> None:
        signs: list[str] = []
        self.places: list[int] = []
        for place, sign in enumerate(folded.lower):
            if sign.isalnum():
                signs.append(sign)
                self.places.append(place)
        self.text = "".join(signs)
        self.folded = folded
        self.starts, self.ends = self._edges()

    def _edges(self) -> tuple[set[int], set[int]]:
        """Where an atom begins and ends: at other signs, between letters and digits, before a capital after a small letter."""
        starts: set[int] = set()
        ends: set[int] = set()
        text = self.folded.text
        for number, place in enumerate(self.places):
            joined = number > 0 and self.places[number - 1] == place - 1
            if not joined or _turns(text[place - 1], text[place]):
                starts.add(number)
                if number:
                    ends.add(number - 1)
        if self.places:
            ends.add(len(self.places) - 1)
        return starts, ends

    def gap(self, number: int) -> str:
        """What stands between this sign and the one before."""
        return self.folded.text[self.places[number - 1] + 1 : self.places[number]] if number else ""

    def whole(self, letters: str) -> Iterator[tuple[int, int]]:
        """Where these letters and digits stand in the folded text, whatever is between them, as a whole of their own."""
        place = self.text.find(letters)
        while place >= 0:
            end = place + len(letters)
            stands = place in self.starts and end - 1 in self.ends
            if stands and all(len(self.gap(one)) <= 3 for one in range(place + 1, end)):
                yield self.span(place, end)
            place = self.text.find(letters, place + 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Of the folded text."""
        return self.places[start], self.places[end - 1] + 1


def _turns(before: str, here: str) -> bool:
    return before.isdigit() != here.isdigit() or (before.islower() and here.isupper())

"""What a person typed into the search box, read: names, a date of birth, a number, an address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from holdfast.rules import identifiers
from holdfast.rules.nicknames import families_of

from .keys import address_words, number_key, one_slip, pair_keys, parts, place_keys, plain, slip_keys, sound

LONGEST_SEARCH = 120
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_WORDED_DATE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2})\b")
_LONG_NUMBER = re.compile(r"\b[A-Za-z]{0,3}\d[\d\s\-/]{2,}[\dA-Za-z]\b")


@dataclass(frozen=True)
class Asked:
    """A search as it was understood."""

    words: tuple[str, ...] = ()
    born: dt.date | None = None
    number: str = ""
    postcode: str = ""
    address: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.born or self.number or self.postcode or self.address)


def read(typed: str) -> Asked:
    """Take apart what was typed. Whatever is no date, number or postcode is a name, and perhaps an address."""
    rest = typed.replace("\x00", " ").strip()[:LONGEST_SEARCH]
    born, rest = _take_date(rest)
    postcode, rest = _take_postcode(rest)
    number, rest = _take_number(rest)
    words = tuple(word for word in rest.replace(",", " ").split() if plain(word))[:6]
    has_house = any(word[:1].isdigit() for word in words)
    names = () if has_house else words
    return Asked(names, born, number, postcode, " ".join(words) if len(words) > 1 or has_house else "")


def _take_date(text: str) -> tuple[dt.date | None, str]:
    readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
        (_ISO_DATE, lambda m: (int(m[1]), int(m[2]), int(m[3]))),
        (_NUMERIC_DATE, lambda m: (_year(m[3]), int(m[2]), int(m[1]))),
        (_WORDED_DATE, lambda m: (int(m[3]), _month(m[2]), int(m[1]))),
    )
    for pattern, meant in readings:
        found = pattern.search(text)
        if found is None:
            continue
        try:
            return dt.date(*meant(found)), text[: found.start()] + " " + text[found.end() :]
        except ValueError:
            continue
    return None, text


def _year(typed: str) -> int:
    """Two figures are this century: nobody searched for here was a child in the last one."""
    return int(typed) if len(typed) == 4 else 2000 + int(typed)


def _month(word: str) -> int:
    short = word[:3].lower()
    if short not in _MONTHS:
        raise ValueError
    return _MONTHS.index(short) + 1


def _take_postcode(text: str) -> tuple[str, str]:
    for found in _POSTCODE.finditer(text):
        postcode = identifiers.postcode(found[1])
        if postcode:
            return postcode, text[: found.start()] + " " + text[found.end() :]
    return "", text


def _take_number(text: str) -> tuple[str, str]:
    """The first run of at least four figures, with the letters and spaces written in it."""
    for found in _LONG_NUMBER.finditer(text):
        number = number_key(found[0])
        if sum(sign.isdigit() for sign in number) >= 4:
            return number, text[: found.start()] + " " + text[found.end() :]
    return "", text


def keys(asked: Asked) -> list[str]:
    """What to look up, most telling first."""
    made: list[str] = []
    if asked.number:
        made.append(f"i:{asked.number}")
    if asked.born:
        made += [f"d:{asked.born.isoformat()}.{sound(plain(word))}" for word in asked.words]
        made.append(f"b:{asked.born.isoformat()}")
    made += _name_keys(asked.words)
    made += _address_keys(asked)
    return list(dict.fromkeys(made))


def _name_keys(words: tuple[str, ...]) -> list[str]:
    if not words:
        return []
    if len(words) == 1:
        forms = parts(words[0])
        made = [f"{letter}:{word}" for word in forms for letter in "fg"]
        made += [f"j:{name}" for word in forms for name in sorted(families_of(word))]
        return made + [f"s:{sound(word)}" for word in forms]
    exact: list[str] = []
    slips: list[str] = []
    for given, family in _pairs(words):
        exact += sorted(pair_keys(parts(given), parts(family)), reverse=True)
        slips += sorted(slip_keys(plain(given), plain(family)))
    return exact + slips


def _pairs(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Which words may be given and family name: the first and the last, either way round, and the rest together."""
    first, last = words[0], words[-1]
    listed = [(first, last), (last, first)]
    if len(words) > 2:
        listed += [(first, " ".join(words[1:])), (" ".join(words[:-1]), last), (first, words[1])]
    return listed


def _address_keys(asked: Asked) -> list[str]:
    made = [f"p:{number_key(asked.postcode)}"] if asked.postcode else []
    if asked.address and address_words(asked.address):
        made += sorted(place_keys(asked.address, ""))
    return made


def slipped_keys(asked: Asked) -> list[str]:
    """For a single name that was hardly found: the same with one letter wrong."""
    if len(asked.words) != 1:
        return []
    word = plain(asked.words[0])
    if not 3 < len(word) <= 12:
        return []
    return [f"{letter}:{near}" for near in sorted(one_slip(word)) for letter in "fg"]

"""The words by which a child is found, as plain functions: what is kept, and what a search asks for.

Under row-level security only equality reaches an index, so each way of looking is a key of its own. The letter before the
colon says how it was made, and so how a hit is explained:

    n: both names as written        m: both names as they sound      k: a short form with the family name's sound
    x: family name, a letter gone   y: given name, a letter gone     (each with the sound of the other name)
    g: given name   f: family name  s: either as it sounds           j: the family of short forms
    b: date of birth                d: date of birth and the family name's sound
    i: a number     p: postcode     a: house and street              r: street alone
    cp: ca: cr:     the same for a confidential address, asked for on behalf of the entitled alone
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase

import jellyfish

from holdfast.rules.nicknames import families_of

LONGEST = 9  # letters of a name that count when one may be wrong
REMEMBERED = 20_000  # names met lately, whose forms need not be worked out again
_ADDRESS_WORDS = {"rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "cl": "close", "dr": "drive", "ct": "court"}
# Spellings of British names whose letters are not all said: Thompson and Tomson, Leigh and Lee.
_SILENT = (("thom", "tom"), ("mps", "ms"), ("mpt", "mt"), ("eigh", "ee"), ("borough", "bro"), ("cester", "ster"))


@dataclass(frozen=True)
class Place:
    """An address as far as it is searched by."""

    lines: str
    postcode: str = ""
    confidential: bool = False


@dataclass(frozen=True)
class Findable:
    """What of a child is searched by. names: pairs of given and family name, the record's own first."""

    names: tuple[tuple[str, str], ...]
    known_as: tuple[str, ...] = ()
    born: dt.date | None = None
    numbers: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@lru_cache(maxsize=REMEMBERED)
def plain(word: str) -> str:
    """A name in small letters, without accents, hyphens, apostrophes or spaces."""
    parted = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("ł", "l").replace("Ł", "l"))
    return "".join(sign for sign in parted.lower() if sign.isalnum() and not unicodedata.combining(sign))


@lru_cache(maxsize=REMEMBERED)
def parts(name: str) -> tuple[str, ...]:
    """The whole name written together, then each of its parts: Smith-Jones is found by Smith and by Jones."""
    whole = plain(name)
    pieces = [plain(piece) for piece in re.split(r"[\s\-]+", name.strip())]
    listed = [whole, *(piece for piece in pieces if len(piece) > 1)]
    return tuple(dict.fromkeys(word for word in listed if word))[:4]


@lru_cache(maxsize=REMEMBERED)
def sound(word: str) -> str:
    """How a plain name sounds, roughly; a name of another script sounds as it is written."""
    for written, said in _SILENT:
        word = word.replace(written, said)
    return (jellyfish.metaphone(word) or word)[:12]


@lru_cache(maxsize=REMEMBERED)
def one_gone(word: str) -> frozenset[str]:
    """The word, and the word with any one letter missing: two words one slip apart share at least one of these."""
    short = word[:LONGEST]
    return frozenset({short} | {short[:at] + short[at + 1 :] for at in range(len(short)) if len(short) > 2})


def one_slip(word: str) -> set[str]:
    """Every word one letter wrong, missing, too many, or out of order."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    wrong = {a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase}
    extra = {a + letter + b for a, b in cuts for letter in ascii_lowercase}
    return (missing | swapped | wrong | extra) - {word, ""}


def keys_for(child: Findable) -> set[str]:
    """Every key under which a child is kept."""
    made: set[str] = set()
    for given, family in child.names:
        made |= _single(given, family)
        made |= _paired(given, family)
    families = [family for _, family in child.names if family]
    for nickname in child.known_as:
        made |= _single(nickname, "")
        made |= {key for family in families for key in _paired(nickname, family)}
    return made | _dated(child) | _numbered(child) | _placed(child)


def _single(given: str, family: str) -> set[str]:
    given_forms, family_forms = parts(given), parts(family)
    made = {f"g:{word}" for word in given_forms} | {f"f:{word}" for word in family_forms}
    made |= {f"s:{sound(word)}" for word in [*given_forms, *family_forms]}
    return made | {f"j:{name}" for word in given_forms for name in families_of(word)}


def _paired(given: str, family: str) -> set[str]:
    given_forms, family_forms = parts(given), parts(family)
    made = pair_keys(given_forms, family_forms)
    for first in given_forms[:1]:
        for last in family_forms[:1]:
            made |= slip_keys(first, last)
    return made


def pair_keys(given_forms: Sequence[str], family_forms: Sequence[str]) -> set[str]:
    """Keys of a given name with a family name: as written, as it sounds, by short form."""
    made = set()
    for first in given_forms:
        for last in family_forms:
            made |= {f"n:{first}.{last}", f"m:{sound(first)}.{sound(last)}"}
            made |= {f"k:{name}.{sound(last)}" for name in families_of(first)}
    return made


def slip_keys(first: str, last: str) -> set[str]:
    """Keys that still meet when one letter of one name is wrong and the other name sounds right."""
    return {f"x:{word}.{sound(first)}" for word in one_gone(last)} | {f"y:{word}.{sound(last)}" for word in one_gone(first)}


def _dated(child: Findable) -> set[str]:
    if child.born is None:
        return set()
    sounds = {sound(word) for _, family in child.names for word in parts(family)}
    return {f"b:{child.born.isoformat()}"} | {f"d:{child.born.isoformat()}.{word}" for word in sounds}


def _numbered(child: Findable) -> set[str]:
    return {f"i:{number_key(number)}" for number in child.numbers if number_key(number)}


def number_key(number: str) -> str:
    """A number in capitals without spaces, dashes or slashes."""
    return "".join(sign for sign in number.upper() if sign.isalnum())[:40]


def _placed(child: Findable) -> set[str]:
    made: set[str] = set()
    for place in child.places:
        before = "c" if place.confidential else ""
        made |= {before + key for key in place_keys(place.lines, place.postcode)}
    return made


def place_keys(lines: str, postcode: str) -> set[str]:
    """Keys of an address: its postcode, house with street, and street alone."""
    made = {f"p:{number_key(postcode)}"} if postcode.strip() else set()
    for line in re.split(r"[\n,]+", lines):
        words = address_words(line)
        if len(words) > 1 and words[0][:1].isdigit():
            made.add(f"a:{' '.join(words)[:60]}")
        street = [word for word in words if not word[:1].isdigit()]
        if street:
            made.add(f"r:{' '.join(street)[:60]}")
    return made


def address_words(line: str) -> list[str]:
    """The words of a line of an address, with Rd written out as road."""
    found = [plain(word) for word in line.replace(",", " ").split()]
    words = [word for word in found if word]
    return [*words[:-1], *(_ADDRESS_WORDS.get(word, word) for word in words[-1:])]


def house_and_street(lines: Iterable[str]) -> set[str]:
    """The keys of whole first lines, to compare two addresses by."""
    return {key for line in lines for key in place_keys(line, "") if key.startswith("a:")}

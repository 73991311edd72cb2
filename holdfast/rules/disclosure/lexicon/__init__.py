"""Lists of names and of ordinary words, read once."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib import resources
from pathlib import Path

from .vocabulary import ALSO_FAMILY, ALSO_GIVEN, ALSO_ORDINARY, ALWAYS_NAMES, PLACES, PRACTICE, VILLAGES

HERE = Path(__file__).parent
# How many times a word was met for each in 100,000 who bear it as a name, before it is taken for a word first.
MORE_THAN_GIVEN, MORE_THAN_FAMILY = 300, 100


def _counts(name: str) -> dict[str, int]:
    rows = (line.split() for line in (HERE / name).read_text().splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in rows}


def _of_the_world(kind: str) -> frozenset[str]:
    rows = (line.split() for line in (HERE / "world.txt").read_text().splitlines())
    return frozenset(word for first, *words in rows if first == kind for word in words)


@cache
def given() -> dict[str, int]:
    """Given names, and how many in 100,000 bear each."""
    counted = _counts("given.txt")
    return counted | {word: max(20, counted.get(word, 0)) for word in ALSO_GIVEN | _of_the_world("given")}


@cache
def family() -> dict[str, int]:
    counted = _counts("family.txt")
    return counted | {word: max(20, counted.get(word, 0)) for word in ALSO_FAMILY | _of_the_world("family")}


@cache
def words() -> dict[str, int]:
    """English words and how often each was met, names among them."""
    packed = resources.files("spellchecker").joinpath("resources/en.json.gz").read_bytes()
    return dict(json.loads(gzip.decompress(packed)))


@cache
def ordinary(word: str) -> bool:
    """Whether a word in small letters is a word first, and a name, if at all, by its context."""
    if word in ALSO_ORDINARY or word in PRACTICE:
        return True
    count = words().get(word, 0)
    if word in ALWAYS_NAMES:
        return False
    if word in given():
        return count > MORE_THAN_GIVEN * (given()[word] + 0.5)
    if word in family():
        return count > MORE_THAN_FAMILY * (family()[word] + 0.5)
    return count >= 3 or _inflected(word)


def _inflected(word: str) -> bool:
    """A plain ending on a known word: the list holds few of them."""
    for ending in ("s", "ed", "ing", "ly", "er", "ers", "es", "d"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3 and words().get(stem, 0) >= 50 and not is_name(stem):
            return True
    return False


@cache
def is_given(word: str) -> bool:
    return word in given()


@cache
def is_name(word: str) -> bool:
    """Whether a word is a name first: of those who bear it, there are many for the times it is met as a word."""
    return (word in given() or word in family()) and not ordinary(word)


def is_place(word: str) -> bool:
    return word in PLACES or word in VILLAGES

"""The ways of writing one person: whole, in part, short, by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holdfast.rules.nicknames import families, families_of

from .folding import fold, squeeze
from .lexicon import is_given, ordinary
from .types import Somebody

WHOLE, GIVEN, FAMILY, NICKNAME, ALIAS = "whole", "given", "family", "nickname", "alias"
INITIALLED, LED = "initialled", "led"


@dataclass(frozen=True)
class Form:
    """One way of writing somebody. breaks: where its words end, in squeezed letters."""

    who: Somebody
    kind: str
    breaks: frozenset[int] = frozenset()


def forms(who: Somebody) -> Iterator[tuple[str, Form]]:
    given, family = _words(who.given), _words(who.family)
    yield from _of_words(who, given, family)
    for alias in who.aliases:
        words = _words(alias)
        letters = "".join(words)
        if len(letters) >= 2:
            yield letters, Form(who, ALIAS, _breaks(words))
        for short in _cut(letters) if len(words) == 1 else ():
            yield short, Form(who, NICKNAME)
        if len(words) == 2 and all(len(word) > 2 for word in words) and not any(ordinary(word) for word in words):
            yield from _of_words(who, words[:1], words[1:])


def _of_words(who: Somebody, given: list[str], family: list[str]) -> Iterator[tuple[str, Form]]:
    whole_given, whole_family = "".join(given), "".join(family)
    firsts = {whole_given, *(word for word in given if len(word) > 2)} - {""}
    lasts = {whole_family, *(word for word in family if len(word) > 2 and word not in PARTICLES)} - {""}
    short = {form for word in (whole_given, *given[:1]) for form in _nicknames(word)} - firsts - lasts
    for first in firsts:
        yield first, Form(who, GIVEN)
    for last in lasts:
        yield last, Form(who, FAMILY)
    for one in short:
        yield one, Form(who, NICKNAME)
    for first in firsts | short:
        for last in lasts:
            if first != last:
                yield first + last, Form(who, WHOLE, _breaks([first, *_pieces(last, family)]))
                yield last + first, Form(who, WHOLE, _breaks([*_pieces(last, family), first]))
    for last in lasts:
        if whole_given and len(last) > 2:
            yield whole_given[0] + last, Form(who, LED, frozenset({1}))
    for first in firsts | short:
        if whole_family and len(first) > 2:
            yield first + whole_family[0], Form(who, INITIALLED, frozenset({len(first)}))


PARTICLES = frozenset(
    ["de", "da", "di", "do", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "mac", "mc", "st", "ap", "ab"]
)


def _pieces(whole: str, words: list[str]) -> list[str]:
    return words if whole == "".join(words) and words else [whole]


def _words(name: str) -> list[str]:
    return [squeeze(word) for word in re.split(r"[\s\-]+", fold(name).strip()) if squeeze(word)]


def _breaks(words: Iterable[str]) -> frozenset[int]:
    found, place = set(), 0
    for word in words:
        place += len(word)
        found.add(place)
    return frozenset(sorted(found)[:-1])


def _nicknames(word: str) -> set[str]:
    keys = set(families_of(word)) if word else set()
    short = {form for key in keys for form in families().get(key, ()) if len(form) > 1} | set(_cut(word))
    return short | {pet for one in short if word.startswith(one) for pet in _petted(one)}


def _petted(short: str) -> Iterator[str]:
    """Joshy for Josh, Cally for Cal."""
    if 3 <= len(short) <= 5 and short[-1] not in _VOWELS | {"y"}:
        last = "" if len(short) > 3 or short[-2] not in "aeiou" else short[-1]
        for pet in (short + "y", short + "ie", *((short + last + "y", short + last + "ie") if last else ())):
            if not ordinary(pet) and not is_given(pet):
                yield pet


def _cut(word: str) -> Iterator[str]:
    """A name cut short as friends do: Dest and Des for Destiny, Shan for Shanelle, Dez for Dezzie."""
    for length in (3, 4, 5):
        short = word[:length]
        if length + 2 <= len(word) and short[-1] not in _VOWELS and not ordinary(short) and not is_given(short):
            yield short


_VOWELS = frozenset("aeiouwyh")

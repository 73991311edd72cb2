"""Finds places of the case by name: a school, a placement, a shop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from .folding import Folded, Token, fold
from .homes import SHORT
from .lexicon import ordinary
from .lexicon.vocabulary import ALSO_PLACES, LANDMARKS, ORGANISATIONS, PLACES, STREETS
from .reasons import of_detail
from .types import Hit, Known

# How the words of a place are cut short, behind the first.
_WHOLE = {"hse": "house", "sch": "school", "ctr": "centre", "acad": "academy", "prim": "primary", "comm": "community",
          "hosp": "hospital", "coll": "college", "res": "residential", **SHORT}  # fmt: skip
_STOP = frozenset(["the", "a", "an", "of", "and", "at", "in", "on"])


def named(folded: Folded, known: Known) -> Iterator[Hit]:
    """A place by its name, by most of it, or by the word in it that is its own."""
    own = {fold(one.value) for one in known.details if one.kind in ("place", "school") and not one.withheld}
    for detail in known.details:
        if detail.kind not in ("place", "school"):
            continue
        if detail.withheld and fold(detail.value) in own:
            continue
        for start, end in (*parts_of_name(folded, detail.value), *_in_letters(folded, detail.value)):
            if detail.withheld:
                yield Hit(start, end, detail.kind, True, detail.of or None, of_detail(known, detail))
            else:
                yield Hit(start, end, detail.kind, allowed=True)


def _in_letters(folded: Folded, name: str) -> Iterator[tuple[int, int]]:
    """ "LVA" for Lugg Valley Academy: three first letters at least, which make no word."""
    letters = "".join(word[0] for word in re.findall(r"[a-z0-9']+", fold(name)) if word not in _STOP).upper()
    if len(letters) < 3 or ordinary(letters.lower()):
        return
    for found in re.finditer(rf"(?<![\w.]){letters}(?!\w)", folded.text):
        yield found.start(), found.end()


def parts_of_name(folded: Folded, name: str) -> Iterator[tuple[int, int]]:
    """Where a place stands by its whole name, by most of it, or by the word in it that is its own."""
    words = list(re.findall(r"[a-z0-9']+", fold(name)))
    telling = [word.replace("'s", "") for word in words if word not in _STOP]
    if not telling:
        return
    tokens = folded.tokens
    size = len(telling)
    behind = 0
    for number in _may_begin(folded, telling):
        if number < behind:
            continue
        count, last = _same_words(tokens, number, telling)
        capital = tokens[number].capital or count == size >= 2
        first_words = count >= 2 and all(one.capital for one in tokens[number : last + 1] if one.base not in _STOP)
        first_words = first_words and not set(telling[:count]) <= PLACES and not _another(tokens, last, telling)
        first_words = first_words and not set(telling[:count]) & (ORGANISATIONS - LANDMARKS)
        if count == size or (count >= 2 and capital and (_own_word(telling[:count]) or first_words)):
            if capital or not all(ordinary(word) for word in telling):
                yield tokens[number].start, tokens[last].end
                behind = last + 1
        elif (
            count == 1
            and size > 1
            and _own_word(telling[:1])
            and (tokens[number].tells or (tokens[number].capital and folded.fills_a_cell(tokens[number])))
            and not _another(tokens, number, telling)
            and not (ordinary(telling[0]) and not _meant(tokens, number, words[0] if words[0] not in _STOP else words[1]))
            and not (telling[0] in ALSO_PLACES and not _spoken_of(tokens, number))
        ):
            yield tokens[number].start, tokens[number].end
    yield from _by_its_sort(folded, telling)


def _may_begin(folded: Folded, telling: list[str]) -> list[int]:
    """Where the first word of the name may stand; each word of the text is looked at once."""
    first = telling[0].replace("'", "")
    two = first + telling[1].replace("'", "") if len(telling) > 1 else first
    found = [
        numbers
        for word, numbers in folded.places_of_word.items()
        if _like(bare := word.replace("'", ""), first) or bare == two or (len(first) > 5 and bare and first.startswith(bare))
    ]
    return sorted(number for numbers in found for number in numbers)


# What there are many of: "the primary school" is no one school.
_SORTS = ORGANISATIONS - {
    "hall",
    "bar",
    "cafe",
    "hotel",
    "inn",
    "restaurant",
    "shop",
    "store",
    "takeaway",
    "kebab",
    "pizza",
    "cinema",
}


def _by_its_sort(folded: Folded, telling: list[str]) -> Iterator[tuple[int, int]]:
    """ "The snooker hall", where the case has one: the last words of the name, spoken of as the one that is meant."""
    last = telling[-2:]
    if len(telling) < 3 or last[1] in _SORTS or not _own_word(last):
        return
    tokens = folded.tokens
    for number in folded.places_of_word.get(last[0], ()):
        if 0 < number < len(tokens) - 1 and tokens[number - 1].base == "the" and _like(tokens[number + 1].base, last[1]):
            yield tokens[number].start, tokens[number + 1].end


def _meant(tokens: list[Token], number: int, written: str) -> bool:
    """ "The Kingfisher", not "the Bishop of": an ordinary word stands as the name does, and does not go on otherwise."""
    after = tokens[number + 1].base if number + 1 < len(tokens) else ""
    return after != "of" and tokens[number].possessive == written.endswith("'s")


def _spoken_of(tokens: list[Token], number: int) -> bool:
    """ "the Chelsea", "behind Chelsea": as one speaks of a shop, and not of the town."""
    return bool(number) and tokens[number - 1].base in ("the", "at", "outside", "behind", "into", "near")


def _own_word(words: list[str]) -> bool:
    """A word that is this place's own, and not of every place: Kingfisher, not School or Hereford."""
    return any(len(word) > 3 and word not in ORGANISATIONS and word not in PLACES and word not in STREETS for word in words)


def _another(tokens: list[Token], number: int, telling: list[str]) -> bool:
    """Whether the word goes on as the name of something or somebody else."""
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    return (
        after is not None
        and after.start - tokens[number].end == 1
        and after.capital
        and not after.opens
        and after.base not in telling
        and after.base not in ORGANISATIONS
    )


def _same_words(tokens: list[Token], number: int, telling: list[str]) -> tuple[int, int]:
    """How many words of the name stand here in their order, and the last of them.

    Small words may stand between; two may be written as one, and one as two; and one inside a long name may be left out.
    """
    count, last, place, left_out = 0, number, number, False
    while place < len(tokens) and count < len(telling):
        word = tokens[place].base.replace("'", "")
        wanted = [one.replace("'", "") for one in telling[count : count + 2]]
        word = _WHOLE.get(word, word) if count and _WHOLE.get(word) == wanted[0] else word
        if _like(word, wanted[0]):
            count, last = count + 1, place
        elif len(wanted) == 2 and word == "".join(wanted):
            count, last = count + 2, place
        elif place + 1 < len(tokens) and len(wanted[0]) > 5 and word + tokens[place + 1].base == wanted[0]:
            place += 1
            count, last = count + 1, place
        elif count and len(wanted) == 2 and len(telling) > 3 and not left_out and word == wanted[1]:
            count, last, left_out = count + 2, place, True
        elif not (count and word in _STOP):
            break
        place += 1
    return count, last


def _like(word: str, other: str) -> bool:
    if word == other or word == other + "s" or word + "s" == other:
        return True
    return len(other) >= 6 and word[:1] == other[:1] and not ordinary(word) and OSA.distance(word, other, score_cutoff=3) <= 2

"""Finds words of lines that this reader may not have, pasted or closely re-worded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from .folding import Folded
from .types import HeldLine, Hit, Known

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_LEAST_WORDS, _PASTED, _ENOUGH = 4, 5, 0.6
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "but",
        "if",
        "so",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "onto",
        "to",
        "up",
        "with",
        "within",
        "without",
        "about",
        "after",
        "before",
        "over",
        "under",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "being",
        "am",
        "has",
        "have",
        "had",
        "having",
        "do",
        "does",
        "did",
        "doing",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "not",
        "no",
        "nor",
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "there",
        "here",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "when",
        "where",
        "why",
        "how",
        "then",
        "than",
        "also",
        "very",
        "just",
        "some",
        "any",
        "all",
        "each",
        "both",
        "more",
        "most",
        "much",
        "such",
        "own",
        "same",
        "too",
        "again",
        "further",
        "once",
        "only",
        "now",
        "still",
        "yet",
    ]
)
# Words that mean much the same, a line of them each.
_SAME = """
mum mother mam mom parent
dad father
say said says tell told report reported state stated disclose disclosed mention mentioned claim
car vehicle van motor
police officer officers cop cops pc
house home address flat property
phone mobile telephone handset number
meet met meeting see saw seen visit visited
money cash pounds
boy lad male youth
girl female
friend mate pal peer associate
man men male adult
child young person youngster teenager
school college
worry worried concern concerned fear feared believe think suspect
give gave given supply supplied provide provided hand handed
take took taken drive drove driven pick picked collect collected
plan planning intend intending going arrange arranged
shop store premises takeaway
drug drugs cannabis weed
hit assault assaulted attack attacked hurt punch punched
old older
go went gone attend attended
stay stayed sleep slept live lived living
night evening
buy bought purchase purchased
talk speak spoke talked chat
partner boyfriend girlfriend
argue argued row fight fought
drink drinking alcohol drunk
start started begin began
near close nearby beside behind
gather gathered hang hanging congregate congregated
gang group
send sent message messaged text texted
"""
_CLASS = {word: line.split()[0] for line in reversed(_SAME.split("\n")) for word in line.split()}


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    stem: str


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, or the first of the words that mean much the same."""
    word = word.removesuffix("'s")
    if word in _CLASS:
        return _CLASS[word]
    for ending in ("ingly", "edly", "ing", "edly", "ies", "ied", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            cut = word[: -len(ending)]
            cut = cut + "y" if ending in ("ies", "ied") else cut
            cut = cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "ls" else cut
            return _CLASS.get(cut, cut.removesuffix("e"))
    return _CLASS.get(word, word.removesuffix("e") if len(word) > 3 else word)


def _words(text: str) -> list[_Word]:
    return [_Word(one.start(), one.end(), one.group(), stem(one.group())) for one in _WORD.finditer(text)]


def _telling(words: Sequence[_Word]) -> list[_Word]:
    return [one for one in words if one.text not in _STOP]


def echoes(folded: Folded, known: Known) -> Iterator[Hit]:
    """Each withheld line that stands here again. What the reader may have in the same words is no finding."""
    withheld = [(line, _words(Folded(line.text).lower)) for line in known.lines if line.withheld]
    if not withheld:
        return
    words = _words(folded.lower)
    telling = _telling(words)
    allowed = [{one.stem for one in _telling(_words(Folded(line.text).lower))} for line in known.lines if not line.withheld]
    places: dict[str, list[int]] = {}
    for number, one in enumerate(telling):
        places.setdefault(one.stem, []).append(number)
    own_names = {part for who in known.people if who.own for part in Folded(f"{who.given} {who.family}").lower.split()}
    for line, held in withheld:
        for start, end in _pasted(words, held):
            if not _allowed_words(folded, words, start, end, allowed, held):
                yield _hit(line, words[start].start, words[end - 1].end)
        span = _reworded(telling, places, held, allowed, own_names)
        if span is not None:
            yield _hit(line, *span)


def _hit(line: HeldLine, start: int, end: int) -> Hit:
    reason = "Words of a line that this reader may not have."
    return Hit(start, end, "line", True, line.about or None, reason, beside=True)


def _pasted(words: list[_Word], held: list[_Word]) -> Iterator[tuple[int, int]]:
    """Runs of the same words, at least five of them with three that tell something, or the whole of a short line."""
    least = min(_PASTED, len(held))
    if least < 2:
        return
    grams: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(held) - least + 1):
        grams.setdefault(tuple(one.text for one in held[place : place + least]), []).append(place)
    place = 0
    while place <= len(words) - least:
        starts = grams.get(tuple(one.text for one in words[place : place + least]))
        if starts is None:
            place += 1
            continue
        length = max(_same_length(words, place, held, start) for start in starts)
        run = words[place : place + length]
        if len({one.text for one in _telling(run)}) >= min(3, len(_telling(held))) and _telling(run):
            yield place, place + length
        place += length


def _same_length(words: list[_Word], place: int, held: list[_Word], start: int) -> int:
    length = 0
    while place + length < len(words) and start + length < len(held) and words[place + length].text == held[start + length].text:
        length += 1
    return length


def _allowed_words(folded: Folded, words: list[_Word], start: int, end: int, allowed: list[set[str]], held: list[_Word]) -> bool:
    """Whether the run stands, word by word, in a line that the reader may have."""
    stems = {one.stem for one in _telling(words[start:end])}
    return bool(stems) and any(stems <= one for one in allowed)


def _reworded(
    telling: list[_Word], places: dict[str, list[int]], held: list[_Word], allowed: list[set[str]], own_names: set[str]
) -> tuple[int, int] | None:
    """Where most of a line's telling words stand close together."""
    wanted = [one.stem for one in _telling(held) if one.text not in own_names]
    kinds = set(wanted)
    if len(kinds) < _LEAST_WORDS:
        return None
    hits = sorted({number for one in kinds for number in _where(places, one)})
    width = int(len(wanted) * 1.8) + 4
    best: tuple[float, int, int] | None = None
    first = 0
    for last in range(len(hits)):
        while hits[last] - hits[first] > width:
            first += 1
        found = {_as_wanted(telling[number].stem, kinds) for number in hits[first : last + 1]}
        share = len(found) / len(kinds)
        if share >= _ENOUGH and len(found) >= _LEAST_WORDS and (best is None or share > best[0]):
            best = (share, hits[first], hits[last])
    if best is None:
        return None
    share, start, end = best
    if any(len({_as_wanted(one, kinds) for one in kinds & other}) / len(kinds) >= share for other in allowed):
        return None
    return telling[start].start, telling[end].end


def _where(places: dict[str, list[int]], wanted: str) -> list[int]:
    found = list(places.get(wanted, ()))
    if len(wanted) >= 6:
        for stem_here, numbers in places.items():
            if stem_here != wanted and _slip(stem_here, wanted):
                found += numbers
    return found


def _slip(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 1 and one[:2] == other[:2] and OSA.distance(one, other, score_cutoff=2) <= 1


def _as_wanted(found: str, kinds: set[str]) -> str:
    return found if found in kinds else next((one for one in kinds if _slip(found, one)), found)

"""Names that are spoken of and are nobody of a case: those everybody knows, things called after somebody, animals, far places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import ahocorasick

from .folding import Folded, Token
from .lexicon import HERE, is_given, is_name, ordinary
from .lexicon.vocabulary import CARS, COPULAS, DETERMINERS, KIN, PERSONAL_VERBS, TITLES, TRAVELS
from .types import Hit

_ANIMALS = frozenset(
    [
        "dog",
        "dogs",
        "puppy",
        "cat",
        "cats",
        "kitten",
        "horse",
        "horses",
        "pony",
        "ponies",
        "mare",
        "foal",
        "hamster",
        "rabbit",
        "bunny",
        "parrot",
        "budgie",
        "goldfish",
        "tortoise",
        "gerbil",
        "lizard",
        "snake",
        "ferret",
        "pet",
        "pets",
        "labrador",
        "spaniel",
        "collie",
        "terrier",
        "poodle",
        "staffie",
        "lurcher",
        "greyhound",
        "teddy",
        "bear",
        "doll",
        "toy",
    ]
)
# What is read, heard or watched, and by whom it was made.
_WORKS = (
    r"(?:books?|novels?|stor(?:y|ies)|poems?|poetry|films?|movies?|songs?|albums?|tracks?|series|plays?|musicals?|biograph(?:y|ies)|life|"
    r"paintings?|pictures?|posters?|gigs?|concerts?|podcasts?|games?|comics?|documentar(?:y|ies)|shows?|tour|lyrics|memoirs?|works?|anything|something|everything|t-?shirts?)"
)
_MADE_BY = re.compile(
    rf"\b{_WORKS}\s+(?:(?:is|was|called)\s+)?(?:written\s+|drawn\s+|sung\s+)?(?:by|of|about|with|from|starring|called|on)\s+(?:the\s+)?$"
)
_READS = re.compile(
    r"\b(?:read|reads|reading|re-reading|listen(?:s|ed|ing)?\s+to|(?:a\s+)?(?:big\s+|huge\s+)?fans?\s+of|likes\s+(?:the\s+)?(?:author|singer|band|rapper)|author|"
    r"authors|singer|singers|rapper|band|bands|footballer|player|actor|actress|artist|painter|poet|writer|novelist|playwright|youtuber|"
    r"(?:character|part|role)\s+of|influencer|celebrity|composer|scientist|brand|brands|chapters?\s+of|poster\s+of|tickets?\s+(?:for|to)\s+see)\s+(?:like\s+|such\s+as\s+)?$"
)
_TITLED_BY = re.compile(r"[A-Z][\w']+ by (?:[A-Z]\.? ){0,3}$")
# After an attribute, what makes it one of a family after all: "the Okafor boy".
_PEOPLE = KIN | frozenset(
    [
        "family",
        "families",
        "boy",
        "boys",
        "girl",
        "girls",
        "lad",
        "lads",
        "brothers",
        "sisters",
        "twins",
        "household",
        "house",
        "home",
        "clan",
        "children",
        "kids",
        "lot",
        "siblings",
        "parents",
        "child",
        "baby",
        "toddler",
        "teenager",
        "teenagers",
        "couple",
        "women",
        "men",
        "ladies",
        "relatives",
        "surname",
        "name",
        "address",
        "flat",
        "case",
        "referral",
    ]
)
_NOT_THINGS = frozenset(
    [
        "and",
        "or",
        "but",
        "who",
        "whose",
        "whom",
        "which",
        "that",
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "have",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "did",
        "does",
        "do",
        "not",
        "at",
        "in",
        "on",
        "to",
        "from",
        "with",
        "by",
        "for",
        "of",
        "about",
        "as",
        "if",
        "when",
        "while",
        "where",
        "because",
        "so",
        "since",
        "until",
        "after",
        "before",
        "then",
        "there",
        "here",
        "again",
        "also",
        "too",
        "now",
        "just",
        "only",
        "still",
        "never",
        "always",
        "often",
        "once",
        "twice",
        "first",
        "last",
        "next",
        "later",
        "soon",
        "today",
        "yesterday",
        "tomorrow",
        "she",
        "he",
        "they",
        "we",
        "it",
        "you",
        "i",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "what",
        "why",
        "how",
        "please",
        "thanks",
        "came",
    ]
)
_ABROAD_BEFORE = TRAVELS | frozenset(
    ["sea", "beach", "airport", "weather", "back", "home", "north", "south", "east", "west", "fair", "family"]
)
_HEED = frozenset(
    [
        "shout",
        "shouted",
        "shouting",
        "swore",
        "swear",
        "swearing",
        "looked",
        "looks",
        "looking",
        "angry",
        "cross",
        "laughed",
        "laughing",
        "laugh",
        "smiled",
        "pointed",
        "threw",
        "aimed",
        "mad",
        "screamed",
        "yelled",
        "confided",
        "confide",
        "confides",
        "trust",
        "trusts",
        "trusted",
        "interest",
        "interested",
        "believe",
        "believes",
        "disappointed",
        "faith",
    ]
)


@cache
def _machine() -> ahocorasick.Automaton:
    made = ahocorasick.Automaton()
    for line in (HERE / "renown.txt").read_text().splitlines():
        for phrase in line.split(",") if not line.startswith("#") else ():
            words = " ".join(phrase.replace("\u2019", "'").split())
            alone = words.startswith("~")
            if words and (alone or " " in words or not is_name(words)):
                made.add_word(words.lstrip("~"), len(words.lstrip("~")))
    made.make_automaton()
    return made


# Before a name alone, what says that it is somebody's here: "Mr Churchill", "her friend Newton".
_LED = re.compile(rf"\b(?:{'|'.join(sorted(TITLES | KIN))})\.? $")


def renowned(folded: Folded) -> list[tuple[int, int]]:
    """Where such a name or saying stands, in the order of the text."""
    text = folded.lower
    plain = text.replace("\n", " ")
    found: list[tuple[int, int]] = []
    for last, length in _machine().iter(plain):
        start, end = last - length + 1, last + 1
        if " " not in plain[start:end] and _LED.search(plain[max(0, start - 16) : start]):
            continue
        if (start == 0 or not plain[start - 1].isalnum()) and (end == len(plain) or not plain[end].isalnum()):
            if found and found[-1][0] >= start:
                found.pop()
            if not found or found[-1][1] < end:
                found.append((start, end))
    return found


def is_renowned(places: Sequence[tuple[int, int]], hit: Hit) -> bool:
    """Whether the name stands wholly inside one of these."""
    number = bisect_right(places, (hit.start, 1 << 60)) - 1
    return any(start <= hit.start and hit.end <= end + 2 for start, end in places[max(0, number - 1) : number + 1])


def is_round_one(folded: Folded, places: Sequence[tuple[int, int]], hit: Hit) -> bool:
    """ "Lovely Frida Kahlo": nothing more than a word or two beside such a name."""
    for start, end in places:
        if hit.start <= start and end <= hit.end and " " in folded.text[start:end]:
            rest = re.findall("[a-z]+", f"{folded.lower[hit.start : start]} {folded.lower[end : hit.end]}")
            return all(ordinary(word) and not is_given(word) for word in rest)
    return False


def is_part_of_one(places: Sequence[tuple[int, int]], hit: Hit) -> bool:
    """Whether the name is a part of one of these, and not the whole: Billie of Billie Eilish."""
    return is_renowned(places, hit) and not any(hit.start <= start and end <= hit.end for start, end in places)


def is_spoken_of(folded: Folded, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words at these places are read, worn, kept as a pet or travelled to, and not met."""
    return (
        _is_made_by(folded, tokens[first], tokens, last)
        or _is_an_animal(folded, tokens, first)
        or _is_an_attribute(folded, tokens, first, last)
        or _is_far(tokens, first, last)
        or _is_a_brand(tokens, first, last)
    )


def _is_made_by(folded: Folded, here: Token, tokens: Sequence[Token], last: int) -> bool:
    """ "the book by Jacqueline Wilson", "a life of Marie Curie", "listens to Adele"."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and not after.opens and (after.base in PERSONAL_VERBS or after.base in KIN):
        return False
    before = folded.text[max(0, here.start - 60) : here.start].replace("\n", " ")
    said = before.lower()
    return (_MADE_BY.search(said) or _READS.search(said) or _TITLED_BY.search(before)) is not None


def _is_an_animal(folded: Folded, tokens: Sequence[Token], first: int) -> bool:
    """ "his dog, Bruno", "a pony called Star"."""
    for number in range(first - 1, max(-1, first - 3), -1):
        word = tokens[number].base
        if word in _ANIMALS and not tokens[number].possessive:
            between = folded.text[tokens[number].end : tokens[first].start]
            return re.fullmatch(r"[ ,(\n-]*(?:called|named|is)?[ \n]*", between) is not None
        if word not in ("called", "named", "is"):
            return False
    return False


def _is_an_attribute(folded: Folded, tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "a Victoria sponge", "some Jordan water", "the Hobbs dress": a thing called after somebody."""
    if not first or last + 1 >= len(tokens) or tokens[last].possessive or last - first > 1:
        return False
    before, after = tokens[first - 1], tokens[last + 1]
    if (
        before.base not in DETERMINERS | {"some", "two", "of", "new", "old"} - {"that", "which", "what", "whose"}
        or before.possessive
    ):
        return False
    if folded.text[tokens[last].end : after.start] != " " or after.capital or len(after.base) < 3:
        return False
    if before.base == "of" and is_given(tokens[first].base):
        return False
    if after.base in _PEOPLE | _NOT_THINGS | PERSONAL_VERBS | COPULAS or after.base.endswith(("ly", "ed", "ing")):
        return False
    return ordinary(after.base)


@cache
def _brands() -> frozenset[str]:
    lines = (HERE / "renown.txt").read_text().splitlines()
    return frozenset(
        one.strip() for line in lines if not line.startswith("#") for one in line.split(",") if " " not in one.strip()
    )


def _is_a_brand(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "Lenovo or Dell": a maker's name beside another maker's."""
    if first != last or tokens[first].base not in _brands() or tokens[first].possessive:
        return False
    beside = [tokens[number] for number in (first - 2, first - 1, first + 1, first + 2) if 0 <= number < len(tokens)]
    return any(one.capital and one.base in _brands() | CARS and not is_given(one.base) for one in beside)


def _is_far(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "fly to Da Nang", "in Miskolc": where somebody went; nobody is met "in" a person."""
    if not first or tokens[last].possessive or tokens[first].opens:
        return False
    before, led = tokens[first - 1].base, tokens[first - 2].base if first > 1 else ""
    after = tokens[last + 1].base if last + 1 < len(tokens) and not tokens[last + 1].opens else ""
    if after in PERSONAL_VERBS or (last > first and is_given(tokens[first].base)):
        return False
    if before == "in":
        return led not in _HEED and not (is_given(tokens[first].base) and is_name(tokens[first].base))
    if before in ("to", "at", "from") and led in _ABROAD_BEFORE:
        return not is_given(tokens[first].base)
    return False

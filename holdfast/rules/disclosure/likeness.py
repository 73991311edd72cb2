"""Finds names of the case that are spelled wrongly, and initials that stand for somebody in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import jellyfish
from rapidfuzz.distance import OSA

from .folding import Folded, Token, fold, squeeze
from .lexicon import is_given, is_name, ordinary, words
from .lexicon.vocabulary import HERS, HIS, KIN, PERSONAL_VERBS, TITLES
from .names import Names, why
from .types import Hit
from .writings import FAMILY, NICKNAME, Form

_DIGITS = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i"})
_MIXED = re.compile(r"(?<![\w@$])(?=[\w@$!]*[0-9@$!])(?=[\w@$!]*[A-Za-z]{2})[A-Za-z0-9@$!]{4,24}(?![\w@])")
_INITIALS = re.compile(r"(?<![A-Za-z0-9.])([A-Z])(\.?)[ -]?([A-Z])(?:(\.?)[ -]?([A-Z]))?(\.?)(?![A-Za-z0-9])")
# Two letters that mean something else far more often than somebody.
_ABBREVIATIONS = frozenset(
    [
        "GP",
        "CP",
        "CE",
        "PC",
        "DC",
        "DI",
        "DS",
        "IT",
        "TV",
        "UK",
        "EU",
        "US",
        "AM",
        "PM",
        "OK",
        "RE",
        "ID",
        "NI",
        "HR",
        "YP",
        "LA",
        "SW",
        "FM",
        "AI",
        "CV",
        "PE",
        "RS",
        "PS",
        "MP",
        "CQ",
        "ED",
        "DV",
        "MH",
        "SG",
        "QA",
        "NB",
        "CC",
        "BC",
        "CF",
        "HV",
        "SN",
        "FC",
        "UN",
        "FSM",
        "SEN",
        "LAC",
        "CIN",
        "CPP",
        "DSL",
        "GPS",
        "NHS",
        "UPN",
        "DOB",
        "RMM",
        "EDT",
        "SMS",
        "USA",
        "BBC",
        "IRO",
        "LSA",
        "PRU",
        "YOT",
        "YJS",
        "HMP",
        "CPS",
        "CID",
        "ANPR",
        "CSE",
        "CCE",
        "NRM",
        "RHI",
    ]
)


def misspelled(folded: Folded, names: Names, taken: list[Hit]) -> Iterator[Hit]:
    """Words that are nearly a name of the case: a letter more, less or other, two changed places, or the same sound."""
    singles = names.single_words
    long = [word for word in singles if len(word) >= 4]
    if not long:
        return
    spans = sorted((hit.start, hit.end) for hit in taken)
    for number, token in enumerate(folded.tokens):
        word = token.base.replace("'", "")
        if len(word) < 4 or not word.isalpha() or word in singles or _covered(token, spans) or _is_word(token, word):
            continue
        like = _most_like(word, tuple(long))
        if like is None:
            continue
        forms = [one for one in singles[like] if not one.breaks and (one.kind != NICKNAME or one.who.own)]
        hit = _hit(forms, token)
        if hit is None or _of_somebody_else(names, hit, folded.tokens, number):
            continue
        if _another_name(word, like, hit) and not _beside_the_rest(folded, token, hit, taken):
            continue
        yield hit
    yield from _in_digits(folded, names)


def _beside_the_rest(folded: Folded, token: Token, hit: Hit, taken: list[Hit]) -> bool:
    """ "Tomas Sikora", where Tomasz Sikora is of the case: the other name of the same person stands beside it."""
    for one in taken:
        if one.about == hit.about and one.known and not one.allowed and not hit.allowed:
            gap = folded.text[token.end : one.start] if one.start >= token.end else folded.text[one.end : token.start]
            if (one.start >= token.end or one.end <= token.start) and gap in (" ", ", ", "-", "\n"):
                return True
    return False


def _is_word(token: Token, word: str) -> bool:
    if ordinary(word) and not (token.tells and words().get(word, 0) < 400):
        return True
    return not token.capital and words().get(word, 0) >= 20


def _of_somebody_else(names: Names, hit: Hit, tokens: list[Token], number: int) -> bool:
    """Whether the word stands behind a given name that is not this person's: Bartosz Wilk is not Will."""
    if not number:
        return False
    before = tokens[number - 1]
    near = before.capital and tokens[number].start - before.end == 1 and not before.opens
    if not near or not is_name(before.base):
        return False
    return not any(form.who.ref == hit.about for form in names.forms.get(before.base, ()))


def _another_name(word: str, like: str, hit: Hit) -> bool:
    """Whether it is a name of its own that only looks like the other: Jane is not June, but Sara may be Sarah, Olivia Oliwia."""
    if hit.allowed and is_name(word) and OSA.distance(word, like) > 1:
        return True
    if not is_name(word) or sound(word) == sound(like) or by_ear(word) == by_ear(like):
        return False
    if hit.allowed:
        return True
    return is_given(word) or OSA.distance(word, like) > 1


def _hit(forms: list[Form], token: Token) -> Hit | None:
    if not forms:
        return None
    end = token.end - (2 if token.possessive else 0)
    own = next((one for one in forms if one.who.own), None)
    if own is not None:
        return Hit(token.start, end, "name", True, own.who.ref, allowed=True)
    who = forms[0].who
    return Hit(token.start, end, "source" if who.source else "name", True, who.ref, why(who) + " The spelling differs.")


@lru_cache(maxsize=20_000)
def _most_like(word: str, names: tuple[str, ...]) -> str | None:
    best: tuple[int, str] | None = None
    for name in names:
        distance = _distance(word, name)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, name)
    return best[1] if best else None


def _distance(word: str, name: str) -> int | None:
    """How many slips apart, where that is near enough for names of this length."""
    if abs(len(word) - len(name)) > 3:
        return None
    if ordinary(name) and len(name) <= 5 and sound(word) != sound(name):
        return None
    most = 1 if min(len(word), len(name)) <= 5 else 2
    distance = OSA.distance(word, name, score_cutoff=3)
    if distance <= most and (word[0] == name[0] or word[1:3] == name[1:3] or set(word[:2]) == set(name[:2])):
        return distance
    if len(word) > 4 and by_ear(word) == by_ear(name):
        return distance
    alike = sound(word) == sound(name) and len(sound(word)) >= 2 and distance <= 3
    return distance if alike and jellyfish.jaro_winkler_similarity(word, name) >= 0.8 else None


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    return jellyfish.metaphone(
        word.replace("kh", "k").replace("cz", "ch").replace("sz", "sh").replace("w", "v") if "cz" in word else word
    )


_EAR = (
    ("ph", "f"),
    ("kh", "k"),
    ("ck", "k"),
    ("sz", "sh"),
    ("cz", "ch"),
    ("w", "v"),
    ("y", "i"),
    ("ie", "i"),
    ("ee", "i"),
    ("z", "s"),
)


@lru_cache(maxsize=20_000)
def by_ear(word: str) -> str:
    """A name as letters that are written for one another: Oliwia and Olivia, Zofia and Sophia, Bryony and Briony."""
    word = re.sub(r"(.)\1", r"\1", word)
    for written, heard in _EAR:
        word = word.replace(written, heard)
    return word.replace("c", "k").removesuffix("e")


def _covered(token: Token, spans: list[tuple[int, int]]) -> bool:
    """Whether one of these places, which do not overlap and stand in order, holds some of it."""
    number = bisect_left(spans, (token.end, 0))
    return any(token.start < end for _, end in spans[max(0, number - 2) : number])


def _in_digits(folded: Folded, names: Names) -> Iterator[Hit]:
    """K1le, Ky1e, Will0: letters written as the digits that look like them."""
    for found in _MIXED.finditer(folded.text):
        written = found.group().lower()
        for one in {written.translate(_DIGITS), written.replace("1", "i").translate(_DIGITS)}:
            forms = [form for form in names.forms.get(one, ()) if len(one) >= 4]
            withheld = [form for form in forms if not form.who.own]
            if withheld and len(withheld) == len(forms):
                who = withheld[0].who
                yield Hit(found.start(), found.end(), "name", True, who.ref, why(who) + " The spelling differs.")
                break


# -- initials ---------------------------------------------------------------------------------------------------------


def initials(folded: Folded, names: Names) -> Iterator[Hit]:
    """K.B., KB and K B where they stand as somebody would; K.J.B. with a middle name nobody wrote down; Mr B."""
    wanted: dict[str, list[Form]] = {}
    for who in names.known.people:
        for letters in _initials_of(who.given, who.family):
            wanted.setdefault(letters, []).append(Form(who, FAMILY))
    if not wanted:
        return
    yield from _titled(folded, names)
    yield from _prefixed(folded, names)
    for found in _INITIALS.finditer(folded.text):
        letters = "".join(one for one in (found[1], found[3], found[5]) if one)
        forms = wanted.get(letters.lower(), [])
        if not forms and len(letters) == 3 and found[2]:
            forms = wanted.get((letters[0] + letters[2]).lower(), [])
        if not forms or not _somebody(folded, found, letters):
            continue
        if any(one.who.own for one in forms):
            yield Hit(found.start(), found.end(), "name", True, forms[0].who.ref, allowed=True)
        else:
            who = forms[0].who
            yield Hit(found.start(), found.end(), "source" if who.source else "name", True, who.ref, f"Initials. {why(who)}")


_TITLE = re.compile(
    r"(?<![\w'])(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|[Dd]r|MRS?|MS|MISS|DR)\.? ?([A-Z])(?:\.(?! ?[A-Z][a-z])|(?![\w.']))"
)


def _titled(folded: Folded, names: Names) -> Iterator[Hit]:
    """Mr P, for somebody whose family name begins so and who stands for nobody that the reader may read of."""
    for found in _TITLE.finditer(folded.text):
        letter = found[1].lower()
        fitting = [who for who in names.known.people if any(word[:1] == letter for word in Folded(who.family).lower.split())]
        if not fitting:
            continue
        own = [who for who in fitting if who.own]
        theirs = HIS if found.group().lower().startswith("mr") and not found.group().lower().startswith("mrs") else HERS
        likely = sorted(fitting, key=lambda who: not set(who.role.lower().replace("_", " ").split()) & (theirs - {"sibling"}))
        kept = next((who for who in likely if not who.own), None)
        if kept is None:
            yield Hit(found.start(), found.end(), "name", True, own[0].ref, allowed=True)
        elif not own:
            yield Hit(found.start(), found.end(), "source" if kept.source else "name", True, kept.ref, f"Initials. {why(kept)}")


_PREFIXED = re.compile(r"(?<![\w'.])([A-Z])\.?[ -]?(O'|Mc|Mac|D'|Fitz) ?([A-Z])(?![a-z'])\.?")


_DOUBLE = re.compile(r"(?<![\w'.-])([A-Z])-([A-Z])(?![\w'-])")


def _parts(family: str) -> str:
    """The first letters of a double-barrelled name."""
    words = [word for word in re.split(r"[\s\-]+", fold(family)) if word]
    return "".join(word[0] for word in words) if len(words) == 2 else ""


def _prefixed(folded: Folded, names: Names) -> Iterator[Hit]:
    """M O'S, J. McK: initials of a name that begins with what is no word of its own."""
    for found in _DOUBLE.finditer(folded.text):
        letters = (found[1] + found[2]).lower()
        fitting = [who for who in names.known.people if _parts(who.family) == letters]
        if fitting and not any(who.own for who in fitting):
            who = fitting[0]
            yield Hit(found.start(), found.end(), "source" if who.source else "name", True, who.ref, f"Initials. {why(who)}")
    for found in _PREFIXED.finditer(folded.text):
        begins = (found[2] + found[3]).lower().replace("'", "")
        fitting = [
            who
            for who in names.known.people
            if who.given and who.family and fold(who.given)[0] == found[1].lower() and squeeze(who.family).startswith(begins)
        ]
        if fitting and any(who.own for who in fitting):
            yield Hit(found.start(), found.end(), "name", True, fitting[0].ref, allowed=True)
        elif fitting:
            who = fitting[0]
            yield Hit(found.start(), found.end(), "source" if who.source else "name", True, who.ref, f"Initials. {why(who)}")


def _initials_of(given: str, family: str) -> set[str]:
    first = [word[0] for word in re.split(r"[\s\-]+", Folded(given).lower) if word]
    last = [word[0] for word in re.split(r"[\s\-]+", Folded(family).lower) if word]
    if not first or not last:
        return set()
    return {first[0] + last[0], first[0] + last[-1], first[0] + "".join(last), "".join(first) + last[0]}


# "DF arrested", "RM in hospital": what befalls people.
_BEFALLS = frozenset(
    ["arrested", "charged", "bailed", "released", "excluded", "detained", "suspected", "missing", "absent", "upset", "drunk",
     "injured", "pregnant", "unwell", "asleep", "scared", "aged"]
)  # fmt: skip
_SAID_OF = PERSONAL_VERBS | _BEFALLS | {"is", "was", "has", "had", "and", "will"}
_KEPT_IN = re.compile(r" in (?:custody|hospital|care|prison|foster|the (?:car|flat|house|van|room|street))\b")


def _somebody(folded: Folded, found: re.Match[str], letters: str) -> bool:
    before = folded.text[max(0, found.start() - 40) : found.start()]
    after = folded.text[found.end() : found.end() + 40]
    previous = re.findall(r"[A-Za-z']+", before)[-1:]
    following = re.match(r"\s*([A-Za-z']+)", after)
    dotted = bool(found[2])
    said = following is not None and following[1].lower() in PERSONAL_VERBS | _BEFALLS | {
        "is",
        "was",
        "has",
        "had",
        "and",
        "will",
    }
    said = said or _KEPT_IN.match(after) is not None
    owned = after.startswith("'s")
    led = bool(previous) and previous[0].lower() in KIN | TITLES | {
        "with",
        "and",
        "for",
        "by",
        "from",
        "to",
        "that",
        "between",
        "about",
        "of",
        "saw",
    }
    if letters in _ABBREVIATIONS:
        return dotted and (said or owned or led) and letters not in ("AM", "PM")
    return dotted or said or owned or led or (following is None and not previous)

"""Finds addresses, whole and in part, postcodes, and places of the case such as a school, a placement or a shop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from .folding import Folded, Token, fold, squeeze
from .lexicon import ordinary
from .lexicon.vocabulary import ALSO_PLACES, ORGANISATIONS, PLACES, PUBLIC_ROADS, STREETS
from .reasons import of_detail
from .types import Held, Hit, Known

_SHORT = {"rd": "road", "st": "street", "str": "street", "ln": "lane", "ave": "avenue", "av": "avenue", "cl": "close",
          "dr": "drive", "ct": "court", "cres": "crescent", "pl": "place", "gdns": "gardens", "sq": "square", "tce": "terrace",
          "terr": "terrace", "pk": "park"}  # fmt: skip
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))"
    r"[\s\-]{0,3}([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_STREET_WORDS = (
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Cl|Drive|Dr|Way|Court|Ct|Crescent|Cres|Place|Terrace|Gardens|"
    r"Gdns|Grove|Square|Hill|Rise|Walk|Mews|Row|View|Croft|Parade|Meadows?|Bank|Orchard|Yard)"
)
_ADDRESS = re.compile(
    r"(?<![\w])(?:(?:Flat|Apartment|Apt|Unit|Room)\s+\w{1,4},?\s+)?(?:[Nn]o\.?\s*|"
    r"[Nn]umber\s+)?\d{1,4}[A-Za-z]?(?:\s*[-/]\s*\d{1,4})?,?\s+"
    r"(?:(?:[A-Z][\w'.-]*|of|the|de|la)\s+){1,3}?" + _STREET_WORDS + r"\b\.?"
)
_FLAT = re.compile(
    r"(?<!\w)(?:Flat|Apartment|Apt|Unit|Room)\s+\d{1,3}[A-Za-z]?,?\s+(?:[A-Z][\w'.-]*\s+){1,3}?"
    r"(?:House|Court|Buildings?|Towers?|Lodge|Heights|Mansions?|Point|" + _STREET_WORDS[3:] + r"\b"
    r"(?:,\s+(?:[A-Z][\w'.-]*\s+){1,3}?" + _STREET_WORDS + r"\b)?"
)
_TOWN_AFTER = re.compile(r",?\s+[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?(?=[\s,.;\n]|$)")
_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_STOP = frozenset(["the", "a", "an", "of", "and", "at", "in", "on"])


def postcodes(folded: Folded, known: Known) -> Iterator[Hit]:
    own = {squeeze(one.postcode) for one in known.details if one.postcode and not one.withheld}
    own |= {squeeze(one) for one in known.public}
    held = {squeeze(one.postcode): one for one in known.details if one.postcode and one.withheld}
    for found in _POSTCODE.finditer(folded.text):
        code = (found[1] + found[2]).lower()
        if code in own:
            continue
        if code in held:
            detail = held[code]
            yield Hit(found.start(), found.end(), "postcode", True, _about(known, detail), of_detail(known, detail, "postcode"))
        elif _of_a_service(folded, found.start()):
            continue
        elif found.group().isupper() or ("\n" not in found.group() and not found.group().isalpha() and _mixed(found.group())):
            yield Hit(found.start(), found.end(), "postcode", False, None, "A postcode to check.")
    for code, detail in held.items():
        if len(code) >= 5 and code not in own:
            for start, end in folded.squeezed.whole(code):
                yield Hit(start, end, "postcode", True, _about(known, detail), of_detail(known, detail, "postcode"))


# Whose address anybody may have. A school or a home can be where somebody is kept safe, and is none of them.
_SERVICE = re.compile(
    r"\b(?:council|town hall|shire hall|hospital|surgery|police station|magistrates|court house|university|library)\b"
)


def _of_a_service(folded: Folded, start: int) -> bool:
    """Whether it ends the address of an office: "Herefordshire Council, Plough Lane, Hereford"."""
    before = folded.lower[max(0, start - 120) : start].rsplit("\n\n", 1)[-1]
    lines = before.split("\n")[-5:]
    said = _SERVICE.search("\n".join(lines))
    if said is None:
        return False
    between = "\n".join(lines)[said.end() :]
    return not re.search(r"[.;:!?]\s|\d", between) and len(between.split()) <= 8


def _mixed(text: str) -> bool:
    """In small letters it is a postcode only where it is whole: "hr11aa" or "hr1 1aa", not "in 2 the"."""
    return re.fullmatch(r"[a-z]{1,2}\d{1,2}[a-z]?\s?\d[a-z]{2}", text) is not None


def _about(known: Known, detail: Held) -> str | None:
    return detail.of or None


@dataclass(frozen=True)
class _Address:
    """An address by its words: the number, the street's own words, and its kind."""

    detail: Held
    number: str
    street: tuple[str, ...]
    kind: str
    house: tuple[str, ...]


def _read(detail: Held) -> _Address:
    lines = [part.strip() for part in re.split(r"[\n,]", fold_lines(detail.value)) if part.strip()]
    number, street, kind, house = "", (), "", ()
    for line in lines:
        words = re.findall(r"[a-z0-9']+", line)
        words[-1:] = [_SHORT.get(word, word) for word in words[-1:]]
        figure = next((word for word in words if re.fullmatch(r"\d+[a-z]?", word)), "")
        if words and words[-1] in STREETS and len(words) > 1 and not street:
            begins = words.index(figure) + 1 if figure else 0
            street, kind = tuple(words[begins:-1]), words[-1]
            number = figure or number
        elif figure and not number and len(words) <= 3:
            number = figure
        elif not house and len(words) >= 2 and not set(words) <= PLACES and line is lines[0]:
            house = tuple(words)
    return _Address(detail, number, street, kind, house)


def fold_lines(text: str) -> str:
    return "\n".join(fold(line) for line in text.split("\n"))


def addresses(folded: Folded, known: Known) -> Iterator[Hit]:
    """An address of the case: number and street however they are written, the street alone, the name of the house."""
    held = [_read(one) for one in known.details if one.kind == "address"]
    own = [one for one in held if not one.detail.withheld]
    own_streets = {(one.street, one.kind) for one in own}
    tokens = folded.tokens
    for one in own:
        for first, last, number in _streets(tokens, one):
            if number in ("", one.number):
                start = _with_number(folded, tokens, first, one.number)[0]
                yield Hit(start, tokens[last].end, "address", allowed=True)
    for one in held:
        if not one.detail.withheld:
            continue
        for first, last, number in _streets(tokens, one):
            start, has_number = _with_number(folded, tokens, first, one.number)
            if not has_number and ((one.street, one.kind) in own_streets or _public(tokens, first, last, number)):
                continue
            reason = of_detail(known, one.detail) if has_number else "Part of an address: " + of_detail(known, one.detail)
            yield Hit(start, _to_town(folded, tokens[last].end, one), "address", True, _about(known, one.detail), reason)
        yield from _houses(folded, known, one)
        yield from _numbers(folded, known, one, own)
    yield from _strange(folded, own)


def _streets(tokens: list[Token], one: _Address) -> Iterator[tuple[int, int, str]]:
    """Where the street stands: its first and last word, and the number before it."""
    if not one.street:
        return
    size = len(one.street)
    for last in _street_words(tokens):
        after, place = tokens[last], last - size
        if place < 0 or _SHORT.get(after.base, after.base) != one.kind:
            continue
        words = tuple(token.base for token in tokens[place:last])
        written = tokens[place].capital or after.capital or _figure(tokens, place)
        if written and _near(words, one.street):
            yield place, last, _figure(tokens, place)


def _street_words(tokens: list[Token]) -> list[int]:
    return [number for number, token in enumerate(tokens) if token.base in STREETS or token.base in _SHORT]


def _bare(word: str) -> str:
    """Without what makes it somebody's: Owen's, Owens and Owen are one street."""
    return word.replace("'s", "").replace("'", "").removesuffix("s") if len(word) > 3 else word


def _near(words: tuple[str, ...], street: tuple[str, ...]) -> bool:
    words, street = tuple(map(_bare, words)), tuple(map(_bare, street))
    if words == street:
        return True
    apart = [OSA.distance(one, other, score_cutoff=3) for one, other in zip(words, street, strict=True)]
    return all(
        (gap <= (1 if len(other) < 7 else 2) and len(other) >= 5) or gap == 0 for gap, other in zip(apart, street, strict=True)
    )


def _figure(tokens: list[Token], place: int) -> str:
    if place and tokens[place - 1].base.isdigit():
        return tokens[place - 1].base
    if place > 1 and len(tokens[place - 1].base) == 1 and tokens[place - 2].base.isdigit():
        return tokens[place - 2].base + tokens[place - 1].base
    return ""


def _with_number(folded: Folded, tokens: list[Token], place: int, number: str) -> tuple[int, bool]:
    """Where the whole begins, and whether the house's own number stands before the street."""
    start = tokens[place].start
    before = folded.lower[max(0, start - 40) : start]
    if not number:
        return start, False
    found = re.search(
        rf"(?:(?:flat|apartment|apt|unit|room)\s+\w{{1,4}}\W{{1,3}})?(?:no\.?\s*|number\s+)?\b{_any(number)}[\s,]{{0,3}}$",
        before,
    )
    return (start - len(before) + found.start(), True) if found else (start, False)


def _any(number: str) -> str:
    """A house number as it is written: 22, twenty-two, twenty two."""
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


def _public(tokens: list[Token], first: int, last: int, number: str) -> bool:
    """Whether the road is spoken of as a road: closed, a bus stop, a surgery; or another house in it."""
    if number:
        return True
    after = [token.base for token in tokens[last + 1 : last + 4]]
    before = [token.base for token in tokens[max(0, first - 4) : first]]
    return (
        bool(PUBLIC_ROADS & set(after[:2]))
        or bool(PUBLIC_ROADS & set(before[-3:]))
        or after[:2] in (["is", "closed"], ["was", "closed"])
    )


def _to_town(folded: Folded, end: int, one: _Address) -> int:
    """The town that follows belongs to it, where the record has the same."""
    found = _TOWN_AFTER.match(folded.text, end)
    return found.end() if found and fold(found.group()).strip(" ,") in fold(one.detail.value) else end


def _houses(folded: Folded, known: Known, one: _Address) -> Iterator[Hit]:
    if not one.house:
        return
    pattern = re.compile(r"(?<!\w)" + r"\W{1,3}".join(re.escape(word) for word in one.house) + r"(?!\w)")
    for found in pattern.finditer(folded.lower):
        if folded.text[found.start()].isupper():
            yield Hit(found.start(), found.end(), "address", True, _about(known, one.detail), of_detail(known, one.detail))


def _numbers(folded: Folded, known: Known, one: _Address, own: list[_Address]) -> Iterator[Hit]:
    """ "Number 22", "no. 22", where the case has one such house and the reader has none."""
    if not one.number or any(other.number == one.number for other in own):
        return
    pattern = re.compile(
        rf"(?<![\w])(?:(?:at|to|from|outside|near)\s+)(?P<it>(?:number|no\.?)\s*{_any(one.number)})(?![\w/,.-]?\d)(?!\s+(?:bus|of))"
    )
    for found in pattern.finditer(folded.lower):
        reason = "Part of an address: " + of_detail(known, one.detail)
        yield Hit(found.start("it"), found.end("it"), "address", True, _about(known, one.detail), reason)


def _strange(folded: Folded, own: list[_Address]) -> Iterator[Hit]:
    """A number with a street that the record does not hold."""
    for found in (*_ADDRESS.finditer(folded.text), *_FLAT.finditer(folded.text)):
        words = [_SHORT.get(word, word) for word in re.findall(r"[a-z0-9']+", found.group().lower())]
        if any(one.number in words and set(one.street) <= set(words) for one in own if one.street):
            continue
        if re.match(r"(?:19|20)\d\d\s", found.group()):
            continue
        yield Hit(found.start(), found.end(), "address", False, None, "An address to check.")


# -- places by name ---------------------------------------------------------------------------------------------------


def named(folded: Folded, known: Known) -> Iterator[Hit]:
    """A place by its name, by most of it, or by the word in it that is its own."""
    own = {fold(one.value) for one in known.details if one.kind in ("place", "school") and not one.withheld}
    for detail in known.details:
        if detail.kind not in ("place", "school"):
            continue
        if detail.withheld and fold(detail.value) in own:
            continue
        for start, end in (*_of_name(folded, detail.value), *_in_letters(folded, detail.value)):
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


def _of_name(folded: Folded, name: str) -> Iterator[tuple[int, int]]:
    words = list(re.findall(r"[a-z0-9']+", fold(name)))
    telling = [word.replace("'s", "") for word in words if word not in _STOP]
    if not telling:
        return
    tokens = folded.tokens
    size = len(telling)
    number = 0
    while number < len(tokens):
        count, last = _same_words(tokens, number, telling)
        capital = tokens[number].capital or count == size >= 2
        first_words = count >= 2 and all(one.capital for one in tokens[number : last + 1] if one.base not in _STOP)
        first_words = first_words and not set(telling[:count]) <= PLACES and not _another(tokens, last, telling)
        first_words = first_words and not set(telling[:count]) & ORGANISATIONS
        if count == size or (count >= 2 and capital and (_own_word(telling[:count]) or first_words)):
            if capital or not all(ordinary(word) for word in telling):
                yield tokens[number].start, tokens[last].end
                number = last
        elif (
            count == 1
            and size > 1
            and _own_word(telling[:1])
            and tokens[number].tells
            and not _another(tokens, number, telling)
            and not (ordinary(telling[0]) and not _meant(tokens, number, words[0] if words[0] not in _STOP else words[1]))
            and not (telling[0] in ALSO_PLACES and not _spoken_of(tokens, number))
        ):
            yield tokens[number].start, tokens[number].end
        number += 1


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
    """How many words of the name stand here in their order, with small words between them; and the last."""
    count, last, place = 0, number, number
    while place < len(tokens) and count < len(telling):
        word = tokens[place].base.replace("'", "")
        if _like(word, telling[count].replace("'", "")):
            count, last = count + 1, place
        elif not (count and word in _STOP):
            break
        place += 1
    return count, last


def _like(word: str, other: str) -> bool:
    if word == other or word == other + "s" or word + "s" == other:
        return True
    return len(other) >= 6 and word[:1] == other[:1] and not ordinary(word) and OSA.distance(word, other, score_cutoff=3) <= 2

"""Finds addresses of the case, whole and in part, and addresses that the record does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from .folding import Folded, Token, fold
from .homes import SHORT, Home, Road, any_number, read
from .lexicon import ordinary
from .lexicon.vocabulary import PUBLIC_ROADS
from .places import parts_of_name
from .reasons import of_detail
from .types import Hit, Known

_STREET_WORDS = (
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Cl|Drive|Dr|Way|Court|Ct|Crescent|Cres|Place|Terrace|Gardens|"
    r"Gdns|Grove|Square|Hill|Rise|Walk|Mews|Row|View|Croft|Parade|Meadows?|Bank|Orchard|Yard|Villas|Cottages)"
)
_FLATS = r"(?:Flat|Apartment|Apt|Unit|Room|Plot|Pitch|Caravan|Bedsit)"
_ADDRESS = re.compile(
    r"(?<![\w:£$])(?:" + _FLATS + r"[ ]+\w{1,4},?[ \n]+)?(?:[Nn]o\.?[ ]*|"
    r"[Nn]umber[ ]+)?\d{1,4}[A-Za-z]?(?:[ ]*[-/][ ]*\d{1,4})?,?[ \n]+"
    r"(?:(?:[A-Z][\w'.-]*|of|the|de|la)[ \n]+){1,3}?" + _STREET_WORDS + r"\b\.?"
)
_FLAT = re.compile(
    r"(?<!\w)" + _FLATS + r"[ ]+\d{1,3}[A-Za-z]?,?[ \n]+(?:[A-Z][\w'.-]*[ \n]+){1,3}?"
    r"(?:House|Court|Buildings?|Towers?|Lodge|Heights|Mansions?|Point|" + _STREET_WORDS[3:] + r"\b"
    r"(?:,[ \n]+(?:[A-Z][\w'.-]*[ \n]+){1,3}?" + _STREET_WORDS + r"\b)?"
)
# "at 7 Elm Park", "c/o 12 The Maltings": how some roads end that elsewhere are other things, where somebody lives or writes to.
_LIVED_AT = re.compile(
    r"(?<!\w)(?:at|to|of|from|c/o|near|address(?: is)?:?|lives(?: at)?:?)[ \n]+"
    r"((?:[Nn]o\.?[ ]*|[Nn]umber[ ]+)?\d{1,4}[A-Za-z]?,?[ ]+(?:[A-Z][\w'.-]*[ ]+){1,2}?"
    r"(?:Park|Gate|Maltings|Heights|Reach|Villas|Brow|Wharf|Quays?|Mead|Ridge|Leas|Common|Embankment|Esplanade|Buildings|Mansions))\b"
)
_TOWN_AFTER = re.compile(r",?\s+[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?(?=[\s,.;\n]|$)")


def addresses(folded: Folded, known: Known) -> Iterator[Hit]:
    """An address of the case: number and street however they are written, a part of it alone, the name of the house."""
    held = [read(one) for one in known.details if one.kind == "address"]
    own = [one for one in held if not one.detail.withheld]
    tokens = folded.tokens
    for one in own:
        for road in one.roads:
            for first, last, number in _streets(folded, road):
                if number in ("", road.number, one.flat):
                    start = _with_number(folded, tokens, first, road.number)[0]
                    yield Hit(start, tokens[last].end, "address", allowed=True)
    for one in held:
        if one.detail.withheld:
            for road in one.roads:
                yield from _on_the_road(folded, known, one, road, own)
            yield from _houses(folded, known, one, own)
            yield from _flats(folded, known, one, own)
            yield from _numbers(folded, known, one, own)
            yield from _towns(folded, known, one, own)
    yield from _strange(folded, own)


def _hit(known: Known, one: Home, start: int, end: int, *, part: bool) -> Hit:
    reason = of_detail(known, one.detail)
    return Hit(start, end, "address", True, one.detail.of or None, f"Part of an address: {reason}" if part else reason)


def _on_the_road(folded: Folded, known: Known, one: Home, road: Road, own: list[Home]) -> Iterator[Hit]:
    tokens = folded.tokens
    shared = any((road.words, road.kind) == (other.words, other.kind) for home in own for other in home.roads)
    for first, last, number in _streets(folded, road):
        start, has_number = _with_number(folded, tokens, first, road.number)
        end = tokens[last].end
        behind = _number_behind(folded, end, road.number)
        if behind:
            end, has_number = behind, True
        if not has_number and (shared or _public(tokens, first, last, number)):
            continue
        yield _hit(known, one, start, _to_town(folded, end, one), part=not has_number)


def _streets(folded: Folded, road: Road) -> Iterator[tuple[int, int, str]]:
    """Where the street stands: its first and last word, and the number before it."""
    tokens, size = folded.tokens, len(road.words)
    written_so = [road.kind, *(short for short, long in SHORT.items() if long == road.kind)]
    for last in (number for word in written_so for number in folded.places_of_word.get(word, ())):
        after, place = tokens[last], last - size
        if place < 0:
            continue
        words = tuple(token.base for token in tokens[place:last])
        number = _figure(tokens, place)
        written = number or (tokens[place].capital if size else after.capital and not ordinary(road.kind)) or after.capital
        alone = size or number == road.number or (after.capital and not ordinary(road.kind))
        if written and alone and _near(words, road.words):
            yield place, last, number


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
    if place and tokens[place - 1].base.isdigit() and len(tokens[place - 1].base) < 5:
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
        rf"(?:{_FLATS.lower()}\s+\w{{1,4}}\W{{1,3}})?(?:no\.?\s*|number\s+)?\b{any_number(number)}[\s,]{{0,3}}$",
        before,
    )
    return (start - len(before) + found.start(), True) if found else (start, False)


def _number_behind(folded: Folded, end: int, number: str) -> int:
    """ "Whitecross Road, number 114": where it ends, or 0."""
    if not number:
        return 0
    found = re.match(rf"[\s,(]{{1,3}}(?:at\s+)?(?:number\s+|no\.?\s*|#)?{any_number(number)}(?![\w/.-]?\d)", folded.lower[end:])
    return end + found.end() if found else 0


def _public(tokens: list[Token], first: int, last: int, number: str) -> bool:
    """Whether the road is spoken of as a road: closed, a bus stop, a surgery; or another house in it."""
    if number:
        return True
    after = [token.base for token in _until_it_ends(tokens[last + 1 : last + 4])]
    before: list[str] = []
    for place in range(first - 1, max(-1, first - 4), -1):
        if tokens[place + 1].opens:
            break
        before.append(tokens[place].base)
    return (
        bool(PUBLIC_ROADS & set(after[:2]))
        or bool(PUBLIC_ROADS & set(before))
        or after[:2] in (["is", "closed"], ["was", "closed"])
    )


def _until_it_ends(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.opens:
            return
        yield token


def _to_town(folded: Folded, end: int, one: Home) -> int:
    """The town that follows belongs to it, where the record has the same."""
    found = _TOWN_AFTER.match(folded.text, end)
    return found.end() if found and fold(found.group()).strip(" ,") in fold(one.detail.value) else end


def _houses(folded: Folded, known: Known, one: Home, own: list[Home]) -> Iterator[Hit]:
    """The name of a house or of an estate, or the first words of it."""
    tokens = folded.tokens
    by_start = {token.start: number for number, token in enumerate(tokens)}
    for name in one.names:
        if any(name in other.names for other in own):
            continue
        for start, end in parts_of_name(folded, " ".join(name)):
            here = tokens[by_start[start]]
            telling = name[1:] if name[0] == "the" else name
            if len(telling) == 1 and ordinary(telling[0]) and not _as_a_house(tokens, by_start[start]):
                continue
            if here.capital:
                yield _hit(known, one, start, end, part=False)


def _as_a_house(tokens: list[Token], number: int) -> bool:
    """ "at The Mill", "the Mill": an ordinary word that names one house here."""
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    led = bool(number) and tokens[number - 1].base in ("the", "at") and tokens[number].tells
    return led and not (after is not None and after.capital and not after.opens)


def _flats(folded: Folded, known: Known, one: Home, own: list[Home]) -> Iterator[Hit]:
    """ "Flat 3b", alone or before a part of the same address; not before another house."""
    if not one.flat or any(other.flat == one.flat for other in own):
        return
    said = re.compile(
        rf"(?<!\w){_FLATS.lower()}\s+(?:no\.?\s*|number\s+)?(?P<name>{any_number(one.flat)}|{_apart(one.flat)})(?!\w)"
    )
    for found in said.finditer(folded.lower):
        after = re.match(r",?[ \n]([A-Z][a-z']+)", folded.text[found.end() :])
        if after is None or fold(after[1]) in one.words or ordinary(fold(after[1])):
            yield _hit(known, one, found.start(), found.end(), part=True)


def _apart(flat: str) -> str:
    """ "3 b" for 3b."""
    return re.sub(r"(\d)([a-z])", r"\1\\s?\2", flat)


def _numbers(folded: Folded, known: Known, one: Home, own: list[Home]) -> Iterator[Hit]:
    """ "Number 22", "no. 22", where the case has one such house and the reader has none."""
    for road in one.roads:
        if not road.number or any(other.number == road.number for home in own for other in home.roads):
            continue
        pattern = re.compile(
            rf"(?<![\w])(?:(?:at|to|from|outside|near)\s+)(?P<it>(?:number|no\.?)\s*{any_number(road.number)})"
            r"(?![\w/,.-]?\d)(?!\s+(?:bus|of))"
        )
        for found in pattern.finditer(folded.lower):
            yield _hit(known, one, found.start("it"), found.end("it"), part=True)


def _towns(folded: Folded, known: Known, one: Home, own: list[Home]) -> Iterator[Hit]:
    """A village that stands in the address of one house of the case, and that hardly anybody else lives in."""
    free = {town for other in own for town in other.towns}
    for town in one.towns:
        if town in free:
            continue
        for found in re.finditer(rf"(?<!\w){_spaced(town)}(?!\w)", folded.lower):
            words = folded.text[found.start() : found.end()]
            if words[0].isupper() and words.split()[-1].split("-")[-1][0].isupper() and not _of_an_office(folded, found.end()):
                yield _hit(known, one, found.start(), found.end(), part=True)


def _spaced(town: str) -> str:
    """ "Moreton on Lugg" for Moreton-on-Lugg."""
    return r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", town))


def _of_an_office(folded: Folded, end: int) -> bool:
    """ "Talgarth Surgery", "Peterchurch Road": the name of something that is there."""
    after = re.match(r" ([A-Z][a-z]+)", folded.text[end:])
    return after is not None


def _strange(folded: Folded, own: list[Home]) -> Iterator[Hit]:
    """A number with a street that the record does not hold."""
    places = [found.span() for found in (*_ADDRESS.finditer(folded.text), *_FLAT.finditer(folded.text))]
    for start, end in (*places, *(found.span(1) for found in _LIVED_AT.finditer(folded.text))):
        written = folded.text[start:end]
        words = [SHORT.get(word, word) for word in re.findall(r"[a-z0-9']+", written.lower())]
        if any(_is_own(home, words) for home in own):
            continue
        if re.match(r"(?:19|20)\d\d\s", written):
            continue
        yield Hit(start, end, "address", False, None, "An address to check.")


def _is_own(home: Home, words: list[str]) -> bool:
    return any(bool(road.words) and set(road.words) <= set(words) and (road.number or home.flat) in words for road in home.roads)


__all__ = ["addresses"]

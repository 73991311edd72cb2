"""Finds people who are named only by what they are to somebody: "her friend's mum at no. 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import Folded
from .readers import plain
from .types import Hit, Known

_OUTSIDE = (
    r"(?:best\s+)?(?:friend|mate|bestie|pal|boyfriend|girlfriend|ex|ex-boyfriend|ex-girlfriend|classmate|peer|"
    r"neighbour|cousin|lodger|employer|boss|dealer)"
)
_KIN = (
    r"(?:mum|mam|mom|mother|dad|father|parents?|brother|sister|sibling|nan|nana|gran|grandma|grandmother|grandad|"
    r"grandfather|aunt|auntie|"
    r"uncle|cousin|son|daughter|step-?mum|step-?dad|step-?mother|step-?father|partner|boyfriend|girlfriend|husband|"
    r"wife|friend|mate|family|carer|"
    r"foster\s+carer|house|flat|address|home)"
)
_WHOSE = r"(?:her|his|their|my|your|the|a|one\s+of\s+(?:her|his|their)|[A-Za-z]+'s)"
_AT = r"(?:\s*,?\s*(?:who\s+lives\s+)?(?:at|in|from|of)\s+(?:no\.?|number|flat|house|unit)\s*#?\s*\d{1,4}[A-Za-z]?)"
_OTHER = (
    r"(?:another|the\s+other|a\s+second|other)\s+(?:young\s+)?(?:child|person|people|boy|girl|pupil|student|"
    r"resident|lad|teenager|family|youngster)"
)
_PATTERNS = (
    re.compile(rf"\b{_WHOSE}\s+{_OUTSIDE}(?:'s|s'|s)\s+(?:\w+\s+)?{_KIN}\b{_AT}?", re.IGNORECASE),
    re.compile(rf"\b{_WHOSE}\s+{_KIN}(?:'s|s')\s+(?:new\s+)?{_OUTSIDE}\b{_AT}?", re.IGNORECASE),
    re.compile(rf"\b{_OTHER}(?:'s|s')\s+(?:\w+\s+)?{_KIN}\b{_AT}?", re.IGNORECASE),
    re.compile(
        rf"\b(?:the\s+)?(?:{_KIN}|family|people|lady|man|woman|couple|girl|boy|lad|neighbours?|tenants?){_AT}", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:the\s+)?(?:next[- ]door\s+neighbours?|family\s+next\s+door|neighbours?\s+at\s+(?:no\.?|number)\s*\d+)\b",
        re.IGNORECASE,
    ),
)
_KINDS = {
    "mum": {"mother", "mum", "parent"}, "mam": {"mother", "mum", "parent"}, "mother": {"mother", "mum", "parent"},
    "dad": {"father", "dad", "parent"}, "father": {"father", "dad", "parent"}, "friend": {"friend", "peer"},
    "mate": {"friend", "peer"},
    "boyfriend": {"boyfriend", "partner"}, "girlfriend": {"girlfriend", "partner"},
}  # fmt: skip
REASON = "Another family, or somebody who can be told by what they are to whom."


def by_relation(folded: Folded, known: Known) -> Iterator[Hit]:
    """Other families and people outside. The child's own family in its own words is no finding."""
    for number, pattern in enumerate(_PATTERNS):
        for found in pattern.finditer(folded.text):
            if number == 3 and _own_home(folded, found, known):
                continue
            whom = _whom(found.group().lower(), known)
            yield Hit(found.start(), found.end(), "relation", whom is not None, whom, REASON, beside=True)
    yield from _parents_kept(folded, known)


# What the child calls a parent, and how a record calls the same.
_PARENT = re.compile(
    r"\b(?:her|his|their|your|(?P<name>[A-Za-z]+)'s)\s+(?:real\s+|own\s+|birth\s+)?(?P<kin>mum|mam|mother|dad|father)\b(?!')",
    re.IGNORECASE,
)
_PARENTS = {"mum": "mother", "mam": "mother", "mother": "mother", "dad": "father", "father": "father"}


def _parents_kept(folded: Folded, known: Known) -> Iterator[Hit]:
    """ "Her dad said so", where what the record has of the child's father is kept from this reader."""
    if known.groups & {"professionals", "police"}:
        return
    kept: dict[str, str] = {}
    child = next((who for who in known.people if who.ref == known.child), None)
    for kin in ("mother", "father"):
        words = {said for said, meant in _PARENTS.items() if meant == kin}
        held = [who for who in known.people if plain(who.role) in words]
        if held and all(who.withheld and who.ref != known.reader for who in held):
            kept[kin] = held[0].ref
    for found in _PARENT.finditer(folded.text) if kept else ():
        whom = kept.get(_PARENTS[found["kin"].lower()])
        named = found["name"].lower() if found["name"] else ""
        mine = not named or (child is not None and named in {child.given.lower(), *(one.lower() for one in child.aliases)})
        if whom is not None and mine:
            yield Hit(found.start(), found.end(), "relation", True, whom, REASON, beside=True)


def _own_home(folded: Folded, found: re.Match[str], known: Known) -> bool:
    figure = re.search(r"(\d+[A-Za-z]?)$", found.group())
    own = [one.value for one in known.details if one.kind == "address" and not one.withheld]
    return figure is not None and any(re.search(rf"\b{figure[1]}\b", value) for value in own)


def _whom(text: str, known: Known) -> str | None:
    """The one person of the case whom two steps of relation lead to, where there is one."""
    steps = [word for word in re.findall(r"[a-z]+", text.replace("'s", "")) if word in _KINDS]
    if len(steps) < 2:
        return None
    first = {one.whom for one in known.ties if one.to == known.child and one.kind.lower() in _KINDS[steps[0]]}
    first |= {one.to for one in known.ties if one.whom == known.child and one.kind.lower() in _KINDS[steps[0]]}
    found = {one.whom for one in known.ties if one.to in first and one.kind.lower() in _KINDS[steps[1]]}
    withheld = {who.ref for who in known.people if who.withheld}
    found &= withheld
    return found.pop() if len(found) == 1 else None

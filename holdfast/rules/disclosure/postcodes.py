"""Finds postcodes, whole and their first half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import Folded, squeeze
from .reasons import of_detail
from .types import Held, Hit, Known

_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))"
    r"[\s\-]{0,3}([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# The road A49 and the level B1 are no postcodes: a first half has three signs at least.
_LEAST_HALF = 3
# What makes a first half another thing: a road, a room, a class.
_NO_HALF = re.compile(r"(?:\b(?:room|bus|route|road|junction|class|form|year|gate|bay)\s+|[\w£$/.-])$")


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
    yield from _halves(folded, known, own, held)
    for code, detail in held.items():
        if len(code) >= 5 and code not in own:
            for start, end in folded.squeezed.whole(code):
                yield Hit(start, end, "postcode", True, _about(known, detail), of_detail(known, detail, "postcode"))


def _halves(folded: Folded, known: Known, own: set[str], held: dict[str, Held]) -> Iterator[Hit]:
    """ "Somewhere in SY8": the first half of a postcode of the case, where the reader has none that begins so."""
    free = {code[:-3] for code in own}
    for code, detail in held.items():
        half = code[:-3]
        if len(half) < _LEAST_HALF or half in free or half.isalpha():
            continue
        for found in re.finditer(rf"(?<![\w]){half.upper()}(?![\w])(?!\s{{0,3}}\d[A-Za-z]{{2}}\b)", folded.text):
            if _NO_HALF.search(folded.lower[max(0, found.start() - 12) : found.start()]) is None:
                reason = "Part of a postcode: " + of_detail(known, detail, "postcode")
                yield Hit(found.start(), found.end(), "postcode", True, _about(known, detail), reason)


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

"""Finds telephone numbers, and numbers that name somebody: NHS, national insurance, unique pupil number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.rules import identifiers

from .folding import Folded
from .reasons import of_detail
from .types import Hit, Known

_SAID = {"zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
         "six": "6", "seven": "7", "eight": "8", "nine": "9"}  # fmt: skip
_SIGN = re.compile(r"\d|\b(?:(double|treble|triple)\s+)?(zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine)\b")
_GAP = re.compile(r"[\s().,\-/+:]{0,4}")
_PHONE = re.compile(r"(?<![\w.])(?:\+|00)?\(?\d[\d\s().\-/]{7,20}\d(?!\w)")
# Numbers of services, which anybody may have.
_SERVICE = re.compile(r"0(?:800|808|300|303|330|333|343|344|345|370|371|84\d|87\d)|116\d{3}$|1\d\d$|999$|112$")
# By shape, whatever the two letters before it: QQ is given to nobody, and written all the same.
_NINO = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])", re.IGNORECASE)
# Six digits alone, as a number is given without its code.
_SIX = re.compile(r"(?<![\w+/£$#.,-])(?<!\d[ )])\d{3}[ -]?\d{3}(?![\w/-]|[.,:]\d| \d)")
_NHS = re.compile(r"(?<![\w+])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w])")
_UPN = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Z](?:[ -]?\d){11}[ -]?[0-9A-HJ-NP-RT-Z](?![A-Za-z0-9])", re.IGNORECASE)
_SAYS_NHS = re.compile(r"nhs\s*(?:no|num|number|#)?\.?\s*(?:is|was)?\s*[:\-]?\s*$")


@dataclass(frozen=True)
class _Digits:
    """The digits of a text in one row, those said in words among them, each with its place."""

    text: str
    starts: list[int]
    ends: list[int]


def _digits(text: str) -> _Digits:
    row: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _SIGN.finditer(text):
        digit = found.group() if found.group().isdigit() else _SAID[found[2]]
        times = {"double": 2, "treble": 3, "triple": 3}.get(found[1] or "", 1)
        for _ in range(times):
            row.append(digit)
            starts.append(found.start())
            ends.append(found.end())
    return _Digits("".join(row), starts, ends)


def national(number: str) -> str:
    """The digits of a number without what is dialled before it: 7700900123 for +44 (0)7700 900123."""
    figures = re.sub(r"\D", "", number.replace("(0)", ""))
    for prefix in ("0044", "44"):
        if figures.startswith(prefix) and len(figures) - len(prefix) >= 9:
            figures = figures.removeprefix(prefix)
    return figures.lstrip("0")


def phones(folded: Folded, known: Known) -> Iterator[Hit]:
    """Numbers of the case however they are spaced, and any other that is nobody's service."""
    row = _digits(folded.lower)
    own = {national(one.value) for one in known.details if one.kind == "phone" and not one.withheld}
    own |= {national(one) for one in known.public}
    for detail in known.details:
        if detail.kind != "phone" or not detail.withheld:
            continue
        wanted = national(detail.value)
        if len(wanted) < 6 or wanted in own:
            continue
        for start, end in _places(folded, row, wanted):
            yield Hit(start, end, "phone", True, detail.of or None, of_detail(known, detail))
    yield from _without_code(folded, known, own)
    yield from _by_its_end(
        folded, known, {national(one.value) for one in known.details if one.kind == "phone" and not one.withheld}
    )
    for found in _PHONE.finditer(folded.text):
        hit = _stranger(found, own)
        if hit is not None and not _of_a_service(folded, hit):
            yield hit


_OFFICE = re.compile(
    r"\b(?:council|switchboard|help ?line|hotline|advice line|lines?|office|out[ -]of[ -]hours|"
    r"duty (?:team|desk|line|number)|"
    r"front desk|reception|surgery|hospital|library|police station|call centre|"
    r"crisis team|service|the team|local team|number in the night)\b"
)
_SOMEBODYS = re.compile(
    r"\b(?:her|his|their|mobile|own|mum'?s?|dad'?s?|mother'?s?|father'?s?|home number|saved|private|personal)\b"
)
_SENTENCE = re.compile(r"[.!?;]\s|\n")


def _of_a_service(folded: Folded, hit: Hit) -> bool:
    """The number of an office on a line in a wall: "the council's switchboard is 01432 260000". A mobile is somebody's."""
    figures = national(folded.text[hit.start : hit.end])
    if figures.startswith("7") or _abroad(folded.text[hit.start : hit.end]):
        return False
    before = _SENTENCE.split(folded.lower[max(0, hit.start - 70) : hit.start])[-1]
    after = _SENTENCE.split(folded.lower[hit.end : hit.end + 40])[0]
    said = _OFFICE.search(before)
    between = folded.text[hit.start - len(before) + said.end() : hit.start] if said is not None else ""
    if said is not None and _SOMEBODYS.search(between.lower()) is None and _NAMED.search(between) is None:
        return True
    return _OFFICE.search(after[:34]) is not None


_NAMED = re.compile(r"(?<![.!?] )\b[A-Z][a-z]+ [A-Z][a-z]+|\b(?:Mr|Mrs|Ms|Miss|Dr)\b")


def _abroad(text: str) -> bool:
    """Whether the number is dialled in another country."""
    return text.startswith("+") and not text.startswith("+44")


def _without_code(folded: Folded, known: Known, own: set[str]) -> Iterator[Hit]:
    """ "Ring 900456": the last six digits of a number of the case, standing alone."""
    free = {one[-6:] for one in own}
    held = {national(one.value)[-6:]: one for one in known.details if one.kind == "phone" and one.withheld}
    for found in _SIX.finditer(folded.text):
        figures = re.sub(r"\D", "", found.group())
        if figures in held and figures not in free:
            detail = held[figures]
            yield Hit(found.start(), found.end(), "phone", True, detail.of or None, of_detail(known, detail))


_ENDS = re.compile(r"\b(?:ends?|ending|finishes)(?:\s+(?:in|with))?\s+(\d{3,5})(?!\w)")


def _by_its_end(folded: Folded, known: Known, own: set[str]) -> Iterator[Hit]:
    """ "His number ends 955"."""
    for found in _ENDS.finditer(folded.lower):
        if any(one.endswith(found[1]) for one in own):
            continue
        for detail in known.details:
            if detail.kind == "phone" and detail.withheld and national(detail.value).endswith(found[1]):
                yield Hit(found.start(1), found.end(1), "phone", True, detail.of or None, of_detail(known, detail))
                break


def _places(folded: Folded, row: _Digits, wanted: str) -> Iterator[tuple[int, int]]:
    place = row.text.find(wanted)
    while place >= 0:
        end = place + len(wanted)
        if all(_near(folded, row, one) for one in range(place + 1, end)) and not _goes_on(row, end):
            start = place
            while start and row.text[start - 1] in "04" and _near(folded, row, start) and place - start < 5:
                start -= 1
            first = row.starts[start]
            while first and folded.text[first - 1] in "+(":
                first -= 1
            if start == 0 or row.ends[start - 1] < row.starts[start] or start < place:
                yield first, row.ends[end - 1]
        place = row.text.find(wanted, place + 1)


def _near(folded: Folded, row: _Digits, place: int) -> bool:
    """Whether nothing but spacing stands between this digit and the one before; digits of one "double" share their place."""
    if row.starts[place] == row.starts[place - 1]:
        return True
    return _GAP.fullmatch(folded.text[row.ends[place - 1] : row.starts[place]]) is not None


def _goes_on(row: _Digits, end: int) -> bool:
    return end < len(row.text) and row.starts[end] == row.ends[end - 1]


def _stranger(found: re.Match[str], own: set[str]) -> Hit | None:
    text = found.group().split("\n\n")[0]
    first_line = text.split("\n")[0]
    if len(re.sub(r"\D", "", first_line)) >= 10:
        text = first_line
    text = text.rstrip(" ().-/\n")
    figures = re.sub(r"\D", "", text.replace("(0)", ""))
    abroad = text.startswith("+") or figures.startswith("00")
    number = national(text)
    here = (figures.startswith("0") and not figures.startswith("00")) or (figures.startswith(("0044", "44")) and abroad)
    if number in own or _SERVICE.match("0" + number):
        return None
    if here and 9 <= len(number) <= 10 and number[0] in "123578" and not _is_date(text):
        return Hit(found.start(), found.start() + len(text), "phone", False, None, "A telephone number to check.")
    if abroad and not here and 9 <= len(figures) <= 15:
        return Hit(found.start(), found.start() + len(text), "phone", False, None, "A telephone number to check.")
    return None


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{4}.*", text) is not None


def _checks(figures: str) -> bool:
    """Whether the last digit checks the others, whether or not such a number was ever given out."""
    rest = sum(int(digit) * weight for digit, weight in zip(figures, range(10, 1, -1), strict=False)) % 11
    return len(set(figures)) > 1 and (11 - rest) % 11 == int(figures[9])


def names_somebody(folded: Folded, known: Known) -> Iterator[Hit]:
    """Numbers whose check digits hold. Those of the child and of the reader are their own."""
    own = {re.sub(r"\W", "", one.value).lower() for one in known.details if one.kind == "reference" and not one.withheld}
    for found in _NHS.finditer(folded.text):
        figures = re.sub(r"\D", "", found.group())
        said = _SAYS_NHS.search(folded.lower[max(0, found.start() - 24) : found.start()])
        spaced = re.fullmatch(r"\d{3}[ -]\d{3}[ -]\d{4}", found.group()) is not None
        holds = (spaced and _checks(figures)) or identifiers.nhs(figures) is not None
        if figures not in own and (said or (holds and not figures.startswith("0"))):
            yield Hit(found.start(), found.end(), "nhs_number", False, None, "An NHS number to check.")
    for found in _UPN.finditer(folded.text):
        code = re.sub(r"[ -]", "", found.group())
        if code.lower() not in own and identifiers.upn(code):
            yield Hit(found.start(), found.end(), "upn", False, None, "A unique pupil number to check.")
    for found in _NINO.finditer(folded.text):
        code = re.sub(r"[ -]", "", found.group())
        if code.lower() not in own and (found.group().isupper() or re.search(r"insurance|nino|\bni\b", folded.lower)):
            yield Hit(found.start(), found.end(), "nino", False, None, "A national insurance number to check.")

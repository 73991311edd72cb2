"""Finds e-mail addresses, accounts, vehicle registrations and reference numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import Folded, squeeze
from .reasons import of_detail
from .types import Held, Hit, Known

_AT = r"\s*(?:@|\(at\)|\[at\]|\{at\})\s*"
_DOT = r"\s*(?:\.|\(dot\)|\[dot\])\s*"
_EMAIL = re.compile(rf"[A-Za-z0-9][\w.+\-']*{_AT}[A-Za-z0-9][\w\-]*(?:(?:\.|{_DOT})[A-Za-z0-9\-]{{2,}})+")
_SPOKEN = re.compile(r"\b[\w.+\-]+(?: dot [\w\-]+)* at [\w\-]+(?: dot [\w\-]+)+\b")
# Mailboxes of a service, behind which no one person stands.
_SHARED = frozenset(
    [
        "info",
        "enquiries",
        "enquiry",
        "admin",
        "office",
        "mash",
        "edt",
        "reception",
        "contact",
        "help",
        "support",
        "noreply",
        "no-reply",
        "safeguarding",
        "referrals",
        "duty",
        "team",
        "hello",
        "mail",
        "postmaster",
        "secure",
        "customerservices",
        "complaints",
        "dpo",
        "foi",
        "informationgovernance",
        "press",
        "school",
        "head",
    ]
)
_VEHICLE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-HJ-PR-Y][A-HJ-PR-Y][0-9]{2}[ -]?[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y][0-9]{1,3}[ -]?[A-HJ-PR-Y]{3}"
    r"|[A-Z]{3}[ -]?[0-9]{1,3}[A-Y])(?![A-Za-z0-9])"
)
_LOOSE_VEHICLE = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]\s?[A-Za-z]\s?[0-9]\s?[0-9]\s?-?[A-Za-z]\s?[A-Za-z]\s?[A-Za-z](?![A-Za-z0-9])"
)
_SAYS_VEHICLE = re.compile(
    r"(?:\breg(?:istration)?\b|\bplate\b|\bindex\b|\bvrm\b|\bcar\b|\bvan\b|\bvehicle\b|\bdriv|\bvauxhall\b|\bford\b|\baudi\b|\bbmw\b|\bgolf\b)[^\n.]{0,40}$"
)
_ENDS_SO = re.compile(
    r"\b(?:car|van|motor|merc\w*|bmw|audi|golf|vehicle|taxi|plate|reg\w*)\b[^\n.]{0,30}"
    r"\b(?:end|begin|start)(?:s|ing)?(?: in| with)?\s+$"
)
_PART_OF_PLATE = re.compile(r"(?:\breg(?:istration)?\b|\bplate\b|\bindex\b|\bvrm\b)[^\n.]{0,40}$")
_HALF = re.compile(r"[A-Z]{2}[0-9]{2}")
_CAR_AFTER = re.compile(r"\s+(?:car|van|vehicle|plate|reg)\b")
# The second half of a postcode: WR11 is a place too.
_CODE_GOES_ON = re.compile(r"\s{0,2}[0-9][A-Za-z]{2}\b")
_ALIKE = str.maketrans("oilzsb", "011258")


def emails(folded: Folded, known: Known) -> Iterator[Hit]:
    own = {_bare_email(one.value) for one in known.details if one.kind == "email" and not one.withheld}
    own |= {_bare_email(one) for one in known.public if "@" in one}
    held = {_bare_email(one.value): one for one in known.details if one.kind == "email" and one.withheld}
    for pattern in (_EMAIL, _SPOKEN):
        for found in pattern.finditer(folded.text):
            address = _bare_email(found.group())
            detail = held.get(address)
            if address in own:
                yield Hit(found.start(), found.end(), "email", allowed=True)
            elif detail is not None:
                yield Hit(found.start(), found.end(), "email", True, detail.of or None, of_detail(known, detail))
            elif pattern is _EMAIL and address.split("@")[0] not in _SHARED:
                yield Hit(found.start(), found.end(), "email", False, None, "An e-mail address to check.")
    yield from _broken(folded, known, held)


def _broken(folded: Folded, known: Known, held: dict[str, Held]) -> Iterator[Hit]:
    """An address of the case that is broken by spaces or by the end of a line."""
    for address, detail in held.items():
        letters = squeeze(address)
        if len(letters) >= 8:
            for start, end in folded.squeezed.whole(letters):
                yield Hit(start, end, "email", True, detail.of or None, of_detail(known, detail))


def _bare_email(text: str) -> str:
    text = re.sub(r"\s*(?:\(at\)|\[at\]|\{at\}|\bat\b|@)\s*", "@", text.lower(), count=1)
    return re.sub(r"\s*(?:\(dot\)|\[dot\]|\bdot\b|\.)\s*", ".", text).strip().rstrip(".'")


def accounts(folded: Folded, known: Known) -> Iterator[Hit]:
    """Names used online, reference numbers, and other people's references in the sender's own system."""
    own = {squeeze(one.value) for one in known.details if not one.withheld} | {squeeze(known.child), squeeze(known.reader)}
    wanted = [
        (one.value, one.kind, one.of, of_detail(known, one))
        for one in known.details
        if one.kind in ("account", "reference") and one.withheld
    ]
    for who in known.people:
        if who.withheld and len(squeeze(who.ref)) >= 4 and any(sign.isdigit() for sign in who.ref):
            wanted.append(
                (who.ref, "reference", who.ref, "A reference of somebody in this case, which this reader may not have.")
            )
    for detail in known.details:
        local = detail.value.split("@")[0] if detail.kind == "email" and detail.withheld else ""
        if len(local) >= 6 and re.search(r"[\d._]", local):
            wanted.append((local, "account", detail.of, of_detail(known, detail)))
    for value, kind, of, reason in wanted:
        letters = squeeze(value)
        if len(letters) >= 4 and letters not in own:
            for start, end in folded.squeezed.whole(letters):
                yield Hit(start, end, kind, True, of or None, reason)


def vehicles(folded: Folded, known: Known) -> Iterator[Hit]:
    own = {_plate(one.value) for one in known.details if one.kind == "vehicle" and not one.withheld}
    squeezed = folded.squeezed
    alike = squeezed.text.translate(_ALIKE)
    for detail in known.details:
        plate = _plate(detail.value)
        if detail.kind != "vehicle" or not detail.withheld or len(plate) < 4 or plate in own:
            continue
        for start, end in _plates(folded, alike, plate):
            yield Hit(start, end, "vehicle", True, detail.of or None, of_detail(known, detail))
        yield from _parts_of_plate(folded, known, detail, own)
    for pattern in (_VEHICLE, _LOOSE_VEHICLE):
        for found in pattern.finditer(folded.text):
            sure = pattern is _VEHICLE and len(squeeze(found.group())) == 7
            said = _SAYS_VEHICLE.search(folded.lower[max(0, found.start() - 60) : found.start()])
            if _plate(found.group()) not in own and (sure or said) and not _road(found.group()):
                yield Hit(found.start(), found.end(), "vehicle", False, None, "A vehicle registration to check.")


def _road(text: str) -> bool:
    return (
        re.fullmatch(r"[ABM]\d{1,4}\s?[A-Z]{3}", text) is not None
        and " " in text
        and text.split()[1] in ("AND", "THE", "FOR", "NEAR")
    )


def _plates(folded: Folded, alike: str, plate: str) -> Iterator[tuple[int, int]]:
    squeezed = folded.squeezed
    place = alike.find(plate)
    while place >= 0:
        end = place + len(plate)
        whole = _begins(folded, squeezed.places[place]) and _stops(folded, squeezed.places[end - 1])
        if whole and all(len(squeezed.gap(one)) <= 3 and squeezed.gap(one).count("\n") <= 1 for one in range(place + 1, end)):
            yield squeezed.span(place, end)
        place = alike.find(plate, place + 1)


def _begins(folded: Folded, place: int) -> bool:
    return place == 0 or not folded.text[place - 1].isalnum()


def _stops(folded: Folded, place: int) -> bool:
    return place + 1 >= len(folded.text) or not folded.text[place + 1].isalnum()


def _parts_of_plate(folded: Folded, known: Known, detail: Held, own: set[str]) -> Iterator[Hit]:
    """ "A registration ending KLO", "the VX61": the first half in capitals is telling alone, the rest where the text says so."""
    plate = squeeze(detail.value)
    if len(plate) < 6:
        return
    for part in {plate[:4], plate[-3:]}:
        for start, end in folded.squeezed.whole(part):
            if _CODE_GOES_ON.match(folded.text, end) or _plate(folded.text[start : end + 4].rstrip()) in own:
                continue
            before = folded.lower[max(0, start - 60) : start]
            said = _PART_OF_PLATE.search(before) or _ENDS_SO.search(before) or _CAR_AFTER.match(folded.lower, end)
            alone = part == plate[:4] and _HALF.fullmatch(folded.text[start:end]) is not None
            if said or (alone and _begins(folded, start) and _stops(folded, end - 1)):
                yield Hit(start, end, "vehicle", True, detail.of or None, of_detail(known, detail))


def _plate(text: str) -> str:
    return squeeze(text).translate(_ALIKE)

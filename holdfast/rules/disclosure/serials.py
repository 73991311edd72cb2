"""Finds numbers of police records, of devices and of payment cards, by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import Folded, squeeze
from .types import Hit, Known

_POLICE = re.compile(
    r"\b(?:police|crime|custody|incident|occurrence)\s+(?:ref(?:erence)?s?|numbers?|no|num|log)\b\.?(?:\s+(?:is|was|number|no\.?))?"
    r"\s*[:#\-]?\s*((?=[\w/\-]*\d[\w/\-]*\d[\w/\-]*\d)[A-Za-z0-9][\w/\-]{3,24}\w)",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<![\w/])(?:\d{2}/\d{4,6}/\d{2}|CR/\d{2,4}/\d{4,8})(?![\w/])")
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}")
_DEVICE = re.compile(r"(?<![\w+-])(?:\d{15}|\d{2}[ -]\d{6}[ -]\d{6}[ -]\d)(?![\w-])")
_CARD = re.compile(r"(?<![\w+-])(?:[2-6]\d{3}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?![\w-])")

_SAYS_DEVICE = re.compile(r"\bimei\b[^\d\n]*$")
_SAYS_CARD = re.compile(r"\bcard\b[^\d\n]*$")


def police_records(folded: Folded, known: Known) -> Iterator[Hit]:
    """A number of a crime, an incident or a custody record. The police know their own."""
    if "police" in known.groups:
        return
    own = {squeeze(one.value) for one in known.details if not one.withheld} | {squeeze(one) for one in known.public}
    for pattern, group in ((_POLICE, 1), (_SLASHED, 0)):
        for found in pattern.finditer(folded.text):
            value = found[group]
            if squeeze(value) not in own and _DATE.fullmatch(value) is None:
                yield Hit(found.start(group), found.end(group), "reference", False, None, "A reference of the police to check.")


_LABELLED = (
    (
        re.compile(r"\bupn\b\W{0,3}(?:(?:is|was|no|number)\b\W{0,3})?([A-Z]\s?\d[\d ]{9,14}[0-9A-Z]?)(?!\w)", re.IGNORECASE),
        "upn",
        "A unique pupil number to check.",
    ),
    (
        re.compile(
            r"\b(?i:passport|biometric|brp|visa|driving licen[cs]e|licen[cs]e|"
            r"id card|identity card|prison|custody|hospital|patient|a&e|nhs|"
            r"home office|asylum)\b\s*(?i:card|permit|ref(?:erence)?|number|no\.?|num|id)?\s*(?:is|was)?\s*[:#\-]?\s*"
            r"((?=[\w/]*\d[\w/]*\d[\w/]*\d)[A-Z0-9][A-Z0-9/]{4,19})(?![\w/])",
        ),
        "reference",
        "The number of somebody's papers, to check.",
    ),
    (
        re.compile(
            r"\b(?:account|acc(?:t)?|a/c|iban|roll)\b\.?\s*(?:number|no\.?|num)?\s*(?:is|was)?\s*[:#]?\s*"
            r"(\d{8}|\d{4} \d{4}|GB\d{2}[A-Z0-9 ]{14,26})(?!\w)",
            re.IGNORECASE,
        ),
        "account",
        "The number of a bank account to check.",
    ),
    (
        re.compile(r"\bsort[ -]?code\b\s*(?:is|was)?\s*[:#]?\s*(\d{2}[ -]?\d{2}[ -]?\d{2})(?!\w)", re.IGNORECASE),
        "account",
        "The number of a bank account to check.",
    ),
)


def labelled(folded: Folded, known: Known) -> Iterator[Hit]:
    """What the text says is the number of somebody's papers, or of their account, whether or not its figures check."""
    own = {squeeze(one.value) for one in known.details if not one.withheld} | {squeeze(one) for one in known.public}
    for pattern, kind, reason in _LABELLED:
        for found in pattern.finditer(folded.text):
            if squeeze(found[1]) not in own and (kind != "reference" or _DATE.fullmatch(found[1]) is None):
                yield Hit(found.start(1), found.start(1) + len(found[1].rstrip()), kind, False, None, reason)


def devices_and_cards(folded: Folded, known: Known) -> Iterator[Hit]:
    """Numbers of telephones and of payment cards: those whose last digit checks the others, and whatever is said to be one."""
    for pattern, says, reason in (
        (_DEVICE, _SAYS_DEVICE, "The number of a device to check."),
        (_CARD, _SAYS_CARD, "The number of a payment card to check."),
    ):
        for found in pattern.finditer(folded.text):
            figures = re.sub(r"\D", "", found.group())
            said = says.search(folded.lower[max(0, found.start() - 24) : found.start()])
            if said or (len(set(figures)) > 1 and _checks(figures)):
                yield Hit(found.start(), found.end(), "reference", False, None, reason)


def _checks(figures: str) -> bool:
    """Whether the last digit checks the others: every second one from the right is doubled."""
    doubled = (int(one) * 2 for one in figures[-2::-2])
    return (sum(int(one) for one in figures[::-2]) + sum(one // 10 + one % 10 for one in doubled)) % 10 == 0

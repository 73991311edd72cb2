"""Finds intelligence, police tactics and disruption, which families, children and outsiders never read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import Folded
from .types import Hit, Known

_INTELLIGENCE = (
    r"police intelligence|intelligence (?:reports?|logs?|suggests?|indicates?|received|from|is that|was|picture|"
    r"officers?|unit|submission|form)|"
    r"(?:an?|the|some|recent|further|new) intel\b|\bintel (?:report|log|suggests|indicates|received)|sanitised "
    r"intelligence|\b5x5x5\b|\b3x5x2\b|"
    r"\bchis\b|covert human|police informant|an informant|confidential source|source of (?:the|this) intelligence|"
    r"intelligence-led|"
    r"grading (?:[A-E]\d|[1-3][A-E])"
)
_TACTICS = (
    r"covert(?:ly)?(?: surveillance| operation| policing| camera)?|under surveillance|surveillance (?:operation|"
    r"team|of|on)|undercover|"
    r"(?:search |arrest )?warrant (?:is|will|to) be (?:executed|applied)|execut(?:e|ing|ed) (?:a |the )?(?:search "
    r")?warrants?|dawn raid|"
    r"plan(?:s|ned|ning)? to (?:raid|arrest)|will be arrested|planned arrest|arrest (?:phase|strike|day)|phone "
    r"downloads?|cell[- ]site|"
    r"(?:put|fit|place|plant)(?:ting|ing)? an? (?:tracker|tail|marker|trace|bug)|"
    r"telecoms data|tracking device|vehicle (?:marker|is marked)|anpr (?:marker|hit|hits|camera|cameras)|marker on "
    r"(?:the|his|her) (?:car|vehicle)|"
    r"plain[- ]clothes officers?|test purchase|operation [A-Z][a-z]{3,}|controlled operation|police tactics?"
)
# What officers are about to do: who, that it is to come, and what.
_WHO = r"\b(?:police|officers?|detectives?|the (?:team|squad|unit|sergeant|inspector|force)|(?:dc|ds|di|pc|sgt)\b[^.\n]{0,24})"
_TO_COME = (
    r"(?:will(?: be)?|shall|are to|is to|plan(?:s|ning)? to|are planning to|intend(?:s|ing)? to|"
    r"(?:are|is) going to|hopes? to|aims? to|"
    r"want(?:s)? to|propose(?:s)? to|is planned to|it is planned to)"
)
_WATCHING = (
    r"(?:watch(?:ing)?|follow(?:ing)?|photograph(?:ing)?|film(?:ing)?|observ(?:e|ing)|monitor(?:ing)?|track(?:ing)?|log(?:ging)?|"
    r"record(?:ing)? (?:every|all|each|who)|raid(?:ing)?|swoop|storm|seiz(?:e|ing)|intercept(?:ing)?|tail(?:ing)?|bug(?:ging)?|"
    r"stake out|sit up on|plot up|put a (?:tracker|tail|trace|marker)|"
    r"drive[- ]by|drive past|stop and search|pull (?:him|her|them|the)|"
    r"arrest(?:ing)?|hit the (?:address|house|flat|shop)|go through the door|lie in wait|wait (?:for him|outside|nearby))"
)
_PLANNED = (
    _WHO + r"\s+(?:\w+\s+){0,2}?" + _TO_COME + r"\s+(?:\w+\s+){0,4}?" + _WATCHING + r"\b|"
    r"\bwe\s+(?:\w+\s+)?" + _TO_COME + r"\s+(?:arrest|raid|seize|intercept|bug|tail|put a (?:tracker|tail))\b|"
    r"\bit is (?:planned|intended|proposed) (?:that (?:police|officers)|to (?:\w+\s+){0,2}?" + _WATCHING + r")\b"
)
_DISRUPTION = (
    r"disruption (?:plan|activity|activities|tactics?|notice|officer|meeting|options|visit|work|register|tools?)|"
    r"child abduction warning notices?|\bcawns?\b|closure (?:notice|order)|sexual risk order|slavery and "
    r"trafficking (?:risk|prevention) order|"
    r"premises (?:licence )?(?:put to|referred to|review)|licensing (?:review|visit|action)|civil injunction against"
)
_TABLE = (
    ("intelligence", re.compile(_INTELLIGENCE, re.IGNORECASE), "Intelligence. This reader may not have it."),
    (
        "tactics",
        re.compile(f"{_TACTICS}|{_PLANNED}".replace("[A-Z]", "(?-i:[A-Z])"), re.IGNORECASE),
        "What the police do or plan. This reader may not have it.",
    ),
    ("disruption", re.compile(_DISRUPTION, re.IGNORECASE), "Disruption. This reader may not have it."),
)


# Where a sentence ends, or a line that is no wrapped one.
_ENDS = re.compile(r"[.!?](?=[\s\"')\]]|$)|\n\s*\n|(?<=[:;])\n|\n(?=[ \t]*[*\-\u2022|\d])|\t")
_ABBREVIATED = re.compile(r"\b(?:mr|mrs|ms|dr|no|st|sgt|insp|approx|e\.g|i\.e|[a-z])\.$")


def tactics(folded: Folded, known: Known) -> Iterator[Hit]:
    """For readers who are neither police nor professionals: the whole sentence, since the rest of it tells as much."""
    if known.groups & {"police", "professionals"}:
        return
    found = [
        (place.start(), place.end(), kind, reason) for kind, pattern, reason in _TABLE for place in pattern.finditer(folded.text)
    ]
    if not found:
        return
    ends = [0, *_ends(folded), len(folded.text)]
    told: dict[tuple[int, int], tuple[str, str]] = {}
    for start, end, kind, reason in found:
        first = max(one for one in ends if one <= start)
        last = min(one for one in ends if one >= end)
        told.setdefault((first, last), (kind, reason))
    for (first, last), (kind, reason) in told.items():
        words = folded.text[first:last]
        begins = first + len(words) - len(words.lstrip(" \n\t*-|"))
        yield Hit(begins, first + len(words.rstrip()), kind, False, None, reason, beside=True)


def _ends(folded: Folded) -> list[int]:
    return [
        one.end()
        for one in _ENDS.finditer(folded.text)
        if not (one.group() == "." and _ABBREVIATED.search(folded.lower[max(0, one.end() - 10) : one.end()]))
    ]

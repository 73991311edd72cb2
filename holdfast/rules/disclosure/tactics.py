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
    r"telecoms data|tracking device|vehicle (?:marker|is marked)|anpr (?:marker|hit|hits|camera|cameras)|marker on "
    r"(?:the|his|her) (?:car|vehicle)|"
    r"plain[- ]clothes officers?|test purchase|operation [A-Z][a-z]{3,}|controlled operation|police tactics?"
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
        re.compile(_TACTICS.replace("[A-Z]", "(?-i:[A-Z])"), re.IGNORECASE),
        "What the police do or plan. This reader may not have it.",
    ),
    ("disruption", re.compile(_DISRUPTION, re.IGNORECASE), "Disruption. This reader may not have it."),
)


def tactics(folded: Folded, known: Known) -> Iterator[Hit]:
    """For readers who are neither police nor professionals of the circle."""
    if known.groups & {"police", "professionals"}:
        return
    for kind, pattern, reason in _TABLE:
        for found in pattern.finditer(folded.text):
            yield Hit(found.start(), found.end(), kind, False, None, reason, beside=True)

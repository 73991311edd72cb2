"""Finds the names that people use online and that the record does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import Folded, squeeze
from .lexicon import ordinary
from .types import Hit, Known

_SERVICES = r"snap(?:chat)?|insta(?:gram)?|tik ?tok|discord|telegram|facebook|twitter|kik"
_SAID = re.compile(
    rf"\b(?:{_SERVICES}|gamertag|username|user|profile|player|streamer)"
    r"(?:\s+(?:account|name|username|user|handle|is|was|called|named|as|under)\b)*(?:\s*[:=]\s*|\s+)(@?[a-z][\w.]{2,28}\w)(?![\w@])",
    re.IGNORECASE,
)
_THEN = re.compile(rf"(?<![\w@.])([a-z][\w.]{{2,28}}\w)\s+(?:on|from|via)\s+(?:{_SERVICES})\b", re.IGNORECASE)
_AT = re.compile(r"(?<![\w@.\"'])@([A-Za-z][\w.]{2,28}\w)(?![\w@\"'])")
_SITE = re.compile(r"\.(?:com|org|net|uk|gov|example)$", re.IGNORECASE)
# "ks_mills09", "jadey.x": a sign, or a figure after letters; not "e.g" and not "Year.Then".
_MADE_UP = re.compile(r"(?=.*(?:_|\w\.\w|[A-Za-z]\d))(?!(?:e\.g|i\.e)\b)(?!.*\.[A-Z][a-z])(?!.*\d(?:am|pm|st|nd|rd|th)$).+")
REASON = "The name of an account online, to check."


def handles(folded: Folded, known: Known) -> Iterator[Hit]:
    """A name after the name of a service or before it, or after an @ that stands alone."""
    if "@" not in folded.text and _SAID.search(folded.text) is None and _THEN.search(folded.text) is None:
        return
    own = {squeeze(one.value) for one in known.details if not one.withheld} | {squeeze(one) for one in known.public}
    for pattern in (_SAID, _THEN, _AT):
        for found in pattern.finditer(folded.text):
            name = found[1].lstrip("@")
            made_up = _MADE_UP.fullmatch(name) if pattern is not _AT and found[1] == name else not ordinary(name.lower())
            if made_up and _SITE.search(name) is None and squeeze(name) not in own:
                start = found.start() if pattern is _AT else found.start(1)
                yield Hit(start, found.end(1), "account", False, None, REASON)

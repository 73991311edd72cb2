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
    re.compile(
        rf"\b(?:{_WHOSE}\s+)?{_OUTSIDE}(?:'s|s')\s+(?:\w+\s+)?{_KIN}\b(?:{_AT}|\s+at\s+\d{{1,4}}[A-Za-z]?\b)?", re.IGNORECASE
    ),
    re.compile(rf"\b{_WHOSE}\s+{_OUTSIDE}s\s+(?:\w+\s+)?{_KIN}\b{_AT}?", re.IGNORECASE),
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
# Whoever told us, by what they do or are: "the baker who rang", "a dinner lady who reported it".
_TOLD = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Tt]hat|[Oo]ur|[Oo]ne)\s+(?P<who>(?:[a-z][a-z'-]+\s+){0,2}?[a-z][a-z'-]+)"
    r"(?P<where>\s+(?:from|at|in|of|across|opposite|next)\s+(?:[\w']+\s+){1,4}?)?\s+who\s+(?:had\s+|has\s+|first\s+|also\s+)*"
    r"(?P<did>rang|phoned|called|telephoned|e-?mailed|wrote|texted|reported|referred|told|contacted|alerted|tipped|raised|complained|"
    r"made\s+the\s+(?:referral|call|report)|spoke\s+to|came\s+to\s+us|let\s+us\s+know|noticed|spotted|saw|gave\s+us|passed)"
    r"(?:\s+(?:us|it|this|that|him|her|them|in|off|me|out|the\s+\w+|to\s+(?:us|the\s+\w+)|last\s+\w+))?",
)
_REFERS = re.compile(r"report|refer|tipp|raised|alert|complain|made\s+the")
# Whose part it is to ring, and words that tell nobody apart.
_AT_WORK = frozenset(
    [
        "officer",
        "officers",
        "worker",
        "workers",
        "nurse",
        "doctor",
        "gp",
        "teacher",
        "teachers",
        "practitioner",
        "manager",
        "duty",
        "chair",
        "judge",
        "lawyer",
        "solicitor",
        "guardian",
        "social",
        "police",
        "constable",
        "sergeant",
        "detective",
        "inspector",
        "professional",
        "professionals",
        "staff",
        "team",
        "school",
        "advocate",
        "interpreter",
        "supervisor",
        "tutor",
        "head",
        "headteacher",
        "deputy",
        "consultant",
        "therapist",
        "counsellor",
        "paramedic",
        "midwife",
        "visitor",
        "coordinator",
        "assistant",
        "adviser",
        "advisor",
        "lead",
        "psychologist",
        "paediatrician",
        "dentist",
        "operator",
        "dispatcher",
    ]
)
_ANYBODY = frozenset(
    [
        "person",
        "people",
        "one",
        "ones",
        "anyone",
        "someone",
        "somebody",
        "everybody",
        "everyone",
        "anybody",
        "those",
        "child",
        "children",
        "young",
        "parent",
        "parents",
        "mother",
        "father",
        "mum",
        "dad",
        "girl",
        "boy",
        "man",
        "woman",
        "lady",
        "family",
        "caller",
        "day",
        "time",
        "thing",
        "message",
        "letter",
        "call",
        "line",
        "adult",
        "adults",
        "human",
    ]
)
# What says no more of somebody than that they are there: "a young man who called".
_NO_WORK = frozenset(
    [
        "young",
        "other",
        "same",
        "older",
        "old",
        "little",
        "first",
        "second",
        "anonymous",
        "kind",
        "local",
        "nice",
        "adult",
        "only",
        "next",
        "last",
        "new",
        "unknown",
        "white",
        "black",
        "tall",
        "elderly",
        "good",
        "right",
        "of",
        "middle-aged",
        "male",
        "female",
        "particular",
        "another",
        "single",
        "small",
        "big",
    ]
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
            if number == 4 and _own_home(folded, found, known):
                continue
            whom = _whom(found.group().lower(), known)
            yield Hit(found.start(), found.end(), "relation", whom is not None, whom, REASON, beside=True)
    yield from _parents_kept(folded, known)
    yield from _whoever_told(folded, known)


def _whoever_told(folded: Folded, known: Known) -> Iterator[Hit]:
    """Somebody who can be told by their work or by what they did, where they told us something."""
    sources = [who.ref for who in known.people if who.source]
    for found in _TOLD.finditer(folded.text):
        words = found["who"].split()
        refers = _REFERS.match(found["did"]) is not None
        apart = found["where"] or (len(words) > 1 and words[-2] not in _NO_WORK and words[-2] not in _AT_WORK)
        if words[-1] in _ANYBODY and not apart:
            continue
        if words[-1] in _AT_WORK and not refers:
            continue
        if any(word.endswith(("ed", "ing")) and word == words[-1] for word in words) or words[-1] in ("and", "or", "who", "that"):
            continue
        whom = sources[0] if len(sources) == 1 else None
        kind = "source" if whom is not None else "relation"
        yield Hit(found.start(), found.end(), kind, whom is not None, whom, REASON, beside=True)


# What the child calls a parent, and how a record calls the same.
_PARENT = re.compile(
    r"\b(?:her|his|their|(?P<name>[A-Za-z]+)'s)\s+(?:real\s+|own\s+|birth\s+)?(?P<kin>mum|mam|mother|dad|father)\b(?!')",
    re.IGNORECASE,
)
_PARENTS = {"mum": "mother", "mam": "mother", "mother": "mother", "dad": "father", "father": "father"}


def _parents_kept(folded: Folded, known: Known) -> Iterator[Hit]:
    """ "Her dad said so", where what the record has of the child's father is kept from this reader."""
    if known.groups & {"professionals", "police", "child"}:
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

"""Which readers somebody is, by what they are to the case; and whether an audience lets them read."""

from __future__ import annotations

from collections.abc import Collection, Iterable

CHILD, FAMILY, PROFESSIONALS, POLICE = "child", "family", "professionals", "police"
GROUPS = frozenset((CHILD, FAMILY, PROFESSIONALS, POLICE, "named"))
_FAMILY_WORDS = frozenset(
    [
        "mother",
        "father",
        "mum",
        "mam",
        "mom",
        "dad",
        "parent",
        "parents",
        "step",
        "stepmother",
        "stepfather",
        "stepmum",
        "stepdad",
        "grandmother",
        "grandfather",
        "grandparent",
        "nan",
        "nana",
        "gran",
        "grandma",
        "grandad",
        "brother",
        "sister",
        "sibling",
        "twin",
        "half",
        "aunt",
        "auntie",
        "uncle",
        "cousin",
        "relative",
        "guardian",
        "carer",
        "foster",
        "kinship",
        "family",
        "niece",
        "nephew",
    ]
)
_POLICE_WORDS = frozenset(
    [
        "police",
        "officer",
        "constable",
        "sergeant",
        "detective",
        "inspector",
        "pc",
        "dc",
        "ds",
        "di",
        "pcso",
        "missing-coordinator",
    ]
)
_WORK_WORDS = frozenset(
    [
        "social",
        "worker",
        "teacher",
        "head",
        "headteacher",
        "school",
        "nurse",
        "gp",
        "doctor",
        "health",
        "visitor",
        "youth",
        "practitioner",
        "professional",
        "manager",
        "chair",
        "advocate",
        "solicitor",
        "psychologist",
        "therapist",
        "counsellor",
        "camhs",
        "housing",
        "yjs",
        "mentor",
        "keyworker",
        "support",
        "reviewing",
        "iro",
        "dsl",
        "senco",
        "safeguarding",
        "lead",
        "interviewer",
        "clinician",
        "paediatrician",
        "midwife",
        "coordinator",
        "co-ordinator",
        "consultant",
        "staff",
        "tutor",
        "cafcass",
        "education",
        "welfare",
    ]
)
# Never of the family or of the work, whatever else their role says: "mother of another child", "suspect's brother".
_OUTSIDE_WORDS = frozenset(
    [
        "suspect",
        "perpetrator",
        "exploiter",
        "concern",
        "alleged",
        "friend",
        "friend's",
        "friends",
        "peer",
        "neighbour",
        "other",
        "another",
        "third",
        "associate",
        "boyfriend",
        "girlfriend",
        "partner",
        "ex",
        "lodger",
        "dealer",
        "witness",
        "victim",
        "stranger",
    ]
)
_SOURCE_WORDS = frozenset(["referrer", "source", "informant", "anonymous", "whistleblower", "reporter", "caller"])


def plain(role: str) -> str:
    """A role in small letters, with single spaces: "Social_Worker" is "social worker"."""
    return " ".join(role.replace("_", " ").replace("\u2019", "'").lower().split())


def _words(role: str) -> set[str]:
    return set(plain(role).replace("-", " ").split()) | set(plain(role).split())


def groups_of(role: str) -> frozenset[str]:
    """The readers somebody with this role is. Nobody whom the role does not clearly name is any of them."""
    words = _words(role)
    if words & _SOURCE_WORDS or words & _OUTSIDE_WORDS:
        return frozenset()
    if plain(role) in (CHILD, "young person", "subject"):
        return frozenset({CHILD})
    if words & _POLICE_WORDS and not words & (_FAMILY_WORDS - {"family"}):
        return frozenset({POLICE, PROFESSIONALS})
    if words & _FAMILY_WORDS and not words & (_WORK_WORDS - {"support", "lead", "head"}):
        return frozenset({FAMILY})
    return frozenset({PROFESSIONALS}) if words & _WORK_WORDS else frozenset()


def is_source(role: str) -> bool:
    """Whether somebody told us something, and is protected."""
    return bool(_words(role) & _SOURCE_WORDS)


def may_read(
    audience: Collection[str], *, refs: Iterable[str], role: str, groups: frozenset[str], relatives: Collection[str] = ()
) -> bool:
    """Whether this reader is of the audience. refs: what the reader is called; relatives: references of the family in the case.

    An empty audience is the professionals of the circle. Where relatives are named beside `family`, it means those alone (H9).
    """
    asked = {one.strip() for one in audience} or {PROFESSIONALS}
    if asked & set(refs) or plain(role) in {plain(one) for one in asked - GROUPS}:
        return True
    if FAMILY in asked and asked & set(relatives):
        asked = asked - {FAMILY}
    return bool(asked & groups)

"""What nobody may keep in a paper for a reader, whatever their reason: a table, each row with why.

Everything else that is kept from a reader is kept by somebody's judgement, and a manager's may differ.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from . import readers
from .readers import CHILD, POLICE, PROFESSIONALS


@dataclass(frozen=True)
class Never:
    """One sort of thing. because: the sentence a person reads. source: where the rule comes from."""

    key: str
    because: str
    source: str


POLICE_ALONE = Never(
    "police-alone",
    "It is for the police alone, and only the police release it.",
    "Handling of police intelligence: shared with whom it names, and onward only as the police allow (College of Policing APP)",
)
SUSPECT = Never(
    "suspect",
    "It is about somebody who is suspected, and no family, child or outsider is told that.",
    "Never for a family: suspects and their addresses, disruption, tactics (local practice; UK GDPR Art 10)",
)
WHERE_KEPT = Never(
    "where-kept",
    "It says where somebody is kept safe from this reader.",
    "A confidential placement is withheld from a parent who must not know of it (Children Act 1989 Sch 2 para 15)",
)
WORKERS_OWN = Never(
    "workers-own",
    "It is a private detail of somebody who works with the child.",
    "Private contacts of staff are never given to families (local practice)",
)
TABLE = (POLICE_ALONE, SUSPECT, WHERE_KEPT, WORKERS_OWN)

_SUSPECTS = frozenset(["suspect", "suspected", "perpetrator", "exploiter", "offender", "alleged", "trafficker"])
_CARERS = frozenset(["carer", "carers", "foster", "placement", "refuge", "special"])


def of_person(role: str, audience: Collection[str], groups: Collection[str]) -> str:
    """Why nobody may keep word of this person for such a reader; "" where a manager may."""
    if set(audience) == {POLICE} and POLICE not in groups:
        return POLICE_ALONE.because
    return SUSPECT.because if is_suspect(role) and not _at_work(groups) else ""


def of_detail(kind: str, role: str, audience: Collection[str], groups: Collection[str]) -> str:
    """The same of a detail that is kept from them. role: of whom it is."""
    said = of_person(role, audience, groups)
    if said or _at_work(groups):
        return said
    if kind == "address" and CHILD not in groups and (CHILD in readers.groups_of(role) or _is_carer(role)):
        return WHERE_KEPT.because
    if kind in ("phone", "email", "address", "account", "vehicle") and PROFESSIONALS in readers.groups_of(role):
        return WORKERS_OWN.because
    return ""


def is_suspect(role: str) -> bool:
    words = set(readers.plain(role).replace("-", " ").split())
    return bool(words & _SUSPECTS) and not words & {"mother", "father", "parent", "brother", "sister", "child", "victim"}


def _is_carer(role: str) -> bool:
    return bool(set(readers.plain(role).split()) & _CARERS)


def _at_work(groups: Collection[str]) -> bool:
    return PROFESSIONALS in groups or POLICE in groups


__all__ = ["TABLE", "Never", "is_suspect", "of_detail", "of_person"]

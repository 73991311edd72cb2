"""What of the sender's document stands in which table: the same list read both ways, so that what came in goes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import DetailKind, RelationKind

FROM_SENDER = "Given by the system that sent the record."
Entry = Mapping[str, Any]
# The lists of details: the document's key, the kind that is kept, and the key of the value.
DETAILS: tuple[tuple[str, DetailKind, str], ...] = (
    ("addresses", DetailKind.ADDRESS, "lines"),
    ("phones", DetailKind.PHONE, "number"),
    ("emails", DetailKind.EMAIL, "address"),
    ("vehicles", DetailKind.VEHICLE, "registration"),
    ("places", DetailKind.PLACE, "name"),
    ("accounts", DetailKind.ACCOUNT, "name"),
    ("references", DetailKind.REFERENCE, "number"),
)
# Lists that were not in the first edition of the document: given back only where something stands in them.
LATER = frozenset({"accounts", "references"})

_ROLES: tuple[tuple[RelationKind, tuple[str, ...]], ...] = (
    (RelationKind.STEP_PARENT, ("stepmother", "stepfather", "step parent", "step mother", "step father", "stepparent")),
    (RelationKind.PARENTS_PARTNER, ("parents partner", "mothers partner", "fathers partner", "mums partner")),
    (RelationKind.GRANDPARENT, ("grandmother", "grandfather", "grandparent", "nan", "gran", "grandma", "grandad")),
    (RelationKind.MOTHER, ("mother", "mum", "birth mother")),
    (RelationKind.FATHER, ("father", "dad", "birth father")),
    (RelationKind.HALF_SIBLING, ("half sibling", "half brother", "half sister")),
    (RelationKind.TWIN, ("twin",)),
    (RelationKind.SIBLING, ("sibling", "brother", "sister")),
    (RelationKind.GUARDIAN, ("guardian", "special guardian")),
    (RelationKind.CARER, ("carer", "foster carer", "fostercarer")),
    (RelationKind.RELATIVE, ("aunt", "uncle", "cousin", "relative", "niece", "nephew")),
    (RelationKind.OF_CONCERN, ("suspect", "person of concern", "of concern", "perpetrator", "alleged perpetrator", "exploiter")),
    (RelationKind.PARTNER, ("partner", "boyfriend", "girlfriend")),
    (RelationKind.FRIEND, ("friend", "peer")),
    (RelationKind.NEIGHBOUR, ("neighbour",)),
    (RelationKind.LODGER, ("lodger",)),
)


def relation_of(role: str) -> RelationKind:
    """What a person is to the child, as far as the sender's word for it says."""
    plain = " ".join(role.replace("_", " ").replace("-", " ").replace("'", "").lower().split())
    return next((kind for kind, words in _ROLES if plain in words), RelationKind.OTHER)


def details(document: Entry) -> list[dict[str, Any]]:
    """Each detail of the document as the values of its row."""
    found = []
    for key, kind, value in DETAILS:
        for position, one in enumerate(document.get(key, [])):
            words = one.get(value, "")
            found.append(
                {
                    "kind": kind.value,
                    "of": one.get("of", ""),
                    "ref": one.get("ref", ""),
                    "value": "\n".join(words) if isinstance(words, list) else words,
                    "postcode": one.get("postcode", ""),
                    "by_line": isinstance(words, list),
                    "audience": list(one.get("audience", [])),
                    "position": position,
                }
            )
    return found


def ties(document: Entry) -> list[dict[str, Any]]:
    rows = document.get("relations", [])
    return [
        {"from_ref": one["from"], "to_ref": one["to"], "kind": one.get("kind", ""), "position": position}
        for position, one in enumerate(rows)
    ]


def lines(document: Entry) -> list[dict[str, Any]]:
    rows = document.get("lines", [])
    return [
        {"text": one["text"], "audience": list(one.get("audience", [])), "position": position}
        for position, one in enumerate(rows)
    ]

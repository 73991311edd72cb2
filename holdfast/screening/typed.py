"""What a referrer typed of a child and the people round them, read for MASH. Nothing here has been checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.records.types import TypedChild
from holdfast.referrals.models import ReferredChild
from holdfast.rules.referral_gaps import entries, words
from holdfast.rules.referral_options import RELATIONSHIPS

_RELATION = {option.key: option.label for option in RELATIONSHIPS}


def typed_child(child: ReferredChild) -> TypedChild:
    """The child as typed, to be compared with the records."""
    typed: Mapping[str, Any] = child.typed
    nicknames = typed.get("nicknames")
    known_as = [name for name in nicknames if isinstance(name, str)] if isinstance(nicknames, list) else []
    return TypedChild(
        given=child.given_name,
        family=child.family_name,
        known_as=" ".join(known_as),
        born=child.date_of_birth,
        born_words=f"about {child.estimated_age}" if child.estimated_age is not None and not child.date_of_birth else "",
        nhs=words(typed, "nhs_number"),
        upn=words(typed, "upn"),
        address=words(typed, "address"),
        postcode=words(typed, "postcode"),
    )


def identities(child: ReferredChild) -> list[dict[str, str]]:
    """The people an agency may be asked about: the child first, then brothers and sisters, then the others of the case.

    Each has a `key` that stays the same while the referral does.
    """
    document = child.referral.document
    listed = [_child(number, entry) for number, entry in enumerate(entries(document, "children"))]
    listed.sort(key=lambda identity: identity["key"] != f"child-{child.position}")
    for identity in listed[1:]:
        identity["relation"] = "Another child on the same referral"
    return listed + [
        _person(number, entry)
        for number, entry in enumerate(entries(document, "people"))
        if child.position in (entry.get("children") or [])
    ]


def _child(number: int, entry: Mapping[str, Any]) -> dict[str, str]:
    return {"key": f"child-{number}", "relation": "The child", **_identity(entry)}


def _person(number: int, entry: Mapping[str, Any]) -> dict[str, str]:
    relation = words(entry, "relationship_detail") or _RELATION.get(words(entry, "relationship"), "Relation not known")
    return {"key": f"person-{number}", "relation": relation, **_identity(entry)}


def _identity(entry: Mapping[str, Any]) -> dict[str, str]:
    """Name, other names, birth and address: who somebody is, and nothing of what is feared. A confidential address stays out."""
    name = f"{words(entry, 'given_name')} {words(entry, 'family_name')}".strip()
    age = entry.get("estimated_age")
    return {
        "name": name or "Name not known",
        "also": ", ".join(_names(entry)),
        "born": words(entry, "date_of_birth"),
        "age": f"about {age}" if isinstance(age, int) and not words(entry, "date_of_birth") else "",
        "address": _address(entry),
    }


def _address(entry: Mapping[str, Any]) -> str:
    if words(entry, "address_confidential") == "yes":
        return ""
    return ", ".join(part for part in words(entry, "address").splitlines() if part.strip())


def _names(entry: Mapping[str, Any]) -> list[str]:
    lists = [entry.get(key) for key in ("nicknames", "aliases")]
    return [name for names in lists if isinstance(names, list) for name in names if isinstance(name, str)]

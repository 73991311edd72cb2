"""Gives a case back as it was sent; one that nobody sent, as far as the record holds the same facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer

from .. import policies
from ..models import Address, CaseLine, CasePerson, Child, ChildName, Detail, Identifier, PersonName, Relationship, Tie
from ..types import DetailKind, IdentifierKind, NameKind, YesNo
from .wanted import DETAILS, FROM_SENDER, LATER

Document = dict[str, Any]


def child_called(viewer: Viewer, child_ref: str) -> UUID | None:
    """The child with a sender's reference, or with our own id."""
    rows = visible(viewer, Identifier).filter(kind=IdentifierKind.SENDER, value=child_ref, removed_at=None)
    found = rows.values_list("child_id", flat=True).first()
    if found is not None:
        return found
    try:
        return visible(viewer, Child).filter(pk=UUID(child_ref)).values_list("pk", flat=True).first()
    except ValueError:
        return None


@action
def give(*, by: Viewer, child_ref: str) -> Document:
    """The whole case as a document. Recorded as a release: it leaves with the names of everybody in it."""
    policies.check_can_take_in(by)
    child_id = child_called(by, child_ref)
    if child_id is None:
        raise NotHere
    child = visible(by, Child).get(pk=child_id)
    document = _sent(by, child) or _held(by, child)
    record(by, "case.export", child, kind=Kind.RELEASE, child_id=child.pk)
    return document


def ref_of(viewer: Viewer, child: Child) -> str:
    """The sender's reference of a child, or our own id."""
    rows = visible(viewer, Identifier).filter(child=child, kind=IdentifierKind.SENDER, removed_at=None)
    return rows.order_by("pk").values_list("value", flat=True).first() or str(child.pk)


def _child(by: Viewer, child: Child, aliases: list[str]) -> Document:
    return {
        "ref": ref_of(by, child),
        "given_name": child.given,
        "family_name": child.family,
        "aliases": aliases,
        "date_of_birth": child.born.isoformat() if child.born else None,
    }


def _sent(by: Viewer, child: Child) -> Document | None:
    """What another system sent, list by list in its own order; None where nobody sent this case."""
    live = {"child": child, "removed_at": None}
    held = list(visible(by, CasePerson).filter(**live).select_related("person").order_by("position"))
    details = list(visible(by, Detail).filter(**live).order_by("position"))
    ties = list(visible(by, Tie).filter(**live).order_by("position"))
    lines = list(visible(by, CaseLine).filter(**live).order_by("position"))
    names = visible(by, ChildName).filter(**live, kind=NameKind.ALIAS, note=FROM_SENDER).order_by("pk")
    sent_names = list(names.values_list("given", flat=True))
    if not (held or details or ties or lines or sent_names):
        return None
    document: Document = {"child": _child(by, child, sent_names), "people": _people(by, child, held)}
    document["relations"] = [{"from": one.from_ref, "to": one.to_ref, "kind": one.kind} for one in ties]
    for key, kind, value in DETAILS:
        rows = [_detail(one, value) for one in details if one.kind == kind]
        if rows or key not in LATER:
            document[key] = rows
    document["lines"] = [{"text": one.text, "audience": one.audience} for one in lines]
    return document


def _people(by: Viewer, child: Child, held: list[CasePerson]) -> list[Document]:
    aliases: dict[UUID, list[str]] = {}
    for name in visible(by, PersonName).filter(child=child, removed_at=None).order_by("position"):
        aliases.setdefault(name.person_id, []).append(name.words)
    contact = {row.person_id: _contact(row) for row in visible(by, Relationship).filter(child=child, person__isnull=False)}
    return [
        {
            "ref": one.ref,
            "role": one.role,
            "given_name": one.person.given,
            "family_name": one.person.family,
            "aliases": aliases.get(one.person_id, []),
            "date_of_birth": one.person.born_earliest.isoformat() if one.person.born_earliest else None,
            "audience": one.audience,
        }
        | contact.get(one.person_id, {})
        for one in held
    ]


def _contact(row: Relationship) -> Document:
    """Whether they may have contact with the child, where that is known."""
    if row.contact == YesNo.NOT_KNOWN:
        return {}
    since = {"contact_since": row.contact_since.isoformat()} if row.contact_since else {}
    return {"contact": row.contact} | ({"contact_why": row.contact_why} if row.contact_why else {}) | since


def _detail(one: Detail, value: str) -> Document:
    words: Any = one.value.split("\n") if one.by_line else one.value
    if one.by_line and not one.value:
        words = []
    found: Document = {value: words, "audience": one.audience}
    if one.kind == DetailKind.PLACE:
        return {"ref": one.ref, **found, "postcode": one.postcode}
    if one.kind == DetailKind.ADDRESS:
        found["postcode"] = one.postcode
    return {"of": one.of, **found}


def _held(by: Viewer, child: Child) -> Document:
    """A case that was written here."""
    names = visible(by, ChildName).filter(child=child, removed_at=None)
    aliases = [f"{one.given} {one.family}".strip() for one in names.order_by("pk")] + ([child.known_as] if child.known_as else [])
    document: Document = {"child": _child(by, child, aliases), "people": [], "relations": []}
    document |= {key: [] for key, _, _ in DETAILS if key not in LATER} | {"lines": []}
    me = document["child"]["ref"]
    for row in visible(by, Relationship).filter(child=child).select_related("person", "other_child").order_by("pk"):
        whom: Any = row.person or row.other_child
        ref = str(whom.pk) if row.person else ref_of(by, whom)
        born = whom.born_earliest if whom.born_earliest == whom.born_latest else None
        document["people"].append(
            {
                "ref": ref,
                "role": row.kind,
                "given_name": whom.given,
                "family_name": whom.family,
                "aliases": [whom.known_as] if whom.known_as else [],
                "date_of_birth": born.isoformat() if born else None,
                "audience": [],
                **_contact(row),
            }
        )
        document["relations"].append({"from": ref, "to": me, "kind": row.kind})
        if row.person and row.person.telephone:
            document["phones"].append({"of": ref, "number": row.person.telephone, "audience": []})
        if row.person and row.person.email:
            document["emails"].append({"of": ref, "address": row.person.email, "audience": []})
    for place in visible(by, Address).filter(child=child).order_by("pk"):
        lines = ", ".join(part for part in (*place.lines.splitlines(), place.town) if part.strip())
        document["addresses"].append({"of": me, "lines": lines, "postcode": place.postcode, "audience": []})
    return document

"""The people of a case: each by the sender's reference, in that case alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer

from ..models import CasePerson, Child, Person, PersonName, Relationship
from ..types import RelationKind, YesNo
from . import wanted

Said = Mapping[str, Any]


def keep(by: Viewer, child: Child, people: Sequence[Said]) -> tuple[list[UUID], bool]:
    """Make, change or end the people of this case. Gives those made or changed, and whether anything changed."""
    rows = CasePerson.objects.filter(partnership_id=by.here, child=child, removed_at=None).select_related("person")
    held = {one.ref: one for one in rows}
    touched: list[UUID] = []
    changed = False
    for position, said in enumerate(people):
        one = held.pop(said["ref"], None)
        if one is None:
            touched.append(_make(by, child, said, position))
        elif _change(by, child, one, said, position):
            touched.append(one.person_id)
    for one in held.values():
        _end(by, child, one)
        changed = True
    return touched, changed or bool(touched)


def _fields(said: Said) -> dict[str, Any]:
    from .taking import day

    born = day(said)
    given, family = said.get("given_name", ""), said.get("family_name", "")
    return {"given": given, "family": family, "born_earliest": born, "born_latest": born}


def _place(said: Said, position: int) -> dict[str, Any]:
    return {"role": said.get("role", ""), "audience": list(said.get("audience", [])), "position": position}


def _make(by: Viewer, child: Child, said: Said, position: int) -> UUID:
    person = Person.objects.create(partnership_id=by.here, **_fields(said))
    CasePerson.objects.create(partnership_id=by.here, child=child, person=person, ref=said["ref"], **_place(said, position))
    kind = wanted.relation_of(said.get("role", ""))
    Relationship.objects.create(
        partnership_id=by.here,
        child=child,
        person=person,
        kind=kind,
        of_concern=kind == RelationKind.OF_CONCERN,
        note=said.get("role", "") if kind == RelationKind.OTHER else "",
        **_contact(said),
    )
    _aliases(by, child, person, said.get("aliases", []))
    return person.pk


def _contact(said: Said) -> dict[str, Any]:
    since = said.get("contact_since")
    return {
        "contact": said.get("contact", YesNo.NOT_KNOWN),
        "contact_why": said.get("contact_why", ""),
        "contact_since": dt.date.fromisoformat(since) if since else None,
    }


def _change(by: Viewer, child: Child, one: CasePerson, said: Said, position: int) -> bool:
    changed = _aliases(by, child, one.person, said.get("aliases", []))
    changed |= _set(one.person, _fields(said))
    for row in Relationship.objects.filter(partnership_id=by.here, child=child, person=one.person) if "contact" in said else ():
        changed |= _set(row, _contact(said))
    role_before = one.role
    changed |= _set(one, _place(said, position))
    if one.role != role_before:
        kind = wanted.relation_of(one.role)
        for row in Relationship.objects.filter(partnership_id=by.here, child=child, person=one.person):
            row.change(seen=None, kind=kind, of_concern=kind == RelationKind.OF_CONCERN)
    return changed


def _set(row: Person | CasePerson | Relationship, values: dict[str, Any]) -> bool:
    moved = {name: value for name, value in values.items() if getattr(row, name) != value}
    if moved:
        row.change(seen=None, **moved)
    return bool(moved)


def _aliases(by: Viewer, child: Child, person: Person, said: list[str]) -> bool:
    held = list(
        PersonName.objects.filter(partnership_id=by.here, child=child, person=person, removed_at=None).order_by("position")
    )
    if [one.words for one in held] == said:
        return False
    for one in held:
        one.change(seen=None, removed_at=now())
    for position, words in enumerate(said):
        PersonName.objects.create(partnership_id=by.here, child=child, person=person, words=words, position=position)
    return True


def _end(by: Viewer, child: Child, one: CasePerson) -> None:
    """The sender no longer names them: their place in the case ends, and what was known stays in its history."""
    one.change(seen=None, removed_at=now())
    for row in PersonName.objects.filter(partnership_id=by.here, child=child, person=one.person, removed_at=None):
        row.change(seen=None, removed_at=now())
    for tie in Relationship.objects.filter(partnership_id=by.here, child=child, person=one.person, until=None):
        tie.change(seen=None, until=today())

"""Making records, and joining what was typed to them: MASH alone does so, and can undo it (H11)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules import identifiers

from .. import chronology, policies, search
from ..models import Address, Child, Identifier, IdentityLink
from ..types import IdentifierKind, TypedChild
from .child import EDITABLE, check_days


@action
def create_child(*, by: Viewer, given: str = "", family: str = "", **values: Any) -> Child:
    """Make a record. Values: any of the record's own fields; `born` for one known day of birth."""
    policies.check_can_make(by)
    if "born" in values:
        values["born_earliest"] = values["born_latest"] = values.pop("born")
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A record has no {', '.join(sorted(unknown))}.")
    check_days(values)
    child = Child.objects.create(partnership_id=by.here, given=given.strip(), family=family.strip(), **values)
    search.refresh(child)
    record(by, "child.make", child, child_id=child.pk)
    return child


@action
def make_from_typed(
    *, by: Viewer, typed: TypedChild, source_kind: str, source_id: UUID, why: str = "", **values: Any
) -> IdentityLink:
    """Make a record of what was typed, and join the two. The typed words themselves stay as they are."""
    policies.check_can_identify(by)
    if typed.born:
        values.setdefault("born_earliest", typed.born)
        values.setdefault("born_latest", typed.born)
    child = create_child(
        by=by,
        given=typed.given,
        family=typed.family,
        known_as=typed.known_as,
        born_words=typed.born_words,
        **values,
    )
    _keep_typed_numbers(by, child, typed)
    if typed.address.strip() or typed.postcode.strip():
        Address.objects.create(
            partnership_id=by.here,
            child=child,
            lines=typed.address.strip() or "Address not known",
            postcode=identifiers.postcode(typed.postcode) or typed.postcode.strip(),
        )
    search.refresh(child)
    return _join(by, child, source_kind, source_id, why, made=True)


def _keep_typed_numbers(by: Viewer, child: Child, typed: TypedChild) -> None:
    """Numbers that hold their own check are kept; a number that does not stays on the referral alone."""
    kept = {
        IdentifierKind.NHS: identifiers.nhs(typed.nhs),
        IdentifierKind.UPN: identifiers.upn(typed.upn),
        IdentifierKind.COUNCIL: typed.council.strip(),
        IdentifierKind.POLICE: typed.police.strip(),
    }
    Identifier.objects.bulk_create(
        Identifier(partnership_id=by.here, child=child, kind=kind, value=value) for kind, value in kept.items() if value
    )


@action
def link(*, by: Viewer, source_kind: str, source_id: UUID, child_id: UUID, why: str = "") -> IdentityLink:
    """Join what was typed to a record. Already joined to another: undo that first."""
    policies.check_can_identify(by)
    child = visible(by, Child).filter(pk=child_id, set_aside_at=None).first()
    if child is None:
        raise NotHere
    return _join(by, child, source_kind, source_id, why, made=False)


def _join(by: Viewer, child: Child, source_kind: str, source_id: UUID, why: str, *, made: bool) -> IdentityLink:
    source = {"source_kind": source_kind, "source_id": source_id}
    held = IdentityLink.objects.filter(partnership_id=by.here, **source, undone_at=None).first()
    if held is not None and held.child_id == child.pk:
        record(by, "child.link-again", held, child_id=child.pk)
        return held
    if held is not None:
        raise Refused("This child is already joined to a record. Undo that first, with the reason.")
    joined = IdentityLink.objects.create(
        partnership_id=by.here, child=child, made=made, why=why, linked_by=by.person_id, **source
    )
    carried = chronology.carry(by, joined)
    record(by, "child.link", joined, child_id=child.pk, made=made, carried=carried)
    return joined


@action
def undo_link(*, by: Viewer, link: IdentityLink, why: str) -> IdentityLink:
    """Part what was typed from the record. A record made for it alone is set aside, and kept."""
    policies.check_can_identify(by)
    if not why.strip():
        raise Refused("Say why this was not the right record: whoever looks next needs to know.")
    if link.undone_at is not None:
        raise Refused("This has been undone already.")
    link.change(seen=None, undone_at=now(), undone_by=by.person_id, undone_why=why.strip())
    others = IdentityLink.objects.filter(partnership_id=by.here, child_id=link.child_id, undone_at=None)
    set_aside = link.made and not others.exists()
    if set_aside:
        _set_aside(by, link.child_id)
    record(by, "child.undo-link", link, child_id=link.child_id, set_aside=set_aside)
    return link


def _set_aside(by: Viewer, child_id: UUID) -> None:
    child = Child.objects.get(partnership_id=by.here, pk=child_id)
    child.change(seen=None, set_aside_at=now())
    search.refresh(child)

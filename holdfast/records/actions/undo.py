"""Taking back an ordinary edit of the record: what it replaced is saved again, by the same action and the same checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import NotHere, Refused, StaleEdit
from holdfast.kernel.models import Record
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from ..models import Child, Edit, HouseholdMember, Involvement, Person, Relationship, SensitiveFact, Summary
from .child import EDITABLE, change_child, write_summary
from .involvement import FIELDS as INVOLVEMENT_FIELDS
from .involvement import change_involvement
from .parts import PARTS, change_part
from .people import PERSON_FIELDS, RELATION_FIELDS, change_person, change_relationship, leave_household
from .sensitive import FIELDS as SENSITIVE_FIELDS
from .sensitive import change_sensitive

FOR = timedelta(days=1)
Values = dict[str, Any]
ANSWERS = frozenset({"worried", "working_well", "needs"})
# What may be taken back: the rows of each part of the record, and what a person may write in them.
KINDS: dict[str, tuple[Any, frozenset[str]]] = {
    "child": (Child, EDITABLE),
    "summary": (Summary, ANSWERS),
    "person": (Person, PERSON_FIELDS),
    "relationship": (Relationship, RELATION_FIELDS),
    "sensitive": (SensitiveFact, SENSITIVE_FIELDS),
    "involvement": (Involvement, INVOLVEMENT_FIELDS),
    "household": (HouseholdMember, frozenset({"until"})),
    **{key: (part.model, part.fields) for key, part in PARTS.items()},
}
# How each part of the record is saved again: whoever takes back an edit passes every check of making one.
AGAIN: dict[str, Callable[[Viewer, Edit, Values], object]] = {
    "child": lambda by, edit, old: change_child(by=by, child_id=edit.child_id, seen=edit.after, **old),
    "summary": lambda by, edit, old: write_summary(by=by, child_id=edit.child_id, seen=edit.after, **old),
    "person": lambda by, edit, old: change_person(
        by=by, child_id=edit.child_id, person_id=edit.row_id, seen=edit.after, **old
    ),
    "relationship": lambda by, edit, old: change_relationship(
        by=by, child_id=edit.child_id, relationship_id=edit.row_id, seen=edit.after, **old
    ),
    "sensitive": lambda by, edit, old: change_sensitive(
        by=by, child_id=edit.child_id, fact_id=edit.row_id, seen=edit.after, **old
    ),
    "involvement": lambda by, edit, old: change_involvement(
        by=by, child_id=edit.child_id, involvement_id=edit.row_id, seen=edit.after, **old
    ),
    "household": lambda by, edit, old: leave_household(
        by=by, child_id=edit.child_id, member_id=edit.row_id, seen=edit.after, **old
    ),
}  # fmt: skip


@action
def keep_replaced(*, by: Viewer, kind: str, child_id: UUID, before: Record, after: Record) -> Edit | None:
    """Keep what an edit has replaced; nothing where it replaced nothing. Older edits of the same person are let go.

    before, after: the row as it was and as it is.
    """
    fields = KINDS[kind][1]
    replaced = {name: getattr(before, name) for name in sorted(fields) if getattr(before, name) != getattr(after, name)}
    record(by, "edit.keep", after, child_id=child_id, fields=sorted(replaced))
    if not replaced or by.person_id is None:
        return None
    mine = Edit.objects.filter(partnership_id=by.here, editor_id=by.person_id)
    mine.filter(created_at__lt=now() - FOR).delete()
    return Edit.objects.create(
        partnership_id=by.here, child_id=child_id, editor_id=by.person_id, kind=kind, row_id=after.pk,
        replaced=replaced, after=after.version,
    )  # fmt: skip


@action
def take_back(*, by: Viewer, edit: Edit) -> Edit:
    """Save again what the edit replaced. Raises Refused when somebody has changed it since: theirs is never lost."""
    held = visible(by, Edit).filter(pk=edit.pk).first()
    if held is None:
        raise NotHere
    if held.taken_back_at is not None:
        raise Refused("This has been taken back already.")
    if held.created_at < now() - FOR:
        raise Refused("An edit can be taken back for a day. Change it again by hand.")
    try:
        _save_again(by, held)
    except StaleEdit:
        raise Refused("Somebody has changed it since, so nothing was taken back. Change it by hand.") from None
    except NotHere:
        raise Refused("It is now kept from you, so you cannot take it back. Ask whoever leads for the child.") from None
    held.change(seen=None, taken_back_at=now())
    record(by, "edit.take-back", held, child_id=held.child_id)
    return held


def _save_again(by: Viewer, edit: Edit) -> None:
    fields = {field.attname: field for field in KINDS[edit.kind][0]._meta.concrete_fields}
    old = {name: fields[name].to_python(value) for name, value in edit.replaced.items()}
    if edit.kind in AGAIN:
        AGAIN[edit.kind](by, edit, _whole(edit, old))
        return
    change_part(by=by, part=edit.kind, child_id=edit.child_id, part_id=edit.row_id, seen=edit.after, **old)


def _whole(edit: Edit, old: Values) -> Values:
    """The three answers are saved together: those that did not change, as they stand."""
    if edit.kind != "summary":
        return old
    stands = Summary.objects.filter(pk=edit.row_id).values(*ANSWERS).get()
    return {**stands, **old}

"""Takes in one case: the child by the sender's reference, made or brought up to date; and everything the sender says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from .. import policies, search
from ..actions.shut_out import shut_out_of
from ..models import CaseLine, Child, ChildName, Detail, Identifier, Tie
from ..types import IdentifierKind, NameKind
from . import homes, people, wanted
from .wanted import FROM_SENDER


@dataclass
class Taken:
    """The child, whether the record is new, and which parts of it changed."""

    child: Child
    created: bool
    changed: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        return "created" if self.created else "changed" if self.changed else "unchanged"


@action
def take_in(*, by: Viewer, document: Mapping[str, Any]) -> Taken:
    """Take in one case. The same document again changes nothing; another with the same reference replaces what it says.

    An account that is, or seems to be, somebody in the case is shut out of it (H10).
    """
    policies.check_can_take_in(by)
    _one_at_a_time(by)
    taken = _child(by, document["child"])
    parts: dict[str, bool] = {"names": _aliases(by, taken.child, document["child"].get("aliases", []))}
    new_people, parts["people"] = people.keep(by, taken.child, document.get("people", []))
    parts["details"] = _replace(by, taken.child, Detail, wanted.details(document))
    parts["addresses"] = homes.keep(by, taken.child, document)
    parts["relations"] = _replace(by, taken.child, Tie, wanted.ties(document))
    parts["lines"] = _replace(by, taken.child, CaseLine, wanted.lines(document))
    taken.changed += [name for name, changed in parts.items() if changed]
    if taken.created or {"child", "names", "addresses"} & set(taken.changed):
        search.refresh(taken.child)
    record(by, "case.import", taken.child, child_id=taken.child.pk, state=taken.state, changed=taken.changed)
    for person_id in new_people:
        shut_out_of(by=by, child_id=taken.child.pk, person_id=person_id)
    return taken


def _one_at_a_time(by: Viewer) -> None:
    """Two files taken in at once wait for one another: a child new in both is made once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"case.import:{by.here}"])


def _child(by: Viewer, said: Mapping[str, Any]) -> Taken:
    born = day(said)
    values = {
        "given": said.get("given_name", ""),
        "family": said.get("family_name", ""),
        "born_earliest": born,
        "born_latest": born,
    }
    known = Identifier.objects.filter(
        partnership_id=by.here, kind=IdentifierKind.SENDER, value=said["ref"], removed_at=None
    ).select_related("child")
    found = known.first()
    if found is None:
        child = Child.objects.create(partnership_id=by.here, **values)
        Identifier.objects.create(partnership_id=by.here, child=child, kind=IdentifierKind.SENDER, value=said["ref"])
        return Taken(child, created=True)
    child = found.child
    if all(getattr(child, name) == value for name, value in values.items()):
        return Taken(child, created=False)
    child.change(seen=None, **values)
    return Taken(child, created=False, changed=["child"])


def day(said: Mapping[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(said["date_of_birth"]) if said.get("date_of_birth") else None


def _aliases(by: Viewer, child: Child, said: list[str]) -> bool:
    """Other names that the sender gives. Names that somebody here wrote down stay as they are."""
    rows = ChildName.objects.filter(partnership_id=by.here, child=child, kind=NameKind.ALIAS, removed_at=None)
    held = list(rows.filter(note=FROM_SENDER).order_by("pk"))
    if [one.given for one in held] == said:
        return False
    for one in held:
        one.change(seen=None, removed_at=now())
    for words in said:
        ChildName.objects.create(partnership_id=by.here, child=child, kind=NameKind.ALIAS, given=words, note=FROM_SENDER)
    return True


def _replace(by: Viewer, child: Child, model: type[Model], rows: list[dict[str, Any]]) -> bool:
    """Bring one list up to what the sender says now. What no longer stands in it is set aside, never changed."""
    held = list(model._default_manager.filter(partnership_id=by.here, child=child, removed_at=None))
    left = list(rows)
    gone = []
    for one in held:
        same = next((row for row in left if all(getattr(one, name) == value for name, value in row.items())), None)
        if same is None:
            gone.append(one)
        else:
            left.remove(same)
    for one in gone:
        one.change(seen=None, removed_at=now())  # type: ignore[attr-defined]
    for row in left:
        model._default_manager.create(partnership_id=by.here, child=child, **row)
    return bool(gone or left)

"""The children a batch of rows speaks of: known by the sender's reference, or made, each a child of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection

from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.kernel.writing import write
from holdfast.records.keys import Findable, keys_for, parts, sound
from holdfast.records.matching import with_likeness
from holdfast.records.models import Child, Identifier, SearchKey
from holdfast.records.types import IdentifierKind, TypedChild
from holdfast.rules.nicknames import families_of
from holdfast.work.actions import open_duties
from holdfast.work.clocks import reckon
from holdfast.work.models import Duty
from holdfast.work.types import LIVE, Responsible

from .reading import Told


@dataclass
class Children:
    """Those of one batch, by the sender's reference."""

    by: Viewer
    known: dict[str, Child]
    made: dict[str, Child] = field(default_factory=dict)
    differing: dict[UUID, Child] = field(default_factory=dict)
    anew: set[UUID] = field(default_factory=set)

    def of(self, told: Told) -> Child:
        """The child of a row: a reference seen before is that child, whatever name stands beside it."""
        child = self.known.get(told.child_ref) or self.made.get(told.child_ref)
        if child is None:
            child = self.made[told.child_ref] = self._make(told)
        elif _is_another(told, child):
            self.differing[child.pk] = child
        return child

    def says_something(self, told: Told, child: Child) -> None:
        """A row that brings something new under another's name asks again, though a person has answered before."""
        if child.pk in self.differing and _is_another(told, child):
            self.anew.add(child.pk)

    def is_called_otherwise(self, told: Told, child: Child) -> None:
        """The sender changed the name or the date of birth of a child they told of before: asked, unless the record says so."""
        if not calls_alike(told.given, told.family, told.born, child):
            self.differing[child.pk] = child
            self.anew.add(child.pk)

    def _make(self, told: Told) -> Child:
        return Child(
            partnership_id=self.by.here, given=told.given, family=told.family, born_earliest=told.born, born_latest=told.born
        )


def known(by: Viewer, refs: Iterable[str]) -> Children:
    """The children whose references were seen before. A merged record's reference means the record it went into."""
    rows = Identifier.objects.filter(
        partnership_id=by.here, kind=IdentifierKind.SENDER, value__in=sorted(set(refs)), removed_at=None
    ).select_related("child")
    return Children(by, {one.value: one.child for one in rows})


def _is_another(told: Told, child: Child) -> bool:
    """Whether a row plainly speaks of somebody else. A slip in one name or in the day alone is still that child."""
    given = _unlike(told.given, (child.given, child.known_as))
    family = _unlike(told.family, (child.family,))
    other_day = told.born is not None and child.born is not None and told.born != child.born
    return given and (family or other_day)


def calls_alike(given: str, family: str, born: date | None, child: Child) -> bool:
    """Whether a sender's words are those of the record; a name they leave empty says nothing."""
    names = {name.casefold() for name in (child.given, child.known_as) if name}
    same_given = not given or given.casefold() in names
    same_family = not family or family.casefold() == child.family.casefold()
    return same_given and same_family and (born is None or born == child.born)


def _unlike(typed: str, kept: Sequence[str]) -> bool:
    words, others = set(parts(typed)), {word for name in kept for word in parts(name)}
    if not words or not others or words & others:
        return False
    if {sound(word) for word in words} & {sound(word) for word in others}:
        return False
    return not {one for word in words for one in families_of(word)} & {one for word in others for one in families_of(word)}


LIKELY = "missing.likely-same"
WHAT = "A child taken in from a file may have a record already: look for it, and merge the two or leave them apart."
DIFFERS = "missing.reference-differs"
ASK = (
    "A file gives this child's reference with another name or date of birth: the page shows which. Ask the sender who is "
    "meant, then correct the record, or have the episodes moved to the other child."
)


def keep(children: Children) -> None:
    """Write the children that were made: the record, the sender's reference, and the words each is found by.

    One who may have a record already is put to MASH, and never merged by machine. So is one whose reference came with the
    name or date of birth of somebody else.
    """
    by, made = children.by, children.made
    write(list(made.values()))
    write([Identifier(partnership_id=by.here, child=one, kind=IdentifierKind.SENDER, value=ref) for ref, one in made.items()])
    _keep_keys(by, made)
    put_to_a_person(by, {one.pk: one for one in made.values()})
    _ask_who_is_meant(children)


def put_to_a_person(by: Viewer, made: dict[UUID, Child]) -> None:
    """Ask MASH to look at children made from a file who may have a record already."""
    typed = {pk: TypedChild(given=one.given, family=one.family, born=one.born) for pk, one in made.items()}
    alike = with_likeness(by, typed) if typed else []
    _put(by, LIKELY, WHAT, [made[pk] for pk in alike])


def _ask_who_is_meant(children: Children) -> None:
    """Ask who is meant, one question at a time for each child: a file that is taken in again asks nothing that was answered."""
    if not children.differing:
        return
    rows = Duty.objects.filter(partnership_id=children.by.here, kind=DIFFERS, subject_id__in=list(children.differing))
    asked = dict(rows.values_list("subject_id", "state").order_by("created_at"))
    wanted = [pk for pk in children.differing if pk not in asked or (pk in children.anew and asked[pk] not in LIVE)]
    _put(children.by, DIFFERS, ASK, [children.differing[pk] for pk in sorted(wanted)])


def _put(by: Viewer, kind: str, what: str, about: Sequence[Child]) -> None:
    if about:
        due = reckon(by=by, rule_key="check.routine", at=now()).due_at
        subjects = [(one, one.pk) for one in about]
        screeners = Responsible(role="mash-screener")
        open_duties(by=by, kind=kind, subjects=subjects, what=what, responsible=screeners, due_at=due, needs_ack=True)


def _keep_keys(by: Viewer, made: dict[str, Child]) -> None:
    """All the words at once: a thousand children have some forty thousand."""
    keys = {
        str(child.pk): sorted(keys_for(Findable(((child.given, child.family),), born=child.born, numbers=(ref,))))
        for ref, child in made.items()
    }
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {SearchKey._meta.db_table} (partnership_id, key, child_id)"  # noqa: S608  (the table's own name)
                " SELECT %s, word, child::uuid FROM jsonb_each(%s::jsonb) AS made(child, words),"
                " jsonb_array_elements_text(words) AS word",
                [by.here, json.dumps(keys)],
            )

"""What each field of each table holds: how sensitive it is, whether it may reach the family, what a copy for training
holds instead, and how long it is kept.

Every model declares a `register` beside its columns. Ids and moments need no word: they are what they look like. Everything
else is named in one of the four lists, or the suite fails. `docs/reference/fields.md` is printed from this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Sensitivity(Enum):
    """How much harm it does in the wrong hands."""

    WORKING = "working"  # ids, moments, states and kinds of the work; the name of an organisation
    PERSONAL = "personal"  # tells who somebody is or how to reach them
    SPECIAL = "special"  # what was feared, said or found; health, faith, law, where a child is
    LOCKED = "locked"  # a password, a key, a code, or the hash of one


class Scrub(Enum):
    """What a copy for training or for finding a fault holds in its place."""

    KEPT = "kept"
    INVENTED = "invented"
    EMPTIED = "emptied"
    NEW = "made anew"


class Keeps(Enum):
    """What a row goes with when it is let go."""

    CHILD = "with the child's record, by its retention class"
    REFERRAL = "with the referral, which goes with the record of the last child on it"
    SUBJECT = "with what it is about"
    STAFF = "with the account, while anything says what that person did"
    PARTNERSHIP = "as long as the partnership works here: which words and figures held on which day"
    INVESTIGATION = "by the audit's own class: it outlives the records it speaks of"
    PASSING = "until it is used, or runs out"


SCRUBBED = {
    Sensitivity.WORKING: Scrub.KEPT,
    Sensitivity.PERSONAL: Scrub.INVENTED,
    Sensitivity.SPECIAL: Scrub.EMPTIED,
    Sensitivity.LOCKED: Scrub.NEW,
}


@dataclass(frozen=True)
class Register:
    """The fields of one table, by their names with spaces between.

    family: those that may reach relatives whom somebody chose, and only through the disclosure gate; the rest never do.
    kept: those that a copy keeps as they are, though they are personal or special.
    """

    keeps: Keeps
    working: str = ""
    personal: str = ""
    special: str = ""
    locked: str = ""
    family: str = ""
    kept: str = ""

    def lists(self) -> dict[Sensitivity, list[str]]:
        return {one: getattr(self, one.value).split() for one in Sensitivity}

    def sensitivity(self, field: models.Field[Any, Any]) -> Sensitivity | None:
        """What is said of a field; of an id or a moment nothing need be."""
        said = [one for one, names in self.lists().items() if field.name in names]
        return said[0] if said else Sensitivity.WORKING if speaks_for_itself(field) else None


@dataclass(frozen=True)
class Entry:
    """One field, with everything that is said of it."""

    name: str
    sensitivity: Sensitivity
    family: bool
    scrub: Scrub
    keeps: Keeps


def speaks_for_itself(field: models.Field[Any, Any]) -> bool:
    """An id, a moment, or the number of a version."""
    inner = field.base_field if isinstance(field, ArrayField) else field
    moment = isinstance(field, models.DateTimeField)
    return field.primary_key or field.is_relation or isinstance(inner, models.UUIDField) or moment or field.name == "version"


def entries(model: type[models.Model], register: Register) -> list[Entry]:
    """What is said of each field of a table, in the order of its columns."""
    found = []
    for field in columns(model):
        sensitivity = register.sensitivity(field)
        if sensitivity is not None:
            kept = field.name in register.kept.split()
            scrub = Scrub.KEPT if kept else SCRUBBED[sensitivity]
            found.append(Entry(field.name, sensitivity, field.name in register.family.split(), scrub, register.keeps))
    return found


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields that are columns; a key made of several of them is none of its own."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.CompositePrimaryKey)]


def faults(model: type[models.Model], register: Register | None) -> Iterator[str]:
    """Sentences about what a model does not say of its fields, says twice, or says of none."""
    if register is None:
        yield f"{model.__name__} has no register: say of each field how sensitive it is (holdfast.kernel.register)."
        return
    names = {field.name for field in columns(model)}
    said = [name for list_ in register.lists().values() for name in list_]
    yield from (f"{model.__name__}.{name} is said twice." for name in sorted({name for name in said if said.count(name) > 1}))
    for name in sorted({*said, *register.family.split(), *register.kept.split()} - names):
        yield f"{model.__name__} has no field {name}."
    for field in columns(model):
        if register.sensitivity(field) is None:
            yield f"{model.__name__}.{field.name} says nothing of itself: name it in the model's register."
    for field in columns(model):
        if register.sensitivity(field) is Sensitivity.LOCKED and field.name in register.family.split():
            yield f"{model.__name__}.{field.name} is locked, and nothing locked reaches a family."

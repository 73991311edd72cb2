"""Who an item is for: the same few words on every item of a case, from the moment it is written.

An item says which kinds of reader it is for and, where it is for the family, which relatives by name (H9). Child does not imply
parent, nor parent child, nor one parent the other. Somebody named in `not_for` never reads it, whatever else holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID


class Key(StrEnum):
    """A kind of reader. The keys are those of `records.types.Audience`."""

    CHILD = "child"
    FAMILY = "family"
    PROFESSIONALS = "professionals"
    POLICE = "police"
    NAMED = "named"


# Of these, nothing is ever shown to a reader of the family surface unless the item says so.
OUTSIDE = frozenset({Key.CHILD, Key.FAMILY})


@dataclass(frozen=True)
class Reader:
    """One reader. kind: CHILD, FAMILY (one relative) or PROFESSIONALS. ids: the account, and the record of the person, if any.

    police: a professional who is police, and so also reads what is kept to police.
    """

    kind: Key
    ids: frozenset[UUID] = frozenset()
    police: bool = False


@dataclass(frozen=True)
class Audience:
    """keys: the kinds of reader. family: the relatives named. named: the accounts named. not_for: whoever never reads it."""

    keys: frozenset[Key] = frozenset({Key.PROFESSIONALS})
    family: frozenset[UUID] = frozenset()
    named: frozenset[UUID] = frozenset()
    not_for: frozenset[UUID] = frozenset()

    def opens_to(self, reader: Reader) -> bool:
        """Whether this reader may have the item. Nothing is implied: a kind that is not named does not read it."""
        if reader.ids & self.not_for:
            return False
        if reader.kind is Key.CHILD:
            return Key.CHILD in self.keys
        if reader.kind is Key.FAMILY:
            return Key.FAMILY in self.keys and bool(reader.ids & self.family)
        if Key.PROFESSIONALS in self.keys or (reader.police and Key.POLICE in self.keys):
            return True
        return Key.NAMED in self.keys and bool(reader.ids & self.named)

    def closed(self) -> Audience:
        """The same without the child and the family: what a closed part makes of it."""
        return replace(self, keys=self.keys - OUTSIDE or frozenset({Key.NAMED}), family=frozenset())

    def within(self, wider: Audience) -> bool:
        """Whether nobody reads this who does not read the other."""
        professionals = Key.PROFESSIONALS in wider.keys
        among = wider.keys | ({Key.POLICE, Key.NAMED} if professionals else frozenset())
        named = professionals or Key.NAMED not in self.keys or self.named <= wider.named
        return self.keys <= among and named and self.family <= wider.family and wider.not_for <= self.not_for


def audience(
    keys: Iterable[str],
    *,
    family: Iterable[UUID] = (),
    named: Iterable[UUID] = (),
    not_for: Iterable[UUID] = (),
) -> Audience:
    """An audience from what is kept in a row. A key that is none is a fault of ours."""
    return Audience(frozenset(Key(key) for key in keys), frozenset(family), frozenset(named), frozenset(not_for))

"""The items of a copy, why one is withheld, and what whoever asked is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from holdfast.rules.disclosure import schedule

CONFIDENTIAL = "A confidential address never leaves this way."
PROTECTED = "Whoever gave this asked that their name be kept from the family."
NAMED = "Written for named people or the police alone: ask whoever wrote it before it is given."
ABOUT_OTHERS = "It is about somebody else: a person decides whether it may be given."
FROM_POLICE = "It came from the police, who say that parts would prejudice an investigation: a person decides which."
PARENTS_SAID = "What a parent or carer said is theirs, and stands in no copy that is given of the child's record."
CLOSED_FILE = "Nobody may open this file as things stand, so it is not given."
A_FILE = "Somebody gave this file: read it, and decide whether it may be given."
DECIDED = "A person decided that it is not given: it is about somebody else, or likely to harm."
BLANK = "[withheld]"
A_PART = "A part that is not given"
# For whoever asked: which of these are about somebody else. Why the rest is withheld would itself tell.
_ABOUT_OTHERS = frozenset({ABOUT_OTHERS, PARENTS_SAID, A_FILE, DECIDED})


@dataclass(frozen=True)
class Item:
    """One thing that is kept. others: a person decides, because of `why`. withheld: why it does not leave, "" where it may.

    file: a file that goes with it.
    """

    key: str
    lines: tuple[tuple[str, str], ...]
    others: bool = False
    withheld: str = ""
    why: str = ABOUT_OTHERS
    file: UUID | None = None


@dataclass(frozen=True)
class Section:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Marked:
    """What a person decided of an item about somebody else. number: how often it was decided on."""

    give: bool
    why: str
    number: int = 1


def to_give(sections: Iterable[Section], marked: Mapping[str, Marked]) -> list[Section]:
    """The copy that is given: what may not leave, or nobody has decided may, is blank with the requester's reason beside it.

    A part of which nothing is given does not say what it would have been.
    """
    made = [replace(one, items=tuple(_given(item, marked.get(item.key)) for item in one.items)) for one in sections]
    return [replace(one, title=A_PART) if all(item.withheld for item in one.items) else one for one in made]


def held_back(item: Item, marked: Marked | None) -> str:
    """Why the whole of an item is not given, for whoever decides; "" where it is."""
    if item.withheld:
        return item.withheld
    if marked is not None:
        return "" if marked.give else DECIDED
    return item.why if item.others else ""


def reason_for_requester(why: str) -> str:
    """The same for whoever asked: nothing that says who stands behind it."""
    return (schedule.OTHERS if why in _ABOUT_OTHERS else schedule.LIMITED).reason


def _given(item: Item, marked: Marked | None) -> Item:
    why = held_back(item, marked)
    if not why:
        lines = ((label, schedule.LIMITED.reason if words == NAMED else words) for label, words in item.lines)
        return replace(item, lines=tuple(lines), others=False)
    return Item(item.key, (("Withheld", reason_for_requester(why)),), withheld=why)

"""What the check takes out of a copy of a record, and why. A person decides of it, but not of what nobody may give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.disclosure.known import network
from holdfast.disclosure.readers import the_child
from holdfast.disclosure.redacting.wording import Cleaner
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.rules.disclosure import KINDS, Check, Finding, Keep, key_of, who_may_keep

from .copying import Item, Marked, Section

SCHEDULE = "What was left out, and why"


@dataclass(frozen=True)
class Taken:
    """One thing that was taken out: where it stood, of what kind, and why. words stand in the copy for review alone."""

    section: str
    number: int
    kind: str
    reason: str
    words: str


def check_for(job: Viewer, child_id: UUID) -> Check:
    """The check as it is made for the child, whose record it is."""
    return Check(network(job, child_id, the_child(job, visible(job, Child).get(pk=child_id))))


def redacted(check: Check, sections: Iterable[Section], marked: Mapping[str, Marked]) -> tuple[list[Section], list[Taken]]:
    """The copy without what the check found, and a row for each thing.

    An item that a person said may be given keeps what a person may keep; what nobody may keep is taken out of it too.
    """
    made: list[Section] = []
    taken: list[Taken] = []
    for section in sections:
        items = []
        for number, item in enumerate(section.items, start=1):
            decision = marked.get(item.key)
            clean, found = _item(check, item, given=decision is not None and decision.give)
            items.append(clean)
            taken += [Taken(section.title, number, KINDS[one.kind].label, one.reason, one.text) for one in found]
            if item.withheld:
                taken.append(Taken(section.title, number, "The whole item", item.withheld, ""))
        made.append(replace(section, items=tuple(items)))
    return made, taken


def _item(check: Check, item: Item, *, given: bool) -> tuple[Item, list[Finding]]:
    if item.withheld:
        return item, []
    lines, out = [], []
    for label, words in item.lines:
        found = check.of_text(words)
        stays = [one for one in found if not _goes(one, given=given)]
        out += [one for one in found if _goes(one, given=given)]
        cleaner = Cleaner(check, frozenset(key_of(one) for one in stays))
        lines.append((label, cleaner.words(words) if len(stays) < len(found) else words))
    return replace(item, lines=tuple(lines)), out


def _goes(finding: Finding, *, given: bool) -> bool:
    """Whether it is taken out: what nobody may keep; else what the record knows, until a person said that it may be given."""
    return who_may_keep(finding) is Keep.NOBODY or (finding.known and not given)


def schedule(taken: Iterable[Taken], *, whole: bool = False) -> Section:
    """The rows as a section of the copy. whole: with the words that were taken out, for whoever decides."""
    items = tuple(
        Item(
            f"taken:{number}",
            (
                ("Where", f"{one.section}, {one.number}"),
                ("What", one.kind),
                ("Why", one.reason),
                *((("Words", one.words),) if whole and one.words else ()),
            ),
        )
        for number, one in enumerate(taken, start=1)
    )
    return Section(SCHEDULE, items)

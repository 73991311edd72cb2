"""What the page of a checked document shows: its words with what was found in place, and each thing to decide on."""

from __future__ import annotations

from holdfast.desk.children import pages as child_pages
from holdfast.disclosure.deciding import Looked
from holdfast.disclosure.papers import may_keep_as_manager
from holdfast.disclosure.wrong_reader import doubts
from holdfast.records import queries
from holdfast.rules.disclosure import KINDS, Finding, Keep, key_of, who_may_keep

from .forms import OTHERS
from .in_place import Piece, Thing, in_place


def things(found: Looked) -> list[Thing]:
    places: dict[str, dict[str, None]] = {}
    for one in found.checked.findings:
        places.setdefault(key_of(one), {})[one.where] = None
    listed = [one for one in found.things.items() if one[1] not in found.unreadable]
    return [_thing(found, number, key, one, "; ".join(places[key])) for number, (key, one) in enumerate(listed, start=1)]


def _thing(found: Looked, number: int, key: str, one: Finding, where: str) -> Thing:
    may = who_may_keep(one)
    why_not = {
        Keep.NOBODY: "This may never go to this reader.",
        Keep.MANAGER: "" if may_keep_as_manager(found.viewer) else "Only a manager may keep this.",
    }.get(may, "")
    instead = KINDS[one.kind].instead.strip("[]")
    return Thing(
        key=key,
        number=number,
        words=one.text,
        label=KINDS[one.kind].label,
        reason=one.reason,
        where=where,
        decision=found.decided.get(key),
        may_keep=not why_not,
        why_not=why_not,
        instead=instead,
    )


def pieces(found: Looked, listed: list[Thing]) -> list[Piece]:
    """The text with each finding in its place."""
    labels = {one.key: (one.number, one.label) for one in listed}
    spans = [(one.start, one.end or 0, key_of(one)) for one in found.checked.findings if one.start is not None]
    return in_place(found.checked.text, spans, labels, found.checked.quiet)


def reader(found: Looked) -> str:
    """Who it is for, as they were chosen."""
    told = queries.relationships(found.viewer, found.row.child_id)
    people = dict(child_pages.adults(row for row in told if row.person_id == found.row.person_id))
    return people.get(str(found.row.person_id)) or dict(OTHERS).get(found.row.reader, "")


def warnings(found: Looked) -> list[str]:
    if found.row.released_at is not None:
        return []
    return doubts(found.viewer, found.row.child_id, found.row.person_id, found.checked.text)

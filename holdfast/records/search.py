"""Finds children by whatever is known of them, among those the viewer may open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from rapidfuzz import fuzz

from holdfast.access.models import Circle
from holdfast.access.policies import place_in_force
from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.kernel.questions import question
from holdfast.kernel.viewer import Viewer
from holdfast.rules.nicknames import families_of

from . import typed_search
from .keys import Findable, Place, keys_for, parts, plain, sound
from .models import Address, Child, ChildName, Identifier, SearchKey
from .typed_search import Asked
from .types import Found, Results

PER_KEY = 80  # rows read for one key, so that a common name costs no more than a rare one
CANDIDATES = 120  # records ranked
SHOWN = 25
ENOUGH = 3
CONFIDENTIAL = {"p:": "cp:", "a:": "ca:", "r:": "cr:"}
# How telling a hit is, before the names themselves are compared. A confidential one weighs what an open one does.
WEIGHTS = {"i": 100, "d": 60, "n": 50, "m": 40, "k": 38, "x": 30, "y": 30, "a": 45, "p": 35, "b": 30}
WEIGHTS |= {"r": 25, "g": 30, "f": 30, "j": 24, "s": 22}

_LOOK_UP = (
    "SELECT wanted.key, hit.child_id FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(key, place)"
    " CROSS JOIN LATERAL (SELECT child_id FROM records_searchkey"
    ' WHERE partnership_id = %s AND key = wanted.key COLLATE "C"{only} LIMIT %s) AS hit ORDER BY wanted.place'
)


@dataclass
class Hits:
    """The records that some key named, each with those keys; `flooded`: a key had more rows than were read."""

    keys: dict[UUID, list[str]] = field(default_factory=dict)
    flooded: bool = False

    def best(self, count: int) -> list[UUID]:
        """The records named most tellingly."""
        return sorted(self.keys, key=lambda child: -weight(self.keys[child]))[:count]


def weight(keys: Iterable[str]) -> int:
    """How telling hits are together: the best of them, and a little for each other way they were found."""
    found = sorted((WEIGHTS[_kind(key)] for key in keys), reverse=True)
    return found[0] + sum(found[1:4]) // 6 if found else 0


def _kind(key: str) -> str:
    prefix = key.partition(":")[0]
    return prefix[-1:]


def search(viewer: Viewer, words: str) -> Results:
    """Children found by name, sound, nickname, number, date of birth or address; the likeliest first, each explained."""
    asked = typed_search.read(words)
    if not viewer.may(Grant.SEARCH) or asked.is_empty:
        return Results(())
    hits = look_up(viewer, typed_search.keys(asked))
    if len(hits.keys) < ENOUGH and (slipped := typed_search.slipped_keys(asked)):
        near = look_up(viewer, slipped)
        hits = Hits({**near.keys, **hits.keys}, near.flooded or hits.flooded)
    found = _ranked(viewer, asked, hits)
    if asked.words and viewer.reach == "whole":
        opened = {one.child_id for one in found}
        closed = [child_id for child_id in hits.best(CANDIDATES) if child_id not in opened]
        found = sorted([*found, *_names_only(viewer, asked, hits, closed)], key=_order) if closed else found
    return Results(tuple(found[:SHOWN]), more=len(found) > SHOWN or hits.flooded)


def look_up(viewer: Viewer, keys: Sequence[str]) -> Hits:
    """The records under these keys, one probe of the index a key. Whoever reads a circle is given the circle alone."""
    everywhere = bool(viewer.system) or viewer.may(Grant.READ_CHILDREN)
    circle = None if everywhere else _circle(viewer)
    secret = [CONFIDENTIAL[key[:2]] + key[2:] for key in keys if key[:2] in CONFIDENTIAL]
    rows = _rows(viewer, [*keys, *secret], None if circle is None else list(circle))
    entitled = _entitled(viewer, circle, rows)
    hits, counts = Hits(), dict.fromkeys(keys, 0)
    for key, child_id in rows:
        counts[key] = counts.get(key, 0) + 1
        if not key.startswith("c") or entitled is None or child_id in entitled:
            hits.keys.setdefault(child_id, []).append(key)
    hits.flooded = any(count >= PER_KEY for key, count in counts.items() if not key.startswith("c"))
    return hits


def _circle(viewer: Viewer) -> dict[UUID, bool]:
    """The children of the viewer's circle, and whether each is allocated to them."""
    if viewer.person_id is None:
        return {}
    rows = Circle.objects.filter(place_in_force(), partnership_id=viewer.here, user_id=viewer.person_id)
    found: dict[UUID, bool] = {}
    for child_id, allocated in rows.values_list("child_id", "allocated").order_by("-from_date")[:2000]:
        found[child_id] = found.get(child_id, False) or allocated
    return found


def _entitled(viewer: Viewer, circle: dict[UUID, bool] | None, rows: Sequence[tuple[str, UUID]]) -> frozenset[UUID] | None:
    """The children whose confidential addresses the viewer reads; none is every child's."""
    if viewer.system or viewer.may(Grant.SCREEN):
        return None
    if circle is None:
        circle = _circle(viewer) if any(key.startswith("c") for key, _ in rows) else {}
    return frozenset(child_id for child_id, allocated in circle.items() if allocated)


def _rows(viewer: Viewer, keys: Sequence[str], only: list[UUID] | None) -> list[tuple[str, UUID]]:
    restricted = "" if only is None else " AND child_id = ANY(%s)"
    values: list[Any] = [list(keys), viewer.here, *([] if only is None else [only]), PER_KEY]
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP.format(only=restricted), values)
        return list(cursor.fetchall())


# -- ranking and explaining -------------------------------------------------------------------------------------------


def _ranked(viewer: Viewer, asked: Asked, hits: Hits) -> list[Found]:
    ids = hits.best(CANDIDATES)
    children = {child.pk: child for child in _children(viewer, tuple(ids))}
    names: dict[UUID, list[ChildName]] = {}
    for name in _names(viewer, tuple(children)):
        names.setdefault(name.child_id, []).append(name)
    places = current_places(viewer, list(children))
    found = [
        _found(asked, child, names.get(child.pk, []), hits.keys[child.pk], places.get(child.pk, ""))
        for child in children.values()
    ]
    return sorted(found, key=_order)


def _order(one: Found) -> tuple[float, str, str]:
    return (-one.score, one.name.lower(), str(one.child_id))


def _names_only(viewer: Viewer, asked: Asked, hits: Hits, closed: Sequence[UUID]) -> list[Found]:
    """Restricted records of which the name may be known, among those that some name found: never by number, day or place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child, given_name, family_name FROM holdfast_names(%s, %s, %s)",
            [viewer.here, viewer.me, list(closed)],
        )
        rows = cursor.fetchall()
    return [
        Found(
            child_id=child_id, name=f"{given} {family}".strip(), known_as="", born_earliest=None, born_latest=None, place="",
            why=(), score=weight(hits.keys[child_id]) + _likeness(asked.words, given, family) / 2, restricted=True,
        )
        for child_id, given, family in rows
    ]  # fmt: skip


@question
def _children(viewer: Viewer, child_ids: tuple[UUID, ...]) -> QuerySet[Child]:
    return visible(viewer, Child).filter(pk__in=child_ids, set_aside_at=None)


@question
def _names(viewer: Viewer, child_ids: tuple[UUID, ...]) -> QuerySet[ChildName]:
    return visible(viewer, ChildName).filter(child_id__in=child_ids, removed_at=None)


def current_places(viewer: Viewer, child_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The town of each child's present address, to tell namesakes apart. Never a confidential one."""
    return dict(_towns(viewer, tuple(child_ids)))


@question
def _towns(viewer: Viewer, child_ids: tuple[UUID, ...]) -> QuerySet[Address, tuple[UUID, str]]:
    return (
        visible(viewer, Address)
        .filter(child_id__in=child_ids, confidential=False, until=None)
        .order_by("child_id", "-from_date")
        .distinct("child_id")
        .values_list("child_id", "town")
    )


def _found(asked: Asked, child: Child, names: Sequence[ChildName], keys: Sequence[str], place: str) -> Found:
    likeness = max((_likeness(asked.words, given, family) for given, family in _all_names(child, names)), default=0.0)
    same_day = 15 if asked.born and child.born == asked.born else 0
    return Found(
        child_id=child.pk,
        name=child.name,
        known_as=child.known_as,
        born_earliest=child.born_earliest,
        born_latest=child.born_latest,
        place=place,
        why=explained(asked, child, names, keys),
        score=weight(keys) + likeness / 2 + same_day,
    )


def _all_names(child: Child, names: Sequence[ChildName]) -> list[tuple[str, str]]:
    listed = [(child.given, child.family)]
    if child.known_as:
        listed.append((child.known_as, child.family))
    return listed + [(name.given or child.given, name.family or child.family) for name in names]


def _likeness(words: Sequence[str], given: str, family: str) -> float:
    """How alike the words and a name are, of 100, whichever way round they were typed."""
    if not words:
        return 0.0
    typed = " ".join(plain(word) for word in words)
    if len(words) == 1:
        return max(fuzz.ratio(typed, plain(given)), fuzz.ratio(typed, plain(family)))
    return float(fuzz.token_sort_ratio(typed, f"{plain(given)} {plain(family)}"))


def explained(asked: Asked, child: Child, names: Sequence[ChildName], keys: Sequence[str]) -> tuple[str, ...]:
    """Why a record was found, in words a person can check."""
    kinds = {_kind(key) for key in keys}
    reasons = [_NUMBER] if "i" in kinds else []
    if kinds & {"b", "d"}:
        reasons.append("same date of birth")
    if asked.words and (said := _name_reason(asked, child, names, kinds)):
        reasons.append(said)
    if kinds & {"a", "r", "p"}:
        reasons.append("postcode" if kinds & {"p"} else "address")
    return tuple(reasons)


_NUMBER = "this number is on the record"


def _name_reason(asked: Asked, child: Child, names: Sequence[ChildName], kinds: set[str]) -> str:
    typed = {plain(word) for word in asked.words}
    main = {*parts(child.given), *parts(child.family)}
    if typed <= main:
        return "same name"
    if kinds & {"n", "g", "f"}:
        other = next((name for name in names if typed & {*parts(name.given), *parts(name.family)}), None)
        if other is not None:
            return f"{other.get_kind_display().lower()}: {other.given} {other.family}".strip()
        if child.known_as and set(parts(child.known_as)) & typed:
            return f"known as {child.known_as}"
        if kinds & {"n"}:
            return "same name"
    return _sounding_reason(typed, child, kinds)


def _sounding_reason(typed: set[str], child: Child, kinds: set[str]) -> str:
    given = plain(child.given)
    sounds = {sound(word) for word in [*parts(child.given), *parts(child.family)]}
    if kinds & {"m", "s", "d"} and all(sound(word) in sounds for word in typed):
        return "sounds like it"
    if kinds & {"k", "j"} and any(families_of(word) & families_of(given) for word in typed if word != given):
        return f"short form of {child.given}"
    return "nearly the same spelling" if kinds & {"x", "y", "g", "f", "m", "s", "k"} else ""


# -- keeping the keys -------------------------------------------------------------------------------------------------


def facts_of(child: Child) -> Findable:
    """What a child's record is found by, as it stands. Sensitive facts are not searched by."""
    names = ChildName.objects.filter(child=child, removed_at=None).values_list("given", "family")
    pairs = [(child.given, child.family), *((given or child.given, family or child.family) for given, family in names)]
    numbers = Identifier.objects.filter(child=child, removed_at=None).values_list("value", flat=True)
    places = Address.objects.filter(child=child).values_list("lines", "postcode", "confidential")
    return Findable(
        names=tuple(dict.fromkeys(pairs)),
        known_as=(child.known_as,) if child.known_as else (),
        born=child.born,
        numbers=tuple(numbers),
        places=tuple(Place(*place) for place in places),
    )


def refresh(child: Child) -> None:
    """Write a child's keys anew: called by every action that changes what the child is found by."""
    wanted = set() if child.set_aside_at else keys_for(facts_of(child))
    rows = SearchKey.objects.filter(partnership_id=child.partnership_id, child_id=child.pk)
    kept = set(rows.values_list("key", flat=True))
    if gone := kept - wanted:
        rows.filter(key__in=gone).delete()
    SearchKey.objects.bulk_create(
        SearchKey(partnership_id=child.partnership_id, key=key, child_id=child.pk) for key in sorted(wanted - kept)
    )


__all__ = ["Findable", "Place", "keys_for", "look_up", "refresh", "search"]

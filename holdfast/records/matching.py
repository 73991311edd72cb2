"""Which records may be the child somebody typed, and why. Shown to MASH and to nobody else (H11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from rapidfuzz import fuzz

from holdfast.access.visibility import visible
from holdfast.kernel.viewer import Viewer
from holdfast.rules import identifiers
from holdfast.rules.nicknames import families_of

from . import policies, search
from .keys import house_and_street, number_key, one_gone, pair_keys, parts, place_keys, slip_keys, sound
from .models import Address, Child, ChildName, Identifier
from .types import IdentifierKind, Match, Strength, TypedChild

SHOWN = 12
_ORDER = {Strength.STRONG: 0, Strength.LIKELY: 1, Strength.SIBLING: 2}


@dataclass(frozen=True)
class Known:
    """What a record holds that a typed child is compared with."""

    child: Child
    names: tuple[tuple[str, str], ...]
    numbers: dict[str, str]
    addresses: frozenset[str]


def likely(viewer: Viewer, typed: TypedChild) -> list[Match]:
    """Records that may be this child, the surest first; empty for those who may not see matches."""
    if not policies.can_identify(viewer) or viewer.partnership_id is None:
        return []
    hits = search.look_up(viewer, _keys(typed))
    known = _known(viewer, hits.best(search.CANDIDATES))
    matches = [match for record in known if (match := compared(typed, record)) is not None]
    return sorted(matches, key=lambda match: (_ORDER[match.strength], -len(match.reasons), match.name))[:SHOWN]


def _keys(typed: TypedChild) -> list[str]:
    numbers = (typed.nhs, typed.upn, typed.council, typed.police)
    made = [f"i:{number_key(number)}" for number in numbers if number_key(number)]
    families, givens = parts(typed.family), [*parts(typed.given), *parts(typed.known_as)]
    if typed.born:
        made += [f"d:{typed.born.isoformat()}.{sound(word)}" for word in families] + [f"b:{typed.born.isoformat()}"]
    made += sorted(pair_keys(givens, families), reverse=True)
    made += sorted(place_keys(typed.address, typed.postcode))
    if givens and families:
        made += sorted(slip_keys(givens[0], families[0]))
    elif givens or families:
        made += [f"g:{word}" for word in givens] + [f"f:{word}" for word in families]
    return list(dict.fromkeys(made))


def _known(viewer: Viewer, ids: Sequence[UUID]) -> list[Known]:
    children = list(visible(viewer, Child).filter(pk__in=ids, set_aside_at=None))
    names: dict[UUID, list[tuple[str, str]]] = {}
    for child_id, given, family in (
        visible(viewer, ChildName).filter(child_id__in=ids, removed_at=None).values_list("child_id", "given", "family")
    ):
        names.setdefault(child_id, []).append((given, family))
    numbers: dict[UUID, dict[str, str]] = {}
    for child_id, kind, value in (
        visible(viewer, Identifier).filter(child_id__in=ids, removed_at=None).values_list("child_id", "kind", "value")
    ):
        numbers.setdefault(child_id, {})[kind] = number_key(value)
    places: dict[UUID, set[str]] = {}
    for child_id, lines, postcode in (
        visible(viewer, Address).filter(child_id__in=ids).values_list("child_id", "lines", "postcode")
    ):
        places.setdefault(child_id, set()).update(_place_words(lines, postcode))
    return [
        Known(
            child,
            tuple(_names_of(child, names.get(child.pk, []))),
            numbers.get(child.pk, {}),
            frozenset(places.get(child.pk, ())),
        )
        for child in children
    ]


def _names_of(child: Child, others: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    listed = [(child.given, child.family)]
    if child.known_as:
        listed.append((child.known_as, child.family))
    return listed + [(given or child.given, family or child.family) for given, family in others]


def _place_words(lines: str, postcode: str) -> set[str]:
    """What two addresses are compared by: house and street, and the postcode."""
    return house_and_street([lines]) | ({f"p:{number_key(postcode)}"} if postcode.strip() else set())


_ALIKE = (
    "SELECT wanted.child, hit.child_id FROM unnest(%s::uuid[], %s::text[]) AS wanted(child, key)"
    " CROSS JOIN LATERAL (SELECT child_id FROM records_searchkey"
    ' WHERE partnership_id = %s AND key = wanted.key COLLATE "C" AND child_id <> wanted.child LIMIT %s) AS hit'
)
ALIKE = 3  # records looked at for one new one: enough to say that a person should look


def with_likeness(viewer: Viewer, made: Mapping[UUID, TypedChild]) -> list[UUID]:
    """Of many records made at once, those that may be a child who has a record already, however many they are in few statements.

    Asked by the day of birth and the family name's sound, or by both names where no day is known.
    """
    policies.check_can_identify(viewer)
    wanted = [(child_id, key) for child_id, typed in made.items() for key in _telling(typed)]
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [[one for one, _ in wanted], [key for _, key in wanted], viewer.here, ALIKE])
        hits = cursor.fetchall()
    known = {one.child.pk: one for one in _known(viewer, sorted({other for _, other in hits}))}
    found = {
        child_id
        for child_id, other in hits
        if other in known and (match := compared(made[child_id], known[other])) and match.strength is not Strength.SIBLING
    }
    return sorted(found)


def _telling(typed: TypedChild) -> list[str]:
    if typed.born:
        return [f"d:{typed.born.isoformat()}.{sound(word)}" for word in parts(typed.family)[:1]]
    return [f"n:{first}.{last}" for first in parts(typed.given)[:1] for last in parts(typed.family)[:1]]


# -- comparing one record ---------------------------------------------------------------------------------------------


def compared(typed: TypedChild, known: Known) -> Match | None:
    """How a record compares with what was typed; None when nothing links them that a person should look at."""
    number = _number_reason(typed, known)
    given, given_reason = _given(typed, known)
    family, family_reason = _family(typed, known)
    day, day_reason = _day(typed, known)
    place, place_reason = _place(typed, known)
    reasons = [reason for reason in (number, given_reason, family_reason, day_reason, place_reason) if reason]
    warnings = _warnings(typed, known, day, given)
    strength = _strength(bool(number), given, family, day, place, known_day=known.child.born is not None)
    if strength is None:
        return None
    if strength is Strength.SIBLING:
        warnings.insert(0, _sibling_words(day))
    child = known.child
    return Match(child.pk, strength, tuple(reasons), tuple(warnings), child.name, born_words(child))


def _strength(number: bool, given: int, family: int, day: int, place: bool, *, known_day: bool) -> Strength | None:
    """given, family: 3 the same or a form of it, 2 sounding so, 1 spelt nearly so, 0 different or unknown.

    day: 2 the same, 1 nearly, 0 unknown, -1 different.
    """
    if number:
        return Strength.STRONG
    named = given >= 1 and family >= 1
    if named and given >= 2 and day == 2:
        return Strength.STRONG
    if named and (day >= 0 or place or given + family >= 5):
        return Strength.LIKELY
    if given >= 1 and day == 2:
        return Strength.LIKELY
    if family >= 1 and given < 1 and (day == 2 or place):
        return Strength.SIBLING
    return None


def _sibling_words(day: int) -> str:
    if day == 2:
        return "The first names are different: may be a twin. Check before you join them."
    return "The first names are different: likely a brother or sister."


def _number_reason(typed: TypedChild, known: Known) -> str:
    asked = {
        IdentifierKind.NHS: identifiers.nhs(typed.nhs) or typed.nhs,
        IdentifierKind.UPN: typed.upn,
        IdentifierKind.COUNCIL: typed.council,
        IdentifierKind.POLICE: typed.police,
    }
    for kind, value in asked.items():
        if number_key(value) and known.numbers.get(kind) == number_key(value):
            return f"same {_lower_first(kind.label)}"
    return ""


def _lower_first(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _given(typed: TypedChild, known: Known) -> tuple[int, str]:
    words = [*parts(typed.given), *parts(typed.known_as)]
    others = [word for given, _ in known.names for word in parts(given)]
    if not words or not others:
        return 0, ""
    if set(words) & set(others):
        return 3, "same first name"
    forms = {name for word in words for name in families_of(word)}
    if forms & {name for word in others for name in families_of(word)}:
        return 3, "one first name is a short form of the other"
    return _nearly(words, others, "first name")


def _family(typed: TypedChild, known: Known) -> tuple[int, str]:
    words, others = parts(typed.family), [word for _, family in known.names for word in parts(family)]
    if not words or not others:
        return 0, ""
    if set(words) & set(others):
        return 3, "same family name"
    return _nearly(words, others, "family name")


def _nearly(words: Sequence[str], others: Sequence[str], what: str) -> tuple[int, str]:
    if {sound(word) for word in words} & {sound(word) for word in others}:
        return 2, f"{what} sounds the same"
    near = any(_one_slip_apart(word, other) or fuzz.ratio(word, other) >= 84 for word in words for other in others)
    return (1, f"{what} is spelt nearly the same") if near else (0, "")


def _one_slip_apart(word: str, other: str) -> bool:
    """Short names differ by a letter too often to say anything."""
    return min(len(word), len(other)) > 3 and bool(one_gone(word) & one_gone(other))


def _day(typed: TypedChild, known: Known) -> tuple[int, str]:
    child = known.child
    if typed.born is None or child.born_earliest is None or child.born_latest is None:
        return 0, ""
    if child.born == typed.born:
        return 2, "same date of birth"
    if child.born is None and child.born_earliest <= typed.born <= child.born_latest:
        return 1, "date of birth fits what is known"
    if child.born and (_swapped(typed.born) == child.born or _one_part_differs(typed.born, child.born)):
        return 1, "date of birth differs in one part, or has day and month the other way round"
    return -1, ""


def _swapped(day: dt.date) -> dt.date | None:
    return dt.date(day.year, day.day, day.month) if day.day <= 12 else None


def _one_part_differs(one: dt.date, other: dt.date) -> bool:
    return sum((one.year != other.year, one.month != other.month, one.day != other.day)) == 1


def _place(typed: TypedChild, known: Known) -> tuple[bool, str]:
    same = _place_words(typed.address, typed.postcode) & known.addresses
    return bool(same), ("same address" if any(key.startswith("a:") for key in same) else "same postcode") if same else ""


def _warnings(typed: TypedChild, known: Known, day: int, given: int) -> list[str]:
    warnings = []
    if day == -1:
        warnings.append("The dates of birth are different.")
    if day == 2 and given == 1:
        warnings.append("The first names differ by a letter or so: may be a twin. Check before you join them.")
    nhs, kept = number_key(typed.nhs), known.numbers.get(IdentifierKind.NHS, "")
    if nhs and kept and nhs != kept:
        warnings.append("The NHS numbers are different: this may be another child of the same name.")
    return warnings


def born_words(child: Child) -> str:
    """The date of birth as plainly as it is known."""
    if child.born:
        return f"{child.born.day} {child.born:%B %Y}"
    return child.born_words or ("not born yet" if child.unborn else "date of birth not known")

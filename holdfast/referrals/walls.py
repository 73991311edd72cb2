"""From whom a referral is kept: accounts of people in the case, and the agency of a worker it is about (H10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Lower, StrIndex

from holdfast.access.models import Agency, Membership, User
from holdfast.access.policies import in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.rules.referral_gaps import entries, part, words

LADO_ROLES = tuple(key for key, role in GRANTS.items() if Grant.SEE_LADO in role.grants)
SHORTEST_NAME = 5


@dataclass(frozen=True)
class Wall:
    """kept_from: accounts that are, or share the name of, somebody in the case. chosen: let in all the same, by name."""

    about_worker: bool = False
    worker_agency_id: UUID | None = None
    kept_from: list[UUID] = field(default_factory=list)
    chosen: list[UUID] = field(default_factory=list)


def is_about_worker(document: Mapping[str, Any]) -> bool:
    """Whether the worry is about somebody who works or volunteers with children."""
    if words(part(document, "concern"), "about_worker") == "yes":
        return True
    return any(_works_and_worries(person) for person in entries(document, "people"))


def _works_and_worries(person: Mapping[str, Any]) -> bool:
    return words(person, "of_concern") == "yes" and words(person, "works_with_children") == "yes"


def wall_for(
    partnership_id: UUID,
    document: Mapping[str, Any],
    *,
    sender_id: UUID | None,
    agency_id: UUID | None = None,
    chosen: Iterable[UUID] = (),
) -> Wall:
    """The wall round a referral. The writer is never kept from their own.

    agency_id, chosen: as the referrer said, where they were asked.
    """
    about_worker = is_about_worker(document)
    said = _said_of_worker(document) if about_worker else ""
    kept = [pk for pk in _accounts_in_case(partnership_id, document, said) if pk != sender_id]
    if not about_worker:
        return Wall(kept_from=kept)
    agency = agency_id or _agency_named(partnership_id, said) or _agency_of(partnership_id, kept)
    let_in = [pk for pk in chosen if pk not in kept]
    return Wall(True, agency, kept, let_in or _nobody_else_could(partnership_id, agency, kept))


def _said_of_worker(document: Mapping[str, Any]) -> str:
    """Everything written of who the worker is and where they work, in small letters."""
    said = [words(part(document, "concern"), "about_worker_detail")]
    for person in entries(document, "people"):
        if _works_and_worries(person):
            said += [_name(person), words(person, "works_where"), words(person, "of_concern_detail")]
    return " ".join(said).lower()


def _name(person: Mapping[str, Any]) -> str:
    return f"{words(person, 'given_name')} {words(person, 'family_name')}".strip()


def _accounts_in_case(partnership_id: UUID, document: Mapping[str, Any], said: str) -> list[UUID]:
    """Accounts that share a whole name with somebody in the case, or are named in what was said of the worker."""
    names = {name.lower() for person in entries(document, "people") if " " in (name := _name(person))}
    condition = Q(plain__in=names)
    if said:
        condition |= Q(place__gt=0, plain__regex=r"^\S{2,} .*\S{2,}$")
    if not (names or said):
        return []
    here = Membership.objects.filter(partnership_id=partnership_id).values("user_id")
    users = User.objects.filter(pk__in=here).annotate(
        plain=Lower("name"), place=StrIndex(Value(said, output_field=TextField()), Lower("name"))
    )
    return list(users.filter(condition).order_by("pk").values_list("pk", flat=True)[:100])


def _agency_named(partnership_id: UUID, said: str) -> UUID | None:
    """The agency whose whole name stands in what was said; the longest name where several do."""
    found = (
        Agency.objects.filter(partnership_id=partnership_id)
        .annotate(place=StrIndex(Value(said, output_field=TextField()), Lower("name")))
        .filter(place__gt=0)
        if said
        else Agency.objects.none()
    )
    named = [(len(name), pk) for name, pk in found.values_list("name", "pk") if len(name) >= SHORTEST_NAME]
    return max(named)[1] if named else None


def _agency_of(partnership_id: UUID, users: list[UUID]) -> UUID | None:
    """Where the one account that was recognised works."""
    if len(users) != 1:
        return None
    posts = Membership.objects.filter(in_force(), partnership_id=partnership_id, user_id=users[0])
    return posts.order_by("-from_date", "pk").values_list("agency_id", flat=True).first()


def who_deals_with_worries_about_workers(partnership_id: UUID, *, outside: UUID | None, but: Iterable[UUID] = ()) -> list[UUID]:
    """Accounts whose role deals with such worries, outside an agency."""
    posts = Membership.objects.filter(in_force(), partnership_id=partnership_id, role__in=LADO_ROLES)
    if outside is not None:
        posts = posts.exclude(agency_id=outside)
    return list(posts.exclude(user_id__in=list(but)).order_by(F("user_id")).values_list("user_id", flat=True).distinct()[:50])


def _nobody_else_could(partnership_id: UUID, agency: UUID | None, kept: list[UUID]) -> list[UUID]:
    """Where everybody who deals with such worries works in that very agency, they are let in by name.

    A worry that nobody may read protects no child.
    """
    if agency is None or who_deals_with_worries_about_workers(partnership_id, outside=agency, but=kept):
        return []
    return who_deals_with_worries_about_workers(partnership_id, outside=None, but=kept)

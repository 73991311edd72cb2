"""What somebody who works here shares with a record: a family name, an address, a postcode."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.homes import same_places
from holdfast.access.models import StaffHome
from holdfast.kernel.viewer import Viewer
from holdfast.rules.openings import Ground

from .keys import number_key, place_keys, plain
from .models import Address, Child, ChildName, Relationship


def places_of(lines: str, postcode: str) -> set[str]:
    """An address as it is compared: its house and street together with its postcode, and the postcode."""
    code = number_key(postcode)
    if not code:
        return set()
    houses = {f"{key}|{code}" for line in lines.splitlines() for key in place_keys(line, "") if key.startswith("a:")}
    return houses | {f"p:{code}"}


def grounds(job: Viewer, name: str, home: StaffHome | None, child_id: UUID) -> set[Ground]:
    """What a person of this name and home shares with a record. Read as a job of the system."""
    found = {Ground.SURNAME} if shares_a_name(job, name, child_id) else set()
    return found | (_shares_a_place(job, home, child_id) if home else set())


def shares_a_name(job: Viewer, name: str, child_id: UUID) -> bool:
    words = name.split()
    own = {plain(" ".join(words[at:])) for at in range(1, len(words))}
    return bool(own & {plain(family) for family in _families(job, child_id) if family.strip()})


def _families(job: Viewer, child_id: UUID) -> list[str]:
    """The family names of the child and of everybody in the case."""
    here = {"partnership_id": job.here}
    names = Child.objects.filter(**here, pk=child_id).values_list("family")
    others = ChildName.objects.filter(**here, child_id=child_id, removed_at=None).values_list("family")
    people = Relationship.objects.filter(**here, child_id=child_id, person_id__isnull=False).values_list("person__family")
    return [row[0] for row in names.union(others, people)]


def _shares_a_place(job: Viewer, home: StaffHome, child_id: UUID) -> set[Ground]:
    rows = Address.objects.filter(partnership_id=job.here, child_id=child_id).values_list("lines", "postcode")
    places = {key for lines, postcode in rows for key in places_of(lines, postcode)}
    same = same_places(places, home)
    if any(not key.startswith("p:") for key in same):
        return {Ground.ADDRESS}
    return {Ground.POSTCODE} if same else set()

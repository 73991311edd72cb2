"""Shutting out of a case whoever may live with the child: the same house, or the same family name at the same postcode (H10)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.homes import fingerprint
from holdfast.access.models import Exclusion, StaffHome
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from ..likeness import places_of, shares_a_name
from ..models import Address, SearchKey
from ..types import AddressKind

# Where a child lives with a family. Whoever has a child placed with them works with that child.
HOMES = (AddressKind.HOME, AddressKind.PARENT)
SAME_HOUSE, SAME_NAME = "lives at the child's address", "same family name and postcode as somebody in the case"


@action
def shut_out_at_home(*, by: Viewer, user_id: UUID, places: Collection[str]) -> list[UUID]:
    """Shut this person out of every case in which a child lives where they live. Gives the children newly closed to them.

    places: as `places_of` gives them. Read and written by the system.
    """
    postcodes = [place for place in places if place.startswith("p:")]
    near = SearchKey.objects.filter(partnership_id=by.here, key__in=postcodes).values_list("child_id", flat=True)
    closed = _compared(by, list(_homes(by).filter(user_id=user_id)), _lived_at(by).filter(child_id__in=list(near)))
    record(by, "child.shut-out-at-home", None, cases=len(closed))
    return closed


@action
def compare_homes(*, by: Viewer, since: datetime) -> list[UUID]:
    """Compare addresses written since then with every home that is kept, and homes kept since then with every address."""
    homes = list(_homes(by))
    closed = _compared(by, homes, _lived_at(by).filter(changed_at__gte=since))
    closed += _compared(by, [one for one in homes if one.changed_at >= since], _lived_at(by))
    record(by, "child.compare-homes", None, cases=len(closed))
    return closed


def _homes(by: Viewer) -> QuerySet[StaffHome]:
    """The homes of those who work here now."""
    posts = in_force("user__memberships__") & Q(user__memberships__partnership_id=by.here)
    return StaffHome.objects.filter(posts, partnership_id=by.here).select_related("user").distinct()


def _lived_at(by: Viewer) -> QuerySet[Address]:
    """Confidential ones are left to the daily look: whoever says that they live somewhere must not learn that a child does."""
    now = Q(until=None) | Q(until__gte=today())
    return Address.objects.filter(now, partnership_id=by.here, kind__in=HOMES, confidential=False).exclude(postcode="")


def _compared(by: Viewer, homes: Sequence[StaffHome], addresses: QuerySet[Address]) -> list[UUID]:
    """The children of these addresses newly closed to somebody of these homes."""
    kept: dict[str, list[StaffHome]] = {}
    for home in homes:
        for key in home.all_keys:
            kept.setdefault(key, []).append(home)
    if not kept:
        return []
    closed = []
    for address in addresses.iterator():
        for place in sorted(places_of(address.lines, address.postcode)):  # houses first
            for home in kept.get(fingerprint(place), ()):
                why = _why(by, home, address, whole=not place.startswith("p:"))
                if why and _shut_out(by, home, address, why):
                    closed.append(address.child_id)
    return closed


def _why(by: Viewer, home: StaffHome, address: Address, *, whole: bool) -> str:
    """whole: house and street are the same too. A postcode alone is some fifteen houses, and says nothing by itself."""
    if whole:
        return SAME_HOUSE
    return SAME_NAME if shares_a_name(by, home.user.name, address.child_id) else ""


def _shut_out(by: Viewer, home: StaffHome, address: Address, why: str) -> bool:
    """Once for one address: where a manager has let them in again, they stay in."""
    _, new = Exclusion.objects.get_or_create(
        partnership_id=by.here, child_id=address.child_id, user_id=home.user_id, about_id=address.pk, defaults={"why": why}
    )
    return new

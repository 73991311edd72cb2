"""Where somebody who works here lives: kept as a fingerprint, so that opening a neighbour's record is noticed (H10)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from holdfast.access import policies
from holdfast.access.homes import fingerprint
from holdfast.access.models import StaffHome, User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.viewer import Viewer


@action
def keep_home(*, by: Viewer, user: User, places: Iterable[str]) -> StaffHome | None:
    """Keep the fingerprints of these places in place of what was kept before; with none, nothing is kept.

    What they declared themself stays.
    """
    policies.check_can_administer(by)
    keys = sorted(fingerprint(place) for place in places)
    row = _of(by, user.pk)
    if row is not None:
        row.change(seen=None, keys=keys)
    elif keys:
        row = StaffHome.objects.create(partnership_id=by.here, user=user, keys=keys)
    record(by, "account.home", None, user=str(user.pk), kept=bool(keys))
    return row


@action
def declare_home(*, by: Viewer, places: Iterable[str]) -> StaffHome | None:
    """Somebody says where they live, in place of what they said before. What an administrator keeps of them stays beside it."""
    declared = sorted(fingerprint(place) for place in places)
    row = _of(by, by.me)
    if row is not None:
        row.change(seen=None, declared=declared)
    elif declared:
        row = StaffHome.objects.create(partnership_id=by.here, user_id=by.me, keys=[], declared=declared)
    record(by, "account.home-declare", None, user=str(by.me), kept=bool(declared))
    return row


def _of(by: Viewer, user_id: UUID) -> StaffHome | None:
    return StaffHome.objects.filter(partnership_id=by.here, user_id=user_id).first()

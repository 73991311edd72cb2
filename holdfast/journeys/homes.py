"""Where somebody who works here lives: kept as a fingerprint, and each case closed in which they may live with a child (H10)."""

from __future__ import annotations

from uuid import UUID

from holdfast.access import actions as access
from holdfast.access.models import User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions
from holdfast.records.likeness import places_of
from holdfast.rules import identifiers

from .people import tell_managers

NO_POSTCODE = "This is no postcode. Enter a whole one, like HR1 2AB"
POSTCODE_TOO = "Give the whole postcode too: a street of that name is in many towns"


@action
def declare_home(*, by: Viewer, lines: str, postcode: str) -> None:
    """Somebody says where they live; with both empty, what they said before is forgotten."""
    places = _places(lines, postcode)
    access.declare_home(by=by, places=places)
    _shut_out(by, by.me, places)
    record(by, "account.homes-compared", None, user=str(by.me))


@action
def keep_home(*, by: Viewer, user: User, lines: str, postcode: str) -> None:
    """An administrator enters where somebody lives; with both empty, it is forgotten."""
    places = _places(lines, postcode)
    access.keep_home(by=by, user=user, places=places)
    _shut_out(by, user.pk, places)
    record(by, "account.homes-compared", None, user=str(user.pk))


def _places(lines: str, postcode: str) -> set[str]:
    if not lines.strip() and not postcode.strip():
        return set()
    if not identifiers.postcode(postcode):
        raise Faulty([Fault("postcode", NO_POSTCODE if postcode.strip() else POSTCODE_TOO)])
    return places_of(lines, postcode)


def _shut_out(by: Viewer, user_id: UUID, places: set[str]) -> None:
    """Done by the system: whoever says where they live never learns whose case that closed."""
    if not places:
        return
    with acting_as(Viewer.job("records.declared", by.here)) as system:
        for child_id in sorted(set(actions.shut_out_at_home(by=system, user_id=user_id, places=places))):
            tell_managers(by=system, child_id=child_id)

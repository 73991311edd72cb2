"""Who works with a child, and so may open the record; and restricting a record to them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.models import Circle, Membership, Restriction, User
from holdfast.access.policies import in_force, place_in_force
from holdfast.access.types import PlaceKind, RestrictionLevel
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .. import chronology, policies
from ..chronology import at_noon
from ..models import Involvement

SOURCE = "records.involvement"
FIELDS = frozenset(["name", "role", "telephone", "lead", "contact", "allocated"])


@action
def involve(
    *,
    by: Viewer,
    child_id: UUID,
    role: str,
    user_id: UUID | None = None,
    name: str = "",
    telephone: str = "",
    agency_id: UUID | None = None,
    lead: bool = False,
    contact: bool = False,
    allocated: bool = False,
    from_date: dt.date | None = None,
) -> Involvement:
    """A professional begins to work with the child. With an account, the record opens to them from that day."""
    policies.check_can_involve(by, child_id)
    if not role.strip():
        raise Faulty([Fault("role", "Say what they do for this child, such as lead social worker.")])
    user = _user(by, user_id)
    if user is None and not name.strip():
        raise Faulty([Fault("name", "Choose somebody with an account, or write the name.")])
    row = Involvement.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        user=user,
        agency_id=agency_id or _agency_of(by, user),
        name=user.name if user else name.strip(),
        role=role.strip(),
        telephone=telephone.strip() or (user.telephone if user else ""),
        lead=lead,
        contact=contact,
        allocated=allocated,
        from_date=from_date or today(),
    )
    _open_record(by, row)
    _say(by, row, row.from_date, "worker.began", f"{row.name} began to work with the child: {row.role}.")
    record(by, "child.involve", row, child_id=child_id, user=str(user_id or ""), allocated=allocated)
    return row


def _user(by: Viewer, user_id: UUID | None) -> User | None:
    if user_id is None:
        return None
    user = User.objects.filter(in_force("memberships__"), memberships__partnership_id=by.here, pk=user_id, is_active=True).first()
    if user is None:
        raise Faulty([Fault("user_id", "Choose somebody who works here now.")])
    return user


def _agency_of(by: Viewer, user: User | None) -> UUID | None:
    if user is None:
        return None
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, user=user).order_by("from_date")
    return posts.values_list("agency_id", flat=True).first()


def _open_record(by: Viewer, row: Involvement) -> None:
    if row.user_id is None or row.agency_id is None:
        return
    place = Circle.objects.create(
        partnership_id=by.here,
        child_id=row.child_id,
        user_id=row.user_id,
        agency_id=row.agency_id,
        reason=row.role,
        kind=PlaceKind.ALLOCATED if row.allocated else PlaceKind.AGENCY,
        allocated=row.allocated,
        from_date=row.from_date,
    )
    Involvement.objects.filter(pk=row.pk, partnership_id=by.here).update(circle_id=place.pk)
    row.circle_id = place.pk


def _place_in_circle(by: Viewer, row: Involvement) -> QuerySet[Circle]:
    """What opens the record to somebody because of this involvement; nothing for those without an account."""
    rows = Circle.objects.filter(partnership_id=by.here, child_id=row.child_id)
    return rows.filter(pk=row.circle_id) if row.circle_id else rows.none()


def _say(by: Viewer, row: Involvement, on: dt.date, kind: str, words: str) -> None:
    chronology.add(by=by, child_id=row.child_id, at=at_noon(on), kind=kind, text=words, source_kind=SOURCE, source_id=row.pk)


def involvement_of(by: Viewer, child_id: UUID, involvement_id: UUID) -> Involvement:
    row = visible(by, Involvement).filter(pk=involvement_id, child_id=child_id).first()
    if row is None:
        raise NotHere
    return row


@action
def change_involvement(*, by: Viewer, child_id: UUID, involvement_id: UUID, seen: int | None, **values: Any) -> Involvement:
    """Save what somebody does for the child."""
    policies.check_can_involve(by, child_id)
    if unknown := values.keys() - FIELDS:
        raise TypeError(f"An involvement has no {', '.join(sorted(unknown))}.")
    row = involvement_of(by, child_id, involvement_id).change(seen=seen, **values)
    _place_in_circle(by, row).update(
        allocated=row.allocated, reason=row.role, kind=PlaceKind.ALLOCATED if row.allocated else PlaceKind.AGENCY
    )
    record(by, "child.involvement.change", row, child_id=child_id, fields=sorted(values))
    return row


@action
def close_involvement(*, by: Viewer, child_id: UUID, involvement_id: UUID, until: dt.date | None = None, why: str) -> Involvement:
    """Somebody stops working with the child. The record closes to them after that day."""
    row = involvement_of(by, child_id, involvement_id)
    if row.user_id != by.person_id or by.person_id is None:
        policies.check_can_involve(by, child_id)
    last = until or today()
    if row.until is not None:
        raise Refused("This has ended already.")
    if last < row.from_date:
        raise Faulty([Fault("until", "The last day must not be before the first.")])
    if not why.strip():
        raise Faulty([Fault("why", "Say why it ends, and who takes over.")])
    row.change(seen=None, until=last, why_ended=why.strip())
    _place_in_circle(by, row).update(until=last)
    _say(by, row, last, "worker.ended", f"{row.name} no longer works with the child: {row.role}.")
    record(by, "child.involvement.close", row, child_id=child_id)
    return row


@action
def restrict(
    *, by: Viewer, child_id: UUID, reason: str, until: dt.date | None = None, level: str = RestrictionLevel.INVISIBLE
) -> Restriction:
    """From today only the circle opens this record. Others find its name and nothing else, or, by the level, nothing at all."""
    policies.check_can_restrict(by, child_id)
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why the record is restricted.")])
    own = Q(user_id=by.person_id) if by.person_id else Q(pk__in=())
    in_circle = Circle.objects.filter(own, place_in_force(), partnership_id=by.here, child_id=child_id)
    if not by.system and not in_circle.exists():
        raise Refused("Add yourself to those who work with this child first: restricted, the record opens to them alone.")
    row = Restriction.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        level=RestrictionLevel(level or RestrictionLevel.INVISIBLE),
        reason=reason.strip(),
        from_date=today(),
        until=until,
    )
    record(by, "child.restrict", row, child_id=child_id, level=str(level))
    return row


@action
def open_up(*, by: Viewer, child_id: UUID, reason: str) -> int:
    """The record is no longer restricted."""
    policies.check_can_restrict(by, child_id)
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why the record is opened again.")])
    rows = Restriction.objects.filter(in_force(), partnership_id=by.here, child_id=child_id)
    count = 0
    for row in rows:
        # Through yesterday: the record opens now, not tomorrow.
        row.change(seen=None, until=today() - dt.timedelta(days=1))
        count += 1
    record(by, "child.open-up", None, child_id=child_id, count=count)
    return count

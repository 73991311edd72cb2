"""Recording somebody in a case: an account that seems to be theirs is shut out of it, and a manager is told (H10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from holdfast.access.models import Exclusion, Membership, User
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions
from holdfast.records.actions import compare_homes, shut_out_account
from holdfast.records.models import Household, Person, Relationship
from holdfast.work.actions import finish, open_duty
from holdfast.work.models import Duty
from holdfast.work.types import Responsible

DUTY = "exclusion.look"
TOLD = "A worker here may be a person in this child's case and has been shut out of it. Say whether it is the same person."
TOLD_FIRST = ("mash-manager", "head-of-service", "exploitation-manager", "information-governance")
LOOK_WITHIN = timedelta(hours=24)
LOOKED_AT = 500
LOOKED_BACK = timedelta(days=3)  # addresses and homes written since are compared: days on which nothing ran are made up for


@action
def relate(*, by: Viewer, child_id: UUID, **values: Any) -> Relationship:
    """Record somebody in the child's life."""
    made = actions.relate(by=by, child_id=child_id, **values)
    tell_managers(by=by, child_id=child_id)
    return made


@action
def change_person(*, by: Viewer, child_id: UUID, person_id: UUID, seen: int | None, **values: Any) -> Person:
    """Save who somebody is."""
    person = actions.change_person(by=by, child_id=child_id, person_id=person_id, seen=seen, **values)
    tell_managers(by=by, child_id=child_id)
    return person


@action
def join_household(*, by: Viewer, child_id: UUID, **values: Any) -> Household:
    """The child lives with these people."""
    house = actions.join_household(by=by, child_id=child_id, **values)
    tell_managers(by=by, child_id=child_id)
    return house


@action
def tell_managers(*, by: Viewer, child_id: UUID) -> int:
    """A duty for the MASH manager about each account newly shut out of this case."""
    told = Duty.objects.filter(partnership_id=by.here, subject_id=OuterRef("pk"), kind=DUTY)
    untold = Exclusion.objects.filter(~Exists(told), partnership_id=by.here, child_id=child_id, lifted_at=None)
    with acting_as(Viewer.job("records.shut-out", by.here)):
        rows = list(untold.order_by("created_at")[:LOOKED_AT])
    count = 0
    for row in rows:
        open_duty(
            by=by,
            kind=DUTY,
            subject=row,
            what=TOLD,
            responsible=manager_apart_from(by, row.user_id),
            due_at=now() + LOOK_WITHIN,
            child_id=child_id,
            ladder="limit",
        )
        count += 1
    record(by, "child.tell-managers", None, child_id=child_id, count=count)
    return count


def manager_apart_from(by: Viewer, user_id: UUID) -> Responsible:
    """The first kind of manager that the worker concerned is not one of: they are not told why they are shut out."""
    own = Membership.objects.filter(in_force(), partnership_id=by.here, user_id=user_id)
    held = set(own.values_list("role", flat=True))
    return Responsible(role=next((role for role in TOLD_FIRST if role not in held), TOLD_FIRST[-1]))


@action
def lift_exclusion(*, by: Viewer, exclusion: Exclusion, why: str) -> Exclusion:
    """The worker is somebody else: the record opens to them, and the duty to look is done."""
    lifted = actions.lift_exclusion(by=by, exclusion=exclusion, why=why)
    finish(by=by, subject=exclusion, kind=DUTY)
    return lifted


@action
def look_again(*, by: Viewer) -> int:
    """For accounts made or renamed after a person was recorded: compare each account with the people of every case.

    And for addresses written after a home was kept. Run by a job, so that such a case opens for no longer than the time between
    two runs.
    """
    here = Membership.objects.filter(in_force(), partnership_id=by.here, user_id=OuterRef("pk"))
    closed: set[UUID] = set()
    for user in User.objects.filter(Exists(here), is_active=True).iterator():
        closed.update(shut_out_account(by=by, user=user))
    closed.update(compare_homes(by=by, since=now() - LOOKED_BACK))
    for child_id in closed:
        tell_managers(by=by, child_id=child_id)
    record(by, "child.look-again", None, count=len(closed))
    return len(closed)

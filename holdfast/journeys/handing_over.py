"""A worker leaves, moves or is away: each of their cases goes to somebody named, and none is left with nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, handing, policies
from holdfast.records.models import Involvement
from holdfast.work.actions import open_duty, withdraw
from holdfast.work.types import Responsible

from .people import manager_apart_from

DUTY = "case.left-behind"
WORDS = "The worker this child is allocated to is no longer here. Hand the case to somebody."
WITHIN = timedelta(hours=4)


@action
def hand_over(*, by: Viewer, from_user: UUID, to_user: UUID, involvement_ids: Sequence[UUID], why: str) -> list[Involvement]:
    """Each case chosen goes to another worker today, in the same part; the first keeps it through today. Gives the new ones."""
    policies.check_can_hand_over(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say why the cases change hands: it stands in each child's chronology.")])
    if from_user == to_user:
        raise Faulty([Fault("to_user", "Choose somebody else: these are theirs already.")])
    chosen = set(involvement_ids)
    cases = [row for row in handing.cases_of(by, from_user) if row.pk in chosen]
    if not cases or len(cases) != len(chosen):
        raise Refused("These cases have changed since you opened the page. Open it again.")
    made = [_handed(by, row, to_user, why.strip()) for row in cases]
    record(by, "case.hand-over", None, from_user=str(from_user), to_user=str(to_user), cases=len(made))
    return made


def _handed(by: Viewer, row: Involvement, to_user: UUID, why: str) -> Involvement:
    """The new worker is let in before the first one goes, so that no moment is without one."""
    made = actions.involve(
        by=by,
        child_id=row.child_id,
        user_id=to_user,
        role=row.role,
        lead=row.lead,
        contact=row.contact,
        allocated=row.allocated,
    )
    actions.close_involvement(by=by, child_id=row.child_id, involvement_id=row.pk, until=max(today(), row.from_date), why=why)
    withdraw(by=by, subject=row, kind=DUTY)
    return made


@action
def look_for_left_behind(*, by: Viewer) -> int:
    """A duty for a manager about each case whose worker has no post today or is suspended. Run by a job; safe to run twice."""
    rows = handing.left_behind(by)
    for row in rows:
        open_duty(
            by=by,
            kind=DUTY,
            subject=row,
            what=WORDS,
            responsible=_manager(by, row),
            due_at=now() + WITHIN,
            child_id=row.child_id,
            urgent=True,
            ladder="limit",
        )
    record(by, "case.look-for-left-behind", None, count=len(rows))
    return len(rows)


def _manager(by: Viewer, row: Involvement) -> Responsible:
    """The worker's own supervisor where they have one here; else whoever manages MASH."""
    return manager_apart_from(by, row.user_id) if row.user_id else Responsible(role="mash-manager")

"""Joining what a referrer typed to a child's record, or making one: MASH alone does it, and it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.models import Record
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology
from holdfast.records.actions import identity as records
from holdfast.records.models import IdentityLink
from holdfast.referrals.actions.afterwards import identify
from holdfast.work import actions as work
from holdfast.work import clocks

from .. import fed
from ..models import AgencyCheck, Disagreement, Instruction, OpenCaseRoute, OutcomeStep, ProtectiveStep, Screening
from ..policies import check_can_screen
from ..typed import typed_child
from . import chronicle
from .chronicle import SOURCE
from .queue import locked


@action
def link(*, by: Viewer, screening: Screening, child_record: UUID, why: str) -> Screening:
    """Say that the child on the referral is this record. The referral's own words stay as they were typed."""
    screening = locked(by, screening)
    check_can_screen(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say why this is the same child")])
    records.link(by=by, source_kind=SOURCE, source_id=screening.child_id, child_id=child_record, why=why.strip())
    return _joined(by, screening, child_record)


@action
def make_record(*, by: Viewer, screening: Screening, why: str) -> Screening:
    """Make a record of the child as typed, because none of those known is the same child."""
    screening = locked(by, screening)
    check_can_screen(by)
    if screening.child_record is not None:
        raise Refused("This child has been joined to a record already. Undo that first.")
    typed = typed_child(screening.child)
    made = records.make_from_typed(
        by=by,
        typed=typed,
        source_kind=SOURCE,
        source_id=screening.child_id,
        why=why.strip() or "No record of this child was found",
        unborn=screening.child.unborn,
        due_on=screening.child.expected_date,
    )
    return _joined(by, screening, made.child_id)


@action
def undo_link(*, by: Viewer, screening: Screening, why: str) -> Screening:
    """Part the referral from a record it should not have been joined to. Both stay; nothing is lost."""
    screening = locked(by, screening)
    check_can_screen(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say why this was not the right record")])
    standing = IdentityLink.objects.filter(
        partnership_id=by.here, source_kind=SOURCE, source_id=screening.child_id, undone_at=None
    ).first()
    if standing is None:
        raise Refused("This child is not joined to a record.")
    records.undo_link(by=by, link=standing, why=why.strip())
    _point_to(by, screening, None)
    fed.taken_back(by, screening, standing.child_id)
    record(by, "screening.undo-link", screening, child_id=standing.child_id)
    return screening


def _joined(by: Viewer, screening: Screening, child_record: UUID) -> Screening:
    _point_to(by, screening, child_record)
    chronology.add(
        by=by,
        child_id=child_record,
        at=screening.received_at,
        kind="referral.received",
        text=f"Referral {screening.reference} received by MASH.",
        source_kind=SOURCE,
        source_id=screening.child_id,
    )
    fed.from_referral(by, screening, child_record)
    chronicle.everything(by, screening)
    record(by, "screening.link", screening, child_id=child_record)
    return screening


def _point_to(by: Viewer, screening: Screening, child_record: UUID | None) -> None:
    """Everything that belongs to this screening follows the child: also the limits and duties of what was decided."""
    identify(by=by, referred_child=screening.child, child_id=child_record)
    screening.change(seen=None, child_record=child_record)
    for subject in (screening, *_parts(by, screening)):
        clocks.belongs_to(by=by, subject=subject, child_id=child_record)
        work.belongs_to(by=by, subject=subject, child_id=child_record)
    for check in AgencyCheck.objects.filter(partnership_id=by.here, screening_id=screening.pk):
        clocks.belongs_to(by=by, subject=check, child_id=child_record)


def _parts(by: Viewer, screening: Screening) -> Iterator[Record]:
    """What has limits and duties of its own. An agency's duty to answer a check knows the identities put, and no record."""
    for model in (Instruction, ProtectiveStep, OutcomeStep, Disagreement, OpenCaseRoute):
        yield from model._default_manager.filter(partnership_id=by.here, screening_id=screening.pk)

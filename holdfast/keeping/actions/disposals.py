"""Letting a record go: one person reviews it, a second agrees, it waits, and then the database's own function removes it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.documents.actions import forget
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import london_date, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures

from .. import policies, queries
from ..models import Certificate, Disposal, DisposalAnswer
from ..queries import Due
from ..types import DisposalState

FILES = ("documents_storedfile", "documents_original")


@action
def propose(*, by: Viewer, key: UUID, why: str) -> Disposal:
    """Say that a record may go, with the reason. A second person must agree."""
    policies.check_can_govern(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say why this record may go")])
    due = queries.due_one(by, key)
    _check_may_go(due)
    review = _review(by, due, DisposalState.PROPOSED, why.strip())
    record(by, "disposal.propose", review, child_id=key if due.child else None, records=len(due.children))
    return review


@action
def keep_longer(*, by: Viewer, key: UUID, why: str, look_again_on: date) -> Disposal:
    """Keep a record whose time is over, with the reason, and look at it again on a day."""
    policies.check_can_govern(by)
    faults = [] if why.strip() else [Fault("why", "Say why this record is kept longer")]
    if look_again_on <= today():
        faults.append(Fault("look_again_on", "The day to look again must be in the future"))
    if faults:
        raise Faulty(faults)
    due = queries.due_one(by, key)
    _check_none_waits(due)
    review = _review(by, due, DisposalState.KEPT, why.strip())
    review.change(seen=None, look_again_on=look_again_on)
    record(by, "disposal.keep", review, child_id=key if due.child else None)
    return review


def _review(by: Viewer, due: Due, state: DisposalState, why: str) -> Disposal:
    return Disposal.objects.create(
        partnership_id=by.here,
        children=due.children,
        referral_id=due.referral.pk if due.referral else None,
        record_class=due.kept.record_class,
        reason=due.kept.reason,
        keep_until=due.kept.until,
        why=why,
        state=state,
        reviewed_by_id=by.me,
        reviewed_at=now(),
    )


def _check_may_go(due: Due) -> None:
    """What the database will see to itself, said to the person beforehand."""
    if not due.kept.is_due(today()):
        raise Refused("This record is kept still: its time is not over.")
    if due.hold is not None:
        raise Refused("A legal hold keeps this record. Lift the hold first, if whoever asked for it agrees.")
    _check_none_waits(due)


def _check_none_waits(due: Due) -> None:
    if due.disposal is not None and due.disposal.state in queries.WAITING:
        raise Refused("This record has been reviewed already and waits. Answer or stop that review first.")


@action
def answer(*, by: Viewer, disposal: Disposal, agreed: bool, why: str) -> Disposal:
    """The second person agrees, or does not. Agreed, the record goes when the wait is over."""
    disposal = _locked(by, disposal)
    policies.check_is_second(by, disposal)
    if disposal.state != DisposalState.PROPOSED:
        raise Refused("This review has been answered already.")
    if not why.strip():
        raise Faulty([Fault("why", "Say what you looked at and why you answer so")])
    if agreed:
        _check_unchanged(by, disposal)
    DisposalAnswer.objects.create(partnership_id=by.here, disposal=disposal, agreed=agreed, why=why.strip(), decided_by_id=by.me)
    state = DisposalState.APPROVED if agreed else DisposalState.REFUSED
    disposal.change(seen=None, state=state, approved_at=now() if agreed else None)
    record(by, "disposal.answer", disposal, agreed=agreed)
    return disposal


def _check_unchanged(by: Viewer, disposal: Disposal) -> None:
    """Between the review and the answer nothing may have come that keeps the record."""
    key = disposal.referral_id or disposal.children[0]
    due = queries.due_one(by, key)
    if not due.kept.is_due(today()) or set(due.children) != set(disposal.children):
        raise Refused("The record has changed since it was reviewed. Refuse this, so that it is reviewed again.")
    if due.hold is not None:
        raise Refused("A legal hold has been placed on this record since it was reviewed.")


@action
def stop(*, by: Viewer, disposal: Disposal, why: str) -> Disposal:
    """Stop a disposal before it is carried out: the record stays."""
    disposal = _locked(by, disposal)
    policies.check_can_answer(by)
    if not why.strip():
        raise Faulty([Fault("why", "Say why it is stopped")])
    if disposal.state not in queries.WAITING:
        raise Refused("This can no longer be stopped.")
    disposal.change(seen=None, state=DisposalState.STOPPED, why=f"{disposal.why}\n\nStopped: {why.strip()}")
    record(by, "disposal.stop", disposal)
    return disposal


def _locked(by: Viewer, disposal: Disposal) -> Disposal:
    return Disposal.objects.select_for_update().get(pk=disposal.pk, partnership_id=by.here)


def goes_on(disposal: Disposal, days: int | None = None) -> date | None:
    """The day from which an agreed disposal is carried out. days: how long it waits, where the caller has read that already."""
    if disposal.approved_at is None:
        return None
    waits = waiting_days(disposal.partnership_id) if days is None else days
    return london_date(disposal.approved_at) + timedelta(days=waits)


def waiting_days(partnership_id: UUID) -> int:
    """How many days an agreed disposal waits, in which it can be stopped."""
    return int(figures(partnership_id)["retention.disposal_wait"])


@action
def carry_out(*, by: Viewer, disposal: Disposal) -> Certificate:
    """Remove the record for good, by the database's own function, and keep the certificate. For the disposal job alone.

    The bytes of files go once the rows have; a job that is killed between the two removes them when it runs again.
    """
    if not by.system:
        raise Refused("A disposal is carried out by its own job, when the wait is over.")
    if (day := goes_on(disposal)) is None or day > today():
        raise Refused("The wait of this disposal is not over.")
    certificate_id = new_id()
    backups = today() + timedelta(days=int(figures(by.here)["retention.backups"]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT keeping_remove(%s, %s, %s)", [disposal.pk, certificate_id, backups])
        (removed,) = cursor.fetchone()
    rows = removed if isinstance(removed, dict) else json.loads(removed)
    record(by, "disposal.carry-out", disposal, certificate=certificate_id, rows={name: len(ids) for name, ids in rows.items()})
    found = Certificate.objects.get(pk=certificate_id, partnership_id=by.here)
    transaction.on_commit(lambda: _forget_files(found))
    return found


def _forget_files(certificate: Certificate) -> None:
    forget(_files_of(certificate))


def _files_of(certificate: Certificate) -> list[UUID]:
    """Every file whose row went, and the originals that were kept beside them."""
    return [UUID(file_id) for table in FILES for file_id in certificate.removed.get(table, [])]


@action
def finish_files(*, by: Viewer, disposal: Disposal) -> None:
    """See that no bytes of a removed record's files are left. Removing what is not there is no fault."""
    certificate = Certificate.objects.get(partnership_id=by.here, disposal_id=disposal.pk)
    _forget_files(certificate)
    disposal.change(seen=None, files_gone_at=now())
    record(by, "disposal.files-gone", disposal, files=len(_files_of(certificate)))

"""A file that must not be seen: locked at once, those told who have to act, and what the police decide (safety H19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import read as recorded_read
from holdfast.disclosure.passing import as_it_is
from holdfast.documents import actions as documents
from holdfast.documents import queries
from holdfast.documents.models import LockDecision, Original, StoredFile
from holdfast.kernel.cleared import Passed
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.models import Attachment
from holdfast.work import actions as work
from holdfast.work.types import Responsible

LOCKED_DUTY = "document.locked"
TOLD = (Responsible(role="information-governance"), Responsible(role="police-officer"))
WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class LockedFile:
    """What is known of a locked file without opening it. reference: of the referral it came with, "" for a draft's."""

    file: StoredFile
    reference: str
    decisions: list[LockDecision]


def about(viewer: Viewer, file_id: UUID) -> LockedFile:
    """The page of one locked file. That somebody looked at it is recorded."""
    file = queries.file(viewer, file_id)
    recorded_read(viewer, "document.look-at-locked", file)
    return LockedFile(file, _referral_of(viewer, file), queries.lock_decisions(viewer, file))


@action
def lock(*, by: Viewer, file: StoredFile) -> StoredFile:
    """Lock a file unseen, and put it before the information lead and the police. Locking twice tells nobody twice."""
    locked = documents.lock(by=by, file=file)
    reference = _referral_of(by, locked)
    for responsible in TOLD:
        work.open_duty(
            by=by,
            kind=LOCKED_DUTY,
            subject=locked,
            what="A file was locked unseen: the police decide what happens to it",
            responsible=responsible,
            reference=reference,
            due_at=now() + WITHIN,
            urgent=True,
            needs_ack=True,
        )
    return locked


@action
def decide(
    *, by: Viewer, file: StoredFile, outcome: LockDecision.Outcome, reason: str, police_reference: str = ""
) -> LockDecision:
    """The police say what becomes of it; nobody has anything left to do about it then."""
    made = documents.decide_lock(by=by, file=file, outcome=outcome, reason=reason, police_reference=police_reference)
    work.finish(by=by, subject=file, kind=LOCKED_DUTY)
    return made


def _referral_of(by: Viewer, file: StoredFile) -> str:
    """The reference of the referral it came with, so that those who are told can find it; "" for a draft's."""
    sent = Attachment.objects.filter(partnership_id=by.here, file=file, referral__isnull=False)
    return sent.values_list("referral__reference", flat=True).first() or ""


@action
def give_original(*, by: Viewer, file: StoredFile, original: Original, reason: str) -> Passed:
    """An original kept as evidence, unchanged, to those who may have it, with what it is needed for: in the register as well."""
    _, content = documents.release_original(by=by, file=file, reason=reason)
    name = f"original-{original.pk.hex[-8:]}.bin"
    return as_it_is(by=by, what="evidence-original", content=content, name=name, media="application/octet-stream", reason=reason)

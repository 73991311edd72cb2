"""A file that must not be seen: locked at once, and those told who have to act (safety H19)."""

from __future__ import annotations

from datetime import timedelta

from holdfast.audit.action import action
from holdfast.documents import actions as documents
from holdfast.documents.models import StoredFile
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.models import Attachment
from holdfast.work import actions as work
from holdfast.work.types import Responsible

LOCKED_DUTY = "document.locked"
TOLD = (Responsible(role="information-governance"), Responsible(role="police-officer"))
WITHIN = timedelta(hours=1)


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


def _referral_of(by: Viewer, file: StoredFile) -> str:
    """The reference of the referral it came with, so that those who are told can find it; "" for a draft's."""
    sent = Attachment.objects.filter(partnership_id=by.here, file=file, referral__isnull=False)
    return sent.values_list("referral__reference", flat=True).first() or ""

"""What the system tidies by itself: drafts of visitors that nobody came back to, codes and keys that have run out."""

from __future__ import annotations

from procrastinate.contrib.django import app

from holdfast.audit.record import record
from holdfast.documents import actions as documents
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from .models import Attachment, Draft, EmailCode, StatusKey

AT_ONCE = 500


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="referrals.tidy", name="referrals.tidy")
def tidy(timestamp: int) -> None:
    """Throw away what has run out, in every partnership. Running it twice does no more."""
    for partnership_id in Partnership.objects.values_list("pk", flat=True):
        with acting_as(Viewer.job("referrals.tidy", partnership_id)) as viewer:
            tidied(viewer)


def tidied(viewer: Viewer) -> int:
    """How many visitors' drafts were thrown away, with their files."""
    at = now()
    drafts = list(Draft.objects.filter(partnership_id=viewer.here, expires_at__lte=at).order_by("expires_at")[:AT_ONCE])
    for draft in drafts:
        for attachment in Attachment.objects.filter(partnership_id=viewer.here, draft_id=draft.pk, removed_at=None):
            attachment.change(seen=None, removed_at=at)
            if not attachment.file.locked:
                documents.destroy_unsent(by=viewer, file=attachment.file)
        record(viewer, "draft.expire", draft)
        draft.delete()
    EmailCode.objects.filter(partnership_id=viewer.here, expires_at__lte=at).delete()
    StatusKey.objects.filter(partnership_id=viewer.here, until__lte=at).delete()
    return len(drafts)

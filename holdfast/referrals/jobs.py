"""What the system tidies by itself: drafts of visitors that nobody came back to, codes and keys that have run out."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from holdfast.audit.record import record
from holdfast.comms.models import Message
from holdfast.documents import actions as documents
from holdfast.kernel.acting import acting_as
from holdfast.kernel.again import AGAIN
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.work.models import Clock

from .actions.chasing import TEMPLATE, ask_for_written
from .models import Attachment, Draft, EmailCode, Referral, StatusKey

AT_ONCE = 500
LONG_AGO = timedelta(days=30)
WRITTEN = "referral.written-after-phone"


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="referrals.tidy", name="referrals.tidy")
def tidy(timestamp: int) -> None:
    """Throw away what has run out, in every partnership. Running it twice does no more."""
    for partnership_id in Partnership.objects.values_list("pk", flat=True):
        with acting_as(Viewer.job("referrals.tidy", partnership_id)) as viewer:
            tidied(viewer)


@app.periodic(cron="5 8 * * *")
@app.task(queueing_lock="referrals.chase", name="referrals.chase", retry=AGAIN)
def chase(timestamp: int) -> None:
    """Each morning, ask again for written forms that are owed and due today or late."""
    for partnership_id in Partnership.objects.values_list("pk", flat=True):
        with acting_as(Viewer.job("referrals.chase", partnership_id)) as viewer:
            chased(viewer)


def chased(viewer: Viewer) -> int:
    """How many callers were asked. Nobody is asked twice in a day, however often this runs."""
    at = now()
    owed = Referral.objects.filter(
        partnership_id=viewer.here, telephone=True, written_at=None, withdrawn_at=None, received_at__gt=at - LONG_AGO
    )
    running = Clock.objects.filter(
        partnership_id=viewer.here,
        rule=WRITTEN,
        stopped_at=None,
        due_at__lte=at + timedelta(hours=24),
        subject_id__in=owed.values("pk"),
    )
    due = dict(running.values_list("subject_id", "due_at")[:AT_ONCE])
    today = Message.objects.filter(partnership_id=viewer.here, template=TEMPLATE, created_at__gt=at - timedelta(hours=20))
    asked = set(today.values_list("reference", flat=True))
    wanted = owed.filter(pk__in=due).exclude(reference__in=asked).select_related("consultation")
    return sum(ask_for_written(by=viewer, referral=referral, due=due[referral.pk]) for referral in wanted)


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

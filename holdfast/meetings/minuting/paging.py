"""The private page of a copy, for somebody without an account: a link that opens once, and a code that comes another way."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.disclosure.links import close_link, make_link
from holdfast.disclosure.models import FamilyLink
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from ..minute_models import CopyCode, MinuteCopy
from ..minute_types import CopyMeans, CopyState
from .asking import note_shut, why_not
from .due import JOB

PURPOSE = "minute"
TRIES = 5
WRONG = "That is not the code. Look again, or ask whoever gave it to you."
RUN_OUT = "The code was wrong five times, so this page is closed. Ring whoever sent it, and ask for another."


@action
def make_page(*, by: Viewer, copy: MinuteCopy) -> tuple[str, str]:
    """The key of the link and the code, both kept nowhere. An older page of the same copy closes."""
    child_id = copy.meeting.child_id
    if child_id is None:
        raise Refused("A meeting about no child has no private pages. Give the copy on paper.")
    close_pages(by, copy.pk)
    link, key = make_link(by=by, child_id=child_id, person_id=copy.invitee.person_id, purpose=PURPOSE, subject_id=copy.pk)
    code = f"{secrets.randbelow(10**6):06d}"
    CopyCode.objects.create(
        partnership_id=by.here,
        meeting_id=copy.meeting_id,
        copy_id=copy.pk,
        link_id=link.pk,
        code_hash=_hash(link.pk, code),
        tries_left=TRIES,
    )
    record(by, "minute.page", copy, child_id=child_id)
    return key, code


def _hash(link_id: UUID, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{link_id}:{code}".encode(), hashlib.sha256).hexdigest()


def close_pages(by: Viewer, copy_id: UUID) -> None:
    """Every page of a copy closes at once, also in a browser that has it open."""
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        for link in FamilyLink.objects.filter(partnership_id=by.here, purpose=PURPOSE, subject_id=copy_id, closed_at=None):
            close_link(by=job, link=link)
        CopyCode.objects.filter(partnership_id=by.here, copy_id=copy_id).update(tries_left=0)


def copy_behind(by: Viewer, link: FamilyLink) -> MinuteCopy | None:
    """The copy behind a link, where its reader may be told today: asked anew each time. What is refused is written down."""
    rows = MinuteCopy.objects.filter(partnership_id=by.here, pk=link.subject_id)
    copy = rows.select_related("meeting", "invitee").first()
    if copy is None:
        return None
    if why := why_not(by, copy):
        if copy.state == CopyState.RELEASED:
            note_shut(by=by, copy=copy, why=why)
        return None
    return copy


def waits_for_code(by: Viewer, link: FamilyLink) -> bool:
    """Whether whoever opened the link has not typed the code yet."""
    rows = CopyCode.objects.filter(partnership_id=by.here, link_id=link.pk)
    return not rows.filter(right_at__isnull=False).exists()


@action
def try_code(*, by: Viewer, link: FamilyLink, typed: str) -> str:
    """ "" when the code was right, else what to do. A wrong one uses up a try, so what came of it is given back, not raised."""
    row = CopyCode.objects.select_for_update().filter(partnership_id=by.here, link_id=link.pk).first()
    if row is None or not row.tries_left:
        record(by, "minute.page-run-out")
        return RUN_OUT
    code = "".join(sign for sign in typed if sign.isdigit())
    if not hmac.compare_digest(_hash(link.pk, code), row.code_hash):
        row.change(seen=None, tries_left=row.tries_left - 1)
        record(by, "minute.page-wrong", row, child_id=link.child_id)
        if row.tries_left > 0:
            return WRONG
        close_link(by=by, link=link)
        return RUN_OUT
    row.change(seen=None, right_at=now(), tries_left=0)
    record(by, "minute.page-right", row, child_id=link.child_id)
    return ""


@action
def open_page(*, by: Viewer, link: FamilyLink, copy: MinuteCopy) -> MinuteCopy:
    """The copy behind a link, as `copy_behind` gave it, once its code was right. That it was opened is in the register."""
    from .copies import note_opened

    if waits_for_code(by, link):
        raise NotHere
    return note_opened(by=by, copy=copy, means=CopyMeans.LINK)

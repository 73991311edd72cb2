"""The gate's side towards the pages: every file that answers a request is let pass here, and stands in the register.

What was cleared for its reader passes as what it was; what leaves as it is does so by a row of a table that says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.cleared import Cleared, ClearedDocument, Passed, _pass
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.rules.disclosure.unchanged import FAMILY, REFERRER, SERVICE, STAFF, TABLE, Unchanged

from .models import Release
from .papers import Paper

JOB = "disclosure.again"
FILE = "file"
PDF = "application/pdf"
TO_THEMSELVES = "On their own screen"
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": PDF,
}


def media_of(name: str) -> str:
    return MEDIA.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")


def as_cleared(cleared: ClearedDocument) -> Passed:
    """The one file of a paper that the gate has just cleared, exactly as it was checked."""
    ((name, content),) = cleared.files
    return _pass(what=cleared.what, name=name, content=content, media=media_of(name), release_id=cleared.release_id)


def as_printed(cleared: Cleared | ClearedDocument, content: bytes, name: str, media: str = PDF) -> Passed:
    """Words that the gate has just cleared, in the form in which they are handed over."""
    what = cleared.template if isinstance(cleared, Cleared) else cleared.what
    return _pass(what=what, name=name, content=content, media=media, release_id=cleared.release_id)


def given_again(*, by: Viewer, release_id: UUID | None, papers: Sequence[Paper], content: bytes, name: str) -> Passed:
    """What stands in the register, given once more to those who may have it: word for word, or not at all.

    release_id: the row of the first of the papers that were cleared then; each is compared with the register by its fingerprint.
    """
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        row = Release.objects.filter(partnership_id=job.here, pk=release_id).first() if release_id else None
        if row is None:
            raise NotHere
        of_these = Release.objects.filter(partnership_id=job.here, template=row.template, reference=row.reference)
        stand = set(of_these.filter(fingerprint__in=[one.fingerprint for one in papers]).values_list("fingerprint", flat=True))
    if not papers or row.fingerprint != papers[0].fingerprint or any(one.fingerprint not in stand for one in papers):
        raise Refused("This is not what was let go: it has changed since. Check it again before it is given.")
    return _pass(what=row.template, name=name, content=content, media=media_of(name), release_id=row.pk)


@action
def as_it_is(
    *,
    by: Viewer,
    what: str,
    content: bytes,
    name: str,
    media: str = PDF,
    child_id: UUID | None = None,
    reference: str = "",
    reason: str = "",
    said_by: str = "",
) -> Passed:
    """Something that leaves unchanged, by its row of the table, entered in the register with to whom and what for.

    said_by: who takes it where they have no account. What nobody may read unchanged is refused.
    """
    row = _row(what)
    if not row.registered:
        raise LookupError(f"{what} is only read, and is let pass as such.")
    reader = _reader(by, row, said_by)
    if row.reasoned and not reason.strip():
        raise Faulty([Fault("reason", "Say what it is needed for.")])
    fingerprint = hashlib.sha256(content).hexdigest()
    release = Release.objects.create(
        partnership_id=by.here,
        template=what,
        channel=FILE,
        recipient=reader,
        recipient_user_id=by.person_id,
        address=said_by or TO_THEMSELVES,
        reference=reference,
        child_id=child_id,
        released_by=by.person_id,
        released_by_system=by.system,
        fingerprint=fingerprint,
        reason=reason.strip()[:2000],
    )
    record(by, "release.as-it-is", release, kind=Kind.RELEASE, child_id=child_id, what=what, recipient=reader)
    return _pass(what=what, name=name, content=content, media=media, release_id=release.pk)


def as_read(*, by: Viewer, what: str, content: bytes, name: str, media: str) -> Passed:
    """Something that somebody with an account reads who may read it in Holdfast; whoever opened it for them wrote that down."""
    row = _row(what)
    if row.registered:
        raise LookupError(f"{what} leaves, and is entered in the register.")
    _reader(by, row, "")
    return _pass(what=what, name=name, content=content, media=media)


def _row(what: str) -> Unchanged:
    if what not in TABLE:
        raise LookupError(f"Nothing called {what} leaves as it is.")
    return TABLE[what]


def _reader(by: Viewer, row: Unchanged, said_by: str) -> str:
    """What kind of reader takes it: somebody with an account, a relative by their link, or whoever referred without one."""
    without_account = next((one for one in (SERVICE, FAMILY) if one in row.readers and said_by), REFERRER)
    kind = STAFF if by.is_person else without_account
    if kind not in row.readers:
        raise Refused("This leaves unchanged to other readers alone.")
    return kind

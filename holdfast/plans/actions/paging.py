"""The private page of a child's or relative's copy: made, opened with its code, answered there, and taken back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, read, record
from holdfast.disclosure.links import close_link, make_link
from holdfast.disclosure.models import FamilyLink
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject
from holdfast.rules.plan_editions import Reader, divided
from holdfast.rules.plans import BY_KEY

from ..around_models import CopyGiven
from ..editions import TITLES
from ..models import SafetyVersion, Signing, VersionItem
from ..page_models import CopyPage, whose
from ..policies import check_can_write
from ..types import Signed, SignedHow, Signer

JOB, PURPOSE = "plans.page", "plan"
TRIES = 5
WRONG = "That is not the code. Look again, or ask whoever gave it to you."
RUN_OUT = "The code was wrong five times, so this page is closed."
ANSWERS = (Signed.AGREES, Signed.PARTLY, Signed.AGAINST)


@dataclass(frozen=True)
class Opened:
    """A copy as its reader has it on the page. said: what they last answered there, if anything. own: it is the child's."""

    title: str
    lines: tuple[tuple[str, str], ...]
    said: Signing | None
    own: bool


@action
def make_page(*, by: Viewer, given: CopyGiven) -> tuple[str, str]:
    """The key of the link and the code, both kept nowhere. An older page of the same reader closes."""
    for older in CopyPage.objects.filter(
        partnership_id=by.here, child_id=given.child_id, closed_at=None, **whose("given__person_id", given.person_id)
    ):
        _close(by, older)
    link, key = make_link(by=by, child_id=given.child_id, person_id=given.person_id, purpose=PURPOSE, subject_id=given.pk)
    code = f"{secrets.randbelow(10**6):06d}"
    page = CopyPage.objects.create(
        partnership_id=by.here,
        child_id=given.child_id,
        given=given,
        link_id=link.pk,
        code_hash=_hash(link.pk, code),
        tries_left=TRIES,
    )
    record(by, "safety-plan.page", page, child_id=given.child_id, kind=Kind.RELEASE)
    return key, code


def _hash(link_id: UUID, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{link_id}:{code}".encode(), hashlib.sha256).hexdigest()


def _close(by: Viewer, page: CopyPage) -> None:
    """It closes at once, also in a browser that has it open."""
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        for link in FamilyLink.objects.filter(partnership_id=by.here, pk=page.link_id, closed_at=None):
            close_link(by=job, link=link)
        page.change(seen=None, closed_at=now(), tries_left=0)


@action
def take_back(*, by: Viewer, child_id: UUID, page_id: UUID) -> CopyPage:
    """Our own page closes. What was read, or photographed, cannot be taken back."""
    check_can_write(by, child_id)
    page = visible(by, CopyPage).filter(child_id=child_id, pk=page_id).first()
    if page is None:
        raise NotHere
    if page.closed_at is None:
        _close(by, page)
    record(by, "safety-plan.page-closed", page, child_id=child_id, kind=Kind.RELEASE)
    return page


def page_of(by: Viewer, link: FamilyLink) -> CopyPage:
    """The page behind a link. Raises NotHere once it is closed, or where its reader may not be told any more (H8)."""
    rows = CopyPage.objects.select_related("given").filter(partnership_id=by.here, link_id=link.pk, closed_at=None)
    page = rows.first()
    if page is None:
        raise NotHere
    person_id = page.given.person_id
    if not may_tell(by, child_id=page.child_id, person_id=person_id, subject=TellSubject.MEETINGS):
        raise NotHere
    return page


def waits_for_code(by: Viewer, link: FamilyLink) -> bool:
    """Whether whoever opened the link has not typed the code yet."""
    return page_of(by, link).right_at is None


@action
def try_code(*, by: Viewer, link: FamilyLink, typed: str) -> str:
    """ "" when the code was right, else what to do. A wrong one uses up a try, so what came of it is given back, not raised."""
    page = CopyPage.objects.select_for_update().get(pk=page_of(by, link).pk)
    code = "".join(sign for sign in typed if sign.isdigit())
    if page.tries_left and hmac.compare_digest(_hash(link.pk, code), page.code_hash):
        page.change(seen=None, right_at=now(), tries_left=0)
        record(by, "safety-plan.page-right", page, child_id=page.child_id)
        return ""
    left = max(page.tries_left - 1, 0)
    page.change(seen=None, tries_left=left)
    record(by, "safety-plan.page-wrong", page, child_id=page.child_id)
    if left:
        return WRONG
    _close(by, page)
    return RUN_OUT


@action
def open_page(*, by: Viewer, link: FamilyLink) -> Opened:
    """The reader's own answers, of the version they were given. That it was opened is written down."""
    page = page_of(by, link)
    if page.right_at is None:
        raise NotHere
    given = page.given
    reader, version = Reader(given.person_id), _version(by, given)
    rows = VersionItem.objects.filter(partnership_id=by.here, version_of=version).order_by("place", "pk")
    theirs, _kept = divided(list(rows), reader)
    page.change(seen=None, opened_at=page.opened_at or now(), opened_times=page.opened_times + 1)
    read(by, "safety-plan.page-read", page, child_id=page.child_id)
    said = Signing.objects.filter(partnership_id=by.here, version_of=version, how=SignedHow.PAGE)
    lines = tuple((BY_KEY[one.key].mine or BY_KEY[one.key].label, one.words) for one in theirs)
    own = said.filter(**whose("person_id", given.person_id)).order_by("-created_at", "-pk").first()
    return Opened(TITLES[reader.kind], lines, own, own=given.person_id is None)


def _version(by: Viewer, given: CopyGiven) -> SafetyVersion:
    rows = SafetyVersion.objects.filter(partnership_id=by.here, child_id=given.child_id, number=given.number)
    found = rows.filter(created_at__lte=given.created_at).order_by("-created_at").first()
    if found is None:
        raise NotHere
    return found


@action
def answer_page(*, by: Viewer, link: FamilyLink, answer: str, words: str) -> Signing:
    """The reader says on their page whether they agree. What they say later is another answer; none overwrites one before."""
    page = page_of(by, link)
    if page.right_at is None:
        raise NotHere
    if answer not in ANSWERS:
        raise Faulty([Fault("answer", "Choose whether you agree")])
    person_id = page.given.person_id
    row = Signing.objects.create(
        partnership_id=by.here,
        version_of=_version(by, page.given),
        child_id=page.child_id,
        signer=Signer.RELATIVE if person_id else Signer.CHILD,
        person_id=person_id,
        answer=Signed(answer),
        how=SignedHow.PAGE,
        words=words.strip()[:2000],
        on_date=today(),
    )
    record(by, "safety-plan.sign", row, child_id=page.child_id, answer=answer)
    return row

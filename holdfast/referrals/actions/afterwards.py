"""What happens to a referral after it was sent: added to, withdrawn, shared, called back, answered, linked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from holdfast.access.models import Membership, User
from holdfast.access.policies import in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.documents import actions as documents
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.identifiers import phone

from ..models import Addition, Attachment, CallBack, Draft, Feedback, Referral, ReferredChild, RiskAssessment, Share
from ..policies import (
    check_can_add,
    check_can_call_back,
    check_can_feed_back,
    check_can_let_in,
    check_can_link,
    check_can_move,
    check_can_share,
    check_can_withdraw,
)
from ..types import AdditionKind, Identity, ReferralState, ShareKind

SUPERVISING_ROLES = tuple(key for key, role in GRANTS.items() if Grant.AGENCY_REFERRALS in role.grants)


@action
def add(*, by: Viewer, referral: Referral, words: str, upload: UploadedFile | None = None) -> Addition:
    """Add to a referral. What was sent stays as it was sent."""
    check_can_add(by, referral)
    if not words.strip():
        raise Faulty([Fault("words", "Say what you want to add.")])
    made = _added(by, referral, AdditionKind.INFORMATION, words=words.strip())
    if upload is not None:
        attach(by=by, referral=referral, upload=upload)
    return made


def _added(by: Viewer, referral: Referral, kind: AdditionKind, **values: Any) -> Addition:
    made = Addition(partnership_id=by.here, referral=referral, kind=kind, added_by_id=by.person_id, **values)
    made.save(force_insert=True)
    record(by, "referral.add", made, referral=referral.pk, kind_of_addition=str(kind))
    return made


@action
def attach(*, by: Viewer, referral: Referral, upload: UploadedFile, what: str = "", evidence: bool = False) -> Attachment:
    """Attach a file to a referral that has been sent."""
    check_can_add(by, referral)
    file = documents.store(by=by, upload=upload, purpose="referral", subject=referral, evidence=evidence)
    made = Attachment(partnership_id=by.here, referral=referral, file=file, what=what.strip()[:200])
    made.save(force_insert=True)
    record(by, "referral.attach", made, file=file.pk)
    return made


@action
def bring_files(*, by: Viewer, referral: Referral, draft: Draft) -> int:
    """The files of a draft go with what was sent."""
    rows = Attachment.objects.filter(partnership_id=by.here, draft_id=draft.pk, removed_at=None)
    moved = 0
    for attachment in rows:
        attachment.change(seen=None, referral=referral)
        moved += 1
    record(by, "referral.bring-files", referral, files=moved)
    return moved


@action
def add_written(*, by: Viewer, referral: Referral, document: Mapping[str, Any]) -> Addition:
    """The written form of a referral that was taken by telephone has come."""
    if not referral.telephone:
        raise Refused("This referral was written from the start: nothing is owed.")
    made = _added(by, referral, AdditionKind.WRITTEN, document=document)
    referral.change(seen=None, written_at=now())
    return made


@action
def withdraw(*, by: Viewer, referral: Referral, reason: str) -> Addition:
    """The referrer withdraws. MASH reads why, and may look at the child all the same: a worry once known stays known."""
    check_can_withdraw(by, referral)
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why you withdraw it. MASH reads this.")])
    referral.change(seen=None, withdrawn_at=now())
    return _added(by, referral, AdditionKind.WITHDRAWAL, words=reason.strip())


@action
def share(*, by: Viewer, referral: Referral, user: User) -> Share:
    """Let a supervisor of one's own agency read a referral."""
    check_can_share(by, referral)
    if user.pk not in {found.pk for found in supervisors(by)}:
        raise Refused("A referral is shared with a supervisor of your own agency.")
    if user.pk in referral.kept_from:
        # Said as of anybody who is not on the list: the reason is nobody's to know.
        raise Refused("A referral is shared with a supervisor of your own agency.")
    return _shared(by, referral, user.pk, ShareKind.SUPERVISOR)


def supervisors(by: Viewer) -> list[User]:
    """The people of one's own agency with whom a referral may be shared: who supervises, and one's own supervisor."""
    if by.agency_id is None:
        return []
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, agency_id=by.agency_id)
    own = posts.filter(user_id=by.me, supervisor__isnull=False).values("supervisor_id")
    leading = posts.filter(role__in=SUPERVISING_ROLES).values("user_id")
    return list(User.objects.filter(pk__in=own.union(leading), is_active=True).exclude(pk=by.me).order_by("name", "pk")[:100])


def _shared(by: Viewer, referral: Referral, user_id: UUID, kind: ShareKind) -> Share:
    made, _ = Share.objects.get_or_create(
        partnership_id=by.here,
        referral=referral,
        user_id=user_id,
        kind=kind,
        ended_at=None,
        defaults={"shared_by_id": by.person_id},
    )
    record(by, "referral.share", made, referral=referral.pk, kind_of_share=str(kind))
    return made


@action
def end_share(*, by: Viewer, share: Share) -> Share:
    """Somebody no longer reads a referral."""
    check_can_share(by, share.referral)
    share.change(seen=None, ended_at=now())
    record(by, "referral.end-share", share)
    return share


@action
def route(*, by: Viewer, referral: Referral, user: User) -> Share:
    """MASH passes a referral to the social worker who has the child, who may then read it."""
    check_can_move(by, referral)
    return _shared(by, referral, user.pk, ShareKind.ROUTED)


@action
def call_back(
    *,
    by: Viewer,
    referral: Referral,
    number: str,
    number_from: str,
    spoke_to: str,
    called_at: datetime,
    confirmed: bool,
    note: str = "",
) -> CallBack:
    """Record a call back to the referrer. Only one on a number that is not from the form confirms who they are."""
    check_can_call_back(by, referral)
    faults = _call_back_faults(referral, number, number_from, spoke_to)
    if faults:
        raise Faulty(faults)
    made = CallBack(
        partnership_id=by.here,
        referral=referral,
        number=number.strip(),
        number_from=number_from.strip(),
        spoke_to=spoke_to.strip(),
        called_at=called_at,
        confirmed=confirmed,
        note=note.strip(),
        called_by_id=by.me,
    )
    made.save(force_insert=True)
    if confirmed and referral.identity == Identity.UNVERIFIED:
        referral.change(seen=None, identity=Identity.CALLED_BACK)
    record(by, "referral.call-back", made, referral=referral.pk, confirmed=confirmed)
    return made


def _call_back_faults(referral: Referral, number: str, number_from: str, spoke_to: str) -> list[Fault]:
    faults = []
    if phone(number) is None:
        faults.append(Fault("number", "Write the number you called, such as 01632 960 001."))
    elif phone(number) == phone(referral.referrer_phone):
        faults.append(Fault("number", "That is the number on the form. Find one yourself: the agency's switchboard."))
    if not number_from.strip():
        faults.append(Fault("number_from", "Say where you found the number."))
    if not spoke_to.strip():
        faults.append(Fault("spoke_to", "Say whom you spoke to."))
    return faults


@action
def feed_back(
    *, by: Viewer, referral: Referral, words: str, referred_child: ReferredChild | None = None, limited: bool = False
) -> Feedback:
    """Tell the referrer what came of it. A member of the public is told that it was received and acted on, no more."""
    check_can_feed_back(by, referral)
    if not words.strip():
        raise Faulty([Fault("words", "Write what the referrer is told.")])
    made = Feedback(
        partnership_id=by.here,
        referral=referral,
        referred_child=referred_child,
        words=words.strip(),
        limited=limited or referral.referrer_kind != "professional",
        told_by_id=by.person_id,
    )
    made.save(force_insert=True)
    record(by, "referral.feed-back", made, referral=referral.pk)
    return made


@action
def move(*, by: Viewer, referral: Referral, state: ReferralState) -> Referral:
    """How far the referral has come, as its referrer is told."""
    check_can_move(by, referral)
    if referral.state != state:
        referral.change(seen=None, state=state)
    record(by, "referral.move", referral, state=str(state))
    return referral


@action
def identify(*, by: Viewer, referred_child: ReferredChild, child_id: UUID | None) -> ReferredChild:
    """MASH says whose record this child is, or takes that back. What was typed stays as it was typed."""
    check_can_link(by)
    referred_child.change(seen=None, child_id=child_id)
    RiskAssessment.objects.filter(partnership_id=by.here, referred_child_id=referred_child.pk).update(child_id=child_id)
    record(by, "referral.identify", referred_child, child_id=child_id, referral=referred_child.referral_id)
    return referred_child


@action
def let_in(*, by: Viewer, referral: Referral, user: User) -> Referral:
    """Let one more person of the worker's own agency read a worry about a worker. Never somebody of the case."""
    check_can_let_in(by, referral, user)
    if user.pk not in referral.chosen:
        referral.change(seen=None, chosen=[*referral.chosen, user.pk])
    record(by, "referral.let-in", referral, user=user.pk)
    return referral


@action
def place_worker(*, by: Viewer, referral: Referral, agency_id: UUID) -> Referral:
    """Say in which agency the person works whom a worry is about, so that it is kept from that agency."""
    check_can_let_in(by, referral, None)
    referral.change(seen=None, worker_agency_id=agency_id)
    record(by, "referral.place-worker", referral, agency=agency_id)
    return referral

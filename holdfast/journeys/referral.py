"""From a worry that is written down to MASH's queue: taken in, on its clocks, with a receipt, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from holdfast.access.models import EmailDomain, User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms import actions as comms
from holdfast.disclosure import gate
from holdfast.disclosure.types import Recipient
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.time import LONDON, now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.referrals import actions, paths
from holdfast.referrals.actions import Coming, Taken
from holdfast.referrals.models import Consultation, Draft, FloorReview, Referral, RiskAssessment
from holdfast.referrals.types import ConsultationState, DraftKind, Identity, ReviewReason, Source
from holdfast.referrals.walls import who_deals_with_worries_about_workers
from holdfast.rules import referral as rules
from holdfast.rules import spoken, working
from holdfast.screening.actions.intake import receive
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from .onward import go_onward, tell_designated_officer

DECISION = "referral.decision"
WRITTEN = "referral.written-after-phone"
FLOOR_REVIEW = "exploitation.floor-review"
FLOOR_DUTY = "referral.floor-review"
WRITTEN_DUTY = "referral.written"
ADDED_DUTY = "referral.added"
LADO_DUTY = "referral.lado"
SHUT_OUT_DUTY = "referral.shut-out"
SCREENERS = Responsible(role="mash-screener")
WHAT_TO_REVIEW = {
    ReviewReason.BELOW_FLOOR: "Look at a level below the safety floor",
    ReviewReason.NO_REFERRAL: "Look at a level of MODERATE or above that was not referred to MASH",
}


def whole(draft: Draft) -> dict[str, Any]:
    """The document of a draft as it is sent: without blanks, with where and when it was written."""
    document = _with_states(paths.pruned(draft.document))
    document.setdefault("people", [])
    document.setdefault("assessments", [])
    for key in ("referrer", "concern", "consent"):
        document.setdefault(key, {})
    document["source"] = (Source.TELEPHONE if draft.consultation_id else Source.DESK).value
    document["source_ref"] = str(draft.pk)
    document["submitted_at"] = now().astimezone(LONDON).isoformat(timespec="seconds")
    return document if not document.get("children") else rules.settled(document)


def _with_states(document: dict[str, Any]) -> dict[str, Any]:
    """Evidence beside a sign whose state nobody chose: the sign stays "not considered" (H24), and the words stay too."""
    for entry in document.get("assessments", []):
        for key in ("indicators", "vulnerabilities", "protective"):
            for answer in entry.get(key, {}).values():
                answer.setdefault("state", "not_considered")
    return document


@action
def send(*, by: Viewer, draft: Draft, site: str = "") -> Referral:
    """Send a draft. Sent twice, by a second tap or from two devices, it is one referral.

    site: the address that links in messages begin with. Raises Faulty with every fault, by place.
    """
    # Held until this is done: a second tap waits here, and then finds what the first one sent.
    current = Draft.objects.select_for_update().filter(pk=draft.pk, partnership_id=by.here).first()
    if current is None:
        return _sent_already(by, draft)
    draft = current
    _check_identity(by, draft)
    if draft.follows_id is not None:
        return _send_written(by, draft)
    taken = actions.submit(by=by, document=whole(draft), coming=_coming(by, draft))
    if taken.created:
        _finish_draft(by, draft, taken.referral)
        _set_going(by, taken.referral, site=site)
    return taken.referral


def _sent_already(by: Viewer, draft: Draft) -> Referral:
    sent = Referral.objects.filter(partnership_id=by.here, source_ref=str(draft.pk)).first()
    if sent is None:
        raise NotHere()
    record(by, "referral.send-again", sent)
    return sent


def _check_identity(by: Viewer, draft: Draft) -> None:
    if not by.is_person and not by.system and not draft.email and not _anonymous(draft):
        raise Refused("Confirm your e-mail address with the code we send you. Then it goes to MASH.")


def _anonymous(draft: Draft) -> bool:
    referrer = draft.document.get("referrer", {})
    return referrer.get("kind") == "public" and referrer.get("anonymous") == "yes"


def _coming(by: Viewer, draft: Draft) -> Coming:
    call = Consultation.objects.get(pk=draft.consultation_id, partnership_id=by.here) if draft.consultation_id else None
    extras = draft.extras
    return Coming(
        identity=_identity(by, call),
        received_at=call.called_at if call else None,
        telephone=call is not None,
        email=draft.email,
        consultation_id=call.pk if call else None,
        earlier={0: draft.earlier} if draft.earlier is not None else {},
        worker_agency_id=UUID(extras["worker_agency"]) if extras.get("worker_agency") else None,
        chosen=[UUID(pk) for pk in extras.get("chosen", [])],
        domain=_domain(by, draft.email),
    )


def _identity(by: Viewer, call: Consultation | None) -> Identity:
    if call is not None:
        return Identity.TELEPHONE
    return Identity.ACCOUNT if by.is_person else Identity.UNVERIFIED


def _domain(by: Viewer, email: str) -> tuple[UUID | None, bool]:
    """The agency whose domain a confirmed address has. It speeds a call back, and proves nothing more."""
    host = email.rpartition("@")[2]
    found = EmailDomain.objects.filter(partnership_id=by.here, domain=host).first() if host else None
    return (found.agency_id, found.shared_with_pupils) if found else (None, False)


def _finish_draft(by: Viewer, draft: Draft, referral: Referral) -> None:
    """Files and further routes go with the referral; the draft is no more."""
    actions.bring_files(by=by, referral=referral, draft=draft)
    go_onward(by=by, chosen=draft.extras.get("onward", {}), referral=referral)
    if draft.consultation_id:
        actions.turned_into(by=by, consultation_id=draft.consultation_id, referral=referral)
    Draft.objects.filter(pk=draft.pk, partnership_id=by.here).delete()


@action
def take_in(*, by: Viewer, document: Any) -> Taken:
    """Take in a referral from another system. The same one again changes nothing and starts nothing."""
    faults = rules.check(document, now())
    if faults:
        raise Faulty(actions.as_faults(faults))
    taken = actions.submit(by=by, document=document, coming=Coming(Identity.IMPORTED))
    if taken.created:
        _set_going(by, taken.referral)
    return taken


def _set_going(by: Viewer, referral: Referral, *, site: str = "") -> None:
    receive(by=by, referral=referral)
    for review in FloorReview.objects.filter(partnership_id=by.here, assessment__referral_id=referral.pk):
        ask_for_review(by=by, review=review, reference=referral.reference, at=now())
    if referral.telephone:
        _ask_for_written(by, referral, site)
    _tell_of_worker(by, referral)
    _tell_of_shut_out(by, referral)
    _send_receipt(by, referral, site)


@action
def ask_for_review(*, by: Viewer, review: FloorReview, reference: str, at: datetime) -> None:
    """Put a level on the exploitation manager's list, on its clock."""
    clock = clocks.start(by=by, rule=FLOOR_REVIEW, subject=review, at=at)
    work.open_duty(
        by=by,
        kind=FLOOR_DUTY,
        subject=review,
        what=WHAT_TO_REVIEW[ReviewReason(review.reason)],
        responsible=Responsible(role="exploitation-manager"),
        clock=clock,
        reference=reference,
    )


@action
def send_assessment(*, by: Viewer, draft: Draft) -> RiskAssessment:
    """Send an assessment that goes to no MASH; what needs the exploitation manager's eyes goes on their list."""
    if draft.owner_id != by.person_id:
        raise Refused("This draft is somebody else's.")
    document = whole(draft)
    made = actions.send_alone(by=by, document=document, earlier=draft.earlier)
    go_onward(by=by, chosen=draft.extras.get("onward", {}), assessment=made)
    for review in FloorReview.objects.filter(partnership_id=by.here, assessment=made):
        ask_for_review(by=by, review=review, reference="", at=now())
    actions.discard(by=by, draft=draft)
    return made


@action
def review_level(*, by: Viewer, review: FloorReview, level: str, reason: str, seen: int) -> FloorReview:
    """The exploitation manager confirms or raises a level: its clock stops, the duty is done, and MASH hears of a raise."""
    done = actions.review(by=by, review=review, level=level, reason=reason, seen=seen)
    clocks.stop(by=by, subject=review, rule=FLOOR_REVIEW)
    work.finish(by=by, subject=review, kind=FLOOR_DUTY)
    referral = review.assessment.referral
    if referral is not None and done.level != review.assessment.level:
        _tell_mash(by, referral, "Read this again: the exploitation manager has raised the level")
    return done


def _tell_mash(by: Viewer, referral: Referral, what: str) -> None:
    """A duty for MASH about a referral that is already there, for the next working hours."""
    edition = figures(by.here)
    due = working.mash_hours(edition).after(now(), 4)
    holders = _readers(by, referral) if referral.about_worker else [SCREENERS]
    for responsible in holders:
        work.open_duty(
            by=by, kind=ADDED_DUTY, subject=referral, what=what, responsible=responsible,
            due_at=due, reference=referral.reference, needs_ack=True,
        )  # fmt: skip


def _readers(by: Viewer, referral: Referral) -> list[Responsible]:
    """Those who may read a worry about a worker, by name: a role would show it to the very person."""
    users = list(referral.chosen) or who_deals_with_worries_about_workers(
        by.here, outside=referral.worker_agency_id, but=referral.kept_from
    )
    return [Responsible(user_id=pk) for pk in users[:20]]


def _tell_of_worker(by: Viewer, referral: Referral) -> None:
    """A worry about somebody who works with children also goes to the designated officer (LADO)."""
    if not referral.about_worker:
        return
    tell_designated_officer(by=by, referral=referral)
    due = clocks.reckon(by=by, rule_key=DECISION, at=referral.received_at).due_at
    for responsible in _readers(by, referral):
        work.open_duty(
            by=by, kind=LADO_DUTY, subject=referral, what="Tell the designated officer (LADO)", responsible=responsible,
            due_at=due, reference=referral.reference, urgent=True, needs_ack=True,
        )  # fmt: skip


def _tell_of_shut_out(by: Viewer, referral: Referral) -> None:
    """A named manager is told that an account seems to be a person of the case, and is shut out (H10)."""
    if not referral.kept_from:
        return
    managers = who_deals_with_worries_about_workers(by.here, outside=None, but=referral.kept_from)
    due = clocks.reckon(by=by, rule_key=DECISION, at=referral.received_at).due_at
    for pk in managers[:20]:
        work.open_duty(
            by=by, kind=SHUT_OUT_DUTY, subject=referral, what="Somebody with an account may be a person of this case: check",
            responsible=Responsible(user_id=pk), due_at=due, reference=referral.reference,
        )  # fmt: skip


def _ask_for_written(by: Viewer, referral: Referral, site: str) -> None:
    """The caller owes the written form; its clock runs from the call, and it is chased."""
    clock = clocks.start(by=by, rule=WRITTEN, subject=referral, at=referral.received_at)
    call = referral.consultation
    caller = Responsible(user_id=call.caller_id) if call is not None and call.caller_id else SCREENERS
    work.open_duty(
        by=by, kind=WRITTEN_DUTY, subject=referral, what="Send the written referral after the call", responsible=caller,
        clock=clock, reference=referral.reference,
    )  # fmt: skip
    actions.ask_for_written(by=by, referral=referral, due=clock.due_at, site=site)


def _send_written(by: Viewer, draft: Draft) -> Referral:
    """The written form of a telephone referral: its clock stops, and MASH is told to read it."""
    assert draft.follows_id is not None
    referral = Referral.objects.get(pk=draft.follows_id, partnership_id=by.here)
    document = whole(draft)
    faults = rules.check(document, now())
    if faults:
        raise Faulty(actions.as_faults(faults))
    actions.add_written(by=by, referral=referral, document=document)
    actions.bring_files(by=by, referral=referral, draft=draft)
    clocks.stop(by=by, subject=referral, rule=WRITTEN)
    work.finish(by=by, subject=referral, kind=WRITTEN_DUTY)
    _tell_mash(by, referral, "Read the written referral that followed a call")
    Draft.objects.filter(pk=draft.pk, partnership_id=by.here).delete()
    return referral


@action
def add(*, by: Viewer, referral: Referral, words: str, upload: Any = None) -> None:
    """Add to a referral; MASH is told that there is something new."""
    actions.add(by=by, referral=referral, words=words, upload=upload)
    _tell_mash(by, referral, "Read what the referrer has added")


@action
def withdraw(*, by: Viewer, referral: Referral, reason: str) -> None:
    """The referrer withdraws. MASH's clocks run on until MASH has looked: what was said may still matter for the child."""
    actions.withdraw(by=by, referral=referral, reason=reason)
    _tell_mash(by, referral, "The referrer withdraws this: decide whether to go on")


@action
def share(*, by: Viewer, referral: Referral, user: User, site: str = "") -> None:
    """Let a supervisor of one's own agency read a referral; they are told by a message that says nothing of it."""
    actions.share(by=by, referral=referral, user=user)
    cleared = gate.clear(
        by=by,
        template="referral.shared",
        recipient=Recipient("staff", user.email, user_id=user.pk),
        reference=referral.reference,
        facts={"link": link(f"/referrals/{referral.pk}/", site)},
    )
    comms.send(by=by, cleared=cleared)


# -- the receipt ------------------------------------------------------------------------------------------------------


def link(path: str, site: str = "") -> str:
    """A whole address for a message."""
    return (site or settings.PUBLIC_URL or "http://localhost").rstrip("/") + path


def reply_due(by: Viewer, referral: Referral) -> datetime:
    """By when the referrer should have heard."""
    return clocks.reckon(by=by, rule_key=DECISION, at=referral.received_at).due_at


def _send_receipt(by: Viewer, referral: Referral, site: str) -> None:
    """Say by e-mail that it has arrived. It never holds a referral up: an address that cannot be written to gets none."""
    reader = _reader(by, referral)
    if reader is None:
        return
    opened = working.is_open(now(), figures(by.here))
    own = f"/referrals/{referral.pk}/" if by.is_person else "/refer/status/"
    try:
        cleared = gate.clear(
            by=by,
            template="referral.receipt" if opened else "referral.receipt-closed",
            recipient=reader,
            reference=referral.reference,
            facts={"link": link(own, site), "due": spoken.long_time(reply_due(by, referral))},
        )
    except Refused:
        record(by, "referral.no-receipt", referral)
        return
    comms.send(by=by, cleared=cleared)


def _reader(by: Viewer, referral: Referral) -> Recipient | None:
    if not referral.referrer_email or referral.anonymous:
        return None
    if referral.sender_id is None or referral.telephone:
        return Recipient("referrer", referral.referrer_email)
    return Recipient("staff", referral.referrer_email, user_id=referral.sender_id)


# -- the advice line --------------------------------------------------------------------------------------------------


@action
def refer_from_call(*, by: Viewer, consultation: Consultation) -> Draft:
    """Turn a call into a draft of a referral. Nothing that was said has to be typed again."""
    if consultation.state == ConsultationState.REFERRED:
        raise Refused("This call has been turned into a referral already.")
    draft = Draft.objects.filter(partnership_id=by.here, consultation=consultation, owner_id=by.person_id).first()
    if draft is None:
        return actions.begin(by=by, kind=DraftKind.QUICK, consultation=consultation, document=consultation.document)
    record(by, "draft.resume", draft)
    return draft


@action
def begin_written(*, by: Viewer, referral: Referral) -> Draft:
    """The written form of a telephone referral, begun with what was said on the telephone."""
    draft = Draft.objects.filter(partnership_id=by.here, follows=referral, owner_id=by.person_id).first()
    if draft is not None and (by.is_person or draft.token_hash == by.token):
        record(by, "draft.resume", draft)
        return draft
    said = {key: value for key, value in referral.document.items() if key not in ("source", "source_ref", "submitted_at")}
    return actions.begin(by=by, kind=DraftKind.WRITTEN, follows=referral, document=said)

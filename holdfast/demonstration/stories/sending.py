"""Referrals written and sent: by staff, by people without an account, and from the telephone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from holdfast.journeys import referral as journeys
from holdfast.kernel.viewer import Viewer
from holdfast.referrals import actions
from holdfast.referrals.models import Referral
from holdfast.referrals.types import DraftKind

from ..cast.document import referral as written
from ..cast.plan import Planned
from .telling import Teller

Document = dict[str, Any]
NAMED_BY_SENDING = ("source", "source_ref", "submitted_at")
WORKER_OF_CONCERN = {
    "about_worker": "yes",
    "about_worker_detail": "Mr Rowan Vickery, cover supervisor. He gave a pupil a lift home and messages her at night.",
}
ADULT = {"adult_consent": "yes"}


def send(teller: Teller, plan: Planned, at: datetime) -> Referral:
    """Write and send what the plan says. What came by telephone was a call first."""
    if not plan.referrer.worker:
        return _without_account(teller, plan, at)
    if plan.telephone:
        return _after_call(teller, plan, at)
    document = _document(plan, at, teller.staff.users[plan.referrer.worker].email)
    with teller.acting(plan.referrer.worker, at - timedelta(minutes=9)) as by:
        draft = actions.begin(by=by, document=document)
        if extras := _extras(teller, plan):
            draft = actions.note(by=by, draft=draft, extras=extras)
    with teller.acting(plan.referrer.worker, at) as by:
        return journeys.send(by=by, draft=draft)


def _extras(teller: Teller, plan: Planned) -> Document:
    """What the writer chose beside the referral: who must not read it, and the other ways it goes."""
    if plan.stage == "lado":
        return {"worker_agency": str(teller.staff.agencies["wulfric"].pk)}
    if plan.stage == "adult":
        return {"onward": {"adult_safeguarding": {"wanted": True, "agreed": "yes"}, "leaving_care": {"wanted": True}}}
    if plan.worry.key == "extreme-views":
        return {"onward": {"prevent": {"wanted": True}}}
    return {}


def _document(plan: Planned, at: datetime, email: str) -> Document:
    """The document of the plan, without what sending adds."""
    said = written(plan.family, plan.children, plan.worry, plan.referrer.block(email), at=at, number=plan.number)
    if plan.stage == "lado":
        said["concern"] |= WORKER_OF_CONCERN
    if plan.stage == "adult":
        said["assessments"] = [entry | ADULT for entry in said["assessments"]]
    return {key: value for key, value in said.items() if key not in NAMED_BY_SENDING}


def _without_account(teller: Teller, plan: Planned, at: datetime) -> Referral:
    """Somebody wrote first, and confirmed an e-mail address at the end."""
    token = hashlib.sha256(f"demonstration {plan.number}".encode()).hexdigest()
    visitor = Viewer(partnership_id=teller.staff.partnership_id, token=token)
    with teller.being(visitor, at) as by:
        draft = actions.begin(by=by, document=_document(plan, at, plan.referrer.email))
        draft.change(seen=None, email=plan.referrer.email)
        return journeys.send(by=by, draft=draft)


def _after_call(teller: Teller, plan: Planned, at: datetime) -> Referral:
    """The advice line took the call, and MASH made a referral of it without typing anything twice."""
    document = _document(plan, at, teller.staff.users[plan.referrer.worker].email)
    with teller.acting("Tom Beddoes", at) as by:
        call = actions.log(
            by=by, called_at=at, document=document, advice="This needs a referral now; please send the form as well."
        )
        draft = journeys.refer_from_call(by=by, consultation=call)
        return journeys.send(by=by, draft=draft)


def leave_drafts(teller: Teller, plans: list[Planned]) -> None:
    """What people are in the middle of writing."""
    for place, plan in enumerate(plans):
        at = teller.ago(0.5 + 7 * place)
        email = teller.staff.users[plan.referrer.worker].email
        document = _document(plan, at, email)
        kept = dict(list(document.items())[: 3 + place % 4])
        with teller.acting(plan.referrer.worker, at) as by:
            actions.begin(by=by, document=kept, kind=DraftKind.QUICK if place == 1 else DraftKind.REFERRAL)


def ask_advice(teller: Teller, plans: list[Planned]) -> None:
    """Calls to the advice line that ended in advice. In half of them the child was not named."""
    for place, plan in enumerate(plans):
        at = teller.ago(5 + 31 * place)
        referrer = replace(plan.referrer, worker="", name=plan.referrer.worker).block()
        document: Document = {"referrer": referrer, "concern": _document(plan, at, "")["concern"]}
        if place % 2:
            document["children"] = [{"given_name": plan.children[0].given, "family_name": plan.children[0].family}]
        else:
            document["concern"]["worry"] = "A child in year 8 has begun to miss Friday afternoons. What would you look for?"
        with teller.acting("Priya Nair" if place % 2 else "Tom Beddoes", at) as by:
            actions.log(by=by, called_at=at - timedelta(minutes=12), document=document, advice=ADVICE[place % len(ADVICE)])


ADVICE = (
    "Speak with the child and their parent, write down their words, and complete the exploitation risk assessment.",
    "Early help with agreement. Ring again if anything changes, and the same day if money or travel comes into it.",
    "Please send the referral today. Do not ask the child any leading questions before we ring you back.",
)


def assess_alone(teller: Teller, plan: Planned, at: datetime, **more: str) -> None:
    """An assessment that goes to no MASH. more: further answers of the assessment."""
    document = _document(plan, at, teller.staff.users[plan.referrer.worker].email)
    document["assessments"] = [entry | more for entry in document["assessments"]]
    with teller.acting(plan.referrer.worker, at) as by:
        draft = actions.begin(by=by, kind=DraftKind.ASSESSMENT, document=document)
        journeys.send_assessment(by=by, draft=draft)

"""Where a referral begins and ends: the start page, checking the answers, sending, the receipt."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.roles import Grant
from holdfast.desk.shell import figures_of
from holdfast.journeys import referral as journey
from holdfast.kernel.acting import tell_database
from holdfast.kernel.errors import Faulty, HoldfastError, NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals import actions, queries, reading
from holdfast.referrals.models import Draft, Referral
from holdfast.referrals.types import CodePurpose, DraftKind
from holdfast.rules import working
from holdfast.rules.referral import gaps
from holdfast.rules.referral_gaps import part, words

from ..forms import CodeForm, EmailForm
from ..plan import plan
from ..way import Way, site_of, way_of
from .answering import render_draft
from .drafting import of_draft

COOKIE_LASTS = 7 * 24 * 60 * 60
BEGUN = {"referral": DraftKind.REFERRAL, "quick": DraftKind.QUICK, "assessment": DraftKind.ASSESSMENT}


def hours(request: HttpRequest) -> dict[str, Any]:
    """Whether somebody in MASH is there now, and whom to call when nobody is (H2)."""
    figures = figures_of(request)
    opened = working.is_open(now(), figures)
    return {
        "mash_open": opened,
        "opens_at": None if opened else working.next_opening(now(), figures),
        "edt_number": figures["contacts.emergency_duty"],
        "mash_number": figures["contacts.mash"],
    }


def start(request: HttpRequest) -> HttpResponse:
    """Where anybody begins: danger first, then who is there, then the form."""
    viewer = viewer_of(request)
    if viewer.is_person and not viewer.may(Grant.REFER):
        raise NotHere()
    if request.method == "POST":
        return _begin(request, viewer)
    context = {
        "layout": "ui/page.html" if viewer.is_person else "ui/public.html",
        "drafts": _own_drafts(viewer),
        "now": now(),
        **hours(request),
    }
    return render(request, "referrals/start.html", context)


def _own_drafts(viewer: Viewer) -> list[tuple[Draft, Way]]:
    return [(draft, way_of(draft, public=not viewer.is_person)) for draft in queries.drafts(viewer)]


def _begin(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin a draft. A visitor's browser is given a cookie, by which alone their draft is found again."""
    kind = BEGUN.get(request.POST.get("kind", ""), DraftKind.REFERRAL)
    cookie = ""
    if not viewer.is_person and not viewer.token:
        cookie = secrets.token_urlsafe(32)
        viewer = viewer.with_(token=sha256(cookie.encode()).hexdigest())
        tell_database(viewer)
    if not viewer.is_person and kind == DraftKind.ASSESSMENT:
        kind = DraftKind.REFERRAL
    draft = actions.begin(by=viewer, kind=kind)
    way = way_of(draft, public=not viewer.is_person)
    response = redirect(way.to("one", "quick") if kind == DraftKind.QUICK else way.to("tasks"))
    if cookie:
        response.set_cookie(
            settings.DRAFT_COOKIE_NAME, cookie, max_age=COOKIE_LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
    return response


@of_draft
def check(request: HttpRequest, draft: Draft, way: Way, faults: tuple[Any, ...] = (), status: int = 200) -> HttpResponse:
    """Every answer once more, what is still needed, what can follow, who is there to read it; then send."""
    viewer = viewer_of(request)
    document = draft.document
    open_gaps = gaps(document) if draft.kind != DraftKind.ASSESSMENT else []
    keys = {page.key for page in plan(draft)}
    context = {
        "parts": [one for one in reading.read(document) if one.page in keys],
        "needed": [(gap, _page_of(gap.path, gap.section, keys)) for gap in open_gaps if gap.blocks_sending],
        "later": [(gap, _page_of(gap.path, gap.section, keys)) for gap in open_gaps if not gap.blocks_sending][:40],
        "faults": [(fault, _page_of(fault.path, "", keys)) for fault in faults],
        "files": queries.draft_files(viewer, draft),
        "onward": draft.extras.get("onward", {}),
        "anonymous": words(part(document, "referrer"), "anonymous") == "yes",
        **hours(request),
    }
    return render_draft(request, "check", draft, way, status=status, **context)


def _page_of(place: str, section: str, keys: set[str]) -> str:
    """The page on which something at this place is answered."""
    steps = [*place.split("/")[1:], "", ""]
    by_child = {"children": "where" if section == "where" else "child", "assessments": "level"}
    number = steps[1] if steps[1].isdigit() else "0"
    for key in (f"{by_child.get(steps[0], steps[0])}-{number}", section, steps[0], f"assessment-{number}", f"child-{number}"):
        if key in keys:
            return key
    return "concern" if "concern" in keys else "child-0"


@of_draft
def send(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """Send it. A visitor confirms an address first; a tap twice sends it once."""
    viewer = viewer_of(request)
    if draft.kind == DraftKind.ASSESSMENT:
        return _send_assessment(request, draft, way, viewer)
    if way.public and not draft.email and words(part(draft.document, "referrer"), "anonymous") != "yes":
        if any(gap.blocks_sending for gap in gaps(draft.document)):
            return check(request, draft.pk, public=True)
        return redirect(way.to("email"))
    try:
        sent = journey.send(by=viewer, draft=draft, site=site_of(request))
    except Faulty as faulty:
        return check(request, draft.pk, public=way.public, faults=faulty.faults, status=422)
    return redirect("visitor-receipt" if way.public else "referral-receipt", sent.pk)


def _send_assessment(request: HttpRequest, draft: Draft, way: Way, viewer: Viewer) -> HttpResponse:
    try:
        made = journey.send_assessment(by=viewer, draft=draft)
    except Faulty as faulty:
        return check(request, draft.pk, public=way.public, faults=faulty.faults, status=422)
    return redirect("assessment", made.pk)


@of_draft
def to_referral(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """An assessment becomes a referral to MASH with the assessment in it: nothing is typed twice."""
    actions.turn_into_referral(by=viewer_of(request), draft=draft)
    return redirect(way.to("tasks"))


# -- a visitor's address ----------------------------------------------------------------------------------------------


@of_draft
def email(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """The address a visitor can be reached at; a code goes to it."""
    said = words(part(draft.document, "referrer"), "email")
    form = EmailForm(request.POST if request.method == "POST" else None, initial={"email": said})
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        try:
            actions.send_code(by=viewer_of(request), email=address)
        except HoldfastError as fault:
            form.add_warning("email", fault.sentence)
        else:
            actions.note(by=viewer_of(request), draft=draft, extras={"email": address})
            return redirect(way.to("code"))
    return render_draft(request, "email", draft, way, form=form, status=422 if form.errors else 200, **hours(request))


@of_draft
def code(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """The code from the e-mail; with it, the referral goes."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    address = draft.extras.get("email", "")
    if request.method == "POST" and form.is_valid():
        tried = actions.try_code(by=viewer_of(request), purpose=CodePurpose.SEND, typed=form.cleaned_data["code"])
        if tried.right and actions.belongs(address, tried.address_hash):
            confirmed = actions.confirm_email(by=viewer_of(request), draft=draft, email=address)
            return send(request, confirmed.pk, public=way.public)
        form.add_warning("code", tried.sentence or "Ask for a new code.")
    return render_draft(
        request, "code", draft, way, form=form, address=address, status=422 if form.errors else 200, **hours(request)
    )


def receipt_context(request: HttpRequest, viewer: Viewer, referral: Referral) -> dict[str, Any]:
    """What a receipt says: the reference, when to expect an answer, who is there, whom to call."""
    return {
        "referral": referral,
        "heard_by": journey.reply_due(viewer, referral),
        "children": queries.children_of(viewer, referral),
        "assessments": queries.assessments_of(viewer, referral),
        "now": now(),
        **hours(request),
    }

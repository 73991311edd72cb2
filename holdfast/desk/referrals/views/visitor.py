"""Following a referral without an account: by the browser it was sent from, or by reference and an e-mailed code."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.journeys import referral as journey
from holdfast.kernel.acting import acting_as, tell_database
from holdfast.kernel.errors import HoldfastError, NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.referrals import actions, queries
from holdfast.referrals.models import Referral
from holdfast.referrals.types import CodePurpose

from ..forms import CodeForm, StatusForm
from . import following
from .sending import COOKIE_LASTS, hours, receipt_context

LAYOUT = "ui/public.html"
VisitorView = Callable[[HttpRequest, Viewer, Referral], HttpResponse]


def find(request: HttpRequest) -> HttpResponse:
    """The reference and the address; a code goes to it where they belong together. The answer is the same either way."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "referrals/status_find.html", {"form": form, **hours(request)}, status=422 if form.errors else 200)
    viewer, cookie = _known(viewer_of(request))
    try:
        actions.send_status_code(by=viewer, reference=form.cleaned_data["reference"], email=form.cleaned_data["email"])
    except HoldfastError as fault:
        form.add_warning(None, fault.sentence)
        return render(request, "referrals/status_find.html", {"form": form, **hours(request)}, status=422)
    response = redirect("visitor-status-code")
    if cookie:
        response.set_cookie(
            settings.DRAFT_COOKIE_NAME, cookie, max_age=COOKIE_LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
    return response


def _known(viewer: Viewer) -> tuple[Viewer, str]:
    """The visitor with a cookie of their own, and that cookie where it is new."""
    if viewer.token:
        return viewer, ""
    cookie = secrets.token_urlsafe(32)
    known = viewer.with_(token=sha256(cookie.encode()).hexdigest())
    tell_database(known)
    return known, cookie


def code(request: HttpRequest) -> HttpResponse:
    """The code from the e-mail opens the status page for half an hour."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    viewer = viewer_of(request)
    if request.method == "POST" and form.is_valid():
        tried = actions.try_code(by=viewer, purpose=CodePurpose.STATUS, typed=form.cleaned_data["code"])
        if tried.right and tried.referral_id is not None:
            actions.open_status(by=viewer, referral_id=tried.referral_id)
            return redirect("visitor-status", tried.referral_id)
        form.add_warning("code", tried.sentence)
    return render(request, "referrals/status_code.html", {"form": form, **hours(request)}, status=422 if form.errors else 200)


def of_visitor(view: VisitorView) -> Callable[..., HttpResponse]:
    """A view of a referral that this visitor may follow, seen through the eyes that may."""

    @wraps(view)
    def found(request: HttpRequest, referral_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        if viewer.is_person:
            return redirect("referral-status", referral_id)
        with acting_as(queries.eyes_for_status(viewer, referral_id)) as eyes:
            return view(request, eyes, queries.referral(eyes, referral_id))

    return found


@of_visitor
def receipt(request: HttpRequest, viewer: Viewer, referral: Referral) -> HttpResponse:
    context = receipt_context(request, viewer, referral)
    return render(request, "referrals/receipt.html", {"layout": LAYOUT, "public": True, **context})


@of_visitor
def status(request: HttpRequest, viewer: Viewer, referral: Referral) -> HttpResponse:
    context = following.progress(request, viewer, referral)
    return render(request, "referrals/status.html", {"layout": LAYOUT, "public": True, **context})


@of_visitor
def pdf(request: HttpRequest, viewer: Viewer, referral: Referral) -> HttpResponse:
    return following.pdf_of(request, viewer, referral, named=True)


@of_visitor
def add(request: HttpRequest, viewer: Viewer, referral: Referral) -> HttpResponse:
    back = reverse("visitor-status", args=[referral.pk])
    return following.adding(request, viewer, referral, layout=LAYOUT, back=back)


@of_visitor
def withdraw(request: HttpRequest, viewer: Viewer, referral: Referral) -> HttpResponse:
    back = reverse("visitor-status", args=[referral.pk])
    return following.withdrawing(request, viewer, referral, layout=LAYOUT, back=back)


def written(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The written form after a call, for a caller without an account."""
    viewer = viewer_of(request)
    eyes = queries.eyes_for_status(viewer, referral_id)
    with acting_as(eyes):
        referral = queries.referral(eyes, referral_id)
    if not referral.telephone or referral.written_at is not None:
        raise NotHere()
    draft = journey.begin_written(by=viewer, referral=referral)
    return redirect("visitor-tasks", draft.pk)


def forget(request: HttpRequest) -> HttpResponse:
    """For a computer that others use: this browser no longer opens anything."""
    viewer = viewer_of(request)
    if viewer.token:
        actions.forget(by=viewer)
    response = redirect("refer-start")
    response.delete_cookie(settings.DRAFT_COOKIE_NAME)
    return response

"""The advice line: logging a call, reading it, turning it into a referral."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.audit.record import read as recorded_read
from holdfast.journeys import referral as journey
from holdfast.kernel.errors import Faulty
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.referrals import actions, paths, policies, queries, reading

from ..forms import CallForm

PLACES = {
    "caller_name": "/referrer/name",
    "caller_role": "/referrer/role",
    "caller_agency": "/referrer/agency",
    "caller_phone": "/referrer/phone",
    "caller_email": "/referrer/email",
    "given_name": "/children/0/given_name",
    "family_name": "/children/0/family_name",
    "date_of_birth": "/children/0/date_of_birth",
    "safe_now": "/children/0/safe_now",
    "worry": "/concern/worry",
}


def listed(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = queries.consultations(viewer, queries.Place.from_key(request.GET.get("after", "")))
    context = {"page": page, "now": now(), "can_log": policies.can_log_consultation(viewer)}
    return render(request, "referrals/consultations.html", context)


def log(request: HttpRequest) -> HttpResponse:
    """One page for a call while it is on: who, what, advice."""
    form = CallForm(request.POST if request.method == "POST" else None, initial={"called_at": now()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.log(
                by=viewer_of(request), called_at=said["called_at"], document=document_of(said), advice=said["advice"]
            )
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            if "refer" in request.POST:
                return _to_draft(request, made.pk)
            messages.success(request, "The call is logged.")
            return redirect("consultation", made.pk)
    return render(request, "referrals/call.html", {"form": form, "now": now()}, status=422 if form.errors else 200)


def document_of(said: dict[str, Any]) -> dict[str, Any]:
    """What was said on the telephone, in the shape of a referral: so that it need not be typed again."""
    document: dict[str, Any] = {"referrer": {"kind": "professional"}}
    for name, place in PLACES.items():
        value = said.get(name)
        document = paths.put(document, place, value.isoformat() if isinstance(value, date) else value)
    return paths.put(document, "/referrer/spoken_at", said["called_at"].isoformat(timespec="minutes"))


def show(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.consultation(viewer, consultation_id)
    recorded_read(viewer, "consultation.open", found)
    context = {
        "call": found,
        "parts": [one for one in reading.read(found.document) if one.lines and one.page != "referrer"],
        "can_refer": policies.can_log_consultation(viewer) and found.referral_id is None and policies.can_refer(viewer),
        "can_open": found.referral is not None and policies.can_add(viewer, found.referral),
        "now": now(),
    }
    return render(request, "referrals/consultation.html", context)


def refer(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Turn a call into a referral; the clock runs from the call."""
    return _to_draft(request, consultation_id)


def _to_draft(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.consultation(viewer, consultation_id)
    draft = journey.refer_from_call(by=viewer, consultation=found)
    return redirect("draft-one", draft.pk, "quick")

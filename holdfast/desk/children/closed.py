"""A record that does not open: opening it in an emergency, asking for it, and a manager's look at each.

The page answers the same for a record that is closed and for one that does not exist, until it has opened.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.models import BreakGlass
from holdfast.access.types import GlassState
from holdfast.journeys import break_glass as journeys
from holdfast.kernel.errors import Faulty, NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.partnership.queries import figures
from holdfast.records import glass, policies, queries
from holdfast.records.actions import opening_of
from holdfast.rules.config import value

from . import forms


def find(request: HttpRequest) -> HttpResponse:
    """Name the child exactly, or give a number, and say why. What did not open is answered one way, whether or not it exists."""
    viewer = viewer_of(request)
    form = forms.ClosedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        reason = values.pop("reason")
        child_id = glass.sought(viewer, **values)
        return _try(request, form, child_id, reason)
    return _form(request, form)


def one(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The same for a record whose address somebody already has."""
    viewer = viewer_of(request)
    if queries.opens(viewer, child_id):
        return redirect("child", child_id=child_id)
    form = forms.WhyOpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _try(request, form, child_id, form.values()["reason"])
    return _form(request, form)


def _try(request: HttpRequest, form: forms.RecordForm, child_id: UUID | None, reason: str) -> HttpResponse:
    viewer = viewer_of(request)
    if child_id is not None and queries.opens(viewer, child_id):
        return redirect("child", child_id=child_id)
    try:
        made = journeys.break_glass(by=viewer, child_id=child_id or UUID(int=0), reason=reason)
    except Faulty as faulty:
        form.add_faults(faulty)
        return _form(request, form)
    if made is not None and made.state == GlassState.OPENED:
        return redirect("child", child_id=made.child_id)
    return render(request, "children/closed_asked.html", {})


def _form(request: HttpRequest, form: forms.RecordForm) -> HttpResponse:
    viewer = viewer_of(request)
    hours = value(figures(viewer.here), "break_glass.hours")
    at_once = policies.opens_restricted(viewer)
    return render(request, "children/closed.html", {"form": form, "hours": hours, "at_once": at_once})


def waiting(request: HttpRequest) -> HttpResponse:
    """What managers have to look at: openings and requests, what has waited longest on top."""
    return render(request, "children/openings.html", {"page": glass.to_look_at(viewer_of(request)), "now": now()})


def look(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """One opening: what was done in it, and a manager's view of it; or the answer to a request."""
    viewer = viewer_of(request)
    row = opening_of(viewer, opening_id)
    if row is None:
        raise NotHere
    asks = row.state == GlassState.ASKED
    may = policies.can_answer(viewer, row) if asks else policies.can_review(viewer, row)
    form_class = forms.AnswerRequestForm if asks else forms.ReviewOpeningForm
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, form.values())
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            return redirect("openings")
    return render(
        request,
        "children/opening.html",
        {"row": row, "form": form, "may": may, "asks": asks, "opens": queries.opens(viewer, row.child_id)},
    )


def _save(request: HttpRequest, row: BreakGlass, values: dict[str, object]) -> None:
    viewer = viewer_of(request)
    if row.state == GlassState.ASKED:
        journeys.answer_request(
            by=viewer,
            opening=row,
            grant=values["grant"] == "yes",
            hours=int(str(values.get("hours") or 0)),
            answer=str(values["answer"]),
        )
    else:
        journeys.review_opening(by=viewer, opening=row, fitting=values["fitting"] == "yes", review=str(values["review"]))

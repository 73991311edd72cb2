"""Records opened by people without a task: the list, and a reviewer's look at one (H10)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.journeys import openings as journeys
from holdfast.kernel.errors import Faulty
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.records import actions, openings, policies
from holdfast.rules.openings import Finding

from . import forms


def listed(request: HttpRequest) -> HttpResponse:
    """What waits to be looked at, what runs out first on top; and what was settled last."""
    viewer = viewer_of(request)
    page = openings.to_review(viewer, request.GET.get("after", ""))
    actions.note_listed(by=viewer, openings=[line.row for line in (*page.waiting, *page.done)])
    return render(request, "children/unrelated.html", {"page": page, "now": now()})


def look(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """One opening: who, whose record, when, why it is listed, what they said, and what a reviewer makes of it."""
    viewer = viewer_of(request)
    line = openings.one(viewer, opening_id)
    form = forms.FindingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.values()
        try:
            journeys.review(
                by=viewer, opening=line.row, finding=Finding(given["finding"]), words=given["words"], in_danger=given["in_danger"]
            )
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            return redirect("unrelated-openings")
    actions.note_listed(by=viewer, openings=[line.row])
    context = {
        "line": line,
        "form": form,
        "reviews": openings.reviews(viewer, line.row),
        "may": policies.can_find(viewer, line.row),
        "now": now(),
    }
    return render(request, "children/unrelated_one.html", context)

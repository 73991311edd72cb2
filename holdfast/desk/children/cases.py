"""Handing over the cases of somebody who leaves, moves or is away for long."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.queries import colleagues, person
from holdfast.access.roles import GRANTS, Grant
from holdfast.audit.record import listed
from holdfast.journeys import handing_over as journeys
from holdfast.kernel.errors import Faulty, NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.records import handing, queries

from . import forms

WORKERS = tuple(key for key, role in GRANTS.items() if Grant.TAKE_CASES in role.grants)


def workers(request: HttpRequest) -> HttpResponse:
    """Everybody who takes cases, to choose whose are handed over."""
    return render(request, "children/workers.html", {"workers": colleagues(viewer_of(request), *WORKERS)})


def of_worker(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Somebody's cases, all of them or some, to somebody else."""
    viewer = viewer_of(request)
    user = person(viewer, user_id)
    cases = handing.cases_of(viewer, user_id)
    listed(viewer, "case.list", [case.child_id for case in cases])
    form = forms.HandOverForm(request.POST if request.method == "POST" else None)
    form.offer(cases, [one for one in colleagues(viewer, *WORKERS) if one.pk != user_id])
    if request.method == "POST" and form.is_valid():
        try:
            journeys.hand_over(by=viewer, from_user=user_id, **form.values())
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            return redirect("worker-cases", user_id=user_id)
    context = {"user": user, "cases": cases, "form": form, "closed": handing.closed_cases_of(viewer, user_id)}
    return render(request, "children/cases.html", context)


def of_case(request: HttpRequest, involvement_id: UUID) -> HttpResponse:
    """From one case that was left behind to all of that worker's."""
    row = queries.case(viewer_of(request), involvement_id)
    if row.user_id is None:
        raise NotHere
    return redirect("worker-cases", user_id=row.user_id)

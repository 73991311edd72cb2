"""A plan that does not open: the child is not found, or the record is restricted. It is opened at once, with a reason."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.types import GlassState
from holdfast.desk.children.forms import ClosedForm
from holdfast.journeys.break_glass import break_glass
from holdfast.kernel.errors import Faulty
from holdfast.kernel.routes import viewer_of
from holdfast.partnership.queries import figures
from holdfast.records import glass, policies, queries
from holdfast.rules.config import value


def open_plan(request: HttpRequest) -> HttpResponse:
    """Name the child exactly and say why: the plan opens in the same step, and a manager looks at it afterwards.

    What did not open is answered one way, whether or not there is such a child.
    """
    viewer = viewer_of(request)
    form = ClosedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        reason = values.pop("reason")
        child_id = glass.sought(viewer, **values)
        if child_id is not None and queries.opens(viewer, child_id):
            return redirect("trigger-plan", child_id=child_id)
        try:
            made = break_glass(by=viewer, child_id=child_id or UUID(int=0), reason=reason)
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            if made is not None and made.state == GlassState.OPENED:
                return redirect("trigger-plan", child_id=made.child_id)
            return render(request, "children/closed_asked.html", {})
    hours, at_once = value(figures(viewer.here), "break_glass.hours"), policies.opens_restricted(viewer)
    return render(request, "plans/open.html", {"form": form, "hours": hours, "at_once": at_once})

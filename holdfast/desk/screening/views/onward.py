"""What goes on to others: the child's own worker, and the steps an outcome set going."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.desk.screening import forms
from holdfast.desk.screening.pages import do_at_once, form_page
from holdfast.desk.screening.reading import assessed, parts_of
from holdfast.journeys.meetings import CALLS, STEP, meeting_for
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.policies import can_convene
from holdfast.rules.meetings import Type
from holdfast.screening import actions, policies, queries
from holdfast.screening.models import OutcomeStep
from holdfast.screening.types import StepState

from .child import because, page_of


def pass_on(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """News of a child who has a social worker goes to that worker and their manager."""
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    return form_page(
        request,
        forms.WorkerForm(request.POST or None),
        lambda sent: actions.pass_to_worker(
            by=viewer, screening=child, new_harm=sent.cleaned_data["new_harm"] == "yes", note=sent.cleaned_data["note"]
        ),
        title="Pass to the child's own worker",
        button="Pass it on",
        back=page_of(screening_id),
        about=child.child.name_as_typed,
        done="Passed on. It stays on MASH's queue until the worker or their manager acknowledges it.",
    )


def take_back(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    return because(
        request,
        screening_id,
        lambda viewer, child, reason: actions.take_back(by=viewer, screening=child, reason=reason),
        ask="Why does MASH screen this?",
        title="Take this back to MASH",
        button="Take it back",
    )


def passed(request: HttpRequest, route_id: UUID) -> HttpResponse:
    """What the worker, their cover or their manager reads of what was passed to them."""
    viewer = viewer_of(request)
    found = queries.route(viewer, route_id)
    dossier = queries.passed_on(viewer, found)
    document, position = dossier.screening.referral.document, dossier.screening.child.position
    context = {
        "passed": found,
        "s": dossier.screening,
        "parts": parts_of(document, position),
        "assessed": [assessed(version) for version in dossier.assessments],
        "may_acknowledge": policies.can_acknowledge_route(viewer, found) and found.acknowledged_at is None,
        "now": now(),
    }
    return render(request, "screening/passed.html", context)


def acknowledge(request: HttpRequest, route_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.route(viewer, route_id)
    return do_at_once(
        request,
        lambda: actions.acknowledge_route(by=viewer, passed=found),
        back=reverse("passed", kwargs={"route_id": route_id}),
        done="You have it. MASH has been told.",
    )


def _discussion(viewer: Viewer, found: OutcomeStep) -> dict[str, Any]:
    """The strategy discussion of a step, and where whoever may convene calls it."""
    child_id = found.screening.child_record
    may = found.key == CALLS and found.state != StepState.DONE and child_id is not None and can_convene(viewer, child_id)
    where = reverse("child-meeting-convene", kwargs={"child_id": child_id, "kind": Type.STRATEGY.value}) if may else ""
    return {"discussion": meeting_for(viewer, STEP, found.pk), "convene": f"{where}?for={STEP}:{found.pk}" if where else ""}


def step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """One step of an outcome, for whoever it rests on: who the child is, what is to be done, by when."""
    viewer = viewer_of(request)
    found = queries.step_for(viewer, step_id)
    return form_page(
        request,
        forms.StepForm(request.POST or None),
        lambda sent: actions.finish_step(by=viewer, step=found, note=sent.cleaned_data["note"]),
        title="Something to do for a child",
        button="It is done",
        back=reverse("home"),
        about=found.screening.child.name_as_typed,
        done="Done.",
        **_discussion(viewer, found),
        template="screening/step.html",
        step=found,
        finished=found.state == StepState.DONE,
        may_finish=policies.can_finish_step(viewer, found),
        now=now(),
    )

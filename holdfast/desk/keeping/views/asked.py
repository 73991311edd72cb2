"""Somebody asks to see a record: the request, its steps, what is about others, the copy, and how it ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.keeping import policies, queries
from holdfast.keeping.actions import requests as actions
from holdfast.keeping.models import SubjectRequest
from holdfast.keeping.policies import can_decide, can_govern
from holdfast.keeping.requests import BY_KIND, needed
from holdfast.keeping.types import StepKind
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now

from ..asking import Asking, ask
from ..forms import RequestEndForm, RequestForm, StepForm


def requests(request: HttpRequest) -> HttpResponse:
    """Every request, those still open first, each with its clock."""
    return render(request, "keeping/requests.html", {"rows": queries.requests(viewer_of(request)), "now": now()})


def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)

    def save(given: dict[str, Any]) -> object:
        record = queries.one_record(viewer, given.pop("given"), given.pop("family"), given.pop("born"))
        if record is None:
            words = "No one record has this name and date of birth. Ask MASH which record it is, or whether there is one."
            raise Faulty([Fault("family", words)])
        return actions.log_request(by=viewer, child_id=record, **given)

    page = Asking(
        "Log a request to see a record",
        reverse("requests"),
        "Log it",
        "The request is logged and its clock runs.",
        lead=("Do not say to whoever asks whether there is a record until you know who they are and what entitles them to ask.",),
    )
    return ask(request, page, RequestForm(request.POST or None), lambda given: save(dict(given)))


def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what is recorded, what is still to do, and the copy once it may be prepared."""
    viewer = viewer_of(request)
    asked = queries.request(viewer, request_id)
    held = {step.kind: step for step in queries.steps(viewer, asked)}
    steps = needed(asked.made_by, from_police=actions.came_from_police(viewer, asked))
    context = {
        "asked": asked,
        "steps": [(step, held.get(step.kind)) for step in steps],
        "ended": held.get(StepKind.ENDED),
        "gaps": actions.standing_gaps(viewer, asked) if can_govern(viewer) else [],
        "name": queries.name_of_record(viewer, asked),
        "limit": queries.clock_of(viewer, asked),
        "governs": can_govern(viewer),
        "harm": StepKind.SERIOUS_HARM,
        "asked_manager": policies.manager_is_asked(viewer, asked),
        "decides": can_decide(viewer, asked),
        "now": now(),
    }
    return render(request, "keeping/request.html", context)


def step(request: HttpRequest, request_id: UUID, kind: str) -> HttpResponse:
    """Record one thing that was checked."""
    viewer = viewer_of(request)
    asked = queries.request(viewer, request_id)
    chosen = next((one for key, one in BY_KIND.items() if key.value == kind), None)
    if chosen is None or chosen not in needed(asked.made_by, from_police=actions.came_from_police(viewer, asked)):
        raise NotHere
    page = Asking(
        chosen.kind.label,
        reverse("request", kwargs={"request_id": asked.pk}),
        "Record it",
        "It is recorded.",
        about=asked.reference,
        lead=tuple(words for words in (chosen.source and f"Source: {chosen.source}.",) if words),
        facts=(
            ("Record", queries.name_of_record(viewer, asked)),
            ("Asked for by", f"{asked.name}: {asked.get_made_by_display().lower()}"),
            ("They want to see", asked.wants),
        ),
    )
    form = StepForm(request.POST or None, step=chosen)
    return ask(request, page, form, lambda given: actions.record_step(by=viewer, request=asked, kind=kind, **given))


def end(request: HttpRequest, request_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    asked: SubjectRequest = queries.request(viewer, request_id)
    page = Asking(
        "End a request",
        reverse("request", kwargs={"request_id": asked.pk}),
        "End it",
        "The request has ended.",
        about=asked.reference,
    )
    form = RequestEndForm(request.POST or None)
    return ask(request, page, form, lambda given: actions.end_request(by=viewer, request=asked, **given))

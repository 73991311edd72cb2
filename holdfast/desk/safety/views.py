"""Reading a child's safety plan, its versions and the copies of the child and the family."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.desk.children.pages import level_name
from holdfast.journeys import safety_plan as journey
from holdfast.kernel.errors import Faulty
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.plans import actions, queries
from holdfast.records import queries as records
from holdfast.ui.forms import GovukForm

from . import pages
from .forms import AnswerForm, CloseForm, LookForm, SignForm


def shown(request: HttpRequest, template: str, child_id: UUID, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the plan, with the child it is about."""
    shared = {
        "child": records.child(viewer_of(request), child_id),
        "child_id": child_id,
        "now": now(),
        "label_of": pages.label_of,
        "level_name": level_name,
    }
    return render(request, f"safety/{template}.html", shared | context, status=status)


def plan(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The version that holds, as this reader may read it."""
    viewer = viewer_of(request)
    page = queries.plan_page(viewer, child_id)
    return shown(request, "plan", child_id, page=page, relatives=pages.relatives(viewer, child_id) if page.holds else [])


def begin(request: HttpRequest, child_id: UUID) -> HttpResponse:
    actions.open_plan(by=viewer_of(request), child_id=child_id)
    return redirect("safety-plan-write", child_id=child_id)


def versions(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """What each version changed, word by word."""
    return shown(request, "versions", child_id, versions=queries.compared(viewer_of(request), child_id))


def answer(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The version that waits, with what it changes, for somebody who wrote none of it."""
    viewer = viewer_of(request)
    page = queries.plan_page(viewer, child_id)
    waiting = next((one for one in queries.compared(viewer, child_id) if one.standing == "waiting"), None)
    if waiting is None:
        messages.info(request, "No version of this plan is waiting to be approved.")
        return redirect("safety-plan", child_id=child_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        number, approved = waiting.version.number, sent["answer"] == "approve"
        try:
            actions.answer_version(by=viewer, child_id=child_id, number=number, approved=approved, why=sent["why"])
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            messages.success(request, "Approved. This version holds from now on." if approved else "Sent back.")
            return redirect("safety-plan", child_id=child_id)
    sections = queries.sections_of(queries.items_of(viewer, waiting.version))
    return shown(
        request, "answer", child_id, form=form, waiting=waiting, sections=sections, page=page, status=422 if form.errors else 200
    )


def sign(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who agrees with the version that holds."""
    viewer = viewer_of(request)
    page = queries.plan_page(viewer, child_id)
    if page.holds is None:
        messages.info(request, "No version of this plan is approved yet, so nobody can agree to it.")
        return redirect("safety-plan", child_id=child_id)
    form = SignForm(request.POST if request.method == "POST" else None)
    form.fill("who", [("child", "The child"), *pages.relatives(viewer, child_id), ("professional", "A professional")])
    if request.method == "POST" and form.is_valid() and _signed(request, child_id, page.holds.number, form):
        return redirect("safety-plan", child_id=child_id)
    return shown(request, "sign", child_id, form=form, page=page, status=422 if form.errors else 200)


def _signed(request: HttpRequest, child_id: UUID, number: int, form: GovukForm) -> bool:
    sent = form.cleaned_data
    who = sent["who"]
    relative = None if who in ("child", "professional") else UUID(who)
    values = {name: sent[name] for name in ("answer", "how", "words", "name", "on_date")}
    signer = "relative" if relative else who
    try:
        actions.sign(by=viewer_of(request), child_id=child_id, number=number, signer=signer, person_id=relative, **values)
    except Faulty as faulty:
        form.add_faults(faulty)
        return False
    messages.success(request, "Written down.")
    return True


def looked_at(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Looked at again, and it still holds."""
    form = LookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.look_at_plan(by=viewer_of(request), child_id=child_id, found=form.cleaned_data["found"])
        messages.success(request, "Written down. The time until the next look begins anew.")
        return redirect("safety-plan", child_id=child_id)
    page = queries.plan_page(viewer_of(request), child_id)
    return shown(request, "look", child_id, form=form, page=page, status=422 if form.errors else 200)


def close(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """End the plan, with what became of it."""
    viewer = viewer_of(request)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = {name: value for name, value in form.cleaned_data.items() if not name.startswith("evidence-")}
        try:
            actions.close_plan(by=viewer, child_id=child_id, evidence=form.evidence(), **sent)
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            messages.success(request, "The plan has ended. What it said is kept.")
            return redirect("safety-plan", child_id=child_id)
    page = queries.plan_page(viewer, child_id)
    level = journey.level_that_holds(viewer, child_id)
    return shown(request, "close", child_id, form=form, page=page, level=level, status=422 if form.errors else 200)

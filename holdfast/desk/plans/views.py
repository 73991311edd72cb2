"""A child's trigger plan on the screen and on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.disclosure.passing import as_it_is
from holdfast.kernel.errors import Faulty, HoldfastError, StaleEdit
from holdfast.kernel.leaving import leaves
from holdfast.kernel.questions import asked_together
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import plan_queries as queries
from holdfast.missing.actions import picturing, planning
from holdfast.missing.parent_queries import waiting
from holdfast.missing.plan_policies import check_can_keep
from holdfast.missing.plan_printing import MOST_PICTURES, Shown, printed
from holdfast.ui.formats import plain_date

from .forms import PlanForm


def plan(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The plan as an officer reads it: the picture, tonight, then what was kept ready."""
    viewer = viewer_of(request)
    with asked_together(queries.asked_by_plan(viewer, child_id)):
        page = queries.plan_page(viewer, child_id)
    planning.note_plan_read(by=viewer, child_id=child_id, tonight=page.episode is not None)
    context = {"page": page, "proposed": waiting(viewer, child_id), "now": now()}
    return render(request, "plans/plan.html", context)


def edit(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Part 1: begun from one's own draft, else from what is saved. Saving over somebody else's words shows both."""
    viewer = viewer_of(request)
    check_can_keep(viewer, child_id)
    if request.method == "POST":
        return _written(request, viewer, child_id)
    saved, draft = queries.plan_of(viewer, child_id), queries.draft_of(viewer, child_id)
    begun = draft.answers if draft else saved.answers if saved else {}
    seen = draft.seen if draft else saved.version if saved else 0
    return _form(request, viewer, child_id, PlanForm(initial=begun), seen, draft=draft)


def _written(request: HttpRequest, viewer: Viewer, child_id: UUID) -> HttpResponse:
    form, seen = PlanForm(request.POST), _number(request.POST.get("version", ""))
    if "discard" in request.POST:
        planning.discard_plan_draft(by=viewer, child_id=child_id)
        return redirect("trigger-plan-edit", child_id=child_id)
    if "draft" in request.POST:
        planning.keep_plan_draft(by=viewer, child_id=child_id, seen=seen, answers=form.typed())
        messages.success(request, "Kept as a draft for you alone. The plan is as it was.")
        return redirect("trigger-plan", child_id=child_id)
    if not form.is_valid():
        return _form(request, viewer, child_id, form, seen, status=422)
    try:
        planning.save_plan(by=viewer, child_id=child_id, seen=seen, answers=form.answers())
    except Faulty as faulty:
        form.add_faults(faulty)
        return _form(request, viewer, child_id, form, seen, status=422)
    except StaleEdit as stale:
        theirs = queries.differences(stale.theirs["answers"], stale.yours["answers"])
        return _form(request, viewer, child_id, form, stale.version, status=409, theirs=theirs)
    messages.success(request, "Saved.")
    return redirect("trigger-plan", child_id=child_id)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _form(
    request: HttpRequest, viewer: Viewer, child_id: UUID, form: PlanForm, seen: int, *, status: int = 200, **more: object
) -> HttpResponse:
    who = queries.who_is(viewer, child_id)
    context = {"form": form, "version": seen, "child_id": child_id, "who": who, "now": now(), "theirs": None, "draft": None}
    return render(request, "plans/edit.html", context | more, status=status)


def looked_at(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Still right: the clock begins anew."""
    planning.look_at_plan(by=viewer_of(request), child_id=child_id)
    messages.success(request, "Written down: you looked at the plan, and it is still right.")
    return redirect("trigger-plan", child_id=child_id)


def versions(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who changed what."""
    viewer = viewer_of(request)
    changes = queries.changes_of(viewer, child_id)
    planning.note_plan_read(by=viewer, child_id=child_id, tonight=False)
    context = {"changes": changes, "child_id": child_id, "who": queries.who_is(viewer, child_id)}
    return render(request, "plans/versions.html", context)


def paper(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Two pages with the picture. That they left is written down as a release."""
    viewer = viewer_of(request)
    with asked_together(queries.asked_by_plan(viewer, child_id)):
        page = queries.plan_page(viewer, child_id)
    planning.note_plan_printed(by=viewer, child_id=child_id)
    made = printed(page, _shown(viewer, page), at=now())
    return leaves(as_it_is(by=viewer, what="trigger-plan", content=made, name="trigger-plan.pdf", child_id=child_id), shown=True)


def _shown(viewer: Viewer, page: queries.PlanPage) -> list[Shown]:
    """The pictures that open; one that is locked, or still to be checked, leaves the paper without it."""
    found = []
    for one in page.pictures[:MOST_PICTURES]:
        try:
            data = picturing.picture_bytes(viewer, page.child_id, one.row.pk)
        except HoldfastError:
            continue
        taken = f"taken {plain_date(one.row.taken_on)}" if one.row.taken_on else "nobody wrote when it was taken"
        found.append(Shown(data, f"{one.words}, {taken}", f"Picture of the child: {one.words.lower()}"))
    return found

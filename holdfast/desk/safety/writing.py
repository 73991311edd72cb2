"""Writing a safety plan: a part at a time, the level and who took part, and putting it forward."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdfast.journeys import safety_plan as journey
from holdfast.kernel.errors import Faulty, StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.plans import actions, queries
from holdfast.plans.actions.writing import Particulars
from holdfast.plans.models import SafetyPlan
from holdfast.plans.policies import check_can_write
from holdfast.rules.plans import PART_OF, PARTS, Part

from . import pages
from .forms import LevelForm
from .parts import PartForm, sent_slots, slots_of
from .views import shown

Theirs = list[tuple[str, str, str]]


def tasks(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The parts of the plan that is being written, and the button that puts it forward."""
    viewer = viewer_of(request)
    check_can_write(viewer, child_id)
    plan = queries.open_plan(viewer, child_id)
    page = queries.plan_page(viewer, child_id)
    return _tasks(request, viewer, child_id, plan, page=page, faults=())


def _tasks(
    request: HttpRequest,
    viewer: Viewer,
    child_id: UUID,
    plan: SafetyPlan,
    *,
    page: queries.PlanPage,
    faults: tuple[str, ...],
    status: int = 200,
) -> HttpResponse:
    rows = queries.written(viewer, plan)
    listed = pages.tasks(child_id, plan, rows)
    context = {"plan": plan, "page": page, "groups": [{"items": listed}], "without": pages.without(rows), "faults": faults}
    return shown(request, "tasks", child_id, status=status, **context)


def put_forward(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Make a version of what is written, and ask somebody else to approve it."""
    viewer = viewer_of(request)
    try:
        journey.put_forward(by=viewer, child_id=child_id)
    except Faulty as faulty:
        plan = queries.open_plan(viewer, child_id)
        faults = tuple(fault.message for fault in faulty.faults)
        page = queries.plan_page(viewer, child_id)
        return _tasks(request, viewer, child_id, plan, page=page, faults=faults, status=422)
    messages.success(request, "Put forward. Somebody who wrote none of it has been asked to approve it.")
    return redirect("safety-plan", child_id=child_id)


def part(request: HttpRequest, child_id: UUID, part: str) -> HttpResponse:
    """One part. Saving over somebody else's words shows both, and loses neither."""
    viewer = viewer_of(request)
    check_can_write(viewer, child_id)
    if part not in PART_OF:
        raise Http404
    plan, one = queries.open_plan(viewer, child_id), PART_OF[part]
    form = _part_form(request, viewer, child_id, plan, one)
    seen = {slot.name: slot.row.version if slot.row else None for slot in form.slots}
    theirs: Theirs | None = None
    status = 200
    if request.method == "POST":
        status = 422
        sent = {slot.name: _number(request.POST.get(f"{slot.name}-version", "")) if slot.row else None for slot in form.slots}
        if form.is_valid():
            try:
                actions.save_items(by=viewer, child_id=child_id, given=form.given(sent))
            except Faulty as faulty:
                form.add_faults(faulty)
            except StaleEdit as stale:
                theirs, status = _theirs(form, stale), 409
            else:
                return _onward(request, child_id, one)
        if theirs is None:
            seen = {name: version if version is not None else seen[name] for name, version in sent.items()}
    context = {"form": form, "part": one, "seen": seen, "theirs": theirs}
    return shown(request, "part", child_id, status=status, **context)


def _part_form(request: HttpRequest, viewer: Viewer, child_id: UUID, plan: SafetyPlan, one: Part) -> PartForm:
    keys = {question.key for question in one.questions}
    rows = [row for row in queries.items_being_written(viewer, plan) if row.key in keys]
    people, relatives = pages.colleagues(viewer, child_id), pages.relatives(viewer, child_id)
    if request.method == "POST":
        # The boxes that were on the page, whatever others have added or taken out since.
        return PartForm(request.POST, slots=sent_slots(one, rows, request.POST), people=people, relatives=relatives)
    standing = [row for row in rows if row.words]
    return PartForm(slots=slots_of(one, standing, request.GET.get("more", "")), people=people, relatives=relatives)


def _theirs(form: PartForm, stale: StaleEdit) -> Theirs:
    labels = {slot.name: slot.question.label for slot in form.slots}
    return [(labels.get(name, name), words, stale.yours[name]) for name, words in stale.theirs.items()]


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _onward(request: HttpRequest, child_id: UUID, one: Part) -> HttpResponse:
    """To the next part, or back to the list."""
    messages.success(request, "Saved.")
    following = PARTS[PARTS.index(one) + 1 :]
    if "next" in request.POST and following:
        return redirect("safety-plan-part", child_id=child_id, part=following[0].key)
    return redirect("safety-plan-write", child_id=child_id)


def level(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The level, why, what shows it, and who took part."""
    viewer = viewer_of(request)
    check_can_write(viewer, child_id)
    plan = queries.open_plan(viewer, child_id)
    made = {str(one.get("key")): one for one in plan.took_part}
    begun = {"level": plan.level, "why_level": plan.why_level}
    sent = (request.POST,) if request.method == "POST" else ()
    form = LevelForm(*sent, people=pages.network(viewer, child_id), made=made, begun=plan.evidence, initial=begun)
    version, status, theirs = plan.version, 200, None
    if request.method == "POST" and form.is_valid():
        given = Particulars(form.cleaned_data["level"], form.cleaned_data["why_level"], form.evidence(), form.took_part())
        try:
            actions.save_particulars(by=viewer, child_id=child_id, seen=_number(request.POST.get("version", "")), given=given)
        except StaleEdit as stale:
            version, status = stale.version, 409
            theirs = [("Why this level?", stale.theirs["why_level"], stale.yours["why_level"])]
        else:
            messages.success(request, "Saved.")
            return redirect("safety-plan-write", child_id=child_id)
    held = journey.level_that_holds(viewer, child_id)
    context = {"form": form, "plan": plan, "version": version, "theirs": theirs, "held": held}
    return shown(request, "level", child_id, status=422 if form.errors else status, **context)

"""Pages of a draft that are more than questions: lists, the assessment's beginning, its level and its ways on, files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdfast.access.models import User
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.referrals import actions, paths, queries
from holdfast.referrals.models import Draft
from holdfast.referrals.walls import who_deals_with_worries_about_workers
from holdfast.rules.exploitation import Level, RouteFacts, RouteStep, route
from holdfast.rules.question import WHOLE_ANSWERS
from holdfast.rules.referral import age_of, section
from holdfast.rules.referral_gaps import entries, part, words
from holdfast.rules.referral_questions import question_at

from ..answers import AnswersForm, Asked
from ..forms import FileForm, OnwardForm, WorkerForm
from ..pages import rows_of_entries
from ..plan import DraftPage, suggestion_of, types_of
from ..way import Way
from .answering import answered, next_page, render_draft, seen_version

SpecialView = Callable[[HttpRequest, Draft, Way, DraftPage], HttpResponse]
# Ways on that the writer chooses; the others are what MASH does, or are shown in words alone.
CHOSEN_ONWARD = ("early_help", "prevent", "adult_safeguarding", "leaving_care")


def listed(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    """The people, or the agencies, of a draft; or one tap that there is nothing to say of them."""
    place = f"/sections/{page.section}"
    if request.method == "POST":
        given = request.POST.get("whole", "")
        if given in set(WHOLE_ANSWERS):
            value = "" if paths.get(draft.document, place) == given else given
            draft = actions.write(
                by=viewer_of(request), draft=draft, page=page.key, answers={place: value}, seen=draft.version, typed={}
            )
            if not value:
                return redirect(way.page(page.key))
        return redirect(next_page(request, draft, way, page))
    context = {
        "page": page,
        "intro": section(page.section).intro,
        "rows": rows_of_entries(draft, page.section, way),
        "whole_answer": paths.get(draft.document, place),
    }
    return render_draft(request, "entries", draft, way, **context)


def assessment(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    """The beginning of a child's assessment; or the choice to write one, or why there is none."""
    if page.position is not None:
        return answered(request, draft, way, page)
    if request.method == "POST" and "write" in request.POST:
        return _begin_assessment(request, draft, way, page)
    asked = [Asked(f"/children/{page.number}/no_assessment_reason", question_at("/children/*/no_assessment_reason"))]
    form = AnswersForm(asked, draft.document, {}, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        answers, _ = form.answers()
        saved = actions.write(
            by=viewer_of(request), draft=draft, page=page.key, answers=answers, seen=seen_version(request, draft), typed={}
        )
        return redirect(next_page(request, saved, way, page))
    return render_draft(request, "no_assessment", draft, way, page=page, form=form)


def _begin_assessment(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    viewer, number = viewer_of(request), page.number or 0
    if not entries(draft.document, "children"):
        actions.add_entry(by=viewer, draft=draft, key="children")
    profession = words(part(draft.document, "referrer"), "profession")
    entry = {"child": number, **({"profession": profession} if profession else {})}
    actions.add_entry(by=viewer, draft=draft, key="assessments", entry=entry)
    return redirect(way.page(page.key))


def level(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    """What the signs suggest, with reasons, beside the writer's own level. The writer decides."""
    return answered(request, draft, way, page, suggestion=suggestion_of(draft, page))


def routes(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    """Where the level leads: the steps in order, and the ways on that rest with the writer."""
    steps = steps_of(draft, page)
    offered = [step for step in steps if step.key in CHOSEN_ONWARD]
    chosen: dict[str, Any] = draft.extras.get("onward", {})
    forms = [OnwardForm(step, chosen.get(step.key), request.POST if request.method == "POST" else None) for step in offered]
    if request.method == "POST":
        checked = [form.is_valid() for form in forms]
        if all(checked):
            onward = {form.step.key: form.choice() for form in forms if form.answered()}
            saved = actions.note(by=viewer_of(request), draft=draft, extras={"onward": {**chosen, **onward}})
            return redirect(next_page(request, saved, way, page))
        return render_draft(request, "routes", draft, way, page=page, steps=steps, forms=forms, status=422)
    return render_draft(request, "routes", draft, way, page=page, steps=steps, forms=forms)


def steps_of(draft: Draft, page: DraftPage) -> tuple[RouteStep, ...]:
    """The way on from the level given; nothing while none has been."""
    assert page.position is not None
    entry = entries(draft.document, "assessments")[page.position]
    given = words(entry, "level")
    if given not in set(Level):
        return ()
    dated = {**draft.document, "submitted_at": now().isoformat(timespec="seconds")}
    children = entries(dated, "children")
    child = children[page.number] if page.number is not None and page.number < len(children) else {}
    concern = part(dated, "concern")
    facts = RouteFacts(
        age=age_of(dated, child),
        types=types_of(entry),
        has_social_worker=bool(words(child, "social_worker")),
        new_significant_harm=words(concern, "new_significant_harm") == "yes",
        immediate_danger=words(concern, "immediate_danger") == "yes" or words(child, "safe_now") == "no",
        works_with_children=words(concern, "about_worker") == "yes",
    )
    return route(Level(given), facts)


def worker(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    """Where the worker works, and who in that agency may read this all the same (H10)."""
    viewer = viewer_of(request)
    known = {"agency": draft.extras.get("worker_agency", ""), "chosen": draft.extras.get("chosen", [])}
    readers = _readers(draft, viewer.here) if viewer.is_person else []
    form = WorkerForm(queries.agencies(viewer), readers, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        extras = {"worker_agency": form.cleaned_data["agency"], "chosen": form.cleaned_data.get("chosen", [])}
        saved = actions.note(by=viewer, draft=draft, extras=extras)
        return redirect(next_page(request, saved, way, page))
    return render_draft(request, "worker", draft, way, page=page, form=form, status=422 if form.is_bound else 200)


def _readers(draft: Draft, partnership_id: UUID) -> list[User]:
    """Those in the worker's own agency who deal with such worries, for the referrer to choose from."""
    agency = draft.extras.get("worker_agency")
    if not agency:
        return []
    everybody = who_deals_with_worries_about_workers(partnership_id, outside=None)
    outside = set(who_deals_with_worries_about_workers(partnership_id, outside=UUID(agency)))
    return list(User.objects.filter(pk__in=[pk for pk in everybody if pk not in outside]).order_by("name", "pk"))


def files(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    """Files to attach. Each upload carries the warning that it must be no sexual image of a child (H19)."""
    viewer = viewer_of(request)
    form = FileForm(request.POST or None, request.FILES or None) if "attach" in request.POST else FileForm()
    if request.method == "POST" and "attach" not in request.POST:
        return _take_off(request, draft, way, page)
    if form.is_bound and form.is_valid():
        try:
            given = form.cleaned_data
            actions.attach_to_draft(by=viewer, draft=draft, upload=given["file"], what=given["what"], evidence=given["evidence"])
        except HoldfastError as fault:
            form.add_warning("file", fault.sentence)
        else:
            return redirect(way.page(page.key))
    context = {"page": page, "form": form, "files": queries.draft_files(viewer, draft)}
    return render_draft(request, "files", draft, way, status=422 if form.errors else 200, **context)


def _take_off(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    wanted = request.POST.get("remove")
    if not wanted:
        return redirect(next_page(request, draft, way, page))
    viewer = viewer_of(request)
    for attachment in queries.draft_files(viewer, draft):
        if str(attachment.pk) == wanted:
            actions.detach(by=viewer, draft=draft, attachment=attachment)
    return redirect(way.page(page.key))


VIEWS: dict[str, SpecialView] = {
    "entries": listed,
    "assessment": assessment,
    "level": level,
    "routes": routes,
    "worker": worker,
    "files": files,
}

"""Writing a draft: its task list, its pages, saving while one writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from holdfast.kernel.errors import NotHere, StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.referrals import actions, paths, queries
from holdfast.referrals.models import Draft
from holdfast.rules.question import WHOLE_ANSWERS
from holdfast.rules.referral_gaps import entries
from holdfast.ui.formats import short_moment

from ..pages import draft_title, name_of_entry, task_groups
from ..plan import DraftPage, plan, position_of
from ..way import Way, way_of
from . import special
from .answering import ONE_PAGE, answered, form_for, next_page, render_draft, seen_version

DraftView = Callable[..., HttpResponse]
ADDED = {"children": "child-{}", "people": "people-{}", "agencies": "agencies-{}"}


def of_draft(view: DraftView) -> DraftView:
    """A view of one's own draft. A draft that was sent leads to what became of it; anybody else's is not there."""

    @wraps(view)
    def found(request: HttpRequest, draft_id: UUID, public: bool = False, **known: Any) -> HttpResponse:
        viewer = viewer_of(request)
        try:
            draft = queries.draft(viewer, draft_id)
        except NotHere:
            sent = queries.sent_from(viewer, draft_id)
            if sent is None:
                raise
            return redirect("visitor-receipt" if public else "referral-status", sent.pk)
        return view(request, draft, way_of(draft, public=public), **known)

    return found


@of_draft
def tasks(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """The task list: what there is, what is done, what is needed to send."""
    return render_draft(request, "tasks", draft, way, groups=task_groups(draft, way), heading=draft_title(draft))


@of_draft
def page(request: HttpRequest, draft: Draft, way: Way, key: str) -> HttpResponse:
    """One page of the form."""
    found = page_of(draft, key)
    own = special.VIEWS.get(found.kind)
    if own is not None:
        return own(request, draft, way, found)
    everything = bool(request.GET.get("all"))
    if request.method == "POST" and request.POST.get("whole") in set(WHOLE_ANSWERS):
        return _answer_whole(request, draft, way, found)
    return answered(request, draft, way, found, everything=everything)


def page_of(draft: Draft, key: str) -> DraftPage:
    """The page of this draft with that key."""
    found = next((one for one in plan(draft) if one.key == key), None)
    if found is None:
        raise NotHere()
    return found


@of_draft
def one_page(request: HttpRequest, draft: Draft, way: Way, key: str) -> HttpResponse:
    """Everything on one page: the urgent form, and the form for those who do it daily."""
    if key not in ONE_PAGE:
        raise NotHere()
    title = "Urgent referral" if key == "quick" else "The whole form on one page"
    return answered(request, draft, way, DraftPage(key, title, "", kind="one"))


def _answer_whole(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> HttpResponse:
    """One tap answers a whole section."""
    place = f"/sections/{page.section}"
    before = paths.get(draft.document, place)
    given = "" if before == request.POST["whole"] else request.POST["whole"]
    saved = actions.write(by=viewer_of(request), draft=draft, page=page.key, answers={place: given}, seen=draft.version, typed={})
    return redirect(next_page(request, saved, way, page) if given else way.page(page.key))


@of_draft
def autosave(request: HttpRequest, draft: Draft, way: Way, key: str) -> HttpResponse:
    """Keep what changed while somebody writes. Files wait for the page to be sent."""
    page = DraftPage(key, "", "", kind="one") if key in ONE_PAGE else page_of(draft, key)
    form, _ = form_for(draft, page, request, everything=True)
    answers, half = form.answers(request.POST.getlist("_changed"))
    try:
        saved = actions.write(
            by=viewer_of(request), draft=draft, page=key, answers=answers, seen=seen_version(request, draft), typed=half
        )
    except StaleEdit as stale:
        return JsonResponse({"version": stale.version}, status=409)
    return JsonResponse({"saved": short_moment(now(), now()), "version": saved.version})


@of_draft
def add(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """One more child, person or agency."""
    what = request.POST.get("what", "")
    if what not in ADDED:
        raise NotHere()
    viewer = viewer_of(request)
    if what == "children" and not entries(draft.document, "children"):
        actions.add_entry(by=viewer, draft=draft, key="children")
    number = actions.add_entry(by=viewer, draft=draft, key=what)
    return redirect(way.page(ADDED[what].format(number)))


@of_draft
def remove(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """Take one child, person, agency or assessment out. Asked once more before it is gone."""
    what, number = request.POST.get("what", ""), request.POST.get("number", "")
    if what not in (*ADDED, "assessments") or not re.fullmatch("[0-9]{1,4}", number):
        raise NotHere()
    if "sure" not in request.POST:
        return render_draft(request, "remove", draft, way, what=what, number=number, name=name_of_entry(draft, what, int(number)))
    at = position_of(draft.document, int(number)) if what == "assessments" else int(number)
    if at is not None:
        actions.remove_entry(by=viewer_of(request), draft=draft, key=what, number=at)
    return redirect(way.to("tasks"))


@of_draft
def discard(request: HttpRequest, draft: Draft, way: Way) -> HttpResponse:
    """Throw a draft away, asked once more."""
    if request.method == "POST":
        actions.discard(by=viewer_of(request), draft=draft)
        return redirect(way.home)
    return render_draft(request, "discard", draft, way)

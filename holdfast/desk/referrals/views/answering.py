"""Showing a page's questions, keeping the answers, and both versions where two wrote."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.kernel.errors import StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.referrals import actions, paths
from holdfast.referrals.models import Draft
from holdfast.referrals.types import DraftKind
from holdfast.rules.referral import section

from ..answers import AnswersForm, Group, in_words
from ..pages import shown_groups
from ..plan import DraftPage, asked_on, plan, quick_page, whole_page
from ..way import Way

ONE_PAGE = {"quick": quick_page, "all": whole_page}


def answered(
    request: HttpRequest, draft: Draft, way: Way, page: DraftPage, *, everything: bool = False, **more: Any
) -> HttpResponse:
    """Show a page's questions, or keep what was answered and go on."""
    form, groups = form_for(draft, page, request, everything=everything)
    if request.method != "POST":
        return _questions(request, draft, way, page, form, groups, everything=everything, **more)
    answers, half = form.answers()
    seen = seen_version(request, draft)
    try:
        saved = actions.write(by=viewer_of(request), draft=draft, page=page.key, answers=answers, seen=seen, typed=half)
    except StaleEdit as stale:
        return _both(request, draft, way, page, form, groups, stale)
    if form.errors and "later" not in request.POST:
        more |= {"status": 422}
        return _questions(request, saved, way, page, form, groups, everything=everything, **more)
    return redirect(next_page(request, saved, way, page))


def form_for(draft: Draft, page: DraftPage, request: HttpRequest, *, everything: bool = False) -> tuple[AnswersForm, list[Group]]:
    """The form of a page, and the headings its questions stand under."""
    data = request.POST if request.method == "POST" else None
    typed = draft.extras.get("typed", {})
    if page.key in ONE_PAGE:
        asked, groups = ONE_PAGE[page.key](draft)
    else:
        asked, groups = asked_on(draft, page, everything=everything), []
    return AnswersForm(asked, draft.document, typed, data), groups


def _questions(
    request: HttpRequest,
    draft: Draft,
    way: Way,
    page: DraftPage,
    form: AnswersForm,
    groups: list[Group],
    **more: Any,
) -> HttpResponse:
    template = {"signs": "signs", "background": "factors", "protection": "factors"}.get(page.kind, "questions")
    whole = section(page.section) if page.section else None
    context = {
        "page": page,
        "form": form,
        "groups": shown_groups(form, groups, page),
        "intro": whole.intro if whole else "",
        "offers_whole": bool(whole and whole.whole_answer and page.number is None),
        "whole_answer": paths.get(draft.document, f"/sections/{page.section}") if page.section else "",
        "autosave_url": way.to("save", page.key),
        "removable": page.section in ("people", "agencies", "children") and page.number is not None,
        "names": form.asked,
        **more,
    }
    return render_draft(request, template, draft, way, **context)


def _both(
    request: HttpRequest,
    draft: Draft,
    way: Way,
    page: DraftPage,
    form: AnswersForm,
    groups: list[Group],
    stale: StaleEdit,
) -> HttpResponse:
    """Both versions: the writer's own in the boxes, the other one above each, and nothing lost."""
    theirs = {
        one.name: in_words(one.question, stale.theirs[one.place], draft.document) or "(left empty)"
        for one in form.asked.values()
        if one.place in stale.theirs and stale.theirs[one.place] != stale.yours[one.place]
    }
    draft.version = stale.version
    return _questions(request, draft, way, page, form, groups, theirs=theirs, status=409)


def next_page(request: HttpRequest, draft: Draft, way: Way, page: DraftPage) -> str:
    """Where "Save and continue" leads: the next page, or back to where the writer came from."""
    if "later" in request.POST:
        return way.to("tasks")
    if "check" in request.POST or request.GET.get("back") == "check" or page.key in ONE_PAGE:
        return way.to("check")
    pages = plan(draft)
    keys = [one.key for one in pages]
    if page.kind == "questions" and page.number is not None and page.section in ("people", "agencies"):
        return way.page(page.section)
    at = keys.index(page.key) + 1 if page.key in keys else len(keys)
    if at < len(keys):
        return way.page(keys[at])
    return way.to("check")


def render_draft(
    request: HttpRequest, template: str, draft: Draft, way: Way, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"draft": draft, "way": way, "layout": way.layout, "now": now(), "alone": draft.kind == DraftKind.ASSESSMENT}
    context.setdefault("theirs", {})
    return render(request, f"referrals/{template}.html", context, status=status)


def seen_version(request: HttpRequest, draft: Draft) -> int:
    """The version the writer had before them."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else draft.version

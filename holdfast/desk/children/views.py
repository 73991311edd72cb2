"""Searching for children, and reading a child's record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.audit.record import listed
from holdfast.journeys.safety_plan import levels_over_time
from holdfast.kernel.questions import asked_together
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.missing.pattern_queries import lately
from holdfast.records import actions, policies, queries
from holdfast.records.queries import Header
from holdfast.records.search import search
from holdfast.records.types import Results
from holdfast.rules.lawful_basis import LAWFUL_BASES

from . import pages, seeing, why

Levels = list[tuple[str, datetime]]
_BASES = {one.key: one.label for one in LAWFUL_BASES}
KEPT = "children_search"
LONGEST = 120


def search_page(request: HttpRequest) -> HttpResponse:
    """Search from anywhere. The words are posted and kept in the session, so that no name stands in an address."""
    if request.method == "POST":
        request.session[KEPT] = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST]
        return redirect("children-search")
    viewer = viewer_of(request)
    words = request.GET.get("q", request.session.get(KEPT, "")).strip()[:LONGEST]
    results = search(viewer, words) if words else Results(())
    if words:
        actions.note_search(by=viewer, results=results)
    recent = queries.recent(viewer)
    listed(viewer, "children.recent", [one.pk for one in recent])
    page = pages.SearchPage(words, results, recent)
    return render(request, "children/search.html", {"page": page})


def _read(
    request: HttpRequest, template: str, tab: str, child_id: UUID, header: Header, levels: Levels | None = None, **context: object
) -> HttpResponse:
    """A page of the record, opened: that is written in the audit and in the reader's own list."""
    viewer = viewer_of(request)
    actions.note_opened(by=viewer, child=header.child, page=tab)
    shared = {
        "header": header,
        "risk": pages.risk_now(levels_over_time(viewer, child_id) if levels is None else levels),
        "child": header.child,
        "tabs": pages.tabs(child_id, tab),
        "now": now(),
        "lately": lately(viewer, child_id),
        "may_edit": policies.can_edit(viewer, child_id),
        "why": why.form_for(viewer, child_id),
        "tab": tab,
    }
    return render(request, f"children/{template}.html", {**shared, **context})


def overview(request: HttpRequest, child_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    with asked_together(pages.asked_by_overview(viewer, child_id)):
        page = pages.overview(viewer, child_id, before=request.GET.get("before", ""))
        return _read(request, "overview", "child", child_id, page.header, page.levels, page=page)


def people(request: HttpRequest, child_id: UUID) -> HttpResponse:
    page = pages.people(viewer_of(request), child_id)
    return _read(request, "people", "child-people", child_id, page.header, page=page, bases=_BASES)


def details(request: HttpRequest, child_id: UUID) -> HttpResponse:
    page = pages.details(viewer_of(request), child_id)
    return _read(request, "details", "child-details", child_id, page["header"], page=page)


def risk(request: HttpRequest, child_id: UUID) -> HttpResponse:
    page = pages.risk(viewer_of(request), child_id)
    return _read(request, "risk", "child-risk", child_id, page.header, page=page, level_name=pages.level_name)


def access(request: HttpRequest, child_id: UUID) -> HttpResponse:
    page = seeing.access(viewer_of(request), child_id)
    return _read(request, "access", "child-access", child_id, page.header, page=page)

"""Which interviews are due, one interview, and what can be done to it."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.visibility import visible
from holdfast.audit.record import listed
from holdfast.desk.screening.pages import form_page
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.missing import interview_queries as queries
from holdfast.missing.interview_policies import can_arrange, check_can_arrange
from holdfast.missing.queries import born_of
from holdfast.records import queries as records
from holdfast.records.models import Child

from .doing import DOING


def queue(request: HttpRequest) -> HttpResponse:
    """What is due, what runs out first on top; then the leads that nobody has followed. It keeps itself fresh."""
    viewer = viewer_of(request)
    mine = request.GET.get("show") == "mine"
    rows = queries.due(viewer, mine=mine, after=request.GET.get("after", ""))
    leads = queries.open_leads(viewer)
    further = queries.following(rows)
    shown = [row.interview.child_id for row in rows] + [lead.child_id for lead, _ in leads]
    listed(viewer, "interview.due", dict.fromkeys(shown))
    context = {
        "rows": rows,
        "leads": leads,
        "mine": mine,
        "older": "?" + urlencode({"after": further, **({"show": "mine"} if mine else {})}) if further else "",
        "first": request.path if request.GET.get("after") else "",
        "version": queries.due_version(viewer),
        "now": now(),
    }
    return render(request, "missing/interviews/due.html", context)


def version(request: HttpRequest) -> HttpResponse:
    """Whether the queue has changed since it was drawn: nothing when it has not."""
    latest = queries.due_version(viewer_of(request))
    if request.GET.get("version") == latest:
        return HttpResponse(status=204)
    return JsonResponse({"version": latest})


def interview(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """The offer about one episode: its hours, what was tried, what was said, where it led."""
    viewer = viewer_of(request)
    row = queries.interview(viewer, interview_id)
    leads = queries.leads_of(viewer, row)
    context = {
        "interview": row,
        "child": born_of(viewer, row.episode),
        "opens": visible(viewer, Child).filter(pk=row.child_id).exists(),
        "limit": queries.limit_of(viewer, row),
        "steps": queries.steps_of(viewer, row),
        "talks": queries.conversations_of(viewer, row),
        "accounts": queries.accounts_of(viewer, row),
        "leads": leads,
        "lines": queries.line_words(viewer, leads),
        "others": [one for one in queries.open_of_child(viewer, row.child_id) if one.pk != row.pk],
        "may_arrange": can_arrange(viewer, row.child_id),
        "now": now(),
    }
    return render(request, "missing/interviews/interview.html", context)


def do(request: HttpRequest, interview_id: UUID, what: str) -> HttpResponse:
    """One of the forms of an interview."""
    if what not in DOING:
        raise NotHere
    viewer = viewer_of(request)
    row = queries.interview(viewer, interview_id)
    check_can_arrange(viewer, row.child_id)
    doing = DOING[what]
    then: list[str] = []
    response = form_page(
        request,
        doing.form(request.POST if request.method == "POST" else None, **doing.begin(viewer, row)),
        lambda sent: then.append(doing.save(viewer, row, sent)),
        title=doing.title,
        button=doing.button,
        back=reverse("interview", kwargs={"interview_id": row.pk}),
        about=row.episode.reference,
        done=doing.done,
        template="missing/interviews/do.html",
        what=what,
        interview=row,
    )
    return redirect(then[0]) if then and then[0] else response


def of_child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Every interview about a child, what was said, and where it led."""
    viewer = viewer_of(request)
    header = records.header(viewer, child_id)
    leads = queries.leads_of_child(viewer, child_id)
    context = {
        "child": header.child,
        "interviews": queries.interviews_of_child(viewer, child_id),
        "talks": queries.conversations_of_child(viewer, child_id),
        "leads": leads,
        "lines": queries.line_words(viewer, leads),
        "now": now(),
    }
    return render(request, "missing/interviews/of_child.html", context)

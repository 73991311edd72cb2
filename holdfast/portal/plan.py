"""Somebody's own copy of a safety plan, without an account: they read it, and say there whether they agree."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdfast.disclosure.models import FamilyLink
from holdfast.kernel.errors import Faulty
from holdfast.kernel.viewer import Viewer
from holdfast.plans.actions import paging

from . import door

door.PAGES[paging.PURPOSE] = "family-plan"


@door.behind_a_link(paging.PURPOSE)
def plan(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    """First the code; then the copy, with the question whether they agree. Each opening is written down."""
    if paging.waits_for_code(reader, link):
        return _code(request, reader, link)
    fault = ""
    if request.method == "POST":
        sent = request.POST
        try:
            paging.answer_page(by=reader, link=link, answer=sent.get("answer", ""), words=sent.get("words", ""))
        except Faulty as faulty:
            fault = faulty.sentence
        else:
            return redirect("family-plan")
    opened = paging.open_page(by=reader, link=link)
    return door.show(request, "plan", reader, plan=opened, answers=paging.ANSWERS, fault=fault, status=422 if fault else 200)


def _code(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    if request.method != "POST":
        return door.show(request, "code", reader, fault="")
    fault = paging.try_code(by=reader, link=link, typed=request.POST.get("code", ""))
    if not fault:
        return redirect("family-plan")
    return door.shut(request, reader) if fault == paging.RUN_OUT else door.show(request, "code", reader, fault=fault, status=422)

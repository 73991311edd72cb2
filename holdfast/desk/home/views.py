"""My work: the first page after signing in."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.roles import Grant
from holdfast.audit.record import listed
from holdfast.kernel.errors import Refused
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.partnership import queries as partnership
from holdfast.screening.queue import queue_figures
from holdfast.work import actions, queries

from .next_steps import address_of, next_step
from .pages import my_work, shortcuts


def home(request: HttpRequest) -> HttpResponse:
    """What rests on me: now, today, this week; and what I wait for."""
    viewer = viewer_of(request)
    at = now()
    after = request.GET.get("after", "")
    mine = my_work(viewer, at, after)
    listed(viewer, "work.list", mine.shown)
    context = {
        "mine": mine,
        "older": "?" + urlencode({"after": mine.older}) if mine.older else "",
        "newer": request.path if after else "",
        "shortcuts": shortcuts(viewer),
        "figures": queue_figures(viewer) if viewer.may(Grant.SEE_QUEUE_FIGURES) else None,
        "stale_days": partnership.days_stale(viewer.here) if viewer.may(Grant.ADMINISTER) else 0,
        "now": at,
    }
    return render(request, "home/work.html", context)


def acknowledge(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Say that I have it, and go on to where it is done."""
    viewer = viewer_of(request)
    duty = queries.duty(viewer, duty_id)
    try:
        actions.acknowledge(by=viewer, duty=duty)
        if next_step(duty).ends:
            actions.finish_duty(by=viewer, duty=duty)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("home")
    return redirect(address_of(duty))

"""The queue, who has what, and its figures."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.audit.record import listed
from holdfast.desk.screening import forms
from holdfast.desk.screening.pages import do_at_once, form_page
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.screening import actions, queries
from holdfast.screening import queue as mash
from holdfast.screening.types import Rating, State

SHOWS = (
    ("", "Everything"),
    ("new", "Not acknowledged"),
    ("manager", "Waiting for a manager"),
    ("late", "Late"),
    ("closed-hours", "Came while MASH was closed"),
    ("with-worker", "With the child's own worker"),
)
WHOSE = (("", "Anybody's"), ("mine", "Mine"), ("nobody", "Nobody's yet"))
RATINGS = (("", "Any rating"), *Rating.choices, ("none", "Not rated yet"))


def queue(request: HttpRequest) -> HttpResponse:
    """Children waiting for MASH, what runs out first on top. It keeps itself fresh."""
    viewer = viewer_of(request)
    chosen = {name: request.GET.get(name, "") for name in ("rating", "whose", "show")}
    page = mash.waiting(viewer, mash.Filters(**chosen), after=request.GET.get("after", ""))
    listed(viewer, "mash.queue", [row.screening.pk for row in page.rows])
    kept = {name: value for name, value in chosen.items() if value}
    older = "?" + urlencode({**kept, "after": page.after}) if page.after else ""
    context = {
        "rows": page.rows,
        "older": older,
        "first": "?" + urlencode(kept) if request.GET.get("after") else "",
        "version": mash.queue_version(viewer),
        "now": now(),
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "choices": (("show", "Show", SHOWS), ("whose", "Whose", WHOSE), ("rating", "Rating", RATINGS)),
        "states": dict(State.choices),
    }
    return render(request, "screening/queue.html", context)


def version(request: HttpRequest) -> HttpResponse:
    """Whether the queue has changed since the page was drawn: nothing when it has not."""
    latest = mash.queue_version(viewer_of(request))
    if request.GET.get("version") == latest:
        return HttpResponse(status=204)
    return JsonResponse({"version": latest})


def acknowledge(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    return do_at_once(
        request,
        lambda: actions.acknowledge(by=viewer, screening=child),
        back=reverse("screening", kwargs={"screening_id": screening_id}),
        done="You have it. It is assigned to you until you pass it on."
        if child.acknowledged_at is None
        else "It had been acknowledged already.",
    )


def assign(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    child = queries.screening(viewer, screening_id)
    initial = {"to": str(child.assigned_to_id or forms.NOBODY)}
    form = forms.AssignForm(request.POST or None, people=mash.screeners(viewer), initial=initial)
    return form_page(
        request,
        form,
        lambda sent: actions.assign(
            by=viewer, screening=child, to=_person(sent.cleaned_data["to"]), note=sent.cleaned_data["note"]
        ),
        title="Assign this screening",
        button="Assign",
        back=reverse("screening", kwargs={"screening_id": screening_id}),
        about=child.child.name_as_typed,
        done="Assigned.",
    )


def hand_over(request: HttpRequest) -> HttpResponse:
    """Everything that is mine goes to one person, in one go, at the end of a shift."""
    viewer = viewer_of(request)
    mine = mash.waiting(viewer, mash.Filters(whose="mine"), limit=200).rows
    listed(viewer, "mash.mine", [row.screening.pk for row in mine])
    others = [person for person in mash.screeners(viewer) if person.pk != viewer.person_id]
    form = forms.HandOverForm(request.POST or None, people=others)
    return form_page(
        request,
        form,
        lambda sent: actions.hand_over(by=viewer, to=_person(sent.cleaned_data["to"]), note=sent.cleaned_data["note"]),
        title="Hand over my screenings",
        button="Hand all of these over",
        back=reverse("mash-queue"),
        done="Handed over.",
        template="screening/hand_over.html",
        mine=mine,
        now=now(),
    )


def _person(chosen: str) -> UUID | None:
    return None if chosen == forms.NOBODY else UUID(chosen)


def figures(request: HttpRequest) -> HttpResponse:
    """The queue in numbers, without a name."""
    context = {"figures": mash.queue_figures(viewer_of(request)), "states": State.choices, "ratings": RATINGS[1:]}
    return render(request, "screening/figures.html", context)

"""What would this person see: a manager looks at a child's record through a colleague's eyes, and sees no more than their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.models import User
from holdfast.access.posts import posts_of, viewer_for
from holdfast.access.queries import person
from holdfast.access.visibility import beside, visible
from holdfast.journeys.safety_plan import levels_over_time
from holdfast.kernel.errors import Fault, Faulty, NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, queries
from holdfast.records.models import Child
from holdfast.rules.lawful_basis import LAWFUL_BASES
from holdfast.ui.forms import EmailField, GovukForm

from . import pages

_BASES = {one.key: one.label for one in LAWFUL_BASES}
SHOWN = (("overview", "Overview", "child"), ("people", "People", "child-people"), ("details", "Details", "child-details"))


class PreviewForm(GovukForm):
    email = EmailField(label="Work e-mail address of the person", autocomplete="off")


def choose(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Through whose eyes. Posted, so that no address stands in a link."""
    viewer = viewer_of(request)
    child = queries.child(viewer, child_id)
    form = PreviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = queries.colleague(viewer, form.cleaned_data["email"])
        if found is not None:
            return redirect("child-preview", child_id=child_id, user_id=found.pk)
        form.add_faults(Faulty([Fault("email", "Nobody with this address works here now. Check it.")]))
    return render(request, "children/preview_choose.html", {"form": form, "child": child})


def preview(request: HttpRequest, child_id: UUID, user_id: UUID, page: str = "overview") -> HttpResponse:
    """One page of the record as somebody else would see it. Nothing can be changed there; leaving the page ends it."""
    manager = viewer_of(request)
    child = queries.child(manager, child_id)
    who = person(manager, user_id)
    if page not in {key for key, _words, _name in SHOWN}:
        raise NotHere
    actions.note_previewed(by=manager, child=child, through=who.pk, page=page)
    eyes = eyes_of(manager, who)
    # The database goes on knowing the manager alone, so that it, too, shows no more than the manager may see.
    with beside(manager):
        if eyes is None or not visible(eyes, Child).filter(pk=child_id).exists():
            return render(request, "children/preview_none.html", {"who": who, "child_id": child_id})
        return render(request, f"children/{page}.html", _context(eyes, who, child_id, page))


def eyes_of(manager: Viewer, who: User) -> Viewer | None:
    """The viewer a colleague is: in the post of theirs here that opens most. None where they have no post here today."""
    held = [viewer_for(who, post) for post in posts_of(who) if post.partnership_id == manager.here]
    order = ("whole", "circle", "")
    return min(held, key=lambda viewer: order.index(viewer.reach), default=None)


def _context(eyes: Viewer, who: User, child_id: UUID, page: str) -> dict[str, Any]:
    gather: dict[str, Callable[[Viewer, UUID], Any]] = {
        "overview": pages.overview,
        "people": pages.people,
        "details": pages.details,
    }
    gathered = gather[page](eyes, child_id)
    if page == "people":
        gathered = replace(gathered, may_involve=False)
    header = gathered["header"] if isinstance(gathered, dict) else gathered.header
    return {
        "page": gathered,
        "header": replace(header, held=()),
        "child": header.child,
        "risk": pages.risk_now(levels_over_time(eyes, child_id)),
        "tabs": [pages.Tab(words, _to(child_id, who.pk, key), key == page) for key, words, _name in SHOWN],
        "now": now(),
        "may_edit": False,
        "bases": _BASES,
        "through": who,
    }


def _to(child_id: UUID, user_id: UUID, page: str) -> str:
    return reverse("child-preview-page", kwargs={"child_id": child_id, "user_id": user_id, "page": page})

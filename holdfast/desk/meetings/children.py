"""The agenda of a meeting about many children, child by child: found, put on, changed, moved and taken off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.access.visibility import visible
from holdfast.desk.screening.pages import do_at_once, form_page
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions, child_queries, circles, policies, queries
from holdfast.meetings.models import Meeting
from holdfast.records.actions import note_search
from holdfast.records.models import Child
from holdfast.records.policies import can_read as can_read_child
from holdfast.records.search import search
from holdfast.records.types import Results
from holdfast.rules import meetings as rules
from holdfast.rules.meeting_circles import Ground

from .child_forms import ItemForm
from .forms import ReasonForm

LONGEST = 120


def _meeting(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """A meeting about many children, still ahead, for those who run it. To anybody else there is no such page."""
    if not policies.can_run(viewer, meeting_id):
        raise NotHere
    found = queries.meeting(viewer, meeting_id)
    if not (rules.of(found.kind).by_child and found.ahead):
        raise NotHere
    return found


def find(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A child is looked for among those whose record opens. The words are posted, so that no name stands in an address."""
    viewer = viewer_of(request)
    meeting = _meeting(viewer, meeting_id)
    words = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST] if request.method == "POST" else ""
    results = search(viewer, words) if words else Results(())
    if words:
        note_search(by=viewer, results=results)
    found = [one for one in results.found if not one.restricted]
    there = {one.child_id for one in child_queries.heard(viewer, meeting_id)}
    context = {
        "meeting": meeting,
        "words": words,
        "found": [(one, one.child_id in there) for one in found],
        "more": results.more,
    }
    return render(request, "meetings/find_child.html", context)


def put_on(request: HttpRequest, meeting_id: UUID, child_id: UUID) -> HttpResponse:
    """One child's item: the worry, the time, who presents it, and who hears it."""
    viewer = viewer_of(request)
    meeting = _meeting(viewer, meeting_id)
    if not can_read_child(viewer, child_id):
        raise NotHere
    child = visible(viewer, Child).get(pk=child_id)
    places = circles.places(viewer, meeting, child_id)
    form = ItemForm(request.POST if request.method == "POST" else None, places=places)
    return form_page(
        request,
        form,
        lambda sent: actions.speak_of(by=viewer, meeting_id=meeting_id, child_id=child_id, said=sent.said()),
        title="Put a child on the agenda",
        button="Put on the agenda",
        back=_back(meeting_id),
        done="On the agenda. Only those you chose see it.",
        about=child.name,
        template="meetings/item.html",
        **_lead(places),
    )


def _back(meeting_id: UUID) -> str:
    return f"{reverse('meeting', args=[meeting_id])}#agenda"


def _lead(places: list[circles.Place]) -> dict[str, Any]:
    """Whom nothing is asked about: those who run the meeting, and those to whom the record is closed."""
    named = {ground: [one.invitee.name for one in places if one.ground == ground] for ground in Ground}
    return {"running": named[Ground.RUNS], "closed": named[Ground.CLOSED]}


def change(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The same questions of an item that stands."""
    viewer = viewer_of(request)
    item = child_queries.item(viewer, item_id)
    places = circles.places(viewer, item.meeting, item.child_id, item) if item.child_id else []
    form = ItemForm(request.POST if request.method == "POST" else None, places=places, item=item)
    return form_page(
        request,
        form,
        lambda sent: actions.change_item(by=viewer, item_id=item_id, seen=sent.seen, said=sent.said()),
        title="A child on the agenda",
        button="Save",
        back=_back(item.meeting_id),
        done="Saved. Only those you chose see it.",
        about=item.title,
        template="meetings/item.html",
        **_lead(places),
    )


def do(request: HttpRequest, item_id: UUID, what: str) -> HttpResponse:
    """Earlier, later, or off the agenda with the reason."""
    viewer = viewer_of(request)
    item = child_queries.item(viewer, item_id)
    back = _back(item.meeting_id)
    if what in ("up", "down") and request.method == "POST":
        return do_at_once(request, lambda: actions.move_item(by=viewer, item_id=item_id, up=what == "up"), back=back)
    if what != "off":
        raise NotHere
    return form_page(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda sent: actions.take_item_off(by=viewer, item_id=item_id, why=sent.cleaned_data["reason"]),
        title="Take a child off the agenda",
        button="Take off",
        back=back,
        done="Taken off the agenda.",
        about=item.title,
    )

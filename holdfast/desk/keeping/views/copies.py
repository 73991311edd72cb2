"""The copy that a request asked for: its items, what was found in each in its place, and the files that are given."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.disclosure.passing import as_printed
from holdfast.keeping import queries
from holdfast.keeping.actions import copies as actions
from holdfast.keeping.policies import can_govern, manager_is_asked
from holdfast.kernel.errors import Refused, StaleEdit
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of

from .. import copy_pages as pages
from ..asking import Asking, ask
from ..forms import MarkForm


def items(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The items of the copy, a page at a time: what waits for somebody, or all of them."""
    viewer = viewer_of(request)
    asked = queries.request(viewer, request_id)
    everything = request.GET.get("show") == "all"
    context = {
        "asked": asked,
        "page": pages.listed(viewer, asked, after=request.GET.get("after", ""), everything=everything),
        "everything": everything,
        "governs": can_govern(viewer),
        "asked_manager": manager_is_asked(viewer, asked),
    }
    return render(request, "keeping/items.html", context)


def item(
    request: HttpRequest, request_id: UUID, token: str, problem: str = "", stale: StaleEdit | None = None, status: int = 200
) -> HttpResponse:
    """One item: its words with what was found in their place, why, and what becomes of each."""
    viewer = viewer_of(request)
    asked = queries.request(viewer, request_id)
    shown = pages.item(viewer, asked, token, seen=_seen(request, stale))
    context = {
        "asked": asked,
        "shown": shown,
        "problem": problem,
        "stale": stale,
        "at": request.POST.get("key", ""),
        "given": request.POST,
        "governs": can_govern(viewer),
    }
    return render(request, "keeping/item.html", context, status=status)


def _seen(request: HttpRequest, stale: StaleEdit | None) -> dict[str, dict[str, str]]:
    """Of a decision that somebody else had made meanwhile: it has been seen now."""
    if stale is None:
        return {}
    name = "seen_all" if request.POST.get("everywhere") == "yes" else "seen"
    return {request.POST.get("key", ""): {name: str(stale.version)}}


def _number(typed: str) -> int:
    """How often a thing had been decided on when the page was opened; what is no number has seen nothing."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def decide(request: HttpRequest, request_id: UUID, token: str) -> HttpResponse:
    """One decision. What may not be kept is refused with the reason, and nothing that was typed is lost."""
    viewer = viewer_of(request)
    asked = queries.request(viewer, request_id)
    given = request.POST
    everywhere = given.get("everywhere") == "yes"
    seen = given.get("seen_all" if everywhere else "seen", "")
    try:
        actions.decide(
            by=viewer,
            request=asked,
            item=token,
            key=given.get("key", ""),
            choice=given.get("choice", ""),
            words=given.get("words", ""),
            reason=given.get("reason", ""),
            everywhere=everywhere,
            seen=_number(seen),
        )
    except Refused as refusal:
        return item(request, request_id, token, problem=refusal.sentence, status=422)
    except StaleEdit as stale:
        return item(request, request_id, token, stale=stale, status=409)
    return redirect(f"{reverse('request-item', args=[request_id, token])}#thing-{given['key']}")


def remove_rest(request: HttpRequest, request_id: UUID, token: str) -> HttpResponse:
    """Everything in one item that nobody has decided on is removed."""
    viewer = viewer_of(request)
    actions.remove_rest(by=viewer, request=queries.request(viewer, request_id), item=token)
    messages.success(request, "What nobody had decided on in this item is removed.")
    return redirect("request-item", request_id=request_id, token=token)


def mark(request: HttpRequest, request_id: UUID, token: str) -> HttpResponse:
    """Decide whether a whole item is given."""
    viewer = viewer_of(request)
    asked = queries.request(viewer, request_id)
    one = actions.item_called(actions.sections(viewer, asked), token)
    said = actions.marked(viewer, asked).get(one.item.key)
    page = Asking(
        "Decide on one item",
        reverse("request-item", kwargs={"request_id": asked.pk, "token": token}),
        "Save",
        "It is decided.",
        about=f"{one.section}, {one.number}",
        facts=one.item.lines,
        closed=one.item.withheld,
    )
    form = MarkForm(request.POST or None, initial=pages.as_marked(said))

    def save(given: dict[str, Any]) -> object:
        seen = _number(given["seen"])
        return actions.mark(by=viewer, request=asked, item=one.item.key, give=given["give"] == "yes", why=given["why"], seen=seen)

    return ask(request, page, form, save)


def ask_manager(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask a manager to decide what only a manager keeps."""
    viewer = viewer_of(request)
    actions.ask_manager(by=viewer, request=queries.request(viewer, request_id))
    messages.success(request, "A manager of MASH has it in My work, and can decide here.")
    return redirect("request-items", request_id=request_id)


def manager_done(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The manager who was asked has decided, and no longer sees the request."""
    viewer = viewer_of(request)
    actions.manager_done(by=viewer, request=queries.request(viewer, request_id))
    messages.success(request, "Done. The information-governance officer makes the copy.")
    return redirect("home")


def prepare(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Both copies in one file, made anew each time and kept nowhere; or what holds them up."""
    viewer = viewer_of(request)
    asked = queries.request(viewer, request_id)
    try:
        made = actions.prepare(by=viewer, request=asked)
    except actions.StillWaiting as still:
        context = {"asked": asked, "problem": still.sentence, **pages.held_up(still)}
        return render(request, "keeping/held_up.html", context, status=422)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.files.items():
            archive.writestr(f"{asked.reference}/{name}", content)
    return leaves(as_printed(made.cleared, packed.getvalue(), f"{asked.reference}.zip", "application/zip"))

"""Messages on their way, which their sender may still stop; and the register of everything that left Holdfast."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.audit.record import Kind, record
from holdfast.comms import policies, queries
from holdfast.disclosure import queries as register
from holdfast.journeys.onward import stop_message
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer


def sent(request: HttpRequest) -> HttpResponse:
    """What the viewer has sent, the newest first. What still waits can be stopped."""
    viewer = _viewer(request)
    rows = queries.sent_by(viewer, after=_uuid(request.GET.get("after", "")))
    shown = rows[: queries.PAGE]
    context = {
        "letters": [(row, policies.still_waits(row)) for row in shown],
        "older": f"?after={shown[-1].pk}" if len(rows) > queries.PAGE else "",
        "now": now(),
    }
    return render(request, "messages/sent.html", context)


def stop(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Stop one before it leaves; afterwards it says plainly that it has left."""
    viewer = _viewer(request)
    try:
        stop_message(by=viewer, message=queries.sent_by_me(viewer, message_id))
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, "Stopped. It has not left and will not.")
    return redirect("sent-messages")


def releases(request: HttpRequest) -> HttpResponse:
    """What went, to whom, where and by whom. Opening it is recorded, with the children shown; what was typed may be a name."""
    viewer = _viewer(request)
    reference = request.GET.get("reference", "").replace("\x00", "").strip().upper()[:40]
    page = register.releases(viewer, reference=reference, after=request.GET.get("after", ""))
    record(viewer, "release.read-register", None, kind=Kind.READ, searched=bool(reference), shown=page.children)
    return render(request, "messages/releases.html", {"page": page, "reference": reference, "now": now()})


def _viewer(request: HttpRequest) -> Viewer:
    viewer = getattr(request, "viewer", None)
    assert isinstance(viewer, Viewer)
    return viewer


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Messages on their way, which their sender may still stop; and the register of everything that left Holdfast."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.audit.record import Kind, record
from holdfast.comms import policies, queries
from holdfast.comms.templates import REFERRER
from holdfast.desk.keeping.asking import Asking, ask
from holdfast.disclosure import queries as register
from holdfast.journeys.stopping import stop_message
from holdfast.journeys.wrong_reader import report_wrong_reader
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals import naming

from .forms import WrongReaderForm


def sent(request: HttpRequest) -> HttpResponse:
    """What the viewer has sent, the newest first. What still waits can be stopped."""
    viewer = _viewer(request)
    rows = queries.sent_by(viewer, after=_uuid(request.GET.get("after", "")))
    shown = rows[: queries.PAGE]
    context = {
        "letters": [(row, policies.still_waits(row), policies.has_left(row)) for row in shown],
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


def wrong_person(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say that it went to the wrong person: an incident opens at once, and nobody pretends that it can be called back."""
    viewer = _viewer(request)
    letter = queries.sent_by_me(viewer, message_id)
    page = Asking(
        "It went to the wrong person",
        reverse("sent-messages"),
        "Tell information governance",
        "Information governance has it, and the regulator's 72 hours run. What was delivered cannot be taken back.",
        lead=(
            "If somebody may be in danger because of this, ring them, or whoever can reach them, before you write. "
            "In an emergency call 999.",
            "What was delivered cannot be taken back. What it leads to opens only to somebody who signs in and may read it.",
        ),
        facts=(("Message", letter.subject), ("It went to", letter.address)),
        closed="" if policies.has_left(letter) else "This message has not left, so nobody has it.",
    )
    form = WrongReaderForm(request.POST or None)
    return ask(request, page, form, lambda given: report_wrong_reader(by=viewer, message=letter, **given))


def releases(request: HttpRequest) -> HttpResponse:
    """What went, to whom, where and by whom. Opening it is recorded, with the children shown; what was typed may be a name."""
    viewer = _viewer(request)
    reference = request.GET.get("reference", "").replace("\x00", "").strip().upper()[:40]
    page = register.releases(viewer, reference=reference, after=request.GET.get("after", ""))
    record(viewer, "release.read-register", None, kind=Kind.READ, searched=bool(reference), shown=page.children)
    kept = naming.protected(viewer, {row.release.reference for row in page.rows if row.release.recipient == REFERRER})
    context = {"page": page, "reference": reference, "kept": kept, "referrer": REFERRER, "now": now()}
    return render(request, "messages/releases.html", context)


def _viewer(request: HttpRequest) -> Viewer:
    viewer = getattr(request, "viewer", None)
    assert isinstance(viewer, Viewer)
    return viewer


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

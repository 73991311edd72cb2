"""Pages in the footer, and the demonstration's outbox."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.comms import queries as messages
from holdfast.comms.models import Message
from holdfast.comms.templates import REFERRER
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership import queries, site_pages
from holdfast.referrals import naming
from holdfast.rules import config


def site_page(request: HttpRequest, key: str) -> HttpResponse:
    """A page the partnership words itself, its newest version; as shipped until then."""
    page = queries.site_page(viewer_of(request).partnership_id, key)
    worded = page or site_pages.SHIPPED[key]
    context = {
        "page_title": worded.title,
        "blocks": site_pages.blocks(worded.body),
        "changed_at": page.created_at if page else None,
        "key": key,
        "now": now(),
    }
    return render(request, "site/page.html", context)


def procedures(request: HttpRequest) -> HttpResponse:
    """Whom to call, when MASH is open, and where the procedures are."""
    viewer = viewer_of(request)
    figures = queries.figures(viewer.partnership_id) if viewer.partnership_id else config.defaults()
    context = {
        "hours": queries.hours(figures),
        "numbers": queries.contacts(figures),
        "lado": figures["contacts.lado"],
        "links": [
            ("Multi-agency procedures", figures["pages.procedures"]),
            ("Levels of need: Right Help Right Time", figures["pages.levels"]),
            (figures["names.partnership"], figures["pages.partnership"]),
        ],
    }
    return render(request, "site/procedures.html", context)


def outbox(request: HttpRequest) -> HttpResponse:
    """Every message a demonstration would have sent, newest first."""
    viewer = viewer_of(request)
    _demonstration_only()
    listed = messages.outbox(
        viewer, after=_after(request), reference=request.GET.get("reference", "").replace("\x00", "").strip()
    )
    shown = listed[: messages.PAGE]
    older = f"?after={shown[-1].pk}" if len(listed) > messages.PAGE else ""
    context = {"letters": shown, "to": _addressed(viewer, shown), "older": older, "now": now()}
    return render(request, "site/outbox.html", context)


def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message as its reader would see it."""
    _demonstration_only()
    viewer = viewer_of(request)
    found = messages.message(viewer, message_id)
    context = {"letter": found, "to": _addressed(viewer, [found])[found.pk], "now": now(), "parts": _with_links(found.body)}
    return render(request, "site/message.html", context)


def _addressed(viewer: Viewer, letters: Sequence[Message]) -> dict[UUID, str]:
    """To whom each went. Whoever referred and asked not to be named is not named here either."""
    kept = naming.protected(viewer, {one.reference for one in letters}) if viewer.partnership_id else set()
    return {one.pk: naming.NOT_NAMED if one.recipient == REFERRER and one.reference in kept else one.address for one in letters}


def _demonstration_only() -> None:
    if not queries.is_demonstration():
        raise NotHere


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["after"])
    except (KeyError, ValueError):
        return None


def _with_links(body: str) -> list[list[tuple[str, bool]]]:
    """The lines of a letter, word by word, each with whether it is a link."""
    return [[(word, word.startswith(("http://", "https://"))) for word in line.split(" ")] for line in body.split("\n")]

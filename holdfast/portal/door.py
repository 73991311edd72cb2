"""How a relative comes in: by a link that opens once, and then by the cookie of the browser that opened it.

A link that is only looked at, as messengers do to show a picture of a page, is not used up: a person presses the button. What is
behind it stands at an address without a key, so that none is left in the list of pages visited.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.disclosure import links
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import contacts, figures, partnership_of_public

# What stands behind each kind of link: the name of the page it opens. Each area of the family surface adds its own.
PAGES: dict[str, str] = {}
COOKIE_PATH = "/f/"
OUTSIDE = frozenset({"door", "shut", "again", "finished"})
Page = Callable[..., HttpResponse]


def cookie_name() -> str:
    return f"holdfast_{settings.INSTANCE}_family"


def door(request: HttpRequest, key: str) -> HttpResponse:
    """The page that a link leads to. It says nothing of what is behind it, and opens it when somebody presses the button."""
    if not consume(request, action="family_link"):
        return shut(request, status=429)
    reader = links.reader_of(key)
    if reader is None:
        return shut(request)
    if request.method != "POST":
        return show(request, "door", reader) if links.unopened(reader, key) else shut(request, reader)
    before = _cookie(request)
    cookie = before[1] if before and before[0].here == reader.here else links.new_cookie()
    try:
        with acting_as(reader):
            link = links.open_link(by=reader, key=key, cookie=cookie)
    except NotHere:
        return shut(request, reader)
    response = redirect(PAGES[link.purpose])
    response.set_cookie(
        cookie_name(),
        f"{key}.{cookie}",
        max_age=links.hours(reader, links.HELD) * 3600,
        path=COOKIE_PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def finished(request: HttpRequest) -> HttpResponse:
    """The reader has done: the link is closed, the browser forgets it, and what it kept of these pages goes."""
    found = _cookie(request)
    if found is not None:
        reader, cookie = found
        with acting_as(reader):
            for purpose in PAGES:
                link = links.held(reader, cookie, purpose)
                if link is not None:
                    links.close_link(by=reader, link=link)
    response = show(request, "finished", found[0] if found else None)
    response.delete_cookie(cookie_name(), path=COOKIE_PATH)
    response["Clear-Site-Data"] = '"cache"'
    return response


def behind_a_link(purpose: str) -> Callable[[Page], Page]:
    """A page for whoever holds an open link of one kind: it is called with the reader and the link, and acts as the reader."""

    def wrap(page: Page) -> Page:
        @wraps(page)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            found = _cookie(request)
            if found is None:
                return shut(request)
            reader, cookie = found
            with acting_as(reader):
                link = links.held(reader, cookie, purpose)
                if link is None:
                    return shut(request, reader)
                try:
                    return page(request, reader, link, *args, **kwargs)
                except NotHere:
                    return shut(request, reader)

        return asked

    return wrap


def _cookie(request: HttpRequest) -> tuple[Viewer, str] | None:
    """Who reads by this browser's cookie, and the part of it that proves the browser."""
    key, _, cookie = request.COOKIES.get(cookie_name(), "").partition(".")
    reader = links.reader_of(key) if key and cookie else None
    return (reader, cookie) if reader else None


def show(request: HttpRequest, template: str, reader: Viewer | None, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the family surface, with the numbers to ring and the way out. Outside the door they say little of what we are."""
    held = figures(reader.partnership_id if reader else partnership_of_public())
    numbers = contacts(held)
    context |= {"numbers": numbers if template not in OUTSIDE else numbers[:2], "way_out": held["pages.way_out"]}
    return render(request, f"portal/{template}.html", context, status=status)


def again(request: HttpRequest) -> HttpResponse:
    """A form that came back too late: nothing was changed, and nothing of ours shows."""
    return show(request, "again", None, status=403)


def shut(request: HttpRequest, reader: Viewer | None = None, *, status: int = 404) -> HttpResponse:
    """Used, too old, taken back, or never there: the same page for all, which says whom to ask."""
    return show(request, "shut", reader, status=status)

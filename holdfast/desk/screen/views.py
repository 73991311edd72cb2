"""Showing my screen (H16): everything that says who somebody is stays covered, page after page, until it is turned off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = "showing_my_screen"


def is_shown(request: HttpRequest) -> bool:
    """Whether somebody else can see this person's screen now, as far as they have said."""
    return bool(getattr(request, "session", {}).get(KEPT))


def showing(request: HttpRequest) -> HttpResponse:
    """Cover everything from now on, or stop; then the page they were on. A part of the session: signing out ends it."""
    if request.POST.get("showing") == "yes":
        request.session[KEPT] = True
    else:
        request.session.pop(KEPT, None)
    came_from = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(came_from if known else "/")

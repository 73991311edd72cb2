"""Showing my screen (H16): everything that says who somebody is stays covered, page after page, until it is turned off.

A cookie of the browser says so. The key writes it there and then (showing.js), so that a page asked for in the same instant
comes covered; without scripts the answer to the button writes it. It says only "yes", and goes with the browser and with
signing out.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def is_shown(request: HttpRequest) -> bool:
    """Whether somebody else can see this person's screen now, as far as they have said."""
    return request.COOKIES.get(settings.SHOWING_COOKIE_NAME) == "yes"


def showing(request: HttpRequest) -> HttpResponse:
    """Cover everything from now on, or stop; then the page they were on."""
    came_from = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(came_from if known else "/")
    if request.POST.get("showing") == "yes":
        # Read by the script that covers before the page is drawn, so not hidden from scripts.
        response.set_cookie(settings.SHOWING_COOKIE_NAME, "yes", samesite="Lax", secure=settings.HTTPS)
    else:
        uncover(response)
    return response


def uncover(response: HttpResponseBase) -> None:
    """The next page comes uncovered."""
    response.delete_cookie(settings.SHOWING_COOKIE_NAME, samesite="Lax")

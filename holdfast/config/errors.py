"""Pages for what went wrong. Each carries a reference; none repeats what was typed or whom it was about."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    context.setdefault("reference", getattr(request, "request_id", ""))
    return render(request, f"errors/{template}.html", context, status=status)


def refused(request: HttpRequest, sentence: str, *, status: int = 403) -> HttpResponse:
    """The person may not do this, or not now: the sentence says why and what to do."""
    return _page(request, "refused", status, sentence=sentence)


def unavailable(request: HttpRequest, sentence: str) -> HttpResponse:
    """It is here and cannot be given just now. 409, because a proxy takes 503 for a process that is down."""
    return _page(request, "unavailable", 409, sentence=sentence)


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and hidden look the same, and so does the way to ask for what may be there."""
    match = request.resolver_match
    of_a_child = match is not None and "child_id" in match.kwargs
    return _page(request, "not_found", 404, of_a_child=of_a_child)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "bad_request", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refused(request, "Your role does not open this page.")


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours. Rendered without the request, so that it never depends on what has just failed."""
    reference = getattr(request, "request_id", "")
    return HttpResponse(render_to_string("errors/server_error.html", {"reference": reference}), status=500)


def form_expired(request: HttpRequest) -> HttpResponse:
    """The form's safety token had run out. Drafts keep what was typed."""
    return _page(request, "form_expired", 403)

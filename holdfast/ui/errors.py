"""Pages for when something goes wrong: they say what to do, what is kept, and a reference to quote.

They touch neither the database nor the session, so that they can be shown when those have failed.
In the URL configuration: `handler400 = "holdfast.ui.errors.bad_request"`, and so on for 403, 404 and 500;
in the settings: `CSRF_FAILURE_VIEW = "holdfast.ui.errors.csrf_failure"`,
`AXES_LOCKOUT_CALLABLE = "holdfast.ui.errors.locked_out"`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines

from holdfast.kernel.errors import HoldfastError

KEPT = "What you had typed and saved as you went is kept in your drafts."


def _page(request: HttpRequest, status: int, name: str, **context: Any) -> HttpResponse:
    """The error page, without the surface's context processors (they read the database)."""
    given = {"reference": getattr(request, "request_id", ""), "kept": KEPT, **context}
    template = engines["jinja2"].get_template(f"ui/errors/{name}.html")
    answer = HttpResponse(template.template.render(given), status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request did not arrive whole."""
    return _page(request, 400, "400")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, and not allowed to do this. A refusal of ours is shown as the sentence it is."""
    sentence = exception.sentence if isinstance(exception, HoldfastError) else ""
    return _page(request, 403, "403", sentence=sentence)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here that this person may open: absent and hidden look the same (H11)."""
    return _page(request, 404, "404")


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return _page(request, 500, "500")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or in a browser that keeps no cookies; nothing was sent or changed."""
    return _page(request, 403, "csrf")


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: says when to try again and whom to ask."""
    return _page(request, 429, "locked_out")

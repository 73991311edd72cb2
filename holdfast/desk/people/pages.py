"""The page every small form of this area is drawn on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from holdfast.kernel.errors import StaleEdit
from holdfast.ui.forms import GovukForm


def form_page(
    request: HttpRequest,
    form: GovukForm,
    *,
    title: str,
    button: str,
    back: str,
    about: str = "",
    stale: StaleEdit | None = None,
    template: str = "people/form.html",
    **context: Any,
) -> HttpResponse:
    """A form with its heading. `about` names whom or what it concerns; it never stands in the page's title.

    stale: somebody saved meanwhile. What was typed stays in the form, what they saved is shown beside it, and saving once
    more is then meant.
    """
    status = 200
    if stale is not None:
        typed = QueryDict(mutable=True)
        typed.update(form.data)
        typed["version"] = str(stale.version)
        form.data = typed
        context["theirs"] = [
            (form.fields[name].label, _said(value)) for name, value in stale.theirs.items() if name in form.fields
        ]
        status = 409
    elif form.is_bound and form.errors:
        status = 422
    context |= {"form": form, "page_title": title, "button": button, "back": back, "about": about}
    return render(request, template, context, status=status)


def _said(value: Any) -> str:
    if value is None or value == "":
        return "Empty"
    return ("Yes" if value else "No") if isinstance(value, bool) else str(value)

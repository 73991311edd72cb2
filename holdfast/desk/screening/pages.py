"""The page every small form of MASH is drawn on, and what happens when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.kernel.errors import Faulty, HoldfastError, NotHere, Refused, StaleEdit
from holdfast.ui.forms import GovukForm


def form_page(
    request: HttpRequest,
    form: GovukForm,
    do: Callable[[Any], object],
    *,
    title: str,
    button: str,
    back: str,
    done: str = "",
    after: str = "",
    about: str = "",
    template: str = "screening/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is sent and right, do it and go on. Nothing that was typed is lost.

    about: whom it concerns; never in the page's title. done: what is said afterwards. after: where to, if not back.
    """
    stale: StaleEdit | None = None
    if request.method == "POST" and form.is_valid():
        try:
            do(form)
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit as other:
            stale = other
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
        else:
            if done:
                messages.success(request, done)
            return redirect(after or back)
    if stale is not None:
        form.data = request.POST.copy()
        form.data["version"] = str(stale.version)
    status = 409 if stale is not None else 422 if form.is_bound and form.errors else 200
    revealed = {name for field in form.fields.values() for name in getattr(field, "reveals", {}).values()}
    context["asked"] = [bound for bound in form if bound.name not in revealed]
    context |= {"form": form, "page_title": title, "button": button, "back": back, "about": about, "stale": stale is not None}
    return render(request, template, context, status=status)


def do_at_once(request: HttpRequest, do: Callable[[], object], *, back: str, done: str = "") -> HttpResponse:
    """One button, no questions. When it is refused, the page it came from says why."""
    try:
        do()
    except NotHere:
        raise
    except HoldfastError as refusal:
        messages.error(request, refusal.sentence)
    else:
        if done:
            messages.success(request, done)
    return redirect(back)

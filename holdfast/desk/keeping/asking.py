"""One page with one form: what is wrong is said beside its question, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from holdfast.kernel.errors import Faulty, Refused, StaleEdit
from holdfast.ui.forms import GovukForm


@dataclass(frozen=True)
class Asking:
    """A page with one form.

    title: without a name. about: what it concerns, said above. facts: what to know first. done: said afterwards.
    closed: why there is nothing to answer here now, in place of the form.
    """

    title: str
    back: str
    button: str
    done: str
    about: str = ""
    lead: tuple[str, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()
    danger: bool = False
    closed: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def ask(request: HttpRequest, page: Asking, form: GovukForm, save: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """Show the form, or save it and go where the page leads."""
    theirs: list[tuple[str, Any]] = []
    if form.is_valid():
        try:
            save(form.cleaned_data)
        except Faulty as faulty:
            form.add_faults(faulty)
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
        except StaleEdit as stale:
            theirs = _theirs(form, stale)
        else:
            messages.success(request, page.done)
            return redirect(page.back)
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "keeping/form.html", {"page": page, "form": form, "theirs": theirs}, status=status)


def _theirs(form: GovukForm, stale: StaleEdit) -> list[tuple[str, Any]]:
    """What somebody else saved, by question. What was typed stays in the form and is meant when it is saved once more."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["seen"] = str(stale.version)
    form.data = typed
    shown = [
        (name, one) for name, one in form.fields.items() if name in stale.theirs and stale.theirs[name] != stale.yours.get(name)
    ]
    return [(str(one.label), stale.theirs[name]) for name, one in shown] or [("Saved", "Somebody else saved the same words.")]

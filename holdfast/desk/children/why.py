"""Why somebody opens a record that no task brought them to: asked at its top until it is said (H10)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.journeys.relation import asks_why
from holdfast.kernel.errors import Faulty
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions, queries

from . import forms
from .pages import TABS

_TABS = frozenset(name for _words, name in TABS)


def form_for(viewer: Viewer, child_id: UUID) -> forms.SayWhyForm | None:
    """The question, where it is asked of this reader; none of whoever a task brought here."""
    return forms.SayWhyForm() if asks_why(viewer, child_id) else None


def say(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Keep the reason and go back to the page of the record it was asked on. Too short a one is asked for again."""
    viewer = viewer_of(request)
    child = queries.child(viewer, child_id)
    tab = request.POST.get("tab", "")
    form = forms.SayWhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_why(by=viewer, child_id=child_id, words=form.values()["words"])
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            return redirect(tab if tab in _TABS else "child", child_id=child_id)
    return render(request, "children/why.html", {"form": form, "child": child, "tab": tab if tab in _TABS else "child"})

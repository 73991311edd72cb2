"""One way to edit any part of a record: begin from what is saved, say what is wrong, show both versions when two people edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.kernel.errors import Faulty, StaleEdit
from holdfast.kernel.models import Record
from holdfast.kernel.routes import viewer_of
from holdfast.records import actions, queries
from holdfast.ui.dates import RoughDate
from holdfast.ui.formats import long_date

from .forms import RecordForm

Save = Callable[[dict[str, Any], int | None], object]


@dataclass(frozen=True)
class Edit:
    """A page with one form.

    title: of the page, without a name. lead: a sentence above the form. back: where it came from, and goes to.
    row: what is edited, none when something new is written. save: takes the values and the version that was seen.
    kind: which part of the record it is, where the edit may be taken back.
    """

    title: str
    child_id: UUID
    back: str
    save: Save
    row: Model | None = None
    lead: str = ""
    button: str = "Save"
    danger: bool = False
    kind: str = ""


def edit(
    request: HttpRequest,
    page: Edit,
    form_class: type[RecordForm],
    *,
    prepare: Callable[[Any], None] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, or save it and go back. Nothing typed is lost by a fault or by somebody else's save."""
    begun = {**(form_class.begin(page.row) if page.row is not None else {}), **(initial or {})}
    form = form_class(request.POST if request.method == "POST" else None, initial=begun)
    if prepare is not None:
        prepare(form)
    version = _version(request, page.row)
    if request.method == "POST" and form.is_valid():
        try:
            saved = page.save(form.values(), version)
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit as stale:
            return _page(request, page, form, stale.version, status=409, theirs=theirs(form, form_class, stale))
        else:
            _offer_undo(request, page, saved)
            return redirect(page.back)
    return _page(request, page, form, version)


def _offer_undo(request: HttpRequest, page: Edit, saved: object) -> None:
    """Say that it is saved, with a button that takes it back. What was new is not taken back: it is ended or taken off."""
    if not page.kind or not isinstance(page.row, Record) or not isinstance(saved, Record):
        return
    kept = actions.keep_replaced(
        by=viewer_of(request), kind=page.kind, child_id=page.child_id, before=page.row, after=saved
    )  # fmt: skip
    if kept is not None:
        address = reverse("child-undo", kwargs={"child_id": page.child_id, "edit_id": kept.pk})
        messages.success(request, "Saved.", extra_tags=f"undo:{address}")


def _version(request: HttpRequest, row: Model | None) -> int | None:
    """The version that was on the screen; none for something new."""
    if request.method == "POST":
        typed = request.POST.get("version", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else (0 if row is not None else None)
    return getattr(row, "version", None)


def theirs(form: RecordForm, form_class: type[RecordForm], stale: StaleEdit) -> list[tuple[str, str, str]]:
    """What somebody else saved where it differs from what was being saved: question, theirs, yours."""
    saved = form_class.begin(_Saved(stale.theirs))
    listed = []
    for name, field in form.fields.items():
        if name in saved and _words(field, saved[name]) != _words(field, form.cleaned_data.get(name)):
            listed.append((str(field.label), _words(field, saved[name]), _words(field, form.cleaned_data.get(name))))
    return listed


class _Saved:
    """Saved values read as though they were a row."""

    def __init__(self, values: Mapping[str, Any]):
        self.__dict__.update(values)


def _words(field: Any, value: Any) -> str:
    """A value as it is read aloud."""
    choices = dict(getattr(field, "choices", ()))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(choices.get(str(one), one)) for one in value)
    if value is None or value == "" or (isinstance(value, RoughDate) and not str(value)):
        return "(empty)"
    return str(choices.get(str(value), value))


def _page(
    request: HttpRequest,
    page: Edit,
    form: RecordForm,
    version: int | None,
    *,
    status: int = 200,
    theirs: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "version": version,
        "theirs": theirs,
        "child": queries.child(viewer_of(request), page.child_id),
    }
    return render(request, "children/edit.html", context, status=status)

"""How other councils are reached: looked up in the night, so kept right by day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.desk.screening.pages import form_page
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import today
from holdfast.missing import authorities
from holdfast.ui.forms import DateField, EmailField, GovukForm, OneChoice, PhoneField, TextField

KEEP, OUT = "keep", "out"


class NumbersForm(GovukForm):
    """Whom to ring there. At least one number."""

    by_day = PhoneField(label="Number by day", required=False)
    by_night = PhoneField(label="Emergency duty team: number by night and at weekends", required=False)
    email = EmailField(label="E-mail address", required=False)
    note = TextField(label="Anything the caller should know", limit=300, required=False)
    checked_on = DateField(label="When were the numbers checked?", latest=today)


class NewForm(NumbersForm):
    name = TextField(label="Name of the council", limit=120)
    field_order = ["name"]


class ChangeForm(NumbersForm):
    keep = OneChoice(label="Is it still in the book?", choices=((KEEP, "Yes"), (OUT, "No: take it out")))


def book(request: HttpRequest) -> HttpResponse:
    """Every council in the book, and when its numbers were checked."""
    return render(request, "authorities/book.html", {"rows": authorities.book(viewer_of(request))})


def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = NewForm(request.POST if request.method == "POST" else None, initial={"checked_on": today()})
    return form_page(
        request,
        form,
        lambda sent: authorities.write_number(by=viewer, **sent.cleaned_data),
        title="Add a council",
        button="Add",
        back=reverse("councils"),
        done="It can be chosen from now on.",
    )


def change(request: HttpRequest, council_id: UUID) -> HttpResponse:
    """New numbers, or out of the book. What stood before is kept."""
    viewer = viewer_of(request)
    row = next((one for one in authorities.book(viewer) if one.pk == council_id), None)
    if row is None:
        raise NotHere
    names = ("by_day", "by_night", "email", "note")
    initial: dict[str, Any] = {name: getattr(row, name) for name in names} | {"checked_on": today(), "keep": KEEP}

    def save(sent: NumbersForm) -> object:
        given = dict(sent.cleaned_data)
        out = given.pop("keep") == OUT
        return authorities.write_number(by=viewer, name=row.name, out=out, **given)

    return form_page(
        request,
        ChangeForm(request.POST if request.method == "POST" else None, initial=initial),
        save,
        title="How a council is reached",
        button="Save",
        back=reverse("councils"),
        about=row.name,
        done="Saved.",
    )

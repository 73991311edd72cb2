"""Counts for a freedom-of-information answer or an inspection: on one page, and as a file whose giving is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.disclosure.passing import as_it_is
from holdfast.insight import missing_counts as counting
from holdfast.insight.spreadsheet import CSV, XLSX
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.ui.forms import DateField, GovukForm, OneChoice, TextField

YEAR = dt.timedelta(days=364)
FORMS = ((CSV, "CSV"), (XLSX, "Excel (.xlsx)"))
NUMBERS = (("publication", "For publication: small numbers hidden"), ("whole", "For an inspection: every number"))


class DaysForm(GovukForm):
    marks_optional = False
    first = DateField(label="First day", latest=today)
    last = DateField(label="Last day", latest=today)


class GiveForm(DaysForm):
    """What is taken as a file, and for whom."""

    purpose = TextField(label="Who asks, and for what?", hint="The reference of the request, or the inspection.", limit=200)
    form = OneChoice(label="As which file?", choices=FORMS)
    numbers = OneChoice(label="Which numbers?", choices=NUMBERS[:1])

    def __init__(self, *args: Any, whole: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("numbers", NUMBERS if whole else NUMBERS[:1])


def counts(request: HttpRequest) -> HttpResponse:
    """The counts of the last year, or of the days asked for; sent, the form gives them as a file."""
    viewer = viewer_of(request)
    counting.check_can_count(viewer)
    whole = counting.can_see_whole(viewer)
    if request.method != "POST":
        return _shown(request, viewer, whole, today() - YEAR, today())
    if "show" not in request.POST:
        return _give(request, viewer, whole)
    days = DaysForm(request.POST)
    if days.is_valid():
        try:
            return _shown(request, viewer, whole, days.cleaned_data["first"], days.cleaned_data["last"])
        except Faulty as faulty:
            days.add_faults(faulty)
    form = GiveForm(request.POST, whole=whole)
    form.errors.clear()
    form.errors.update(days.errors)
    return _page(request, viewer, form, today() - YEAR, today(), whole, status=422)


def _shown(request: HttpRequest, viewer: Viewer, whole: bool, first: dt.date, last: dt.date) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("purpose", "form")}
    form = GiveForm(initial={"first": first, "last": last, "numbers": "publication", **typed}, whole=whole)
    return _page(request, viewer, form, first, last, whole)


def _give(request: HttpRequest, viewer: Viewer, whole: bool) -> HttpResponse:
    form = GiveForm(request.POST, whole=whole)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            made = counting.give(
                by=viewer,
                first=sent["first"],
                last=sent["last"],
                form=sent["form"],
                whole=sent["numbers"] == "whole",
                purpose=sent["purpose"],
            )
        except Faulty as faulty:
            form.add_faults(faulty)
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
        else:
            asked = {"content": made.content, "name": made.name, "media": made.media, "reason": sent["purpose"]}
            return leaves(as_it_is(by=viewer, what="counts", **asked))
    return _page(request, viewer, form, today() - YEAR, today(), whole, status=422)


def _page(
    request: HttpRequest, viewer: Viewer, form: GiveForm, first: dt.date, last: dt.date, whole: bool, status: int = 200
) -> HttpResponse:
    context = {
        "figures": counting.counts_of(viewer, first, last, whole=whole),
        "form": form,
        "given": counting.given(viewer),
        "now": now(),
    }
    return render(request, "pattern/counts.html", context, status=status)

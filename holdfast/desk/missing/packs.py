"""The log of the daily pack: who opened it while Holdfast was down, and why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.audit.record import read
from holdfast.kernel.errors import Faulty
from holdfast.kernel.routes import viewer_of
from holdfast.missing import pack_opened
from holdfast.ui.forms import GovukForm, LongTextField, MomentField, TextField


class OpenedForm(GovukForm):
    at = MomentField(label="When was it opened?")
    opened_by = TextField(label="Who opened it, and where?", limit=160)
    reason = LongTextField(label="For which child, and why could Holdfast not be asked?", limit=1000, rows=3)


def log(request: HttpRequest) -> HttpResponse:
    """Every opening there was, and writing one down."""
    viewer = viewer_of(request)
    pack_opened.check_can_read(viewer)
    form = OpenedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            pack_opened.write_opening(by=viewer, **form.cleaned_data)
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            messages.success(request, "Written down. It cannot be changed.")
            return redirect("missing-packs")
    rows = pack_opened.latest(viewer)
    for row in rows[:1]:
        read(viewer, "missing.pack-log", row)
    return render(request, "missing/packs.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)

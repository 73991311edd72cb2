"""The desk itself, breaches of personal data, and agreements with partners."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.keeping import actions, queries
from holdfast.keeping.models import Breach, SharingAgreement
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now, today
from holdfast.rules.clock_rules import BREACH
from holdfast.ui.formats import long_date

from ..asking import Asking, ask
from ..forms import AgreementForm, BreachChangeForm, BreachForm, EndForm

BREACH_CHANGES = tuple(name for name in BreachChangeForm.base_fields if name != "seen")
AGREEMENT_FIELDS = tuple(name for name in AgreementForm.base_fields if name != "seen")


def desk(request: HttpRequest) -> HttpResponse:
    """What information governance looks after, with what is waiting in each."""
    return render(request, "keeping/desk.html", {"desk": queries.at_a_glance(viewer_of(request)), "now": now()})


def breaches(request: HttpRequest) -> HttpResponse:
    return render(request, "keeping/breaches.html", {"rows": queries.breaches(viewer_of(request)), "now": now()})


def log_breach(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Asking(
        "Log a breach of personal data", reverse("breaches"), "Log it", "The breach is logged and its clock runs.",
        lead=(
            "If somebody may be in danger because of this, ring them, or whoever can reach them, before you write it down. "
            "In an emergency call 999.",
            f"The regulator is told within 72 hours of anybody becoming aware, unless harm is unlikely. {BREACH}.",
        ),
    )  # fmt: skip
    return ask(request, page, BreachForm(request.POST or None), lambda given: actions.log_breach(by=viewer, **given))


def breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One breach: what is known now, and what is still to do."""
    viewer = viewer_of(request)
    one = queries.breach(viewer, breach_id)
    page = Asking(
        "A breach of personal data", reverse("breaches"), "Save", "What is known is saved.", about=one.reference,
        facts=(("Closed", long_date(one.closed_at)),) if one.closed_at else (),
        more={"clock": queries.clocks_of(viewer, [one.pk]).first(), "breach": one, "now": now()},
    )  # fmt: skip
    form = BreachChangeForm(request.POST or None, initial=_begin(one, BREACH_CHANGES))

    def save(given: dict[str, Any]) -> object:
        seen = _seen(given)
        return actions.change_breach(by=viewer, breach=one, seen=seen, **{name: given[name] for name in BREACH_CHANGES})

    return ask(request, page, form, save)


def close_breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    actions.close_breach(by=viewer, breach=queries.breach(viewer, breach_id))
    return redirect("breaches")


def _begin(row: Breach | SharingAgreement, names: tuple[str, ...]) -> dict[str, Any]:
    return {"seen": str(row.version), **{name: getattr(row, name) for name in names}}


def _seen(given: dict[str, Any]) -> int:
    """The version on the screen; anything else than a number was never on it."""
    typed = str(given.get("seen", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def agreements(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    context = {"rows": queries.agreements(viewer), "without": queries.without_agreement(viewer), "today": today()}
    return render(request, "keeping/agreements.html", context)


def new_agreement(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Asking("Write down a sharing agreement", reverse("agreements"), "Save", "The agreement is saved.")
    given = {"agency_id": request.GET.get("agency", "")}
    form = AgreementForm(request.POST or None, viewer=viewer, initial=given)
    return ask(request, page, form, lambda values: actions.make_agreement(by=viewer, **_values(values)))


def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = queries.agreement(viewer, agreement_id)
    page = Asking(
        "A sharing agreement", reverse("agreements"), "Save", "The agreement is saved.", about=one.agency.name,
        more={"agreement": one},
    )  # fmt: skip
    form = AgreementForm(request.POST or None, viewer=viewer, initial=_begin(one, AGREEMENT_FIELDS))
    return ask(
        request,
        page,
        form,
        lambda values: actions.change_agreement(by=viewer, agreement=one, seen=_seen(values), **_values(values)),
    )


def _values(given: dict[str, Any]) -> dict[str, Any]:
    return {name: UUID(given[name]) if name == "agency_id" else given[name] for name in AGREEMENT_FIELDS}


def end_agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = queries.agreement(viewer, agreement_id)
    page = Asking(
        "End a sharing agreement",
        reverse("agreements"),
        "End it",
        "The agreement has ended.",
        about=f"{one.agency.name}: {one.title}",
    )
    form = EndForm(request.POST or None, initial={"on": today()})
    return ask(request, page, form, lambda given: actions.end_agreement(by=viewer, agreement=one, on=given["on"]))

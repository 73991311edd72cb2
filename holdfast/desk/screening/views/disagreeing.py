"""A referrer who does not agree with what was decided says so, reads the answer, and takes it further or lets it rest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.desk.screening import forms
from holdfast.desk.screening.pages import form_page
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.screening import actions, queries


def disagree(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say so; and read what was answered to what was said before."""
    viewer = viewer_of(request)
    mine = queries.for_referrer(viewer, referral_id)
    decided = {str(child.pk): child for child in mine.decided}
    form = forms.ReferrerDisagreesForm(
        request.POST or None, children=[(pk, child.child.name_as_typed) for pk, child in decided.items()]
    )
    return form_page(
        request,
        form,
        lambda sent: actions.disagree(by=viewer, screening=decided[sent.cleaned_data["child"]], text=sent.cleaned_data["text"]),
        title="I do not agree",
        button="Send this to MASH",
        back=reverse("referral-status", kwargs={"referral_id": referral_id}),
        after=reverse("disagree", kwargs={"referral_id": referral_id}),
        about=mine.referral.reference,
        done="MASH has it, and answers within a limit.",
        template="screening/disagree.html",
        disagreements=mine.disagreements,
        decided=mine.decided,
        now=now(),
    )


def pursue(request: HttpRequest, referral_id: UUID, disagreement_id: UUID) -> HttpResponse:
    """Settled, or a stage up."""
    viewer = viewer_of(request)
    mine = queries.for_referrer(viewer, referral_id)
    found = next((one for one in mine.disagreements if one.pk == disagreement_id), None)
    if found is None:
        raise NotHere
    return form_page(
        request,
        forms.PursueForm(request.POST or None),
        lambda sent: _pursue(viewer, found, sent.cleaned_data),
        title="Is it settled?",
        button="Save",
        back=reverse("disagree", kwargs={"referral_id": referral_id}),
        about=mine.referral.reference,
    )


def _pursue(viewer: Viewer, found: Any, given: dict[str, Any]) -> None:
    do = actions.settle if given["kind"] == "settled" else actions.escalate
    do(by=viewer, disagreement=found, text=given["text"])

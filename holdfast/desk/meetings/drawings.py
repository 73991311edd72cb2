"""A drawing of a child's or a relative's: seen, and taken off."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.desk.screening.pages import form_page
from holdfast.disclosure.passing import as_read
from holdfast.kernel.errors import NotHere
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.meetings import actions
from holdfast.meetings.actions.drawing import drawing_of
from holdfast.meetings.drawing_policies import can_take_off

from . import forms


def show(request: HttpRequest, drawing_id: UUID) -> HttpResponse:
    """The picture itself, to whoever may see it. Each look is written down, and nothing on the way keeps a copy."""
    viewer = viewer_of(request)
    media, data = actions.open_drawing(by=viewer, drawing_id=drawing_id)
    return leaves(as_read(by=viewer, what="drawing", content=data, name="drawing", media=media), shown=True)


def take_off(request: HttpRequest, drawing_id: UUID) -> HttpResponse:
    """The picture is destroyed; that there was one, and why it went, stays."""
    viewer = viewer_of(request)
    drawing = drawing_of(viewer, drawing_id)
    if not can_take_off(viewer, drawing):
        raise NotHere
    return form_page(
        request,
        forms.ReasonForm(request.POST if request.method == "POST" else None),
        lambda sent: actions.take_drawing_off(by=viewer, drawing_id=drawing_id, why=sent.cleaned_data["reason"]),
        title="Take a drawing off",
        button="Take it off for good",
        back=reverse("meeting", kwargs={"meeting_id": drawing.meeting_id}),
        done="Taken off. The picture is destroyed.",
    )

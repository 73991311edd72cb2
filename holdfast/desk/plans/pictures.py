"""The pictures of a trigger plan: given, changed, taken off, and shown."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.disclosure.passing import as_read
from holdfast.kernel.errors import Faulty, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.missing.actions import picturing
from holdfast.missing.plan_models import PictureKind, PictureReaders, PlanPicture
from holdfast.missing.plan_policies import check_can_keep
from holdfast.ui.forms import GovukForm

from .forms import SIDES, ChangePictureForm, NewPictureForm


def add(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """From the telephone's camera or from a file; then it is shown, to turn and cut."""
    viewer = viewer_of(request)
    check_can_keep(viewer, child_id)
    begun = {"kind": PictureKind.FACE, "readers": PictureReaders.PLAN}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewPictureForm(*sent, initial=begun)
    if request.method == "POST" and form.is_valid():
        made = _added(viewer, child_id, form)
        if made is not None:
            return redirect("plan-picture-change", child_id=child_id, picture_id=made.pk)
    return render(request, "plans/add_picture.html", {"form": form, "child_id": child_id}, status=422 if form.errors else 200)


def _added(viewer: Viewer, child_id: UUID, form: NewPictureForm) -> PlanPicture | None:
    given = form.cleaned_data
    try:
        return picturing.add_picture(
            by=viewer,
            child_id=child_id,
            upload=form.upload,
            kind=given["kind"],
            readers=given["readers"],
            taken_on=given["taken_on"],
        )
    except Faulty as faulty:
        form.add_faults(faulty)
    except Refused as refused:
        form.add_warning("picture", refused.sentence)
    return None


def change(request: HttpRequest, child_id: UUID, picture_id: UUID) -> HttpResponse:
    """Turn it, cut it, say who sees it; or take it off."""
    viewer = viewer_of(request)
    check_can_keep(viewer, child_id)
    picture = picturing.picture_of(viewer, child_id, picture_id)
    begun = {"kind": picture.kind, "readers": picture.readers, "taken_on": picture.taken_on, "turn": "0", "cut": "none"}
    form = ChangePictureForm(request.POST if request.method == "POST" else None, initial=begun)
    if "take_off" in request.POST:
        picturing.take_picture_off(by=viewer, child_id=child_id, picture_id=picture_id)
        messages.success(request, "Taken off. The picture is destroyed.")
        return redirect("trigger-plan", child_id=child_id)
    if request.method == "POST" and form.is_valid() and _changed(viewer, picture, form):
        messages.success(request, "Saved.")
        again = "again" in request.POST
        return redirect("plan-picture-change", child_id, picture_id) if again else redirect("trigger-plan", child_id=child_id)
    context = {"form": form, "child_id": child_id, "picture": picture}
    return render(request, "plans/change_picture.html", context, status=422 if form.errors else 200)


def _changed(viewer: Viewer, picture: PlanPicture, form: GovukForm) -> bool:
    given = form.cleaned_data
    try:
        picturing.change_picture(
            by=viewer,
            child_id=picture.child_id,
            picture_id=picture.pk,
            seen=None,
            kind=given["kind"],
            readers=given["readers"],
            taken_on=given["taken_on"],
            turn=int(given["turn"]),
            **{side: given[side] for side in SIDES},
        )
    except Faulty as faulty:
        form.add_faults(faulty)
        return False
    return True


def show(request: HttpRequest, child_id: UUID, picture_id: UUID) -> HttpResponse:
    """The picture itself, to whoever may see it. Each look is written down, and nothing on the way keeps a copy."""
    viewer = viewer_of(request)
    media, data = picturing.open_picture(by=viewer, child_id=child_id, picture_id=picture_id)
    return leaves(as_read(by=viewer, what="plan-picture", content=data, name="picture", media=media), shown=True)

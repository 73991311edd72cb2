"""Opening a file, locking one unseen, and what happens with locked files and sealed originals afterwards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.disclosure.passing import as_read
from holdfast.documents import queries
from holdfast.documents.models import LockDecision, StoredFile
from holdfast.documents.policies import can_decide, check_can_decide, check_can_release
from holdfast.journeys import locked_file
from holdfast.kernel.errors import HoldfastError, NotHere
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from .forms import DecisionForm, ReleaseForm


def open_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The copy that is kept for reading: what it said about itself was taken out."""
    viewer = viewer_of(request)
    file, content = queries.opened(viewer, file_id)
    return leaves(as_read(by=viewer, what="stored-file", content=content, name=file.name, media=file.media_type))


def sealed(request: HttpRequest) -> HttpResponse:
    """Files locked unseen and originals kept as evidence, for the police and the information lead."""
    viewer = viewer_of(request)
    context = {"locked": queries.locked_files(viewer), "originals": queries.evidence_files(viewer), "now": now()}
    return render(request, "documents/sealed.html", context)


def lock(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """One click locks a file unseen (H19)."""
    viewer = viewer_of(request)
    file = queries.file(viewer, file_id)
    if request.method == "POST":
        locked_file.lock(by=viewer, file=file)
        messages.success(
            request, "Locked. The information lead and the police contact have been told. Call the police on 101 now."
        )
    if request.method == "POST" or file.locked:
        return redirect("document-locked", file_id=file.pk)
    return render(request, "documents/lock.html", {"file": file})


def locked(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The page of a locked file: what is known of it without opening it, who was told, what the police decided."""
    viewer = viewer_of(request)
    found = locked_file.about(viewer, file_id)
    if not found.file.locked and not found.decisions:
        raise NotHere()
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_can_decide(viewer, found.file)
        if form.is_valid() and _decided(viewer, found.file, form):
            messages.success(request, "Recorded. Those who were told can read it here.")
            return redirect("document-locked", file_id=file_id)
    context = {"found": found, "form": form if can_decide(viewer, found.file) else None, "now": now()}
    return render(request, "documents/locked.html", context, status=422 if form.errors else 200)


def _decided(viewer: Viewer, file: StoredFile, form: DecisionForm) -> bool:
    """Whether it was taken; if not, the form says why."""
    given = form.cleaned_data
    try:
        locked_file.decide(
            by=viewer,
            file=file,
            outcome=LockDecision.Outcome(given["outcome"]),
            reason=given["reason"],
            police_reference=given["police_reference"],
        )
    except HoldfastError as fault:
        form.add_warning(None, fault.sentence)
        return False
    return True


def original(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """An original kept as evidence, given with a reason to those who may have it (H20)."""
    viewer = viewer_of(request)
    file = queries.file(viewer, file_id)
    kept = queries.original(viewer, file)
    if kept is None or file.removed:
        raise NotHere()
    check_can_release(viewer, file)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return leaves(locked_file.give_original(by=viewer, file=file, original=kept, reason=form.cleaned_data["reason"]))
    context = {"file": file, "original": kept, "releases": queries.releases(viewer, kept), "form": form, "now": now()}
    return render(request, "documents/original.html", context, status=422 if form.errors else 200)

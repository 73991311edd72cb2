"""Opening a file, and locking one unseen."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.documents import queries
from holdfast.journeys.locked_file import lock as lock_file
from holdfast.kernel.viewer import Viewer


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def open_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The file, to keep or to look at in a program of its own: it never runs as part of a page of ours."""
    file, content = queries.opened(_viewer(request), file_id)
    response = HttpResponse(content, content_type=file.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def lock(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """One click locks a file unseen (H19)."""
    file = queries.file(_viewer(request), file_id)
    if request.method == "POST":
        lock_file(by=_viewer(request), file=file)
        messages.success(
            request, "Locked. The information lead and the police contact have been told. Call the police on 101 now."
        )
        return redirect("home")
    return render(request, "documents/lock.html", {"file": file})

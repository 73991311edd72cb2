"""Where one is signed in, staying signed in, and words that waited."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from holdfast.access import actions, queries, sessions
from holdfast.kernel.routes import viewer_of


def my_sessions(request: HttpRequest) -> HttpResponse:
    """Every browser in which somebody is signed in, this one marked."""
    context = {"sessions": sessions.open_sessions(request.user), "here": sessions.name_of(request.session)}  # type: ignore[arg-type]
    return render(request, "accounts/sessions.html", context)


def end_session(request: HttpRequest, name: UUID) -> HttpResponse:
    actions.end_session(by=viewer_of(request), name=name)
    messages.success(request, "That browser is signed out.")
    return redirect("my-sessions")


def end_everywhere(request: HttpRequest) -> HttpResponse:
    """Signed out everywhere, here too."""
    actions.end_all_sessions(by=viewer_of(request), user=request.user)  # type: ignore[arg-type]
    logout(request)
    return redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL)


def stay(request: HttpRequest) -> HttpResponse:
    """How many seconds are left. Asking is itself something done, unless it says that it is not."""
    left = sessions.left_of(request.session)
    return JsonResponse({"idle": left.idle, "absolute": left.absolute} if left else {"idle": 0, "absolute": 0})


def kept(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """What somebody sent after they had been signed out, ready to be sent again as it was."""
    viewer = viewer_of(request)
    words = actions.show_words(by=viewer, kept=queries.kept_words(viewer, kept_id))
    long = [value for _, value in words.words if " " in value.strip()]
    return render(request, "accounts/kept.html", {"kept": words, "long": long})


def forget(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    actions.forget_words(by=viewer, kept=queries.kept_words(viewer, kept_id))
    messages.success(request, "What was kept is thrown away.")
    return redirect("home")

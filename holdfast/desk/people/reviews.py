"""The review of access: who has which role, since when, and whether they still need it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access import actions, queries, reviews
from holdfast.desk.shell import figures_of
from holdfast.kernel.errors import Refused
from holdfast.kernel.routes import viewer_of

from .forms import ReasonForm
from .pages import form_page


def access_review(request: HttpRequest) -> HttpResponse:
    """Every post that holds today: those that are due to be looked at, or all."""
    viewer, figures = viewer_of(request), figures_of(request)
    after, everything = request.GET.get("after", ""), request.GET.get("show") == "all"
    listed = reviews.posts_to_review(viewer, figures, all_of_them=everything, after=_id(after))
    shown = listed[: reviews.PAGE]
    context = {
        "posts": shown,
        "everything": everything,
        "due": reviews.how_many_due(viewer, figures),
        "months": figures["sessions.review"],
        "more": f"?{'show=all&' if everything else ''}after={shown[-1].pk}" if len(listed) > reviews.PAGE else "",
        "me": viewer.person_id,
    }
    return render(request, "people/access_review.html", context)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def confirm_access(request: HttpRequest, post_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    post = queries.post(viewer, post_id)
    actions.confirm_access(by=viewer, post=post)
    messages.success(request, "Confirmed.")
    return redirect("access-review")


def take_away_access(request: HttpRequest, post_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    post = queries.post(viewer, post_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_away_access(by=viewer, post=post, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
        else:
            messages.success(request, "The access is taken away.")
            return redirect("access-review")
    about = f"{post.user.name}: {post.get_role_display()}, {post.agency.name}"
    title = "Take access away"
    return form_page(request, form, title=title, button="Take it away", back=reverse("access-review"), about=about)

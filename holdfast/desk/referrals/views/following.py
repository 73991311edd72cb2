"""What became of a referral, for its referrer: receipt, progress, answer, adding, withdrawing, sharing, the printed copy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.models import User
from holdfast.audit.record import listed
from holdfast.audit.record import read as recorded_read
from holdfast.desk.shell import figures_of
from holdfast.disclosure.passing import as_it_is
from holdfast.journeys import referral as journey
from holdfast.kernel.errors import HoldfastError, NotHere
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import contacts
from holdfast.referrals import actions, policies, queries, reading
from holdfast.referrals.models import Referral
from holdfast.referrals.printing import printed
from holdfast.referrals.types import ReferralState
from holdfast.rules.spoken import long_time

from ..forms import AddForm, ReadersForm, ShareForm, WithdrawForm
from ..way import site_of
from .sending import hours, receipt_context

STAGES = (ReferralState.RECEIVED, ReferralState.SCREENING, ReferralState.DECIDED)


def mine(request: HttpRequest) -> HttpResponse:
    """What I sent, what was shared with me, and what I have begun."""
    viewer = viewer_of(request)
    page = queries.my_referrals(viewer, queries.Place.from_key(request.GET.get("after", "")))
    first = not request.GET.get("after")
    context = {
        "page": page,
        "drafts": queries.drafts(viewer) if first else [],
        "shared": queries.shared_with_me(viewer) if first else [],
        "assessments": queries.my_assessments(viewer).rows if first else [],
        "now": now(),
    }
    kinds: tuple[Any, ...] = (page.rows, context["drafts"], context["shared"], context["assessments"])
    listed(viewer, "referral.mine", [row.pk for rows in kinds for row in rows])
    return render(request, "referrals/mine.html", context)


def receipt(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    context = receipt_context(request, viewer, referral)
    return render(request, "referrals/receipt.html", {"layout": "ui/page.html", "public": False, **context})


def status(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """How far it has come, what the answer was, and what can be done about it. Never whether the child is known (H11)."""
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    recorded_read(viewer, "referral.open", referral)
    return render(
        request, "referrals/status.html", {"layout": "ui/page.html", "public": False, **progress(request, viewer, referral)}
    )


def progress(request: HttpRequest, viewer: Viewer, referral: Referral) -> dict[str, Any]:
    """What a status page shows of a referral."""
    assessments = queries.assessments_of(viewer, referral)
    return {
        **receipt_context(request, viewer, referral),
        "assessments": assessments,
        "stages": stages_of(referral),
        "additions": queries.additions(viewer, referral),
        "feedback": queries.feedback(viewer, referral),
        "files": queries.files(viewer, referral),
        "shares": queries.shares(viewer, referral) if viewer.is_person else [],
        "onward": queries.onward(viewer, referral),
        "reviews": queries.reviews_of(viewer, assessments),
        "is_sender": policies.is_sender(viewer, referral) or bool(viewer.system),
        "can_share": policies.can_share(viewer, referral),
        "written_owed": referral.telephone and referral.written_at is None,
        "disagree_url": disagree_url(referral),
    }


def disagree_url(referral: Referral) -> str:
    """Where the referrer says that they do not agree, once there is a decision."""
    from django.urls import NoReverseMatch

    if referral.state not in (ReferralState.DECIDED, ReferralState.RETURNED) or referral.sender_id is None:
        return ""
    try:
        return reverse("disagree", kwargs={"referral_id": referral.pk})
    except NoReverseMatch:
        return ""


def stages_of(referral: Referral) -> list[tuple[str, bool, bool]]:
    """Each stage: its words, whether it is behind us, whether it is now."""
    if referral.state in (ReferralState.RETURNED, ReferralState.WITHDRAWN):
        return [(ReferralState.RECEIVED.label, True, False), (ReferralState(referral.state).label, False, True)]
    at = STAGES.index(ReferralState(referral.state))
    return [(stage.label, number < at, number == at) for number, stage in enumerate(STAGES)]


def read(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The referral as it was sent. The referrer reads all of it; it is theirs."""
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    recorded_read(viewer, "referral.read", referral)
    named = policies.is_sender(viewer, referral) or policies.can_call_back(viewer, referral)
    context = {"layout": "ui/page.html", "referral": referral, "parts": reading.read(referral.document, named=named)}
    context["can_let_in"] = referral.about_worker and policies.can_let_in(viewer, referral, None)
    return render(request, "referrals/read.html", {**context, "back": reverse("referral-status", args=[referral.pk])})


def pdf(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    recorded_read(viewer, "referral.print", referral)
    return pdf_of(
        request, viewer, referral, named=policies.is_sender(viewer, referral) or policies.can_call_back(viewer, referral)
    )


def pdf_of(request: HttpRequest, by: Viewer, referral: Referral, *, named: bool) -> HttpResponse:
    """The accessible printed copy."""
    figures, opened = figures_of(request), hours(request)
    head = [
        ("Reference", referral.reference),
        ("Received", long_time(referral.received_at)),
        ("Sent by", ", ".join(filter(None, (referral.referrer_name, referral.referrer_role, referral.referrer_agency)))),
    ]
    content = printed(
        title="Referral to MASH",
        reference=referral.reference,
        head=head,
        parts=reading.read(referral.document, named=named),
        contacts=contacts(figures),
        notice=""
        if opened["mash_open"]
        else f"MASH is closed. For tonight, call the emergency duty team: {opened['edt_number']}.",
    )
    own = by.is_public or policies.is_sender(by, referral)
    what, said_by = "own-referral" if own else "referral-print", "In their own browser" if by.is_public else ""
    name = f"holdfast-{referral.reference}.pdf"
    return leaves(as_it_is(by=by, what=what, content=content, name=name, reference=referral.reference, said_by=said_by))


def add(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    return adding(request, viewer, referral, layout="ui/page.html", back=reverse("referral-status", args=[referral.pk]))


def adding(request: HttpRequest, viewer: Viewer, referral: Referral, *, layout: str, back: str) -> HttpResponse:
    """Say more, with a file or without. What was sent stays as it was sent."""
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            journey.add(by=viewer, referral=referral, words=said["words"], upload=said["file"])
        except HoldfastError as fault:
            form.add_warning("file", fault.sentence)
        else:
            messages.success(request, "Added. MASH is told that there is something new.")
            return redirect(back)
    context = {"layout": layout, "referral": referral, "form": form, "back": back, **hours(request)}
    return render(request, "referrals/add.html", context, status=422 if form.errors else 200)


def withdraw(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    return withdrawing(request, viewer, referral, layout="ui/page.html", back=reverse("referral-status", args=[referral.pk]))


def withdrawing(request: HttpRequest, viewer: Viewer, referral: Referral, *, layout: str, back: str) -> HttpResponse:
    """Withdraw, with the reason. MASH may go on for the child all the same."""
    if not (policies.is_sender(viewer, referral) or viewer.system):
        raise NotHere()
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        journey.withdraw(by=viewer, referral=referral, reason=form.cleaned_data["reason"])
        messages.success(request, "Withdrawn. MASH reads your reason, and may look at the child all the same.")
        return redirect(back)
    context = {"layout": layout, "referral": referral, "form": form, "back": back}
    return render(request, "referrals/withdraw.html", context, status=422 if form.errors else 200)


def share(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Let a supervisor of one's own agency read it; or end that."""
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    if not policies.can_share(viewer, referral):
        raise NotHere()
    if request.method == "POST" and request.POST.get("end"):
        return _end_share(request, viewer, referral)
    people = actions.supervisors(viewer)
    form = ShareForm(people, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _share(request, viewer, referral, next(user for user in people if str(user.pk) == form.cleaned_data["user"]))
    context = {"referral": referral, "form": form, "people": people, "shares": queries.shares(viewer, referral)}
    return render(request, "referrals/share.html", context, status=422 if form.errors else 200)


def _share(request: HttpRequest, viewer: Viewer, referral: Referral, user: User) -> HttpResponse:
    journey.share(by=viewer, referral=referral, user=user, site=site_of(request))
    messages.success(request, f"{user.name} can now read this referral, and is told by e-mail in 60 seconds.")
    return redirect("referral-status", referral.pk)


def _end_share(request: HttpRequest, viewer: Viewer, referral: Referral) -> HttpResponse:
    for one in queries.shares(viewer, referral):
        if str(one.pk) == request.POST["end"]:
            actions.end_share(by=viewer, share=one)
    return redirect("referral-share", referral.pk)


def readers(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """For a worry about a worker: say where they work, and let somebody of that agency in by name (H10)."""
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    if not (referral.about_worker and policies.can_let_in(viewer, referral, None)):
        raise NotHere()
    screeners = queries.screeners(viewer, referral)
    known = {"agency": str(referral.worker_agency_id or "")}
    form = ReadersForm(queries.agencies(viewer), screeners, request.POST if request.method == "POST" else None, known)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["user"]:
            actions.let_in(by=viewer, referral=referral, user=next(one for one in screeners if str(one.pk) == said["user"]))
        if said["agency"] and said["agency"] != known["agency"]:
            actions.place_worker(by=viewer, referral=referral, agency_id=UUID(said["agency"]))
        messages.success(request, "Recorded.")
        return redirect("home")
    let_in = [one for one in screeners if one.pk in referral.chosen]
    return render(request, "referrals/readers.html", {"referral": referral, "form": form, "let_in": let_in})


def written(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Begin the written form of a telephone referral, with what was said on the telephone in it."""
    viewer = viewer_of(request)
    referral = queries.referral(viewer, referral_id)
    if not referral.telephone or referral.written_at is not None:
        raise NotHere()
    draft = journey.begin_written(by=viewer, referral=referral)
    return redirect("draft-tasks", draft.pk)

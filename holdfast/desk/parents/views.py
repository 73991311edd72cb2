"""Parents are given the pack; what one wrote ahead is taken into the plan; the partnership words the papers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.desk.screening.pages import do_at_once
from holdfast.disclosure.passing import as_it_is
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import parent_queries as queries
from holdfast.missing.actions import giving
from holdfast.missing.parent_models import Means, ProposalState
from holdfast.missing.parent_policies import check_can_give
from holdfast.missing.parent_printing import as_pdf, as_pictures
from holdfast.missing.queries import texts_go
from holdfast.partnership.queries import contacts, figures
from holdfast.records.queries import child as record
from holdfast.rules.parent_pack import PAPERS
from holdfast.ui.forms import GovukForm

from .forms import GiveForm, TakeForm, WordsForm

DONE = {
    Means.EMAIL: "It leaves in 60 seconds. Until then you can stop it under Messages you sent.",
    Means.TEXT: "It leaves in 60 seconds. Until then you can stop it under Messages you sent.",
    Means.PICTURE: "Written on the record. Now send the pictures below from your work telephone.",
    Means.PAPER: "Written on the record. Now print the papers below.",
}


def pack(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Whom a pack was given to, what came back, and giving one."""
    viewer = viewer_of(request)
    check_can_give(viewer, child_id)
    relatives, papers = queries.relatives(viewer, child_id), queries.papers(viewer)
    begun = {"papers": list(PAPERS), "means": Means.TEXT if texts_go() else Means.EMAIL}
    form = GiveForm(request.POST if request.method == "POST" else None, relatives=relatives, papers=papers, initial=begun)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            giving.give_pack(
                by=viewer, child_id=child_id, person_id=UUID(given["person"]), papers=given["papers"], means=given["means"]
            )
        except Faulty as faulty:
            form.add_faults(faulty)
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
        else:
            messages.success(request, DONE[Means(given["means"])])
            return redirect("parent-pack", child_id=child_id)
    context = {
        "form": form,
        "child": record(viewer, child_id),
        "papers": papers,
        "unsafe": [one for one in relatives if not one.safe],
        "anybody": any(one.safe for one in relatives),
        "given": queries.given_of(viewer, child_id),
        "waiting": queries.waiting(viewer, child_id),
        "texts_go": texts_go(),
        "now": now(),
    }
    return render(request, "parents/pack.html", context, status=422 if form.errors else 200)


def take_back(request: HttpRequest, child_id: UUID, given_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    return do_at_once(
        request,
        lambda: giving.take_link_back(by=viewer, child_id=child_id, given_id=given_id),
        back=reverse("parent-pack", kwargs={"child_id": child_id}),
        done="The link opens nothing any more. What was read before cannot be taken back.",
    )


def proposed(request: HttpRequest, child_id: UUID, proposal_id: UUID) -> HttpResponse:
    """What a parent wrote, beside the plan: each line is taken, added or left."""
    viewer = viewer_of(request)
    check_can_give(viewer, child_id)
    one = queries.proposal(viewer, child_id, proposal_id)
    lines, version = queries.proposed_lines(viewer, one)
    form = TakeForm(request.POST if request.method == "POST" else None, lines=lines, initial={"version": version})
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            giving.take_proposal(
                by=viewer,
                child_id=child_id,
                proposal_id=proposal_id,
                seen=form.cleaned_data["version"],
                choices=form.choices(),
            )
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit:
            stale = True
            _know(request, form, version=str(version))
        else:
            messages.success(request, "Kept. The plan has a new version with what you took.")
            return redirect("trigger-plan", child_id=child_id)
    context = {
        "form": form,
        "one": one,
        "lines": [(line, form[line.key]) for line in lines],
        "child": record(viewer, child_id),
        "open": one.state == ProposalState.SENT,
        "stale": stale,
    }
    return render(request, "parents/proposed.html", context, status=409 if stale else 422 if form.errors else 200)


def _know(request: HttpRequest, form: GovukForm, **seen: str) -> None:
    """The form as it was typed, which knows what somebody else saved meanwhile."""
    typed = request.POST.copy()
    for name, value in seen.items():
        typed[name] = value
    form.data = typed


def pdf(request: HttpRequest, paper: str) -> HttpResponse:
    """One paper, to print."""
    viewer = viewer_of(request)
    held = figures(viewer.here)
    data = as_pdf(queries.paper(viewer, paper), contacts(held), held["names.partnership"])
    return leaves(as_it_is(by=viewer, what="parents-paper", content=data, name=f"{paper}.pdf"), shown=True)


def picture(request: HttpRequest, paper: str, number: int) -> HttpResponse:
    """One page of a paper as a picture, to send from a work telephone."""
    viewer = viewer_of(request)
    held = figures(viewer.here)
    pages = as_pictures(queries.paper(viewer, paper), contacts(held), held["names.partnership"])
    if not 1 <= number <= len(pages):
        raise NotHere
    page, name = pages[number - 1], f"{paper}-{number}.png"
    return leaves(as_it_is(by=viewer, what="parents-paper", content=page, name=name, media="image/png"), shown=True)


def words(request: HttpRequest, paper: str) -> HttpResponse:
    """The words of one paper: kept as a draft, or published; every version with who wrote it."""
    viewer = viewer_of(request)
    if paper not in PAPERS:
        raise NotHere
    newest = queries.versions(viewer, paper).first()
    now_given = queries.paper(viewer, paper)
    initial = _begun(newest, now_given)
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            _word(viewer, paper, form, publish="publish" in request.POST)
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit as stale:
            theirs = str(stale.theirs["body"])
            _know(request, form, seen=initial["seen"])
        else:
            said = "Published: parents are given these words from now on." if "publish" in request.POST else "Kept as a draft."
            messages.success(request, said)
            return redirect("parent-paper-words", paper=paper)
    context = {
        "form": form,
        "paper": now_given,
        "draft": queries.draft(viewer, paper),
        "versions": list(queries.versions(viewer, paper)[:25]),
        "theirs": theirs,
    }
    return render(request, "parents/words.html", context, status=409 if theirs else 422 if form.errors else 200)


def _begun(newest: object, now_given: queries.Paper) -> dict[str, str]:
    source = newest or now_given
    return {"title": source.title, "body": source.body, "seen": str(newest.pk) if newest else ""}  # type: ignore[attr-defined]


def _word(viewer: Viewer, paper: str, form: WordsForm, *, publish: bool) -> None:
    given = form.cleaned_data
    giving.word_paper(by=viewer, key=paper, title=given["title"], body=given["body"], seen=given["seen"], publish=publish)

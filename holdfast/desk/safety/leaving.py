"""A copy is gone through or given, and a practitioner prints: what the gate finds is decided on before paper leaves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdfast.disclosure.passing import as_cleared
from holdfast.journeys.plan_page import give_by_link
from holdfast.kernel.cleared import ClearedDocument
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.plans import actions, editions, queries
from holdfast.plans.actions import leaving, paging
from holdfast.plans.types import CopyMeans

from . import pages
from .forms import GiveForm
from .views import shown

KEEP = "keep-"


def copy(request: HttpRequest, child_id: UUID, person_id: UUID | None = None) -> HttpResponse:
    """What the child's or a relative's copy says, what is in the way of giving it, and how it was gone through."""
    viewer = viewer_of(request)
    made = editions.copy_for(viewer, child_id, person_id)
    form = GiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "close" in request.POST:
        return _closed(request, child_id)
    if request.method == "POST" and form.is_valid():
        try:
            answer = _given(request, child_id, person_id, form)
        except Faulty as faulty:
            form.add_faults(faulty)
        except Refused as refused:
            form.add_warning(None, refused.sentence)
        else:
            return answer
    found = _to_decide(request, leaving.found_in_copy(viewer, child_id, person_id)) if made.may_be_given else []
    context = {
        "copy": made,
        "name": pages.name_of(made.person),
        "form": form,
        "found": found,
        "pages": queries.pages_open(viewer, child_id, person_id),
    }
    return shown(request, "copy", child_id, status=422 if form.errors else 200, **context)


def _given(request: HttpRequest, child_id: UUID, person_id: UUID | None, form: GiveForm) -> HttpResponse:
    viewer, sent = viewer_of(request), form.cleaned_data
    if sent["means"] == CopyMeans.PAPER:
        asked = {name: sent[name] for name in ("kept_where", "found_by", "words")}
        _row, cleared = actions.give_on_paper(by=viewer, child_id=child_id, person_id=person_id, kept=_kept(request), **asked)
        return _paper(cleared)
    if sent["means"] == CopyMeans.LINK:
        return _by_link(request, child_id, person_id, sent)
    sent = {name: sent[name] for name in ("means", "kept_where", "found_by", "words")}
    actions.note_without_copy(by=viewer, child_id=child_id, person_id=person_id, **sent)
    messages.success(request, "Written down. Nothing was left with anybody.")
    return redirect("safety-plan", child_id=child_id)


def _by_link(request: HttpRequest, child_id: UUID, person_id: UUID | None, sent: dict[str, str]) -> HttpResponse:
    """The link goes in a minute; the code that is to be said is shown once."""
    asked = {name: str(words or "") for name, words in sent.items() if name != "means"}
    site, kept = request.build_absolute_uri("/"), _kept(request)
    code = give_by_link(by=viewer_of(request), child_id=child_id, person_id=person_id, site=site, kept=kept, **asked)
    return shown(request, "page_given", child_id, code=code)


def _closed(request: HttpRequest, child_id: UUID) -> HttpResponse:
    try:
        page_id = UUID(request.POST["close"])
    except ValueError:
        raise NotHere from None
    paging.take_back(by=viewer_of(request), child_id=child_id, page_id=page_id)
    messages.success(request, "The page is closed. What was read or photographed cannot be taken back.")
    return redirect("safety-plan", child_id=child_id)


def paper(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The version that holds, printed for whoever asks, once everything found in it has been decided on."""
    viewer = viewer_of(request)
    refusal = ""
    if request.method == "POST":
        try:
            return _paper(actions.print_plan(by=viewer, child_id=child_id, kept=_kept(request)))
        except Refused as refused:
            refusal = refused.sentence
    found = _to_decide(request, leaving.found_in_print(viewer, child_id))
    return shown(request, "paper", child_id, found=found, refusal=refusal, status=422 if refusal else 200)


def _kept(request: HttpRequest) -> dict[str, str]:
    """Why each finding stays, by its key."""
    return {name.removeprefix(KEEP): str(words)[:500] for name, words in request.POST.items() if name.startswith(KEEP)}


def _to_decide(request: HttpRequest, found: list[leaving.ToDecide]) -> list[tuple[leaving.ToDecide, str]]:
    """What was found, each with the reason that was typed."""
    kept = _kept(request)
    return [(one, kept.get(one.key, "")) for one in found]


def _paper(cleared: ClearedDocument) -> HttpResponse:
    return leaves(as_cleared(cleared), shown=True)

"""The pack as a parent reads it, behind a link: the papers, as PDF or picture, and the one they may fill in ahead."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdfast.access.models import User
from holdfast.audit.record import read, record
from holdfast.disclosure.models import FamilyLink
from holdfast.disclosure.passing import PDF, as_it_is
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.viewer import Viewer
from holdfast.missing import parent_queries as queries
from holdfast.missing.actions import giving
from holdfast.missing.parent_models import PackGiven, PlanProposal, ProposalState
from holdfast.missing.parent_printing import as_pdf, as_pictures
from holdfast.partnership.queries import contacts, figures
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject
from holdfast.rules.config import value
from holdfast.rules.parent_pack import ASKED
from holdfast.ui.forms import GovukForm, LongTextField

from .door import PAGES, behind_a_link, show

PAGES[giving.PURPOSE] = "family-pack"
asks_for = behind_a_link(giving.PURPOSE)


LINK = "By their own link"


class AheadForm(GovukForm):
    """What a parent may write ahead. Nothing must be answered."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in ASKED:
            rows = 4 if one.limit > 400 else 2
            self.fields[one.key] = LongTextField(label=one.label, hint=one.hint, limit=one.limit, rows=rows, required=False)


@asks_for
def papers(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    """All the papers on one page, each to keep as PDF or picture."""
    given = _given(reader, link)
    read(reader, "missing.pack-read", given, child_id=given.child_id, person=str(given.person_id))
    found = queries.as_given(reader, given)
    return show(request, "pack", reader, papers=found, proposal=_proposal(reader, given), asked=ASKED)


@asks_for
def pdf(request: HttpRequest, reader: Viewer, link: FamilyLink, paper: str) -> HttpResponse:
    """One paper, to print or keep. Its name says nothing."""
    found = _paper(reader, link, paper)
    held = figures(reader.here)
    return _passed(reader, link, as_pdf(found, contacts(held), held["names.partnership"]), "paper.pdf", PDF)


@asks_for
def picture(request: HttpRequest, reader: Viewer, link: FamilyLink, paper: str, number: int) -> HttpResponse:
    """One page of a paper as a picture, for a telephone."""
    held = figures(reader.here)
    pages = as_pictures(_paper(reader, link, paper), contacts(held), held["names.partnership"])
    if not 1 <= number <= len(pages):
        raise NotHere
    return _passed(reader, link, pages[number - 1], f"page-{number}.png", "image/png")


@asks_for
def ahead(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    """The paper to fill in: kept as often as they like, and sent once."""
    given = _given(reader, link)
    proposal = _proposal(reader, given)
    if not any(paper.asks for paper in queries.as_given(reader, given)):
        raise NotHere
    if proposal is not None and proposal.state != ProposalState.WRITING:
        return show(request, "pack_sent", reader, **_reads_it(reader, given))
    form = AheadForm(request.POST if request.method == "POST" else None, initial=proposal.answers if proposal else {})
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, reader, given, form)
        except Faulty as faulty:
            form.add_faults(faulty)
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
    context = {"form": form, "kept": proposal is not None and not form.is_bound, **_reads_it(reader, given)}
    return show(request, "pack_ahead", reader, status=422 if form.errors else 200, **context)


def _given(reader: Viewer, link: FamilyLink) -> PackGiven:
    """What they were given, where they may still be told today (H8): asked anew each time the page is opened."""
    given = queries.given_one(reader, link.subject_id)
    if not may_tell(reader, child_id=given.child_id, person_id=given.person_id, subject=TellSubject.MISSING):
        record(reader, "missing.pack-shut", given, child_id=given.child_id, person=str(given.person_id))
        raise NotHere
    return given


def _taken(request: HttpRequest, reader: Viewer, given: PackGiven, form: AheadForm) -> HttpResponse:
    if "later" in request.POST:
        giving.keep_proposal(by=reader, given=given, typed=form.cleaned_data)
    else:
        giving.send_proposal(by=reader, given=given, typed=form.cleaned_data)
    return redirect("family-pack-ahead")


def _proposal(reader: Viewer, given: PackGiven) -> PlanProposal | None:
    return PlanProposal.objects.filter(partnership_id=reader.here, given=given).first()


def _paper(reader: Viewer, link: FamilyLink, key: str) -> queries.Paper:
    given = _given(reader, link)
    found = next((paper for paper in queries.as_given(reader, given) if paper.key == key), None)
    if found is None:
        raise NotHere
    return found


def _reads_it(reader: Viewer, given: PackGiven) -> dict[str, Any]:
    """Who reads what they send, and by when (H2)."""
    who = giving.reads_it(reader, given)
    name = User.objects.filter(pk=who.user_id).values_list("name", flat=True).first() if who.user_id else None
    return {"reads": name or "The team that gave you this", "within": int(value(figures(reader.here), "missing.proposal_hours"))}


def _passed(reader: Viewer, link: FamilyLink, content: bytes, name: str, media: str) -> HttpResponse:
    """The same paper that every parent has. That it left by this link is in the register, with the child it was given for."""
    passed = as_it_is(
        by=reader,
        what="parents-paper",
        content=content,
        name=name,
        media=media,
        child_id=link.child_id,
        said_by=LINK,
    )
    return leaves(passed, shown=True)

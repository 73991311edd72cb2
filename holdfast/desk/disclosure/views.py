"""Check before sending: put words or a file before the check, decide on each thing, take the clean copy."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.audit.record import read
from holdfast.desk.children import pages as child_pages
from holdfast.disclosure import deciding
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.records import queries
from holdfast.records.policies import check_can_read

from . import pages
from .forms import CheckForm


def begin(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Choose the reader, and paste the words or choose a file."""
    viewer = viewer_of(request)
    check_can_read(viewer, child_id)
    child = queries.child(viewer, child_id)
    read(viewer, "child.open", child, child_id=child_id)
    posted = request.method == "POST"
    form = CheckForm(request.POST if posted else None, request.FILES if posted else None)
    form.offer(child_pages.adults(row for row in queries.relationships(viewer, child_id) if not row.of_concern))
    if posted and form.is_valid():
        reader, person_id = form.chosen
        file = form.cleaned_data["file"]
        try:
            made = deciding.put(
                by=viewer,
                child_id=child_id,
                reader=reader,
                person_id=person_id,
                words=form.cleaned_data["words"],
                name=(file.name or "") if file else "",
                content=file.read() if file else b"",
            )
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_warning(fault.path, fault.message)
        else:
            return redirect("checked-paper", paper_id=made.pk)
    return render(request, "disclosure/begin.html", {"form": form, "child": child}, status=422 if form.errors else 200)


def paper(request: HttpRequest, paper_id: UUID, problem: str = "", at: str = "") -> HttpResponse:
    """The words with what was found in place, why, and what is to become of it."""
    viewer = viewer_of(request)
    found = deciding.looked(viewer, paper_id)
    child = queries.child(viewer, found.row.child_id)
    if not problem:
        read(viewer, "disclosure.open", found.row, child_id=found.row.child_id)
    listed = pages.things(found)
    context = {
        "found": found,
        "child": child,
        "reader": pages.reader(found),
        "things": listed,
        "pieces": pages.pieces(found, listed),
        "left": len(found.open),
        "warnings": pages.warnings(found),
        "problem": problem,
        "at": at,
        "given": request.POST,
        "now": now(),
    }
    return render(request, "disclosure/paper.html", context, status=422 if problem else 200)


def decide(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One decision. What may not be kept is refused with the reason, and nothing that was typed is lost."""
    given = request.POST
    try:
        deciding.decide(
            by=viewer_of(request),
            paper_id=paper_id,
            key=given.get("key", ""),
            choice=given.get("choice", ""),
            words=given.get("words", ""),
            reason=given.get("reason", ""),
        )
    except Refused as refusal:
        return paper(request, paper_id, problem=refusal.sentence, at=f"thing-{given.get('key', '')}")
    return redirect(f"{reverse('checked-paper', args=[paper_id])}#thing-{given['key']}")


def let_go(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Make the clean copy and enter it in the register."""
    try:
        deciding.let_go(
            by=viewer_of(request),
            paper_id=paper_id,
            address=request.POST.get("address", ""),
            confirmed=request.POST.get("confirmed") == "yes",
        )
    except Refused as refusal:
        return paper(request, paper_id, problem=refusal.sentence, at="let-go")
    messages.success(request, "The clean copy is made, and stands in the register of what left.")
    return redirect("checked-paper", paper_id=paper_id)


def copy(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The clean copy of a file, once it was let go."""
    viewer = viewer_of(request)
    row = deciding.looked(viewer, paper_id).row
    if not row.copy:
        raise NotHere
    read(viewer, "disclosure.copy", row, child_id=row.child_id)
    return leaves(deciding.copy_again(by=viewer, row=row))

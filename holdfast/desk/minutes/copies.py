"""After the meeting: what is looked at before approval, each reader's version, and the register of copies."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.visibility import visible
from holdfast.journeys import minutes as journey
from holdfast.kernel.errors import Faulty, NotHere, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.meetings import copy_queries, copy_versions
from holdfast.meetings import minute_queries as queries
from holdfast.meetings.minute_models import MinuteCopy, MinuteLine
from holdfast.meetings.minute_types import CopyOf, CopyState
from holdfast.meetings.minute_word import as_word
from holdfast.meetings.minuting import approving, copies, making, writing
from holdfast.meetings.minuting.printing import print_copy
from holdfast.rules import minutes as rules
from holdfast.rules.minutes_compared import compared
from holdfast.ui.forms import GovukForm

from .forms import GiveForm, ReasonForm, RecallForm, RulingForm


def check(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What is looked at before the minute is given to the chair, and by the chair before it is approved."""
    viewer = viewer_of(request)
    sheet = queries.sheet(viewer, meeting_id)
    form = ReasonForm(request.POST if request.method == "POST" and {"send-back", "open-again"} & set(request.POST) else None)
    if request.method == "POST" and _decided(request, meeting_id, form):
        return redirect("minute-check", meeting_id=meeting_id)
    child = next((one for one in sheet.recipients if one.reader.kind == rules.ReaderKind.CHILD), None)
    by_key = {str(line.pk): line for line in sheet.lines}
    theirs = [by_key[one.source] for one in queries.version_for(sheet, child.reader).lines] if child else []
    context = {
        "sheet": sheet,
        "meeting": sheet.meeting,
        "findings": queries.to_look_at(sheet),
        "for_child": theirs,
        "form": form,
        "chairs": sheet.meeting.chair_id == viewer.person_id,
        "now": now(),
    }
    return render(request, "minutes/check.html", context, status=422 if form.errors else 200)


def _decided(request: HttpRequest, meeting_id: UUID, form: GovukForm) -> bool:
    """Whether the press of a button was done; a reason that is missing is asked for on the page."""
    viewer, sent = viewer_of(request), request.POST
    try:
        if "words" in sent:
            _say_for_child(request, meeting_id)
        elif "to-chair" in sent:
            approving.give_to_chair(by=viewer, meeting_id=meeting_id)
            messages.success(request, "It is with the chair.")
        elif "approve" in sent:
            approving.approve(by=viewer, meeting_id=meeting_id)
            messages.success(request, "Approved. Now each reader's copy can be made.")
        elif form.is_valid():
            act = approving.send_back if "send-back" in sent else approving.open_again
            act(by=viewer, meeting_id=meeting_id, reason=form.cleaned_data["reason"])
        else:
            return False
    except Faulty as faulty:
        form.add_faults(faulty)
        return False
    return True


def _say_for_child(request: HttpRequest, meeting_id: UUID) -> None:
    viewer = viewer_of(request)
    for line in visible(viewer, MinuteLine).filter(meeting_id=meeting_id, removed_at=None):
        words = request.POST.get(f"child-{line.pk}")
        if words is not None and words.strip() != line.for_child:
            seen = request.POST.get(f"seen-{line.pk}", "")
            writing.say_for_child(by=viewer, line=line, seen=int(seen) if seen.isdecimal() else None, words=words)
    messages.success(request, "Saved.")


def versions(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who gets which version, and two of them word by word."""
    viewer = viewer_of(request)
    sheet = queries.sheet(viewer, meeting_id)
    kinds = copy_versions.kinds_of(sheet)
    if request.method == "POST":
        what = next((one for one in kinds if one == request.POST.get("what")), CopyOf.MINUTE)
        made = making.make_copies(by=viewer, meeting_id=meeting_id, what=what)
        said = "Made. Look each through, then give it." if made else "Everybody has what they may have: there is nothing new."
        messages.success(request, said)
        return redirect("minute-versions", meeting_id=meeting_id)
    context = {
        "sheet": sheet,
        "meeting": sheet.meeting,
        "registers": [(what, copy_queries.register(viewer, sheet, what)) for what in kinds],
        "chairs": sheet.meeting.chair_id == viewer.person_id,
        "now": now(),
    }
    return render(request, "minutes/versions.html", context)


def preview(request: HttpRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """The version of one reader as they would have it, beside the full minute or another's, word by word; and what the chair
    rules on for them."""
    viewer = viewer_of(request)
    sheet = queries.sheet(viewer, meeting_id)
    one = queries.recipient(sheet, invitee_id)
    version = queries.version_for(sheet, one.reader)
    other, title = _other(sheet, request.GET.get("with", ""))
    written = queries.as_written(sheet)
    lines = [(row, rules.may_have(written, line, one.reader)) for row, line in zip(sheet.lines, written.lines, strict=True)]
    context = {
        "sheet": sheet,
        "meeting": sheet.meeting,
        "one": one,
        "version": version,
        "stretches": compared(other.words, version.words),
        "other_title": title,
        "lines": lines,
        "at_home": one.reader.at_home,
        "chairs": sheet.meeting.chair_id == viewer.person_id,
    }
    return render(request, "minutes/preview.html", context)


def _other(sheet: queries.Sheet, key: str) -> tuple[rules.Version, str]:
    """The version to compare with: another reader's by their invitation, else the full minute."""
    for one in sheet.recipients:
        if str(one.invitee.pk) == key:
            return queries.version_for(sheet, one.reader), f"{one.label}, {one.invitee.name}"
    return queries.full_version(sheet), rules.READER_LABELS[rules.ReaderKind.FULL]


def ruling(request: HttpRequest, meeting_id: UUID, invitee_id: UUID, line_id: UUID | None = None) -> HttpResponse:
    """The chair decides for one reader, with a reason: of one line, or of what was said while they were out."""
    viewer = viewer_of(request)
    sheet = queries.sheet(viewer, meeting_id)
    one = queries.recipient(sheet, invitee_id)
    line = next((row for row in sheet.lines if row.pk == line_id), None)
    if line_id is not None and line is None:
        raise NotHere
    form = RulingForm(request.POST if request.method == "POST" else None)

    def decide(form: GovukForm) -> None:
        given = form.cleaned_data
        approving.rule(
            by=viewer,
            meeting_id=meeting_id,
            invitee_id=invitee_id,
            line_id=line_id,
            gives=given["gives"] == "yes",
            reason=given["reason"],
        )

    if request.method == "POST" and _does(form, decide):
        return redirect("minute-as", meeting_id=meeting_id, invitee_id=invitee_id)
    context = {"form": form, "meeting": sheet.meeting, "one": one, "line": line}
    return render(request, "minutes/ruling.html", context, status=422 if form.errors else 200)


def _does(form: GovukForm, act: Callable[[GovukForm], None]) -> bool:
    if not form.is_valid():
        return False
    try:
        act(form)
    except Faulty as faulty:
        form.add_faults(faulty)
        return False
    return True


def copy(request: HttpRequest, meeting_id: UUID, copy_id: UUID) -> HttpResponse:
    """One copy: as it is, what the check found in it, how it is given; and, once given, how it is recalled."""
    viewer = viewer_of(request)
    queries.sheet(viewer, meeting_id)
    row = copy_queries.copy(viewer, copy_id)
    if row.meeting_id != meeting_id:
        raise NotHere
    ready = row.state == CopyState.READY
    data = request.POST if request.method == "POST" else None
    form: GovukForm = GiveForm(data, copy=row) if ready else RecallForm(data)
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, GiveForm):
                given = journey.give(
                    by=viewer, copy=row, site=request.build_absolute_uri("/"), kept=_kept(request), **form.given()
                )
                return render(request, "minutes/given.html", {"copy": row, "given": given, "meeting": row.meeting})
            journey.recall(by=viewer, copy=row, **form.cleaned_data)
        except Faulty as faulty:
            form.add_faults(faulty)
        except Refused as refused:
            form.add_warning(None, refused.sentence)
        else:
            messages.success(request, "Recalled. Our pages of it are closed, and information governance has the incident.")
            return redirect("minute-versions", meeting_id=meeting_id)
    context = {
        "copy": row,
        "meeting": row.meeting,
        "version": copy_queries.read_again(row.content),
        "form": form,
        "ready": ready,
        "found": journey.check_copy(viewer, row) if ready else [],
        "kept": _kept(request),
        "may_recall": row.state in (CopyState.RELEASED, CopyState.TALKED),
        "family": copies.is_family(row),
        "now": now(),
    }
    return render(request, "minutes/copy.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest) -> dict[str, str]:
    """Why each thing that the check found stays, by what the decision is about."""
    return {name.removeprefix("keep-"): str(why)[:500] for name, why in request.POST.items() if name.startswith("keep-")}


def paper(request: HttpRequest, meeting_id: UUID, copy_id: UUID) -> HttpResponse:
    """A copy on paper: by those who run the meeting once it is released, and by its own reader."""
    return leaves(print_copy(by=viewer_of(request), copy=_left(request, meeting_id, copy_id)), shown=True)


def in_word(request: HttpRequest, meeting_id: UUID, copy_id: UUID) -> HttpResponse:
    """The same as a Word document."""
    row = _left(request, meeting_id, copy_id)
    return leaves(print_copy(by=viewer_of(request), copy=row, made=as_word, name="minute.docx"))


def _left(request: HttpRequest, meeting_id: UUID, copy_id: UUID) -> MinuteCopy:
    """A released copy, which may leave as a file."""
    row = copy_queries.copy(viewer_of(request), copy_id)
    if row.meeting_id != meeting_id or row.state != CopyState.RELEASED:
        raise NotHere
    return row


def mine(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody's own copy, once it is released to them. That they opened it is in the register."""
    viewer = viewer_of(request)
    rows = copy_queries.own_copies(viewer, meeting_id)
    if not rows:
        raise NotHere
    for row in rows:
        copies.note_opened(by=viewer, copy=row)
    context = {"copies": [(row, copy_queries.read_again(row.content)) for row in rows], "meeting": rows[0].meeting}
    return render(request, "minutes/mine.html", context)

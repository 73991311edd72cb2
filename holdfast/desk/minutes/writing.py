"""Writing a minute: one page, a line at a time, with who is in the room and what is spoken of now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.visibility import visible
from holdfast.audit.record import listed
from holdfast.kernel.errors import Faulty, NotHere, StaleEdit
from holdfast.kernel.ids import new_id
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.meetings import child_queries, copy_queries, copy_versions
from holdfast.meetings import minute_queries as queries
from holdfast.meetings.minute_models import MinuteLine
from holdfast.meetings.minute_papers import papers_by_part
from holdfast.meetings.minute_types import MinuteState
from holdfast.meetings.minuting import attending, carrying, due, writing
from holdfast.meetings.types import State
from holdfast.rules.meetings import of
from holdfast.ui.formats import plural

from .forms import ChangeLineForm, EndForm, LineForm


def minute(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minute as it is written. Somebody who only came to the meeting is led to their own copy."""
    viewer = viewer_of(request)
    try:
        sheet = queries.sheet(viewer, meeting_id)
    except NotHere:
        if not copy_queries.own_copies(viewer, meeting_id):
            raise
        return redirect("my-minute", meeting_id=meeting_id)
    return _page(request, sheet, _form(sheet))


def mine(request: HttpRequest) -> HttpResponse:
    """The minutes one keeps, and the copies one was given."""
    viewer = viewer_of(request)
    found = copy_queries.mine(viewer)
    listed(viewer, "minute.mine", [*(one.pk for one in found.kept), *(one.pk for one in found.copies)])
    kinds = {one.pk: of(one.kind).label for one in (*found.kept, *(copy.meeting for copy in found.copies))}
    return render(request, "minutes/list.html", {"mine": found, "kinds": kinds, "now": now()})


def _form(sheet: queries.Sheet, data: object = None) -> LineForm:
    current = sheet.minute.current_id if sheet.minute and sheet.minute.current_id else None
    first = current or next((one.pk for one in sheet.items), "")
    begun = {"item": str(first), "kind": "said", "who": ""}
    by_child = of(sheet.meeting.kind).by_child
    return LineForm(
        data, items=[one for one in sheet.items if not by_child or one.key != by_child], people=sheet.people, initial=begun
    )


def _page(request: HttpRequest, sheet: queries.Sheet, form: LineForm, *, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    child_queries.note(viewer, sheet.items)
    context = {
        "sheet": sheet,
        "meeting": sheet.meeting,
        "kind": of(sheet.meeting.kind),
        "by_child": of(sheet.meeting.kind).by_child,
        "form": form,
        "key": new_id(),
        "now": now(),
        "chairs": sheet.meeting.chair_id == viewer.person_id,
        "papers": papers_by_part(viewer, sheet),
        "unfinished": due.unfinished(viewer, sheet.meeting),
        "end_form": EndForm(),
        "clocks": due.clocks_of(viewer, sheet.meeting),
        "letter": copy_versions.LETTER,
        "leaving": sheet.should_leave(sheet.current) if sheet.current and sheet.meeting.state == State.RUNNING else [],
        "writable": sheet.minute is None or sheet.minute.state != MinuteState.APPROVED,
    }
    return render(request, "minutes/minute.html", context, status=status)


def version(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Whether anything was written since: asked every few seconds by the open page."""
    standing = queries.version(viewer_of(request), meeting_id)
    return HttpResponse(status=204) if request.GET.get("version") == standing else JsonResponse({"version": standing})


def add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One more line, from the form; or from an open page that waited for its connection, which is answered in JSON."""
    viewer = viewer_of(request)
    sheet = queries.sheet(viewer, meeting_id)
    form, sent_by_page = _form(sheet, request.POST), "X-Holdfast-Line" in request.headers
    if form.is_valid():
        try:
            writing.write_line(
                by=viewer,
                meeting_id=meeting_id,
                item_id=UUID(form.cleaned_data["item"]),
                key=_key(request.POST.get("key", "")),
                written=form.written(said_at=writing.typed_at(_seconds(request.POST.get("waited", "")))),
            )
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            return JsonResponse({"written": True}) if sent_by_page else redirect(_at(meeting_id, form.cleaned_data["item"]))
    if sent_by_page:
        return JsonResponse({"faults": [words for errors in form.errors.values() for words in errors]}, status=422)
    return _page(request, sheet, form, status=422)


def _at(meeting_id: UUID, item: str) -> str:
    return f"{reverse('minute', args=[meeting_id])}?#item-{item}"


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _seconds(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0


def line(request: HttpRequest, meeting_id: UUID, line_id: UUID) -> HttpResponse:
    """One line is put right, or taken out. Over somebody else's words, both are shown."""
    viewer = viewer_of(request)
    sheet = queries.sheet(viewer, meeting_id)
    row = visible(viewer, MinuteLine).filter(meeting_id=meeting_id, pk=line_id, removed_at=None).first()
    if row is None:
        raise NotHere
    data = request.POST if request.method == "POST" else None
    form = ChangeLineForm(data, items=sheet.items, people=sheet.people, line=row)
    form.fields["due_on"].earliest = None  # type: ignore[attr-defined]
    seen, stale = _seconds(request.POST.get("version", "")) or row.version, None
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                writing.remove_line(by=viewer, line=row, seen=seen)
                messages.success(request, "Taken out of the minute. What it said is kept with who took it out.")
                return redirect("minute", meeting_id=meeting_id)
            if form.is_valid():
                writing.change_line(by=viewer, line=row, seen=seen, written=form.written())
                return redirect(_at(meeting_id, str(row.item_id)))
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit as other:
            stale, seen = other, other.version
    context = {"form": form, "meeting": sheet.meeting, "line": row, "version": seen, "stale": stale}
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "minutes/line.html", context, status=status)


def do(request: HttpRequest, meeting_id: UUID, what: str) -> HttpResponse:
    """The small buttons of the room: it begins, somebody comes or goes, this is spoken of now, it ends."""
    viewer = viewer_of(request)
    queries.sheet(viewer, meeting_id)
    chosen = [UUID(one) for one in request.POST.getlist("who") if _key(one)]
    item = _key(request.POST.get("item", ""))
    if what == "begin":
        attending.begin_meeting(by=viewer, meeting_id=meeting_id)
    elif what in ("arrive", "arrive-by-link"):
        attending.arrive(by=viewer, meeting_id=meeting_id, invitee_ids=chosen, remote=what == "arrive-by-link")
    elif what == "leave":
        attending.leave(by=viewer, meeting_id=meeting_id, invitee_ids=chosen)
    elif what == "apologies" and chosen:
        attending.apologise(by=viewer, meeting_id=meeting_id, invitee_id=chosen[0])
    elif what in ("police-know", "everybody-knows") and chosen:
        attending.keep_attendance_to(by=viewer, meeting_id=meeting_id, invitee_id=chosen[0], police=what == "police-know")
    elif what == "item" and item is not None:
        writing.go_to(by=viewer, meeting_id=meeting_id, item_id=item)
        return redirect(_at(meeting_id, str(item)))
    elif what == "papers":
        return _put_in(request, meeting_id)
    elif what == "letter":
        due.letter_has_gone(by=viewer, meeting_id=meeting_id)
    elif what == "end":
        return _end(request, meeting_id)
    return redirect("minute", meeting_id=meeting_id)


def _put_in(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One paper, or all that may go in, as lines of the minute."""
    key = _key(request.POST.get("paper", ""))
    made = carrying.put_papers_in(by=viewer_of(request), meeting_id=meeting_id, keys=None if key is None else [key])
    messages.success(request, f"Put into the minute: {plural(len(made), 'line')}. Each is for those whom the paper is for.")
    return redirect(_at(meeting_id, str(made[0].item_id)) if len(made) == 1 else reverse("minute", args=[meeting_id]))


def _end(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    try:
        attending.end_meeting(by=viewer_of(request), meeting_id=meeting_id, quorum_words=request.POST.get("quorum_words", ""))
    except Faulty as faulty:
        messages.error(request, faulty.sentence)
        return redirect(f"{reverse('minute', args=[meeting_id])}?#end")
    messages.success(request, "The meeting is over. Its clocks run, and each action is with whoever took it on.")
    return redirect("minute", meeting_id=meeting_id)


def action(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Something taken on at a meeting: what it is, and what came of it."""
    from .forms import DoneForm

    viewer = viewer_of(request)
    row = (
        visible(viewer, MinuteLine).filter(pk=line_id, kind="action", removed_at=None).select_related("owner", "meeting").first()
    )
    if row is None:
        raise NotHere
    form = DoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        due.finish_action(by=viewer, line_id=line_id, words=form.cleaned_data["words"])
        messages.success(request, "Written down. It is off your list.")
        return redirect("meeting-action", line_id=line_id)
    context = {"line": row, "form": form, "now": now(), "late": due.is_late(row), "due": due.action_due(viewer, row)}
    return render(request, "minutes/action.html", context, status=422 if form.errors else 200)

"""What can be done to a meeting, and to somebody who is called to it: two tables of forms, each with what saves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.desk.screening.pages import do_at_once, form_page
from holdfast.kernel.errors import Faulty, HoldfastError, NotHere, Refused
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions, child_queries, policies, queries
from holdfast.meetings.models import Invitee, Meeting
from holdfast.meetings.suggesting import suggested
from holdfast.meetings.types import Kind
from holdfast.rules import meetings as rules

from . import forms
from .convening import summary, takers


@dataclass(frozen=True)
class Doing:
    """form: made with what was sent, the viewer and the subject. save: with the viewer, the subject and the form."""

    title: str
    button: str
    form: Callable[[Any, Viewer, Any], Any]
    save: Callable[[Viewer, Any, Any], object]
    done: str = "Kept."


def _back(meeting_id: UUID) -> str:
    return reverse("meeting", kwargs={"meeting_id": meeting_id})


# -- the meeting ------------------------------------------------------------------------------------------------------


def _change_form(sent: Any, viewer: Viewer, one: Meeting) -> forms.ChangeForm:
    kind = rules.of(one.kind)
    return forms.ChangeForm(
        sent,
        initial=forms.begun(one),
        kind=kind,
        times=(),
        chairs=actions.chairs_to_choose(viewer, kind),
        takers=takers(viewer),
    )


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _change(by: Viewer, one: Meeting, sent: Any) -> object:
    said = sent.said(follows_id=one.follows_id)
    return actions.change(by=by, meeting_id=one.pk, seen=_number(sent.cleaned_data["version"]), said=said)


def _call_form(sent: Any, viewer: Viewer, one: Meeting) -> forms.CallForm:
    called = {(row.user_id, row.person_id, row.kind == Kind.CHILD) for row in queries.invitees(viewer, one.pk) if row.comes}
    offered = suggested(viewer, one.child_id, rules.of(one.kind)) if one.child_id else []
    free = [row for row in offered if (row.user_id, row.person_id, row.kind == Kind.CHILD) not in called]
    return forms.CallForm(sent, offered=free)


def _somebody(by: Viewer, one: Meeting, sent: Any) -> object:
    given = sent.cleaned_data
    return actions.call_somebody(
        by=by, meeting_id=one.pk, kind=given["kind"], name=given["name"], role=given["role"], how=sent.how()
    )


OF_MEETING: dict[str, Doing] = {
    "change": Doing(
        "Change the meeting", "Save", _change_form, _change, "Saved. Send it again to those who were invited before."
    ),
    "cancel": Doing(
        "It is not held",
        "Cancel the meeting",
        lambda sent, _viewer, _one: forms.WhyForm(sent),
        lambda by, one, sent: actions.cancel(by=by, meeting_id=one.pk, why=sent.cleaned_data["why"]),
        "Cancelled. Tell those who were invited: send it to them now.",
    ),
    "agenda": Doing(
        "Add to the agenda",
        "Add it",
        lambda sent, _viewer, one: forms.AgendaForm(sent, initial={"readers": "professionals"}, kind=rules.of(one.kind)),
        lambda by, one, sent: actions.add_item(by=by, meeting_id=one.pk, **sent.cleaned_data),
        "Added.",
    ),
    "call": Doing(
        "Call more people",
        "Call them",
        _call_form,
        lambda by, one, sent: actions.call(by=by, meeting_id=one.pk, people=sent.chosen()),
        "Called. Nobody has been told yet.",
    ),
    "somebody": Doing(
        "Call somebody without an account",
        "Call them",
        lambda sent, _viewer, _one: forms.SomebodyForm(sent),
        _somebody,
        "Called. Nobody has been told yet.",
    ),
}


def do(request: HttpRequest, meeting_id: UUID, what: str) -> HttpResponse:
    """One of the forms of a meeting, or one of its buttons."""
    viewer = viewer_of(request)
    if not policies.can_run(viewer, meeting_id):
        raise NotHere
    if what in AT_ONCE:
        return _at_once(request, viewer, meeting_id, what)
    if what not in OF_MEETING:
        raise NotHere
    one, doing = queries.meeting(viewer, meeting_id), OF_MEETING[what]
    return form_page(
        request,
        doing.form(request.POST if request.method == "POST" else None, viewer, one),
        lambda sent: doing.save(viewer, one, sent),
        title=doing.title,
        button=doing.button,
        back=_back(meeting_id),
        done=doing.done,
        about=queries.label(one),
    )


def _together(by: Viewer, meeting_id: UUID, request: HttpRequest) -> str:
    try:
        other = UUID(request.POST.get("with", ""))
    except ValueError:
        raise NotHere from None
    actions.hold_together(by=by, meeting_id=meeting_id, with_id=other)
    return "They are held together now. Send it again to those who were invited before."


def _take_off(by: Viewer, request: HttpRequest) -> str:
    try:
        item = UUID(request.POST.get("item", ""))
    except ValueError:
        raise NotHere from None
    actions.take_off(by=by, item_id=item)
    return "Taken off the agenda."


AT_ONCE: dict[str, Callable[[Viewer, UUID, HttpRequest], str]] = {
    "invite": lambda by, one, _request: summary(actions.invite(by=by, meeting_id=one)),
    "papers": lambda by, one, _request: (
        f"Shared with {actions.share_papers(by=by, meeting_id=one)} people with an account: each finds here what they may have."
    ),
    "ask-withheld": lambda by, one, _request: (
        f"Asked: {actions.ask_withheld(by=by, meeting_id=one)}. It is on their My work until they answer."
    ),
    "together": _together,
    "take-off": lambda by, one, request: _take_off(by, request),
    "enquiries": lambda by, one, _request: (
        "The conference is called for, and waits for a time."
        if actions.begin_enquiries(by=by, meeting_id=one)
        else "A conference is planned already: it stands."
    ),
}


def _at_once(request: HttpRequest, viewer: Viewer, meeting_id: UUID, what: str) -> HttpResponse:
    if request.method != "POST":
        raise NotHere
    try:
        messages.success(request, AT_ONCE[what](viewer, meeting_id, request))
    except NotHere:
        raise
    except HoldfastError as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_back(meeting_id))


# -- somebody who is called -------------------------------------------------------------------------------------------


def _how_form(sent: Any, viewer: Viewer, one: Invitee) -> forms.HowForm:
    reach = queries.reaches(viewer, one.meeting_id).get(one.pk)
    if reach is None:
        raise NotHere
    begun = {name: getattr(reach, name) for name in ("means", "email", "telephone", "address")}
    return forms.HowForm(sent, initial=begun)


OF_PERSON: dict[str, Doing] = {
    "how": Doing(
        "How are they told?",
        "Save",
        _how_form,
        lambda by, one, sent: actions.set_how(by=by, invitee_id=one.pk, how=sent.how()),
    ),
    "keep-out": Doing(
        "Keep somebody out",
        "Keep them out",
        lambda sent, _viewer, _one: forms.KeepOutForm(sent),
        lambda by, one, sent: actions.keep_out(by=by, invitee_id=one.pk, **sent.cleaned_data),
        "Kept out. If they had been invited, send it to them: they are told that they need not come, and not why.",
    ),
    "let-in": Doing(
        "Let somebody in again",
        "Let them in",
        lambda sent, _viewer, _one: forms.ReasonForm(sent),
        lambda by, one, sent: actions.let_in(by=by, invitee_id=one.pk, **sent.cleaned_data),
        "They are called again.",
    ),
    "view": Doing(
        "What they think",
        "Keep it",
        lambda sent, _viewer, one: forms.ViewForm(sent, whose="child" if one.kind == Kind.CHILD else "relative"),
        lambda by, one, sent: actions.give_view(by=by, invitee_id=one.pk, gathered=sent.gathered()),
        "Kept, for the professionals and for whoever said it.",
    ),
    "answer": Doing(
        "Do you come?",
        "Send",
        lambda sent, _viewer, one: forms.AnswerForm(sent, initial={"reply": one.reply, "words": one.reply_words}),
        lambda by, one, sent: actions.answer(by=by, invitee_id=one.pk, **sent.cleaned_data),
        "Thank you.",
    ),
}
BUTTONS: dict[str, tuple[Callable[[Viewer, UUID], object], str]] = {
    "off": (lambda by, one: actions.call_off(by=by, invitee_id=one), "They need not come. If they had been invited, tell them."),
    "told": (lambda by, one: actions.told_by_hand(by=by, invitee_id=one), "Written down: they have been told."),
    "admit": (lambda by, one: actions.admit(by=by, invitee_id=one), "Let in."),
}


def person(request: HttpRequest, invitee_id: UUID, what: str) -> HttpResponse:
    """One of the forms of somebody who is called, or one of the buttons."""
    viewer = viewer_of(request)
    one = queries.invitee(viewer, invitee_id)
    back = _back(one.meeting_id)
    if what == "letter":
        return _letter(request, viewer, invitee_id, back)
    if what in BUTTONS:
        if request.method != "POST":
            raise NotHere
        act, done = BUTTONS[what]
        return do_at_once(request, lambda: act(viewer, invitee_id), back=back, done=done)
    if what not in OF_PERSON:
        raise NotHere
    if what in ("how", "keep-out", "let-in") and not policies.can_run(viewer, one.meeting_id):
        raise NotHere
    if what == "answer" and one.user_id != viewer.person_id:
        raise NotHere
    doing = OF_PERSON[what]
    form = doing.form(request.POST if request.method == "POST" else None, viewer, one)
    form.files = request.FILES
    return form_page(
        request,
        form,
        lambda sent: doing.save(viewer, one, sent),
        title=doing.title,
        button=doing.button,
        back=back,
        done=doing.done,
        about=f"{one.name}, {one.role}" if one.role else one.name,
    )


def _letter(request: HttpRequest, viewer: Viewer, invitee_id: UUID, back: str) -> HttpResponse:
    """The invitation to print. When it is refused, the page it came from says why."""
    if request.method != "POST":
        raise NotHere
    try:
        paper = actions.write_letter(by=viewer, invitee_id=invitee_id)
    except NotHere:
        raise
    except HoldfastError as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)
    return leaves(paper, shown=True)


def own(request: HttpRequest, invitee_id: UUID) -> HttpResponse:
    """From a duty to the meeting it is about."""
    return redirect(_back(queries.invitee(viewer_of(request), invitee_id).meeting_id))


def withheld(request: HttpRequest, withheld_id: UUID) -> HttpResponse:
    """The chair's question to one agency: what must the family not hear?"""
    viewer = viewer_of(request)
    row = queries.withheld_row(viewer, withheld_id)
    sent = request.POST if request.method == "POST" else None
    return form_page(
        request,
        forms.WithheldForm(sent, initial={"words": row.words, "nothing": row.nothing}),
        lambda form: actions.answer_withheld(by=viewer, withheld_id=row.pk, **form.cleaned_data),
        title="What must the family not hear?",
        button="Tell the chair",
        back=_back(row.meeting_id),
        about=queries.label(row.meeting),
        done="The chair has it.",
    )


# -- an agency's report -----------------------------------------------------------------------------------------------


def report(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Section by section, each with who may have it. A draft is kept for its writer alone."""
    viewer = viewer_of(request)
    one = queries.meeting(viewer, meeting_id)
    kind = rules.of(one.kind)
    relatives = [
        (str(row.person_id), row.name) for row in queries.invitees(viewer, meeting_id) if row.kind == Kind.RELATIVE and row.comes
    ]
    own = next((told for told in queries.reports(viewer, meeting_id) if told.report.writer_id == viewer.person_id), None)
    sent = request.POST if request.method == "POST" else None
    children = child_queries.heard(viewer, meeting_id)
    form = forms.ReportForm(sent, kind=kind, relatives=relatives, children=children, initial=_begun(own))
    if sent is not None and form.is_valid():
        try:
            actions.write_report(by=viewer, meeting_id=meeting_id, lines=_lines(form), give="give" in request.POST)
        except Faulty as faulty:
            form.add_faults(faulty)
        except Refused as refused:
            form.add_warning(None, refused.sentence)
        else:
            words = "Given: each part opens to those you chose." if "give" in request.POST else "Kept as a draft for you alone."
            messages.success(request, words)
            return redirect(_back(meeting_id))
    context = {"form": form, "meeting": one, "kind": kind, "own": own}
    return render(request, "meetings/report.html", context, status=422 if form.is_bound and form.errors else 200)


def _begun(own: queries.Told | None) -> dict[str, Any]:
    begun: dict[str, Any] = {}
    for line in own.lines if own else ():
        name = forms.item_key(line.item_id) if line.item_id else line.section
        begun[name] = line.words
        keys = [key for key in line.audience if key in ("police", "child")]
        begun[f"{name}_for"] = [*keys, *map(str, line.family)]
    return begun


def _lines(form: forms.ReportForm) -> list[actions.Said]:
    found = []
    asked: list[tuple[str, str, UUID | None]] = [(one.key, one.key, None) for one in form.sections]
    asked += [(key, form.kind.by_child, one.pk) for key, one in form.children.items()]
    for name, section, item_id in asked:
        words, chosen = form.cleaned_data[name], form.cleaned_data[f"{name}_for"]
        family = tuple(UUID(key) for key in chosen if key not in ("police", "child"))
        if "police" in chosen:
            audience: tuple[str, ...] = ("police",)
            family = ()
        else:
            audience = ("professionals", *(("child",) if "child" in chosen else ()), *(("family",) if family else ()))
        found.append(actions.Said(section, words, audience, family, item_id=item_id))
    return found

"""The board, the report, and one episode."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.audit.record import listed
from holdfast.desk.screening.pages import form_page
from holdfast.journeys.missing import looks_again
from holdfast.kernel.errors import Faulty, NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import LONDON, now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, copying, interview_queries, policies, queries
from holdfast.missing.actions.alerting import by_telephone
from holdfast.missing.authorities import councils, number_of
from holdfast.missing.changed_words import moved
from holdfast.missing.models import AuthorityNumber, Episode, ReportDraft
from holdfast.missing.pattern_queries import lately
from holdfast.missing.questions import ON_RETURN, QUESTIONS
from holdfast.missing.types import Category
from holdfast.records.actions import note_search
from holdfast.records.models import Child
from holdfast.records.search import search
from holdfast.rules.missing_grades import label_of
from holdfast.ui.formats import long_moment, plain_date

from . import forms
from .doing import DOING

OFFERED = 5
SHIFT = timedelta(hours=12)
LOWERS = frozenset({"void", "join", "correct"})  # forms that may leave fewer episodes counted (H4)


def board(request: HttpRequest) -> HttpResponse:
    """Who is missing now, and what I reported myself. It keeps itself fresh."""
    viewer = viewer_of(request)
    rows = queries.missing_now(viewer, after=request.GET.get("after", ""))
    further = queries.following(rows)
    listed(viewer, "missing.board", [row.episode.child_id for row in rows])
    context = {
        "rows": rows,
        "older": "?" + urlencode({"after": further}) if further else "",
        "first": request.path if request.GET.get("after") else "",
        "version": queries.board_version(viewer)
        if request.GET.get("after")
        else queries.version_of([row.episode for row in rows]),
        "reports": queries.my_reports(viewer),
        "drafts": queries.my_drafts(viewer),
        "may_report": policies.can_report(viewer),
        "now": now(),
    }
    return render(request, "missing/board.html", context)


def version(request: HttpRequest) -> HttpResponse:
    """Whether the board has changed since it was drawn: nothing when it has not, and nobody's looking is written down."""
    latest = queries.board_version(viewer_of(request))
    if request.GET.get("version") == latest:
        return HttpResponse(status=204)
    return JsonResponse({"version": latest})


def hand_over(request: HttpRequest) -> HttpResponse:
    """The note for the next shift: who is missing, what was done in the last twelve hours, what is not answered, who is back."""
    viewer, at = viewer_of(request), now()
    rows = queries.missing_now(viewer, limit=100)
    ended = queries.ended_since(viewer, at - SHIFT)
    names = queries.names_of(viewer, ended)
    listed(viewer, "missing.hand-over", [row.episode.child_id for row in rows] + [one.child_id for one in ended])
    context = {
        "rows": rows,
        "log": queries.log_since(viewer, rows, at - SHIFT),
        "ended": [(one, names.get(one.child_id, "")) for one in ended],
        "now": at,
    }
    return render(request, "missing/hand_over.html", context)


# -- reporting --------------------------------------------------------------------------------------------------------


def report(request: HttpRequest, draft_id: UUID | None = None) -> HttpResponse:
    """A child is missing. The police first; then what is known; kept, when it cannot be finished now."""
    viewer = viewer_of(request)
    policies.check_can_report(viewer)
    draft = queries.draft(viewer, draft_id) if draft_id else None
    child = _about(viewer, draft, request.GET.get("child", ""))
    known = child.name if child else ""
    if child is not None:
        listed(viewer, "missing.report", [child.pk])
    if request.method != "POST":
        form = forms.ReportForm(known=known, councils=councils(viewer))
        if draft is not None:
            form = forms.ReportForm(forms.typed_again(draft.answers), known=known, councils=councils(viewer)).as_left()
        return _form(request, form, child)
    if "later" in request.POST:
        return _keep(request, draft, child)
    found = _alike(viewer, request.POST) if child is None else ()
    form = forms.ReportForm(request.POST, known=known, found=found, councils=councils(viewer))
    if form.is_valid():
        if "which" in form.fields and not form.cleaned_data["which"]:
            form.add_warning("which", "Say whether it is one of these children, so that those who know the child are told.")
        else:
            try:
                return _send(request, form, child, draft)
            except Faulty as faulty:
                form.add_faults(faulty)
    return _form(request, form, child)


def _about(viewer: Viewer, draft: ReportDraft | None, typed: str) -> Child | None:
    """The record a report is about, where the reporter came from one that opens to them."""
    try:
        child_id = draft.child_id if draft else UUID(typed) if typed else None
    except ValueError:
        return None
    return visible(viewer, Child).filter(pk=child_id).first() if child_id else None


def _alike(viewer: Viewer, typed: Any) -> list[tuple[str, str]]:
    """Records the reporter may open whose name is alike. Whoever opens none is told of none (H11)."""
    words = f"{typed.get('given_name', '')} {typed.get('family_name', '')}".strip()[:120]
    if not (words and viewer.may(Grant.SEARCH)):
        return []
    results = search(viewer, words)
    note_search(by=viewer, results=results)
    found = [one for one in results.found if not one.restricted][:OFFERED]
    return [(str(one.child_id), f"{one.name}, born {plain_date(one.born_earliest) or 'not known'}") for one in found]


def _form(request: HttpRequest, form: forms.ReportForm, child: Child | None) -> HttpResponse:
    revealed = {"police_ref"}
    asked = [bound for bound in form if bound.name not in revealed]
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "missing/report.html", {"form": form, "asked": asked, "child": child}, status=status)


def _keep(request: HttpRequest, draft: ReportDraft | None, child: Child | None) -> HttpResponse:
    data = {name: request.POST.getlist(name) for name in request.POST if name not in ("later", "csrfmiddlewaretoken")}
    kept = actions.keep_draft(by=viewer_of(request), answers=data, child_id=child.pk if child else None, draft=draft)
    messages.success(request, "Kept for you alone. Nothing has been reported, and nobody has been told.")
    return redirect("missing-draft", draft_id=kept.pk)


def _send(request: HttpRequest, form: forms.ReportForm, child: Child | None, draft: ReportDraft | None) -> HttpResponse:
    viewer, data = viewer_of(request), form.cleaned_data
    chosen = data.get("which", "")
    child_id = child.pk if child else UUID(chosen) if chosen and chosen != forms.NONE_OF_THESE else None
    names = ("police_called", "category", "reporter_kind", "police_ref", "told_by", "telephone")
    typed = {name: data.get(name) or "" for name in ("given_name", "family_name")}
    said = actions.Said(
        last_seen=form.when(),
        facts=form.facts(),
        date_of_birth=data.get("date_of_birth"),
        **typed,
        **form.councils(),
        **{name: data[name] for name in names},
    )
    made = actions.report(by=viewer, said=said, child_id=child_id)
    if draft is not None:
        actions.discard_draft(by=viewer, draft=draft)
    if viewer.may(Grant.GRADE_MISSING) and visible(viewer, Episode).filter(pk=made.episode_id).exists():
        messages.success(request, f"Those responsible have been told. Reference {queries.standing(viewer, made).reference}.")
        return redirect("trigger-plan", child_id=made.child_id)
    return redirect("missing-said", report_id=made.pk)


def said(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """What came of a report: the reference, whether the police have confirmed that they know, whether the child is found."""
    viewer = viewer_of(request)
    made = queries.report(viewer, report_id)
    opens = visible(viewer, Episode).filter(pk=made.episode_id).exists()
    return render(request, "missing/said.html", {"made": made, "standing": queries.standing(viewer, made), "opens": opens})


# -- one episode ------------------------------------------------------------------------------------------------------


def episode(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Everything about one absence: what is known, who looks, who was told."""
    viewer = viewer_of(request)
    one = queries.episode(viewer, episode_id)
    actions.note_read(by=viewer, episode=one)
    asked = queries.asked_of(viewer, one)
    interview = interview_queries.interview_of(viewer, one)
    leads = interview_queries.leads_of(viewer, interview) if interview else []
    context = {
        "interview": interview,
        "limit": interview_queries.limit_of(viewer, interview) if interview else None,
        "interview_leads": leads,
        "interview_lines": interview_queries.line_words(viewer, leads),
        "episode": one,
        "child": queries.born_of(viewer, one),
        "opens": visible(viewer, Child).filter(pk=one.child_id).exists(),
        "facts": [(question.label, one.facts.get(question.key, "")) for question in QUESTIONS],
        "grades": [(row, label_of(row.level, row.edition)) for row in queries.grades_of(viewer, one)],
        "looks": looks_again(viewer, one, one.police_grade),
        "log": queries.log_of(viewer, one),
        "reports": queries.reports_of(viewer, one),
        "asked": asked,
        "told": queries.told_of(viewer, one),
        "texts_go": queries.texts_go(),
        "changes": [(row, moved(row)) for row in queries.changes_of(viewer, one)],
        "back": queries.return_of(viewer, one),
        "first_questions": ON_RETURN,
        "may_write": policies.can_write(viewer, one.pk),
        "may_grade": policies.can_grade(viewer, one.pk),
        "may_set_aside": policies.can_set_aside(viewer, one.pk),
        "seats": actions.SEATS,
        "concerned": _concerned(viewer, one),
        "now": now(),
    }
    return render(request, "missing/episode.html", context)


def _concerned(viewer: Viewer, one: Episode) -> list[tuple[str, str, bool, AuthorityNumber | None]]:
    """The other councils of an episode: what each is, its name, whether it has accounts here, and how it is reached."""
    both = (
        ("Responsible for the child", one.authority.name if one.authority else one.authority_name, one.authority_id),
        ("Where the child lives", one.host.name if one.host else one.host_name, one.host_id),
    )
    return [(what, name, agency is not None, number_of(viewer, name)) for what, name, agency in both if name]


def alert(request: HttpRequest, recipient_id: UUID) -> HttpResponse:
    """Somebody's agency has it: they name who."""
    viewer = viewer_of(request)
    asked = queries.recipient(viewer, recipient_id)
    rung = by_telephone(asked.seat, asked.agency_id)
    sent_in = request.POST if request.method == "POST" else None
    return form_page(
        request,
        forms.RungForm(sent_in) if rung else forms.AnswerForm(sent_in, initial={"held_by": _me(request)}),
        lambda sent: actions.acknowledge_alert(by=viewer, recipient_id=recipient_id, **sent.cleaned_data),
        title="Say whom you told" if rung else "Say who has it",
        button="They know" if rung else "We have it",
        back=_to(asked.alert.episode_id),
        about=f"{actions.SEATS[asked.seat]}. {asked.alert.get_kind_display()}.",
        done="It is on the record, with your name." if rung else "Your agency has it. Others answer for themselves.",
    )


def _me(request: HttpRequest) -> str:
    return str(request.user.get_full_name())  # type: ignore[union-attr]


def _to(episode_id: UUID) -> str:
    return reverse("episode", kwargs={"episode_id": episode_id})


def copy(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """The episode as text, in the order of the other systems' screens: one tap copies it; pasted text is taken back."""
    viewer = viewer_of(request)
    one = queries.episode(viewer, episode_id)
    actions.note_read(by=viewer, episode=one)
    values = _values(viewer, one)
    texts = [(key, title, copying.written(values, order)) for key, (title, order) in copying.ORDERS.items()]
    return render(request, "missing/copy.html", {"episode": one, "texts": texts, "may_write": policies.can_write(viewer, one.pk)})


def _values(viewer: Viewer, one: Episode) -> dict[str, str]:
    child = queries.born_of(viewer, one)
    grade = next((label_of(row.level, row.edition) for row in queries.grades_of(viewer, one) if row.kind == "police"), "")
    words = f" ({one.started_words})" if one.started_words else ""
    return {
        **one.facts,
        "name": child.name,
        "born": plain_date(child.born_earliest) if child.born_earliest else child.born_words,
        "category": Category(one.category).label,
        "reference": one.reference,
        "police_ref": one.police_ref,
        "reported": long_moment(one.reported_at),
        "last_seen": f"{long_moment(one.started_at.astimezone(LONDON))}{words}",
        "grade": grade,
    }


def do(request: HttpRequest, episode_id: UUID, what: str) -> HttpResponse:
    """One of the forms of an episode."""
    if what not in DOING:
        raise NotHere
    viewer = viewer_of(request)
    policies.check_can_write(viewer, episode_id)
    one = queries.episode(viewer, episode_id)
    doing = DOING[what]
    doing.check(viewer, one.pk)
    form = doing.form(request.POST if request.method == "POST" else None, **doing.begin(viewer, one))
    lead = looks_again(viewer, one, "low") if what in ("grade", "view") else []
    return form_page(
        request,
        form,
        lambda sent: doing.save(viewer, one, sent),
        title=doing.title,
        button=doing.button,
        back=_to(one.pk),
        done=doing.done,
        template="missing/do.html",
        looks=lead,
        counted=lately(viewer, one.child_id) if what in LOWERS else None,
        what=what,
    )

"""A child's pattern, the children who are over the count or one short, and the forms of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.audit.record import listed
from holdfast.desk.screening.pages import form_page
from holdfast.insight.missing_counts import can_count
from holdfast.journeys.meetings import INTERVENTION, meeting_for
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.policies import can_convene
from holdfast.missing import actions
from holdfast.missing import intervention_policies as policies
from holdfast.missing import pattern_queries as queries
from holdfast.missing.models import Intervention
from holdfast.rules.meetings import Type

from . import forms, pages

SHOW = {"": "Everybody", "triggered": "Over the count", "approaching": "One short of it"}


def pattern(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """How often the child was missing, which episodes count and why, and what is done about it."""
    viewer = viewer_of(request)
    page = queries.pattern_page(viewer, child_id, day=pages.day_of(request.GET.get("on", "")))
    actions.note_pattern_read(by=viewer, child_id=child_id)
    context = {
        "page": page,
        "strip": pages.picture(page),
        "limit": queries.limit_of(viewer, page.open.row) if page.open else None,
        **_meeting(viewer, page),
        "may_ask": page.last is not None and policies.can_ask(viewer, page.last),
        "now": now(),
    }
    return render(request, "pattern/pattern.html", context)


def _meeting(viewer: Viewer, page: Any) -> dict[str, Any]:
    """The meeting that was convened for the open intervention, and where whoever may convene calls it."""
    if page.open is None:
        return {"convened": None, "convene": ""}
    one = page.open.row
    where = ""
    if page.record and can_convene(viewer, page.child_id):
        where = reverse("child-meeting-convene", kwargs={"child_id": page.child_id, "kind": Type.MISSING_INTERVENTION.value})
    meeting = meeting_for(viewer, INTERVENTION, one.pk)
    runs = meeting is None or meeting.starts_at is None
    return {"convened": meeting, "convene": f"{where}?for={INTERVENTION}:{one.pk}" if where and runs else ""}


def patterns(request: HttpRequest) -> HttpResponse:
    """Who is over the count or has an open meeting, and who is one short of it."""
    viewer = viewer_of(request)
    show = request.GET.get("show", "")
    show = show if show in SHOW else ""
    start = _number(request.GET.get("from", ""))
    found = queries.patterns(viewer, show=show, start=start)
    listed(viewer, "missing.patterns", [row.child_id for row in found.rows])
    context = {
        "found": found,
        "show": show,
        "choices": SHOW,
        "may_count": can_count(viewer),
        "newer": _from(show, max(start - queries.PAGE, 0)) if start else "",
        "older": _from(show, start + queries.PAGE) if found.further else "",
        "now": now(),
    }
    return render(request, "pattern/patterns.html", context)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0


def _from(show: str, start: int) -> str:
    return f"?show={show}&from={start}"


# -- the meeting ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Doing:
    """One form of a meeting, who may send it, and what saves it."""

    form: Callable[..., Any]
    title: str
    button: str
    save: Callable[[Viewer, UUID, dict[str, Any]], object]
    done: str
    check: Callable[[Viewer, Intervention], None] = policies.check_can_convene


def _book(by: Viewer, intervention_id: UUID, sent: dict[str, Any]) -> object:
    takes = sent.pop("takes_pattern") == "yes"
    return actions.book_meeting(by=by, intervention_id=intervention_id, takes_pattern=takes, **sent)


DOING: dict[str, Doing] = {
    "book": Doing(forms.BookForm, "Which meeting takes the pattern?", "Save", _book, "Named. Say so once it was held."),
    "held": Doing(
        forms.HeldForm,
        "The meeting was held",
        "Save",
        lambda by, pk, sent: actions.hold_meeting(by=by, intervention_id=pk, **sent),
        "Held. The next episode that still makes too many calls for another.",
    ),
    "decline": Doing(
        forms.ReasonForm,
        "No meeting is held, and why",
        "Decline the meeting",
        lambda by, pk, sent: actions.decline_meeting(by=by, intervention_id=pk, **sent),
        "Declined, with your reason. The next episode that still makes too many calls for another.",
        policies.check_can_decline,
    ),
    "cancel": Doing(
        forms.ReasonForm,
        "The meeting is cancelled, and why",
        "Cancel the meeting",
        lambda by, pk, sent: actions.cancel_meeting(by=by, intervention_id=pk, **sent),
        "Cancelled, with your reason. What was crossed stays in the child's history.",
        policies.check_can_decline,
    ),
}


def do(request: HttpRequest, intervention_id: UUID, what: str) -> HttpResponse:
    """One of the forms of a meeting."""
    if what not in DOING:
        raise NotHere
    viewer = viewer_of(request)
    one = queries.intervention(viewer, intervention_id)
    doing = DOING[what]
    doing.check(viewer, one)
    return form_page(
        request,
        doing.form(request.POST if request.method == "POST" else None),
        lambda sent: doing.save(viewer, one.pk, dict(sent.cleaned_data)),
        title=doing.title,
        button=doing.button,
        back=reverse("pattern", kwargs={"child_id": one.child_id}),
        about=f"Reference {one.reference}",
        done=doing.done,
        template="pattern/do.html",
        what=what,
        meeting=one,
    )


def ask(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Anybody who reads or reported an episode asks for the meeting, or for a strategy discussion, whatever the count."""
    viewer = viewer_of(request)
    child_id = queries.check_can_ask(viewer, episode_id)
    report = queries.my_report_of(viewer, episode_id)
    back = reverse("missing-said", kwargs={"report_id": report}) if report else reverse("missing")
    if child_id is not None:
        back = reverse("pattern", kwargs={"child_id": child_id})
    return form_page(
        request,
        forms.AskForm(request.POST if request.method == "POST" else None),
        lambda sent: actions.ask_for(by=viewer, episode_id=episode_id, **sent.cleaned_data),
        title="Ask for a meeting",
        button="Ask",
        back=back,
        done="Asked. Those who must answer have been told.",
        template="pattern/ask.html",
    )

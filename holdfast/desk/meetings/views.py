"""The meetings one belongs to, the meetings of a child, and one meeting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html

from holdfast.access.visibility import visible
from holdfast.audit.record import listed, read
from holdfast.journeys.plan_review import plan_at
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions, child_queries, drawing_queries, policies, queries, times
from holdfast.meetings.actions.before import check_can_gather
from holdfast.meetings.models import Invitee, Meeting
from holdfast.meetings.types import State
from holdfast.meetings.video import way_in
from holdfast.partnership.queries import figures
from holdfast.records.models import Child
from holdfast.records.policies import check_can_read as check_can_read_child
from holdfast.rules import meetings as rules
from holdfast.rules.local import in_london
from holdfast.rules.meeting_views import FACES, QUESTIONS, SCALE

PAST, AHEAD = timedelta(days=60), timedelta(days=8)
TABS = (("next", "Coming"), ("today", "Today"), ("past", "Past"), ("undated", "Without a time"))
can_gather = asks(check_can_gather)


def listing(request: HttpRequest) -> HttpResponse:
    """My meetings, or every one that I may know of: today, in the coming week, past, and those that nobody has set a time for."""
    viewer = viewer_of(request)
    when = request.GET.get("when", "next")
    every = request.GET.get("whose") == "all"
    found = queries.rows(viewer, _span(viewer, when), only_mine=not every)
    kind = request.GET.get("kind", "")
    if kind in set(rules.Type):
        found = [row for row in found if row.meeting.kind == kind]
    listed(viewer, "meeting.list", [row.meeting.pk for row in found if row.name])
    context = {
        "rows": found,
        "tabs": TABS,
        "when": when if when in dict(TABS) else "next",
        "every": every,
        "kind": kind,
        "kinds": [(one.key.value, one.label) for one in rules.TYPES.values()],
        "may_convene": policies.can_convene(viewer),
        "now": now(),
    }
    return render(request, "meetings/list.html", context)


def _span(viewer: Viewer, when: str) -> Any:
    at = now()
    midnight = _midnight(at)
    if when == "today":
        return queries.between(viewer, midnight, midnight + timedelta(days=1))
    if when == "past":
        return queries.between(viewer, at - PAST, midnight).reverse()
    if when == "undated":
        return queries.without_a_time(viewer)
    return queries.between(viewer, midnight, midnight + AHEAD)


def _midnight(at: datetime) -> datetime:
    return in_london(at).replace(hour=0, minute=0, second=0, microsecond=0)


def of_child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """One calendar of everything that is held about a child: child in need, protection, looked after, exploitation."""
    viewer = viewer_of(request)
    check_can_read_child(viewer, child_id)
    child = visible(viewer, Child).get(pk=child_id)
    read(viewer, "meeting.of-child", child, child_id=child_id)
    found = queries.rows(viewer, queries.of_child(viewer, child_id))
    ahead = [row for row in found if row.meeting.ahead]
    context = {
        "child": child,
        "ahead": sorted(ahead, key=lambda row: (row.meeting.starts_at is None, row.meeting.starts_at)),
        "past": [row for row in found if not row.meeting.ahead],
        "spoken": child_queries.of_child(viewer, child_id),
        "may_convene": policies.can_convene(viewer, child_id),
        "now": now(),
    }
    return render(request, "meetings/child.html", context)


def page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Everything about one meeting that this reader may have."""
    viewer = viewer_of(request)
    one = queries.meeting(viewer, meeting_id)
    read(viewer, "meeting.open", one, child_id=one.child_id)
    return render(request, "meetings/meeting.html", _context(viewer, one))


def _context(viewer: Viewer, one: Meeting) -> dict[str, Any]:
    kind = rules.of(one.kind)
    people = queries.invitees(viewer, one.pk)
    own = next((row for row in people if row.user_id == viewer.person_id and row.comes), None)
    runs = policies.runs(viewer, one)
    reaches = queries.reaches(viewer, one.pk) if runs else {}
    reach = queries.own_reach(viewer, own) if own else None
    seats = [row.seat for row in people if row.comes and row.seat]
    return {
        "meeting": one,
        "kind": kind,
        "name": queries.names_of(viewer, [one.child_id]).get(one.child_id, "") if one.child_id else "",
        "record": bool(one.child_id and visible(viewer, Child).filter(pk=one.child_id).exists()),
        "plan": plan_at(viewer, one),
        "people": [(row, reaches.get(row.pk)) for row in people],
        "undelivered": queries.undelivered(viewer, reaches.values()),
        "own": own,
        "own_reach": reach,
        "lacking": [rules.SEATS[seat] for seat in rules.not_called(kind, seats)],
        "agenda": (agenda := queries.agenda(viewer, one.pk)),
        "children": child_queries.on_agenda(viewer, one, agenda),
        "by_child": kind.by_child,
        "reports": _by_section(viewer, one),
        "may_report": own is not None and one.ahead and any(section.reported for section in kind.sections),
        "views": [_shown(view) for view in queries.views(viewer, one.pk)],
        "drawings": drawing_queries.shown(viewer, one),
        "family": [row for row in people if row.is_family and row.comes],
        "may_gather": one.ahead and can_gather(viewer, one),
        "withheld": queries.withheld(viewer, one.pk),
        "kept_out": queries.kept_out(viewer, one.pk) if runs else [],
        "near": _near(viewer, one),
        "labels": {row.key.value: row.label for row in rules.TYPES.values()},
        "hidden": lambda name, value: format_html('<input type="hidden" name="{}" value="{}">', name, value),
        "clocks": queries.clocks(viewer, one),
        "papers_by": rules.papers_by(kind, one.starts_at, figures(viewer.here)) if one.starts_at else None,
        "runs": runs,
        "chairs": policies.chairs(viewer, one),
        "may_wait": actions.may_wait(one),
        "untold": sum(1 for row in people if row.comes and row.sent_sequence < one.sequence),
        "now": now(),
    }


def _near(viewer: Viewer, one: Meeting) -> list[times.Clash]:
    if not (one.child_id and one.starts_at and one.ends_at and one.ahead):
        return []
    return times.near(viewer, one.child_id, one.starts_at, one.ends_at, but=one.pk)


def _by_section(viewer: Viewer, one: Meeting) -> list[tuple[str, list[Any]]]:
    """Reports under the headings of the agenda, each line with its agency."""
    told = queries.reports(viewer, one.pk)
    found = []
    for section in rules.of(one.kind).sections:
        lines = [
            (report.report, line) for report in told for line in report.lines if line.section == section.key and not line.item_id
        ]
        if lines:
            found.append((section.title, lines))
    return found


def _shown(view: Any) -> tuple[Any, list[tuple[str, str]]]:
    words = {number: f"{picture} {label}" for number, picture, label in SCALE}
    faces = [(one.words(view.whose), words[view.faces[one.key]]) for one in FACES if view.faces.get(one.key) in words]
    answers = [(one.words(view.whose), view.answers[one.key]) for one in QUESTIONS if view.answers.get(one.key)]
    return view, [*faces, *answers, *([("Note", view.note)] if view.note else [])]


def join(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """To the meeting, from here: everything that says who somebody is is covered first, because the screen may be shared (H16).

    Whoever runs it goes in; everybody else waits until they are let in (H15).
    """
    viewer = viewer_of(request)
    one = queries.meeting(viewer, meeting_id)
    own = visible(viewer, Invitee).filter(meeting=one, user_id=viewer.me, withdrawn_at=None, kept_out_at=None).first()
    if one.state == State.CANCELLED or not (own or policies.runs(viewer, one)):
        raise NotHere
    reach = queries.own_reach(viewer, own) if own else None
    waits = not policies.runs(viewer, one) and (reach is None or reach.let_in_at is None)
    if waits:
        if reach is not None:
            actions.wait(by=viewer, reach_id=reach.pk, safe=True)
        response = redirect("meeting", meeting_id=one.pk)
    else:
        link = way_in(one, own) if own else one.video_link
        response = redirect(link) if link else redirect("meeting", meeting_id=one.pk)
    # Read by the script that covers before the page is drawn, so not hidden from scripts.
    response.set_cookie(settings.SHOWING_COOKIE_NAME, "yes", samesite="Lax", secure=settings.HTTPS)
    return response
